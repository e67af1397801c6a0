"""Grammar of expressions that look from the publication date or from the narrative: "last week", "a day
later".
"""

from __future__ import annotations

from hearsay.reading.times.calendar_rules import month_at
from hearsay.reading.times.fiscal_rules import quarter_of
from hearsay.reading.times.frame import Frame
from hearsay.reading.times.lexicon import PLURAL_UNIT, RELATION, SEASON, UNIT, WEEKDAY, words
from hearsay.reading.times.numerals import cardinal
from hearsay.reading.times.tokens import Tokens

_CLAUSE = words("of when that he she it they we i you")
_DAYS = {"today": 0, "yesterday": -1, "tomorrow": 1}


def deictic_day(t: Tokens, i: int) -> Frame | None:
    """Read "today", "yesterday", "the day before yesterday", "the day after tomorrow"."""
    word = t.word(i)
    if word in _DAYS:
        return Frame("relative", i, i + 1, grain="day", base="pub", offset=_DAYS[word])
    j = i + 1 if word == "the" else i
    if t.word(j) == "day" and (t.word(j + 1), t.word(j + 2)) in (
        ("before", "yesterday"),
        ("after", "tomorrow"),
    ):
        return Frame(
            "relative", i, j + 3, grain="day", base="pub", offset=-2 if t.low[j + 1] == "before" else 2
        )
    return None


def relation(t: Tokens, i: int) -> Frame | None:
    """Read a word of relation with what it relates: "last week", "the following month", "this past
    spring".
    """
    j = i
    the = t.word(j) == "the" or t.word(j) in ("its", "their")
    j += the
    word = t.word(j)
    if the and word in UNIT:
        return _plain_unit(t, i, j)
    if word not in RELATION:
        return None
    base, offset = RELATION[word]
    k = j + 1
    if word in ("this", "that") and t.word(k) in ("past", "coming", "same", "last", "next"):
        if t.word(k) in ("past", "last"):
            base, offset = "pub", -1
        elif t.word(k) in ("coming", "next"):
            base, offset = "pub", 1
        k += 1
    elif word == "the" and t.word(k) == "very":
        k += 1
    if the and word == "very":
        k += 1
    very = t.word(k) == "very" and word == "that"
    k += very
    if the and word == "next":
        base = "text"
    if the and word in ("last", "past") and t.word(k) == "of":
        return None
    # "the same period last year", "the latest period".
    target = t.word(k)
    if target == "fiscal" and t.word(k + 1) in ("year", "quarter"):
        k += 1
        target = t.word(k)
    if target in UNIT:
        return _related_unit(t, i, k, word, base, offset, the)
    if target in WEEKDAY and t.capital(k) and len(target) > 5:
        return Frame("calendar", i, k + 1, weekday=WEEKDAY[target], base=base, offset=offset, code=word)
    if (named := month_at(t, k)) and word not in ("these", "those", "latest", "recent", "present"):
        month, end = named
        frame = Frame("calendar", i, k + 1, month=month, base=base, offset=offset, code=word)
        if t.word(end).isdecimal() and len(t.low[end]) <= 2 and 1 <= int(t.low[end]) <= 31:
            frame.day, frame.end = int(t.low[end]), end + 1
        return frame
    if target in SEASON and word not in ("these", "those", "latest", "recent"):
        doubt = target in ("fall", "spring") and word in ("latest", "recent", "current")
        return Frame(
            "calendar", i, k + 1, season=SEASON[target], base=base, offset=offset, code=word, doubt=doubt
        )
    return None


def _plain_unit(t: Tokens, i: int, j: int) -> Frame | None:
    """Read "the week", "the weekend", "the quarter", "the year": what is meant is the one spoken of."""
    word = t.low[j]
    unit = UNIT[word]
    nxt = t.word(j + 1)
    if word in PLURAL_UNIT or unit in (
        "second",
        "minute",
        "hour",
        "night",
        "century",
        "millennium",
        "fortnight",
    ):
        return None
    frame = Frame("relative", i, j + 1, grain=unit, base="text", offset=0, doubt=True)
    if unit == "weekend":
        frame.base, frame.offset, frame.doubt, frame.code = "pub", None, False, "tense"
    elif unit == "quarter":
        frame.doubt = False
        frame.code = "latest"
    elif unit == "year":
        frame.doubt = not (
            t.word(i - 1) in ("of", "in", "for", "during")
            and nxt not in ("of", "'", "’", "that", "before", "after")
        )
        frame.base = "near"
    elif unit == "month":
        frame.doubt = t.word(i - 1) not in ("of", "in", "during")
        frame.base = "near"
    elif unit == "week":
        frame.doubt = t.word(i - 1) not in ("of", "for", "during")
        frame.base = "near"
    if nxt == "of" and unit == "week":
        return None
    return frame


