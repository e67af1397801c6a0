"""The publication date that relative expressions are resolved against, from its ISO 8601 string."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from hearsay.reading.times.calendar import Moment, is_day

_ISO: Final = re.compile(
    r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?)(?:\.\d+)?\s*(Z|[+-]\d\d:?\d\d)?)?)?)?"
)


@dataclass(frozen=True, slots=True)
class Publication:
    """When a text was published: its day, and time and UTC offset where they are known."""

    moment: Moment
    clock: str = ""
    offset: str = ""


def publication(published: str | None) -> Publication | None:
    """Read an ISO 8601 date or date-time of day precision; None where ``published`` is None or empty.

    Raises ``ValueError``, naming the string, for anything else.
    """
    if not published:
        return None
    match = _ISO.fullmatch(published.strip())
    if match is None or match[3] is None:
        raise ValueError(f"not an ISO 8601 date of day precision: {published[:40]!r}")
    year, month, day = int(match[1]), int(match[2]), int(match[3])
    if year == 0 or not is_day(year, month, day):
        raise ValueError(f"no such day: {published[:40]!r}")
    return Publication(Moment("day", year, month, day), match[4] or "", match[5] or "")
