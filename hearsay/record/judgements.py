"""What users judge about actors, in terms that outlive a new derivation: names, where needed in one
article.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from hearsay.record.errors import NotFound
from hearsay.record.names import name_key, person_key
from hearsay.record.namesakes import Part
from hearsay.record.results import Actor, Reason
from hearsay.record.store import Store
from hearsay.record.units import Unit

#: "same" or "different", and two selectors: ``name key`` or ``name key@article key``.
Judgement = tuple[str, str, str]


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


def _selects(selector: str, unit: Unit) -> bool:
    """Whether a selector, ``name key`` or ``name key@article key``, means this unit."""
    name, _, article = selector.partition("@")
    same = unit.key == name or (unit.person and unit.key == person_key(name))
    return same and (not article or unit.article.startswith(article))


def judge(parts: list[Part], judgements: Sequence[Judgement]) -> list[Part]:
    """Apply what users judged: first what is the same, then what is not."""
    for judgement, one, other in sorted(judgements, key=lambda j: (j[0] != "same", j)):
        if judgement == "same":
            hit = [
                n
                for n, (us, _) in enumerate(parts)
                if any(_selects(one, u) or _selects(other, u) for u in us)
            ]
            if len(hit) > 1:
                members = [unit for n in hit for unit in parts[n][0]]
                reasons = [reason for n in hit for reason in parts[n][1]]
                reasons.append(Reason("judgement", f"{one} and {other} are the same"))
                parts = [part for n, part in enumerate(parts) if n not in hit] + [(members, reasons)]
        else:
            made = []
            for members, reasons in parts:
                out = [u for u in members if _selects(other, u)]
                rest = [u for u in members if not _selects(other, u)]
                if out and any(_selects(one, u) for u in rest):
                    told = Reason("judgement", f"{one} and {other} are not the same")
                    made += [(rest, [*reasons, told]), (out, [told])]
                else:
                    made.append((members, reasons))
            parts = made
    return parts
