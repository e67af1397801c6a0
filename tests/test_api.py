"""The package as a library: one text read."""

from __future__ import annotations

import fake_reader
import pytest

import hearsay
from hearsay import engine


@pytest.fixture(autouse=True)
def reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "load_reader", fake_reader.load)
    monkeypatch.setattr(hearsay, "_read", None)


def test_a_text_is_read_where_it_stands() -> None:
    text = "  \n🚢 Ana Ruiz said the ferry sank.\r\n"
    reading = hearsay.read_text(text, published="2031-03-03", outlet="Coast Daily", headline="A ferry")
    assert reading.published == "2031-03-03"
    [statement] = reading.statements
    assert [text[start:end] for start, end in statement.spans] == ["the ferry sank"]
    assert [hop.name for hop in statement.chain] == ["Coast Daily", "🚢 Ana Ruiz"]


def test_the_first_line_may_give_the_date() -> None:
    reading = hearsay.read_text(" date 2031-03-03 A ferry\nAna Ruiz said the ferry sank.")
    assert (reading.published, reading.published_by) == ("2031-03-03", "first line")
    assert hearsay.read_text("Ana Ruiz said the ferry sank.").published is None


@pytest.mark.parametrize(
    ("text", "published", "told"),
    [
        (" ", None, "no text"),
        ("a\x00b", None, "NUL"),
        ("half \ud83d", None, "half"),
        ("A text.", "soon", "'soon'"),
    ],
)
def test_what_cannot_be_read_says_why(text: str, published: str | None, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        hearsay.read_text(text, published=published)
