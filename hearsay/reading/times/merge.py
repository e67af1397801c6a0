"""Joins what the grammar found with what a tagger found.

- A match of the grammar that it is sure of stands, with its own extent, whether the tagger saw it or not.
- A doubtful match ("may", a bare number that could be a year) and a bare reference ("now", "recently")
  stands where the tagger marked a span that overlaps it. Without a tagger, doubtful matches stand where they
  are mostly right (:func:`likely`).
- A span of the tagger that no match overlaps is read by the grammar once more, doubt aside; what the grammar
  cannot read then has no value and is left out (measured: such spans are more often wrong or without a value).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate

from hearsay.reading.times.finder import expression_at
from hearsay.reading.times.frame import Frame
from hearsay.reading.times.tokens import Tokens

_NOT_YEAR_AFTER = frozenset(("$", "no", "number", "#", "highway", "route", "flight", "room", "page"))


def merge(t: Tokens, frames: list[Frame], spans: Sequence[tuple[int, int, str]] | None) -> list[Frame]:
    """Return the frames that stand, in order, none overlapping another."""
    if spans is None:
        sure = {f.year for f in frames if f.year is not None and not f.doubt}
        return [f for f in frames if not f.doubt or likely(t, f, sure)]
    ordered = sorted(spans)
    ends = list(accumulate((end for _, end, _ in ordered), max))
    starts = [start for start, _, _ in ordered]
    kept: list[Frame] = []
    for frame in frames:
        a, b = t.start[frame.start], t.end[frame.end - 1]
        vetoable = frame.doubt or frame.kind == "reference"
        k = bisect_left(starts, b)
        if not vetoable or (k and ends[k - 1] > a):
            kept.append(frame)
    taken = [t.start[f.start] for f in kept]
    until = list(accumulate((t.end[f.end - 1] for f in kept), max))
    added: list[Frame] = []
    last = 0
    for start, end, _ in ordered:
        k = bisect_left(taken, end)
        if start < last or (k and until[k - 1] > start):
            continue
        frame_at = _within(t, start, end)
        if frame_at is not None:
            added.append(frame_at)
            last = t.end[frame_at.end - 1]
    return sorted(kept + added, key=lambda f: f.start)


def _within(t: Tokens, start: int, end: int) -> Frame | None:
    """Read a tagger's span: the first expression that lies in it."""
    i = bisect_left(t.start, start)
    j = bisect_left(t.start, end)
    if i >= j:
        return None
    for k in range(i, j):
        frame = expression_at(t, k)
        if frame is not None and frame.end <= j and not frame.more:
            frame.doubt = False
            return frame
    return None


def likely(t: Tokens, frame: Frame, sure: set[int]) -> bool:
    """Say whether a doubtful match is to stand when no tagger can be asked; ``sure`` are the text's
    certain years.
    """
    word = t.low[frame.start]
    if frame.kind == "reference":
        return word in ("now", "recent")
    if frame.kind == "calendar" and frame.year is not None and frame.month is None and frame.quarter is None:
        before, after = t.word(frame.start - 1), t.word(frame.end)
        near = 1900 <= frame.year <= 2035 or any(abs(frame.year - year) <= 40 for year in sure)
        return near and before not in _NOT_YEAR_AFTER and after not in ("-", "%")
    return False
