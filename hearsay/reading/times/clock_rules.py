"""Grammar of times of day: "2:30 p.m. Wednesday", "Friday night", "the morning of 27 April", "overnight"."""

from __future__ import annotations

from collections.abc import Callable

from hearsay.reading.times.calendar_rules import day_first, iso_date, month_first, weekday_date
from hearsay.reading.times.frame import Frame
from hearsay.reading.times.lexicon import CARDINAL, CIVIL_ZONE, CLOCK_WORD, PART, RELATION, ZONE
from hearsay.reading.times.relative_rules import deictic_day, relation
from hearsay.reading.times.tokens import Tokens

_ZONE_WORD = {"eastern": "et", "central": "ct", "mountain": "mt", "pacific": "pt", "greenwich": "gmt"}
_EARLY = {"early": "START", "late": "END", "mid": "MID", "earlier": "START", "later": "END"}


def day_at(t: Tokens, i: int) -> Frame | None:
    """Read an expression of exactly one day at token ``i``."""
    best: Frame | None = None
    rules: tuple[Callable[[Tokens, int], Frame | None], ...] = (
        weekday_date, deictic_day, month_first, day_first, iso_date, relation,
    )  # fmt: skip
    for rule in rules:
        frame = rule(t, i)
        if frame is None or not is_day(frame) or (best and best.end >= frame.end):
            continue
        best = frame
    return best


def is_day(frame: Frame) -> bool:
    """Say whether a frame names one day."""
    if frame.kind == "holiday":
        return True
    if frame.kind == "calendar":
        return frame.day is not None or frame.weekday is not None
    return frame.kind in ("relative", "shift") and (frame.grain or frame.unit) == "day"


def clock(t: Tokens, i: int) -> Frame | None:
    """Read "2 p.m.", "14:30 GMT", "noon Thursday", "3 o'clock", with the day where it follows."""
    word = t.word(i)
    j = i + 1
    if word in CLOCK_WORD:
        time = CLOCK_WORD[word]
        doubt = False
    elif (word.isdecimal() and len(word) <= 2 and int(word) <= 24) or (
        word in CARDINAL and 1 <= CARDINAL[word] <= 12
    ):
        hour = int(word) if word.isdecimal() else CARDINAL[word]
        minute = second = ""
        if (
            t.word(j) in (":", ".")
            and t.joined(j)
            and t.joined(j + 1)
            and len(t.word(j + 1)) == 2
            and t.word(j + 1).isdecimal()
            and int(t.low[j + 1]) < 60
        ):
            dot = t.low[j] == "."
            minute, j = t.low[j + 1], j + 2
            if (
                t.word(j) == ":"
                and len(t.word(j + 1)) == 2
                and t.word(j + 1).isdecimal()
                and int(t.low[j + 1]) < 60
            ):
                second, j = t.low[j + 1], j + 2
        else:
            dot = False
        half = _meridiem(t, j)
        if half:
            if not 1 <= hour <= 12:
                return None
            hour = hour % 12 + (12 if half[0] == "p" else 0)
            j = half[1]
        elif t.word(j) == "o" and t.word(j + 1) in ("'", "’") and t.word(j + 2) == "clock":
            j += 3
            if t.word(j) == "in" and t.word(j + 1) == "the" and t.word(j + 2) in ("afternoon", "evening"):
                hour, j = hour % 12 + 12, j + 3
            elif t.word(j) == "in" and t.word(j + 1) == "the" and t.word(j + 2) == "morning":
                j += 3
        elif (
            t.word(j) == "in"
            and t.word(j + 1) == "the"
            and t.word(j + 2) in ("morning", "afternoon", "evening")
            and hour <= 12
            and (minute or t.word(i - 1) in ("at", "by", "until", "about", "around", "past"))
        ):
            if t.low[j + 2] != "morning":
                hour = hour % 12 + 12
            j += 3
        elif not minute or dot or not word.isdecimal() or hour > 23:
            return None
        if minute and not half and t.word(i - 1) in (":", ".") and t.joined(i):
            return None
        time = f"{hour:02d}:{minute or '00'}" + (f":{second}" if second else "")
        doubt = False
        if t.word(j) in ("hrs", "h", "hours"):
            j += 1
    elif len(word) == 4 and word.isdecimal() and int(word) < 2400 and int(word[2:]) < 60 and (
        t.word(j) in ("gmt", "utc", "hrs", "hours") and t.word(i - 1) not in ("for", "about")
    ):  # fmt: skip
        time, doubt = f"{word[:2]}:{word[2:]}", False
        j += t.low[j] in ("hrs", "hours")
    else:
        return None
    frame = Frame("clock", i, j, clock=time, doubt=doubt)
    zone = t.word(j)
    parens = zone == "("
    if parens:
        zone = t.word(j + 1)
    if (zone in ZONE or zone in CIVIL_ZONE) and t.raw(j + parens).isupper():
        frame.zone = zone
        frame.end = j + 1 + 2 * parens
    elif zone in _ZONE_WORD and t.word(j + 1) in ("time", "standard", "daylight", "mean"):
        frame.zone = _ZONE_WORD[zone]
        frame.end = j + 2 + (t.low[j + 1] != "time" and t.word(j + 2) == "time")
    return _with_day(t, frame)


def _meridiem(t: Tokens, j: int) -> tuple[str, int] | None:
    word = t.word(j)
    if word in ("am", "pm"):
        return word[0], j + 1
    if (
        word in ("a", "p")
        and t.word(j + 1) == "."
        and t.joined(j + 1)
        and t.word(j + 2) == "m"
        and t.joined(j + 2)
    ):
        return word, j + 4 if t.word(j + 3) == "." and t.joined(j + 3) else j + 3
    return None


