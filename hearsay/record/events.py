"""Events of a record: what happened, or is said to, as rows whose every cell names the characters it was read from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Literal

import msgspec

from hearsay.record.days import days
from hearsay.record.filters import Window
from hearsay.record.names import name_key
from hearsay.record.results import Interval, StatementRow
from hearsay.record.selection import Selection
from hearsay.schema import (
    Event,
    EventTime,
    EventType,
    Figure,
    FigureKind,
    Hop,
    Modality,
    Place,
    Precision,
    Reading,
    Span,
    Stance,
    Statement,
)

if TYPE_CHECKING:
    from hearsay.record.record import Record

#: How an event is told: as having happened, hedged, denied, or as its modality says.
Told = Literal[
    "happened",
    "hedged",
    "denied",
    "negated",
    "possible",
    "future",
    "conditional",
    "obliged",
    "ordered",
    "hoped",
]


class Party(msgspec.Struct, frozen=True, omit_defaults=True):
    """Who takes part: the words and their span, who they stand for in the record, and the country (ISO alpha-3)."""

    words: str
    start: int
    end: int
    name: str
    actor: str | None = None
    country: str | None = None


class Account(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where an article tells of the event: the predicate's span, and the statement."""

    article: str
    start: int
    end: int
    statement: str
    outlet: str | None = None


class EventRow(msgspec.Struct, frozen=True, omit_defaults=True):
    """An event as a record has it. All spans are offsets into the text of ``article``; ``accounts`` tell of it too."""

    id: str
    type: EventType
    told: Told
    article: str
    #: The predicate, as it stands there.
    predicate: str
    start: int
    end: int
    #: The words of the statement, and their outermost span.
    text: str
    text_start: int
    text_end: int
    claim: str
    statement: str
    #: Who the statement came through, the outlet first.
    chain: tuple[Hop, ...]
    modality: Modality
    stance: Stance
    #: How sure the writer is that it happened, -3 (did not) to 3 (did).
    factuality: float | None = None
    lemma: str = ""
    roleset: str | None = None
    time: EventTime | None = None
    actors: tuple[Party, ...] = ()
    targets: tuple[Party, ...] = ()
    place: Place | None = None
    figures: tuple[Figure, ...] = ()
    outlet: str | None = None
    published: str | None = None
    url: str | None = None
    accounts: tuple[Account, ...] = ()


def told(event: Event, stance: Stance) -> Told:
    """How an event is told; only what is told as a fact that nobody denies or hedges has happened."""
    if event.modality != "fact":
        return event.modality
    return "denied" if stance == "denies" else "hedged" if stance == "hedges" else "happened"


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
    for row in _rows(chosen, every or figure is not None or "other" in wanted):
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


def _rows(chosen: Selection, every: bool) -> Iterator[EventRow]:
    by_article: dict[str, list[StatementRow]] = {}
    for statement in chosen.statements:
        by_article.setdefault(statement.article, []).append(statement)
    for article, rows in sorted(by_article.items()):
        reading = chosen.reading(article)
        url = chosen.known[article].url
        by_id = {s.id: s for s in reading.statements}
        pairs = [(row, by_id[row.id.rpartition(".")[2]]) for row in rows]
        cues = _cues(chosen, reading, pairs)
        for event in reading.events:
            if event.within is None and (every or event.type != "other"):
                held = cues.get(event.id) or _held(event, pairs)
                if held is not None:
                    yield _row(chosen, reading, event, *held, url)


def _cues(
    chosen: Selection, reading: Reading, pairs: list[tuple[StatementRow, Statement]]
) -> dict[str, tuple[StatementRow, Statement]]:
    """The events that are themselves somebody's saying ("demanded that ..."): told by whoever tells of the saying."""
    by_id = {a.id: a for a in reading.attributions}
    out = {}
    for row, statement in pairs:
        if statement.attribution is None:
            continue
        saying = by_id[statement.attribution]
        # Who told of the saying: the hands before its own source.
        own = [*saying.source, *saying.cue]
        outer = tuple(
            hop
            for hop in (by_id[saying.parent].chain if saying.parent else saying.chain)
            if hop.start is None or not any(a <= hop.start < b for a, b in own)
        )
        for event in reading.events:
            start, end = event.predicate
            if any(a <= start and end <= b for a, b in saying.cue):
                a, b = next((s for s in reading.sentences if s[0] <= start < s[1]), event.predicate)
                words = " ".join(chosen.article(row.article).text[a:b].split())
                replace = msgspec.structs.replace
                said = replace(
                    statement, stance="affirms", chain=outer, time=None, event=event.id, figures=()
                )
                out[event.id] = (replace(row, text=words, start=a, end=b), said)
    return out


