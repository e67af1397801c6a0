"""Actors: the names of all articles brought together to persons, organisations, places and things.

Names meet by key (folded, without honorifics, transliterations alike), by aliases that an article gives, and
by surname where context tells whose. Two people of one name stay two where their titles share nothing and their
articles neither. What a user judged goes before all of that.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from hearsay.record.facts import Document
from hearsay.record.linkage import UNIT, average_link
from hearsay.record.names import (
    HONORIFICS,
    entity_key,
    initials,
    is_initialism,
    is_proper,
    name_key,
    name_tokens,
    person_key,
    spelling_key,
)
from hearsay.record.results import Reason
from hearsay.record.words import content_stems
from hearsay.schema import Entity, MentionType

#: The entity name under which an article's own outlet is kept.
OUTLET = ""
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


@dataclass(slots=True)
class Unit:
    """One entity of one article. ``person`` tells people from all else: other types are too often
    confused.
    """

    article: str
    name: str
    type: MentionType
    person: bool
    key: str
    titles: tuple[str, ...]
    stems: frozenset[str]
    described: frozenset[str]
    context: frozenset[str]
    aliases: tuple[str, ...]
    mentions: int
    day: int | None

    @property
    def short(self) -> bool:
        """Whether it is a person's surname, or first name, alone."""
        return self.person and " " not in self.key

    @property
    def group(self) -> str:
        """The key under which units meet."""
        return ("person " + spelling_key(self.key)) if self.person else ("thing " + self.key)


@dataclass(slots=True)
class ActorFound:
    """One actor with the units that it was made of."""

    id: str
    units: list[Unit]
    reasons: tuple[Reason, ...] = ()
    names: tuple[str, ...] = ()
    type: MentionType = "MISC"
    titles: tuple[str, ...] = ()


@dataclass(slots=True)
class Actors:
    """All actors; ``of`` tells an article's entity to its actor, ``by_key`` the only actor of a name."""

    found: list[ActorFound]
    of: dict[tuple[str, str], str]
    names: dict[str, str]
    by_key: dict[str, str | None] = field(default_factory=dict)
    titled: dict[str, list[tuple[frozenset[str], str]]] = field(default_factory=dict)

    def resolve(self, article: str, name: str) -> str | None:
        """The actor that a name stands for in an article: its own entity, else the only actor so called."""
        found = self.of.get((article, name))
        if found is None:
            for key in (name_key(name), person_key(name)):
                found = (
                    found
                    or self.of.get((article, key))
                    or (self.by_key.get(key) if is_proper(name) else None)
                )
        if found is None:
            # "The general", where one person alone in the article is a general.
            stems = content_stems(name)
            held = {actor for title, actor in self.titled.get(article, ()) if stems and stems <= title}
            found = held.pop() if len(held) == 1 else None
        return found


def units(doc: Document) -> list[Unit]:
    """The entities of one article that have a name, and its outlet."""
    count = Counter(mention.entity for mention in doc.reading.mentions)
    made = []
    for entity in doc.reading.entities:
        key = entity_key(entity.name, entity.type)
        if key and entity.type not in ("PRON", "NOM") and is_proper(entity.name):
            made.append(_unit(doc, entity, key, max(1, count[entity.name])))
    if doc.outlet:
        key = name_key(doc.outlet)
        made.append(
            Unit(
                doc.key,
                OUTLET,
                "ORG",
                False,
                key,
                (),
                frozenset(),
                frozenset(),
                frozenset(),
                (doc.outlet,),
                0,
                doc.first,
            )
        )
    return made


def _unit(doc: Document, entity: Entity, key: str, mentions: int) -> Unit:
    titles = doc.titles.get(entity.name, ())
    stems = frozenset().union(*(content_stems(title) for title in titles)) if titles else frozenset()
    return Unit(
        article=doc.key,
        name=entity.name,
        type=entity.type,
        person=entity.type == "PER",
        key=key,
        titles=titles,
        stems=stems,
        described=stems | doc.described.get(entity.name, frozenset()),
        # The context tells people apart, and nobody else.
        context=doc.names - {key} if entity.type == "PER" else frozenset(),
        aliases=tuple(alias for alias in entity.aliases if is_proper(alias)),
        mentions=mentions,
        day=doc.first,
    )


