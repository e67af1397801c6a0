"""Word 5-grams of articles: who shares how many with whom, leaving out what an outlet repeats in its
own articles.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

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


def sharing(articles: Sequence[Words]) -> tuple[list[Pair], Mapping[str, npt.NDArray[np.bool_]]]:
    """Pairs of articles (by key, sorted) of different outlets that share shingles; and which shingles count.

    The mapping holds for each article's key a mask over its shingles: False where they are its outlet's
    boilerplate.
    """
    keys = [a.key for a in articles]
    outlets = {name: n for n, name in enumerate(sorted({a.outlet for a in articles}))}
    outlet = np.array([outlets[a.outlet] for a in articles], dtype=np.int64)
    counts = {a.key: np.ones(len(a.hashes), dtype=bool) for a in articles}
    if not articles:
        return [], counts
    distinct = [np.unique(a.hashes) for a in articles]
    doc = np.repeat(np.arange(len(articles)), [len(d) for d in distinct])
    every = np.concatenate(distinct)
    order = np.lexsort((doc, every))
    every, doc = every[order], doc[order]
    edges = np.flatnonzero(np.concatenate(([True], every[1:] != every[:-1], [True])))
    repeated: dict[int, set[int]] = {}
    shared: dict[tuple[int, int], int] = {}
    groups = [(int(a), int(b)) for a, b in pairwise(edges.tolist()) if b - a > 1]
    own: dict[tuple[int, int], int] = {}
    for a, b in groups:
        members = doc[a:b].tolist()
        for i, left in enumerate(members):
            for right in members[i + 1 :]:
                table = own if outlet[left] == outlet[right] else shared
                table[left, right] = table.get((left, right), 0) + 1
    versions = {
        pair for pair, n in own.items() if n >= VERSION * min(len(distinct[pair[0]]), len(distinct[pair[1]]))
    }
    if own:
        for a, b in groups:
            members = doc[a:b].tolist()
            for house in {int(outlet[m]) for m in members}:
                inside = [m for m in members if outlet[m] == house]
                if len(inside) >= REPEATED and _families(inside, versions) >= REPEATED:
                    repeated.setdefault(house, set()).add(int(every[a]))
    if repeated:
        for n, article in enumerate(articles):
            boiler = repeated.get(int(outlet[n]))
            if boiler:
                counts[article.key] = ~np.isin(article.hashes, np.array(sorted(boiler), dtype=np.uint64))
    pairs = sorted(
        (min(keys[i], keys[j]), max(keys[i], keys[j])) for (i, j), n in shared.items() if n >= SHARED
    )
    return pairs, counts


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
