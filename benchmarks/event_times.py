"""Whose date it is: the times of events on the dev half of the project's own passages.

``python -m benchmarks.event_times [--errors]`` prints both halves, and what is wrong in the train half.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable

from benchmarks.figures import Bench, Figures
from benchmarks.gold import event_times
from benchmarks.gold.event_times import FILE, Passage
from benchmarks.syntax import f1
from benchmarks.workbench import ROOT, Record, Workbench, lines
from hearsay.schema import Article, Event, EventTime, Reading

TIMEBANK = "times/timebank_dev.jsonl"
#: How an event stands to an expression that tells when it was: TimeML's relations of inclusion and identity.
_WITHIN = frozenset(
    (
        "IS_INCLUDED",
        "INCLUDES",
        "SIMULTANEOUS",
        "DURING",
        "IDENTITY",
        "BEGINS",
        "ENDS",
        "BEGUN_BY",
        "ENDED_BY",
    )
)


def run(workbench: Workbench) -> Figures:
    """Measure whole readings of the passages, and of TimeBank's articles."""
    passages = event_times.load("dev")
    figures = score(passages, workbench.readings("gold event times", lambda: map(article, passages)))
    records = [*lines(workbench.corpus(TIMEBANK))]
    # The same articles as those whose time expressions are measured: they are read once.
    articles = (Article(d["text"], d["id"], d.get("dct")) for d in records)
    return figures | timebank(records, workbench.readings(TIMEBANK, lambda: articles))


def timebank(records: Iterable[Record], readings: Iterable[Reading]) -> Figures:
    """Compare the expressions that events hang on with TimeBank's links between events and expressions.

    What counts are the events that TimeBank links to an expression (DATE or TIME) within which they were. An
    event that it does not link is not one without a time.
    """
    n: Counter[str] = Counter()
    for record, reading in zip(records, readings, strict=True):
        at = {event.predicate[0]: event for event in reading.events}
        for start, some in _linked(record).items():
            found = _time(at.get(start))
            n["linked"] += 1
            n["given"] += found is not None
            n["right"] += found is not None and any(
                (found.start or 0) < x["end"] and x["start"] < (found.end or 0) for x in some
            )
    return {
        "TimeBank given dates": 100 * n["right"] / max(n["given"], 1),
        "TimeBank dated events": 100 * n["right"] / max(n["linked"], 1),
    }


def _linked(record: Record) -> dict[int, list[Record]]:
    """The expressions within which each event was, by the event's first character."""
    events = {event["eiid"]: event for event in record["events"]}
    timex = {t["tid"]: t for t in record["timex"] if t["type"] in ("DATE", "TIME")}
    out: dict[int, list[Record]] = {}
    for link in record["tlinks"]:
        ends = link["src"], link["tgt"]
        event = next((events[e] for e in ends if e in events), None)
        expression = next((timex[t] for t in ends if t in timex), None)
        if event is not None and expression is not None and link["rel"] in _WITHIN:
            out.setdefault(event["start"], []).append(expression)
    return out


def article(passage: Passage) -> Article:
    """A passage as an article."""
    return Article(passage.text, passage.id, passage.published)


def score(passages: Iterable[Passage], readings: Iterable[Reading], errors: bool = False) -> Figures:
    """Compare readings with the passages that they are of."""
    n: Counter[str] = Counter()
    for passage, reading in zip(passages, readings, strict=True):
        wrong = []
        events = [_event_at(reading, gold.start, gold.end) for gold in passage.events]
        for gold, event in zip(passage.events, events, strict=True):
            found = _time(event)
            n["dated"] += gold.time is not None
            n["undated"] += gold.time is None
            n["given"] += found is not None
            right = when(gold.time) == when(found)
            n["right dated" if gold.time else "right undated"] += right
            if right and gold.time is not None and found is not None:
                n["expression"] += (gold.time.start or 0) < (found.end or 0) and (found.start or 0) < (
                    gold.time.end or 0
                )
            if not right:
                word = passage.text[gold.start : gold.end]
                unread = "" if event else " (no event)"
                wrong.append(f"    {word}: {when(gold.time)} read as {when(found)}{unread}")
        orders = _orders(reading)
        wanted = {
            (passage.events[a].start, relation, passage.events[b].start) for a, relation, b in passage.order
        }
        n["orders"] += len(wanted)
        n["orders found"] += len(orders)
        n["orders right"] += len(orders & wanted)
        wrong += [f"    lacks {o}" for o in sorted(wanted - orders)]
        wrong += [f"    has {o}" for o in sorted(orders - wanted)]
        if errors and wrong:
            print("\n".join([f"  {passage.id}: {passage.text}", *wrong]))
    return {
        "dated events": 100 * n["right dated"] / max(n["dated"], 1),
        "undated events": 100 * n["right undated"] / max(n["undated"], 1),
        "given dates": 100 * n["right dated"] / max(n["given"], 1),
        "expression": 100 * n["expression"] / max(n["right dated"], 1),
        "order F1": f1(n["orders right"], n["orders found"], n["orders"]),
    }


def when(time: EventTime | None) -> tuple[str | None, str | None, str | None] | None:
    """What is compared of a time."""
    return None if time is None else (time.earliest, time.latest, time.precision)


def _event_at(reading: Reading, start: int, end: int) -> Event | None:
    return next((e for e in reading.events if e.predicate[0] < end and start < e.predicate[1]), None)


def _time(event: Event | None) -> EventTime | None:
    return event.time if event is not None and isinstance(event.time, EventTime) else None


def _orders(reading: Reading) -> set[tuple[int, str, int]]:
    at = {event.id: event.predicate[0] for event in reading.events}
    return {
        (event.predicate[0], relation, at[other])
        for event in reading.events
        for relation, other in event.order
    }


BENCH = Bench(
    "event times",
    "when events happened on the project's own passages, dev half",
    run,
    corpora=(TIMEBANK,),
    data=(FILE.relative_to(ROOT).as_posix(),),
    notes="*dated events*: of the events with a time, the part with the right first and last day and precision; "
    "*undated events*: of those without, the part that was given none; *given dates*: of the times given to "
    "annotated events, the part that is right; *expression*: of the right ones, those that hang on the right "
    "words; *order*: F1 of relations between two events. The passages are short and made, and their halves are "
    "pairs: what news does is shown by *TimeBank*: of the events that it links to an expression within which they "
    "were, the part given that one (*dated events*), and of those that were given one, the part where it is right.",
)


def main() -> None:
    """Print the figures of both halves."""
    from hearsay.reading.reader import Reader

    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--errors", action="store_true", help="print what is wrong in the train half")
    options = parser.parse_args()
    reader = Reader.load()
    for half in ("train", "dev"):
        passages = event_times.load(half)
        figures = score(
            passages, [reader.read(article(p)) for p in passages], options.errors and half == "train"
        )
        print(f"{half:6}" + "  ".join(f"{name} {value:.1f}" for name, value in figures.items()))


if __name__ == "__main__":
    main()
