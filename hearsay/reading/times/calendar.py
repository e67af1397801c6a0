"""Moments of the proleptic Gregorian calendar, at the precision with which a text names them.

A :class:`Moment` is what a TIMEX3 value stands for: a day, a week, a quarter, a decade. Years are
astronomical
(1 BC is 0) and may be negative; day arithmetic reaches the years 1 to 9999, and beyond raises ``ValueError``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

Day = tuple[int, int, int]

#: From coarse to fine. A moment can anchor whatever is as coarse as itself, or coarser.
RANK: Final[dict[str, int]] = {
    "millennium": 0, "century": 1, "decade": 2, "year": 3, "half": 4, "quarter": 5, "season": 5, "month": 6,
    "week": 7, "weekend": 7, "day": 8, "part": 9, "hour": 10, "minute": 11, "second": 12,
}  # fmt: skip
_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
#: First month of each season in the north; the south has them half a year apart.
SEASON_MONTH: Final[dict[str, int]] = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


def is_leap(year: int) -> bool:
    """Say whether an astronomical year has a 29 February."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def month_length(year: int, month: int) -> int:
    """Return the number of days of a month (1 to 12) of an astronomical year."""
    return 29 if month == 2 and is_leap(year) else _LENGTHS[month - 1]


def is_day(year: int, month: int, day: int) -> bool:
    """Say whether such a day exists."""
    return 1 <= month <= 12 and 1 <= day <= month_length(year, month)


