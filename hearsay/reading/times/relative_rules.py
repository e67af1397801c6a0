"""Grammar of expressions that look from the publication date or from the narrative: "last week", "a day
later".
"""

from __future__ import annotations

from hearsay.reading.times.calendar_rules import month_at
from hearsay.reading.times.fiscal_rules import quarter_of
from hearsay.reading.times.frame import Frame
from hearsay.reading.times.lexicon import PLURAL_UNIT, RELATION, SEASON, UNIT, WEEKDAY, words
from hearsay.reading.times.tokens import Tokens

#: Words that make of a plural a stretch of time up to now or from now.
_STRETCH = words("recent past last coming next following previous upcoming")
_CLAUSE = words("of when that he she it they we i you")
DAYS = {"today": 0, "yesterday": -1, "tomorrow": 1}


def deictic_day(t: Tokens, i: int) -> Frame | None:
    """Read "today", "yesterday", "the day before yesterday", "the day after tomorrow"."""
    word = t.word(i)
    if word in DAYS:
        return Frame("relative", i, i + 1, grain="day", base="pub", offset=DAYS[word])
    j = i + 1 if word == "the" else i
    beside = (t.word(j + 1), t.word(j + 2))
    if j > i and t.word(j) in UNIT and beside in (("before", "last"), ("after", "next")):
        # "the week before last"
        return Frame(
            "relative", i, j + 3, grain=UNIT[t.low[j]], base="pub", offset=-2 if beside[1] == "last" else 2
        )
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
        if word in _STRETCH:
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
