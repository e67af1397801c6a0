"""``hearsay events``: rows, filters, the span of every cell, CSV and JSON, from real readings."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hearsay.reading import Reader
from hearsay.record import Record
from hearsay.record.event_results import EventRow
from hearsay.record.events import events
from hearsay.schema import Article
from hearsay.views.cli import hearsay
from hearsay.views.export.events import columns

ARTICLES = (
    Article(
        "Rebels attacked a convoy near Homs on Monday, killing 12 soldiers. The Syrian government said it would "
        "punish them. Pyongyang condemned the attack.",
        id="one",
        outlet="Harbour Times",
        published="2031-03-05",
        url="https://harbour.example/1",
    ),
    Article(
        "Rebels attacked a convoy near Homs on Monday, killing 12 soldiers, officials said.",
        id="two",
        outlet="Coast Daily",
        published="2031-03-06",
    ),
    Article(
        "Students demonstrated in Oslo on 2 March. Each side shall provide aid to the other.",
        id="three",
        outlet="Valley News",
        published="2031-03-04",
    ),
)
Run = Callable[..., Result]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("events") / "hearsay.db"
    reader = Reader.load()
    with Record.open(file) as record:
        for article in ARTICLES:
            record.add(article, reader.read(article))
        record.derive()
    return file


@pytest.fixture
def record(path: Path) -> Iterator[Record]:
    with Record.open(path, create=False) as opened:
        yield opened


@pytest.fixture
def run(path: Path) -> Run:
    return lambda *more: CliRunner().invoke(
        hearsay, ["events", "-r", str(path), *more], catch_exceptions=False
    )


def shown(rows: list[EventRow]) -> list[tuple[str, str, str]]:
    return [(row.type, row.predicate, row.told) for row in rows]


def test_an_event_of_two_articles_is_one_row(record: Record) -> None:
    (row,) = events(record, types=["ASSAULT"], happened=True)
    assert {a.article for a in row.accounts} == {"one", "two"}


FILTERS = [
    ({"types": ["PROTEST"]}, {"demonstrated"}),
    ({"actor": "students"}, {"demonstrated"}),
    ({"actor": "PRK"}, {"condemned"}),
    ({"actor": "North Korea"}, {"condemned"}),
    ({"place": "Homs"}, {"attacked"}),
    ({"place": "SYR"}, {"attacked"}),
    ({"figure": "killed"}, {"attacked"}),
    ({"until": "2031-03-02"}, {"demonstrated"}),
    ({"types": ["PROTEST"], "actor": "rebels"}, set()),
]


@pytest.mark.parametrize(("asked", "words"), FILTERS)
def test_filters(record: Record, asked: dict[str, object], words: set[str]) -> None:
    assert {row.predicate for row in events(record, **asked)} == words  # type: ignore[arg-type]


def test_what_is_owed_or_threatened_has_not_happened(record: Record) -> None:
    rows = {row.predicate: row.told for row in events(record)}
    assert (rows["provide"], rows["punish"]) == ("obliged", "conditional")
    assert not {"provide", "punish"} & {row.predicate for row in events(record, happened=True)}


def test_a_capital_stands_for_its_government(record: Record) -> None:
    (row,) = events(record, actor="PRK")
    assert [(p.words, p.name) for p in row.actors] == [("Pyongyang", "North Korea")]


def test_every_cell_names_its_span(record: Record) -> None:
    rows = events(record, every=True)
    assert rows
    for row in rows:
        text = record.article(row.article).text
        assert text[row.start : row.end] == row.predicate
        for party in (*row.actors, *row.targets):
            assert text[party.start : party.end] == party.words
        if row.place:
            assert text[row.place.start : row.place.end] == row.place.name
        if row.time and row.time.start is not None:
            assert text[row.time.start : row.time.end]
        for figure in row.figures:
            assert text[figure.start : figure.end]


def test_csv_has_a_span_for_every_cell(run: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(run("--csv", "--type", "ASSAULT").stdout)))
    assert [r["event_type"] for r in rows] == ["ASSAULT"]
    (row,) = rows
    assert (row["fatalities"], row["country"], row["location"]) == ("12", "SYR", "Homs")
    assert float(row["latitude"]) == pytest.approx(34.73, abs=0.1)
    text = next(a.text for a in ARTICLES if a.id == row["article"])
    spans = {name: row[f"{name}_span"] for name in ("actor1", "location", "fatalities", "predicate")}
    words = {k: text[int(v.split(":")[0]) : int(v.split(":")[1])] for k, v in spans.items()}
    assert words == {"actor1": "Rebels", "location": "Homs", "fatalities": "12", "predicate": "attacked"}
    assert tuple(row) == columns()


def test_json_lines(run: Run) -> None:
    rows = [json.loads(line) for line in run("--json").stdout.splitlines()]
    assert {"ASSAULT", "PROTEST", "DISAPPROVE"} <= {row["type"] for row in rows}


def test_the_screen_says_what_has_not_happened(run: Run) -> None:
    screen = " ".join(run().stdout.split())
    assert "[an obligation] provide" in screen
    assert "12 killed" in screen
    assert "Homs, SYR (34.7" in screen


def test_nothing_found_is_told(run: Run) -> None:
    done = run("--actor", "Nobody Atall")
    assert (done.exit_code, done.stdout) == (0, "")
    assert "no events with --actor Nobody Atall" in done.stderr


@pytest.mark.parametrize("wrong", [("--type", "JOY"), ("--since", "soon"), ("--csv", "--json")])
def test_a_wrong_call_is_refused(run: Run, wrong: tuple[str, ...]) -> None:
    assert run(*wrong).exit_code == 2
