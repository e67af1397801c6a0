"""Grammar of shifts: "two days ago", "a week earlier", "the day before", "the year-ago quarter"."""

from __future__ import annotations

from hearsay.reading.times.frame import Frame
from hearsay.reading.times.lexicon import PLURAL_UNIT, UNIT, WEEKDAY, WEEKDAYS
from hearsay.reading.times.numerals import cardinal
from hearsay.reading.times.relative_rules import DAYS
from hearsay.reading.times.tokens import Tokens


def year_ago(t: Tokens, i: int) -> Frame | None:
    """Read "year-ago", "the year-earlier quarter", "the corresponding period last year" as used in
    comparisons.
    """
    j = i + 1 if t.word(i) in ("the", "its") else i
    for extra in ("comparable", "corresponding"):
        if t.word(j) == extra:
            j += 1
    if t.word(j) == "year" and t.word(j + 1) == "-" and t.word(j + 2) in ("ago", "earlier"):
        k = j + 3
        if t.word(k) in ("quarter", "period", "month", "week", "half"):
            k += 1
            return Frame("shift", i, k, n=1, unit="year", sign=-1, base="text", code="period")
        # Without the noun the expression is only the adjective.
        return Frame("shift", j, k, n=1, unit="year", sign=-1, base="text", code="period")
    return None


def shifted(t: Tokens, i: int) -> Frame | None:
    """Read "two days ago", "a week earlier", "six months later", "three years before", "10 days from now"."""
    found = cardinal(t, i)
    if found is None:
        bare = t.word(i) in PLURAL_UNIT
        if not bare:
            return None
        found = (None, i)
    n, j = found
    if n is not None and n == int(n) and t.word(j) in WEEKDAYS and t.word(j + 1) == "ago":
        # "two Sundays ago"
        return Frame("calendar", i, j + 2, weekday=WEEKDAYS[t.low[j]], base="pub", offset=-int(n))
    more = t.word(j) in ("more", "full", "short", "long", "trading", "business", "calendar")
    j += more
    unit = UNIT.get(t.word(j))
    if unit is None or unit == "weekend" or t.apart(j):
        return None
    j += 1
    if t.word(j) == "and" and t.word(j + 1) == "a" and t.word(j + 2) == "half":
        n = n + 0.5 if n is not None else None
        j += 3
    approx = None
    if t.word(j) == "or" and t.word(j + 1) in ("so", "two", "more"):
        approx, j = "APPROX", j + 2
    word = t.word(j)
    if word == "on" and n is not None and t.word(j + 1) in (",", ".", ";", ""):
        # "Ten years on, the line is rusting."
        return Frame("shift", i, j + 1, n=n, unit=unit, sign=1, base="text", mod=approx, code="on")
    if word == "ago" or (word == "back" and t.word(j + 1) in (",", ".", ";", "that", "")):
        frame = Frame("shift", i, j + 1, n=n, unit=unit, sign=-1, base="pub", mod=approx)
        return _from_day(t, frame) if n is not None and unit in ("week", "month", "year") else frame
    if word == "from" and t.word(j + 1) in ("now", "today"):
        return Frame("shift", i, j + 2, n=n, unit=unit, sign=1, base="pub", mod=approx)
    if word == "hence":
        return Frame("shift", i, j + 1, n=n, unit=unit, sign=1, base="pub", mod=approx)
    if word in ("earlier", "previously", "beforehand", "prior"):
        if word == "prior" and t.word(j + 1) == "to":
            return None
        return Frame("shift", i, j + 1, n=n, unit=unit, sign=-1, base="text", mod=approx)
    if word in ("later", "afterwards", "afterward", "after", "thereafter"):
        if word == "after" and t.word(j + 1) not in (",", ".", ";", "that"):
            return None
        if word == "later" and t.word(j + 1) in ("than",):
            return None
        end = j + 2 if word == "after" and t.word(j + 1) == "that" else j + 1
        return Frame("shift", i, end, n=n, unit=unit, sign=1, base="text", mod=approx)
    if word == "before" and t.word(j + 1) in (",", ".", ";", "that"):
        return Frame(
            "shift", i, j + 1 + (t.word(j + 1) == "that"), n=n, unit=unit, sign=-1, base="text", mod=approx
        )
    return None


def _from_day(t: Tokens, frame: Frame) -> Frame:
    """Add the day that is counted from: "five years ago today", "a year ago this week", "a week ago Friday"."""
    j = frame.end
    word = t.word(j)
    if word in DAYS:
        frame.inner = Frame("relative", j, j + 1, grain="day", base="pub", offset=DAYS[word])
    elif word == "this" and t.word(j + 1) in ("week", "month"):
        frame.inner = Frame("relative", j, j + 2, grain=t.low[j + 1], base="pub", offset=0)
    elif word in WEEKDAY and len(word) > 5 and t.capital(j):
        frame.inner = Frame("calendar", j, j + 1, weekday=WEEKDAY[word], base="pub", offset=-1)
    if frame.inner is not None:
        frame.end = frame.inner.end
    return frame


def this_time(t: Tokens, i: int) -> Frame | None:
    """Read "this time last year", "the same time last week": about the same month or day, one unit away."""
    if t.low[i] == "this" and t.word(i + 1) == "time":
        j = i + 2
    elif t.low[i] == "the" and t.word(i + 1) == "same" and t.word(i + 2) in ("time", "point"):
        j = i + 3
    else:
        return None
    j += t.word(j) == "of"
    unit = t.word(j + 1)
    if t.word(j) not in ("last", "next") or unit not in ("year", "month", "week"):
        return None
    inner = Frame("relative", i, j, grain="month" if unit == "year" else "day", base="pub", offset=0)
    sign = -1 if t.low[j] == "last" else 1
    return Frame("shift", i, j + 2, n=1, unit=unit, sign=sign, base="pub", mod="APPROX", inner=inner)


def day_beside(t: Tokens, i: int) -> Frame | None:
    """Read "the day before", "the week after", "the day after that" with nothing after: shifted by one."""
    j = i + 1 if t.word(i) == "the" else i
    unit = UNIT.get(t.word(j))
    if j == i or unit not in ("day", "week", "month", "year"):
        return None
    word = t.word(j + 1)
    if word == "previous" or (
        word in ("before", "after") and t.word(j + 2) in (",", ".", ";", "that", "”", '"')
    ):
        end = j + 2 + (t.word(j + 2) == "that")
        sign = -1 if word in ("before", "previous") else 1
        return Frame("relative", i, end, grain=unit, base="text", offset=sign)
    return None
