"""Copies in other words: article by article the same statements, in the same order, about what one side
saw itself.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping

import numpy as np

from hearsay.record.facts import WIDTH, Document, Fact, meaning
from hearsay.record.linkage import Pair
from hearsay.record.names import person_key
from hearsay.record.pairs import likeness
from hearsay.record.results import Passage

#: Two statements may say the same in other words from this cosine on, and are held to do so from that.
ALIKE = 0.55
STRONG = 0.7
#: So many statements correspond strongly, make up so much of the shorter article's, and so many keep their order:
#: two reporters of one event seldom tell it in one order.
MATCHED = 4
SHARE = 0.5
ORDERED = 0.9
#: Or so much of the longer one's correspond, all in one order, and are so much alike on average.
WHOLE = 0.6
MEAN = 0.76
#: So many of them are in the outlet's own voice: what others said, two reporters may have heard.
OWN = 2
#: Articles are compared that share words, or lie so near each other: by the cosine of their vectors, in days, in
#: articles between them; each with so many that are most alike.
NEAR = 0.7
DAYS = 7
BETWEEN = 1024
MOST = 8
#: So many articles' vectors are compared at a time.
CHUNK = 256


def alike(documents: Mapping[str, Document]) -> Iterator[Pair]:
    """Pairs of articles of different outlets, published within days of each other, that tell much the same."""
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
    when, vectors = when[order], vectors[order]
    for start in range(0, len(keys), CHUNK):
        left = slice(start, min(start + CHUNK, len(keys)))
        right = slice(start, min(left.stop + BETWEEN, len(keys)))
        cosines = vectors[left].astype(np.float32) @ vectors[right].astype(np.float32).T
        near = np.abs(when[left][:, None] - when[right][None, :]) <= DAYS
        for row, columns in enumerate(cosines >= NEAR - 0.01):
            found = np.flatnonzero(columns & near[row])
            yield from _most(keys[order[start + row]], [keys[order[start + c]] for c in found], documents)


def _most(key: str, others: list[str], documents: Mapping[str, Document]) -> Iterator[Pair]:
    """The pairs of an article with those most like it. Exact, so that they do not change with their number."""
    doc = documents[key]
    scored = []
    for other in others:
        if other != key and not doc.outlet_keys & documents[other].outlet_keys:
            close = likeness(doc, documents[other]) or 0.0
            if close >= NEAR:
                scored.append((-close, other))
    for _, other in sorted(scored)[:MOST]:
        yield (min(key, other), max(key, other))


def reworded_passages(left: Document, right: Document) -> tuple[Passage, ...]:
    """Statements of ``left`` that say in other words what ``right`` says; empty where the two may be
    independent."""
    scored = []
    for n, f in enumerate(left.facts):
        for m, g in enumerate(right.facts):
            close = meaning(f, g)
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
    own = sum(
        len(left.facts[n].statement.chain) == len(right.facts[m].statement.chain) == 1 for n, m, _ in matched
    )
    if own < OWN or len(matched) < MATCHED or not _retells(matched, len(left.facts), len(right.facts)):
        return ()
    return tuple(
        Passage(
            left.facts[n].start, left.facts[n].end, right.facts[m].start, right.facts[m].end,
            len(left.facts[n].text.split()), round(close, 4),
        )
        for n, m, close in matched
    )  # fmt: skip


def _retells(matched: list[tuple[int, int, float]], left: int, right: int) -> bool:
    """Whether matches (place in either article, cosine) of so many statements make one article the other's retelling."""
    strong = [m for _, m, close in matched if close >= STRONG]
    if len(strong) >= max(MATCHED, SHARE * min(left, right)):
        return _longest_rise(strong) >= ORDERED * len(strong)
    mean = sum(close for _, _, close in matched) / len(matched)
    in_order = _longest_rise([m for _, m, _ in matched]) == len(matched)
    return in_order and mean >= MEAN and len(matched) >= WHOLE * max(left, right)


def _same_voice(f: Fact, g: Fact) -> bool:
    """Whether two statements may be one retold: by one source, or one leaves out the source that the other gives."""
    one, other = f.statement.chain, g.statement.chain
    if len(one) == 1 or len(other) == 1:
        return True
    return person_key(one[-1].name) == person_key(other[-1].name)


def _longest_rise(values: list[int]) -> int:
    """Length of the longest increasing subsequence."""
    ends: list[int] = []
    for value in values:
        at = bisect_left(ends, value)
        ends[at : at + 1] = [value]
    return len(ends)
