"""Commitments of a record: what agreements oblige whom to do, on which condition, since when, on whose word."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from hearsay.record.commitment_accounts import Told, told_commitments
from hearsay.record.commitment_groups import commitment_groups
from hearsay.record.commitment_results import CommitmentRow, Words
from hearsay.record.names import name_key
from hearsay.record.origins import NOBODY
from hearsay.record.results import ClaimOrigin
from hearsay.record.roots import Root
from hearsay.schema import CommitmentKind

if TYPE_CHECKING:
    from hearsay.record.record import Record


def commitments(
    record: Record,
    *,
    actor: str | None = None,
    agreement: str | None = None,
    kind: CommitmentKind | None = None,
) -> list[CommitmentRow]:
    """Commitments by publication, article and position: one row for what several articles tell of.

    ``actor``: a name or a part of one, of who is bound. ``agreement``: words of the agreement's name; either in any of
    the accounts. ``kind``: only this one.
    """
    record.derive()
    groups = commitment_groups(told_commitments(record._store, record.refs))
    kept = [
        sorted(group, key=_published)
        for group in groups
        if (kind is None or group[0].row.kind == kind)
        and (actor is None or any(_holds(actor, a.row.name, a.row.debtor) for a in group))
        and (agreement is None or any(_holds(agreement, None, a.row.agreement) for a in group))
    ]
    return [_row(group) for group in sorted(kept, key=lambda group: _published(group[0]))]


def _published(account: Told) -> tuple[str, str, int]:
    return account.row.published or "~", *account.at


def _row(group: Sequence[Told]) -> CommitmentRow:
    """One row of accounts of one commitment: the cells of the one that tells most, the earliest of equals."""
    best = min(group, key=lambda a: (a.account.stance == "denies", -_cells(a.row)))
    roots = {a.at: root for a, root in zip(group, _roots(group), strict=True)}
    affirming = [a for a in group if a.account.stance != "denies"]
    return replace(
        best.row,
        accounts=tuple(a.account for a in group),
        origins=_origins((a, roots[a.at]) for a in affirming),
        denied_by=_origins((a, roots[a.at]) for a in group if a.account.stance == "denies"),
        unstated=sum(1 for a in affirming if not roots[a.at].identity),
    )


def _roots(group: Sequence[Told]) -> list[Root]:
    """Where each account leads: one that cites the outlet of another one, to where that one leads."""
    own = {a.outlet for a in group if a.root.identity == a.outlet}
    onward = {a.outlet: a.root for a in reversed(group) if a.outlet and a.outlet not in own}
    found = []
    for account in group:
        root, seen = account.root, {account.outlet}
        while root.actor in onward and root.actor not in seen:
            seen.add(root.actor)
            root = onward[root.actor]
        # Where accounts cite each other in a circle, nobody has said it first.
        found.append(NOBODY if root.actor in onward else root)
    return found


def _cells(row: CommitmentRow) -> int:
    """How much of a commitment is told; a name tells more than a phrase."""
    cells = (row.debtor, row.name, row.actor, row.creditor, row.agreement, row.under)
    dates = (row.due, row.signed, row.in_force)
    return sum(cell is not None for cell in (*cells, *dates)) + len(row.conditions)


def _origins(accounts: Iterable[tuple[Told, Root]]) -> tuple[ClaimOrigin, ...]:
    """The independent origins, those of most articles first."""
    behind: dict[str, list[tuple[Told, Root]]] = {}
    for account, root in accounts:
        if root.identity:
            behind.setdefault(root.identity, []).append((account, root))
    found = []
    for held in behind.values():
        root = min((root for _, root in held), key=lambda r: (-len(r.name), r.name, r.kind))
        articles = tuple(sorted({account.account.article for account, _ in held}))
        found.append(ClaimOrigin(root.name, root.actor, root.kind, articles))
    return tuple(sorted(found, key=lambda o: (-len(o.articles), o.name, o.articles)))


def _holds(asked: str, name: str | None, words: Words | None) -> bool:
    """Whether all words of a question are in a name or phrase."""
    wanted = set(name_key(asked).split())
    told = [n for n in (name, words.words if words else None) if n]
    return bool(wanted) and any(wanted <= set(name_key(n).split()) for n in told)


__all__ = ["commitments"]
