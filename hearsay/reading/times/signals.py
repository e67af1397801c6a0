"""Words around expressions that open, close or join their intervals: since, by, before, between ... and."""

from __future__ import annotations

from itertools import pairwise

from hearsay.reading.times.frame import Frame
from hearsay.reading.times.interval import opened, span
from hearsay.reading.times.lexicon import CLOSING, OPENING
from hearsay.reading.times.resolved import Resolved
from hearsay.reading.times.tokens import Tokens

_JOIN = frozenset(("-", "–", "—", "to", "until", "till", "through", "and", "/"))
_RANGE = frozenset(("-", "–", "—", "to", "until", "till", "through"))


def apply_signals(t: Tokens, frames: list[Frame], found: list[Resolved]) -> None:
    """Widen the intervals of resolved dates by the words before and between them."""
    for k, (frame, resolved) in enumerate(zip(frames, found, strict=True)):
        if resolved.moment is None or resolved.type not in ("DATE", "TIME") or resolved.interval.edtf is None:
            continue
        before = t.word(frame.start - 1)
        if before == "the" or before == "of":
            before = t.word(frame.start - 2) if before == "the" else before
        if (
            k + 1 < len(frames)
            and _joined(t, frame, frames[k + 1], before)
            and found[k + 1].moment is not None
        ):
            joined = span(resolved.interval, found[k + 1].interval)
            if joined.first and joined.last and joined.first <= joined.last:
                resolved.interval = found[k + 1].interval = joined
                continue
        if k and found[k - 1].interval is resolved.interval:
            continue
        if before in OPENING or (
            t.word(frame.end) in ("onward", "onwards") or (before == "from" and t.word(frame.end) == "on")
        ):
            resolved.interval = opened(resolved.interval, "since")
        elif before in CLOSING:
            resolved.interval = opened(resolved.interval, "by")
        elif before in ("before", "after") and frame.kind != "then":
            resolved.interval = opened(resolved.interval, before)
        elif before in ("than",) and t.word(frame.start - 2) == "later":
            resolved.interval = opened(resolved.interval, "by")
        elif resolved.mod in ("ON_OR_AFTER", "ON_OR_BEFORE"):
            resolved.interval = opened(resolved.interval, "since" if resolved.mod == "ON_OR_AFTER" else "by")
        elif t.word(frame.start) == "since":
            resolved.interval = opened(resolved.interval, "since")


def share_years(t: Tokens, frames: list[Frame]) -> None:
    """Give the first of two joined dates the year that only the second has: "26 June - 4 August 1952"."""
    for frame, following in pairwise(frames):
        if (
            frame.kind == "calendar" and following.kind == "calendar" and frame.month and not frame.base
            and frame.year is None and frame.inner is None and following.month and following.year is not None
            and following.start - frame.end == 1 and t.low[frame.end] in _JOIN
        ):  # fmt: skip
            earlier = (frame.month, frame.day or 1) <= (following.month, following.day or 31)
            frame.year = following.year if earlier else following.year - 1


def _joined(t: Tokens, frame: Frame, following: Frame, before: str) -> bool:
    """Say whether two expressions are the ends of one interval."""
    between = tuple(t.low[frame.end : following.start])
    if following in frame.more:
        return between[:1] != ("and",) or before == "between"
    if between == ("and",):
        return before == "between"
    if len(between) == 1 and between[0] in _RANGE:
        return before == "from" or between[0] in ("-", "–", "—", "to", "through")
    return False
