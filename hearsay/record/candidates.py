"""Which statements are compared at all: those that meet under a key, in alike articles, or in a copied passage.

What is collected of each statement is a few numbers in arrays; a key that very many statements have brings each
together with those nearest in time alone (the sorted neighbourhood of Hernández and Stolfo, 1995), so that the
number of pairs grows with that of the articles.
"""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Callable, Iterable, Iterator
from itertools import combinations

import numpy as np
import numpy.typing as npt

from hearsay.record.alike import Names, Outlines
from hearsay.record.facts import WIDTH, Document, Fact
from hearsay.record.linkage import Pair
from hearsay.record.sketches import NONE, Sketches, sketch, span, vectors

#: Statements of one key that are all compared; of more, each with so many after it.
NEIGHBOURS = 48
#: Keys of statements that need one time join those of articles published within so many days.
MONTHS = 62

#: So many keys are sorted at a time; all are below a number.
PART = 2_000_000
BIGGEST = 1 << 49
_TIMED = frozenset({"deed", "names", "word"})

Codes = npt.NDArray[np.int64]
#: Told the keys of statements, sorted, with their articles' numbers and their own numbers in those.
Keep = Callable[[Codes, Codes, Codes], None]


class Gathered:
    """What is compared of statements, gathered from documents in order of their places."""

    def __init__(self) -> None:
        #: Ids of statements; keys under which they meet, with the statements' numbers; numbers of statements.
        self.names: list[str] = []
        self.hashes, self.holders = array("q"), array("i")
        self.packed = bytearray()
        self.rows: list[npt.NDArray[np.void]] = []
        self.days: list[tuple[int, int]] = []
        self.sums = bytearray()
        self.whole: list[bool] = []
        self.outlines: list[Names] = []

    def add(self, doc: Document) -> None:
        """Add the next article."""
        for fact in doc.facts:
            for key in fact_keys(fact):
                self.hashes.append(key)
                self.holders.append(len(self.names))
            self.names.append(fact.id)
        self.rows.append(sketch(doc))
        self.packed += vectors(doc)
        self.days.append(span(doc))
        self.whole.append(doc.vector is not None)
        self.sums += outline(doc).tobytes()
        self.outlines.append(hashed_names(doc))


