"""Word 5-grams of articles: who shares how many with whom, leaving out what an outlet repeats in its
own articles.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

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

Hashes = npt.NDArray[np.uint64]


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


def sharing(articles: Iterable[Words]) -> Shared:
    """Find who shares shingles, among articles in order of publication.

    What very many articles have in common is compared with the next :data:`NEIGHBOURS` of them alone.
    """
    keys: list[str] = []
    houses: dict[str, int] = {}
    home: list[int] = []
    distinct: list[Hashes] = []
    for article in articles:
        keys.append(article.key)
        home.append(houses.setdefault(article.outlet, len(houses)))
        distinct.append(np.unique(article.hashes))
    outlet = np.array(home, dtype=np.int64)
    sizes = np.array([len(d) for d in distinct], dtype=np.int64)
    parts = int(sizes.sum()) // PART + 1
    ones, others, times = _shared(distinct, parts)
    own = outlet[ones] == outlet[others]
    least = np.minimum(sizes[ones], sizes[others])
    alike = own & (times >= VERSION * least)
    versions = set(zip(ones[alike].tolist(), others[alike].tolist(), strict=True))
    names = list(houses)
    boilerplate = {
        names[house]: np.array(sorted(hashes), dtype=np.uint64)
        for house, hashes in (_boilerplate(distinct, parts, outlet, versions) if own.any() else {}).items()
    }
    enough = ~own & (times >= SHARED)
    found = zip(ones[enough].tolist(), others[enough].tolist(), strict=True)
    return Shared(sorted((min(keys[i], keys[j]), max(keys[i], keys[j])) for i, j in found), boilerplate)


def _groups(distinct: Sequence[Hashes], parts: int) -> Iterator[tuple[Hashes, npt.NDArray[np.int64]]]:
    """All shingles with their articles' numbers, sorted by both; in parts, each with all articles of its shingles."""
    for part in range(parts):
        chosen = [d[d % np.uint64(parts) == part] for d in distinct] if parts > 1 else list(distinct)
        if not chosen:
            return
        every = np.concatenate(chosen)
        doc = np.repeat(np.arange(len(chosen)), [len(d) for d in chosen])
        del chosen
        # Articles come in order of their numbers, and a stable sort leaves them so.
        order = np.argsort(every, kind="stable")
        yield every[order], doc[order]


def _shared(
    distinct: Sequence[Hashes], parts: int
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Pairs of articles by number, and how many shingles each pair shares."""
    count = max(1, len(distinct))
    codes, times = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)]
    for every, doc in _groups(distinct, parts):
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


def _boilerplate(
    distinct: Sequence[Hashes],
    parts: int,
    outlet: npt.NDArray[np.int64],
    versions: set[tuple[int, int]],
) -> dict[int, set[int]]:
    """The shingles that an outlet repeats in articles that are no versions of each other."""
    repeated: dict[int, set[int]] = {}
    for every, doc in _groups(distinct, parts):
        order = np.lexsort((doc, outlet[doc], every))
        shingle, member = every[order], doc[order]
        house = outlet[member]
        new = (shingle[1:] != shingle[:-1]) | (house[1:] != house[:-1])
        edges = np.flatnonzero(np.concatenate(([True], new, [True])))
        for n in np.flatnonzero(np.diff(edges) >= REPEATED).tolist():
            start, end = int(edges[n]), int(edges[n + 1])
            if end - start > NEIGHBOURS or _families(member[start:end].tolist(), versions) >= REPEATED:
                repeated.setdefault(int(house[start]), set()).add(int(shingle[start]))
    return repeated


def _families(members: list[int], versions: set[tuple[int, int]]) -> int:
    """How many articles there are when versions of one article count once."""
    root = {m: m for m in members}
    for i, left in enumerate(members):
        for right in members[i + 1 :]:
            if (left, right) in versions:
                top = root[right]
                for member in members:
                    if root[member] == top:
                        root[member] = root[left]
    return len(set(root.values()))
