"""Origins: all that rests on each of them."""

from __future__ import annotations

import hashlib
import re

import msgspec

from hearsay.record.pages.claims import claim_of
from hearsay.record.pages.slice import SIZE, Slice
from hearsay.record.results import Claim
from hearsay.record.store import Store
from hearsay.schema import SourceKind

_PLAIN = re.compile(r"a[0-9a-f]{9}")


class Source(msgspec.Struct, frozen=True):
    """An origin. ``alone`` counts the claims that have no other; ``id`` stands in its address."""

    id: str
    identity: str
    name: str
    actor: str | None
    kind: SourceKind
    claims: int
    statements: int
    alone: int


def source_id(identity: str) -> str:
    """A short name for an origin that holds nothing of its text, unless it is an actor's id."""
    if _PLAIN.fullmatch(identity):
        return identity
    return "s" + hashlib.sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()[:9]


def sources(store: Store) -> list[Source]:
    """All origins, those on which most claims hang alone first. Goes over the whole record: keep it."""
    alone = dict(
        store.rows(
            "SELECT o.identity, COUNT(*) FROM claims c JOIN claim_origins o ON o.claim = c.id "
            "WHERE c.corroboration = 1 AND o.stance <> 'denies' GROUP BY o.identity"
        )
    )
    found = [
        Source(source_id(row[0]), row[0], row[1], row[2], row[3], row[4], row[5], alone.get(row[0], 0))
        for row in store.rows(
            "SELECT identity, name, actor, kind, COUNT(DISTINCT claim), SUM(statements) FROM claim_origins "
            "WHERE kind <> 'unstated' GROUP BY identity"
        )
    ]
    return sorted(found, key=lambda s: (-s.alone, -s.claims, -s.statements, s.name, s.id))


def claims_resting_on(store: Store, identity: str, start: int = 0) -> Slice[Claim]:
    """The claims that rest on one origin: those with no other first, then those in most outlets."""
    rows = store.rows(
        "SELECT c.id FROM claims c JOIN (SELECT DISTINCT claim FROM claim_origins WHERE identity = ?) o "
        "ON o.claim = c.id ORDER BY c.corroboration > 1, c.outlets DESC, c.articles DESC, c.id LIMIT ? OFFSET ?",
        (identity, SIZE, start),
    )
    total = store.rows("SELECT COUNT(DISTINCT claim) FROM claim_origins WHERE identity = ?", (identity,))
    return Slice(tuple(claim_of(store, row[0]) for row in rows), int(total[0][0]), start)


def outlets_resting_on(store: Store, identity: str) -> list[tuple[str, int]]:
    """The outlets whose statements rest on an origin, with the number of articles, most first."""
    rows = store.rows(
        "SELECT a.outlet, COUNT(DISTINCT a.key) AS n FROM claim_statements cs JOIN articles a ON a.key = cs.article "
        "WHERE cs.root = ? AND a.outlet IS NOT NULL GROUP BY a.outlet ORDER BY n DESC, a.outlet LIMIT 50",
        (identity,),
    )
    return [(row[0], row[1]) for row in rows]
