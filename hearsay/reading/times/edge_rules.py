"""Grammar of what is put before an expression: "early", "the end of", "about", "nearly", "more than"; and
of events.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from hearsay.reading.times.frame import Frame
from hearsay.reading.times.lexicon import UNIT, words
from hearsay.reading.times.numerals import cardinal, ordinal
from hearsay.reading.times.tokens import Tokens

Reader = Callable[[Tokens, int], "Frame | None"]

_EDGE: Final = {"early": "START", "late": "END", "mid": "MID", "middle": "MID", "end": "END",
"beginning": "START",
                "start": "START", "close": "END", "earlier": "START", "later": "END", "outset": "START",
                "turn": "START", "latter": "END", "begining": "START", "eve": "END"}  # fmt: skip
#: Words that bound or blur a quantity, with the TIMEX3 mod for a duration.
_BOUND: Final[tuple[tuple[tuple[str, ...], str], ...]] = (
    (("no", "more", "than"), "EQUAL_OR_LESS"), (("not", "more", "than"), "EQUAL_OR_LESS"),
    (("no", "less", "than"), "EQUAL_OR_MORE"), (("little", "more", "than"), "MORE_THAN"), (("at",
    "least"), "EQUAL_OR_MORE"), (("at", "most"), "EQUAL_OR_LESS"),
    (("up", "to"), "EQUAL_OR_LESS"), (("more", "than"), "MORE_THAN"),
    (("less", "than"), "LESS_THAN"), (("fewer", "than"), "LESS_THAN"), (("well", "over"), "MORE_THAN"),
    (("just", "over"), "MORE_THAN"), (("just", "under"), "LESS_THAN"), (("over",), "MORE_THAN"),
    (("under",), "LESS_THAN"), (("nearly",), "LESS_THAN"), (("almost",), "LESS_THAN"), (("about",), "APPROX"),
    (("around",), "APPROX"), (("approximately",), "APPROX"), (("roughly",), "APPROX"), (("some",), "APPROX"),
    (("perhaps",), "APPROX"), (("circa",), "APPROX"),
)  # fmt: skip
#: "for over three years" bounds, "evolved over three years" does not.
_BEFORE_OVER: Final = words("for just well of in after is was been lasted took little lasting")
_BOUND_FIRST: Final = frozenset(words[0] for words, _ in _BOUND)


def edge(t: Tokens, i: int, inner_at: Reader) -> Frame | None:
    """Read "early 1990", "mid-November", "the end of the month", "earlier this year", "year-end"."""
    j = i
    the = t.word(j) == "the"
    j += the
    word = t.word(j)
    if (word in ("year", "month", "week", "quarter", "decade", "century")) and (ended := _unit_end(t, i, j)):
        return ended
    mod = _EDGE.get(word)
    if mod is None:
        if the and word == "very":
            return None
        return None
    k = j + 1
    if word == "end" and t.word(k) == "-" and t.joined(k) and (inner := inner_at(t, k + 1)):
        # "end-2025", "end-June"
        if inner.start == k + 1 and inner.kind == "calendar" and not inner.day and not the:
            return _wrapped(inner, i, mod, force=True)
        return None
    if word in ("end", "beginning", "middle", "start", "close", "turn", "latter", "outset"):
        if word == "latter":
            if t.word(k) not in ("part", "stages", "days"):
                return None
            k += 1
        if t.word(k) != "of" or (not the and word not in ("end", "beginning", "start", "middle")):
            return None
        k += 1
        inner = inner_at(t, k)
        if (
            inner is None
            or inner.start != k
            or inner.kind in ("duration", "set", "reference", "part", "clock", "then")
        ):
            return None
        if inner.kind == "relative" and inner.grain == "day":
            return None
        return _wrapped(inner, i, mod, force=True)
    if word in ("early", "late", "earlier", "later"):
        if word in ("earlier", "later") and the:
            return None
        if t.word(k) == "-" and t.joined(k):
            k += 1
        on = t.word(k) in ("in", "on") and not the
        k += on
        if t.word(k) == "the" and word in ("earlier", "later") and t.word(k + 1) in UNIT:
            pass
        inner = inner_at(t, k)
        if (
            inner is None
            or inner.start != k
            or inner.kind in ("duration", "set", "reference", "shift", "then")
        ):
            return None
        if word in ("later", "earlier") and (
            (inner.kind == "calendar" and inner.weekday)
            or (inner.grain == "day" and not on and inner.offset == 0 and inner.base == "pub")
        ):
            return None
        if word in ("early", "late", "later", "earlier") and inner.kind == "clock" and inner.inner is None:
            return None
        if on and (
            inner.kind != "relative"
            and inner.year is None
            and inner.month is None
            and inner.season is None
            and inner.weekday is None
        ):
            return None
        return _wrapped(inner, i, mod, force=inner.kind == "relative" or word in ("early", "late"))
    if word == "mid":
        k += t.word(k) == "-"
        inner = inner_at(t, k)
        if inner is None or inner.start != k or inner.kind not in ("calendar", "part", "relative"):
            return None
        return _wrapped(inner, i, mod, force=True)
    return None


def _wrapped(inner: Frame, start: int, mod: str, force: bool) -> Frame:
    inner.start = start
    inner.mod = mod if inner.mod is None else inner.mod
    if force:
        inner.doubt = False
    return inner


def _unit_end(t: Tokens, i: int, j: int) -> Frame | None:
    """Read "year-end", "year's end", "the month's end", "midyear"."""
    unit = t.low[j]
    k = j + 1
    if t.word(k) == "-" and t.word(k + 1) == "end" and t.joined(k):
        k += 2
    elif t.word(k) in ("'", "’") and t.word(k + 1) == "s" and t.word(k + 2) == "end":
        k += 3
    elif t.word(k) == "end" and unit == "year":
        k += 1
    else:
        return None
    if unit == "year" and t.word(k).isdecimal() and len(t.low[k]) == 4:
        return Frame("calendar", i, k + 1, year=int(t.low[k]), mod="END")
    return Frame("relative", i, k, grain=unit, base="near", offset=0, mod="END")


_WHICH: Final = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "last": -1,
    "final": -1,
    "opening": 1,
    "closing": -1,
}


def piece(t: Tokens, i: int, inner_at: Reader) -> Frame | None:
    """Read "the last week of August", "the first 90 days of 1999", "the first day of May"."""
    if t.word(i) != "the" or t.word(i + 1) not in _WHICH:
        return None
    which = _WHICH[t.low[i + 1]]
    found = cardinal(t, i + 2) or (1.0, i + 2)
    n, j = found
    unit = UNIT.get(t.word(j))
    if unit not in ("day", "week") or t.word(j + 1) != "of" or n is None or n != int(n):
        return None
    inner = inner_at(t, j + 2)
    if inner is None or inner.start != j + 2 or inner.kind not in ("calendar", "relative") or inner.more:
        return None
    if inner.kind == "calendar" and (inner.day or inner.weekday or inner.doubt):
        return None
    return Frame("piece", i, inner.end, n=n, unit=unit, offset=which, inner=inner)


def bounded(t: Tokens, i: int, inner_at: Reader) -> Frame | None:
    """Read a bound before a quantity or a date: "nearly two years", "at least 30 days", "around Nov. 1"."""
    word = t.word(i)
    j = i + 1 if word == "a" and t.word(i + 1) == "little" else i
    if t.word(j) == "just" or t.word(j) == "only":
        j += 1
    if t.word(j) not in _BOUND_FIRST:
        return None
    for bound, mod in _BOUND:
        k = j + len(bound)
        if tuple(t.low[j:k]) != bound:
            continue
        if bound == ("over",) and t.word(k) not in ("a", "an") and t.word(i - 1) not in _BEFORE_OVER:
            return None
        inner = inner_at(t, k)
        if inner is None or inner.start != k:
            return None
        if inner.kind in ("duration", "shift"):
            if inner.code == "age" or (bound in (("over",), ("under",)) and inner.base):
                return None
            if bound == ("some",) and inner.n is None:
                return None
            inner.doubt = False
        elif bound[0] in ("about", "around", "circa", "approximately", "roughly") and inner.kind in (
            "calendar",
            "clock",
            "relative",
        ):
            if (inner.kind == "calendar" and (inner.doubt or inner.weekday)) or inner.more:
                return None
        else:
            return None
        inner.start = i
        if inner.kind == "shift" and mod in ("LESS_THAN", "MORE_THAN"):
            mod = "APPROX" if bound[0] in ("nearly", "almost") else mod
        inner.mod = mod
        return inner
    return None


_STOP: Final = words(
    "the a an of in on at by for from with to and or but that which who when while after before as is was "
    "were are "
    "be been had has have will would said says did not it he she they we i you his her its their this"
)


def event_phrase(t: Tokens, j: int) -> tuple[int, int] | None:
    """Read the words of an event at token ``j``: a noun phrase up to its head, of four tokens at most."""
    k = j
    if t.word(k) in ("the", "its", "their", "his", "her", "that", "this", "a", "an"):
        k += 1
    elif not t.capital(k):
        return None
    first = k
    while k < first + 4 and t.word(k).isalpha() and t.word(k) not in _STOP and not t.apart(k):
        if k > first and t.low[k].endswith("ed") and not t.capital(k):
            # "the treaty signed in June": the noun ends before its participle.
            break
        if k > first and t.capital(k) and not t.capital(k - 1):
            # "the day after the battle Ruiz told ...": a name begins another phrase.
            break
        k += 1
    return (first, k) if k > first else None


def from_event(t: Tokens, i: int) -> Frame | None:
    """Read "two days after the signing", "the day before the vote", "the first anniversary of the treaty"."""
    j = i
    if t.word(j) == "on":
        return None
    the = t.word(j) == "the"
    j += the
    if (found := ordinal(t, j)) and t.word(found[1]) == "anniversary":
        end = found[1] + 1
        if t.word(end) != "of":
            return Frame("event", i, end, n=found[0], unit="year", sign=1, code="anniversary", doubt=True)
        named = event_phrase(t, end + 1)
        return Frame(
            "event",
            i,
            named[1] if named else end,
            n=found[0],
            unit="year",
            sign=1,
            event=named,
            code="anniversary",
        )
    if the and found and t.word(found[1]) == "day" and t.word(found[1] + 1) == "of":
        # "the third day of the ceasefire"
        named = event_phrase(t, found[1] + 2)
        if named:
            return Frame("event", i, named[1], n=found[0] - 1, unit="day", sign=1, event=named, code="nth")
    if the and t.word(j) == "eve" and t.word(j + 1) == "of" and (named := event_phrase(t, j + 2)):
        return Frame("event", i, named[1], n=1, unit="day", sign=-1, event=named, code="eve")
    if the and t.word(j) in ("day", "week", "month", "year"):
        n: float | None = 1.0
        k = j
    else:
        quantity = cardinal(t, i)
        if quantity is None:
            return None
        n, k = quantity
    unit = UNIT.get(t.word(k))
    if unit not in ("day", "week", "month", "year", "fortnight") or n is None or n != int(n):
        return None
    word = t.word(k + 1)
    sign = {"after": 1, "following": 1, "before": -1}.get(word)
    if sign is None:
        return None
    named = event_phrase(t, k + 2)
    if (
        named is None
        or t.word(k + 2) in ("a", "an")
        or (t.word(named[1]).endswith("ed") and t.capital(named[1] - 1))
    ):
        return None
    if t.word(named[0]) in UNIT or t.word(named[0]).isdecimal():
        return None
    return Frame("event", i, named[1], n=n, unit=unit, sign=sign, event=named, code="the" if the else "")
