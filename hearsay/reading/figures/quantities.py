"""Quantities: numbers with their units, ranges joined, and what is no quantity left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from hearsay.reading.figures.bounds import range_between
from hearsay.reading.figures.counted import counted_noun
from hearsay.reading.figures.excluded import is_excluded, is_label
from hearsay.reading.figures.numerals import Numeral, find_numerals
from hearsay.reading.figures.units import TIME_UNITS, currency_before, is_currency, unit_after


@dataclass(slots=True)
class Quantity:
    """A number with its unit, before its surroundings are read."""

    start: int
    end: int
    low: float | None
    high: float | None
    unit: str | None
    numeral: Numeral
    approx: bool = False
    #: It is hyphened to a noun: "12-member".
    compound: bool = False


_MAGNITUDE = re.compile(r"\b[Mm]agnitude[ -](?:of )?$")
_MINUS = re.compile(r"(?<![^\W_])[-−]$")
_QUAKE = re.compile(r"(?<=\.\d) (?:earthquake|quake|tremor|temblor|aftershock)\b")
HYPHENED = re.compile(r"-([^\W\d_]+)")
# Nouns that a number in words is hyphened to and yet counts; with others it names a kind ("two-state", "one-way").
_MEMBERS = frozenset(
    (
        "member",
        "person",
        "man",
        "woman",
        "seat",
        "bed",
        "strong",
        "nation",
        "country",
        "party",
        "vehicle",
        "car",
        "people",
        "room",
        "ship",
        "point",
    )
)
_ANCHORED = re.compile(
    r" (?:ago|earlier|later|from now|hence|on\b|old\b|previously|back\b|into)|-?[- ]olds?\b"
)
_ANCHOR_BEFORE = re.compile(
    r"\b(?:last|past|next|first|coming|previous|final|recent|following|every|preceding|early|latest|opening)\s$",
    re.IGNORECASE,
)


def _quantities(text: str) -> Iterator[Quantity]:
    for n in find_numerals(text):
        start, end, low, high = n.start, n.end, n.low, n.high
        money = currency_before(text, start)
        unit: str | None = None
        if money:
            start, unit = money
        elif n.share:
            unit = "%"
        else:
            if n.digits and n.scale == 10**6 and text[end - 1] in "mM" and text[end - 2].isdecimal():
                # "7.8m" of water, "3.5m people": only what may count a million of something follows.
                weighed = unit_after(text, end, True)
                if text[end - 1] == "m" and not weighed and counted_noun(text, end, True) is None:
                    n = n._replace(scale=1, low=float((low or 0) / 10**6), high=float((low or 0) / 10**6))
                    low, high, unit = n.low, n.high, "m"
            measured = None if unit else unit_after(text, end, n.scale > 1)
            if n.vague and not measured and text.startswith(" of ", end):
                measured = unit_after(text, end + 3, True)
            if measured:
                end, unit = measured
        if unit is None and (m := _MAGNITUDE.search(text, max(0, start - 14), start)):
            start, unit = m.start(), "magnitude"
        if low is not None and low == high:
            if (
                text[max(0, start - 6) : start].lower() == "minus "
                and text[max(0, start - 9) : start - 6] != "or "
            ):
                start, low, high = start - 6, -low, -low
            elif unit and unit.startswith(("°", "degrees")) and _MINUS.search(text, max(0, start - 2), start):
                start, low, high = start - 1, -low, -low
        if unit is None and n.digits and low is not None and low < 10 and _QUAKE.match(text, end):
            unit = "magnitude"
        yield Quantity(start, end, low, high, unit, n, n.approx)


def find_quantities(text: str) -> Iterator[Quantity]:
    """Yield the quantities of a text in order, ranges joined, without what is no figure."""
    quantities = list(_quantities(text))
    i = 0
    while i < len(quantities):
        q = quantities[i]
        r = quantities[i + 1] if i + 1 < len(quantities) else None
        joined = _join(text, q, r) if r else None
        if joined and r:
            if not (_dropped(text, q) or _dropped(text, r, True) or _is_set(text, joined)):
                yield joined
            i += 2
            continue
        if not _dropped(text, q):
            yield q
        i += 1


_SET_BEFORE = re.compile(r"\d[-–]\d+,? (?:and )?$")
_SET_AFTER = re.compile(r",? (?:and )?\d+[-–]\d")


def _is_set(text: str, q: Quantity) -> bool:
    """Whether a range is one of several scores: "6-4, 3-6, 7-5"."""
    if not q.numeral.digits or q.unit:
        return False
    return bool(_SET_BEFORE.search(text, max(0, q.start - 12), q.start) or _SET_AFTER.match(text, q.end))


def _join(text: str, q: Quantity, r: Quantity) -> Quantity | None:
    if q.low is None or q.low != q.high or r.low is None or r.low != r.high or r.start - q.end > 18:
        return None
    if q.unit and q.unit != r.unit and not (is_currency(q.unit) and r.unit is None):
        return None
    if q.numeral.share != r.numeral.share:
        return None
    low = q.low
    if q.numeral.scale == 1 and r.numeral.scale > 1 and low < r.low / r.numeral.scale:
        low *= r.numeral.scale
    if low >= r.low:
        return None
    between = range_between(text, q.start, q.end, r.start)
    if between is None:
        return None
    return Quantity(between.start, r.end, low, r.high, r.unit or q.unit, r.numeral, q.approx or between.near)


def _dropped(text: str, q: Quantity, joined: bool = False) -> bool:
    n = q.numeral
    after = text[q.end : q.end + 24]
    if q.unit in TIME_UNITS and (
        _ANCHORED.match(after) or _ANCHOR_BEFORE.search(text, max(0, q.start - 12), q.start)
    ):
        return True
    if q.unit == "°C" and n.digits and text[n.end : q.end] == "C" and (n.low or 0) > 70:
        return True
    if n.digits:
        if q.unit is None and n.scale == 1:
            return is_excluded(text, n.start, n.end, n.low or 0, joined)
        last = text[n.start - 1 : n.start]
        return q.start == n.start and (
            last.isalnum()
            or (last != "" and last in "-." and text[n.start - 2 : n.start - 1].isalnum() and not joined)
        )
    if n.start and (text[n.start - 1] in "-'’" and text[n.start - 2 : n.start - 1].isalnum()) and not joined:
        return True
    word = text[n.start : n.end].lower()
    if after[:1] == "-" and after[1:2].isalpha() and q.unit is None and not n.share:
        m = HYPHENED.match(after)
        if not m or m[1].lower() not in _MEMBERS | {"plus", "odd", "ish"}:
            return True
    if q.unit is None and is_label(text, n.start, n.end):
        return True
    if after[:1] in "'’" and after[1:2].isalpha():
        return True
    return word == "one" and _idle_one(text, q)


_ONE_BEFORE = re.compile(
    r"\b(?:no|the|this|that|any|every|each|some|which|another|number|only|new|first|last|good|big|day|by|next|"
    r"at|only the)\s$",
    re.IGNORECASE,
)
_ONE_AFTER = re.compile(
    (
        r" (?:of|day|time|another|thing|reason|way|side|hand|example|case|point|or two|by one|more time|such|and|"
        r"who|which|that|in|on|to|can|could|should|"
        r"must|may|might|would|will|is|has|had|at|for|from|as|another|with|about|where|when|whose|we|they|he|she|"
        r"it|I|you|after|before|against|over|under|into|out|up|but|or|\w+ly)\b|[.,;:!?)’”\"]|$"
    ),
    re.IGNORECASE,
)
_ONE_SUFFERS = re.compile(
    r"(?: (?:person|man|woman))? (?:(?:was|is|other was|has been) )?(?:\w+ly )?(?:killed|dead|wounded|injured|"
    r"missing|hurt|arrested|detained|died)\b",
    re.IGNORECASE,
)
_ONE_OBJECT = re.compile(
    r"\b(?:kill(?:s|ed|ing)|wound(?:s|ed|ing)|injur(?:es|ed|ing)|arrest(?:s|ed|ing)|detain(?:s|ed|ing)|at least|"
    r"least|leav(?:es|ing)|left)\s$",
    re.IGNORECASE,
)


def _idle_one(text: str, q: Quantity) -> bool:
    """Whether "one" is a pronoun or part of a phrase, not a count."""
    if q.unit:
        return q.unit in TIME_UNITS and q.unit in ("days", "times")
    low = max(0, q.start - 12)
    if _ONE_SUFFERS.match(text, q.end) and not re.search(r"\bno\s$", text[low : q.start], re.IGNORECASE):
        return False
    if _ONE_OBJECT.search(text, low, q.start):
        return False
    return bool(_ONE_BEFORE.search(text, low, q.start) or _ONE_AFTER.match(text, q.end))