def _with_day(t: Tokens, frame: Frame) -> Frame:
    """Add the day that follows a time of day: "on Tuesday", ", 5 May", "yesterday"."""
    j = frame.end
    if t.word(j) == "local" and t.word(j + 1) == "time":
        j += 2
    comma = t.word(j) == ","
    j += comma
    on = t.word(j) in ("on", "of")
    j += on
    if t.apart(j):
        return frame
    day = day_at(t, j)
    if day and not day.more and day.kind != "then":
        frame.inner, frame.end = day, day.end
    elif not comma and not on and (part := part_of_day(t, j)) and part.inner:
        frame.inner, frame.end = part.inner, part.end
    return frame


def part_of_day(t: Tokens, i: int) -> Frame | None:
    """Read "this morning", "last night", "Friday night", "the night of 27 April", "tonight", "overnight"."""
    word = t.word(i)
    today = Frame("relative", i, i + 1, grain="day", base="pub", offset=0)
    if word in ("tonight", "overnight"):
        frame = Frame("part", i, i + 1, code="NI", inner=today, doubt=False)
        if word == "overnight":
            # The night that the clause speaks of: the one before publication, or the coming one.
            frame.value = "overnight"
            if t.word(i + 1) == "on" and (day := day_at(t, i + 2)):
                frame.inner, frame.end = day, day.end
        return frame
    if word in ("this", "that", "last", "yesterday", "tomorrow") or word == "the":
        j = i + 1
        same = word in ("that", "the") and t.word(j) in ("same", "very", "next", "following", "previous")
        how = t.low[j] if same else word
        j += same
        mod = _EARLY.get(t.word(j)) if t.word(j) in ("early", "late") else None
        j += mod is not None
        code = PART.get(t.word(j))
        if code and not t.word(j).endswith("s") and t.word(j) not in ("dawn", "sunset", "sunrise"):
            base, offset = "pub", 0
            if word == "yesterday" or word == "last":
                offset = -1
            elif word == "tomorrow":
                offset = 1
            elif word in ("that", "the"):
                base, offset = RELATION.get(how, ("text", 0))
                base = "text"
            frame = Frame("part", i, j + 1, code=code, mod=mod)
            frame.inner = Frame("relative", i, j, grain="day", base=base, offset=offset)
            if word == "the" and not same:
                day = day_at(t, j + 2) if t.word(j + 1) in ("of", "before", "after") else None
                if day:
                    if t.low[j + 1] == "of":
                        # "the night of June 28-29" is named by the day on which it begins.
                        frame.inner, frame.end = day, day.more[-1].end if day.more else day.end
                    else:
                        frame.doubt = True
                else:
                    frame.doubt = t.word(i - 1) not in ("in", "during", "of")
                    if t.word(j + 1) == "of":
                        return None
            return frame
        return None
    day = day_at(t, i)
    if day is None:
        if word in PART and word not in ("nights",):
            of = t.word(i + 1) in ("of", "on")
            inner = day_at(t, i + 2) if of else None
            if inner:
                return Frame("part", i, inner.end, code=PART[word], inner=inner)
            return Frame("part", i, i + 1, code=PART[word], inner=Frame("relative", i, i + 1, grain="day",
            base="text", offset=0),
                         doubt=not (t.word(i - 1) == "at" and word in ("dawn", "dusk", "night",
                         "daybreak", "sunrise", "sunset")))  # fmt: skip
        return None
    j = day.end
    if t.word(j) in ("early", "late") and t.word(j + 1) in PART:
        code = PART[t.low[j + 1]]
        return Frame("part", i, j + 2, code=code, inner=day, mod=_EARLY[t.low[j]])
    if (
        t.word(j) in ("in", "at")
        and t.word(j + 1 + (t.word(j + 1) == "the")) in PART
        and t.word(j + 1) in ("the", "night")
    ):
        j += 1 + (t.word(j + 1) == "the")
    if t.word(j) in PART and not t.low[j].endswith("s") and not t.apart(j):
        return Frame("part", i, j + 1, code=PART[t.low[j]], inner=day)
    if (
        t.word(j) in ("at", ",", "around", "about")
        and (time := clock(t, j + 1 + (t.word(j + 1) in ("at", "about", "around") and t.low[j] == ",")))
        and time.inner is None
        and t.low[j] != "around"
    ):
        time.start, time.inner = i, day
        return time
    if t.word(j) == "t" and t.joined(j) and (time := clock(t, j + 1)):
        time.start, time.inner = i, day
        if t.word(time.end) == "z" and t.joined(time.end):
            time.zone, time.end = "z", time.end + 1
        return time
    return None


def iso_datetime(t: Tokens, i: int) -> Frame | None:
    """Read "2025-07-03T14:30:00Z": the T is part of the run of letters only when a letter follows."""
    day = iso_date(t, i)
    if day is None or t.word(day.end) != "t" or not t.joined(day.end):
        return None
    time = clock(t, day.end + 1)
    if time is None:
        return None
    time.start, time.inner = i, day
    j = time.end
    if (
        t.word(j) in ("+", "-")
        and t.joined(j)
        and t.word(j + 1).isdecimal()
        and t.word(j + 2) == ":"
        and t.word(j + 3).isdecimal()
    ):
        time.zone = t.low[j] + t.low[j + 1] + ":" + t.low[j + 3]
        time.end = j + 4
    return time
