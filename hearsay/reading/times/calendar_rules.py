"""Grammar of expressions that name fields of the calendar: dates, months, years, decades, quarters,
seasons.
"""

from __future__ import annotations

from hearsay.reading.times.frame import Frame
from hearsay.reading.times.lexicon import MONTH, MONTH_WORDS, RELATION, WEEKDAY
from hearsay.reading.times.numerals import ordinal
from hearsay.reading.times.tokens import Tokens
from hearsay.reading.times.year_rules import UNYEAR, era_at, year_number


def month_at(t: Tokens, i: int) -> tuple[int, int] | None:
    """Read the name of a month at token ``i``: its number and the token after it (and after its full
    stop).
    """
    word = t.word(i)
    month = MONTH.get(word)
    if month is None:
        return None
    if not t.capital(i) and (word in MONTH_WORDS or len(word) < 4 or word == "sept"):
        return None
    j = i + 1
    if len(word) <= 4 and word not in ("may", "june", "july") and t.word(j) == "." and t.joined(j):
        j += 1
    return month, j


def day_number(t: Tokens, i: int) -> tuple[int, int] | None:
    """Read the number of a day of the month (1 to 31, perhaps with -th) at token ``i``."""
    word = t.word(i)
    if word.isdecimal():
        if len(word) > 2 or not 1 <= int(word) <= 31:
            return None
        j = i + 1
        if t.joined(j):
            nxt = t.word(j)
            if nxt in ("st", "nd", "rd", "th"):
                return int(word), j + 1
            if (
                nxt in ("%", "/")
                or nxt.isalpha()
                or (
                    nxt in ".,:" and t.joined(j + 1) and t.word(j + 1).isdecimal() and len(t.word(j + 1)) != 4
                )
            ):
                return None
        return int(word), j
    found = ordinal(t, i)
    return found if found and found[0] <= 31 else None


def _year_after(t: Tokens, i: int, allow_comma: bool) -> tuple[int, int] | None:
    """Read the year that completes a date at token ``i``: "1998", ", 1998", "of 1998"."""
    j = i
    if (t.word(j) == "," and allow_comma) or t.word(j) == "of":
        j += 1
    if t.apart(j):
        return None
    early = t.word(j)
    if len(early) == 3 and early.isdecimal() and t.word(j - 1) != "," and not t.word(j + 1).isalpha():
        # "30 September 420", "December of 384"
        return int(early), j + 1
    # "The winter of 9999" may be meant; "June 5, 5000" rather begins a count.
    found = year_number(t, j, high=9999 if t.word(j - 1) == "of" else 2200)
    if found and t.word(found[1]) in UNYEAR:
        return None
    return found


def relative_year(t: Tokens, i: int) -> Frame | None:
    """Read "of that year", "of the same year", "last year", "this year" at token ``i``, after a month or
    a date.
    """
    j = i
    if t.word(j) == ",":
        j += 1
    of = t.word(j) == "of"
    j += of
    the = t.word(j) == "the"
    j += the
    if t.word(j) == "that" and t.word(j + 1) == "same":
        j += 1
    word = t.word(j)
    if word in RELATION and t.word(j + 1) == "year" and t.word(j + 2) not in ("'", "’"):
        base, offset = RELATION[word]
        return Frame(
            "relative", j, j + 2, grain="year", base="text" if the and word == "next" else base, offset=offset
        )
    if of and the and word == "year":
        return Frame("relative", j, j + 1, grain="year", base="text", offset=0)
    return None


def with_year(t: Tokens, frame: Frame, j: int) -> Frame:
    """Add the year to a month or a day whose last token is before ``j``."""
    frame.end = j
    k = j + (t.word(j) == "of") + (t.word(j) == ",")
    if t.word(k).isdecimal() and len(t.low[k]) <= 4 and (era := era_at(t, k + 1)):
        frame.year, frame.end = 1 - int(t.low[k]) if era[0] else int(t.low[k]), era[1]
        return frame
    if found := _year_after(t, j, frame.day is not None or t.word(j + 1).isdecimal()):
        frame.year, frame.end = found
    elif inner := relative_year(t, j):
        frame.inner, frame.end = inner, inner.end
    elif (
        t.word(j) in ("'", "’") and len(t.word(j + 1)) == 2 and t.word(j + 1).isdecimal() and not t.joined(j)
    ):
        frame.year, frame.end = (
            1900 + int(t.low[j + 1]) if int(t.low[j + 1]) > 40 else 2000 + int(t.low[j + 1]),
            j + 2,
        )
    return frame


