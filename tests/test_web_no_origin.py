"""Claims without an origin, as their reader meets them: taken back, or each citing the other."""

from __future__ import annotations

from pathlib import Path

import fake_reader
import pytest
from click.testing import CliRunner
from lxml import html
from record_readings import ideal
from starlette.testclient import TestClient

from hearsay.record import Record
from hearsay.views.cli import hearsay
from hearsay.views.web.app import make_app


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("none") / "pile.db"
    with Record.open(path) as record:
        for article, reading in ideal():
            record.add(article, reading)
        record.claims()
    return path


def claim_id(path: Path, words: str) -> str:
    with Record.open(path, read_only=True) as record:
        return record.trace(words).claim.id


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            "Henrik Dlamini was arrested",
            ["withdrawn by Daily Spark", "2025-07-10", "The report was wrong, and we have withdrawn it."],
        ),
        ("The Cray quarry is to be sold", ["each cites the other; no origin"]),
    ],
)  # fmt: skip
def test_a_claim_says_why_it_has_no_origin(path: Path, words: str, told: list[str]) -> None:
    name = claim_id(path, words)
    client = TestClient(make_app(path, load=fake_reader.load), base_url="http://127.0.0.1:8765")
    answer = client.get(f"/claim/{name}")
    assert answer.status_code == 200
    page = " ".join(html.fromstring(answer.text).text_content().split())
    screen = CliRunner().invoke(hearsay, ["trace", name, "-r", str(path)])
    assert screen.exit_code == 0
    shown = " ".join(screen.output.replace("│", " ").split())
    for some in told:
        assert some in page.replace("“", "").replace("”", "")
        assert some in shown
    assert "NO origin" in shown


def test_lists_say_what_was_withdrawn(path: Path) -> None:
    listed = CliRunner().invoke(hearsay, ["claims", "--about", "Dlamini", "-r", str(path)]).output
    assert "2 statements withdrawn" in listed
    timeline = CliRunner().invoke(hearsay, ["timeline", "--about", "Dlamini", "-r", str(path)]).output
    assert "[withdrawn] " in timeline
