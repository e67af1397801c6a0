"""Events as CSV: columns named as in ACLED's codebook where the meaning is the same, and a span for every cell."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import BinaryIO

from hearsay.record.days import days
from hearsay.record.event_results import EventRow, Party
from hearsay.record.time_precision import time_precision
from hearsay.schema import FigureKind
from hearsay.views.export.cells import harmless
from hearsay.views.phrases import chain_words

Cell = str | int | float | None
#: What stands between several values in one cell.
SEPARATOR = "; "


def event_cells(row: EventRow) -> dict[str, Cell]:
    """One event as cells. ``*_span`` are START:END in the text of ``article``; ``told`` says whether it happened."""
    time, place = row.time, row.place
    killed, wounded = _people(row, "killed"), _people(row, "wounded")
    spoken = [f for f in row.figures if f.kind == "killed"]
    return {
        "event_id_cnty": row.id,
        "told": row.told,
        "event_date": time.earliest if time else None,
        "event_date_end": time.latest if time else None,
        "event_date_span": _span(time.start, time.end) if time else None,
        "year": int(time.earliest[:4]) if time and time.earliest and time.earliest[:4].isdecimal() else None,
        "time_precision": time_precision(time.precision) if time and days(time.earliest) else None,
        "event_type": row.type,
        "predicate": row.lemma or None,
        "predicate_span": _span(row.start, row.end),
        "roleset": row.roleset,
        "factuality": row.factuality,
        "actor1": _names(row.actors),
        "actor1_country": _countries(row.actors),
        "actor1_span": _spans(row.actors),
        "actor2": _names(row.targets),
        "actor2_country": _countries(row.targets),
        "actor2_span": _spans(row.targets),
        "country": place.country if place else None,
        "admin1": place.region if place else None,
        "location": place.name if place else None,
        "location_span": _span(place.start, place.end) if place else None,
        "latitude": place.latitude if place else None,
        "longitude": place.longitude if place else None,
        "geo_reason": place.by if place else None,
        # One number only where the text gives one.
        "fatalities": killed[0] if killed[0] == killed[1] else None,
        "fatalities_low": killed[0],
        "fatalities_high": killed[1],
        "fatalities_span": SEPARATOR.join(f"{f.start}:{f.end}" for f in spoken) or None,
        "injuries_low": wounded[0],
        "injuries_high": wounded[1],
        "source": SEPARATOR.join(sorted({a.outlet or a.article for a in row.accounts})),
        "on_whose_word": chain_words(row.chain),
        "notes": row.text,
        "notes_span": _span(row.text_start, row.text_end),
        "article": row.article,
        "published": row.published,
        "url": row.url,
        "claim_id": row.claim,
        "accounts": len(row.accounts),
    }


def write_events(rows: Iterable[EventRow], out: BinaryIO) -> None:
    """Write the rows with a head. Every text is quoted, and none can be read as a formula."""
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    try:
        writer = csv.writer(text, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
        writer.writerow(columns())
        for row in rows:
            writer.writerow([_cell(cell) for cell in event_cells(row).values()])
    finally:
        text.flush()
        text.detach()


def columns() -> tuple[str, ...]:
    """The names of the columns."""
    nothing = EventRow("", "other", "happened", "", "", 0, 0, "", 0, 0, "", "", (), "fact", "affirms")
    return tuple(event_cells(nothing))


def _cell(cell: Cell) -> Cell:
    return harmless(cell.replace("\x00", "\ufffd")) if isinstance(cell, str) else cell


def _people(row: EventRow, kind: FigureKind) -> tuple[int | None, int | None]:
    """The least and the most that the account gives; of a whole and its parts the whole."""
    some = [f for f in row.figures if f.kind == kind]
    low = [f.low for f in some if f.low is not None]
    high = [f.high for f in some if f.high is not None]
    # "killed 12, three of them children": the greatest is the whole.
    return (int(max(low)) if low else None, int(max(high)) if high and len(high) == len(some) else None)


def _span(start: int | None, end: int | None) -> str | None:
    return f"{start}:{end}" if start is not None and end is not None else None


def _names(parties: Sequence[Party]) -> str | None:
    return SEPARATOR.join(p.name for p in parties) or None


def _countries(parties: Sequence[Party]) -> str | None:
    return SEPARATOR.join(dict.fromkeys(p.country for p in parties if p.country)) or None


def _spans(parties: Sequence[Party]) -> str | None:
    return SEPARATOR.join(f"{p.start}:{p.end}" for p in parties) or None


__all__ = ["columns", "event_cells", "write_events"]
