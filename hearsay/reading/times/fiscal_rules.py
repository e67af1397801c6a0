"""Grammar of quarters, halves and fiscal years."""

from __future__ import annotations

from hearsay.reading.times.calendar_rules import day_first, month_first, relative_year
from hearsay.reading.times.frame import Frame
from hearsay.reading.times.lexicon import RELATION, words
from hearsay.reading.times.numerals import ordinal
from hearsay.reading.times.tokens import Tokens
from hearsay.reading.times.year_rules import year_number


def quarter_of(t: Tokens, i: int) -> Frame | None:
    """Read "third quarter", "first half" at token ``i``, with nothing around it."""
    found = ordinal(t, i)
    if found and found[0] <= 4 and t.word(found[1]) == "quarter":
        return Frame("calendar", i, found[1] + 1, quarter=found[0])
    if t.word(i) in _HALF and t.word(i + 1) == "half":
        return Frame("calendar", i, i + 2, half=_HALF[t.low[i]])
    return None


_HALF = {"first": 1, "second": 2, "last": 2, "latter": 2}


def quarter(t: Tokens, i: int) -> Frame | None:
    """Read "the third quarter of 1989", "third-quarter", "Q3 2024", "the fiscal first quarter", "the
    first half".
    """
    j = i
    if t.word(j) in ("the", "its", "their"):
        j += 1
    year = None
    fiscal = t.word(j) == "fiscal"
    j += fiscal
    if fiscal and t.word(j) == "-":
        j += 1
    if not fiscal and j > i and (found := year_number(t, j)):
        year, j = found
    if t.word(j) in ("flat", "weak", "strong", "full", "weaker", "stronger") and j > i:
        j += 1
    frame = Frame("calendar", i, j, year=year, fiscal=fiscal)
    if t.word(j) == "q" and t.word(j + 1) in ("1", "2", "3", "4") and t.joined(j + 1):
        frame.quarter, k = int(t.low[j + 1]), j + 2
    elif t.word(j) == "h" and t.word(j + 1) in ("1", "2") and t.joined(j + 1):
        frame.half, k = int(t.low[j + 1]), j + 2
    elif (found := ordinal(t, j)) and found[0] <= 4 and t.word(found[1] + (t.word(found[1]) in ("-",
    "fiscal"))) in (
        "quarter", "quarters",
    ):  # fmt: skip
        frame.quarter = found[0]
        k = found[1] + (t.word(found[1]) in ("-", "fiscal")) + 1
        frame.fiscal = frame.fiscal or t.word(found[1]) == "fiscal"
    elif t.word(j) in _HALF and t.word(j + 1 + (t.word(j + 1) == "-")) == "half":
        frame.half = _HALF[t.low[j]]
        k = j + 2 + (t.word(j + 1) == "-")
        # "the first half" of a match or a book is no time, unless a year or a financial word is near.
        frame.doubt = t.word(k) == "of" or j == i
    elif t.word(j) == "first" and t.word(j + 1) == "two" and t.word(j + 2) == "quarters":
        frame.half, k = 1, j + 3
    else:
        return None
    frame.end = k
    if t.word(k - 2) == "-" or t.word(i) in ("its", "their"):
        # Of an adjective ("the third-quarter loss") and of a possessive only the words of time.
        frame.start = j
    if year is None:
        of = t.word(k) == "of"
        m = k + of
        if t.word(m) == "fiscal":
            frame.fiscal = True
            m += 1
            m += t.word(m) == "year"
        if found := year_number(t, m):
            frame.year, frame.end, frame.doubt = found[0], found[1], False
        elif inner := relative_year(t, k):
            frame.inner, frame.end, frame.doubt = inner, inner.end, False
    return frame


_COMPARED = words("same corresponding comparable year-ago")
_PERIOD = frozenset(("period", "quarter"))


def period(t: Tokens, i: int) -> Frame | None:
    """Read what a report compares with: "the 1988 period", "the latest period", "the same quarter last
    year".
    """
    if t.word(i) == "last" and t.word(i + 1) == "year" and t.word(i + 3) == "s" and t.word(i + 4) in _PERIOD:
        return Frame("shift", i, i + 5, n=1, unit="year", sign=-1, base="text", code="period")
    if t.word(i) != "the":
        return None
    j = i + 1
    if (found := year_number(t, j)) and t.word(found[1]) in _PERIOD:
        return Frame("calendar", i, found[1] + 1, year=found[0], code="period")
    if t.word(j) == "latest" and t.word(j + 1) == "period":
        return Frame("relative", i, j + 2, grain="quarter", base="text", offset=0, code="latest")
    if t.word(j) == "full" and t.word(j + 1) == "year":
        return Frame("relative", i, j + 2, grain="year", base="near", offset=0)
    compared = t.word(j) in _COMPARED
    k = j + compared
    if t.word(k) not in _PERIOD or not (compared or t.low[k] == "quarter"):
        return None
    k += 1
    if (t.word(k), t.word(k + 1)) == ("last", "year"):
        return Frame("shift", i, k + 2, n=1, unit="year", sign=-1, base="text", code="period")
    if t.word(k) == "a" and t.word(k + 1) == "year" and t.word(k + 2) in ("ago", "earlier"):
        return Frame("shift", i, k + 3, n=1, unit="year", sign=-1, base="text", code="period")
    k += t.word(k) in ("of", "in")
    if compared and (found := year_number(t, k)):
        return Frame("calendar", i, found[1], year=found[0], code="period")
    return None


def fiscal_year(t: Tokens, i: int) -> Frame | None:
    """Read "fiscal 1989", "fiscal year 1990", "FY2024", "the fiscal year ended June 30", "the current
    fiscal year".
    """
    j = i
    the = t.word(j) in ("the", "its", "their", "this", "a")
    j += the
    base, offset = "", None
    if t.word(i) == "this":
        base, offset = "pub", 0
    if (t.word(j) in RELATION and j > i) or (not the and t.word(j) in ("last", "next", "this")):
        base, offset = RELATION[t.low[j]]
        j += 1
    if t.word(j) == "fy" and (t.word(j + 1).isdecimal() and len(t.low[j + 1]) in (2, 4)):
        n = int(t.low[j + 1])
        return Frame("calendar", i, j + 2, year=n if n > 99 else 2000 + n, fiscal=True)
    if t.word(j) not in ("fiscal", "financial"):
        return None
    year_word = t.word(j + 1) == "year"
    k = j + 1 + year_word
    frame = Frame("calendar", i, k, fiscal=True, grain="year")
    if found := year_number(t, k):
        frame.year, frame.end = found
        return frame
    if not year_word:
        return None
    m = k
    if t.word(m) in ("that", "which"):
        m += 1
    if t.word(m) in ("ended", "ending", "ends"):
        m += 1
        m += t.word(m) == "on"
        closing = month_first(t, m) or day_first(t, m)
        if closing and closing.month:
            # The expression itself stays short; the date that closes it is one of its own.
            frame.inner = closing
    if frame.inner is None and not base:
        # Alone it is a length, with no word of which one is meant (TimeBank).
        return Frame("duration", i, k, n=1, unit="year")
    frame.base, frame.offset = base or "pub", offset or 0
    return frame
