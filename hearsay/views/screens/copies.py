"""Copies: who took over how much from whom, and how that is known."""

from __future__ import annotations

from collections.abc import Sequence

from hearsay.record.results import Copy
from hearsay.views.plain import count, plain
from hearsay.views.screens.screen import BOLD, DIM, WARN, Piece, Screen

_DIRECTIONS = {
    "stated": "it says so itself",
    "time": "it was published later",
    "unknown": "which of the two was first is not known",
}


def draw_copies(screen: Screen, copies: Sequence[Copy], *, why: bool = False) -> None:
    """Draw the copies, the share of its words that each took over first."""
    for copy in copies:
        unknown = copy.direction == "unknown"
        words = sum(passage.words for passage in copy.passages)
        body: list[Piece | str] = [
            (_name(copy.outlet, copy.article), BOLD),
            " shares words with " if unknown else " took words from ",
            (_name(copy.original_outlet, copy.original), BOLD),
            (f"\n{_DIRECTIONS[copy.direction]}", WARN if unknown else DIM),
            (f" · {count(words, 'word')} in {count(len(copy.passages), 'passage')}", DIM),
            (f"\n{plain(copy.article)} < {plain(copy.original)}", DIM),
        ]
        if why:
            body += [(f"\n{plain(reason.rule)}: {plain(reason.seen)}", DIM) for reason in copy.reasons]
        screen.row((f"{copy.share:.0%}", "", 4), body=body, right=True)


def _name(outlet: str | None, article: str) -> str:
    return plain(outlet or "") or plain(article)
