"""Many articles read: in this process, or by several of them.

Nothing here knows how a reading is made or where it is kept: the reader is loaded by a callable that each
process calls once, and what takes the readings in is any :class:`Store`, such as a
:class:`hearsay.record.Record`.
"""

from __future__ import annotations

from hearsay.engine.batch import (
    ENDED,
    Load,
    Outcome,
    Packed,
    Read,
    check_limits,
    load_reader,
    overdue,
    read_batch,
    unpack_batch,
)
from hearsay.engine.outcomes import AHEAD, BATCH, LIMIT, read_articles
from hearsay.engine.store import Readers, Report, Source, Store, Tally, fill

__all__ = [
    "AHEAD",
    "BATCH",
    "ENDED",
    "LIMIT",
    "Load",
    "Outcome",
    "Packed",
    "Read",
    "Readers",
    "Report",
    "Source",
    "Store",
    "Tally",
    "check_limits",
    "fill",
    "load_reader",
    "overdue",
    "read_articles",
    "read_batch",
    "unpack_batch",
]
