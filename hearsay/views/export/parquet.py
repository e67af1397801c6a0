"""Parquet with typed columns: one row an event, a statement or a claim. Needs ``hearsay[parquet]``."""

from __future__ import annotations

from typing import BinaryIO

from hearsay.record.selection import Selection
from hearsay.record.tables import Rows, of_selection


def write(chosen: Selection, out: BinaryIO, rows: Rows) -> None:
    """Write the table. ImportError names the extra when pyarrow is missing."""
    table = of_selection(chosen, rows).to_arrow()
    import pyarrow.parquet

    pyarrow.parquet.write_table(table, out, compression="zstd")
