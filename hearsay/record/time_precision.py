"""ACLED's time precision: 1 the day is known, 2 the week, 3 the month. Longer stretches have no code there."""

from __future__ import annotations

from hearsay.schema import Precision

_CODES: dict[Precision, int] = {
    "second": 1,
    "minute": 1,
    "hour": 1,
    "part of day": 1,
    "day": 1,
    "week": 2,
    "month": 3,
}


def time_precision(precision: Precision | None) -> int | None:
    """ACLED's code for how exactly a time is told, or None."""
    return _CODES.get(precision) if precision else None
