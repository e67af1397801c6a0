"""Copied passages brought down to statements: which statement repeats the words of which."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from hearsay.record.copies import CopyFound
from hearsay.record.facts import Document, Fact
from hearsay.record.linkage import Pair

#: A statement is copied when so much of it stands in a passage.
INSIDE = 0.6
#: Two statements have the same words when they cover the same part of a passage, so far as this
#: (intersection over union).
SAME = 0.5


@dataclass(slots=True)
class Copied:
    """``of`` tells a copied statement's id to (original article, its statements with those words, the
    copy itself).
    """

    of: dict[str, list[tuple[str, tuple[str, ...], CopyFound]]]
    pairs: set[Pair]


def copied_statements(documents: Mapping[str, Document], copies: Iterable[CopyFound]) -> Copied:
    """Find the statements that stand in copied passages, and their originals."""
    found = Copied({}, set())
    for copy in copies:
        originals = documents[copy.original].facts
        for fact in documents[copy.article].facts:
            best: tuple[str, ...] | None = None
            for p in copy.passages:
                overlap = min(fact.end, p.end) - max(fact.start, p.start)
                if overlap < INSIDE * (fact.end - fact.start):
                    continue
                # A passage is copied nearly word for word, so places in it correspond in proportion.
                scale = (p.of_end - p.of_start) / (p.end - p.start)
                start = p.of_start + (fact.start - p.start) * scale
                end = p.of_start + (fact.end - p.start) * scale
                same = [o for o in originals if _alike(o, start, end) and _one_event(fact, o)]
                best = tuple(o.id for o in same)
                # None of the original's statements may have just these words; it is copied all the same.
                if best:
                    break
            if best is not None:
                found.of.setdefault(fact.id, []).append((copy.original, best, copy))
                found.pairs.update((min(fact.id, o), max(fact.id, o)) for o in best)
    return found


def _alike(fact: Fact, start: float, end: float) -> bool:
    union = max(fact.end, end) - min(fact.start, start)
    return union > 0 and (min(fact.end, end) - max(fact.start, start)) / union >= SAME


def _one_event(one: Fact, other: Fact) -> bool:
    """Whether two statements that cover the same words are about the same predicate among them."""
    return not (one.lemma and other.lemma) or one.lemma == other.lemma
