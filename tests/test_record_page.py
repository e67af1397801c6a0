"""docs/record.md names every table, view and column of a record, and its queries run on the bundled pile's."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from record_readings import ideal

from hearsay.record import Record

PAGE = (Path(__file__).resolve().parent.parent / "docs" / "record.md").read_text(encoding="utf-8")
SECTIONS = {
    name.strip(): body
    for heading, body in re.findall(r"^### ([^\n]+)\n(.*?)(?=^##|\Z)", PAGE, re.MULTILINE | re.DOTALL)
    for name in heading.split(",")
}
QUERIES = re.findall(r"^```sql\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """The record of the bundled pile, read-only, as any other program would open it."""
    path = tmp_path_factory.mktemp("record") / "pile.db"
    with Record.open(path) as record:
        for article, reading in ideal():
            record.add(article, reading)
        one, other = (actor.id for actor in record.actors()[-2:])
        record.merge(one, other)
        record.derive()
    opened = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    yield opened
    opened.close()


def tables(connection: sqlite3.Connection) -> dict[str, set[str]]:
    """All tables and views with their columns, without those that SQLite makes for its own ends."""
    rows = connection.execute("SELECT name FROM pragma_table_list WHERE type <> 'shadow' AND schema = 'main'")
    names = [name for (name,) in rows if not name.startswith("sqlite_")]
    return {
        name: {row[0] for row in connection.execute("SELECT name FROM pragma_table_info(?)", (name,))}
        for name in names
    }


def documented(body: str) -> set[str]:
    """The names in the first cells of a section's table."""
    cells = re.findall(r"^\| (`[^|]*) \|", body, re.MULTILINE)
    return {name for cell in cells for name in re.findall(r"`(\w+)`", cell)}


def test_every_table_and_column_is_documented_and_no_other(connection: sqlite3.Connection) -> None:
    held = tables(connection)
    assert set(SECTIONS) == set(held)
    for name, columns in held.items():
        told = documented(SECTIONS[name])
        if name == "statement_search":  # its section is shared with article_search
            assert columns <= told
        else:
            assert told == columns, name


def test_every_table_has_a_query() -> None:
    for name, body in SECTIONS.items():
        assert any(
            re.search(rf"\b{name}\b", query) for query in re.findall(r"```sql\n(.*?)```", body, re.S)
        ), name


@pytest.mark.parametrize("query", QUERIES, ids=[query.split("\n")[0][:60] for query in QUERIES])
def test_query_finds_something(query: str, connection: sqlite3.Connection) -> None:
    assert connection.execute(query).fetchall()


def test_offsets_count_as_the_page_says(connection: sqlite3.Connection) -> None:
    rows = connection.execute(
        "SELECT s.text, substr(a.text, s.start + 1, s.end - s.start) FROM statements s "
        "JOIN articles a ON a.key = s.article WHERE s.text NOT LIKE '%…%'"
    ).fetchall()
    assert rows
    assert all(said == " ".join(words.split()) for said, words in rows)