Judgement = tuple[str, str, str]


def find_actors(documents: Mapping[str, Document], judgements: Sequence[Judgement] = ()) -> Actors:
    """Bring the names of all documents together. ``judgements``: ("same" or "different", selector,
    selector).
    """
    return bring_together((unit for doc in documents.values() for unit in units(doc)), judgements)


def bring_together(units: Iterable[Unit], judgements: Sequence[Judgement] = ()) -> Actors:
    """Bring units together. What is concluded of one depends on those alone that :mod:`hearsay.record.kin` joins."""
    every = sorted(units, key=lambda u: (u.article, u.name))
    groups: dict[str, list[Unit]] = {}
    short: list[Unit] = []
    for unit in every:
        if unit.short:
            short.append(unit)
        else:
            groups.setdefault(unit.group, []).append(unit)
    parts: list[tuple[list[Unit], list[Reason]]] = []
    persons: dict[str, list[int]] = {}
    home: dict[str, int] = {}
    for key in sorted(groups):
        for part, reasons in _split_people(groups[key]) if key.startswith("person ") else [(groups[key], [])]:
            home.setdefault(key, len(parts))
            if key.startswith("person "):
                persons.setdefault(key.split()[-1], []).append(len(parts))
            parts.append((part, reasons))
    _attach_surnames(short, parts, persons)
    joined = _join_aliases(parts, home)
    joined = _judge(joined, judgements)
    return _finish(joined)


def _split_people(units: list[Unit]) -> list[tuple[list[Unit], list[Reason]]]:
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


def _attach_surnames(
    short: list[Unit], parts: list[tuple[list[Unit], list[Reason]]], persons: Mapping[str, list[int]]
) -> None:
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


def _join_aliases(
    parts: list[tuple[list[Unit], list[Reason]]], home: dict[str, int]
) -> list[tuple[list[Unit], list[Reason]]]:
    """Join names that an article says are one, where no other article says otherwise: above all
    initialisms.
    """
    claims: dict[str, set[int]] = {}
    for n, (members, _) in enumerate(parts):
        for unit in members:
            for key in alias_keys(unit):
                claims.setdefault(key, set()).add(n)
    root = list(range(len(parts)))

    def find(n: int) -> int:
        while root[n] != n:
            n = root[n]
        return n

    told: dict[int, list[Reason]] = {}
    for key in sorted(claims):
        if len(claims[key]) == 1 and key in home:
            one, other = find(home[key]), find(next(iter(claims[key])))
            if one != other:
                root[max(one, other)] = min(one, other)
                told.setdefault(min(one, other), []).append(
                    Reason("alias", f"{key.removeprefix('thing ')}: an article gives both names to one")
                )
    joined: dict[int, tuple[list[Unit], list[Reason]]] = {}
    for n, (members, reasons) in enumerate(parts):
        units_of, why = joined.setdefault(find(n), ([], []))
        units_of += members
        why += [*reasons, *told.get(n, ())]
    return [joined[n] for n in sorted(joined)]


def alias_keys(unit: Unit) -> set[str]:
    """The groups of the other names that an article gives to something: long ones, and initialisms of it."""
    if unit.person:
        return set()
    keys = {name_key(alias): alias for alias in reversed(unit.aliases)}
    return {
        "thing " + key
        for key, alias in keys.items()
        if key != unit.key and (" " in key or (is_initialism(alias) and initials(unit.name) == key))
    }


def selects(selector: str, unit: Unit) -> bool:
    """Whether a selector, ``name key`` or ``name key@article key``, means this unit."""
    name, _, article = selector.partition("@")
    same = unit.key == name or (unit.person and unit.key == person_key(name))
    return same and (not article or unit.article.startswith(article))


