"""Actors as one article comes or goes: only those whose names it has a part in are made anew.

Whether two names are one actor depends on the units of their kin alone: those of one key, people of one surname,
things that an article gives one name, and what a judgement names. All of these together are brought together anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import msgspec

from hearsay.record.actors import bring_together
from hearsay.record.facts import Document
from hearsay.record.judgements import Judgement
from hearsay.record.names import person_key, spelling_key
from hearsay.record.noting import only_actor
from hearsay.record.results import Actor
from hearsay.record.rows import Parts, put_actor, write_actor
from hearsay.record.store import Store
from hearsay.record.units import Unit, alias_keys, units
from hearsay.record.workings import put_units
from hearsay.record.workings import units as kept_units

_actors = msgspec.json.Decoder(Actor)


@dataclass(slots=True)
class Changed:
    """Articles in which a name stands for another actor than before, and what claims may lean on of what changed."""

    articles: set[str] = field(default_factory=set)
    leans: set[str] = field(default_factory=set)


def bring_in(
    store: Store, gone: Iterable[Document], come: Iterable[Document], judgements: Sequence[Judgement]
) -> Changed:
    """Make the actors anew in whom articles that came or went have a part."""
    left = [unit for doc in gone for unit in units(doc)]
    new = [unit for doc in come for unit in units(doc)]
    put_units(store, [u for u in new if not _held(store, u)])
    kin = _kin(store, {unit.group for unit in [*left, *new]}, judgements)
    here = {(unit.article, unit.name) for unit in new}
    for unit in left:
        if (unit.article, unit.name) not in here:
            _drop(store, unit)
    every = [unit for group in sorted(kin) for unit in kept_units(store, "kin = ?", (group,))]
    names = {(u.article, u.name) for u in [*every, *left]}
    return _rewrite(store, every, names, {u.key for u in [*every, *left]}, judgements)


def _held(store: Store, unit: Unit) -> bool:
    """Whether a unit is kept already, of an article whose id alone changed."""
    return any(u.name == unit.name for u in kept_units(store, "article = ?", (unit.article,)))


def _drop(store: Store, unit: Unit) -> None:
    where = (unit.group, unit.article, unit.name)
    store.connection.execute("DELETE FROM units WHERE kin = ? AND article = ? AND name = ?", where)
    store.connection.executemany(
        "DELETE FROM aliases WHERE alias = ? AND kin = ? AND article = ? AND name = ?",
        [(key, *where) for key in alias_keys(unit)],
    )


def _kin(store: Store, groups: set[str], judgements: Sequence[Judgement]) -> set[str]:
    """All groups of units on whom these depend, or who depend on them."""
    judged = [{*_selected(one), *_selected(other)} for _, one, other in judgements]
    found: set[str] = set()
    waiting = set(groups)
    while waiting:
        group = waiting.pop()
        found.add(group)
        near = {row[0] for row in store.rows("SELECT kin FROM aliases WHERE alias = ?", (group,))}
        for (alias,) in store.rows("SELECT DISTINCT alias FROM aliases WHERE kin = ?", (group,)):
            near.add(alias)
            near.update(row[0] for row in store.rows("SELECT kin FROM aliases WHERE alias = ?", (alias,)))
        if group.startswith("person "):
            surname = group.split()[-1]
            near.update(
                row[0] for row in store.rows("SELECT DISTINCT kin FROM units WHERE surname = ?", (surname,))
            )
        for named in judged:
            if group in named:
                near |= named
        waiting |= near - found
    return found


def _selected(selector: str) -> tuple[str, str, str]:
    """The groups in which a judgement's selector may select."""
    name = selector.partition("@")[0]
    return "thing " + name, "person " + spelling_key(name), "person " + spelling_key(person_key(name))


def _rewrite(
    store: Store,
    every: Sequence[Unit],
    names: set[tuple[str, str]],
    keys: set[str],
    judgements: Sequence[Judgement],
) -> Changed:
    """Bring units together, and write the actors that come of it in place of those that they had a part in."""
    changed = Changed()
    was: dict[tuple[str, str], str] = {}
    for unit in names:
        for (actor,) in store.rows("SELECT actor FROM actor_names WHERE article = ? AND entity = ?", unit):
            was[unit] = actor
    alone = {key: only_actor(store, key) for key in keys}
    before: dict[str, tuple[str, int, int]] = {}
    for actor in set(was.values()):
        before[actor] = store.rows("SELECT name, speaks, origin_of FROM actors WHERE id = ?", (actor,))[0]
        for table, column in (("actors", "id"), ("actor_names", "actor"), ("actor_keys", "actor")):
            store.connection.execute(f"DELETE FROM {table} WHERE {column} = ?", (actor,))
    made = bring_together(every, judgements)
    for found in made.found:
        name, speaks, origin_of = before.get(found.id, ("", 0, 0))
        write_actor(store, found, speaks, origin_of)
        if name != found.names[0]:
            changed.leans.add(f"a{found.id}")
        changed.articles.update(u.article for u in found.units if was.get((u.article, u.name)) != found.id)
    changed.leans.update(f"k{key}" for key in keys if only_actor(store, key) != alone[key])
    return changed


def recount(store: Store, parts: Parts) -> None:
    """Write how often actors speak, and are origins, by what came and went of it."""
    for name in parts.actors():
        found = store.rows("SELECT detail FROM actors WHERE id = ?", (name,))
        if found:
            actor = _actors.decode(found[0][0])
            put_actor(
                store,
                msgspec.structs.replace(
                    actor,
                    speaks=actor.speaks + parts.speaks[name],
                    origin_of=actor.origin_of + parts.origin_of[name],
                ),
            )
