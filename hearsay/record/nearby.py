"""Which pairs of statements come to be compared, or no longer, as one article comes or goes.

This does for one article what :mod:`hearsay.record.candidates` does for all: under each of its keys only those next
to it in time are looked at, and of alike articles those in the windows that it falls into.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec
import numpy as np
import numpy.typing as npt

from hearsay.record import alike
from hearsay.record.alike import Outlines
from hearsay.record.candidates import (
    MONTHS,
    NEIGHBOURS,
    fact_keys,
    hashed_names,
    ordered,
    outline,
)
from hearsay.record.facts import WIDTH, Document
from hearsay.record.linkage import Pair
from hearsay.record.places import day
from hearsay.record.sketches import SKETCH, Sketches
from hearsay.record.store import Store
from hearsay.record.workings import place_of

_ids = msgspec.json.Decoder(list[str])

#: A statement: the place of its article, and its number there.
Spot = tuple[int, int]


class Nearby:
    """Gathers pairs that have a reason less or more to be compared, one changed article after the other."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._gained: set[tuple[Spot, Spot]] = set()
        self._lost: set[tuple[Spot, Spot]] = set()

    def come(self, doc: Document, at: int) -> None:
        """An article came to a place; its keys and its sketch are in their tables."""
        for key, own in _spots(doc, at).items():
            before, after = self._around(key, at)
            line = [*reversed(before), *own, *after]
            first = len(before)
            for n in range(first, first + len(own)):
                around = line[max(0, n - NEIGHBOURS) : n + NEIGHBOURS + 1]
                self._gained.update(_pair(line[n], spot) for spot in around if _in_time(key, line[n], spot))
            self._lost.update(_parted(before, after, len(own)))
        within = [(at, k) for k in range(len(doc.facts))]
        self._gained.update((a, b) for n, a in enumerate(within) for b in within[n + 1 :])
        self._windows(at, gone=None)

    def go(self, doc: Document, at: int) -> None:
        """An article went from a place; its keys and its sketch are no longer in their tables."""
        for key, own in _spots(doc, at).items():
            before, after = self._around(key, at)
            self._gained.update(
                pair for pair in _parted(before, after, len(own)) if _in_time(key, pair[0], pair[1])
            )
        self._windows(at, gone=doc)

    def touched(self) -> tuple[set[Pair], set[Pair]]:
        """Pairs with a reason more to be compared that are worth scoring, and pairs with a reason less."""
        sketches = _Loaded(self.store, {spot[0] for pair in self._gained | self._lost for spot in pair})
        return sketches.worth(self._gained), sketches.pairs(self._lost)

    def supported(self, one: Document, other: Document, pair: Pair) -> bool:
        """Whether two statements still have a reason to be compared, copies aside."""
        if one.key == other.key:
            return True
        left, right = place_of(self.store, one.key), place_of(self.store, other.key)
        numbers = [
            next(k for k, fact in enumerate(doc.facts) if fact.id == name)
            for doc, name in zip((one, other), pair, strict=True)
        ]
        shared = fact_keys(one.facts[numbers[0]]) & fact_keys(other.facts[numbers[1]])
        low, high = sorted(((left, numbers[0]), (right, numbers[1])))
        for key in sorted(shared):
            if _in_time(key, low, high):
                between = self.store.rows(
                    "SELECT COUNT(*) FROM (SELECT 1 FROM blocks WHERE hash = ? AND (place, k) > (?, ?) "
                    "AND (place, k) < (?, ?) LIMIT ?)",
                    (key, *low, *high, NEIGHBOURS),
                )[0][0]
                if between < NEIGHBOURS:
                    return True
        return self._alike(left, right) or self._alike(right, left)

    def _around(self, key: int, at: int) -> tuple[list[Spot], list[Spot]]:
        """Those under a key before and after a place, the nearest first."""
        before = self.store.rows(
            "SELECT place, k FROM blocks WHERE hash = ? AND place < ? ORDER BY place DESC, k DESC LIMIT ?",
            (key, at, NEIGHBOURS),
        )
        after = self.store.rows(
            "SELECT place, k FROM blocks WHERE hash = ? AND place > ? ORDER BY place, k LIMIT ?",
            (key, at, NEIGHBOURS),
        )
        return [(a, k) for a, k in before], [(a, k) for a, k in after]

    # Alike articles

    def _windows(self, at: int, gone: Document | None) -> None:
        """Compare the windows that a place falls into, with its article and without it."""
        places, outlines = self._outlines(at, 2 * alike.WINDOW, gone)
        here = places.index(at)
        rest = [n for n in range(len(places)) if n != here]
        bare = Outlines(outlines.sums[rest], outlines.whole[rest], [outlines.names[n] for n in rest])
        low, high = max(0, here - alike.WINDOW), min(len(places), here + alike.WINDOW + 1)
        held = {tuple(sorted((places[a], places[b]))) for a, b in outlines.near(low, high)}
        without = {tuple(sorted((places[rest[a]], places[rest[b]]))) for a, b in bare.near(low, high - 1)}
        gained, lost = (held - without, without - held) if gone is None else (without - held, held - without)
        for pairs, articles in ((self._gained, gained), (self._lost, lost)):
            counts = {place: self._statements(place) for pair in articles for place in pair}
            for one, other in articles:
                pairs.update(((one, a), (other, b)) for a in range(counts[one]) for b in range(counts[other]))

    def _statements(self, place: int) -> int:
        found = self.store.rows("SELECT length(facts) FROM sketches WHERE place = ?", (place,))
        return int(found[0][0]) // SKETCH.itemsize if found else 0

    def _outlines(self, at: int, reach: int, gone: Document | None) -> tuple[list[int], Outlines]:
        """The articles up to ``reach`` before and after a place, with the one there or the one that is gone."""
        query = "SELECT place, vector, names FROM sketches WHERE place {} ? ORDER BY place {} LIMIT ?"
        rows = self.store.rows(query.format("<", "DESC"), (at, reach))[::-1]
        if gone is None:
            rows += self.store.rows(query.format("=", ""), (at, 1))
        else:
            rows.append((at, *_outlined(gone)))
        rows += self.store.rows(query.format(">", ""), (at, reach))
        return [row[0] for row in rows], outlines_of([row[1] for row in rows], [row[2] for row in rows])

    def _alike(self, one: int, other: int) -> bool:
        """Whether an article is compared whole with another one, by places."""
        places, outlines = self._outlines(one, alike.WINDOW, None)
        here = places.index(one)
        return any(places[b] == other for _, b in outlines.near(here, here + 1))


