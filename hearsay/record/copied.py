"""Copied passages brought down to statements: which statement repeats the words of which."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from hearsay.record.copies import CopyFound
from hearsay.record.facts import Document, Fact, meaning
from hearsay.record.linkage import Pair
from hearsay.record.reworded import ALIKE

#: A statement is copied when so much of it stands in a passage.
INSIDE = 0.6
#: Two statements have the same words when they cover the same part of a passage, so far as this
#: (intersection over union).
SAME = 0.5
#: Or one of them within the other, so far.
WITHIN = 0.8


#: An article of which so much stands in passages is a copy as a whole.
WHOLE = 0.5


@dataclass(slots=True)
class Copied:
    """``of`` tells a copied statement's id to (original article, its statements with those words, the
    copy itself); ``whole`` an article that is a copy as a whole to what it is a copy of.
    """

    of: dict[str, list[tuple[str, tuple[str, ...], CopyFound]]]
    pairs: set[Pair]
    whole: dict[str, list[CopyFound]] = field(default_factory=dict)


def copied_statements(documents: Mapping[str, Document], copies: Iterable[CopyFound]) -> Copied:
    """Find the statements that stand in copied passages, and their originals."""
    found = Copied({}, set())
    for copy in copies:
        if copy.share >= WHOLE:
            found.whole.setdefault(copy.article, []).append(copy)
        originals = documents[copy.original].facts
        for fact in documents[copy.article].facts:
            same = _same(fact, originals, copy)
            if same is not None:
                found.of.setdefault(fact.id, []).append((copy.original, same, copy))
                found.pairs.update((min(fact.id, o), max(fact.id, o)) for o in same)
    return found


def _same(fact: Fact, originals: Sequence[Fact], copy: CopyFound) -> tuple[str, ...] | None:
    """The original's statements that a copy's repeats; None where it stands in no passage.

    None of them may have just its words: it is copied all the same.
    """
    best: tuple[str, ...] | None = None
    for p in copy.passages:
        overlap = min(fact.end, p.end) - max(fact.start, p.start)
        if overlap < INSIDE * (fact.end - fact.start):
            continue
        # A passage is copied nearly word for word, so places in it correspond in proportion.
        scale = (p.of_end - p.of_start) / (p.end - p.start)
        start = p.of_start + (fact.start - p.start) * scale
        end = p.of_start + (fact.end - p.start) * scale
        best = tuple(o.id for o in originals if _alike(o, start, end) and _one_event(fact, o))
        if not best and p.likeness < 1:
            # Put in other words: the one there that means the same, whatever its predicate.
            within = [
                o
                for o in originals
                if p.of_start <= o.start and o.end <= p.of_end and o.negated == fact.negated
            ]
            close = max(((meaning(fact, o) or 0.0, o.id) for o in within), default=(0.0, ""))
            best = (close[1],) if close[0] >= ALIKE else ()
        if best:
            break
    return best


def _alike(fact: Fact, start: float, end: float) -> bool:
    """Whether a statement covers much the same as a stretch, or lies in it, or the stretch in it: clauses of one may be
    parted, those of the other not.
    """
    both = min(fact.end, end) - max(fact.start, start)
    union = max(fact.end, end) - min(fact.start, start)
    shorter = min(fact.end - fact.start, end - start)
    return union > 0 and (both / union >= SAME or both >= WITHIN * shorter > 0)


def _one_event(one: Fact, other: Fact) -> bool:
    """Whether two statements that cover the same words are about the same predicate among them."""
    return not (one.lemma and other.lemma) or one.lemma == other.lemma