def month_first(t: Tokens, i: int) -> Frame | None:
    """Read "April 2, 1998", "April 1998", "Nov. 5 and 7", "April of that year", "April"."""
    named = month_at(t, i)
    if named is None:
        return None
    month, j = named
    frame = Frame("calendar", i, j, month=month)
    k = j + 1 if t.word(j) == "the" else j
    number = day_number(t, k)
    # "May 10,000" is no day; "March 3 percent" neither.
    if number and not t.apart(k) and t.word(number[1]) not in ("percent", "%", "million", "billion"):
        frame.day, j = number
        second = _second_day(t, j)
        if second:
            other = Frame("calendar", second[1], second[2], month=month, day=second[0])
            with_year(t, other, second[2])
            frame.end, frame.year, frame.inner = j, other.year, other.inner
            frame.more.append(other)
            return frame
        return with_year(t, frame, j)
    with_year(t, frame, j)
    if frame.end == i + 1 and t.capital(i + 1) and t.low[i + 1].isalpha() and t.low[i + 1] not in WEEKDAY:
        # "April Jones", but "in April Mr Ruiz"
        frame.doubt = t.word(i - 1) not in (
            "in",
            "since",
            "by",
            "until",
            "from",
            "last",
            "next",
            "this",
            "early",
            "late",
        )
    if frame.end == j == i + 1 and len(t.low[i]) < 5 and t.low[i] not in ("may", "june", "july"):
        frame.doubt = True
    if (
        frame.end == j
        and t.low[i] in ("may", "march", "mar", "dec", "jan", "sep", "jun")
        and len(t.low[i]) != 4
    ):
        before = t.word(i - 1)
        frame.doubt = before not in (
            "in", "since", "by", "of", "until", "from", "last", "next", "this", "during", "early", "late",
            "mid", "-",
            "for", "to", "through", "between", "and", "before", "after", "until", "till", "–", "or",
        )  # fmt: skip
        if (
            t.low[i] == "march"
            and before in ("in", "from", "during")
            and t.word(i + 1) in ("to", "on", "by")
            and (t.word(i + 2) not in MONTH)
        ):
            frame.doubt = True
    return frame


def _second_day(t: Tokens, j: int) -> tuple[int, int, int] | None:
    """Read "-7", "to 7", "and 7" after a day at token ``j``: day, its first token, the token after it."""
    if t.word(j) not in ("-", "–", "—", "and", "to", "or", "through", "&"):
        return None
    found = day_number(t, j + 1)
    if not found or t.apart(j + 1) or MONTH.get(t.word(found[1])):
        return None
    tight = t.word(j) in ("-", "–", "—")
    if not tight and (
        t.word(found[1]).isalpha()
        and t.word(found[1])
        not in ("in", "at", "by", "when", "with", "after", "for", "but", "and", "the", "to", "of", "as")
    ):
        return None
    return found[0], j + 1, found[1]


def day_first(t: Tokens, i: int) -> Frame | None:
    """Read "2 April 1998", "the 2nd of April", "5-7 June"."""
    j = i + 1 if t.word(i) == "the" else i
    number = day_number(t, j)
    if (
        number is None
        and t.word(j + 1) == "/"
        and t.word(j).isdecimal()
        and len(t.low[j]) < 3
        and 1 <= int(t.low[j]) <= 31
    ):
        # "5/6 July"
        number = int(t.low[j]), j + 1
    if number is None:
        return None
    day, k = number
    second = None
    if t.word(k) in ("-", "–", "—", "/", "and", "to", "or") and (second := day_number(t, k + 1)):
        k2 = second[1]
    else:
        k2 = k
    k2 += t.word(k2) == "of"
    k2 += t.word(k2) == "-" and t.joined(k2)
    named = month_at(t, k2)
    if named is None or t.apart(k2):
        return None
    month, end = named
    if second is None:
        return with_year(t, Frame("calendar", i, end, month=month, day=day), end)
    other = with_year(t, Frame("calendar", k + 1, end, month=month, day=second[0]), end)
    frame = Frame("calendar", i, k, month=month, day=day, year=other.year, inner=other.inner)
    frame.more.append(other)
    return frame


def iso_date(t: Tokens, i: int) -> Frame | None:
    """Read dates in figures: 1998-04-02, 1998/4/2, 4/2/98, 02.04.1998."""
    first, sep, second, sep2, third = (t.word(i + k) for k in range(5))
    if sep not in ("-", "/", ".") or sep != sep2 or not (first + second + third).isdecimal():
        return None
    if not all(t.joined(i + k) for k in range(1, 5)) or (t.joined(i + 5) and t.word(i + 5) in ("-", "/")):
        return None
    if len(first) == 4 and len(second) <= 2 and len(third) <= 2:
        return Frame("calendar", i, i + 5, year=int(first), month=int(second), day=int(third))
    if len(first) > 2 or len(second) > 2 or len(third) not in (2, 4) or (sep != "/" and len(third) != 4):
        return None
    year = int(third)
    if len(third) == 2:
        year += 1900 if year > 40 else 2000
    # Which of the two is the month hangs on the country: code says which order the sign itself suggests.
    return Frame(
        "calendar", i, i + 5, year=year, month=int(first), day=int(second), code="?" if sep == "/" else "dmy"
    )


def weekday_date(t: Tokens, i: int) -> Frame | None:
    """Read "Thursday", "Thursday, April 2", "Thursday the 2nd", "Thursday week"."""
    weekday = WEEKDAY.get(t.word(i))
    if weekday is None or not t.capital(i):
        return None
    j = i + 1
    short = len(t.low[i]) <= 5 and t.low[i] not in ("monday", "friday", "sunday")
    if short and t.word(j) == "." and t.joined(j):
        j += 1
    k = j + 1 if t.word(j) == "," else j
    inner = None
    if not t.apart(k):
        inner = month_first(t, k) if MONTH.get(t.word(k)) else day_first(t, k)
    if inner and inner.day is not None:
        inner.start, inner.weekday = i, weekday
        return inner
    if t.word(j) == "the" and (number := ordinal(t, j + 1)) and number[0] <= 31:
        return Frame("calendar", i, number[1], day=number[0], weekday=weekday, grain="day")
    if short and not (t.word(i + 1) == "." or t.word(i - 1) in ("on", "by", "until")):
        return None
    return Frame("calendar", i, j if not short else i + 1, weekday=weekday, doubt=short)
