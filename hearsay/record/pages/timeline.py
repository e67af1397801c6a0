"""The timeline: claims in the order of what happened, a page at a time, and how they spread over time."""

from __future__ import annotations

from typing import Literal

import msgspec

from hearsay.record.days import first_day
from hearsay.record.pages.claims import ClaimFilter, claim_of, search
from hearsay.record.pages.slice import SIZE, Slice
from hearsay.record.results import Claim, TimelineEntry
from hearsay.record.store import Store
from hearsay.schema import Stance

Grain = Literal["year", "month", "day"]
_LENGTHS: dict[Grain, int] = {"year": 4, "month": 7, "day": 10}


class Stretch(msgspec.Struct, frozen=True):
    """A year, month or day (``name``, ISO), and how many claims are placed in it."""

    name: str
    claims: int


class Period(msgspec.Struct, frozen=True):
    """How the claims spread over time: the stretches that hold some, in order, and how long each is."""

    grain: Grain
    stretches: tuple[Stretch, ...]


def timeline(store: Store, asked: ClaimFilter, start: int = 0) -> Slice[TimelineEntry]:
    """Dated claims in order of time. Raises ValueError for what is no date."""
    where, values = asked.where()
    capped = search(store, asked.words)
    dated = f"{where} AND COALESCE(earliest, latest) IS NOT NULL"
    rows = store.rows(
        f"SELECT id FROM claims WHERE {dated} "
        "ORDER BY COALESCE(earliest, latest), COALESCE(latest, '~'), articles DESC, id LIMIT ? OFFSET ?",
        (*values, SIZE, start),
    )
    total = store.rows(f"SELECT COUNT(*) FROM claims WHERE {dated}", values)[0][0]
    return Slice(tuple(_entry(store, row[0]) for row in rows), int(total), start, capped)


def undated(store: Store, asked: ClaimFilter) -> int:
    """How many claims no date could be put to."""
    where, values = msgspec.structs.replace(asked, since="", until="").where()
    search(store, asked.words)
    found = store.rows(
        f"SELECT COUNT(*) FROM claims WHERE {where} AND COALESCE(earliest, latest) IS NULL",
        values,
    )
    return int(found[0][0])


def spread(store: Store, asked: ClaimFilter) -> Period:
    """How the dated claims spread: by day within two months, by month within three years, else by year."""
    where, values = asked.where()
    search(store, asked.words)
    rows = store.rows(
        f"SELECT substr(COALESCE(earliest, latest), 1, 10) AS t, COUNT(*) FROM claims WHERE {where} "
        "AND COALESCE(earliest, latest) IS NOT NULL GROUP BY t ORDER BY t",
        values,
    )
    if asked.since or asked.until:
        # What began before the stretch asked for stands at its edge, not in years of its own.
        rows = [(max(str(t), asked.since), n) for t, n in rows]
    days = [first_day(str(row[0])) for row in rows]
    known = [day for day in days if day is not None]
    length = max(known, default=0) - min(known, default=0)
    grain: Grain = "day" if length <= 62 else "month" if length <= 3 * 366 else "year"
    found: dict[str, int] = {}
    for t, n in rows:
        name = str(t)[: _LENGTHS[grain]]
        found[name] = found.get(name, 0) + int(n)
    return Period(grain, tuple(Stretch(name, found[name]) for name in sorted(found)))


def _entry(store: Store, name: str) -> TimelineEntry:
    precision, modality, unstated = store.rows(
        "SELECT precision, modality, unstated FROM claims WHERE id = ?", (name,)
    )[0]
    claim = claim_of(store, name)
    return TimelineEntry(
        claim=name,
        text=claim.text,
        time=claim.time,
        precision=precision,
        modality=modality,
        stance=_stance(claim),
        origins=claim.origins,
        unstated=unstated,
        articles=claim.articles,
        outlets=tuple(sorted({s.chain[0].name for s in claim.statements if s.chain})),
        dates=next((d.values for d in claim.disagreements if d.about == "date"), ()),
    )


def _stance(claim: Claim) -> Stance:
    stances = {s.stance for s in claim.statements}
    return "affirms" if "affirms" in stances else "hedges" if "hedges" in stances else "denies"
