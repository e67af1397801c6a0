"""Figures of a text: quantities with their bounds, units, what they count, and what befell the counted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from hearsay.reading.figures.bounds import bounds_around, range_between
from hearsay.reading.figures.counted import Tags, counted_noun, partitive
from hearsay.reading.figures.excluded import is_age_bound, is_excluded
from hearsay.reading.figures.kinds import Kind, kind_of
from hearsay.reading.figures.numerals import Numeral, find_numerals
from hearsay.reading.figures.units import TIME_UNITS, currency_before, is_currency, unit_after
from hearsay.schema import Figure, FigureKind, Span


@dataclass(slots=True)
class _Quantity:
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


@dataclass(slots=True)
class _Found:
    figure: Figure
    #: Where its phrase ends: the counted noun, or the quantity itself.
    end: int
    kind: FigureKind | None
    reason: Kind


def read_figures(
    text: str, *, upos: Tags | None = None, leave_out: Sequence[Span] = ()
) -> tuple[Figure, ...]:
    """Return the figures of ``text``, in order of position; none overlaps another.

    Args:
        text: any text; offsets are code points into it.
        upos: gives the universal part-of-speech tag of the word at an offset; it betters the ends of counted nouns.
        leave_out: spans of which no part is a figure, as those of time expressions.

    A figure's span holds the number, its unit, and its words of bound ("at least 12", "about 40 tonnes"). ``low`` and
    ``high`` bound the number; ``unit`` is "%", an ISO 4217 code, or a unit's name; shares ("two thirds") are in "%".
    """
    barred = sorted(leave_out)
    found: list[_Found] = []
    for quantity in _ranges(text, list(_quantities(text))):
        one = _figure(text, quantity, upos)
        if one is not None and not _touches(one.figure, barred):
            found.append(one)
    _spread(text, found)
    return tuple(_with_kind(one) for one in found)


def _touches(figure: Figure, barred: list[Span]) -> bool:
    return any(a < figure.end and figure.start < b for a, b in barred)


def _with_kind(one: _Found) -> Figure:
    f = one.figure
    return Figure(f.start, f.end, f.low, f.high, f.unit, f.counts, one.kind, f.approx)


_MAGNITUDE = re.compile(r"\b[Mm]agnitude[ -](?:of )?$")
_QUAKE = re.compile(r"(?<=\.\d) (?:earthquake|quake|tremor|temblor|aftershock)\b")
_TALL = re.compile(
    r" (?:\w+\b(?<!tall)(?<!long)(?<!wide)(?<!high)(?<!deep)(?<!above)(?<!below)(?<!from)(?<!of)(?<!in)(?<!at)(?<!to)(?<!on)(?<!by)(?<!for)(?<!and)(?<!away)(?<!off)(?<!into)(?<!under)(?<!over))"
)
_MEMBER = re.compile(r"-([^\W\d_]+)")
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
_ANCHORED = re.compile(r" (?:ago|earlier|later|from now|hence|on\b|old\b|previously|back\b|into)|-?[- ]old\b")
_ANCHOR_BEFORE = re.compile(
    r"\b(?:last|past|next|first|coming|previous|final|recent|following|every|preceding|early|latest|opening)\s$",
    re.IGNORECASE,
)


def _quantities(text: str) -> Iterator[_Quantity]:
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
                if text[end - 1] == "m" and not weighed and not _TALL.match(text, end):
                    n = n._replace(scale=1, low=float((low or 0) / 10**6), high=float((low or 0) / 10**6))
                    low, high, unit = n.low, n.high, "m"
            measured = None if unit else unit_after(text, end, n.scale > 1)
            if n.vague and not measured and text.startswith(" of ", end):
                measured = unit_after(text, end + 3, True)
            if measured:
                end, unit = measured
        if unit is None and (m := _MAGNITUDE.search(text, max(0, start - 14), start)):
            start, unit = m.start(), "magnitude"
        if low is not None and unit and unit.startswith(("°", "degrees")):
            if text[start - 6 : start].lower() == "minus ":
                start, low, high = start - 6, -low, -low
            elif text[start - 1 : start] in ("-", "−") and not text[start - 2 : start - 1].isalnum():
                start, low, high = start - 1, -low, -low
        if unit is None and n.digits and low is not None and low < 10 and _QUAKE.match(text, end):
            unit = "magnitude"
        yield _Quantity(start, end, low, high, unit, n, n.approx)


def _ranges(text: str, quantities: list[_Quantity]) -> Iterator[_Quantity]:
    """Join what makes a range, and drop what is no figure."""
    i = 0
    while i < len(quantities):
        q = quantities[i]
        r = quantities[i + 1] if i + 1 < len(quantities) else None
        joined = _join(text, q, r) if r else None
        if joined and r:
            if not _dropped(text, q) and not _dropped(text, r, True):
                yield joined
            i += 2
            continue
        if not _dropped(text, q):
            yield q
        i += 1


def _join(text: str, q: _Quantity, r: _Quantity) -> _Quantity | None:
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
    return _Quantity(between.start, r.end, low, r.high, r.unit or q.unit, r.numeral, q.approx or between.near)


def _dropped(text: str, q: _Quantity, joined: bool = False) -> bool:
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
        m = _MEMBER.match(after)
        if not m or m[1].lower() not in _MEMBERS | {"plus", "odd", "ish"}:
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
    )(
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


def _idle_one(text: str, q: _Quantity) -> bool:
    """Whether "one" is a pronoun or part of a phrase, not a count."""
    if q.unit:
        return q.unit in TIME_UNITS and q.unit in ("days", "times")
    low = max(0, q.start - 12)
    if _ONE_SUFFERS.match(text, q.end) and not re.search(r"\bno\s$", text[low : q.start], re.IGNORECASE):
        return False
    if _ONE_OBJECT.search(text, low, q.start):
        return False
    return bool(_ONE_BEFORE.search(text, low, q.start) or _ONE_AFTER.match(text, q.end))


_WORTH = re.compile(r" (?:worth of|of|in) (?=[a-z])")
_NO_PURPOSE = re.compile(
    r" in (?:total|all|addition|return|exchange|cash|the|a|an|one|two|its|his|her|their|each|order|just|less|"
    r"more|early|late|response|recent|annual terms|\w+ing|today)\b"
)
_HALF = re.compile(r" (?:the|its|his|her|their|our|all)(?: \w+['’]s)?(?= )", re.IGNORECASE)
# "Two Sundays ago" places an event, as "two weeks ago" does.
_ANCHORED_NOUN = re.compile(r" (?:ago|earlier)\b")
_AGE_BOUND = re.compile(r"(?:over|under|above|below) ", re.IGNORECASE)
_STRONG = re.compile(r"-strong\b")


def _figure(text: str, q: _Quantity, tags: Tags | None) -> _Found | None:
    bounded = bounds_around(text, q.start, q.end, q.unit in TIME_UNITS)
    start, end = bounded.start, bounded.end
    low, high = q.low, q.high
    if bounded.least and not bounded.most and low is not None:
        high = None
    elif bounded.most and high is not None:
        low = None
    if q.unit is None and (m := _STRONG.match(text, end)):
        end = m.end()
    counts = _counts(text, q, end, tags)
    bare = counts is None and q.unit is None and q.numeral.digits and 5 <= (q.low or 0) < 100
    if bare and _AGE_BOUND.match(text, start, end) and is_age_bound(text, start):
        return None
    if counts and _ANCHORED_NOUN.match(text, counts[1]):
        return None
    kind = kind_of(text, start, end, counts) if q.unit is None or q.numeral.share else Kind()
    noun = text[counts[0] : counts[1]] if counts else None
    figure = Figure(start, end, low, high, q.unit, noun, kind.kind, q.approx or bounded.near)
    return _Found(figure, counts[1] if counts else end, kind.kind, kind)


def _counts(text: str, q: _Quantity, end: int, tags: Tags | None) -> Span | None:
    n = q.numeral
    if q.unit in TIME_UNITS or q.unit == "times":
        return None
    if is_currency(q.unit):
        m = _WORTH.match(text, end)
        if not m or _NO_PURPOSE.match(text, end):
            return None
        return counted_noun(text, m.end() - 1, False, tags, mass=True)
    if q.unit is None and (m := _MEMBER.match(text, end)) and not text.startswith("-strong", end):
        return m.span(1)
    part = partitive(text, end)
    if part is not None:
        at, pronoun = part
        if pronoun:
            return None
        whole = q.unit is not None
        return counted_noun(text, at, True, tags, mass=whole)
    if n.share:
        m = _HALF.match(text, end)
        if m:
            return counted_noun(text, m.end(), False, tags, mass=True)
        return counted_noun(text, end, True, tags)
    if q.unit is not None:
        return None
    one = (q.low == 1 and q.high == 1) or text.startswith("-strong", end - 7)
    return counted_noun(text, end, not one, tags)


_LINK = re.compile(
    r",?(?: and| or|, as well as| as well as|, including|,? among them|,| plus| and another| to| and a further|"
    r" and his| and her| and their)\s?",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[.;:!?\n]")
_OF_THEM = re.compile(r" of (?:them|whom)\b")


def _spread(text: str, found: list[_Found]) -> None:
    """Give a figure the kind of one that it is coordinated with: "killed 12 soldiers and three civilians"."""
    pairs = [
        (left, right)
        for left, right in pairwise(found)
        if left.figure.unit is None and right.figure.unit is None and _linked(text, left, right)
    ]
    for left, right in pairs:
        kind = left.kind or left.reason.lent
        if kind and not right.kind and (left.reason.governed or _OF_THEM.match(text, right.figure.end)):
            right.kind = kind
            right.reason = left.reason
    for left, right in reversed(pairs):
        if right.kind and not left.kind and not right.reason.governed and _is_subject(text, left):
            left.kind = right.kind


_OPENS = re.compile(
    r"(?:^|[.;:,!?\n“”\"(—–]|\b(?:that|and|but|said|when|while|where|all|the|of|another|other|saying|as))\s*$",
    re.IGNORECASE,
)


def _is_subject(text: str, one: _Found) -> bool:
    """Whether a figure opens its clause, so that a verb after the next figure is its verb too."""
    return bool(_OPENS.search(text, max(0, one.figure.start - 12), one.figure.start))


def _linked(text: str, left: _Found, right: _Found) -> bool:
    gap = text[left.end : right.figure.start]
    if _OF_THEM.match(text, right.figure.end):
        # "12 people have been displaced, four of them children" leans on the figure before it.
        return len(gap) < 80 and gap.endswith(", ") and not _CLAUSE.search(gap)
    return bool(len(gap) <= 25 and _LINK.fullmatch(gap))