def _related_unit(t: Tokens, i: int, k: int, word: str, base: str, offset: int, the: bool) -> Frame | None:
    target = t.low[k]
    unit = UNIT[target]
    end = k + 1
    plural = target in PLURAL_UNIT
    if t.word(end) == "-" and t.joined(end):
        # "next-day delivery" is no date.
        return None
    if plural:
        if word == "recent" or word in (
            "past",
            "last",
            "coming",
            "next",
            "following",
            "previous",
            "upcoming",
        ):
            sign = -1 if word in ("recent", "past", "last", "previous") else 1
            if unit in ("second", "minute", "hour", "night", "weekend"):
                return None
            return Frame("duration", i, end, n=None, unit=unit, base=base, sign=sign)
        if word == "these" and unit == "day":
            return Frame("reference", i, end, value="PRESENT_REF")
        return None
    if unit in ("second", "minute", "fortnight", "night", "hour"):
        if unit == "night" and word in ("last", "that", "same", "previous", "following", "next"):
            day = Frame("relative", i, end, grain="day", base=base, offset=offset)
            return Frame("part", i, end, inner=day, code="NI")
        return None
    if word in ("these", "those", "recent", "subsequent", "present"):
        return None
    frame = Frame("relative", i, end, grain=unit, base=base, offset=offset, code=word)
    if (
        t.word(end) in ("'", "’")
        and t.word(end + 1) == "s"
        and (part := quarter_of(t, end + 2))
        and unit == "year"
    ):
        # "this year's third quarter"
        part.inner, part.start = frame, i
        return part
    if t.capital(k) and t.capital(i) and t.word(i - 1) not in (".", "", "”"):
        frame.doubt = True
    if unit == "weekend" and word == "this":
        frame.offset = None
    if unit == "day" and word in ("this", "past", "last", "current", "latest"):
        frame.doubt = True
    if word == "latest" and unit in ("day", "week", "month", "weekend", "decade", "century"):
        return None
    if the and word in ("last", "past", "current") and unit == "quarter":
        frame.code = "latest"
    if the and word in ("past", "last") and unit != "quarter":
        # "the last week" is the stretch up to now, not the calendar week before this.
        return Frame("duration", i, end, n=1, unit=unit, base="pub", sign=-1)
    if t.word(end) == "or" and t.word(end + 1) == "so":
        frame.end, frame.mod = end + 2, "APPROX"
    if the and word == "coming":
        frame.base = "pub"
    return frame


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
    if word == "ago" or (word == "back" and t.word(j + 1) in (",", ".", ";", "that", "")):
        return Frame("shift", i, j + 1, n=n, unit=unit, sign=-1, base="pub", mod=approx)
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


def then(t: Tokens, i: int) -> Frame | None:
    """Read "the time", "that time", "the same time", "the period" after "at", "by", "during": the time
    last named.
    """
    word = t.word(i)
    before = t.word(i - 1)
    if before == "at" and word in ("the", "that", "this") and t.word(i + 1) == "time":
        after = t.word(i + 2)
        clause = after in _CLAUSE or (t.capital(i + 2) and after not in ("the", "a"))
        if word != "this" and clause:
            # "at the time Ana was elected" says itself when that was.
            return None
        if word == "this":
            return Frame("reference", i, i + 2, value="PRESENT_REF")
        return Frame("then", i, i + 2)
    if before == "by" and word in ("then",):
        return Frame("then", i, i + 1, doubt=True)
    if before == "by" and word == "that" and t.word(i + 1) == "time":
        return Frame("then", i, i + 2)
    if before in ("since", "until", "from") and word == "then":
        return Frame("then", i, i + 1)
    if before == "since" and word == "that" and t.word(i + 1) == "time":
        return Frame("then", i, i + 2)
    return None
