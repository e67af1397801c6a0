"""TimelineJS: one slide for each claim that has a day. https://timeline.knightlab.com/docs/json-format.html

TimelineJS takes texts for HTML, so all that comes from articles is escaped.
"""

from __future__ import annotations

import html
from typing import Any, BinaryIO

from hearsay.record.results import ClaimOrigin, TimelineEntry
from hearsay.record.selection import Selection
from hearsay.record.tables import Rows
from hearsay.views.export.pages import present, write_json
from hearsay.views.phrases import MODALITIES, interval_words, names, source_words
from hearsay.views.plain import count, plain, shorten

_HEADLINE = 120


def write(chosen: Selection, out: BinaryIO, rows: Rows) -> None:
    """Write the timeline. Claims without any date are left out: it has no place for them."""
    entries = [chosen.entries[claim.id] for claim in chosen.claims]
    dated = [entry for entry in entries if _day(entry.time.earliest or entry.time.latest)]
    dated.sort(key=lambda e: (e.time.earliest or e.time.latest or "", e.time.latest or "", e.claim))
    title = f"{count(len(dated), 'claim')} from {count(len(chosen.articles), 'article')}"
    write_json(
        out,
        {
            "title": {"text": {"headline": "Who says so?", "text": f"<p>{html.escape(title)}</p>"}},
            "events": [_slide(entry) for entry in dated],
        },
    )


def _slide(entry: TimelineEntry) -> dict[str, Any]:
    first, last = entry.time.earliest, entry.time.latest
    start = _day(first or last)
    end = _day(last) if first and last and last != first else None
    told = MODALITIES[entry.modality]
    return present(
        {
            "unique_id": entry.claim,
            "start_date": start,
            "end_date": end,
            "display_date": interval_words(first, last),
            "group": told or None,
            "text": {
                "headline": html.escape(shorten(plain(entry.text), _HEADLINE)),
                "text": _body(entry),
            },
        }
    )


def _body(entry: TimelineEntry) -> str:
    origins = names([_words(origin) for origin in entry.origins], 5) if entry.origins else "nobody is named"
    lines = [
        f"On the word of: {origins}",
        f"{count(len(entry.articles), 'article')}: {names(entry.outlets, 5)}" if entry.outlets else "",
        *(f"{plain(value.value)}: {names(value.origins)}" for value in entry.dates),
    ]
    return "".join(f"<p>{html.escape(line)}</p>" for line in lines if line)


def _words(origin: ClaimOrigin) -> str:
    return source_words(origin.name, origin.kind)


def _day(iso: str | None) -> dict[str, int] | None:
    """A date as TimelineJS has it: whole numbers; None for what is no date."""
    parts = (iso or "")[:10].split("-")
    if not all(part.isdecimal() and part.isascii() for part in parts) or len(parts) > 3:
        return None
    return dict(zip(("year", "month", "day"), map(int, parts), strict=False))
