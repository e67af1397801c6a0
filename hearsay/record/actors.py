"""Actors: the names of all articles brought together to persons, organisations, places and things.

Names meet by key (folded, without honorifics, transliterations alike), by aliases that an article gives, and
by surname where context tells whose. Two people of one name stay two where their titles share nothing and their
articles neither. What a user judged goes before all of that.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from hearsay.record.judgements import Judgement, judge
from hearsay.record.names import (
    HONORIFICS,
    entity_key,
    is_initialism,
    is_proper,
    name_key,
    name_tokens,
    person_key,
)
from hearsay.record.namesakes import Part, attach_surnames, split_people
from hearsay.record.results import Reason
from hearsay.record.units import OUTLET, Unit, alias_keys
from hearsay.record.words import content_stems
from hearsay.schema import MentionType


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
    parts: list[Part] = []
    persons: dict[str, list[int]] = {}
    home: dict[str, int] = {}
    for key in sorted(groups):
        for part, reasons in split_people(groups[key]) if key.startswith("person ") else [(groups[key], [])]:
            home.setdefault(key, len(parts))
            if key.startswith("person "):
                persons.setdefault(key.split()[-1], []).append(len(parts))
            parts.append((part, reasons))
    attach_surnames(short, parts, persons)
    joined = _join_aliases(parts, home)
    joined = judge(joined, judgements)
    return _finish(joined)


def _join_aliases(parts: list[Part], home: dict[str, int]) -> list[Part]:
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
    joined: dict[int, Part] = {}
    for n, (members, reasons) in enumerate(parts):
        units_of, why = joined.setdefault(find(n), ([], []))
        units_of += members
        why += [*reasons, *told.get(n, ())]
    return [joined[n] for n in sorted(joined)]


def _finish(parts: Iterable[Part]) -> Actors:
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


__all__ = ["OUTLET", "ActorFound", "Actors", "bring_together", "lookups"]
