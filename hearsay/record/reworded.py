"""Copies in other words: article by article the same statements, in the same order, about what one side
saw itself.
"""

from __future__ import annotations

from bisect import bisect_left

from hearsay.record.facts import Document, Fact, meaning
from hearsay.record.names import person_key
from hearsay.record.results import Passage

#: Two statements say the same in other words from this cosine on.
ALIKE = 0.55
#: So many statements correspond, in one order, and make up so much of the copy's.
MATCHED = 4
SHARE = 0.5
#: So many of them are in the outlet's own voice: what others said, two reporters may have heard.
OWN = 2


def reworded_passages(left: Document, right: Document) -> tuple[Passage, ...]:
    """Statements of ``left`` that say in other words what ``right`` says; empty where the two may be
    independent.

    The caller knows that the two share words verbatim somewhere: independent accounts seldom do.
    """
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
    fewest = min(len(left.facts), len(right.facts))
    if own < OWN or len(matched) < MATCHED or len(matched) < SHARE * fewest:
        return ()
    # A retelling mostly keeps the order; a swapped neighbour or two is no objection.
    if _longest_rise([m for _, m, _ in matched]) < MATCHED - 1:
        return ()
    return tuple(
        Passage(
            left.facts[n].start, left.facts[n].end, right.facts[m].start, right.facts[m].end,
            len(left.facts[n].text.split()), round(close, 4),
        )
        for n, m, close in matched
    )  # fmt: skip


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
