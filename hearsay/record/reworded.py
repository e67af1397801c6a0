"""Copies in other words: article by article the same statements, in the same order, about what one side
saw itself.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from hearsay.record.facts import WIDTH, Document, cosine
from hearsay.record.linkage import Pair
from hearsay.record.names import is_proper, person_key
from hearsay.record.pairs import likeness
from hearsay.record.results import Passage

#: Where a sentence ends; more exactly than this it need not be known.
_END = re.compile(r"([.!?…][\"'”’»)]*|(?=\n))\s+")
#: Two statements may say the same in other words from this cosine on, and are held to do so from that.
ALIKE = 0.55
STRONG = 0.7
#: So many statements correspond strongly, make up so much of the shorter article's and of the longer one's, and so many
#: keep their order: two reporters of one event seldom tell it in one order.
MATCHED = 4
SHARE = 0.5
LONGER = 0.4
ORDERED = 0.8
#: Where words were taken over besides, one fewer is enough, all in order.
PROVEN = 3
#: Or so much of the longer one's correspond, all in one order, and are so much alike on average.
WHOLE = 0.6
MEAN = 0.76
#: So many of them are in the outlet's own voice: what others said, two reporters may have heard.
OWN = 2
#: Two articles may be one retold whose vectors have this cosine, published so many days apart at most.
NEAR = 0.7
DAYS = 7
#: So many articles' vectors are compared at a time.
CHUNK = 256


def may_retell(one: Document, other: Document) -> bool:
    """Whether two articles are to be compared though they share no run of words. It depends on them alone."""
    return (
        all(doc.first is not None and len(doc.facts) >= MATCHED for doc in (one, other))
        and abs((one.first or 0) - (other.first or 0)) <= DAYS
        and not one.outlet_keys & other.outlet_keys
        and (likeness(one, other) or 0.0) >= NEAR
    )


def alike(documents: Mapping[str, Document]) -> Iterator[Pair]:
    """All pairs of articles that :func:`may_retell`, by key, sorted."""
    keys: list[str] = []
    days: list[int] = []
    vectors = np.zeros((len(documents), WIDTH), dtype=np.float16)
    for key, doc in documents.items():
        if doc.vector is not None and doc.first is not None and len(doc.facts) >= MATCHED:
            vectors[len(keys)] = doc.vector / max(1.0, float(doc.vector @ doc.vector) ** 0.5)
            keys.append(key)
            days.append(doc.first)
    when = np.array(days, dtype=np.int64)
    order = np.argsort(when, kind="stable")
    when, vectors = when[order], vectors[: len(keys)][order]
    for start in range(0, len(keys), CHUNK):
        stop = min(start + CHUNK, len(keys))
        end = int(np.searchsorted(when, when[stop - 1] + DAYS, "right"))
        # Halves of numbers are rough: what may pass is asked again.
        cosines = vectors[start:stop].astype(np.float32) @ vectors[start:end].astype(np.float32).T
        for row, column in zip(*np.nonzero(cosines >= NEAR - 0.01), strict=True):
            if row < column:
                one, other = keys[order[start + row]], keys[order[start + column]]
                if may_retell(documents[one], documents[other]):
                    yield (min(one, other), max(one, other))


@dataclass(slots=True)
class _Telling:
    """What one sentence tells on one word, however many statements it is cut into: clauses are joined and parted in
    rewording. ``vector`` is the sum of theirs, ``square`` its length squared, ``negated`` that of the first.
    """

    start: int
    end: int
    own: bool
    voice: str
    negated: bool
    vector: npt.NDArray[np.float64] | None
    square: float = 0.0

    def meaning(self, other: _Telling) -> float | None:
        """Cosine of two vectors, None where one has none."""
        if self.vector is None or other.vector is None:
            return None
        return cosine(float(self.vector @ other.vector), self.square, other.square)


def _tellings(doc: Document, sentences: list[tuple[int, int]]) -> list[_Telling]:
    """What an article tells, in the order of its statements."""
    found: dict[tuple[int, int, str], _Telling] = {}
    for fact in doc.facts:
        chain = fact.statement.chain
        key = (*_around(fact.start, fact.end, sentences), chain[-1].name if len(chain) > 1 else "")
        told = found.get(key)
        if told is None:
            # Sums are longer than one vector: in double precision whole numbers stay exact.
            vector = None if fact.vector is None else fact.vector.astype(np.float64)
            found[key] = _Telling(fact.start, fact.end, len(chain) == 1, chain[-1].name, fact.negated, vector)
        else:
            told.start, told.end = min(told.start, fact.start), max(told.end, fact.end)
            if told.vector is not None and fact.vector is not None:
                told.vector = told.vector + fact.vector
    for told in found.values():
        if told.vector is not None:
            told.square = float(told.vector @ told.vector)
    return list(found.values())


def reworded_passages(left: Document, right: Document, *, proven: bool = False) -> tuple[Passage, ...]:
    """Statements of ``left`` that say in other words what ``right`` says; empty where the two may be
    independent. ``proven``: one took over words of the other besides.
    """
    here, there = _sentences(left.article.text), _sentences(right.article.text)
    ours, theirs = _tellings(left, here), _tellings(right, there)
    scored = []
    for n, f in enumerate(ours):
        for m, g in enumerate(theirs):
            close = f.meaning(g)
            if close is not None and close >= ALIKE and f.negated == g.negated and _same_voice(f, g):
                scored.append((close, n, m))
    scored.sort(key=lambda item: (-item[0], item[1], item[2]))
    partner: dict[int, tuple[int, float]] = {}
    taken: set[int] = set()
    for close, n, m in scored:
        if n not in partner and m not in taken:
            partner[n] = (m, close)
            taken.add(m)
    matched = [(n, *partner[n]) for n in sorted(partner)]
    own = sum(ours[n].own and theirs[m].own for n, m, _ in matched)
    if own < OWN or not _retells(matched, len(ours), len(theirs), proven=proven):
        return ()
    found = []
    for n, m, close in _between(ours, theirs, matched):
        around = (*_around(ours[n].start, ours[n].end, here), *_around(theirs[m].start, theirs[m].end, there))
        found.append((*around, close))
    return _passages(left, found)


def _between(
    ours: list[_Telling], theirs: list[_Telling], matched: list[tuple[int, int, float]]
) -> list[tuple[int, int, float]]:
    """Matches, and between those what corresponds by its place: there neither voice nor negation need be read alike."""
    found = list(matched)
    for n in range(len(ours)):
        if any(n == other for other, _, _ in found):
            continue
        low = max((m for other, m, _ in found if other < n), default=-1)
        high = min((m for other, m, _ in found if other > n), default=len(theirs))
        close = [(ours[n].meaning(theirs[m]) or 0.0, m) for m in range(low + 1, high)]
        best, m = max(close, default=(0.0, -1))
        if best >= ALIKE:
            found = sorted([*found, (n, m, best)])
    return found


def _passages(left: Document, matched: list[tuple[int, int, int, int, float]]) -> tuple[Passage, ...]:
    """Whole sentences around matched statements: who retells a statement retells who made it, too."""
    made: list[Passage] = []
    for start, end, of_start, of_end, close in matched:
        if made and start < made[-1].end:
            last = made[-1]
            if of_start < last.of_end and last.of_start < of_end:
                made.pop()
                start, of_start = last.start, min(of_start, last.of_start)
                end, of_end = max(end, last.end), max(of_end, last.of_end)
                close = min(close, last.likeness)
            else:
                start = last.end
        if start < end:
            words = len(left.article.text[start:end].split())
            made.append(Passage(start, end, of_start, of_end, words, round(close, 4)))
    return tuple(made)


def _sentences(text: str) -> list[tuple[int, int]]:
    ends = [found.end(1) for found in _END.finditer(text)] + [len(text)]
    starts = [0, *(found.end() for found in _END.finditer(text))]
    return list(zip(starts, ends, strict=True))


def _around(start: int, end: int, sentences: list[tuple[int, int]]) -> tuple[int, int]:
    """The sentences in which a stretch begins and ends."""
    first = next((a for a, b in reversed(sentences) if a <= start), start)
    last = next((b for a, b in sentences if b >= end), end)
    return first, last


def _retells(matched: list[tuple[int, int, float]], left: int, right: int, *, proven: bool) -> bool:
    """Whether matches (place in either article, cosine) of so many statements make one article the other's retelling."""
    strong = [m for _, m, close in matched if close >= STRONG]
    rise = _longest_rise(strong)
    if proven and len(strong) >= max(PROVEN, SHARE * min(left, right)) and rise == len(strong):
        return True
    if len(matched) < MATCHED:
        return False
    if len(strong) >= max(MATCHED, SHARE * min(left, right), LONGER * max(left, right)):
        return rise >= ORDERED * len(strong)
    mean = sum(close for _, _, close in matched) / len(matched)
    in_order = _longest_rise([m for _, m, _ in matched]) == len(matched)
    return in_order and mean >= MEAN and len(matched) >= WHOLE * max(left, right)


def _same_voice(f: _Telling, g: _Telling) -> bool:
    """Whether two may be one retold: not on the word of two who are both named, and not alike."""
    if f.own or g.own or not (is_proper(f.voice) and is_proper(g.voice)):
        return True
    return person_key(f.voice) == person_key(g.voice)


def _longest_rise(values: list[int]) -> int:
    """Length of the longest increasing subsequence."""
    ends: list[int] = []
    for value in values:
        at = bisect_left(ends, value)
        ends[at : at + 1] = [value]
    return len(ends)
