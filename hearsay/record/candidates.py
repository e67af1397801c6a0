"""Which statements are compared at all: those that meet under a key, in alike articles, or in a copied passage.

What is collected of each statement is a few numbers in arrays; a key that very many statements have brings each
together with those nearest in time alone (the sorted neighbourhood of Hernández and Stolfo, 1995), so that the
number of pairs grows with that of the articles.
"""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

import numpy as np
import numpy.typing as npt

from hearsay.record import weights as w
from hearsay.record.facts import WIDTH, Document, Fact
from hearsay.record.linkage import Pair

#: Statements of one key that are all compared; of more, each with so many after it.
NEIGHBOURS = 48
#: An article is compared whole with so many articles that are most like it.
ALIKE = 48

Codes = npt.NDArray[np.int64]


class Candidates:
    """Pairs worth scoring, from documents in order of publication.

    A statement goes by its number in that order; a pair by ``first * count + second``, first < second.
    """

    def __init__(self, documents: Mapping[str, Document], copied: Iterable[Pair]) -> None:
        self.names: list[str] = []
        self.keys = list(documents)
        begins = array("q")
        hashes, holders, lemmas = array("Q"), array("i"), array("I")
        vectors, bare = bytearray(), []
        sums = np.zeros((len(self.keys), WIDTH), dtype=np.float32)
        whole = np.zeros(len(self.keys), dtype=bool)
        for n, doc in enumerate(documents.values()):
            begins.append(len(self.names))
            for fact in doc.facts:
                number = len(self.names)
                self.names.append(fact.id)
                lemmas.append(zlib.crc32(fact.lemma.encode()) if fact.lemma else 0)
                for key in {_hash(key) for key in block_keys(fact, doc)}:
                    hashes.append(key)
                    holders.append(number)
                vectors += fact.vector.astype(np.int8).tobytes() if fact.vector is not None else bytes(WIDTH)
            if doc.vector is not None:
                sums[n] = doc.vector
                whole[n] = True
            else:
                bare.append((n, doc.names))
        begins.append(len(self.names))
        self.count = max(1, len(self.names))
        self._begins = np.array(begins, dtype=np.int64)
        self._lemmas = np.array(lemmas, dtype=np.uint32)
        self._vectors = np.frombuffer(bytes(vectors), dtype=np.int8).reshape(-1, WIDTH)
        del vectors
        parts = [self._met(np.array(hashes, dtype=np.uint64), np.array(holders, dtype=np.int32))]
        del hashes, holders
        parts += [self._whole(sums, whole), self._bare(bare, documents), self._given(copied)]
        self.codes: Codes = np.unique(np.concatenate(parts))

    def pairs(self, codes: Codes) -> list[Pair]:
        """The pairs that codes stand for, by id."""
        ones, others = np.divmod(codes, self.count)
        return [
            ordered(self.names[a], self.names[b]) for a, b in zip(ones.tolist(), others.tolist(), strict=True)
        ]

    def near(self, articles: int) -> Codes:
        """All codes, those between the same two stretches of so many articles together."""
        ones, others = np.divmod(self.codes, self.count)
        left = (np.searchsorted(self._begins, ones, "right") - 1) // articles
        right = (np.searchsorted(self._begins, others, "right") - 1) // articles
        return self.codes[np.lexsort((self.codes, right, left))]

    def missing(self, codes: Codes) -> Codes:
        """Those of the codes, ascending, that are no candidates."""
        at = np.searchsorted(self.codes, codes)
        at[at == len(self.codes)] = 0
        return codes[self.codes[at] != codes] if len(self.codes) else codes

    def _met(self, hashes: npt.NDArray[np.uint64], holders: npt.NDArray[np.int32]) -> Codes:
        """Pairs that share a key, and are alike or of one predicate."""
        order = np.argsort(hashes, kind="stable")
        hashes, holders = hashes[order], holders[order]
        del order
        found = [np.zeros(0, dtype=np.int64)]
        # The holders of one key lie side by side, in order of time.
        for step in range(1, NEIGHBOURS + 1):
            same = np.flatnonzero(hashes[step:] == hashes[:-step])
            if not len(same):
                break
            codes = np.unique(holders[same].astype(np.int64) * self.count + holders[same + step])
            found.append(codes[self._worth(codes)])
        return np.unique(np.concatenate(found))

    def _worth(self, codes: Codes) -> npt.NDArray[np.bool_]:
        """Whether pairs are alike, or of one predicate; what has no vector counts as alike."""
        ones, others = np.divmod(codes, self.count)
        keep: npt.NDArray[np.bool_] = (self._lemmas[ones] == self._lemmas[others]) & (self._lemmas[ones] != 0)
        rest = np.flatnonzero(~keep)
        for start in range(0, len(rest), 8192):
            part = rest[start : start + 8192]
            left = self._vectors[ones[part]].astype(np.float32)
            right = self._vectors[others[part]].astype(np.float32)
            # Sums of whole numbers below 2**24: exact in single precision.
            dots = np.einsum("ij,ij->i", left, right).astype(np.float64)
            squares = np.einsum("ij,ij->i", left, left).astype(np.float64)
            squares *= np.einsum("ij,ij->i", right, right)
            keep[part] = (squares == 0) | (dots >= w.ALIKE_STATEMENTS * np.sqrt(squares))
        return keep

    def _whole(self, sums: npt.NDArray[np.float32], has: npt.NDArray[np.bool_]) -> Codes:
        """Pairs of statements of alike articles, and of one article."""
        found = [self._between(n, n, every=True) for n in range(len(self.keys))]
        norms = np.sqrt((sums.astype(np.float64) ** 2).sum(axis=1))
        norms[norms == 0] = 1.0
        unit = (sums / norms[:, None]).astype(np.float32)
        for start in range(0, len(self.keys), 256):
            part = unit[start : start + 256] @ unit.T
            part[:, ~has] = -1.0
            for row in range(len(part)):
                n = start + row
                part[row, n] = -1.0
                near = np.flatnonzero(part[row] >= w.ALIKE_ARTICLES) if has[n] else ()
                if len(near) > ALIKE:
                    # Rounded, and then by number: equally alike ones are the same in every run.
                    likeness = np.round(part[row][near], 4)
                    near = near[np.lexsort((near, -likeness))[:ALIKE]]
                found.extend(self._between(min(n, int(m)), max(n, int(m))) for m in near)
        return np.concatenate([np.zeros(0, dtype=np.int64), *found])

    def _between(self, one: int, other: int, *, every: bool = False) -> Codes:
        """Pairs of two articles' statements (numbers of articles, ascending), those worth it alone or every one."""
        left = np.arange(self._begins[one], self._begins[one + 1])
        right = np.arange(self._begins[other], self._begins[other + 1])
        codes = (left[:, None] * self.count + right[None, :])[left[:, None] < right[None, :]]
        return codes if every else codes[self._worth(codes)]

    def _bare(self, bare: list[tuple[int, frozenset[str]]], documents: Mapping[str, Document]) -> Codes:
        """Pairs of statements of articles of which one has no vector, and both name two of the same."""
        found = [np.zeros(0, dtype=np.int64)]
        if bare:
            for m, other in enumerate(documents.values()):
                found.extend(
                    self._between(min(n, m), max(n, m))
                    for n, names in bare
                    if n != m and len(names & other.names) >= 2
                )
        return np.concatenate(found)

    def _given(self, pairs: Iterable[Pair]) -> Codes:
        number = {name: n for n, name in enumerate(self.names)}
        numbers = [sorted((number[a], number[b])) for a, b in pairs]
        return np.array([a * self.count + b for a, b in numbers], dtype=np.int64)


