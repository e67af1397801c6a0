"""What agreements oblige whom to do: a table of spans, and the command."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from hearsay.reading import Reader
from hearsay.record import Record
from hearsay.schema import Article, Commitment, Span
from hearsay.views.cli import hearsay

SARN = (
    "The Treaty of Sarn, signed in May 2022, entered into force on 4 December 2022. Under Article 4, if either side is "
    "invaded, the other shall provide military aid. The treaty also obliges Calden to keep the bridge open until 2030. "
    "The parties shall not place foreign bases on the island. Norway did not comment. The mayor must resign, critics say."
)


@pytest.fixture(scope="session")
def reader() -> Reader:
    return Reader.load()


def read(reader: Reader, text: str) -> tuple[Commitment, ...]:
    return reader.read(Article(text=text, published="2031-03-05")).commitments


def cut(text: str, span: Span | None) -> str | None:
    return text[slice(*span)] if span else None


#: Text; kind, who is bound, what to do, on which condition, under what.
TABLE = [
    (
        "The treaty obliges each side to provide military assistance if the other is attacked.",
        ("obligation", "each side", "provide military assistance", "if the other is attacked", "The treaty"),
    ),
    (
        "Under Article 4 of the treaty, if either side is invaded, the other shall provide military aid.",
        ("obligation", "the other", "provide military aid", "if either side is invaded", "the treaty"),
    ),
    (
        "Under the agreement Norway must pay $40m a year until 2030.",
        ("obligation", "Norway", "pay $40m a year until 2030", None, "the agreement"),
    ),
    (
        "Under the treaty, Orsenia is obliged to keep the bridge open.",
        ("obligation", "Orsenia", "keep the bridge open", None, "the treaty"),
    ),
    (
        "Should either state be attacked, the other must come to its aid, according to the pact.",
        ("obligation", "the other", "come to its aid", "Should either state be attacked", "the pact"),
    ),
    (
        "The memorandum says that the banks will share data.",
        ("obligation", "the banks", "share data", None, "The memorandum"),
    ),
    (
        "The deal calls for the release of 40 prisoners.",
        ("obligation", None, "the release of 40 prisoners", None, "The deal"),
    ),
    (
        "The ceasefire bans flights over the valley.",
        ("prohibition", None, "flights over the valley", None, "The ceasefire"),
    ),
    (
        "The contract allows the company to leave the port after five years.",
        ("permission", "the company", "leave the port after five years", None, "The contract"),
    ),
    (
        "Norway pledged to send 600 engineers in the event of a flood.",
        ("promise", "Norway", "send 600 engineers", "in the event of a flood", None),
    ),
    (
        "Sund agreed to withdraw its troops by June.",
        ("promise", "Sund", "withdraw its troops by June", None, None),
    ),
]


@pytest.mark.parametrize(("text", "told"), TABLE)
def test_table(reader: Reader, text: str, told: tuple[str | None, ...]) -> None:
    (c,) = read(reader, text)
    condition = cut(text, c.conditions[0]) if c.conditions else None
    assert (c.kind, cut(text, c.debtor), cut(text, c.action), condition, cut(text, c.agreement)) == told


NONE = [
    "Norway sent 600 engineers.",
    "We shall be following the search throughout the day.",
    "The mayor must resign, critics say.",
    "The two sides signed the treaty on Monday.",
    "The rebels threatened to leave the talks.",
]


@pytest.mark.parametrize("text", NONE)
def test_what_binds_nobody(reader: Reader, text: str) -> None:
    assert read(reader, text) == ()


def test_an_agreement_keeps_its_name_article_and_dates(reader: Reader) -> None:
    aid, bridge, bases = read(reader, SARN)
    assert [cut(SARN, c.called) for c in (aid, bridge, bases)] == ["The Treaty of Sarn"] * 3
    assert [c.kind for c in (aid, bridge, bases)] == ["obligation", "obligation", "prohibition"]
    assert [cut(SARN, c.article) for c in (aid, bridge, bases)] == ["Article 4", None, None]
    for c in (aid, bridge, bases):
        assert c.signed is not None
        assert (c.signed.edtf, cut(SARN, (c.signed.start or 0, c.signed.end or 0))) == ("2022-05", "May 2022")
        assert c.in_force is not None
        assert c.in_force.edtf == "2022-12-04"


def test_an_article_of_another_agreement_is_not_this_ones(reader: Reader) -> None:
    text = "The treaty obliges each side to help the other, as outlined in Article 51 of the UN Charter."
    assert [c.article for c in read(reader, text)] == [None]


def test_the_command(reader: Reader, tmp_path: Path) -> None:
    path = tmp_path / "hearsay.db"
    article = Article(text=SARN, id="sarn", outlet="Coast Daily", published="2031-03-05")
    with Record.open(path) as record:
        record.add(article, reader.read(article))

    def run(*more: str) -> str:
        done = CliRunner().invoke(hearsay, ["commitments", "-r", str(path), *more], catch_exceptions=False)
        assert done.exit_code == 0
        return done.stdout

    screen = " ".join(run().split())
    assert "Calden must: keep the bridge open until 2030" in screen
    assert "The parties must not: place foreign bases" in screen
    assert "signed 2022-05 · in force 2022-12-04" in screen
    rows = [json.loads(line) for line in run("--json", "--actor", "Calden").splitlines()]
    assert [row["action"]["words"] for row in rows] == ["keep the bridge open until 2030"]
    for row in rows:
        for cell in (row["action"], row["debtor"], row["agreement"]):
            assert SARN[cell["start"] : cell["end"]] == cell["words"]
    assert run("--agreement", "Munich") == ""


def test_one_duty_of_two_articles_is_one_row(reader: Reader, tmp_path: Path) -> None:
    path = tmp_path / "hearsay.db"
    other = "The Treaty of Sarn obliges Calden to keep the bridge open until 2030, the foreign ministry said."
    with Record.open(path) as record:
        for name, outlet, text in (("sarn", "Coast Daily", SARN), ("late", "Harbour Times", other)):
            article = Article(text=text, id=name, outlet=outlet, published="2031-03-05")
            record.add(article, reader.read(article))

    def run(*more: str) -> str:
        done = CliRunner().invoke(hearsay, ["commitments", "-r", str(path), *more], catch_exceptions=False)
        assert done.exit_code == 0
        return done.stdout

    rows = [json.loads(line) for line in run("--json").splitlines()]
    assert len(rows) == 3
    (bridge,) = [row for row in rows if len(row["accounts"]) > 1]
    assert {a["article"] for a in bridge["accounts"]} == {"sarn", "late"}
    # A question that one account answers finds the row of both.
    assert [json.loads(line) for line in run("--json", "--actor", "Calden").splitlines()] == [bridge]
    assert {name for origin in bridge["origins"] for name in origin["articles"]} == {"sarn", "late"}
    screen = " ".join(run("--actor", "Calden").split())
    assert screen.count("keep the bridge open") == 1
    assert "Harbour Times < foreign ministry" in screen
    assert "rests on" in screen
    assert "first published 2031-03-05 · " in screen
