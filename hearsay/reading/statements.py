"""Statements: each proposition of an article once, with the chain of hands that it came through."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from hearsay.reading.attributions import Range, Relation
from hearsay.reading.events import Frame
from hearsay.reading.syntax import Syntax
from hearsay.reading.words import Words


class Proposition(NamedTuple):
    """Words of one proposition: under a relation (its index) or in the article's own voice (None)."""

    spans: tuple[Range, ...]
    relation: int | None
    #: Index of the main frame.
    frame: int | None


def ranges(chosen: Sequence[int], words: Words) -> tuple[Range, ...]:
    """Runs of word numbers in order, punctuation at a run's edges dropped."""
    out: list[Range] = []
    start = previous = None
    for w in [*sorted(chosen), None]:
        if start is not None and (w is None or previous is None or w != previous + 1):
            a, b = start, (previous or 0) + 1
            while a < b and not _solid(words.forms[a]) and words.forms[a] not in "\"“‘'(":
                a += 1
            while a < b and not _solid(words.forms[b - 1]) and words.forms[b - 1] not in "\"”’')%":
                b -= 1
            if any(_solid(words.forms[k]) for k in range(a, b)):
                out.append((a, b))
            start = None
        if w is not None and start is None:
            start = w
        previous = w
    return tuple(out)


def _solid(form: str) -> bool:
    return any(c.isalnum() for c in form)


def split_propositions(
    words: Words, syntax: Syntax, relations: Sequence[Relation], frames: Sequence[Frame], leave_out: Sequence[Range]
) -> list[Proposition]:
    """Cut a text into propositions, in order of position.

    A relation's content is one, less what inner relations hold, unless no event is left in it. A sentence's
    words that no relation holds are one in the article's own voice, if they hold an event and end as a sentence
    does: headings repeat, they do not state. ``leave_out`` are words that are no prose (picture credits).
    """
    held = np.zeros(len(words), bool)
    for a, b in leave_out:
        held[a:b] = True
    events = np.zeros(len(words), bool)
    events[[f.predicate for f in frames]] = True
    out: list[Proposition] = []
    for i, relation in enumerate(relations):
        content = {w for a, b in relation.content for w in range(a, b)}
        for other in (relations[k] for k in _within(i, relations)):
            content -= other.words()
        spans = ranges(sorted(content), words)
        kept = [w for a, b in spans for w in range(a, b)]
        whole = len(content) == sum(b - a for a, b in relation.content)
        if spans and (whole or (events[kept].any() and len(kept) > 3)):
            out.append(Proposition(spans, i, main_frame(syntax, frames, spans)))
        for w in relation.words():
            held[w] = True
    for a, b in syntax.sentences():
        free = [w for w in range(a, b) if not held[w]]
        if len(free) < 3 or not (events[free].any() or any(syntax.upos[w] in ("VERB", "AUX") for w in free)):
            continue
        if len(free) < (b - a) / 3 and not any(int(syntax.head[w]) == w for w in free):
            # Crumbs between contents: "late on Monday", "adding".
            continue
        if not any(words.forms[w] in ".!?…" for w in range(max(a, b - 3), b)):
            continue
        spans = ranges(free, words)
        if spans:
            out.append(Proposition(spans, None, main_frame(syntax, frames, spans)))
    out.sort(key=lambda p: (p.spans[0], p.relation if p.relation is not None else -1))
    return out


def _within(i: int, relations: Sequence[Relation]) -> list[int]:
    """Relations that stand in relation ``i``'s content, at any depth."""
    out = []
    for k, relation in enumerate(relations):
        parent, seen = relation.parent, 0
        while parent is not None and parent != i and seen < 50:
            parent, seen = relations[parent].parent, seen + 1
        if parent == i and k != i:
            out.append(k)
    return out


def main_frame(syntax: Syntax, frames: Sequence[Frame], spans: Sequence[Range]) -> int | None:
    """Index of the frame highest in the tree among those in the spans; the first of equals."""
    inside = {w for a, b in spans for w in range(a, b)}
    some = [k for k, frame in enumerate(frames) if frame.predicate in inside]

    def rank(k: int) -> tuple[int, int]:
        w = frames[k].predicate
        # A verb says more of what happened than the noun above it.
        return syntax.depth[w] + (0 if syntax.upos[w] in ("VERB", "AUX") else 2), w

    return min(some, key=rank) if some else None


def chain_of(i: int | None, relations: Sequence[Relation]) -> list[int]:
    """Relations from the outermost to relation ``i``; two at most of one depth never stand in a chain."""
    out: list[int] = []
    while i is not None and i not in out:
        out.append(i)
        i = relations[i].parent
    return out[::-1]