def _judge(
    parts: list[tuple[list[Unit], list[Reason]]], judgements: Sequence[Judgement]
) -> list[tuple[list[Unit], list[Reason]]]:
    """Apply what users judged: first what is the same, then what is not."""
    for judgement, one, other in sorted(judgements, key=lambda j: (j[0] != "same", j)):
        if judgement == "same":
            hit = [
                n for n, (us, _) in enumerate(parts) if any(selects(one, u) or selects(other, u) for u in us)
            ]
            if len(hit) > 1:
                members = [unit for n in hit for unit in parts[n][0]]
                reasons = [reason for n in hit for reason in parts[n][1]]
                reasons.append(Reason("judgement", f"{one} and {other} are the same"))
                parts = [part for n, part in enumerate(parts) if n not in hit] + [(members, reasons)]
        else:
            made = []
            for members, reasons in parts:
                out = [u for u in members if selects(other, u)]
                rest = [u for u in members if not selects(other, u)]
                if out and any(selects(one, u) for u in rest):
                    told = Reason("judgement", f"{one} and {other} are not the same")
                    made += [(rest, [*reasons, told]), (out, [told])]
                else:
                    made.append((members, reasons))
            parts = made
    return parts


def _finish(parts: Iterable[tuple[list[Unit], list[Reason]]]) -> Actors:
    found: list[ActorFound] = []
    by_key: dict[str, str | None] = {}
    names: dict[str, str] = {}
    parts = list(parts)
    marks = [_mark(members, reasons) for members, reasons in parts]
    shared = {mark for mark, count in Counter(marks).items() if count > 1}
    for (members, reasons), mark in zip(parts, marks, strict=True):
        members.sort(key=lambda u: (u.article, u.name))
        if mark in shared:
            mark = f"{mark}|{members[0].article}|{members[0].name}"
        name = "a" + hashlib.sha256(mark.encode()).hexdigest()[:9]
        actor = ActorFound(name, members, tuple(dict.fromkeys(reasons)))
        spelt: Counter[str] = Counter()
        for u in members:
            spelt[_bare(u.name, u.person) if u.name else u.aliases[0]] += max(1, u.mentions)
        for u in members:
            for alias in u.aliases:
                if " " in entity_key(alias, u.type) or is_initialism(alias):
                    spelt[_bare(alias, u.person)] += 0
        actor.names = tuple(sorted(spelt, key=lambda n: (-spelt[n], -len(n), n)))
        full = [n for n in actor.names if " " in n] if members[0].person else []
        if full:
            actor.names = (full[0], *(n for n in actor.names if n != full[0]))
        kinds = Counter(u.type for u in members)
        actor.type = max(sorted(kinds), key=lambda kind: kinds[kind])
        actor.titles = tuple(sorted({title for u in members for title in u.titles}))
        found.append(actor)
        names[actor.id] = actor.names[0]
        for u in members:
            by_key[u.key] = actor.id if by_key.get(u.key, actor.id) == actor.id else None
    of, titled = lookups((u, actor.id) for actor in found for u in actor.units)
    return Actors(sorted(found, key=lambda a: a.id), of, names, by_key, titled)


def lookups(
    units: Iterable[tuple[Unit, str]],
) -> tuple[dict[tuple[str, str], str], dict[str, list[tuple[frozenset[str], str]]]]:
    """What names stand for in their articles, and the titles of people there, from units with their actors."""
    every = sorted(units, key=lambda item: (item[0].article, item[0].name))
    of = {(unit.article, unit.name): actor for unit, actor in every}
    titled: dict[str, list[tuple[frozenset[str], str]]] = {}
    for unit, actor in every:
        # An article's own short names hold within it; of two entities that share one, for the first by name.
        for alias in (unit.name, *unit.aliases):
            of.setdefault((unit.article, entity_key(alias, unit.type)), actor)
        if unit.person and unit.described:
            titled.setdefault(unit.article, []).append((unit.described, actor))
    return of, titled


def _mark(members: Iterable[Unit], reasons: Iterable[Reason]) -> str:
    """What an actor's id is made from: the key that sorts first, which seldom changes as articles are added."""
    full = [u for u in members if not u.short] or list(members)
    # One of several of a name is told by title as well.
    apart = any(reason.rule == "split" for reason in reasons)
    titles = min((" ".join(sorted(u.stems)) for u in full if u.stems), default="") if apart else ""
    return f"{min(u.group for u in full)}|{titles}"


def _bare(name: str, person: bool) -> str:
    """A name as it stands, without a person's honorifics before it and the possessive after it."""
    words = name.split()
    while person and len(words) > 1 and (name_tokens(words[0]) or [""])[0] in HONORIFICS:
        words = words[1:]
    text = " ".join(words)
    for ending in ("’s", "'s"):
        text = text.removesuffix(ending)
    return text
