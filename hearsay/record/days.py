"""ISO dates as day numbers (proleptic Gregorian ordinals), for comparing; whole or partial, with or
without time.
"""

from __future__ import annotations

import calendar
import re
from datetime import date
from functools import lru_cache

_ISO = re.compile(r"([1-9]\d{3})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01])(?:[T ].*)?)?)?$")


@lru_cache(maxsize=65536)
def days(iso: str | None) -> tuple[int, int] | None:
    """First and last day of an ISO date, month or year; None when it is none.

    >>> days("2031-02") == (date(2031, 2, 1).toordinal(), date(2031, 2, 28).toordinal())
    True
    """
    found = _ISO.match(iso) if iso else None
    if not found:
        return None
    year, month, day = int(found[1]), int(found[2] or 0), int(found[3] or 0)
    try:
        first = date(year, month or 1, day or 1)
    except ValueError:
        return None
    last = date(year, month or 12, day or calendar.monthrange(year, month or 12)[1])
    return first.toordinal(), last.toordinal()


def first_day(iso: str | None) -> int | None:
    """First day of an ISO date."""
    found = days(iso)
    return found[0] if found else None


def last_day(iso: str | None) -> int | None:
    """Last day of an ISO date."""
    found = days(iso)
    return found[1] if found else None


def iso_day(day: int | None) -> str | None:
    """The ISO date of a day number."""
    return None if day is None else date.fromordinal(day).isoformat()


def day_of(iso: str | None) -> str | None:
    """The date part of an ISO date-time."""
    return iso[:10] if iso else None


def earlier(one: str | None, other: str | None) -> bool | None:
    """Whether ``one`` was published before ``other``; None: not known, or at once.

    Times of day count only where both have one, in universal time; a date alone is as long as its day.
    """
    if not one or not other:
        return None
    if "T" in one and "T" in other:
        left, right = _instant(one), _instant(other)
        if left is not None and right is not None and left != right:
            return left < right
        return None
    left_days, right_days = days(one), days(other)
    if left_days is None or right_days is None:
        return None
    if left_days[1] < right_days[0]:
        return True
    if right_days[1] < left_days[0]:
        return False
    return None


def _instant(iso: str) -> float | None:
    from datetime import UTC, datetime

    try:
        moment = datetime.fromisoformat(iso)
    except ValueError:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
