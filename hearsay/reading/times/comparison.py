"""Comparisons and fiscal periods: "from a year earlier", "the quarter ended July 31", "the year ended
March 31".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hearsay.reading.times.calendar import Moment
from hearsay.reading.times.calendar_rules import month_first
from hearsay.reading.times.frame import Frame
from hearsay.reading.times.interval import Interval
from hearsay.reading.times.narrative import Span
from hearsay.reading.times.resolved import Resolved

if TYPE_CHECKING:
    from hearsay.reading.times.resolve import Resolver


def quarter_here(r: Resolver, frame: Frame) -> tuple[Moment, Span] | None:
    """Return the quarter that a comparison ("from a year earlier") is with: the last one in this
    paragraph.
    """
    for item in reversed(r.narrative.named[-6:]):
        if item.moment.grain in ("quarter", "half") and not item.aside:
            if r.sentences.apart(item.span[1], r.t.start[frame.start]) <= (6 if frame.base == "text" else 3):
                return item.moment, item.span
            return None
    return None


def compared(r: Resolver, quarter: tuple[Moment, Span], count: int) -> Resolved:
    """Return the quarter that one is compared with, ``count`` years away; the text does not move there."""
    found = r.moved_to(quarter[0].shift("year", count), ("text", quarter[1], False))
    found.aside = True
    return found


def closing_quarter(r: Resolver, frame: Frame) -> Resolved | None:
    """Resolve "the quarter ended July 31": the three months up to that date."""
    if r.t.word(frame.end) not in ("ended", "ending") or r.pub is None:
        return None
    closing = month_first(r.t, frame.end + 1)
    if closing is None or closing.month is None:
        return None
    last = r.completion.calendar(closing)
    if last.moment is None:
        return None
    month = last.moment.at("month")
    first = month.shift("month", -2)
    # The calendar quarter that holds its middle month.
    found = r.moved_to(
        month.shift("month", -1).at("quarter"), (last.anchor or "publication", None, last.dated)
    )
    (y, m, _), (y2, m2, _) = first.first(), month.first()
    found.interval = Interval(f"{y:04d}-{m:02d}/{y2:04d}-{m2:02d}", first.first(), month.last(), "quarter")
    return found


def closing_year(r: Resolver, frame: Frame) -> Resolved | None:
    """Resolve "the year ended March 31": a length of one year, up to that date (TimeML: a duration)."""
    if r.t.word(frame.end) not in ("ended", "ending", "to") or frame.base != "near":
        return None
    closing = month_first(r.t, frame.end + 1)
    if closing is None or closing.month is None:
        return None
    found = Resolved("DURATION", "P1Y")
    last = r.completion.calendar(closing)
    if last.moment is not None:
        end = last.moment.at("month")
        start = end.shift("month", -11)
        (y, m, _), (y2, m2, _) = start.first(), end.first()
        found.interval = Interval(f"{y:04d}-{m:02d}/{y2:04d}-{m2:02d}", start.first(), end.last(), "year")
    return found
