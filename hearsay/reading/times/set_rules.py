"""Grammar of sets and references: "every Monday", "twice a week", "daily", "recently"."""

from __future__ import annotations

from hearsay.reading.times.calendar_rules import month_at
from hearsay.reading.times.frame import Frame
from hearsay.reading.times.lexicon import (
    ADVERB_SET,
    PART,
    REFERENCE,
    RELATION,
    SEASON,
    UNIT,
    WEEKDAY,
    WEEKDAYS,
)
from hearsay.reading.times.numerals import cardinal
from hearsay.reading.times.span_rules import unit_value
from hearsay.reading.times.tokens import Tokens


def every(t: Tokens, i: int) -> Frame | None:
    """Read "every day", "each Thursday", "every two weeks", "Mondays", "per month", "once a week",
    "daily".
    """
    word = t.word(i)
    if word in ADVERB_SET:
        value, freq = ADVERB_SET[word]
        return Frame(
            "set",
            i,
            i + 1,
            value=value,
            freq=freq,
            doubt=word in ("quarterly", "nightly")
            or t.capital(i + 1)
            or (t.capital(i) and t.word(i - 1) not in (".", "")),
        )
    if word in WEEKDAYS and t.capital(i):
        part = PART.get(t.word(i + 1), "") if t.word(i + 1) in PART else ""
        return Frame(
            "set",
            i,
            i + 1 + bool(part),
            value=f"XXXX-WXX-{WEEKDAYS[word]}" + (f"T{part}" if part else ""),
            freq="1W",
        )
    if word in WEEKDAY and t.capital(i) and t.word(i + 1) in ("mornings", "afternoons", "evenings", "nights"):
        return Frame("set", i, i + 2, value=f"XXXX-WXX-{WEEKDAY[word]}T{PART[t.low[i + 1]]}", freq="1W")
    if word == "per" and t.word(i + 1) in UNIT:
        return Frame("set", i, i + 2, value=unit_value(UNIT[t.low[i + 1]], 1), quant="EVERY")
    if (
        word in ("once", "twice", "thrice")
        and t.word(i + 1) in ("a", "an", "every", "each")
        and t.word(i + 2) in UNIT
    ):
        times = {"once": 1, "twice": 2, "thrice": 3}[word]
        return Frame("set", i, i + 3, value=unit_value(UNIT[t.low[i + 2]], 1), freq=f"{times}X")
    if word not in ("every", "each"):
        return None
    j = i + 1
    j += t.word(j) == "single"
    quant = word.upper()
    other = t.word(j) == "other"
    j += other
    found = None if other else cardinal(t, j)
    n = 2 if other else 1
    if found and found[0] is not None and t.word(found[1]) in UNIT and found[0] == int(found[0]):
        n, j = int(found[0]), found[1]
    target = t.word(j)
    if target in UNIT and target != "second":
        return Frame("set", i, j + 1, value=unit_value(UNIT[target], n), quant=quant, freq="1X")
    if target in WEEKDAY and t.capital(j):
        part = PART.get(t.word(j + 1), "")
        return Frame(
            "set",
            i,
            j + 1 + bool(part),
            value=f"XXXX-WXX-{WEEKDAY[target]}" + (f"T{part}" if part else ""),
            quant=quant,
            freq="1W",
        )
    if target in PART:
        return Frame("set", i, j + 1, value=f"XXXX-XX-XXT{PART[target]}", quant=quant, freq="1X")

    if named := month_at(t, j):
        return Frame("set", i, j + 1, value=f"XXXX-{named[0]:02d}", quant=quant, freq="1Y")
    if target in SEASON:
        return Frame("set", i, j + 1, value=f"XXXX-{SEASON[target]}", quant=quant, freq="1Y")
    return None


def reference(t: Tokens, i: int) -> Frame | None:
    """Read words that only point to past, present or future."""
    for size in (3, 2, 1):
        found = REFERENCE.get(tuple(t.low[i : i + size]))
        if found is None:
            continue
        value, doubt = found
        last = t.low[i + size - 1]
        nxt = t.word(i + size)
        if last in ("past", "present", "future", "recent", "current", "moment") and size > 1 and (
            nxt in UNIT or nxt == "of" or nxt in RELATION or cardinal(t, i + size)
        ):  # fmt: skip
            continue
        if doubt and size == 2 and last == "past" and t.word(i - 1) == "in":
            doubt = False
        return Frame("reference", i, i + size, value=value, doubt=doubt)
    return None
