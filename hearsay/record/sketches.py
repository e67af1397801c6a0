"""Statements as rows of numbers, and which pairs of them could at all be one claim.

A pair's score takes tens of microseconds; an upper bound of it, from numbers alone, takes less than one. The
bound is never below the score: what it rules out would not have been merged.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from hearsay.record import weights as w
from hearsay.record.facts import WIDTH, Document, Fact

#: A statement without its vector. Sets are bits: each member sets one of 64 or of 128.
SKETCH = np.dtype(
    [
        ("lemma", "<u4"),
        ("light", "?"),
        ("stems", "<u8", 2),
        ("count", "<u2"),
        ("names", "<u8"),
        ("agent", "<u8"),
        ("patient", "<u8"),
        ("first", "<i4"),
        ("last", "<i4"),
        ("told", "?"),
        ("mode", "<u4"),
        ("asks", "?"),
    ]
)
#: No day: before all that there are.
NONE = -(2**30)
#: Pairs whose bound is worked out at a time.
_BATCH = 1 << 13
#: The most that the rules can give of which a sketch holds nothing: speaker, place, figure, likeness of articles.
_REST = w.SAME_SPEAKER + w.SAME_PLACE + w.SAME_FIGURE + w.ARTICLES * 0.6
#: Bounds and scores are summed in different orders; their last places may differ.
_HAIR = 1e-6

Ints = npt.NDArray[np.int64]
Bits = npt.NDArray[np.uint64]


def mode(fact: Fact) -> str:
    """Whether something is told as real, as due, or otherwise."""
    modality = fact.statement.modality
    if modality in ("fact", "negated"):
        return "real"
    return "due" if modality in ("future", "possible", "hoped") else modality


def asks(fact: Fact) -> bool:
    """Whether a statement is a question or an order."""
    return fact.statement.kind in ("question", "order")


def sketch(doc: Document) -> npt.NDArray[np.void]:
    """The statements of an article as rows of :data:`SKETCH`."""
    rows = np.zeros(len(doc.facts), dtype=SKETCH)
    for n, fact in enumerate(doc.facts):
        rows[n] = (
            _number(fact.lemma), fact.light, _wide(fact.stems), len(fact.stems), _names(fact.names),
            _narrow(fact.agent), _narrow(fact.patient), NONE if fact.first is None else fact.first,
            NONE if fact.last is None else fact.last, fact.told, _number(mode(fact)), asks(fact),
        )  # fmt: skip
    return rows


def vectors(doc: Document) -> bytes:
    """The vectors of an article's statements, one after the other, as signed bytes; zeros where there is none."""
    return b"".join(
        fact.vector.astype(np.int8).tobytes() if fact.vector is not None else bytes(WIDTH)
        for fact in doc.facts
    )


def _number(word: str) -> int:
    return zlib.crc32(word.encode()) or 1 if word else 0


def _narrow(members: Iterable[str]) -> int:
    bits = 0
    for member in members:
        bits |= 1 << (zlib.crc32(member.encode()) & 63)
    return bits


def _names(names: Iterable[str]) -> int:
    """Names by their last words, in which one and the same in short agree."""
    return _narrow(name.rpartition(" ")[2] for name in names)


def _wide(members: Iterable[str]) -> tuple[int, int]:
    low = high = 0
    for member in members:
        at = zlib.crc32(member.encode()) & 127
        if at < 64:
            low |= 1 << at
        else:
            high |= 1 << (at - 64)
    return low, high