@dataclass(frozen=True, slots=True)
class Moment:
    """A stretch of the calendar with a name. ``code`` is a quarter or half number, a season or
    part-of-day code.

    ``year`` of a decade is its first year (1990), of a century its first year less one (1900 for the 20th).
    Weeks are ISO weeks and are held by their Monday. ``clock`` is ``HH``, ``HH:MM`` or ``HH:MM:SS``.
    """

    grain: str
    year: int
    month: int = 0
    day: int = 0
    code: str = ""
    clock: str = ""

    def __post_init__(self) -> None:
        if not -9999 <= self.year <= 9999:
            raise ValueError(f"year {self.year} is beyond four digits")

    @property
    def value(self) -> str:
        """The TIMEX3 value."""
        year = f"{self.year:04d}" if self.year > 0 else f"BC{1 - self.year:04d}"
        match self.grain:
            case "millennium":
                return str(self.year // 1000)
            case "century":
                return f"{self.year // 100:02d}" if self.year >= 0 else f"BC{-self.year // 100:02d}"
            case "decade":
                return f"{self.year // 10:03d}" if self.year > 0 else year[:-1]
            case "year":
                return year
            case "half":
                return f"{year}-H{self.code}"
            case "quarter":
                return f"{year}-Q{self.code}"
            case "season":
                return f"{year}-{self.code}"
            case "month":
                return f"{year}-{self.month:02d}"
            case "week" | "weekend":
                iso = date(self.year, self.month, self.day).isocalendar()
                return f"{iso.year:04d}-W{iso.week:02d}" + ("-WE" if self.grain == "weekend" else "")
            case "day":
                return f"{year}-{self.month:02d}-{self.day:02d}"
            case "part":
                return f"{year}-{self.month:02d}-{self.day:02d}T{self.code}"
            case _:
                return f"{year}-{self.month:02d}-{self.day:02d}T{self.clock}"

    @property
    def rank(self) -> int:
        """How fine the moment is (:data:`RANK`)."""
        return RANK[self.grain]

    @property
    def date(self) -> date:
        """The first day as a ``datetime.date``; ``ValueError`` outside the years 1 to 9999."""
        return date(*self.first())

    def first(self) -> Day:
        """Return the first day: year, month, day."""
        match self.grain:
            case "millennium" | "century" | "decade" | "year":
                return (self.year, 1, 1)
            case "half":
                return (self.year, 1 if self.code == "1" else 7, 1)
            case "quarter":
                return (self.year, 3 * int(self.code) - 2, 1)
            case "season":
                return (self.year, SEASON_MONTH[self.code], 1)
            case "month":
                return (self.year, self.month, 1)
            case "weekend":
                saturday = date(self.year, self.month, self.day) + timedelta(5)
                return (saturday.year, saturday.month, saturday.day)
            case _:
                return (self.year, self.month, self.day)

    def last(self) -> Day:
        """Return the last day: year, month, day."""
        match self.grain:
            case "millennium":
                return (self.year + 999, 12, 31)
            case "century":
                return (self.year + 99, 12, 31)
            case "decade":
                return (self.year + 9, 12, 31)
            case "year":
                return (self.year, 12, 31)
            case "half" | "quarter" | "season":
                months = 6 if self.grain == "half" else 3
                year, month = _add_months(*self.first()[:2], months - 1)
                return (year, month, month_length(year, month))
            case "month":
                return (self.year, self.month, month_length(self.year, self.month))
            case "week" | "weekend":
                sunday = date(self.year, self.month, self.day) + timedelta(6)
                return (sunday.year, sunday.month, sunday.day)
            case _:
                return (self.year, self.month, self.day)

    def at(self, grain: str) -> Moment:
        """Return the moment of a coarser ``grain`` that this one begins in."""
        year, month, day = self.first()
        match grain:
            case "millennium":
                return Moment(grain, year // 1000 * 1000)
            case "century":
                return Moment(grain, year // 100 * 100)
            case "decade":
                return Moment(grain, year // 10 * 10)
            case "year":
                return Moment(grain, year)
            case "half":
                return Moment(grain, year, code="1" if month <= 6 else "2")
            case "quarter":
                return Moment(grain, year, code=str((month + 2) // 3))
            case "season":
                # December belongs to the winter that it opens, January and February to the one before.
                code = "WI" if month in (12, 1, 2) else "SP" if month < 6 else "SU" if month < 9 else "FA"
                return Moment(grain, year - (month < 3), code=code)
            case "month":
                return Moment(grain, year, month)
            case "week" | "weekend":
                monday = date(year, month, day)
                monday -= timedelta(monday.weekday())
                return Moment(grain, monday.year, monday.month, monday.day)
            case _:
                return Moment("day", year, month, day)

    def shift(self, unit: str, count: int) -> Moment:
        """Return the moment ``count`` units away, at the precision of this one (29 February becomes the
        28th).
        """
        match unit:
            case "fortnight":
                return self.shift("day", 14 * count)
            case "week" | "weekend":
                return self.shift("day", 7 * count)
            case "day" | "night":
                if self.rank < RANK["week"]:
                    return Moment("day", *self.first()).shift("day", count)
                there = date(self.year, self.month, self.day) + timedelta(count)
                return replace(self, year=there.year, month=there.month, day=there.day)
            case "season":
                order = ("SP", "SU", "FA", "WI")
                n = order.index(self.code) + count
                return replace(self, year=self.year + n // 4, code=order[n % 4])
            case "quarter" if self.grain == "quarter":
                n = int(self.code) - 1 + count
                return replace(self, year=self.year + n // 4, code=str(n % 4 + 1))
            case "half" if self.grain == "half":
                n = int(self.code) - 1 + count
                return replace(self, year=self.year + n // 2, code=str(n % 2 + 1))
            case "month" | "quarter" | "half":
                months = count * {"month": 1, "quarter": 3, "half": 6}[unit]
                if self.rank < RANK["month"]:
                    return self.at("month").shift("month", months) if self.grain == "year" else self
                year, month = _add_months(self.year, self.month, months)
                day = min(self.day, month_length(year, month)) if self.day else 0
                moved = replace(self, year=year, month=month, day=day)
                return moved.at("week") if self.grain == "week" else moved
            case "year" | "decade" | "century" | "millennium":
                year = self.year + count * {"year": 1, "decade": 10, "century": 100, "millennium": 1000}[unit]
                day = min(self.day, month_length(year, self.month)) if self.day else 0
                moved = replace(self, year=year, day=day)
                return moved.at(self.grain) if self.grain in ("week", "weekend") else moved
            case _:
                raise ValueError(f"cannot shift by {unit}")


def _add_months(year: int, month: int, count: int) -> tuple[int, int]:
    n = 12 * year + month - 1 + count
    return n // 12, n % 12 + 1


def easter(year: int) -> date:
    """Return Easter Sunday of a Gregorian year (Meeus, Jones and Butcher's algorithm)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = b // 4, b % 4
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    j, k = c // 4, c % 4
    m = (a + 11 * h) // 319
    r = (2 * e + 2 * j - k - h + m + 32) % 7
    month = (h - m + r + 90) // 25
    return date(year, month, (h - m + r + month + 19) % 32)


def holiday(rule: tuple[int, int] | str, year: int) -> Moment:
    """Return the day on which a holiday falls: a month and day, or a movable feast by name."""
    if not isinstance(rule, str):
        return Moment("day", year, *rule)
    offset = {"easter": 0, "easter monday": 1, "good friday": -2, "palm sunday": -7, "ash wednesday": -46,
              "pentecost": 49}.get(rule)  # fmt: skip
    if offset is not None:
        day = easter(year) + timedelta(offset)
    elif rule == "thanksgiving":
        day = _nth_weekday(year, 11, 4, 4)
    elif rule == "labor day":
        day = _nth_weekday(year, 9, 1, 1)
    elif rule == "memorial day":
        day = _nth_weekday(year, 6, 1, 1) - timedelta(7)
    elif rule == "election day":
        day = _nth_weekday(year, 11, 1, 1) + timedelta(1)
    else:
        raise ValueError(f"no such holiday: {rule}")
    return Moment("day", day.year, day.month, day.day)


def _nth_weekday(year: int, month: int, weekday: int, n: int) -> date:
    first = date(year, month, 1)
    return first + timedelta((weekday - first.isoweekday()) % 7 + 7 * (n - 1))
