"""CSV as RFC 4180 has it, UTF-8: one row an event, a statement or a claim."""

from __future__ import annotations

import csv
import io
from typing import BinaryIO

from hearsay.record.selection import Selection
from hearsay.record.tables import Cell, Rows, of_selection
from hearsay.views.export.cells import harmless


def write(chosen: Selection, out: BinaryIO, rows: Rows) -> None:
    """Write the table with a head. Every text is quoted, so that no other separator can part a cell."""
    table = of_selection(chosen, rows)
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    try:
        writer = csv.writer(text, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
        writer.writerow(table.columns)
        for row in table.rows:
            writer.writerow([_cell(cell) for cell in row])
    finally:
        text.flush()
        text.detach()


def _cell(cell: Cell) -> Cell:
    if isinstance(cell, str):
        # A NUL ends the cell, or the file, in more readers than not.
        return harmless(cell.replace("\x00", "\ufffd"))
    return str(cell).lower() if isinstance(cell, bool) else cell
