"""Figures of a text: quantities with their bounds, units, what they count, and what befell the counted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from hearsay.reading.figures.bounds import bounds_around
from hearsay.reading.figures.counted import Tags, counted_noun, partitive
from hearsay.reading.figures.excluded import is_age_bound
from hearsay.reading.figures.kinds import Kind, kind_of
from hearsay.reading.figures.quantities import HYPHENED, Quantity, find_quantities
from hearsay.reading.figures.units import TIME_UNITS, is_currency
from hearsay.schema import Figure, FigureKind, Span


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
    for quantity in find_quantities(text):
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


def _figure(text: str, q: Quantity, tags: Tags | None) -> _Found | None:
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


def _counts(text: str, q: Quantity, end: int, tags: Tags | None) -> Span | None:
    n = q.numeral
    if q.unit in TIME_UNITS or q.unit == "times":
        return None
    if is_currency(q.unit):
        m = _WORTH.match(text, end)
        if not m or _NO_PURPOSE.match(text, end):
            return None
        return counted_noun(text, m.end() - 1, False, tags, mass=True)
    if q.unit is None and (m := HYPHENED.match(text, end)) and not text.startswith("-strong", end):
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
