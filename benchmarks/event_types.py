"""Event types and actors on sentences coded with PLOVER's classes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.figures import Bench, Figures
from benchmarks.workbench import Record, Workbench, lines
from hearsay.schema import Article

if TYPE_CHECKING:
    from hearsay.schema import Event, Reading, Span

GOLD = "plover/sentences.jsonl"


def halves(workbench: Workbench) -> dict[str, list[Record]]:
    """The sentences, by turns: errors in the first half were looked at, those in the second were not."""
    every = list(lines(workbench.corpus(GOLD)))
    return {"seen": every[::2], "unseen": every[1::2]}


def coded(reading: Reading) -> Event | None:
    """The event that a sentence is about: of those that have a type, the first that is a statement's main event or
    that reports one ("demanded that ..."); failing that the first of any. What another event takes, that one tells.
    """
    by_id = {event.id: event for event in reading.events}
    main = {statement.event for statement in reading.statements}
    cues = [span for attribution in reading.attributions for span in attribution.cue]
    outer = {
        by_id[e.within].id if e.within and e.id in main else e.id for e in reading.events if e.id in main
    }
    typed = [event for event in reading.events if event.type != "other"]
    first = (e for e in typed if e.id in outer or _meets([e.predicate], cues))
    return next(first, typed[0] if typed else None)


def words_of(event: Event, reading: Reading) -> list[Span]:
    """The spans of an event's participants, and where else their entities stand."""
    names = {p.entity for p in event.participants if p.entity}
    spans = [(p.start, p.end) for p in event.participants]
    return spans + [(m.start, m.end) for m in reading.mentions if m.entity in names]


def actors(record: Record) -> list[list[Span]]:
    """The gold actors' words in the text: for each the spans of its pieces; what is not in the text is left out."""
    out = []
    for side in ("source", "target"):
        for actor in record[side] if isinstance(record[side], list) else ():
            spans = []
            for piece in " ".join(actor["actorText"].split()).split(" ... "):
                at = record["text"].find(piece)
                if at >= 0:
                    spans.append((at, at + len(piece)))
            if spans:
                out.append(spans)
    return out


def _meets(spans: list[Span], found: list[Span]) -> bool:
    return any(a < y and x < b for a, b in spans for x, y in found)


def _read(workbench: Workbench, record: Record) -> Reading:
    def articles() -> list[Article]:
        return [Article(text=record["text"])]

    return workbench.readings(record["id"], articles)[0]


def run(workbench: Workbench) -> Figures:
    """Read each sentence as an article of its own."""
    out: Figures = {}
    parts = halves(workbench)
    for half, records in (parts | {"all": [*parts["seen"], *parts["unseen"]]}).items():
        right = among = found = gold = 0
        for record in records:
            reading = _read(workbench, record)
            event = coded(reading)
            right += event is not None and event.type == record["event"]
            among += any(e.type == record["event"] for e in reading.events)
            spans = words_of(event, reading) if event else []
            asked = actors(record)
            gold += len(asked)
            found += sum(_meets(some, spans) for some in asked)
        out |= {
            f"class, {half}": 100 * right / len(records),
            f"class among the events, {half}": 100 * among / len(records),
            f"actors found, {half}": 100 * found / max(gold, 1),
        }
    return out


BENCH = Bench(
    "event types",
    "PLOVER's classes and actors on its coded sentences",
    run,
    corpora=(GOLD,),
    notes="322 sentences, by turns in two halves: the mapping was mended by errors in the first, and never looked at in the "
    "second. *class*: the one coded event of a sentence is the first that has a type and is a statement's main event "
    "or reports one. "
    "*class among the events*: some event of the sentence has the gold class. *actors found*: gold sources and "
    "targets that a participant of that event overlaps (or another mention of the same entity), whatever the class.",
)
