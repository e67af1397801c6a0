"""The package as a library: articles read into a record, and the record as tables and in notebooks."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import fake_reader
import pytest
from export_records import nasty, pile

import hearsay
from hearsay import engine
from hearsay.gather import Problem
from hearsay.partitions import Partitions
from hearsay.record import Record, RecordError
from hearsay.record.notebook import record_html
from hearsay.record.tables import ROWS, Rows, table
from hearsay.views.library import Unread


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two articles, and a reader that needs no weights."""
    monkeypatch.setattr(engine, "load_reader", fake_reader.load)
    made = tmp_path / "articles"
    made.mkdir()
    (made / "one.txt").write_text(
        " date 2031-03-03 A ferry\nAna Ruiz said the ferry sank.\n", encoding="utf-8"
    )
    (made / "two.txt").write_text(
        " date 2031-03-04 A ferry\nAna Ruiz said the ferry sank.\n", encoding="utf-8"
    )
    return made


@pytest.fixture(scope="module", params=[pile, nasty], ids=["pile", "nasty"])
def record(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    with request.param(tmp_path_factory.mktemp("record") / "record.db") as opened:
        yield opened


def test_a_folder_is_read_into_a_record_that_goes_with_the_object(folder: Path) -> None:
    record = hearsay.read(folder)
    assert record.counts().articles == 2
    [claim] = [claim for claim in record.claims() if len(claim.articles) == 2]
    assert [origin.name for origin in claim.origins] == ["Ana Ruiz"]
    path = record.path
    assert path.exists()
    record.close()
    del record
    gc.collect()
    assert not path.parent.exists()


def test_a_record_that_is_named_stays(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "kept.db"
    hearsay.read([folder / "one.txt"], path, outlet="Coast Daily").close()
    with hearsay.read(str(folder / "two.txt"), path) as record:
        assert [row.outlet for row in record.articles()] == ["Coast Daily", None]
    assert path.exists()


def test_a_folder_of_readings_is_read_without_reading_anew(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (
        hearsay.read(folder, tmp_path / "one.db") as record,
        Partitions(tmp_path / "readings", print) as kept,
    ):
        for row in record.articles():
            kept.add(record.article(row.key), record.reading(row.key))
        before = list(record.export())

    def load() -> engine.Read:
        raise AssertionError("read anew")

    monkeypatch.setattr(engine, "load_reader", load)
    with hearsay.read(tmp_path / "readings", tmp_path / "other.db") as record:
        assert list(record.export()) == before
    with pytest.raises(ValueError, match="readings holds readings: a date or an outlet comes too late"):
        hearsay.read(tmp_path / "readings", outlet="Coast Daily")


def test_what_cannot_be_read_is_told(folder: Path, tmp_path: Path) -> None:
    (folder / "three.txt").write_bytes(b"\x00\x01\x02\x03")
    told: list[Problem] = []
    with hearsay.read(folder, problems=told.append) as record:
        assert record.counts().articles == 2
    assert any("three.txt" in str(problem) for problem in told)
    with pytest.warns(Unread, match=r"three\.txt"):
        hearsay.read(folder).close()
    with pytest.raises(RecordError, match=r"nowhere"):
        hearsay.read(folder, tmp_path / "nowhere" / "hearsay.db")


@pytest.mark.parametrize("rows", ROWS)
def test_tables_go_to_arrow_and_pandas(record: Record, rows: Rows) -> None:
    made = table(record, rows)
    arrow = made.to_arrow()
    assert (arrow.num_rows, arrow.column_names) == (len(made), list(made.columns))
    frame: Any = made.to_pandas()
    assert list(frame.columns) == list(made.columns)
    back = frame.astype(object).where(frame.notna(), None)
    assert [tuple(row) for row in back.itertuples(index=False)] == list(made.rows)
    empty = table(record, rows, about="xylophone")
    assert (empty.to_arrow().num_rows, len(empty.to_pandas())) == (0, 0)
    assert empty.to_arrow().schema == arrow.schema


def test_rows_that_are_none_are_named(record: Record) -> None:
    with pytest.raises(ValueError, match="'cells'"):
        table(record, "cells")  # type: ignore[arg-type]


def test_notebooks_show_no_markup_of_articles(record: Record) -> None:
    for html in (record_html(record), *(table(record, rows)._repr_html_() for rows in ROWS)):
        assert "<script" not in html
        assert html.count("<table>") == html.count("</table>") == 1
