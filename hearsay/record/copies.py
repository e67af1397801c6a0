"""Copies: passages that one article took over from another, and which of the two had them first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from hearsay.record.direction import decide
from hearsay.record.facts import Document
from hearsay.record.results import Direction, Passage, Reason
from hearsay.record.reworded import alike, reworded_passages
from hearsay.record.shingles import SIZE, Shared, Sharing, Words, words_of

#: Words that may differ between two matching stretches of one passage, on either side.
GAP = 6
#: A passage has so many words, and so many matching ones outside direct quotations: two reporters who hear
#: one speaker quote the same words without copying each other.
LENGTH = 12
UNQUOTED = 8
#: The words of so many articles are kept split.
KEPT = 512
#: Without a stated source, the passages have so many words together, or one has so many: short formulas recur by chance.
TOGETHER = 25
ALONE = 18
#: So many times as much of a copy must stand in a middle article as in the first one to count as from there.
MORE = 1.05


@dataclass(frozen=True, slots=True)
class CopyFound:
    """``article`` took ``passages`` over from ``original`` (both keys); which is which is only as sure
    as ``direction``.
    """

    article: str
    original: str
    direction: Direction
    share: float
    passages: tuple[Passage, ...]
    reasons: tuple[Reason, ...]


def find_copies(documents: Mapping[str, Document]) -> list[CopyFound]:
    """All copies among the documents (in order of publication), by article, then original."""
    sharing = Sharing()
    for doc in documents.values():
        sharing.add(document_words(doc))
    return direct(copies_of(documents, sharing.shared()))


def copies_of(documents: Mapping[str, Document], shared: Shared) -> list[CopyFound]:
    """All copies among documents that share shingles, or may be retellings, those through another included; by
    article, then original.
    """
    words = lru_cache(maxsize=KEPT)(lambda key: document_words(documents[key]))
    order = {key: n for n, key in enumerate(documents)}
    found = []
    pairs = {*shared.pairs, *alike(documents)}
    for one, other in sorted(pairs, key=lambda pair: sorted((order[pair[0]], order[pair[1]]))):
        copy = compare(documents[one], documents[other], words, shared.counts)
        if copy is not None:
            found.append(copy)
    return sorted(found, key=lambda c: (c.article, c.original))


def document_words(doc: Document) -> Words:
    """The words of an article."""
    return words_of(doc.key, min(doc.outlet_keys, default=""), doc.article.text)


def compare(
    left: Document,
    right: Document,
    words: Callable[[str], Words],
    counts: Callable[[Words], npt.NDArray[np.bool_]],
) -> CopyFound | None:
    """Whether one of two articles (the smaller key first) is a copy of the other. It depends on them alone, and on
    which of their shingles count.
    """
    if left.outlet_keys & right.outlet_keys:
        return None
    one, other = words(left.key), words(right.key)
    verbatim = align(one, other, counts(one), counts(other))
    retold = _besides(reworded_passages(left, right, proven=bool(verbatim)), verbatim)
    return _copy(left, right, verbatim, retold, words) if verbatim or retold else None


def _besides(retold: Iterable[Passage], verbatim: Sequence[Passage]) -> tuple[Passage, ...]:
    """Passages in other words that do not lie in those taken over word for word."""
    return tuple(r for r in retold if all(r.end <= v.start or v.end <= r.start for v in verbatim))


def _copy(
    left: Document,
    right: Document,
    verbatim: Sequence[Passage],
    retold: Sequence[Passage],
    words: Callable[[str], Words],
) -> CopyFound | None:
    """The copy that passages prove, or None when they prove too little."""
    passages = tuple(sorted([*verbatim, *retold], key=lambda p: (p.start, p.of_start)))
    copy, original, direction, reasons = decide(left, right, passages)
    together = sum(p.words for p in passages)
    if direction != "stated" and together < TOGETHER and max(p.words for p in passages) < ALONE:
        return None
    told = [
        Reason(rule, f"{len(some)} of {sum(p.words for p in some)} words in all")
        for rule, some in (("passages", verbatim), ("in other words", retold))
        if some
    ]
    if copy is right:
        passages = tuple(
            Passage(p.of_start, p.of_end, p.start, p.end, p.words, p.likeness)
            for p in sorted(passages, key=lambda p: (p.of_start, p.start))
        )
    share = round(_share(words(copy.key), passages), 4)
    told[0] = Reason(told[0].rule, told[0].seen, round(share, 3))
    return CopyFound(copy.key, original.key, direction, share, passages, (*told, *reasons))


def direct(found: Sequence[CopyFound]) -> list[CopyFound]:
    """Leave out what a copy has through another: of A from B, A from C and B from C, one of the first two.

    A copy that names its source has it from there; else from the one that is known to be earlier; else it is taken
    to have the words from the fuller of the two.
    """
    table = {(c.article, c.original): c for c in found}
    originals: dict[str, list[str]] = {}
    for copy, original in table:
        originals.setdefault(copy, []).append(original)
    through = set()
    for a, b in table:
        for c in originals.get(b, ()):
            near, far = table[a, b], table.get((a, c))
            if far is None:
                continue
            if near.direction == "stated" and far.direction != "stated":
                through.add((a, c))
            elif (
                far.direction == "stated"
                or near.direction == "unknown" != far.direction
                or near.share <= far.share * MORE
            ):
                through.add((a, b))
            else:
                through.add((a, c))
    return [c for c in found if (c.article, c.original) not in through]


def align(
    left: Words, right: Words, left_counts: npt.NDArray[np.bool_], right_counts: npt.NDArray[np.bool_]
) -> tuple[Passage, ...]:
    """The passages that two articles share, by their place in the left one. Empty where there is none
    long enough.
    """
    places: dict[int, list[int]] = {}
    for n in np.flatnonzero(right_counts).tolist():
        places.setdefault(int(right.hashes[n]), []).append(n)
    seeds = [
        (n, m) for n in np.flatnonzero(left_counts).tolist() for m in places.get(int(left.hashes[n]), ())
    ]
    runs = _runs(seeds)
    passages = []
    for chain in _chains(runs):
        first, last = chain[0], chain[-1]
        start, end = first[0], last[0] + last[2]
        of_start, of_end = first[1], last[1] + last[2]
        matched = sum(length for _, _, length in chain)
        spoken = sum(int(left.quoted[a : a + length].sum()) for a, _, length in chain)
        if matched < LENGTH or matched - spoken < UNQUOTED:
            continue
        likeness = matched / max(end - start, of_end - of_start)
        passages.append(
            Passage(
                left.starts[start], left.ends[end - 1], right.starts[of_start], right.ends[of_end - 1],
                matched, round(min(1.0, likeness), 4),
            )
        )  # fmt: skip
    return tuple(sorted(passages, key=lambda p: (p.start, p.of_start)))


def _runs(seeds: Sequence[tuple[int, int]]) -> list[tuple[int, int, int]]:
    """Join shingles that follow each other on both sides to runs (left word, right word, length);
    longest first kept.
    """
    diagonals: dict[int, list[int]] = {}
    for a, b in seeds:
        diagonals.setdefault(a - b, []).append(a)
    runs = []
    for shift, begins in diagonals.items():
        begins.sort()
        start = previous = begins[0]
        for a in begins[1:]:
            if a - previous > SIZE:
                runs.append((start, start - shift, previous - start + SIZE))
                start = a
            previous = a
        runs.append((start, start - shift, previous - start + SIZE))
    taken_left: set[int] = set()
    taken_right: set[int] = set()
    kept = []
    for a, b, length in sorted(runs, key=lambda run: (-run[2], run[0], run[1])):
        lefts, rights = range(a, a + length), range(b, b + length)
        if taken_left.isdisjoint(lefts) and taken_right.isdisjoint(rights):
            taken_left.update(lefts)
            taken_right.update(rights)
            kept.append((a, b, length))
    return sorted(kept)


def _chains(runs: Iterable[tuple[int, int, int]]) -> list[list[tuple[int, int, int]]]:
    """Join runs with few words between them, on both sides, to passages."""
    chains: list[list[tuple[int, int, int]]] = []
    for run in runs:
        if chains:
            a, b, length = chains[-1][-1]
            if 0 <= run[0] - (a + length) <= GAP and 0 <= run[1] - (b + length) <= GAP:
                chains[-1].append(run)
                continue
        chains.append([run])
    return chains


def _share(words: Words, passages: Iterable[Passage]) -> float:
    if not words.starts:
        return 0.0
    covered = set()
    starts = np.array(words.starts)
    for p in passages:
        covered.update(np.flatnonzero((starts >= p.start) & (starts < p.end)).tolist())
    return len(covered) / len(words.starts)
