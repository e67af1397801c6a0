"""The cut at a confidence, in every view that shows attributions."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from lxml import html
from starlette.testclient import TestClient

from hearsay import engine
from hearsay.record import Record
from hearsay.record.pages import Pages
from hearsay.schema import (
    Article,
    Attribution,
    Commitment,
    Event,
    Flag,
    Hop,
    Reading,
    SourceKind,
    Span,
    Statement,
)
from hearsay.views.cli import hearsay
from hearsay.views.surer import surer
from hearsay.views.web.app import make_app

OUTLET = Hop("Coast Daily", "outlet")
TEXT = "The road is shut. Ana Ruiz said the ferry sank. A guard thought the crew had left, she added."


def at(words: str) -> Span:
    start = TEXT.index(words)
    return start, start + len(words)


def hop(name: str, kind: SourceKind) -> Hop:
    return Hop(name, kind, *at(name))


def reading(article: Article) -> Reading:
    """A reading of TEXT: a sure attribution, an unsure one, and a sure one within that."""
    chains = {"a0": (OUTLET, hop("Ana Ruiz", "person")), "a1": (OUTLET, hop("she", "person"))}
    chains["a2"] = (*chains["a1"], hop("A guard", "unnamed"))
    rows: list[tuple[str, str, str, str | None, float]] = [
        ("a0", "said", "the ferry sank", None, 0.9),
        ("a1", "added", "A guard thought the crew had left", None, 0.4),
        ("a2", "thought", "the crew had left", "a1", 0.8),
    ]
    return Reading(
        article.id or article.key,
        None,
        sentences=(),
        mentions=(),
        times=(),
        credits=(),
        attributions=tuple(
            Attribution(
                name, (at(chains[name][-1].name),), (at(cue),), (at(words),), parent, "statement", "person", "affirms",
                chains[name][-1].name, sure, chains[name],
            )
            for name, cue, words, parent, sure in rows
        ),
        events=(
            Event("e0", at("sank"), (), "a0", order=(("before", "e1"),)),
            Event("e1", at("thought"), (), "a1"),
            Event("e2", at("left"), (), "a2", within="e1"),
        ),
        statements=(
            Statement("s0", (at("The road is shut"),), (OUTLET,), "affirms"),
            *(
                Statement(f"s{n}", (at(words),), chains[name], "affirms", name, event=f"e{n - 1}")
                for n, (name, _, words, _, _) in enumerate(rows, 1)
            ),
        ),
        commitments=(
            Commitment("k0", "obligation", at("left"), attribution="a1"),
            Commitment("k1", "obligation", at("left"), event="e1"),
        ),
        flags=(Flag("anonymity without reason", *at("she")), Flag("anonymity without reason", *at("A guard"))),
    )  # fmt: skip


def test_what_stands_on_an_unsure_attribution_goes_with_it() -> None:
    whole = reading(Article(TEXT, "one"))
    assert surer(whole, 0.4) == whole
    cut = surer(whole, 0.5)
    assert [(a.id, a.parent) for a in cut.attributions] == [("a0", None), ("a2", None)]
    assert [s.id for s in cut.statements] == ["s0", "s1", "s3"]
    assert [(e.id, e.within, e.order) for e in cut.events] == [("e0", None, ()), ("e2", None, ())]
    assert [(c.id, c.event) for c in cut.commitments] == [("k1", None)]
    assert [(f.start, f.end) for f in cut.flags] == [at("A guard")]
    assert cut.statements[2].chain == whole.statements[3].chain
    assert [s.id for s in surer(whole, 1).statements] == ["s0"]


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "load_reader", lambda: reading)


def test_annotate_is_cut(reads: None) -> None:
    line = json.dumps({"id": "one", "text": TEXT})

    def annotate(*more: str) -> list[str]:
        result = CliRunner().invoke(hearsay, ["annotate", *more], input=line)
        assert result.exit_code == 0
        return [a["id"] for a in json.loads(result.stdout)["attributions"]]

    assert annotate() == ["a0", "a1", "a2"]
    assert annotate("--min-confidence", "0.85") == ["a0"]


def test_check_is_cut_but_for_the_card(reads: None, tmp_path: Path) -> None:
    story = tmp_path / "story.txt"
    story.write_text(TEXT, encoding="utf-8")
    result = CliRunner().invoke(hearsay, ["check", str(story), "--statements", "--min-confidence", "0.85"])
    shown = result.output
    assert "4 statements" in shown
    assert "the ferry sank" in shown
    assert "the crew had left" not in shown


@pytest.fixture
def client(tmp_path: Path) -> TestClient:
    path = tmp_path / "one.db"
    with Record.open(path) as record:
        article = Article(TEXT, "one", "2031-03-04", "Ferry", "Coast Daily")
        record.add(article, reading(article))
        record.derive()
    Pages.prepare(path)
    return TestClient(make_app(path, load=lambda: reading), base_url="http://127.0.0.1")


def shown(page: str) -> tuple[list[str], set[str]]:
    """Of a page the statements of its table, and the sources that are marked."""
    tree = html.fromstring(page)
    rows = tree.xpath("//table[@class='statements']//q")
    return [q.text_content() for q in rows], {
        n.xpath(".//b")[0].text_content() for n in tree.xpath("//li[@class='source']")
    }


def test_the_page_of_an_article_is_cut(client: TestClient) -> None:
    [row] = client.get("/articles.json").json()["articles"]
    address = f"/article/{row['article']}"
    assert shown(client.get(address).text) == (
        ["The road is shut", "the ferry sank", "A guard thought the crew had left", "the crew had left"],
        {"Ana Ruiz", "she", "A guard"},
    )  # fmt: skip
    page = client.get(address, params={"sure": "0.85"})
    assert shown(page.text) == (["The road is shut", "the ferry sank"], {"Ana Ruiz"})
    twin: dict[str, Any] = client.get(f"{address}.json", params={"sure": "0.85"}).json()
    assert [s["id"] for s in twin["reading"]["statements"]] == ["s0", "s1"]
    assert len(twin["statements"]) == 2
    assert twin["label"]["statements"] == 4
    assert html.fromstring(page.text).xpath("//input[@name='sure']/@value") == ["0.85"]


def test_the_page_of_a_claim_is_cut(client: TestClient) -> None:
    claims = client.get("/claims.json").json()["claims"]
    [unsure] = [c["id"] for c in claims if c["text"].startswith("A guard")]
    assert len(shown(client.get(f"/claim/{unsure}").text)[0]) == 1
    cut = client.get(f"/claim/{unsure}?sure=0.5").text
    assert shown(cut)[0] == []
    assert "1 statement on less sure attributions not shown" in cut


def test_the_page_of_a_text_that_was_checked_is_cut(client: TestClient) -> None:
    page = client.post("/check", data={"text": TEXT, "outlet": "Coast Daily"})
    assert len(shown(page.text)[0]) == 4
    cut = client.get(page.url.path, params={"sure": "0.85"}).text
    assert shown(cut) == (["The road is shut", "the ferry sank"], {"Ana Ruiz"})
    assert "4 statements" in " ".join(
        html.fromstring(cut).xpath("//div[@class='label-card']")[0].text_content().split()
    )
