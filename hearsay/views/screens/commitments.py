"""Commitments as rows: who must, may or may not do what, if what, under which agreement, since when."""

from __future__ import annotations

from collections.abc import Sequence

from hearsay.record.commitment_results import CommitmentRow
from hearsay.schema import CommitmentKind, EventTime
from hearsay.views.phrases import STANCES, chain_words, interval_words, names
from hearsay.views.plain import count, plain, shorten
from hearsay.views.screens.screen import BOLD, DIM, STANCE_STYLES, Piece, Screen
from hearsay.views.screens.statements import WORDS
from hearsay.views.screens.timeline import origin_pieces

_WIDTH = 12
#: Accounts and origins that are named before the rest is counted.
_SHOWN = 3
_VERBS: dict[CommitmentKind, str] = {
    "obligation": "must",
    "prohibition": "must not",
    "permission": "may",
    "promise": "has promised to",
}


def draw_commitments(screen: Screen, rows: Sequence[CommitmentRow]) -> None:
    """Draw each commitment with its conditions, its agreement and its dates, and on whose word it is."""
    for n, row in enumerate(rows):
        if n:
            screen.blank()
        who = plain(row.name or (row.debtor.words if row.debtor else "")) or "whoever is bound"
        if row.name and row.debtor and row.name != row.debtor.words:
            who = f"{plain(row.debtor.words)} ({plain(row.name)})"
        body: list[Piece | str] = [
            (who, BOLD),
            f" {_VERBS[row.kind]}: {shorten(plain(row.action.words), WORDS)}",
        ]
        for condition in row.conditions:
            body.append(f"\n{shorten(plain(condition.words), WORDS)}")
        told = _dates(row)
        if told:
            body.append(f"\n{told}")
        body += _word(row)
        screen.row((row.kind, "", _WIDTH), body=body)


def _word(row: CommitmentRow) -> list[Piece | str]:
    """On whose word: each account's hands, where there are several whom they rest on, and the articles."""
    body: list[Piece | str] = []
    for account in row.accounts[:_SHOWN]:
        stance = "" if account.stance == "affirms" else f"{STANCES[account.stance]}: "
        body.append((f"\n{stance}{chain_words(account.chain)}", STANCE_STYLES[account.stance]))
    if len(row.accounts) > _SHOWN:
        body.append(f"\nand {count(len(row.accounts) - _SHOWN, 'account')} more")
    if len(row.accounts) > 1:
        body.append(("\nrests on ", DIM))
        body += origin_pieces(row.origins, row.unstated, shown=_SHOWN)
        if row.denied_by:
            body.append((f"; denied by {names([o.name for o in row.denied_by])}", STANCE_STYLES["denies"]))
    first = row.accounts[0]
    published = plain(first.published)[:10] if first.published else "on an unknown day"
    articles = names(list(dict.fromkeys(a.article for a in row.accounts)))
    return [*body, (f"\n{'first ' if len(row.accounts) > 1 else ''}published {published} · {articles}", DIM)]


def _dates(row: CommitmentRow) -> str:
    told = []
    if row.under is not None:
        told.append(plain(row.under.words))
    if row.agreement is not None:
        told.append(shorten(plain(row.agreement.words), WORDS))
    for name, time in (("due", row.due), ("signed", row.signed), ("in force", row.in_force)):
        if words := _when(time):
            told.append(f"{name} {words}")
    return " · ".join(told)


def _when(time: EventTime | None) -> str:
    return interval_words(time.earliest, time.latest) if time else ""
