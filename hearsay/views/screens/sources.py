"""The sources: who the record rests on, and how much hangs on each alone."""

from __future__ import annotations

from collections.abc import Sequence

from hearsay.record.results import SourceRow
from hearsay.schema import SourceKind
from hearsay.views.phrases import source_words
from hearsay.views.screens.screen import DIM, KINDS, Screen

_KINDS: dict[SourceKind, str] = {
    "person": "person",
    "organisation": "organisation",
    "document": "document",
    "footage": "footage",
    "unnamed": "not named",
    "unstated": "nobody",
    "outlet": "own reporting",
}


def draw_sources(screen: Screen, rows: Sequence[SourceRow]) -> None:
    """Draw a table of the origins, with what the columns mean under it."""
    if not rows:
        return
    screen.table(
        [
            ("source", False),
            ("kind", False),
            ("alone", True),
            ("claims", True),
            ("statements", True),
            ("outlets", True),
        ],
        [
            [
                (source_words(row.name, row.kind), KINDS[row.kind]),
                (_KINDS[row.kind], DIM),
                (f"{row.alone:,}", ""),
                (f"{row.claims:,}", ""),
                (f"{row.statements:,}", ""),
                (f"{len(row.outlets):,}", ""),
            ]
            for row in rows
        ],
    )
    screen.line(
        (
            "alone: claims that have no other origin; outlets: how many say it",
            DIM,
        )
    )
