"""Statements as rows: when, stance, words, and the chain they came through."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from hearsay.record.results import StatementRow
from hearsay.schema import Modality, Stance
from hearsay.views.phrases import MODALITIES, STANCES, Hand, interval_words, sureness
from hearsay.views.plain import plain, shorten
from hearsay.views.screens.screen import DATE, DIM, STANCE_STYLES, WARN, Piece, Screen, chain_pieces

#: Characters of a statement that are shown.
WORDS = 300
DATE_WIDTH = 13
_STANCE_WIDTH = max(map(len, STANCES.values()))


def draw_statements(screen: Screen, rows: Iterable[StatementRow]) -> None:
    """Draw each statement with its date, stance, words and chain."""
    for n, row in enumerate(rows):
        if n:
            screen.blank()
        notes = [f"published {plain(row.published)[:10] if row.published else 'on an unknown day'}"]
        if row.copy_of:
            notes.append(f"words taken from {plain(row.copy_of)}")
        if row.claim:
            notes.append(f"claim {plain(row.claim)}")
        notes += sureness(row.confidence)
        draw_statement(
            screen,
            when=interval_words(row.time.earliest, row.time.latest),
            stance=row.stance,
            words=row.text,
            chain=row.chain,
            modality=row.modality,
            notes=notes,
        )


def draw_statement(
    screen: Screen,
    *,
    when: str,
    stance: Stance,
    words: str,
    chain: Sequence[Hand],
    modality: Modality = "fact",
    notes: Sequence[str] = (),
) -> None:
    """Draw one statement: ``when`` it happened ("" where nothing tells), words, chain, what else is known."""
    body: list[Piece | str] = [shorten(plain(words), WORDS), "\n", *chain_pieces(chain)]
    told = MODALITIES[modality]
    if told or notes:
        body.append("\n")
        if told:
            body.append((told, WARN))
            if notes:
                body.append((" · ", DIM))
        body.append((" · ".join(notes), DIM))
    screen.row(
        (when or "undated", DATE if when else DIM, DATE_WIDTH),
        (STANCES[stance], STANCE_STYLES[stance], _STANCE_WIDTH),
        body=body,
    )