def ordered(one: str, other: str) -> Pair:
    """Two ids as a pair, the smaller one first."""
    return (one, other) if one < other else (other, one)


def _hash(key: tuple[str, ...]) -> int:
    words = "\0".join(key).encode()
    # Two checksums make one of 64 bits. A collision brings together two statements too many, no more.
    return zlib.crc32(words) << 32 | zlib.adler32(words)


def block_keys(fact: Fact, doc: Document) -> Iterator[tuple[str, ...]]:
    """Keys under which statements of articles that are not alike still meet.

    A name is too common by itself: it goes with the predicate, or with another word in articles of one time.
    """
    if fact.lemma:
        for name in fact.names:
            yield "name", name, fact.lemma
        if fact.speaker:
            yield "speaker", fact.speaker, fact.lemma
        for stem in sorted(fact.stems or fact.agent | fact.patient)[:10]:
            yield "filler", stem, fact.lemma
    for age in _ages(doc):
        for one, other in combinations(sorted(fact.names)[:6], 2):
            yield "names", one, other, age
        for name in sorted(fact.names)[:4]:
            for stem in sorted(fact.agent | fact.patient)[:8] or sorted(fact.stems)[:8]:
                yield "word", name, stem, age


def _ages(doc: Document) -> Iterator[str]:
    """The month or so in which an article was published, and the one after: articles within a month
    share one.
    """
    if doc.first is None:
        yield ""
    else:
        yield str(doc.first // 31)
        yield str(doc.first // 31 + 1)
