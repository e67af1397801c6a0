"""Accounts of commitments: each commitment of each article, ready to be compared with those of others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from hearsay.record.commitment_results import CommitmentAccount, CommitmentRow, Words
from hearsay.record.names import is_proper, name_key
from hearsay.record.roots import Root
from hearsay.record.store import Store, statement_id
from hearsay.record.units import OUTLET
from hearsay.record.words import content_stems
from hearsay.schema import Article, Commitment, Hop, Reading, Span, Statement


@dataclass(frozen=True, slots=True)
class Told:
    """A commitment as one article gives it. Sets hold stems; ``debtor`` is "" and a set empty where none is told."""

    #: The article's key and the number of the commitment in it: the same whatever else is in the record.
    at: tuple[str, int]
    row: CommitmentRow
    account: CommitmentAccount
    root: Root
    #: The actor who is the article's outlet.
    outlet: str | None
    deed: frozenset[str]
    #: Who is bound by name: an actor, else a name.
    debtor: str
    #: The words for whoever is bound, named or not.
    bound: frozenset[str]
    condition: frozenset[str]
    #: The agreement's name.
    agreement: frozenset[str]


def told_commitments(store: Store, refs: Mapping[str, str]) -> Iterator[Told]:
    """All accounts of commitments by article key and position. ``refs``: the names that articles go by."""
    # Most articles hold none: SQLite looks, and their readings are not decoded.
    for (key,) in store.rows(
        "SELECT article FROM readings WHERE json_array_length(CAST(reading AS TEXT), '$.commitments') > 0 "
        "ORDER BY article"
    ):
        yield from _Teller(store, key, refs[key]).all()


class _Teller:
    """Tells the commitments of one article."""

    def __init__(self, store: Store, key: str, ref: str) -> None:
        self.key, self.ref = key, ref
        self.article: Article = store.article(key)
        self.reading: Reading = store.reading(key, vectors=False)
        self.rooted: dict[str, tuple[str, Root]] = {
            statement: (claim, Root(*root))
            for statement, claim, *root in store.rows(
                "SELECT statement, claim, root, root_name, root_actor, root_kind FROM claim_statements "
                "WHERE article = ?",
                (key,),
            )
        }
        self.actors: dict[str, tuple[str, str]] = {
            entity: (actor, name)
            for entity, actor, name in store.rows(
                "SELECT n.entity, a.id, a.name FROM actor_names n JOIN actors a ON a.id = n.actor "
                "WHERE n.article = ?",
                (key,),
            )
        }

    def all(self) -> Iterator[Told]:
        """In order of position."""
        for number, commitment in enumerate(self.reading.commitments):
            yield self._told(number, commitment)

    def _told(self, number: int, c: Commitment) -> Told:
        row = self._row(c)
        statement = self._statement(c)
        name = statement_id(self.key, statement) if statement is not None else None
        claim, root = self.rooted.get(name, (None, None)) if name is not None else (None, None)
        called = content_stems(self.article.text[slice(*c.called)]) if c.called else frozenset()
        account = CommitmentAccount(
            row.id, self.ref, row.action, row.chain, statement.stance if statement is not None else "affirms",
            name, claim, row.outlet, row.published,
        )  # fmt: skip
        return Told(
            at=(self.key, number),
            row=row,
            account=account,
            root=self._origin(root or _last(row.chain), claim, called, row),
            outlet=self.actors.get(OUTLET, (None,))[0],
            deed=content_stems(row.action.words),
            debtor=row.actor or (name_key(c.bound) if c.bound and is_proper(c.bound) else ""),
            bound=content_stems(row.debtor.words) if row.debtor else frozenset(),
            condition=frozenset().union(*(content_stems(w.words) for w in row.conditions)),
            agreement=called,
        )

    def _statement(self, c: Commitment) -> Statement | None:
        """The statement that a commitment stands in: the one about its deed, else the smallest that holds it."""
        start = c.action[0]
        inside = [s for s in self.reading.statements if any(a <= start < b for a, b in s.spans)]
        return min(
            inside,
            key=lambda s: (c.event is None or s.event != c.event, sum(b - a for a, b in s.spans)),
            default=None,
        )

    def _origin(self, root: Root, claim: str | None, called: frozenset[str], row: CommitmentRow) -> Root:
        """Where a statement leads: the agreement itself is one origin, by whichever of its names it is cited."""
        cited = content_stems(root.name)
        if row.agreement is not None and cited:
            own = called or content_stems(row.agreement.words)
            if cited == own or (cited < own and root.actor is None):
                return Root("agreement", row.agreement.words, None, "document")
        # Whoever is described, and not named, is one within a claim; so within a commitment of several claims.
        return replace(root, identity=root.identity.removesuffix(f" in {claim}")) if claim else root

    def _row(self, c: Commitment) -> CommitmentRow:
        actor, name = (c.bound and self.actors.get(c.bound)) or (None, c.bound)
        article = self.article
        called = c.called or c.agreement
        return CommitmentRow(
            f"{self.ref}.{c.id}",
            c.kind,
            self.ref,
            self._words(c.action),
            self._words(c.debtor) if c.debtor else None,
            name,
            actor,
            self._words(c.creditor) if c.creditor else None,
            tuple(map(self._words, c.conditions)),
            self._words(called) if called else None,
            self._words(c.article) if c.article else None,
            c.due,
            c.signed,
            c.in_force,
            next((a.chain for a in self.reading.attributions if a.id == c.attribution), ())
            or (Hop(article.outlet or self.ref, "outlet"),),
            article.outlet,
            article.published,
        )

    def _words(self, span: Span) -> Words:
        return Words(" ".join(self.article.text[slice(*span)].split()), *span)


def _last(chain: tuple[Hop, ...]) -> Root:
    """Where a commitment leads that stands in no statement: to the last hand it came through."""
    hop = chain[-1]
    return Root("" if hop.kind == "unstated" else f"name {name_key(hop.name)}", hop.name, None, hop.kind)


__all__ = ["Told", "told_commitments"]
