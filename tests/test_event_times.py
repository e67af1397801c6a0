"""When events happened: the gold set is sound, its loader refuses what is not, and readings follow the rules."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.event_times import article, score, timebank
from benchmarks.gold.event_times import GoldError, load
from hearsay.reading.outlet_country import country_of
from hearsay.reading.reader import Reader
from hearsay.schema import Article, Event, EventTime, Reading

#: A Wednesday.
TODAY = "2031-03-05"


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader.load()


def times(reading: Reading, text: str) -> dict[str, str | None]:
    """The first and last day of each event, by its word."""
    out: dict[str, str | None] = {}
    for event in reading.events:
        a, b = event.predicate
        time = event.time
        out[text[a:b]] = f"{time.earliest or ''}/{time.latest or ''}" if isinstance(time, EventTime) else None
    return out


def test_gold_set_is_balanced() -> None:
    train, dev = load("train"), load("dev")
    assert len(train) + len(dev) >= 150
    assert abs(len(train) - len(dev)) <= 2
    assert not {p.text for p in train} & {p.text for p in dev}
    for half in (train, dev):
        events = [event for p in half for event in p.events]
        assert sum(event.time is not None for event in events) >= 100
        assert sum(event.time is None for event in events) >= 40
        assert sum(len(p.order) for p in half) >= 15


LINE: dict[str, Any] = {
    "id": "x", "half": "train", "published": TODAY, "text": "The mill burned on Monday.",
    "events": [
        {"start": 9, "end": 15, "time": {
            "earliest": "2031-03-03", "latest": "2031-03-03", "precision": "day", "start": 19, "end": 25}},
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"half": "test"}, "Invalid enum value 'test'"),
        ({"published": "2031-02-30"}, "day"),
        ({"colour": 1}, "colour"),
        ({"events": []}, "length >= 1"),
        ({"events": [{"start": 9, "end": 14, "time": None}]}, "no run of whole words: 'burne'"),
        ({"events": [{"start": 9, "end": 99, "time": None}]}, "outside a text of 26 code points"),
        ({"events": [{"start": 9, "end": 15, "time": {"earliest": "2031-03-03"}}]}, "lacks its expression"),
        (
            {"events": [{"start": 9, "end": 15, "time": {**LINE["events"][0]["time"], "latest": "2031-03-01"}}]},
            "no span of time: 2031-03-03 to 2031-03-01",
        ),
        ({"events": [{"start": 9, "end": 15, "time": None}] * 2}, "not in order"),
        ({"order": [[0, "before", 1]]}, "no two events"),
        ({"order": [[0, "beside", 0]]}, "beside"),
    ],
)  # fmt: skip
def test_loader_names_the_line(change: dict[str, Any], told: str, tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(LINE) + "\n" + json.dumps(LINE | {"id": "y"} | change))
    with pytest.raises(GoldError, match=rf"gold.jsonl: line 2: .*{told}"):
        load(path=path)


def test_loader_refuses_an_id_twice(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(2 * (json.dumps(LINE) + "\n"))
    with pytest.raises(GoldError, match="'x' stands twice"):
        load(path=path)


@pytest.mark.parametrize("half", ["train", "dev"])
def test_gold_set_is_read(half: Any, reader: Reader) -> None:
    passages = load(half)
    figures = score(passages, [reader.read(article(p)) for p in passages])
    assert figures["dated events"] >= 90
    assert figures["given dates"] >= 95
    assert figures["order F1"] >= 85


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # Whose date it is.
        (
            "The harbour board said on Monday that the pier collapsed on Saturday.",
            {"said": "2031-03-03/2031-03-03", "collapsed": "2031-03-01/2031-03-01"},
        ),
        ("The board said on Monday that two cranes were damaged.", {"damaged": None}),
        # A time that opens the sentence; a participle.
        (
            "On Sunday the crew left the ship, taking its papers.",
            {"left": "2031-03-02/2031-03-02", "taking": "2031-03-02/2031-03-02"},
        ),
        # Events told as nouns.
        ("Monday's fire destroyed the mill.", {"fire": "2031-03-03/2031-03-03", "destroyed": "2031-03-03/2031-03-03"}),
        # A story goes on, a state and the perfect do not.
        ("The mill burned on Monday. The roof fell in.", {"fell": "2031-03-03/2031-03-03"}),
        ("The mill burned on Monday. Its owner has left.", {"left": None}),
        ("The mill burned on Monday. It had employed hundreds.", {"employed": None}),
        # What is to come.
        ("The mill will reopen in May.", {"reopen": "2031-05-01/2031-05-31"}),
        # What a figure is compared with.
        ("Profit rose to 14 million from 12 million a year earlier.", {"rose": None}),
    ],
)  # fmt: skip
def test_whose_date_it_is(text: str, wanted: dict[str, str | None], reader: Reader) -> None:
    found = times(reader.read(Article(text, published=TODAY)), text)
    assert {word: found[word] for word in wanted} == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The guards left before the mill burned.", ("left", "before", "burned")),
        ("The guards left after the mill burned.", ("left", "after", "burned")),
        ("Prices have risen since the mill burned.", ("risen", "since", "burned")),
        ("The guards waited until the boat arrived.", ("waited", "until", "arrived")),
        ("Two men drowned when the boat sank.", ("drowned", "during", "sank")),
        ("Two men died during the raid.", ("died", "during", "raid")),
        # A reason, no time.
        ("He left since he was tired.", None),
    ],
)
def test_order(text: str, wanted: tuple[str, str, str] | None, reader: Reader) -> None:
    reading = reader.read(Article(text, published=TODAY))
    word = {e.id: text[slice(*e.predicate)] for e in reading.events}
    found = [(word[e.id], relation, word[other]) for e in reading.events for relation, other in e.order]
    assert found == ([wanted] if wanted else [])


def test_times_are_those_of_expressions(reader: Reader) -> None:
    for passage in load("dev")[:20]:
        reading = reader.read(article(passage))
        expressions = {(t.start, t.end): t for t in reading.times}
        for event in reading.events:
            if isinstance(event.time, EventTime):
                timex = expressions[event.time.start or 0, event.time.end or 0]
                assert (timex.earliest, timex.latest) == (event.time.earliest, event.time.latest)
                assert (timex.anchor, timex.anchor_span) == (event.time.anchor, event.time.anchor_span)
            assert all(other in {e.id for e in reading.events} for _, other in event.order)


def test_no_text_no_events(reader: Reader) -> None:
    assert reader.read(Article("")).events == ()
    assert reader.read(Article("Monday. 2031. Before. Since when?", published=TODAY)) is not None


def test_timebank_links_are_compared() -> None:
    record = {
        "events": [{"eiid": "ei1", "start": 9}, {"eiid": "ei2", "start": 40}],
        "timex": [
            {"tid": "t1", "start": 19, "end": 25, "type": "DATE"},
            {"tid": "t2", "start": 60, "end": 69, "type": "DURATION"},
        ],
        "tlinks": [
            {"src": "ei1", "tgt": "t1", "rel": "IS_INCLUDED"},
            {"src": "t1", "tgt": "ei2", "rel": "BEFORE"},
            {"src": "ei2", "tgt": "t2", "rel": "DURING"},
        ],
    }
    time = EventTime("2031-03-03", "2031-03-03", start=19, end=25)
    event = Event("e0", (9, 15), (), None, time=time)
    reading = Reading("r", None, (), (), (), (), (event,), ())
    assert timebank([record], [reading]) == {"TimeBank given dates": 100, "TimeBank dated events": 100}
    nothing = Reading("r", None, (), (), (), (), (), ())
    assert timebank([record], [nothing]) == {"TimeBank given dates": 0, "TimeBank dated events": 0}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Sales were lower this time last year.", {"this time last year": "2030-03"}),
        ("The line opened in 2011. Twelve years on, it rusts.", {"2011": "2011", "Twelve years on": "2023"}),
        ("They were ordered to leave by Friday.", {"Friday": "2031-03-07"}),
        ("The offer had been due to expire on Friday.", {"Friday": "2031-02-28"}),
        # A month or weekday that opens a name is no date.
        ("The Sunday Herald reported it on Monday.", {"Monday": "2031-03-03"}),
    ],
)
def test_expressions(text: str, wanted: dict[str, str], reader: Reader) -> None:
    reading = reader.read(Article(text, published=TODAY))
    assert {text[t.start : t.end]: t.value for t in reading.times} == wanted


@pytest.mark.parametrize(
    ("url", "country"),
    [
        ("https://www.coast-daily.co.uk/a", "GB"),
        ("https://coast.example.nz:8080/a?b", "NZ"),
        ("https://coast.de.", "DE"),
        # Sold to the world.
        ("https://coast.io/a", None),
        ("https://coast.com/uk", None),
        ("https://192.0.2.7/a", None),
        ("https://[broken", None),
        ("", None),
        (None, None),
    ],
)
def test_country_of_an_outlet(url: str | None, country: str | None) -> None:
    assert country_of(url) == country


def test_order_of_day_and_month_hangs_on_the_country(reader: Reader) -> None:
    text = "The contract of 4/2/2030 was read out."
    for url, value in (
        ("https://coast.example.de/a", "2030-02-04"),
        ("https://coast.example.us/a", "2030-04-02"),
    ):
        assert [t.value for t in reader.read(Article(text, published=TODAY, url=url)).times] == [value]
