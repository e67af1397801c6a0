"""Average-link clustering over scored pairs, the same whatever the order of the pairs.

Merging clusters while their mean score is at least ``cut`` never joins two connected components of the
pairs at
or above ``cut`` (every mean across components is below it), so each component is clustered by itself. Scores
are whole numbers: sums are exact, and equal means are equal. Ties go to the smallest member.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Mapping

import numpy as np
import numpy.typing as npt

#: One in the whole-number scale of scores.
UNIT = 1_000_000

Pair = tuple[str, str]
#: Scores pairs; those that it leaves out count 0.
Ask = Callable[[Iterable[Pair]], Mapping[Pair, int]]

#: So many members of each of two large clusters are compared, all with all.
SAMPLE = 24


def components(items: Iterable[str], links: Iterable[Pair]) -> list[list[str]]:
    """Connected components, each sorted, in order of their first member."""
    parent = {item: item for item in items}

    def find(item: str) -> str:
        root = item
        while parent[root] != root:
            root = parent[root]
        while parent[item] != root:
            parent[item], item = root, parent[item]
        return root

    for one, other in links:
        left, right = find(one), find(other)
        if left != right:
            parent[max(left, right)] = min(left, right)
    groups: dict[str, list[str]] = {}
    for item in sorted(parent):
        groups.setdefault(find(item), []).append(item)
    return [groups[root] for root in sorted(groups)]


def number_components(
    count: int, ones: npt.NDArray[np.int64], others: npt.NDArray[np.int64]
) -> npt.NDArray[np.int64]:
    """Connected components of ``0`` to ``count - 1``: for each its component's smallest member."""
    parent = list(range(count))
    for one, other in zip(ones.tolist(), others.tolist(), strict=True):
        while parent[one] != one:
            parent[one] = one = parent[parent[one]]
        while parent[other] != other:
            parent[other] = other = parent[parent[other]]
        parent[max(one, other)] = min(one, other)
    # A parent is no greater than its child: one pass settles all.
    for n in range(count):
        parent[n] = parent[parent[n]]
    return np.array(parent, dtype=np.int64)


def average_link(
    items: Iterable[str], scores: Mapping[Pair, int], cut: int, ask: Ask | None = None
) -> list[list[str]]:
    """Cluster ``items``. A pair that ``scores`` does not hold counts 0; keys are ordered pairs.

    With ``ask``, which scores pairs, what is not held is not 0 but unknown: before two clusters are merged their
    unknown pairs are asked for, of large clusters those of the first :data:`SAMPLE` members of each.
    Returns clusters, each sorted, in order of their first member.
    """
    found: list[list[str]] = []
    groups = components(items, (pair for pair, score in scores.items() if score >= cut))
    home = {item: n for n, group in enumerate(groups) for item in group}
    inside: dict[int, dict[Pair, int]] = {}
    for pair, score in scores.items():
        if home[pair[0]] == home[pair[1]]:
            inside.setdefault(home[pair[0]], {})[pair] = score
    for n, group in enumerate(groups):
        found.extend([group] if len(group) == 1 else _cluster(group, inside[n], cut, ask))
    return sorted(found)


def _cluster(items: list[str], scores: dict[Pair, int], cut: int, ask: Ask | None) -> list[list[str]]:
    members: dict[str, list[str]] = {item: [item] for item in items}
    sums: dict[str, dict[str, int]] = {item: {} for item in items}
    # How many of the pairs between two clusters their sum holds: all, unless they may be asked for.
    held: dict[str, dict[str, int]] = {item: {} for item in items}
    for (one, other), score in scores.items():
        sums[one][other] = sums[other][one] = score
        held[one][other] = held[other][one] = 1
    # A cluster is named by its smallest member; its version tells stale heap entries.
    version = dict.fromkeys(items, 0)
    heap = [(-float(score), one, other, 0, 0) for (one, other), score in scores.items() if score >= cut]
    heapq.heapify(heap)
    while heap:
        _, one, other, left, right = heapq.heappop(heap)
        if version.get(one) != left or version.get(other) != right:
            continue
        full = len(members[one]) * len(members[other])
        if ask is not None and held[one][other] < full:
            total = _asked(members[one], members[other], scores, ask)
            sums[one][other] = sums[other][one] = total
            held[one][other] = held[other][one] = full
            if total / full >= cut:
                heapq.heappush(heap, (-total / full, one, other, left, right))
            continue
        size = len(members[one]) + len(members[other])
        members[one] += members.pop(other)
        version[one] += 1
        del version[other]
        gone, gone_held = sums.pop(other), held.pop(other)
        for third, total in gone.items():
            if third == one:
                continue
            sums[one][third] = sums[one].get(third, 0) + total
            held[one][third] = held[one].get(third, 0) + gone_held[third]
            del sums[third][other], held[third][other]
            sums[third][one], held[third][one] = sums[one][third], held[one][third]
        sums[one].pop(other, None)
        held[one].pop(other, None)
        for third, total in sums[one].items():
            pairs = size * len(members[third]) if ask is None else held[one][third]
            mean = total / pairs
            if mean >= cut:
                a, b = (one, third) if one < third else (third, one)
                heapq.heappush(heap, (-mean, a, b, version[a], version[b]))
    return [sorted(group) for group in members.values()]


def _asked(left: list[str], right: list[str], scores: dict[Pair, int], ask: Ask) -> int:
    """The sum over all pairs of two clusters: exact, or from the pairs of their first members."""
    some, others = sorted(left)[:SAMPLE], sorted(right)[:SAMPLE]
    pairs = [(a, b) if a < b else (b, a) for a in some for b in others]
    missing = [pair for pair in pairs if pair not in scores]
    scores.update(dict.fromkeys(missing, 0))
    scores.update(ask(missing))
    return sum(scores[pair] for pair in pairs) * len(left) * len(right) // len(pairs)
