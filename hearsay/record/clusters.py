"""Statements that links join, parted into clusters: what is stated once.

``links`` are the pairs among them whose scores are at or above :data:`CUT`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from hearsay.record import weights
from hearsay.record.candidates import ordered
from hearsay.record.linkage import UNIT, Pair, average_link, components
from hearsay.record.pairs import Pairs

#: Groups of up to so many statements have all their pairs scored; in larger ones as clusters meet.
COMPLETE = 500
#: The mean score at which clusters are merged.
CUT = round(weights.CUT * UNIT)


def clusters(
    group: Sequence[str], links: Mapping[Pair, int], pairs: Pairs
) -> Iterator[tuple[list[str], dict[Pair, int]]]:
    """Part a connected group, by id, into clusters; with each the scores of the pairs in it.

    A mean over a cluster needs the pairs that nothing brought together, too: of a group of up to :data:`COMPLETE`
    all are scored, of a larger one those that are asked for as clusters meet.
    """
    if len(group) == 1:
        yield list(group), {}
    elif len(group) <= COMPLETE:
        scores = inside(group, links, pairs)
        # A copy says what its original says, in whatever words: it goes where that one goes.
        home = _originals(group, links, pairs)
        heads = set(home.values())
        for some in average_link(heads, _between(scores, home), CUT):
            chosen = set(some)
            cluster = sorted(name for name in group if home[name] in chosen)
            members = set(cluster)
            yield cluster, {p: s for p, s in scores.items() if p[0] in members and p[1] in members}
    else:
        for cluster in average_link(group, dict(links), CUT, pairs.score):
            yield cluster, inside(cluster, links, pairs)


def _between(scores: Mapping[Pair, int], home: Mapping[str, str]) -> dict[Pair, int]:
    """Of each two originals the mean of their own score and the best of all their wordings'.

    "Two barrels of it went in" is the claim of the article that it was copied from, whatever "it" may be.
    """
    best: dict[Pair, int] = {}
    for (one, other), score in scores.items():
        if home[one] != home[other]:
            pair = ordered(home[one], home[other])
            best[pair] = max(best.get(pair, 0), score)
    return {pair: (scores.get(pair, 0) + score) // 2 for pair, score in best.items()}


def _originals(group: Sequence[str], links: Mapping[Pair, int], pairs: Pairs) -> dict[str, str]:
    """Of each statement the first one published of those that copying links it with, or itself."""
    documents = pairs.documents

    def published(name: str) -> tuple[str, str]:
        return documents[documents.fact(name).article].published or "~", name

    home = {}
    for same in components(group, (pair for pair in links if pair in pairs.copied)):
        # What stands alone need not be looked up.
        first = same[0] if len(same) == 1 else min(same, key=published)
        home.update(dict.fromkeys(same, first))
    return home


def inside(cluster: Sequence[str], links: Mapping[Pair, int], pairs: Pairs) -> dict[Pair, int]:
    """The scores of the pairs in a cluster; of a very large one those that are links alone."""
    members = set(cluster)
    held = {pair: score for pair, score in links.items() if pair[0] in members and pair[1] in members}
    if len(cluster) > COMPLETE:
        return held
    unknown = (pair for pair in combinations(sorted(cluster), 2) if pair not in held)
    return held | pairs.score(unknown)
