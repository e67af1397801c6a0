"""A place to draw on: a terminal, a pipe or a file; as wide as it is, with colour only on a terminal."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Sequence
from typing import IO, TYPE_CHECKING

from hearsay.schema import SourceKind, Stance
from hearsay.views.phrases import BY, Hand, source_words

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

#: Lines longer than this are hard to read, however wide the terminal is.
WIDEST = 110
NARROWEST = 40
#: The width where nothing tells one.
USUAL = 80

DIM = "dim"
BOLD = "bold"
DATE = "cyan"
WARN = "yellow"
KINDS: dict[SourceKind, str] = {
    "person": "green",
    "organisation": "green",
    "document": "magenta",
    "footage": "magenta",
    "unnamed": "yellow",
    "unstated": "red",
    "outlet": "",
}
STANCE_STYLES: dict[Stance, str] = {"affirms": "", "denies": "red", "hedges": "yellow"}

_TRAILING = re.compile(r"[ \t]+((?:\x1b\[[0-9;]*m)*)$", re.MULTILINE)

#: A piece of text and its style.
Piece = tuple[str, str]


class Screen:
    """Draws rows and paragraphs. Text must be fit for a terminal: see :func:`~hearsay.views.plain.plain`."""

    def __init__(self, file: IO[str] | None = None, width: int | None = None) -> None:
        """Draw on ``file`` (standard output), ``width`` columns wide (the terminal's, COLUMNS, else 80)."""
        from rich.console import Console

        self._file = file or sys.stdout
        self.console = Console(
            file=self._file,
            markup=False,
            emoji=False,
            highlight=False,
            force_jupyter=False,
            legacy_windows=False,
        )
        if width is None:
            told = os.environ.get("COLUMNS", "")
            known = self.console.is_terminal or told.isdigit()
            width = self.console.width if known else USUAL
        self.width = max(NARROWEST, min(width, WIDEST))
        self.console.width = self.width

    def draw(self, what: RenderableType) -> None:
        """Draw anything that rich can, without blanks at line ends."""
        with self.console.capture() as captured:
            self.console.print(what)
        self._file.write(_TRAILING.sub(r"\1", captured.get()))

    def text(self, pieces: Iterable[Piece | str]) -> Text:
        """Return pieces, styled or not, as one text."""
        from rich.text import Text

        made = Text()
        for piece in pieces:
            made.append(*((piece,) if isinstance(piece, str) else piece))
        return made

    def line(self, *pieces: Piece | str) -> None:
        """Draw a paragraph."""
        self.draw(self.text(pieces))

    def blank(self) -> None:
        """Draw an empty line."""
        self._file.write("\n")

    def row(self, *columns: tuple[str, str, int], body: Iterable[Piece | str], right: bool = False) -> None:
        """Draw one row: columns (text, style, width) with a blank between them, then the body, which wraps.

        With ``right`` the columns are flush right, as numbers are.
        """
        from rich.table import Table

        grid = Table.grid(padding=(0, 1, 0, 0), pad_edge=False)
        for _, _, width in columns:
            grid.add_column(width=width, overflow="fold", justify="right" if right else "left")
        # rich counts the padding of each column but the last.
        taken = sum(width + 1 for _, _, width in columns)
        grid.add_column(width=max(20, self.width - taken), overflow="fold")
        grid.add_row(*(self.text([(text, style)]) for text, style, _ in columns), self.text(body))
        self.draw(grid)

    def flow(self, items: Sequence[Sequence[Piece | str]], width: int) -> list[Piece | str]:
        """Return items side by side, three blanks apart, each whole in its line where ``width`` allows."""
        pieces: list[Piece | str] = []
        used = 0
        for item in items:
            size = self.text(item).cell_len
            if used:
                fits = used + 3 + size <= width
                pieces.append("   " if fits else "\n")
                used = used + 3 if fits else 0
            pieces += item
            used += size
        return pieces

    def table(self, headings: Sequence[tuple[str, bool]], rows: Sequence[Sequence[Piece]]) -> None:
        """Draw a table: headings (text, whether of numbers), then rows. The first column may wrap."""
        from rich.table import Table

        made = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style=BOLD)
        for n, (heading, number) in enumerate(headings):
            made.add_column(heading, justify="right" if number else "left", overflow="fold", no_wrap=n > 0)
        for row in rows:
            made.add_row(*(self.text([piece]) for piece in row))
        self.draw(made)


def chain_pieces(chain: Sequence[Hand]) -> list[Piece]:
    """Return a chain in pieces, each hand in the colour of its kind."""
    pieces: list[Piece] = []
    for hand in chain:
        if pieces:
            pieces.append((BY, DIM))
        pieces.append((source_words(hand.name, hand.kind), KINDS[hand.kind]))
    return pieces
