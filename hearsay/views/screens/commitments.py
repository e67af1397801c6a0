"""Commitments as rows: who must, may or may not do what, if what, under which agreement, since when."""

from __future__ import annotations

from collections.abc import Sequence

from hearsay.record.commitments import CommitmentRow
from hearsay.schema import CommitmentKind, EventTime
from hearsay.views.phrases import chain_words, interval_words
from hearsay.views.plain import plain, shorten
from hearsay.views.screens.screen import BOLD, DIM, Piece, Screen
from hearsay.views.screens.statements import WORDS

_WIDTH = 12
_VERBS: dict[CommitmentKind, str] = {
    "obligation": "must",
    "prohibition": "must not",
    "permission": "may",
    "promise": "has promised to",
}


def draw_commitments(screen: Screen, rows: Sequence[CommitmentRow]) -> None:
    """Draw each commitment with its conditions, its agreement and its dates."""
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
        published = plain(row.published)[:10] if row.published else "on an unknown day"
        body += ["\n", chain_words(row.chain), (f"\npublished {published} · {plain(row.article)}", DIM)]
        screen.row((row.kind, "", _WIDTH), body=body)


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
