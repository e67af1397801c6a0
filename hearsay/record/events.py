"""Events of a record: what happened, or is said to, as rows whose every cell names the characters it was read from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import msgspec

from hearsay.record.event_accounts import event_accounts
from hearsay.record.event_results import Account, EventRow, Party
from hearsay.record.filters import Window
from hearsay.record.names import name_key
from hearsay.record.results import Interval
from hearsay.record.selection import Selection
from hearsay.schema import EventTime, FigureKind, Place

if TYPE_CHECKING:
    from hearsay.record.record import Record


def events(
    record: Record,
    *,
    types: Iterable[str] = (),
    actor: str | None = None,
    place: str | None = None,
    since: str | None = None,
    until: str | None = None,
    figure: FigureKind | None = None,
    happened: bool = False,
    every: bool = False,
) -> list[EventRow]:
    """Events by the time they tell of, those without one last: one row for each claim and type.

    ``types``: only these. ``actor``: a name, a part of one, or a country's code, of who takes part. ``place``: a name or a
    country's code. ``since``, ``until``: ISO dates, against the time told, or the publication where none is told.
    ``figure``: only those that give a figure of this kind, whatever their type. ``happened``: only what is
    told as having happened. ``every``: those of no type, too. Raises ValueError for what is no date.
    """
    window = Window.of(since, until)
    wanted = frozenset(types)
    chosen = Selection(record)
    found: dict[tuple[str, str], list[EventRow]] = {}
    for row in event_accounts(chosen, every or figure is not None or "other" in wanted):
        found.setdefault((row.claim, row.type if row.type != "other" else row.lemma), []).append(row)
    out = []
    for rows in found.values():
        best = min(rows, key=_rank)
        same = [r for r in rows if r.told == best.told]
        accounts = tuple(
            Account(r.article, r.start, r.end, r.statement, r.outlet) for r in sorted(rows, key=_rank)
        )
        figures = best.figures or next(
            (r.figures for r in same if r.figures and r.article == best.article), ()
        )
        out.append(msgspec.structs.replace(best, accounts=accounts, figures=figures))
    kept = [
        row
        for row in out
        if (not wanted or row.type in wanted)
        and (not happened or row.told == "happened")
        and (actor is None or any(_is(p, actor) for p in (*row.actors, *row.targets)))
        and (place is None or _at(row.place, place))
        and (figure is None or any(f.kind == figure for f in row.figures))
        and window.holds(_interval(row.time), row.published)
    ]
    return sorted(kept, key=_when)


def _interval(time: EventTime | None) -> Interval:
    return Interval(time.earliest, time.latest) if time else Interval(None, None)


def _when(row: EventRow) -> tuple[str, str, str, int]:
    first = (row.time.earliest or row.time.latest) if row.time else None
    return first or "~", row.published or "~", row.article, row.start


def _rank(row: EventRow) -> tuple[bool, int, str, str, int]:
    """The account that tells most, as having happened if any does; the earliest of equals."""
    cells = len(row.actors) + len(row.targets) + (row.place is not None) + (row.time is not None)
    return row.told != "happened", -cells, row.published or "~", row.article, row.start


def _is(party: Party, name: str) -> bool:
    """Whether a name, a part of it, or a country's code means a participant."""
    if name.isupper() and len(name) == 3 and party.country == name:
        return True
    words = set(name_key(name).split())
    return bool(words) and any(words <= set(name_key(called).split()) for called in (party.name, party.words))


def _at(place: Place | None, name: str) -> bool:
    if place is None:
        return False
    if name.isupper() and len(name) == 3 and place.country == name:
        return True
    key = name_key(name)
    return bool(key) and key in {name_key(n) for n in (place.name, place.resolved or "", place.region or "")}


__all__ = ["events"]
