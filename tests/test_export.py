"""A record in the formats of other tools, each read back by what reads that format."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import networkx
import prov.model
import pyarrow.parquet
import pytest
from click.testing import CliRunner
from export_records import NASTY, nasty, pile
from hypothesis import given
from hypothesis import strategies as st
from record_readings import Writer

from hearsay.record import Record
from hearsay.record.selection import Selection
from hearsay.record.tables import ROWS, Rows, table
from hearsay.schema import EventTime
from hearsay.views.cli import hearsay
from hearsay.views.export.cells import as_it_was, harmless
from hearsay.views.export.formats import FORMATS

DOCS = Path(__file__).resolve().parent.parent / "docs"


@pytest.fixture(scope="module", params=[pile, nasty], ids=["pile", "nasty"])
def record(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    with request.param(tmp_path_factory.mktemp("record") / "record.db") as opened:
        yield opened


def written(record: Record, name: str, rows: Rows = "statements", **filters: str) -> bytes:
    out = io.BytesIO()
    FORMATS[name].write(Selection(record, **filters), out, rows)
    return out.getvalue()


def page(record: Record, name: str, **filters: str) -> Any:
    return json.loads(written(record, name, **filters))


@pytest.mark.parametrize("name", FORMATS)
def test_same_record_same_bytes(record: Record, name: str) -> None:
    assert written(record, name) == written(record, name)


@pytest.mark.parametrize("name", FORMATS)
def test_an_empty_choice_is_a_document_all_the_same(record: Record, name: str) -> None:
    assert written(record, name, about="nothing says this") or name == "ftm"


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_has_its_mapping_documented(name: str) -> None:
    text = (DOCS / "exports.md").read_text(encoding="utf-8")
    assert re.search(rf"^## .*`{name}`", text, re.MULTILINE)


def test_filters_choose_claims_with_all_their_statements(tmp_path: Path) -> None:
    with pile(tmp_path / "pile.db") as record:
        chosen = Selection(record, source="Cape Wire")
        assert 0 < len(chosen.claims) < len(record.claims())
        for claim in chosen.claims:
            assert len(chosen.of_claim[claim.id]) == len(claim.statements)
        assert not Selection(record, about="xylophone").claims


# Tables


@pytest.mark.parametrize("rows", ROWS)
def test_csv_reads_back(record: Record, rows: Rows) -> None:
    data = written(record, "csv", rows).decode("utf-8")
    head, *lines = csv.reader(io.StringIO(data, newline=""))
    made = table(record, rows)
    assert head == list(made.columns)
    assert len(lines) == len(made) > 0
    for line, row in zip(lines, made.rows, strict=True):
        for cell, value, kind in zip(line, row, made.columns.values(), strict=True):
            if value is None:
                assert cell == ""
            elif kind is str:
                assert as_it_was(cell) == value
            else:
                assert cell == (str(value).lower() if kind is bool else str(value))


@pytest.mark.parametrize("rows", ROWS)
def test_no_cell_is_a_formula(record: Record, rows: Rows) -> None:
    text = written(record, "csv", rows).decode("utf-8")
    for line in csv.reader(io.StringIO(text, newline="")):
        for cell in line:
            first = cell.lstrip(" \u00a0\u3000\u200b\ufeff")[:1]
            assert first not in ("=", "+", "@", "\uff1d", "\t", "\r")
            assert not re.match(r"-(?!\d+\Z)", cell)


@given(st.text() | st.sampled_from(NASTY).map(lambda text: f"'{text}"))
def test_harmless_cells_read_back(cell: str) -> None:
    assert as_it_was(harmless(cell)) == cell
    assert not harmless(cell).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


@pytest.mark.parametrize("rows", ROWS)
def test_parquet_reads_back(record: Record, rows: Rows) -> None:
    found = pyarrow.parquet.read_table(io.BytesIO(written(record, "parquet", rows)))
    made = table(record, rows)
    assert found.column_names == list(made.columns)
    assert [tuple(row.values()) for row in found.to_pylist()] == list(made.rows)


@pytest.mark.parametrize("rows", ROWS)
def test_every_column_is_documented(rows: Rows, tmp_path: Path) -> None:
    text = (DOCS / "exports.md").read_text(encoding="utf-8")
    section = re.search(rf"^### {rows}\n(.*?)(?=^##|\Z)", text, re.MULTILINE | re.DOTALL)
    assert section is not None
    told = set(re.findall(r"`(\w+)`", " ".join(re.findall(r"^\| (`[^|]*) \|", section[1], re.MULTILINE))))
    with nasty(tmp_path / "record.db") as record:
        assert told == set(table(record, rows).columns)


def test_a_row_leads_back_to_its_words(record: Record) -> None:
    for row in table(record, "statements"):
        text = record.article(str(row["article"])).text
        words = " ".join(text[int(row["start"] or 0) : int(row["end"] or 0)].split())
        assert str(row["text"]) == words or "…" in str(row["text"])


def test_events_say_who_when_how_many_and_on_whose_word(tmp_path: Path) -> None:
    with pile(tmp_path / "pile.db") as record:
        events = [row for row in table(record, "events", about="died") if row["fatalities_high"]]
        [toll] = [row for row in events if row["disputed"] and str(row["event_date"])[:4] == "2024"]
        assert (toll["fatalities_low"], toll["fatalities_high"], toll["fatalities"]) == (4, 14, None)
        assert toll["origin_count"]
        assert int(toll["source_count"] or 0) > int(toll["origin_count"] or 0)
        for row in table(record, "events"):
            assert row["event_date"] is None or str(row["year"]) == str(row["event_date"])[:4]


def test_what_is_planned_or_owed_is_no_event(tmp_path: Path) -> None:
    with pile(tmp_path / "pile.db") as record:
        told = {entry.claim: entry.modality for entry in record.timeline()}
        denied = {entry.claim for entry in record.timeline() if entry.stance == "denies"}
        held = {str(row["event_id"]) for row in table(record, "events")}
        assert {told[name] for name in held} == {"fact"}
        assert not held & denied
        assert set(told.values()) > {"fact"}


# FollowTheMoney

#: Of the model: the properties that are written, with their types. tests/test_export_ftm.py holds them against it.
MODEL = {
    "Article": {"title": "string", "publishedAt": "date", "publisher": "string", "sourceUrl": "url",
                "author": "string"},
    "Person": {"name": "name", "alias": "name", "proof": "entity"},
    "Organization": {"name": "name", "alias": "name", "proof": "entity"},
    "Mention": {"document": "entity", "resolved": "entity", "name": "name", "detectedSchema": "string"},
    "Event": {"name": "name", "summary": "text", "notes": "text", "proof": "entity", "startDate": "date",
              "endDate": "date", "location": "address", "involved": "entity"},
}  # fmt: skip


def statements(record: Record) -> list[dict[str, Any]]:
    return [json.loads(line) for line in written(record, "ftm").splitlines()]


def test_ftm_statements_fit_the_model(record: Record) -> None:
    made = statements(record)
    entities = {s["entity_id"]: s["schema"] for s in made if s["prop"] == "id"}
    assert {"Article", "Event"} <= set(entities.values()) <= set(MODEL)
    assert len({s["id"] for s in made}) == len(made)
    for s in made:
        assert s["schema"] == entities[s["entity_id"]]
        assert re.fullmatch(r"[a-z0-9]+(_[a-z0-9]+)*", s["dataset"])
        if s["prop"] == "id":
            assert s["value"] == s["entity_id"]
            continue
        kind = MODEL[s["schema"]][s["prop"]]
        assert s["value"].strip() == s["value"] != ""
        if kind == "entity":
            assert s["value"] in entities
        elif kind == "date":
            assert re.match(r"\d{4}(-\d\d(-\d\d)?)?", s["value"])
        elif kind == "url":
            assert s["value"].startswith("http")


def test_ftm_originals_stand_where_the_origin_says(record: Record) -> None:
    texts = {row.key: record.article(row.article).text for row in record.articles()}
    seen = 0
    for s in statements(record):
        key, _, at = s["origin"].partition("#char=")
        if at and s["original_value"]:
            start, end = map(int, at.split(","))
            assert texts[key][start:end] == s["original_value"]
            seen += 1
    assert seen or len(texts) == len(NASTY)


# W3C


def test_prov_is_read_by_prov(record: Record) -> None:
    data = written(record, "prov").decode()
    document = prov.model.ProvDocument.deserialize(content=data, format="json")
    again = prov.model.ProvDocument.deserialize(content=document.serialize(format="json"), format="json")
    assert document == again
    quoted = [
        r
        for r in document.get_records(prov.model.ProvDerivation)
        if prov.model.PROV["Quotation"] in r.get_asserted_types()
    ]
    assert len(quoted) == len(record.statements())
    raw = json.loads(data)
    claims = {name for name in raw["entity"] if name.startswith("claim:")}
    assert len(claims) == len(record.claims())
    used = {d["prov:usedEntity"] for d in raw["wasDerivedFrom"].values()}
    made = {d["prov:generatedEntity"] for d in raw["wasDerivedFrom"].values()}
    given = {a["prov:entity"] for a in raw["wasAttributedTo"].values()}
    assert used | made | given <= set(raw["entity"])
    assert {a["prov:agent"] for a in raw["wasAttributedTo"].values()} == set(raw["agent"])


def test_prov_attributes_a_claim_to_its_origins(record: Record) -> None:
    raw = page(record, "prov")
    for claim in record.claims():
        given = [a for a in raw["wasAttributedTo"].values() if a["prov:entity"] == f"claim:{claim.id}"]
        assert len(given) == claim.corroboration


def test_annotations_find_their_words(record: Record) -> None:
    made = page(record, "web-annotation")
    assert (made["@context"], made["type"]) == ("http://www.w3.org/ns/anno.jsonld", "AnnotationPage")
    rows = {f"urn:hearsay:statement:{row.id}": row for row in record.statements()}
    assert len(made["items"]) == len(rows)
    for item in made["items"]:
        assert item["type"] == "Annotation"
        row = rows[item["id"]]
        text = record.article(row.article).text
        spans = []
        for target in item["target"]:
            assert re.match(r"https?://|urn:hearsay:article:", target["source"])
            quote, position = target["selector"]
            around = quote["prefix"] + quote["exact"] + quote["suffix"]
            start = text.index(around) + len(quote["prefix"])
            spans.append((start, start + len(quote["exact"])))
            assert spans[-1] == (position["start"], position["end"])
            assert (quote["type"], position["type"]) == ("TextQuoteSelector", "TextPositionSelector")
        assert tuple(spans) == row.spans


# schema.org

#: Types and, of theirs and their parents', the properties that are written (schema.org 29).
VOCABULARY = {
    "NewsArticle": {
        "identifier",
        "url",
        "headline",
        "datePublished",
        "inLanguage",
        "wordCount",
        "author",
        "publisher",
    },
    "Claim": {"text", "temporalCoverage", "author", "appearance", "firstAppearance"},
    "ClaimReview": {"author", "claimReviewed", "itemReviewed", "reviewAspect", "reviewBody"},
    "Person": {"name", "description"},
    "Organization": {"name", "description"},
    "NewsMediaOrganization": {"name", "description"},
    "CreativeWork": {"name", "description"},
}


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for held in value.values():
            yield from nodes(held)
    elif isinstance(value, list):
        for held in value:
            yield from nodes(held)


def test_schema_org_keeps_to_the_vocabulary(record: Record) -> None:
    made = page(record, "schema-org")
    assert made["@context"] == "https://schema.org"
    known = {node["@id"] for node in made["@graph"]}
    assert len(known) == len(made["@graph"])
    for node in nodes(made["@graph"]):
        if "@type" in node:
            assert set(node) - {"@type", "@id"} <= VOCABULARY[node["@type"]]
        else:
            assert set(node) == {"@id"}
            assert node["@id"] in known
    assert not any("reviewRating" in node for node in nodes(made))


def test_schema_org_claims_have_their_origins_and_appearances(record: Record) -> None:
    made = {node["@id"]: node for node in page(record, "schema-org")["@graph"]}
    for claim in record.claims():
        node = made[f"urn:hearsay:claim:{claim.id}"]
        assert len(node.get("author", ())) == claim.corroboration
        assert len(node["appearance"]) == len(claim.articles)
        review = made[f"urn:hearsay:claim:{claim.id}:sourcing"]
        assert str(claim.corroboration) in review["reviewBody"]


# TimelineJS


def test_timeline_js_has_what_it_asks_for(record: Record) -> None:
    made = page(record, "timelinejs")
    assert set(made) == {"title", "events"}
    dated = [e for e in record.timeline() if e.time.earliest or e.time.latest]
    assert {event["unique_id"] for event in made["events"]} == {entry.claim for entry in dated}
    for event in made["events"]:
        assert event["text"]["headline"]
        for date in filter(None, (event["start_date"], event.get("end_date"))):
            assert set(date) <= {"year", "month", "day"}
            assert "year" in date
            assert 1 <= date.get("month", 1) <= 12
            assert 1 <= date.get("day", 1) <= 31
        for text in event["text"].values():
            assert not re.search(r"<(?!/?p>)", text)


# GraphML


def test_graphml_is_read_by_networkx(record: Record) -> None:
    graph = networkx.read_graphml(io.BytesIO(written(record, "graphml")))
    assert graph.is_directed()
    origins = {row.name for row in record.sources() if row.kind != "unstated"}
    names = {data["name"].replace("\ufffd", "") for _, data in graph.nodes(data=True)}
    clean = {re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f]", "", name) for name in origins}
    assert clean <= names
    assert sum(data["statements"] for _, data in graph.nodes(data=True)) == sum(
        row.root is not None for row in record.statements()
    )
    for outer, inner, data in graph.edges(data=True):
        assert outer != inner
        assert data["how"] in ("cites", "copies")
        assert data["statements"] >= 1


# Whatever the texts


@given(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30).filter(str.strip),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
)
def test_any_text_goes_out(tmp_path_factory: pytest.TempPathFactory, words: str, outlet: str) -> None:
    writer = Writer(
        f"{words} {outlet} said.", outlet=outlet or None, published="2031-03-03", id=words, url=outlet
    )
    writer.say(words, (outlet or words, "person"), lemma="say", time=EventTime("2031-03-01", None))
    with Record.open(tmp_path_factory.mktemp("record") / "record.db") as opened:
        opened.add(*writer.done())
        for name in ("schema-org", "web-annotation", "timelinejs"):
            assert page(opened, name)
        assert all(statement["value"] for statement in statements(opened))
        prov.model.ProvDocument.deserialize(content=written(opened, "prov").decode(), format="json")
        assert len(networkx.read_graphml(io.BytesIO(written(opened, "graphml")))) >= 1
        for rows in ROWS:
            read = list(csv.reader(io.StringIO(written(opened, "csv", rows).decode("utf-8"), newline="")))
            assert len(read) == len(table(opened, rows)) + 1


# The command


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("record") / "pile.db"
    pile(found).close()
    return found


@pytest.mark.parametrize("name", FORMATS)
def test_command_writes_to_a_file_what_it_prints(name: str, path: Path, tmp_path: Path) -> None:
    target = tmp_path / f"out.{FORMATS[name].suffix}"
    asked = ["export", "--to", name, "-r", str(path)]
    done = CliRunner().invoke(hearsay, [*asked, "-o", str(target)])
    assert (done.exit_code, done.output) == (0, "")
    assert target.read_bytes() == CliRunner().invoke(hearsay, asked).stdout_bytes
    assert [file.name for file in tmp_path.iterdir()] == [target.name]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--to", "prov", "--rows", "events"], "--rows is for tables; prov has none"),
        (["--to", "csv", "--rows", "cells"], "'cells'"),
        (["--to", "papyrus"], "'papyrus'"),
        ([], "--to"),
        (["--to", "csv", "--since", "soon"], "'soon'"),
        (["--to", "csv", "-o", "nowhere/out.csv"], "nowhere/out.csv: No such file or directory"),
        (["--to", "csv", "-r", "none.db"], "none.db: there is no record"),
    ],
)
def test_what_cannot_be_written_says_why(
    arguments: list[str], told: str, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    asked = arguments if "-r" in arguments else [*arguments, "-r", str(path)]
    done = CliRunner().invoke(hearsay, ["export", *asked])
    assert done.exit_code == 2
    assert told in done.stderr


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="skipped: no pseudo-terminals here")
@pytest.mark.parametrize("name", [name for name, found in FORMATS.items() if not found.binary])
def test_a_terminal_is_not_steered(name: str, tmp_path: Path) -> None:
    path = tmp_path / "nasty.db"
    nasty(path).close()
    start = f"from hearsay.views.cli import main; main(['export', '--to', '{name}', '-r', {str(path)!r}])"
    leader, follower = os.openpty()
    with subprocess.Popen([sys.executable, "-c", start], stdout=follower) as process:
        os.close(follower)
        shown = b""
        # A pseudo-terminal whose other end is closed is an error on Linux, and the end of the file elsewhere.
        with contextlib.suppress(OSError):
            while part := os.read(leader, 65536):
                shown += part
        os.close(leader)
    assert process.returncode == 0
    text = shown.decode("utf-8").replace("\r\n", "\n")
    assert len(text) > 500
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", text)


def test_nothing_found_is_said(path: Path) -> None:
    done = CliRunner().invoke(hearsay, ["export", "--to", "csv", "-r", str(path), "--about", "xylophone"])
    assert done.exit_code == 0
    assert "no claims with --about xylophone" in done.stderr
