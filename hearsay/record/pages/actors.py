"""Actors and places, a page at a time."""

from __future__ import annotations

import msgspec

from hearsay.record.errors import NotFound
from hearsay.record.pages.claims import claim_of
from hearsay.record.pages.slice import SIZE, Slice
from hearsay.record.results import Actor, Claim
from hearsay.record.store import Store

_actors = msgspec.json.Decoder(Actor)


def actors(store: Store, types: tuple[str, ...], words: str = "", start: int = 0) -> Slice[Actor]:
    """Actors of these types, those in most articles first; ``words``: what a name holds."""
    marks = ", ".join("?" * len(types))
    where, values = f"type IN ({marks})", list(types)
    if words:
        where += " AND name LIKE ? ESCAPE '!'"
        escaped = words.replace("!", "!!").replace("%", "!%").replace("_", "!_")
        values.append(f"%{escaped}%")
    rows = store.rows(
        f"SELECT id FROM actors WHERE {where} ORDER BY articles DESC, mentions DESC, name, id "
        "LIMIT ? OFFSET ?",
        (*values, SIZE, start),
    )
    total = store.rows(f"SELECT COUNT(*) FROM actors WHERE {where}", values)[0][0]
    return Slice(tuple(actor_of(store, row[0]) for row in rows), int(total), start)


def actor_of(store: Store, name: str) -> Actor:
    """The actor with this id. Raises NotFound."""
    rows = store.rows("SELECT detail FROM actors WHERE id = ?", (name,))
    if not rows:
        raise NotFound("actor", name)
    return _actors.decode(rows[0][0])


def claims_about(store: Store, actor: str, start: int = 0) -> Slice[Claim]:
    """The claims with a statement that names an actor; those in most outlets first."""
    named = (
        "(SELECT DISTINCT cs.claim AS id FROM statement_actors sa JOIN claim_statements cs "
        "ON cs.statement = sa.statement WHERE sa.actor = ?)"
    )
    rows = store.rows(
        f"SELECT c.id FROM claims c JOIN {named} o ON o.id = c.id "
        "ORDER BY c.outlets DESC, c.articles DESC, c.corroboration DESC, c.id LIMIT ? OFFSET ?",
        (actor, SIZE, start),
    )
    total = store.rows(f"SELECT COUNT(*) FROM {named}", (actor,))[0][0]
    return Slice(tuple(claim_of(store, row[0]) for row in rows), int(total), start)


def actor_in(store: Store, article: str) -> dict[str, str]:
    """For each entity of an article the actor that it was taken for."""
    return dict(store.rows("SELECT entity, actor FROM actor_names WHERE article = ?", (article,)))