def _held(event: Event, pairs: list[tuple[StatementRow, Statement]]) -> tuple[StatementRow, Statement] | None:
    """The statement that an event stands in: the smallest that holds its predicate."""
    start, end = event.predicate
    inside = [p for p in pairs if any(a <= start and end <= b for a, b in p[1].spans)]
    return min(inside, key=lambda p: sum(b - a for a, b in p[1].spans), default=None)


def _row(
    chosen: Selection,
    reading: Reading,
    event: Event,
    row: StatementRow,
    statement: Statement,
    url: str | None,
) -> EventRow:
    article = row.article
    text = chosen.article(article).text
    start, end = event.predicate
    main = statement.event == event.id
    time = _time(event, statement, main)
    how = told(event, statement.stance)
    if (
        how == "happened"
        and time
        and time.earliest
        and row.published
        and time.earliest[:10] > row.published[:10]
    ):
        how = "future"  # "enters into force on 1 June": the present tense of a timetable
    return EventRow(
        id=f"{chosen.keys[article][:12]}.{event.id}",
        type=event.type,
        told=how,
        article=article,
        predicate=text[start:end],
        start=start,
        end=end,
        text=row.text,
        text_start=row.start,
        text_end=row.end,
        claim=row.claim,
        statement=row.id,
        chain=statement.chain,
        modality=event.modality,
        stance=statement.stance,
        factuality=event.factuality if isinstance(event.factuality, float) else None,
        lemma=event.lemma,
        roleset=event.roleset if isinstance(event.roleset, str) else None,
        time=time,
        actors=_parties(chosen, reading, article, text, event, "actor"),
        targets=_parties(chosen, reading, article, text, event, "target"),
        place=event.place if isinstance(event.place, Place) else None,
        figures=_figures(event, statement, main),
        outlet=row.outlet,
        published=row.published,
        url=url,
    )


def _time(event: Event, statement: Statement, main: bool) -> EventTime | None:
    own = event.time if isinstance(event.time, EventTime) else None
    return own or (statement.time if main else None)


def _figures(event: Event, statement: Statement, main: bool) -> tuple[Figure, ...]:
    """The figures of what an event did to whom: those in its roles; of a main event also the statement's others."""
    if main:
        return statement.figures
    spans: list[Span] = [(r.start, r.end) for r in event.roles]
    return tuple(f for f in statement.figures if any(a <= f.start and f.end <= b for a, b in spans))


def _parties(
    chosen: Selection, reading: Reading, article: str, text: str, event: Event, role: str
) -> tuple[Party, ...]:
    # "Pyongyang condemned": the government of North Korea did.
    meant = {p.end: p.resolved for p in reading.places if p.acts and p.kind in ("city", "seat")}
    # "He" and "Minister Ana Ruiz" are Ana Ruiz; "Sundish police" are not Sund.
    ends = {(m.end, m.entity) for m in reading.mentions}
    out = []
    for p in event.participants:
        if p.role == role:
            words = text[p.start : p.end]
            entity = meant.get(p.end) or (p.entity if (p.end, p.entity) in ends else None)
            actor = chosen.actor(article, entity) if entity else None
            name = actor.name if actor else entity or words
            out.append(Party(words, p.start, p.end, name, actor.id if actor else None, p.country))
    return tuple(out)


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


#: ACLED's time precision: 1 the day is known, 2 the week, 3 the month. Longer stretches have no code there.
_PRECISION: dict[Precision, int] = {
    "second": 1,
    "minute": 1,
    "hour": 1,
    "part of day": 1,
    "day": 1,
    "week": 2,
    "month": 3,
}


def precision_code(time: EventTime | None) -> int | None:
    """ACLED's code for how exactly a time is known, or None."""
    if time is None or days(time.earliest) is None:
        return None
    return _PRECISION.get(time.precision) if time.precision else None


__all__ = ["Account", "EventRow", "Party", "Told", "events", "precision_code", "told"]
