"""Namesakes: people of one name told apart by title and context, and surnames given to one of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from hearsay.record.linkage import UNIT, average_link
from hearsay.record.names import spelling_key
from hearsay.record.results import Reason
from hearsay.record.units import Unit

#: Log-odds that two people of one name are one, when their titles share a word; when they do not.
SAME_TITLE = 2.0
OTHER_TITLE = -1.0
#: Weight of the part of the smaller context that is shared.
CONTEXT = 2.0
#: Articles that share some of their context come out within so many days of each other: mostly they tell one story.
ONE_STORY = 0.5
WEEK = 7
#: A surname that one person alone has in the record, and an article within so many days: it is that person's.
ONLY_ONE = 0.25
SOON = 62

#: Units that are one actor, and why.
Part = tuple[list[Unit], list[Reason]]


def split_people(units: list[Unit]) -> list[Part]:
    """Units of one name: one person, or several where titles and contexts share nothing."""
    kinds: dict[frozenset[str], list[Unit]] = {}
    for unit in units:
        kinds.setdefault(unit.stems, []).append(unit)
    titled = sorted((k for k in kinds if k), key=lambda k: sorted(k))
    if len(titled) < 2 or all(a & b for i, a in enumerate(titled) for b in titled[i + 1 :]):
        return [(units, [])]
    names = [" ".join(sorted(kind)) for kind in titled]
    contexts = [frozenset().union(*(u.context for u in kinds[kind])) for kind in titled]
    scores = {}
    for i in range(len(titled)):
        for j in range(i + 1, len(titled)):
            shared = _overlap(contexts[i], contexts[j])
            score = (SAME_TITLE if titled[i] & titled[j] else OTHER_TITLE) + CONTEXT * shared
            if shared and _soon(kinds[titled[i]], kinds[titled[j]]):
                score += ONE_STORY
            scores[(names[i], names[j])] = round(score * UNIT)
    clusters = average_link(names, scores, 1)
    if len(clusters) == 1:
        return [
            (units, [Reason("titles", "differ, but their articles speak of the same: " + "; ".join(names))])
        ]
    by_name = {
        name: (kinds[kind], contexts[n]) for n, (kind, name) in enumerate(zip(titled, names, strict=True))
    }
    parts = []
    for cluster in clusters:
        told = Reason("split", f"of one name, told apart by title and context: {'; '.join(cluster)}")
        members = [unit for name in cluster for unit in by_name[name][0]]
        parts.append((members, [told], frozenset().union(*(by_name[name][1] for name in cluster))))
    sizes = [len(members) for members, _, _ in parts]
    for unit in kinds.get(frozenset(), ()):
        # Without a title, the context decides; where it says nothing, the person most written about.
        best = max(range(len(parts)), key=lambda n: (_overlap(unit.context, parts[n][2]), sizes[n], -n))
        parts[best][0].append(unit)
    return [(members, reasons) for members, reasons, _ in parts]


def _soon(left: Iterable[Unit], right: Iterable[Unit]) -> bool:
    days = [unit.day for unit in right if unit.day is not None]
    return any(unit.day is not None and any(abs(unit.day - day) <= WEEK for day in days) for unit in left)


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0


def attach_surnames(short: list[Unit], parts: list[Part], persons: Mapping[str, list[int]]) -> None:
    """Give units with a surname alone to the person of that surname that their context speaks for."""
    contexts = {
        n: frozenset().union(*(u.context | {u.key} for u in parts[n][0]))
        for ns in persons.values()
        for n in ns
    }
    stems = {n: frozenset().union(*(u.stems for u in parts[n][0])) for n in contexts}
    times = {n: [u.day for u in parts[n][0] if u.day is not None] for n in contexts}
    left: dict[str, list[Unit]] = {}
    for unit in short:
        of_name = persons.get(spelling_key(unit.key), ())
        scores = []
        for n in of_name:
            score = _overlap(unit.context, contexts[n]) + len(unit.stems & stems[n])
            if len(of_name) == 1 and _near(unit.day, times[n]):
                score += ONLY_ONE
            scores.append((score, n))
        scored = sorted(scores, key=lambda item: (-item[0], item[1]))
        if scored and scored[0][0] > 0 and (len(scored) == 1 or scored[0][0] > scored[1][0]):
            n = scored[0][1]
            told = Reason(
                "surname", f"{unit.name}: same context as {parts[n][0][0].name}", round(scored[0][0], 3)
            )
            parts[n][0].append(unit)
            if told not in parts[n][1]:
                parts[n][1].append(told)
        else:
            left.setdefault(unit.group, []).append(unit)
    for key in sorted(left):
        parts.append((left[key], []))


def _near(day: int | None, days: Iterable[int]) -> bool:
    return day is not None and any(abs(day - other) <= SOON for other in days)
