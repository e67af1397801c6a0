"""Average-link clustering over scored pairs, the same whatever the order of the pairs.

Merging clusters while their mean score is at least ``cut`` never joins two connected components of the
pairs at
or above ``cut`` (every mean across components is below it), so each component is clustered by itself. Scores
are whole numbers: sums are exact, and equal means are equal. Ties go to the smallest member.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping

#: One in the whole-number scale of scores.
UNIT = 1_000_000

Pair = tuple[str, str]


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


def average_link(items: Iterable[str], scores: Mapping[Pair, int], cut: int) -> list[list[str]]:
    """Cluster ``items``. A pair that ``scores`` does not hold counts 0; keys are ordered pairs.

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
        found.extend([group] if len(group) == 1 else _cluster(group, inside[n], cut))
    return sorted(found)


def _cluster(items: list[str], scores: Mapping[Pair, int], cut: int) -> list[list[str]]:
    members: dict[str, list[str]] = {item: [item] for item in items}
    sums: dict[str, dict[str, int]] = {item: {} for item in items}
    for (one, other), score in scores.items():
        sums[one][other] = score
        sums[other][one] = score
    # A cluster is named by its smallest member; its version tells stale heap entries.
    version = dict.fromkeys(items, 0)
    heap = [(-float(score), one, other, 0, 0) for (one, other), score in scores.items() if score >= cut]
    heapq.heapify(heap)
    while heap:
        _, one, other, left, right = heapq.heappop(heap)
        if version.get(one) != left or version.get(other) != right:
            continue
        size = len(members[one]) + len(members[other])
        members[one] += members.pop(other)
        version[one] += 1
        del version[other]
        gone = sums.pop(other)
        for third, total in gone.items():
            if third == one:
                continue
            sums[one][third] = sums[one].get(third, 0) + total
            del sums[third][other]
            sums[third][one] = sums[one][third]
        sums[one].pop(other, None)
        for third, total in sums[one].items():
            mean = total / (size * len(members[third]))
            if mean >= cut:
                a, b = (one, third) if one < third else (third, one)
                heapq.heappush(heap, (-mean, a, b, version[a], version[b]))
    return [sorted(group) for group in members.values()]