def outlines_of(vectors: Sequence[bytes | None], names: Sequence[bytes]) -> Outlines:
    """Outlines as sketches hold them."""
    sums = np.zeros((len(vectors), WIDTH), dtype=np.float32)
    for n, vector in enumerate(vectors):
        if vector is not None:
            sums[n] = np.frombuffer(vector, dtype=np.int32)
    whole = np.array([vector is not None for vector in vectors], dtype=bool)
    return Outlines(sums, whole, [np.frombuffer(name, dtype=np.int64) for name in names])


def _outlined(doc: Document) -> tuple[bytes | None, bytes]:
    vector = None if doc.vector is None else outline(doc).astype(np.int32).tobytes()
    return vector, hashed_names(doc).tobytes()


def _spots(doc: Document, at: int) -> dict[int, list[Spot]]:
    """The statements under each key of an article."""
    found: dict[int, list[Spot]] = {}
    for k, fact in enumerate(doc.facts):
        for key in fact_keys(fact):
            found.setdefault(key, []).append((at, k))
    return found


def _pair(one: Spot, other: Spot) -> tuple[Spot, Spot]:
    return (one, other) if one < other else (other, one)


def _in_time(key: int, one: Spot, other: Spot) -> bool:
    """Whether a key counts between two places (see ``candidates.in_time``)."""
    left, right = day(one[0]), day(other[0])
    return not key & 1 or (abs(left - right) <= MONTHS if left and right else left == right)


def _parted(before: Sequence[Spot], after: Sequence[Spot], many: int) -> Iterable[tuple[Spot, Spot]]:
    """Pairs over a place that are neighbours as long as nothing stands there, and not with ``many`` there."""
    for i, left in enumerate(before, 1):
        # Without what stands between, they are i + j - 1 apart.
        for j in range(max(1, NEIGHBOURS - i + 2 - many), min(len(after), NEIGHBOURS - i + 1) + 1):
            yield left, after[j - 1]


class _Loaded:
    """The sketches of some articles, by place."""

    def __init__(self, store: Store, places: Iterable[int]) -> None:
        self.begins: dict[int, int] = {}
        self.names: list[str] = []
        rows: list[npt.NDArray[np.void]] = []
        packed, days = bytearray(), []
        for place in sorted(places):
            found = store.rows(
                "SELECT article, first, last, statements, facts FROM sketches WHERE place = ?", (place,)
            )
            if not found:
                continue
            article, first, last, statements, facts = found[0]
            vectors = dict(store.rows("SELECT id, vector FROM statements WHERE article = ?", (article,)))
            ids = _ids.decode(statements)
            self.begins[place] = len(self.names)
            self.names += ids
            rows.append(np.frombuffer(facts, dtype=SKETCH))
            for name in ids:
                vector = vectors[name]
                packed += vector if len(vector) == WIDTH else bytes(WIDTH)
            days.append((first, last))
        self.sketches = Sketches(rows, packed, days)

    def _numbers(self, pairs: Iterable[tuple[Spot, Spot]]) -> npt.NDArray[np.int64]:
        """The numbers of the statements in pairs, [n, 2]; those that are gone left out."""
        held = self.begins
        found = [
            (held[a[0]] + a[1], held[b[0]] + b[1])
            for a, b in pairs
            if a[0] in held and b[0] in held and a != b
        ]
        return np.array(found, dtype=np.int64).reshape(-1, 2)

    def pairs(self, pairs: Iterable[tuple[Spot, Spot]]) -> set[Pair]:
        """Pairs by id."""
        return {ordered(self.names[a], self.names[b]) for a, b in self._numbers(pairs).tolist()}

    def worth(self, pairs: Iterable[tuple[Spot, Spot]]) -> set[Pair]:
        """The pairs that may be one claim, by id."""
        numbers = self._numbers(pairs)
        keep = self.sketches.worth(numbers[:, 0], numbers[:, 1])
        return {ordered(self.names[a], self.names[b]) for a, b in numbers[keep].tolist()}