class Sketches:
    """Statements of several articles, numbered through. ``articles`` tells each its article's number, ``days``
    the first and last day of publication of each article (:data:`NONE` where it is not known).
    """

    def __init__(
        self,
        rows: Sequence[npt.NDArray[np.void]],
        packed: bytes | bytearray,
        days: Sequence[tuple[int, int]],
    ) -> None:
        self.rows = np.concatenate(rows) if rows else np.zeros(0, dtype=SKETCH)
        self.vectors = np.frombuffer(packed, dtype=np.int8).reshape(-1, WIDTH)
        self.articles = np.repeat(np.arange(len(rows)), [len(r) for r in rows])
        found = np.array(days, dtype=np.int64).reshape(-1, 2)
        self.published, self.until = found[:, 0], found[:, 1]
        self._squares = np.zeros(len(self.vectors), dtype=np.int64)
        for start in range(0, len(self.vectors), _BATCH):
            part = self.vectors[start : start + _BATCH].astype(np.float32)
            self._squares[start : start + _BATCH] = np.einsum("ij,ij->i", part, part)
        stems = self.rows["stems"]
        # Two stems on one bit: so many more may be shared than bits are.
        self._hidden = self.rows["count"].astype(np.int64) - np.bitwise_count(stems).sum(1)

    def worth(self, ones: Ints, others: Ints) -> npt.NDArray[np.bool_]:
        """Whether pairs may be one claim: of one predicate or alike in meaning (what has no vector counts as
        alike), and not ruled out by all that they differ in.
        """
        near, may = self._in_batches(ones, others)
        found: npt.NDArray[np.bool_] = np.logical_and(near, may)
        return found

    def may_link(self, ones: Ints, others: Ints) -> npt.NDArray[np.bool_]:
        """Whether pairs are not ruled out by all that they differ in."""
        found: npt.NDArray[np.bool_] = self._in_batches(ones, others)[1]
        return found

    def _in_batches(self, ones: Ints, others: Ints) -> npt.NDArray[np.bool_]:
        """Whether pairs are near, and whether they may be one claim, [2, n]."""
        found = np.zeros((2, len(ones)), dtype=bool)
        for start in range(0, len(ones), _BATCH):
            part = slice(start, start + _BATCH)
            found[:, part] = self._compare(ones[part], others[part])
        return found

    def _compare(self, i: Ints, j: Ints) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
        left, right = self.rows[i], self.rows[j]
        one, other = self.articles[i], self.articles[j]
        within = one == other
        # Sums of whole numbers below 2**24: exact in single precision.
        dots = np.einsum(
            "ij,ij->i", self.vectors[i].astype(np.float32), self.vectors[j].astype(np.float32)
        ).astype(np.float64)
        squares = (self._squares[i] * self._squares[j]).astype(np.float64)
        blind = squares == 0
        close = dots / np.sqrt(np.where(blind, 1.0, squares))
        lemmas = (left["lemma"] != 0) & (right["lemma"] != 0)
        same = lemmas & (left["lemma"] == right["lemma"])
        near: npt.NDArray[np.bool_] = within | same | blind | (close >= w.ALIKE_STATEMENTS)

        total = np.where(blind, 0.0, w.MEANING * np.maximum(0.0, close - 0.2)) + w.BIAS
        shared = np.bitwise_count(left["stems"] & right["stems"]).sum(1) + np.minimum(
            self._hidden[i], self._hidden[j]
        )
        words = left["count"].astype(np.int64) + right["count"]
        shared = np.minimum(shared, np.minimum(left["count"], right["count"]))
        weight = np.where(blind, w.WORDS + w.MEANING * 0.6, w.WORDS)
        total += weight * 2 * shared / np.maximum(words, 1)
        light = left["light"] | right["light"]
        total += np.where(
            same, np.where(left["light"] & right["light"], w.LIGHT_PREDICATE, w.SAME_PREDICATE), 0.0
        )
        total += np.where(lemmas & ~same & ~light, w.OTHER_PREDICATE, 0.0)
        for role in ("agent", "patient"):
            a, b = left[role], right[role]
            total += np.where((a != 0) & (b != 0), np.where(a & b, w.SAME_ROLE, w.OTHER_ROLE), 0.0)
        a, b = left["names"], right["names"]
        total += np.where((a != 0) & (b != 0), np.where(a & b, w.SHARED_NAMES, w.OTHER_NAMES), 0.0)
        total += self._times(left, right, one, other)
        total += np.where(left["mode"] != right["mode"], w.OTHER_MODALITY, 0.0)
        total += np.where(left["asks"] != right["asks"], w.OTHER_KIND, 0.0)
        total += np.where(within, w.SAME_ARTICLE, 0.0) + _REST
        return near, total >= -_HAIR

    def _times(
        self, left: npt.NDArray[np.void], right: npt.NDArray[np.void], one: Ints, other: Ints
    ) -> npt.NDArray[np.float64]:
        """What the times that are told, and those of publication, speak for and against pairs."""
        firsts, lasts = (left["first"], right["first"]), (left["last"], right["last"])
        real = np.uint32(_number("real"))
        known = [first != NONE for first in firsts], [last != NONE for last in lasts]
        dated = (known[0][0] | known[1][0]) & (known[0][1] | known[1][1])
        apart = np.maximum(
            np.where(known[0][1] & known[1][0], firsts[1] - lasts[0], 0),
            np.where(known[0][0] & known[1][1], firsts[0] - lasts[1], 0),
        )
        told = left["told"] & right["told"]
        total = np.where(
            apart <= 0,
            w.SAME_TIME,
            np.where(
                apart <= 2,
                w.NEAR_TIME,
                np.where(
                    apart <= 10,
                    np.where(told, w.FAR_TIME, w.NEAR_TIME),
                    np.where(told, w.OTHER_TIME, w.FAR_TIME),
                ),
            ),
        )
        total = np.where(dated, total, 0.0)
        for early, doc, late in ((left, one, right), (right, other, left)):
            until = self.until[doc]
            total += np.where(
                (until != NONE) & late["told"] & (late["first"] != NONE) & (late["first"] > until)
                & (early["mode"] == real),
                w.NOT_YET, 0.0,
            )  # fmt: skip
        gap = np.abs(self.published[one] - self.published[other])
        day = (self.published[one] != NONE) & (self.published[other] != NONE) & (one != other)
        total += np.where(day & (gap <= 3), w.PUBLISHED_TOGETHER, 0.0)
        return total + np.where(day & (gap > 7) & ~dated, w.PUBLISHED_APART, 0.0)


def span(doc: Document) -> tuple[int, int]:
    """First and last day of an article's publication, :data:`NONE` where it is not known."""
    return (NONE if doc.first is None else doc.first, NONE if doc.last is None else doc.last)
