"""Word 5-grams of articles: who shares how many with whom, leaving out what an outlet repeats in its
own articles.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Generic, NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

from hearsay.record.linkage import Pair
from hearsay.record.words import fold

#: Words in a shingle.
SIZE = 5
#: In so many of an outlet's articles that are no versions of each other, a shingle is its boilerplate.
REPEATED = 3
#: Two articles of one outlet that share this part of the shorter one's shingles are versions of one article.
VERSION = 0.7
#: Fewer shared shingles than this are no reason to align two articles.
SHARED = 4
#: Articles that share one shingle are each compared with so many of them that follow.
NEIGHBOURS = 32
#: So many shingles are sorted at a time.
PART = 4_000_000

_WORD = re.compile(r"\w+")
_QUOTED = re.compile(r"“[^”\n]{1,2000}”|\"[^\"\n]{1,2000}\"|«[^»\n]{1,2000}»")

#: Hashes are below this.
BIGGEST = 1 << 48

Hashes = npt.NDArray[np.uint64]
Article = TypeVar("Article", int, str)


@dataclass(slots=True)
class Words:
    """The words of one article: where they stand, which lie in direct quotations, the hash of each shingle.

    ``starts``, ``ends`` and ``quoted`` have one item a word; ``hashes[n]`` is that of words ``n``
    to ``n + 4``.
    """

    key: str
    outlet: str
    starts: list[int]
    ends: list[int]
    quoted: npt.NDArray[np.bool_]
    hashes: Hashes


@lru_cache(maxsize=65536)
def _code(word: str) -> int:
    return zlib.crc32(fold(word).encode())


def words_of(key: str, outlet: str, text: str) -> Words:
    """Split a text into words and hash its shingles. Without an outlet, the article is an outlet of its
    own.
    """
    found = list(_WORD.finditer(text))
    codes = np.array([_code(m.group()) for m in found], dtype=np.uint64)
    inside = np.zeros(len(text) + 1, dtype=bool)
    for quotation in _QUOTED.finditer(text):
        inside[quotation.start() : quotation.end()] = True
    starts = [m.start() for m in found]
    count = max(0, len(found) - SIZE + 1)
    hashes = np.zeros(count, dtype=np.uint64)
    for n in range(SIZE):
        # Multiplication wraps around: a polynomial hash modulo 2**64.
        hashes = hashes * np.uint64(0x9E3779B97F4A7C15) + codes[n : n + count] * np.uint64(0xBF58476D1CE4E5B9)
        hashes ^= hashes >> np.uint64(29)
    hashes >>= np.uint64(16)
    return Words(key, outlet or f"article {key}", starts, [m.end() for m in found], inside[starts], hashes)


class Shared(NamedTuple):
    """Pairs of articles (by key, sorted) of different outlets that share shingles; each outlet's boilerplate."""

    pairs: list[Pair]
    boilerplate: dict[str, Hashes]

    def counts(self, words: Words) -> npt.NDArray[np.bool_]:
        """A mask over an article's shingles: False where they are its outlet's boilerplate."""
        held = self.boilerplate.get(words.outlet)
        if held is None:
            return np.ones(len(words.hashes), dtype=bool)
        return ~np.isin(words.hashes, held)


