"""The timeline: claims in the order of what happened, each with whose word it rests on."""

from __future__ import annotations

from collections.abc import Sequence

from hearsay.record.results import ClaimOrigin, TimelineEntry
from hearsay.views.phrases import MODALITIES, interval_words, names, source_words
from hearsay.views.plain import count, plain, shorten
from hearsay.views.screens.screen import BOLD, DATE, DIM, KINDS, STANCE_STYLES, WARN, Piece, Screen

_WORDS = 180
_DATE_WIDTH = 13
#: Origins that are named before the rest is counted.
_SHOWN = 2


def draw_timeline(screen: Screen, entries: Sequence[TimelineEntry]) -> None:
    """Draw the entries under a line of headings."""
    if not entries:
        return
    who = _who_width(screen)
    screen.row(
        ("when", BOLD, _DATE_WIDTH),
        ("what", BOLD, screen.width - _DATE_WIDTH - who - 2),
        body=[("on whose word", BOLD)],
    )
    for entry in entries:
        _draw(screen, entry, who)


def _who_width(screen: Screen) -> int:
    return max(20, min(34, screen.width // 3))


def _draw(screen: Screen, entry: TimelineEntry, who: int) -> None:
    from rich.table import Table

    when = interval_words(entry.time.earliest, entry.time.latest)
    what: list[Piece | str] = []
    if told := MODALITIES[entry.modality]:
        what.append((f"[{told}] ", WARN))
    if entry.stance != "affirms":
        what.append((f"[{entry.stance}] ", STANCE_STYLES[entry.stance]))
    what.append(shorten(plain(entry.text), _WORDS))
    for value in entry.dates:
        what.append((f"\n{plain(value.value)}: {names(value.origins or value.articles)}", WARN))
    grid = Table.grid(padding=(0, 1, 0, 0), pad_edge=False)
    grid.add_column(width=_DATE_WIDTH, overflow="fold")
    grid.add_column(width=screen.width - _DATE_WIDTH - who - 2, overflow="fold")
    grid.add_column(width=who, overflow="fold")
    grid.add_row(
        screen.text([(when or "undated", DATE if when else DIM)]),
        screen.text(what),
        screen.text(
            [*origin_pieces(entry.origins, entry.unstated), (f"\n{_in(entry)} · {plain(entry.claim)}", DIM)]
        ),
    )
    screen.draw(grid)


def _in(entry: TimelineEntry) -> str:
    return count(len(entry.articles), "article")


def origin_pieces(origins: Sequence[ClaimOrigin], unstated: int, shown: int = _SHOWN) -> list[Piece]:
    """Return whose word a claim rests on: its origins, or that nobody is named."""
    pieces: list[Piece] = []
    for origin in origins[:shown]:
        if pieces:
            pieces.append(("; ", ""))
        name = source_words(origin.name, origin.kind, 48)
        pieces.append((f"{name}, own voice" if origin.kind == "outlet" else name, KINDS[origin.kind]))
    if len(origins) > shown:
        pieces.append((f" and {len(origins) - shown:,} more", ""))
    if not pieces:
        pieces.append(("nobody is named" if unstated else "no origin", KINDS["unstated"]))
    return pieces
