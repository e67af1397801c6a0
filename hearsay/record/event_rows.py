"""Claims that tell of an event as one row each: when, who, where, how many, on whose word."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hearsay.record.results import Claim, StatementRow
from hearsay.record.selection import Selection, unique
from hearsay.record.time_precision import time_precision
from hearsay.schema import Event, FigureKind

#: What stands between several values in one cell.
SEPARATOR = "; "
#: Names as in ACLED's codebook where the meaning is the same: event_date, year, time_precision, actor1, actor2,
#: location, fatalities, source, notes.
EVENT_COLUMNS: dict[str, type] = {
    "event_id": str,
    "event_date": str,
    "event_date_end": str,
    "year": int,
    "time_precision": int,
    "precision": str,
    "predicate": str,
    "roleset": str,
    "actor1": str,
    "actor1_id": str,
    "actor2": str,
    "actor2_id": str,
    "location": str,
    "fatalities": int,
    "fatalities_low": int,
    "fatalities_high": int,
    "injuries_low": int,
    "injuries_high": int,
    "notes": str,
    "source": str,
    "source_count": int,
    "origins": str,
    "origin_count": int,
    "unstated": int,
    "disputed": bool,
    "statement_id": str,
    "article": str,
    "outlet": str,
    "url": str,
    "start": int,
    "end": int,
}

#: Who did it, and whom or what it was done to (PropBank). What only underwent it comes first where nobody did it.
_ROLES = ("ARG0", "ARG1", "ARG2")


def event_rows(chosen: Selection) -> Iterator[dict[str, Any]]:
    """A row for each claim that somebody tells as having happened, and that has an event."""
    addresses = {row.article: row.url for row in chosen.articles}
    for claim in chosen.claims:
        entry = chosen.entries[claim.id]
        if entry.modality == "fact" and entry.stance != "denies":
            told = _best(chosen, claim)
            if told is not None:
                yield _row(chosen, claim, *told, addresses)


def _best(chosen: Selection, claim: Claim) -> tuple[StatementRow, Event] | None:
    """The statement that tells most of the event, the earliest of equals. All cells on who and where are its."""
    told = [(row, event) for row in chosen.of_claim[claim.id] if (event := chosen.event(row)) is not None]
    return min(
        told,
        key=lambda pair: (
            pair[0].stance == "denies",
            -len(_actors(chosen, *pair)) - (_place(chosen, *pair) is not None),
            pair[0].published or "~",
            pair[0].id,
        ),
        default=None,
    )


def _actors(chosen: Selection, row: StatementRow, event: Event) -> list[tuple[str, str | None]]:
    """Who takes part: name as the record has it, and actor id; in the order of their roles."""
    found: list[tuple[str, str | None]] = []
    for label in _ROLES:
        for role in event.roles:
            named = chosen.mentioned(row.article, (role.start, role.end)) if role.role == label else None
            if named is None or named[1].type not in ("PER", "ORG", "LOC"):
                continue
            # A country acts; what something happened at or off does not.
            if named[1].type == "LOC" and label != "ARG0" and named[0].start > role.start:
                continue
            actor = chosen.actor(row.article, named[1].name)
            who = (actor.name, actor.id) if actor else (named[1].name, None)
            if who not in found:
                found.append(who)
    return found


def _place(chosen: Selection, row: StatementRow, event: Event) -> str | None:
    """Where it happened, as the text says it; failing that, a place among what stands with the predicate."""
    if event.place:
        return event.place.name
    for role in event.roles:
        named = chosen.mentioned(row.article, (role.start, role.end))
        if named and named[1].type == "LOC" and (role.role == "ARGM-LOC" or named[0].start > role.start):
            return named[1].name
    return None


def _row(
    chosen: Selection, claim: Claim, row: StatementRow, event: Event, addresses: dict[str, str | None]
) -> dict[str, Any]:
    entry = chosen.entries[claim.id]
    actors = [*_actors(chosen, row, event), (None, None), (None, None)]
    killed, wounded = _range(chosen, claim, "killed"), _range(chosen, claim, "wounded")
    first, last = claim.time.earliest, claim.time.latest
    return {
        "event_id": claim.id,
        "event_date": first,
        "event_date_end": last,
        "year": int(first[:4]) if first and first[:4].isdecimal() else None,
        "time_precision": time_precision(entry.precision),
        "precision": entry.precision,
        "predicate": event.lemma or None,
        "roleset": event.roleset if isinstance(event.roleset, str) else None,
        "actor1": actors[0][0],
        "actor1_id": actors[0][1],
        "actor2": actors[1][0],
        "actor2_id": actors[1][1],
        "location": _place(chosen, row, event),
        # One number only where all accounts give it: nothing is averaged.
        "fatalities": killed[0] if killed[0] == killed[1] else None,
        "fatalities_low": killed[0],
        "fatalities_high": killed[1],
        "injuries_low": wounded[0],
        "injuries_high": wounded[1],
        "notes": claim.text,
        "source": SEPARATOR.join(chosen.publishers(claim.id)),
        "source_count": len(chosen.publishers(claim.id)),
        "origins": SEPARATOR.join(unique(origin.name for origin in claim.origins)) or None,
        "origin_count": claim.corroboration,
        "unstated": claim.unstated,
        "disputed": bool(claim.disagreements),
        "statement_id": row.id,
        "article": row.article,
        "outlet": row.outlet,
        "url": addresses.get(row.article),
        "start": row.start,
        "end": row.end,
    }


def _range(chosen: Selection, claim: Claim, kind: FigureKind) -> tuple[int | None, int | None]:
    """The least and the most that any account gives; None where no account bounds it."""
    low: list[float] = []
    high: list[float] = []
    for row in chosen.of_claim[claim.id]:
        if row.stance == "denies":
            continue
        for figure in chosen.statement(row).figures:
            if figure.kind == kind:
                low += [figure.low] if figure.low is not None else []
                high += [figure.high] if figure.high is not None else []
    return (int(min(low)) if low else None, int(max(high)) if high else None)
