"""Which articles come to be copies, or no longer, as one article comes or goes.

This does for one article what :class:`hearsay.record.shingles.Sharing` does for all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from hearsay.record.candidates import ordered
from hearsay.record.copies import CopyFound, compare, direct, document_words
from hearsay.record.documents import Documents
from hearsay.record.facts import Document
from hearsay.record.linkage import Pair
from hearsay.record.places import KEY_BITS
from hearsay.record.reworded import DAYS, NEAR, may_retell
from hearsay.record.rows import write_copies
from hearsay.record.shingles import NEIGHBOURS, SHARED, Hashes, Versions, Words
from hearsay.record.store import Store
from hearsay.record.workings import distinct, house, place_of, put_takings, takings

#: An article that went may bring so many pairs of others together; of more all is derived anew.
MOST = 2000


class TooMuch(Exception):
    """It is quicker to derive all anew."""


class Taken:
    """Gathers articles that are to be compared again, one changed article after the other."""

    def __init__(self, store: Store, documents: Documents) -> None:
        self.store = store
        self.documents = documents
        self._pairs: set[Pair] = set()
        self._houses: set[str] = set()
        self._changed: set[str] = set()
        self._words = lru_cache(maxsize=4096)(lambda key: document_words(documents[key]))
        self._shingles = lru_cache(maxsize=4096)(lambda key: np.unique(self._words(key).hashes))
        self._key = lru_cache(maxsize=1 << 17)(self._article)

    def come(self, doc: Document, at: int) -> None:
        """An article came to a place; its shingles and its sketch are in their tables."""
        own = distinct(doc)
        self._pairs.update(ordered(doc.key, self._key(other)) for other in self._partners(at, own))
        for pair in self._over(at, own, NEIGHBOURS):
            if takings(self.store, "(article, original) IN (VALUES (?, ?), (?, ?))", (*pair, *pair[::-1])):
                self._pairs.add(pair)
        self._pairs.update(self._retellings(doc))
        self._repeated(doc, own)

    def go(self, doc: Document, at: int) -> None:
        """An article went from a place; its shingles and its sketch are no longer in their tables."""
        gone = takings(self.store, "article = ? OR original = ?", (doc.key, doc.key))
        self.store.connection.execute(
            "DELETE FROM takings WHERE article = ? OR original = ?", (doc.key, doc.key)
        )
        self._changed.update(copy.article for copy in gone)
        own = distinct(doc)
        near = set(self._over(at, own, NEIGHBOURS))
        if len(near) > MOST:
            raise TooMuch
        self._pairs.update(near)
        self._repeated(doc, own)

    def settle(self) -> set[str]:
        """Compare what is to be compared, and write the copies that come of it; the articles whose copies changed."""
        for pair in sorted(self._pairs):
            if all(self._there(key) for key in pair):
                self._compare(pair)
        through = {
            copy.article for key in self._changed for copy in takings(self.store, "original = ?", (key,))
        }
        return {article for article in sorted(self._changed | through) if self._direct(article)}

    # Shingles

    def _partners(self, at: int, shingles: Sequence[int]) -> list[int]:
        """The places of the articles that share enough shingles with the one at a place."""
        times: Counter[int] = Counter()
        for shingle in shingles:
            for sides in self._around(shingle, at):
                times.update(sides)
        return [place for place, n in times.items() if n >= SHARED]

    def _around(self, shingle: int, at: int) -> tuple[list[int], list[int]]:
        """The places before and after one that have a shingle, the nearest first."""
        query = "SELECT place FROM shingles WHERE hash = ? AND place {} ? ORDER BY place {} LIMIT ?"
        before = self.store.rows(query.format("<", "DESC"), (shingle, at, NEIGHBOURS))
        after = self.store.rows(query.format(">", ""), (shingle, at, NEIGHBOURS))
        return [row[0] for row in before], [row[0] for row in after]

    def _over(self, at: int, shingles: Sequence[int], most: int) -> Iterable[Pair]:
        """Pairs over a place that are neighbours under one of its shingles only while nothing stands there."""
        found: set[tuple[int, int]] = set()
        for shingle in shingles:
            before, after = self._around(shingle, at)
            if len(before) + len(after) > most:
                found.update(
                    (left, after[most - i]) for i, left in enumerate(before, 1) if most - i < len(after)
                )
        return [ordered(self._key(left), self._key(right)) for left, right in found]

    def _share(self, one: str, other: str) -> bool:
        """Whether two articles share enough shingles under which they are neighbours."""
        low, high = sorted(place_of(self.store, key) for key in (one, other))
        shared = np.intersect1d(self._shingles(one), self._shingles(other), assume_unique=True)
        if len(shared) < SHARED:
            return False
        times = 0
        for shingle in shared.tolist():
            between = self.store.rows(
                "SELECT COUNT(*) FROM (SELECT 1 FROM shingles WHERE hash = ? AND place > ? AND place < ? LIMIT ?)",
                (shingle, low, high, NEIGHBOURS),
            )[0][0]
            times += between < NEIGHBOURS
            if times >= SHARED:
                return True
        return False

    def _article(self, place: int) -> str:
        return str(self.store.rows("SELECT article FROM sketches WHERE place = ?", (place,))[0][0])

    def _there(self, key: str) -> bool:
        return bool(self.store.rows("SELECT 1 FROM sketches WHERE article = ?", (key,)))

    # Retellings

    def _retellings(self, doc: Document) -> Iterator[Pair]:
        """The pairs of an article with those that it may retell, or that may retell it."""
        if doc.vector is None or doc.first is None:
            return
        rows = self.store.rows(
            "SELECT article, vector FROM sketches WHERE place >= ? AND place < ? AND vector IS NOT NULL",
            (max(0, doc.first - DAYS) << KEY_BITS, (doc.first + DAYS + 1) << KEY_BITS),
        )
        own = doc.vector / max(1.0, float(doc.vector @ doc.vector) ** 0.5)
        for key, packed in rows:
            other = np.frombuffer(packed, dtype=np.int32).astype(np.float64)
            cosine = float(own @ other) / max(1.0, float(other @ other) ** 0.5)
            # An outline is rounded: what may pass is asked again.
            if key != doc.key and cosine >= NEAR - 0.01 and may_retell(doc, self.documents[key]):
                yield ordered(doc.key, key)

    # Boilerplate

    def _repeated(self, doc: Document, shingles: Sequence[int]) -> None:
        """Find out anew which of an article's shingles its outlet repeats; compare again who has those that changed."""
        home = house(doc)
        own = dict(self.store.rows("SELECT place, article FROM sketches WHERE house = ?", (home,)))
        if len(own) < 2:
            # One article repeats nothing; with this one gone or come there are no more than two.
            return
        was = {row[0] for row in self.store.rows("SELECT hash FROM boilerplate WHERE house = ?", (home,))}
        versions = Versions[str](self._shingles)
        for shingle in shingles:
            rows = self.store.rows("SELECT place FROM shingles WHERE hash = ? ORDER BY place", (shingle,))
            members = [own[row[0]] for row in rows if row[0] in own]
            if versions.repeated(members) == (shingle in was):
                continue
            change = (
                "DELETE FROM boilerplate WHERE house = ? AND hash = ?"
                if shingle in was
                else "INSERT INTO boilerplate VALUES (?, ?)"
            )
            self.store.connection.execute(change, (home, shingle))
            for key in members:
                if key not in self._houses:
                    self._houses.add(key)
                    at = place_of(self.store, key)
                    near = self._partners(at, self._shingles(key).tolist())
                    self._pairs.update(ordered(key, self._key(other)) for other in near)

    def _counts(self, words: Words) -> npt.NDArray[np.bool_]:
        rows = self.store.rows("SELECT hash FROM boilerplate WHERE house = ?", (words.outlet,))
        held: Hashes = np.array([row[0] for row in rows], dtype=np.uint64)
        return ~np.isin(words.hashes, held)

    # Copies

    def _compare(self, pair: Pair) -> None:
        """Compare two articles, and keep what comes of it."""
        before = takings(self.store, "(article, original) IN (VALUES (?, ?), (?, ?))", (*pair, *pair[::-1]))
        after: list[CopyFound] = []
        if self._share(*pair) or may_retell(*(self.documents[key] for key in pair)):
            copy = compare(self.documents[pair[0]], self.documents[pair[1]], self._words, self._counts)
            after = [copy] if copy is not None else []
        if before != after:
            self.store.connection.executemany(
                "DELETE FROM takings WHERE article = ? AND original = ?",
                [(copy.article, copy.original) for copy in before],
            )
            put_takings(self.store, after)
            self._changed.update(copy.article for copy in [*before, *after])

    def _direct(self, article: str) -> bool:
        """Write an article's copies, those through another left out; whether they are others than before."""
        query = "SELECT detail FROM copies WHERE article = ? ORDER BY original"
        before = self.store.rows(query, (article,))
        own = takings(self.store, "article = ?", (article,))
        further = [c for copy in own for c in takings(self.store, "article = ?", (copy.original,))]
        kept = [copy for copy in direct([*own, *further]) if copy.article == article]
        for table in ("copies", "passages"):
            self.store.connection.execute(f"DELETE FROM {table} WHERE article = ?", (article,))
        write_copies(self.store, kept, self.documents)
        return before != self.store.rows(query, (article,))