class Candidates:
    """Pairs worth scoring, from what was gathered of statements, which is given up.

    A statement goes by its number; a pair by ``first * count + second``, first < second. ``keep`` is told all keys.
    """

    def __init__(self, gathered: Gathered, copied: Iterable[Pair], keep: Keep | None = None) -> None:
        self.names = gathered.names
        self.count = max(1, len(self.names))
        self._begins = np.cumsum([0, *(len(r) for r in gathered.rows)])
        self.sketches = Sketches(gathered.rows, gathered.packed, gathered.days)
        sums = np.frombuffer(gathered.sums, dtype=np.float32).reshape(-1, WIDTH)
        alike = self._alike(Outlines(sums, np.array(gathered.whole, dtype=bool), gathered.outlines))
        del sums
        gathered.sums = bytearray()
        gathered.rows.clear()
        hashes, holders = (
            np.array(gathered.hashes, dtype=np.int64),
            np.array(gathered.holders, dtype=np.int32),
        )
        gathered.hashes, gathered.holders = array("q"), array("i")
        met = self._met(hashes, holders, keep)
        self.codes: Codes = np.unique(np.concatenate([met, alike, self._given(copied)]))

    def pairs(self, codes: Codes) -> list[Pair]:
        """The pairs that codes stand for, by id."""
        ones, others = np.divmod(codes, self.count)
        return [
            ordered(self.names[a], self.names[b]) for a, b in zip(ones.tolist(), others.tolist(), strict=True)
        ]

    def near(self, articles: int) -> Codes:
        """All codes, those between the same two stretches of so many articles together."""
        ones, others = np.divmod(self.codes, self.count)
        left = self.sketches.articles[ones] // articles
        right = self.sketches.articles[others] // articles
        return self.codes[np.lexsort((self.codes, right, left))]

    def _met(self, hashes: Codes, holders: npt.NDArray[np.int32], keep: Keep | None) -> Codes:
        """Pairs that share a key."""
        found = [np.zeros(0, dtype=np.int64)]
        parts = len(hashes) // PART + 1
        for low in range(parts):
            # Smaller keys first; all that have one are in one part.
            some = np.flatnonzero(hashes // (BIGGEST // parts + 1) == low)
            some = some[np.argsort(hashes[some], kind="stable")]
            found.extend(self._neighbours(hashes[some], holders[some], keep))
        return np.unique(np.concatenate(found))

    def _neighbours(
        self, hashes: Codes, holders: npt.NDArray[np.int32], keep: Keep | None
    ) -> Iterator[Codes]:
        """Pairs that share a key, of sorted ones: the holders of one lie side by side, in order of time."""
        if keep is not None:
            home = self.sketches.articles[holders]
            keep(hashes, home, holders - self._begins[home])
        for step in range(1, NEIGHBOURS + 1):
            same = np.flatnonzero(hashes[step:] == hashes[:-step])
            if not len(same):
                break
            same = same[self.together(hashes[same], holders[same], holders[same + step])]
            codes = np.unique(holders[same].astype(np.int64) * self.count + holders[same + step])
            yield codes[self._worth(codes)]

    def together(
        self, hashes: Codes, ones: npt.NDArray[np.int32], others: npt.NDArray[np.int32]
    ) -> npt.NDArray[np.bool_]:
        """Whether pairs that share a key were published in the time for which it counts."""
        published = self.sketches.published[self.sketches.articles]
        return in_time(hashes, published[ones], published[others])

    def _worth(self, codes: Codes) -> npt.NDArray[np.bool_]:
        return self.sketches.worth(*np.divmod(codes, self.count))

    def _alike(self, outlines: Outlines) -> Codes:
        """Pairs of statements of alike articles, and of one article."""
        every = len(self._begins) - 1
        pairs = {(n, n) for n in range(every)}
        pairs.update((min(pair), max(pair)) for pair in outlines.near(0, every))
        found = [np.zeros(0, dtype=np.int64)]
        some: list[Codes] = []
        held = 0
        for one, other in sorted(pairs):
            left = np.arange(self._begins[one], self._begins[one + 1])
            right = np.arange(self._begins[other], self._begins[other + 1])
            codes = (left[:, None] * self.count + right[None, :])[left[:, None] < right[None, :]]
            some.append(codes)
            held += len(codes)
            if held > 1 << 16:
                found.append(self._sift(some))
                some, held = [], 0
        return np.concatenate([*found, self._sift(some)])

    def _sift(self, some: list[Codes]) -> Codes:
        codes = np.concatenate([np.zeros(0, dtype=np.int64), *some])
        return codes[self._worth(codes)]

    def _given(self, pairs: Iterable[Pair]) -> Codes:
        number = {name: n for n, name in enumerate(self.names)}
        numbers = [sorted((number[a], number[b])) for a, b in pairs]
        return np.array([a * self.count + b for a, b in numbers], dtype=np.int64)


def in_time(hashes: Codes, ones: Codes, others: Codes) -> npt.NDArray[np.bool_]:
    """Whether keys count between articles published on these days: those for one time do within
    :data:`MONTHS`, or where neither day is known.
    """
    timed = (hashes & 1).astype(bool)
    known = (ones != NONE) & (others != NONE)
    near = np.where(known, np.abs(ones - others) <= MONTHS, ones == others)
    out: npt.NDArray[np.bool_] = ~timed | near
    return out


def ordered(one: str, other: str) -> Pair:
    """Two ids as a pair, the smaller one first."""
    return (one, other) if one < other else (other, one)


def outline(doc: Document) -> npt.NDArray[np.float32]:
    """The sum of an article's vectors, whole numbers; zeros where it has none."""
    return np.zeros(WIDTH, np.float32) if doc.vector is None else doc.vector.astype(np.float32)


def hashed_names(doc: Document) -> Names:
    """The names in an article as numbers, ascending."""
    return np.unique(np.array([_hash((name,)) for name in doc.names], dtype=np.int64))


def _hash(key: tuple[str, ...]) -> int:
    words = "\0".join(key).encode()
    # Two checksums make one of 48 bits. A collision brings together two statements too many, no more.
    return zlib.crc32(words) << 16 | zlib.adler32(words) & 0xFFFF


def fact_keys(fact: Fact) -> set[int]:
    """The keys of a statement as numbers; those that count for a time alone are odd."""
    return {_hash(key) << 1 | (key[0] in _TIMED) for key in block_keys(fact)}


def block_keys(fact: Fact) -> Iterator[tuple[str, ...]]:
    """Keys under which statements of articles that are not alike still meet.

    A name is too common by itself: it goes with the predicate, or with another word in articles of one time. In
    those a predicate alone brings together what lies next to each other.
    """
    if fact.lemma:
        yield "deed", fact.lemma
        for name in fact.names:
            yield "name", name, fact.lemma
        if fact.speaker:
            yield "speaker", fact.speaker, fact.lemma
        for stem in sorted(fact.stems or fact.agent | fact.patient)[:10]:
            yield "filler", stem, fact.lemma
    for one, other in combinations(sorted(fact.names)[:6], 2):
        yield "names", one, other
    for name in sorted(fact.names)[:4]:
        for stem in sorted(fact.agent | fact.patient)[:8] or sorted(fact.stems)[:8]:
            yield "word", name, stem
