"""What an expression resolved to."""

from __future__ import annotations

from dataclasses import dataclass, field

from hearsay.reading.times.calendar import Moment
from hearsay.reading.times.interval import Interval
from hearsay.reading.times.narrative import Span
from hearsay.schema import TimexType


@dataclass(slots=True)
class Resolved:
    """When an expression is. ``moment`` is None where it has no place on the calendar, or none that is
    known.
    """

    type: TimexType
    value: str
    moment: Moment | None = None
    interval: Interval = field(default_factory=Interval)
    mod: str | None = None
    quant: str | None = None
    freq: str | None = None
    anchor: str | None = None
    anchor_span: Span | None = None
    #: The words say the year, or hang on words that do.
    dated: bool = False
    #: Named only to compare with.
    aside: bool = False
