"""Moments as intervals: EDTF level 1 strings, first and last possible day, precision.

EDTF (ISO 8601-2:2019, level 1) has no weeks, quarters or halves, so these become intervals of days or months;
"early",
"mid" and "late" are the thirds of what they cut. Seasons are those of the north unless told otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from hearsay.reading.times.calendar import Day, Moment, month_length
from hearsay.schema import Precision

_SEASON_CODE: Final = {"SP": 21, "SU": 22, "FA": 23, "WI": 24}
_PRECISION: Final[dict[str, Precision]] = {
    "second": "second", "minute": "minute", "hour": "hour", "part": "part of day", "day": "day",
    "week": "week",
    "weekend": "span", "month": "month", "season": "season", "quarter": "quarter", "half": "half-year",
    "year": "year", "decade": "decade", "century": "century", "millennium": "span",
}  # fmt: skip
#: Months of each third, and of each part, of a year.
_THIRD_OF_YEAR: Final = {"START": (1, 4), "MID": (5, 8), "END": (9, 12)}
_THIRD_OF_MONTH: Final = {"START": (1, 10), "MID": (11, 20), "END": (21, 31)}


@dataclass(frozen=True, slots=True)
class Interval:
    """Days from ``first`` to ``last``, both included; None: open to that side."""

    edtf: str | None = None
    first: Day | None = None
    last: Day | None = None
    precision: Precision | None = None


def day_string(day: Day | None) -> str | None:
    """Write a day as ISO 8601 does; years before 1 with a sign."""
    if day is None:
        return None
    return f"{year_string(day[0])}-{day[1]:02d}-{day[2]:02d}"


def year_string(year: int) -> str:
    """Write an astronomical year with four digits and, before year 0, a sign."""
    return f"{year:04d}" if year >= 0 else f"-{-year:04d}"


def edtf_of(moment: Moment, south: bool = False) -> str:
    """Write a moment as EDTF level 1."""
    year = year_string(moment.year)
    match moment.grain:
        case "year":
            return year
        case "decade" if moment.year >= 0:
            return f"{moment.year // 10:03d}X"
        case "century" if moment.year >= 0:
            return f"{moment.year // 100:02d}XX"
        case "month":
            return f"{year}-{moment.month:02d}"
        case "season":
            # The codes 21 to 24 say "spring" to "winter" without a hemisphere (level 1).
            return f"{year}-{_SEASON_CODE[moment.code]}"
        case "day" | "part":
            return f"{year}-{moment.month:02d}-{moment.day:02d}"
        case "hour" | "minute" | "second":
            clock = (moment.clock + ":00:00")[:8]
            return f"{year}-{moment.month:02d}-{moment.day:02d}T{clock}"
        case "quarter" | "half":
            (y, m, _), (y2, m2, _) = moment.first(), moment.last()
            return f"{year_string(y)}-{m:02d}/{year_string(y2)}-{m2:02d}"
        case "week" | "weekend":
            return f"{day_string(moment.first())}/{day_string(moment.last())}"
        case _:
            return f"{year_string(moment.first()[0])}/{year_string(moment.last()[0])}"


def interval_of(
    moment: Moment, mod: str | None = None, today: Day | None = None, south: bool = False
) -> Interval:
    """Return the interval of a moment, cut by START, MID or END, blurred by APPROX.

    ``today`` is the publication day where the words are "earlier" or "later": it closes or opens the cut.
    """
    first, last = bounds(moment, south)
    precision = _PRECISION[moment.grain]
    if today is not None and first <= today <= last and mod in ("START", "END"):
        cut = (first, today) if mod == "START" else (today, last)
        return Interval(f"{day_string(cut[0])}/{day_string(cut[1])}", *cut, "span")
    if mod in ("START", "MID", "END"):
        return _third(moment, mod, first, last, precision)
    edtf = edtf_of(moment, south)
    if south and moment.grain == "season":
        edtf = f"{year_string(first[0])}-{first[1]:02d}/{year_string(last[0])}-{last[1]:02d}"
    if mod == "APPROX" and moment.rank <= 8:
        if moment.grain == "season":
            edtf = f"{year_string(first[0])}-{first[1]:02d}/{year_string(last[0])}-{last[1]:02d}"
        edtf = "/".join(part + "~" for part in edtf.split("/"))
    return Interval(edtf, first, last, precision)


def bounds(moment: Moment, south: bool = False) -> tuple[Day, Day]:
    """Return the first and last day of a moment."""
    if south and moment.grain == "season":
        # Seasons begin half a year away: the southern summer of 2024 is December 2024 to February 2025.
        other = {"SP": 9, "SU": 12, "FA": 3, "WI": 6}[moment.code]
        year, month = (moment.year, other + 2) if other < 11 else (moment.year + 1, other - 10)
        return (moment.year, other, 1), (year, month, month_length(year, month))
    return moment.first(), moment.last()


def _third(moment: Moment, mod: str, first: Day, last: Day, precision: Precision) -> Interval:
    year = moment.year
    if moment.grain == "year":
        a, b = _THIRD_OF_YEAR[mod]
        return _months(year, a, year, b)
    if moment.grain == "month":
        a, b = _THIRD_OF_MONTH[mod]
        b = min(b, month_length(year, moment.month))
        return _days((year, moment.month, a), (year, moment.month, b))
    if moment.grain == "decade":
        a, b = {"START": (0, 3), "MID": (4, 6), "END": (7, 9)}[mod]
        return Interval(
            f"{year_string(year + a)}/{year_string(year + b)}", (year + a, 1, 1), (year + b, 12, 31), "span"
        )
    if moment.grain == "century":
        a, b = {"START": (0, 33), "MID": (34, 66), "END": (67, 99)}[mod]
        return Interval(
            f"{year_string(year + a)}/{year_string(year + b)}", (year + a, 1, 1), (year + b, 12, 31), "span"
        )
    if moment.grain in ("season", "quarter", "half"):
        step = 2 if moment.grain == "half" else 1
        n = {"START": 0, "MID": 1, "END": 2}[mod]
        m = 12 * first[0] + first[1] - 1 + n * step
        e = m + step - 1
        return _months(m // 12, m % 12 + 1, e // 12, e % 12 + 1)
    if moment.grain in ("week", "weekend") and first[0] > 0:
        monday = date(*first)
        a, b = {"START": (0, 1), "MID": (2, 3), "END": (4, 6)}[mod] if moment.grain == "week" else (0, 1)
        start, end = monday + timedelta(a), monday + timedelta(b)
        return _days((start.year, start.month, start.day), (end.year, end.month, end.day))
    return Interval(edtf_of(moment), first, last, precision)


def _months(y: int, m: int, y2: int, m2: int) -> Interval:
    edtf = f"{year_string(y)}-{m:02d}"
    if (y, m) != (y2, m2):
        edtf += f"/{year_string(y2)}-{m2:02d}"
    return Interval(edtf, (y, m, 1), (y2, m2, month_length(y2, m2)), "span")


def _days(first: Day, last: Day) -> Interval:
    return Interval(f"{day_string(first)}/{day_string(last)}", first, last, "span")


def _start(interval: Interval) -> str:
    """Return the first end of an interval as level 1 has it: no times, seasons or unknown digits in it."""
    return _plain((interval.edtf or "").split("/")[0], interval.first)


def _end(interval: Interval) -> str:
    """Return the last end of an interval, likewise."""
    return _plain((interval.edtf or "").split("/")[-1], interval.last)


def _plain(edtf: str, day: Day | None) -> str:
    blurred = "~" if edtf.endswith("~") else ""
    if day is None:
        return edtf
    if "T" in edtf:
        return day_string(day) or edtf
    if "X" in edtf:
        return year_string(day[0]) + blurred
    if edtf[-3 - len(blurred) :].rstrip("~") in ("-21", "-22", "-23", "-24") and edtf.count("-", 1) == 1:
        return f"{year_string(day[0])}-{day[1]:02d}{blurred}"
    return edtf


def span(first: Interval, last: Interval) -> Interval:
    """Join two intervals: "between March and May"."""
    if first.edtf is None or last.edtf is None:
        return first
    return Interval(f"{_start(first)}/{_end(last)}", first.first, last.last, "span")


def opened(interval: Interval, how: str) -> Interval:
    """Open an interval: ``since`` it, ``by`` it, ``before`` it, ``after`` it."""
    if interval.edtf is None:
        return interval
    start, end = _start(interval), _end(interval)
    if how == "since":
        return Interval(f"{start}/..", interval.first, None, "span")
    if how == "by":
        return Interval(f"../{end}", None, interval.last, "span")
    if how == "before" and interval.first is not None and "T" not in interval.edtf:
        day = _next_day(interval.first, -1)
        return Interval(f"../{day_string(day)}", None, day, "span")
    if how == "after" and interval.last is not None and "T" not in interval.edtf:
        day = _next_day(interval.last, 1)
        return Interval(f"{day_string(day)}/..", day, None, "span")
    return (
        Interval(f"{start}/..", interval.first, None, "span")
        if how == "after"
        else Interval(f"../{end}", None, interval.last, "span")
    )


def _next_day(day: Day, step: int) -> Day:
    """Return the day before or after, in any year."""
    year, month, number = day[0], day[1], day[2] + step
    if number < 1:
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
        number = month_length(year, month)
    elif number > month_length(year, month):
        year, month, number = (year, month + 1, 1) if month < 12 else (year + 1, 1, 1)
    return (year, month, number)