class Sharing:
    """Finds who shares shingles, among articles that are added in order of their places.

    What very many articles have in common is compared with the next :data:`NEIGHBOURS` of them alone.
    """

    def __init__(self) -> None:
        self._keys: list[str] = []
        self._houses: dict[str, int] = {}
        self._home: list[int] = []
        self._distinct: list[Hashes] = []

    def add(self, article: Words) -> None:
        """Add the next article."""
        self._keys.append(article.key)
        self._home.append(self._houses.setdefault(article.outlet, len(self._houses)))
        self._distinct.append(np.unique(article.hashes))

    def shared(self) -> Shared:
        """Pairs of articles that share shingles, and each outlet's boilerplate."""
        outlet = np.array(self._home, dtype=np.int64)
        ones, others, times = self._times()
        names = list(self._houses)
        enough = (outlet[ones] != outlet[others]) & (times >= SHARED)
        found = zip(ones[enough].tolist(), others[enough].tolist(), strict=True)
        keys = self._keys
        return Shared(
            sorted((min(keys[i], keys[j]), max(keys[i], keys[j])) for i, j in found),
            {
                names[house]: np.array(sorted(hashes), dtype=np.uint64)
                for house, hashes in self._boilerplate(outlet).items()
            },
        )

    def forget(self) -> None:
        """Give up what was added."""
        self._distinct.clear()

    def groups(self) -> Iterator[tuple[Hashes, npt.NDArray[np.int64]]]:
        """All shingles with their articles' numbers, sorted by both; in parts, each with all articles of its
        shingles, and with smaller ones than the next.
        """
        parts = sum(len(d) for d in self._distinct) // PART + 1
        bounds = [n * (BIGGEST // parts + 1) for n in range(parts + 1)]
        for low, high in pairwise(bounds):
            chosen = [
                d[np.searchsorted(d, np.uint64(low)) : np.searchsorted(d, np.uint64(high))]
                for d in self._distinct
            ]
            if not chosen:
                return
            every = np.concatenate(chosen)
            doc = np.repeat(np.arange(len(chosen)), [len(d) for d in chosen])
            del chosen
            # Articles come in order of their numbers, and a stable sort leaves them so.
            order = np.argsort(every, kind="stable")
            yield every[order], doc[order]

    def _times(self) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """Pairs of articles by number, and how many shingles each pair shares."""
        count = max(1, len(self._distinct))
        codes, times = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)]
        for every, doc in self.groups():
            met = []
            for step in range(1, NEIGHBOURS + 1):
                same = np.flatnonzero(every[step:] == every[:-step])
                if not len(same):
                    break
                met.append(doc[same] * count + doc[same + step])
            if met:
                pairs, n = np.unique(np.concatenate(met), return_counts=True)
                codes.append(pairs)
                times.append(n)
        every_code, back = np.unique(np.concatenate(codes), return_inverse=True)
        total = np.bincount(back, weights=np.concatenate(times), minlength=len(every_code)).astype(np.int64)
        ones, others = np.divmod(every_code, count)
        return ones, others, total

    def _boilerplate(self, outlet: npt.NDArray[np.int64]) -> dict[int, set[int]]:
        """The shingles that an outlet repeats in articles that are no versions of each other."""
        versions = Versions(lambda n: self._distinct[n])
        repeated: dict[int, set[int]] = {}
        for every, doc in self.groups():
            order = np.lexsort((doc, outlet[doc], every))
            shingle, member = every[order], doc[order]
            house = outlet[member]
            new = (shingle[1:] != shingle[:-1]) | (house[1:] != house[:-1])
            edges = np.flatnonzero(np.concatenate(([True], new, [True])))
            for n in np.flatnonzero(np.diff(edges) >= REPEATED).tolist():
                start, end = int(edges[n]), int(edges[n + 1])
                if versions.repeated(member[start:end].tolist()):
                    repeated.setdefault(int(house[start]), set()).add(int(shingle[start]))
        return repeated


class Versions(Generic[Article]):
    """Tells versions of one article from articles of their own; ``distinct`` gives an article's shingles."""

    def __init__(self, distinct: Callable[[Article], Hashes]) -> None:
        self._distinct: Callable[[Article], Hashes] = distinct
        self._kept: dict[tuple[Article, Article], bool] = {}

    def repeated(self, members: Sequence[Article]) -> bool:
        """Whether a shingle of these articles of one outlet, and of no others, is its boilerplate.

        It is in :data:`REPEATED` articles of their own; of very many it is not asked whose versions they are.
        """
        if len(members) < REPEATED or len(members) > NEIGHBOURS:
            return len(members) >= REPEATED
        root = {m: m for m in members}
        for i, left in enumerate(members):
            for right in members[i + 1 :]:
                if root[left] != root[right] and self._are(left, right):
                    top = root[right]
                    for member in members:
                        if root[member] == top:
                            root[member] = root[left]
        return len(set(root.values())) >= REPEATED

    def _are(self, one: Article, other: Article) -> bool:
        pair = (one, other)
        if pair not in self._kept:
            left, right = self._distinct(one), self._distinct(other)
            shared = len(np.intersect1d(left, right, assume_unique=True))
            self._kept[pair] = shared >= VERSION * min(len(left), len(right))
        return self._kept[pair]
