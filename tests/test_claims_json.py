"""``hearsay claims --json`` on the ideal readings of the bundled pile: its shape, which is promised, and its filters."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from record_readings import demo_articles, ideal

from hearsay.record import Record
from hearsay.views.cli import hearsay

Ask = Callable[..., list[dict[str, Any]]]

TEXT, NUMBER, NULL = str, (int, float), type(None)
OFFSET = (int, NULL)
LINK = {"name": TEXT, "actor": (TEXT, NULL), "kind": TEXT, "start": OFFSET, "end": OFFSET}
#: Field to type, the elements of a list, or the fields of an object. With "?" it may be missing.
CLAIM: dict[str, Any] = {
    "id": TEXT,
    "text": TEXT,
    "time": {"earliest": (TEXT, NULL), "latest": (TEXT, NULL)},
    "statements": [
        {
            "article": TEXT, "start": int, "end": int, "predicate": ([int], NULL), "stance": TEXT,
            "chain": [LINK], "copy_of": (TEXT, NULL), "withdrawn?": TEXT,
        }
    ],
    "origins": [{"name": TEXT, "actor": (TEXT, NULL), "kind": TEXT, "articles": [TEXT]}],
    "corroboration": int,
    "disagreements": [
        {
            "about": TEXT,
            "values": [
                {
                    "value": TEXT, "low": (*NUMBER, NULL), "high": (*NUMBER, NULL), "origins": [TEXT],
                    "articles": [TEXT],
                }
            ],
        }
    ],
}  # fmt: skip


def fits(value: object, shape: Any, at: str = "claim") -> None:
    """Fail where a value has not just the fields and types of a shape."""
    if isinstance(shape, dict):
        assert isinstance(value, dict), at
        wanted = {name for name in shape if not name.endswith("?")}
        allowed = {name.rstrip("?") for name in shape}
        assert wanted <= value.keys() <= allowed, at
        for name, inner in shape.items():
            if name.rstrip("?") in value:
                fits(value[name.rstrip("?")], inner, f"{at}.{name}")
    elif isinstance(shape, list):
        assert isinstance(value, list), at
        for item in value:
            fits(item, shape[0], f"{at}[]")
    elif isinstance(shape, tuple) and isinstance(value, list):
        fits(value, next(s for s in shape if isinstance(s, list)), at)
    else:
        kinds = tuple(s for s in (shape if isinstance(shape, tuple) else (shape,)) if isinstance(s, type))
        assert isinstance(value, kinds), at
        assert not isinstance(value, bool), at


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Ask:
    path: Path = tmp_path_factory.mktemp("json") / "pile.db"
    with Record.open(path) as record:
        for article, reading in ideal():
            record.add(article, reading)

    def ask(*options: str) -> list[dict[str, Any]]:
        result = CliRunner().invoke(hearsay, ["claims", "--json", "-r", str(path), *options])
        assert result.exit_code == 0, result.output
        return [json.loads(line) for line in result.stdout.splitlines()]

    return ask


def test_every_claim_has_the_promised_shape(ask: Ask) -> None:
    claims = ask()
    assert len(claims) > 90
    for claim in claims:
        fits(claim, CLAIM)
    assert any(claim["disagreements"] for claim in claims)
    assert any(s["copy_of"] for claim in claims for s in claim["statements"])


def test_a_claim_leads_to_spans_and_articles_that_exist(ask: Ask) -> None:
    articles = demo_articles()
    for claim in ask():
        assert claim["corroboration"] == len(claim["origins"])
        stated = {s["article"] for s in claim["statements"]}
        assert stated <= articles.keys()
        for s in claim["statements"]:
            text = articles[s["article"]].text
            assert 0 <= s["start"] < s["end"] <= len(text)
            for link in s["chain"]:
                assert link["start"] is None or text[link["start"] : link["end"]].strip()
        for origin in claim["origins"]:
            assert set(origin["articles"]) <= stated
        for d in claim["disagreements"]:
            assert len(d["values"]) > 1
            assert all(set(v["articles"]) <= stated for v in d["values"])


def test_what_was_withdrawn_says_by_whom_and_counts_for_nothing(ask: Ask) -> None:
    (claim,) = [c for c in ask("--about", "Henrik Dlamini") if "arrested" in c["text"]]
    assert {s["withdrawn"] for s in claim["statements"]} == {"daily-spark-sorry.md"}
    assert (claim["origins"], claim["corroboration"]) == ([], 0)
    # What was denied and withdrawn keeps the words that stated it.
    (villa,) = [c for c in ask("--about", "Edda Rosling") if len(c["statements"]) == 3]
    assert villa["text"].startswith("Mayor Edda Rosling")
    others = [c for c in ask() if not any("withdrawn" in s for s in c["statements"])]
    assert len(others) > 90


def test_filters_choose_claims(ask: Ask) -> None:
    claims = {claim["id"]: claim for claim in ask()}
    few = {claim["id"] for claim in ask("--max-origins", "1")}
    assert few == {name for name, claim in claims.items() if claim["corroboration"] <= 1}
    disputed = {claim["id"] for claim in ask("--disputed")}
    assert disputed == {name for name, claim in claims.items() if claim["disagreements"]}
    late = ask("--since", "2025-09")
    assert {s["article"] for c in late for s in c["statements"]} >= {
        "cape-wire-summit.md",
        "radio-selden-coach.html",
    }
    assert not any("ferry" in s["article"] for c in late for s in c["statements"])
    about = ask("--about", "Meren")
    assert len(about) >= 3
    texts = {file: article.text for file, article in demo_articles().items()}
    for claim in about:
        assert any("Meren" in texts[s["article"]][s["start"] : s["end"]] for s in claim["statements"])
    few_about = {c["id"] for c in ask("--about", "Meren", "--max-origins", "1", "--since", "2025-06-05")}
    assert few_about < {c["id"] for c in about} & few
