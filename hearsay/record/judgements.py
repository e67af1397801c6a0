"""What users judge about actors, in terms that outlive a new derivation: names, where needed in one
article.
"""

from __future__ import annotations

from collections.abc import Callable

from hearsay.record.actors import Judgement
from hearsay.record.errors import NotFound
from hearsay.record.names import name_key, person_key
from hearsay.record.results import Actor
from hearsay.record.store import Store


def merge_judgements(store: Store, one: Actor, other: Actor) -> list[Judgement]:
    """The judgement that two actors are the same."""
    if one.id == other.id:
        return []
    left, right = sorted((_selector(store, one), _selector(store, other)))
    return [("same", left, right)]


def split_judgement(store: Store, one: str, other: str, key_of: Callable[[str], str]) -> list[Judgement]:
    """The judgement that two names, ``NAME`` or ``NAME@ARTICLE``, are not the same actor."""
    left, right = (_parse(store, name, key_of) for name in (one, other))
    if left == right:
        raise ValueError(f"{one!r} and {other!r} are one name; say where each stands: NAME@ARTICLE")
    return [("different", left, right)]


def _parse(store: Store, name: str, key_of: Callable[[str], str]) -> str:
    words, _, article = name.partition("@")
    key = name_key(words)
    place = key_of(article) if article else ""
    rows = store.rows("SELECT article, entity FROM actor_names ORDER BY article, entity")
    if not key or not any(
        person_key(words) in (name_key(entity), person_key(entity)) and a.startswith(place)
        for a, entity in rows
    ):
        raise NotFound("name", name)
    return f"{key}@{place}" if place else key


def _selector(store: Store, actor: Actor) -> str:
    """A name that only this actor has, or one in one article."""
    rows = store.rows(
        "SELECT article, entity, actor FROM actor_names WHERE entity <> '' ORDER BY article, entity"
    )
    owners: dict[str, set[str]] = {}
    for _, entity, owner in rows:
        owners.setdefault(name_key(entity), set()).add(owner)
    own = [(article, name_key(entity)) for article, entity, owner in rows if owner == actor.id]
    for _, key in own:
        if owners[key] == {actor.id}:
            return key
    if own:
        return f"{own[0][1]}@{own[0][0]}"
    return name_key(actor.name)
