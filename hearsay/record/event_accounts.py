"""Accounts of events: each event of each article as a row, with the statement that tells of it."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from hearsay.record.event_results import EventRow, Party, Told
from hearsay.record.results import StatementRow
from hearsay.record.selection import Selection
from hearsay.schema import Event, EventTime, Figure, Place, Reading, Span, Stance, Statement


def told(event: Event, stance: Stance) -> Told:
    """How an event is told; only what is told as a fact that nobody denies or hedges has happened."""
    if event.modality != "fact":
        return event.modality
    return "denied" if stance == "denies" else "hedged" if stance == "hedges" else "happened"


def event_accounts(chosen: Selection, every: bool) -> Iterator[EventRow]:
    """The events of each article by its name, in order; with ``every`` those of no type, too."""
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
