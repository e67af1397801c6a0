"""Folders of readings in which something is wrong: it is named, and costs nothing but itself."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import fake_reader
import pyarrow
import pyarrow.parquet
import pytest
from kept_readings import article, files, fill, held, none

from hearsay import engine
from hearsay.gather import Problem
from hearsay.partitions import BadPart, Partitions, feed
from hearsay.record import Record


def torn(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-100])


def changed(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def emptied(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize("spoil", [torn, changed, emptied])
def test_a_torn_file_is_named_and_costs_only_its_own_articles(
    tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    for n in range(3):
        fill(tmp_path, [article(n)])
    path = sorted(tmp_path.rglob("*.parquet"))[1]
    spoil(path)
    problems: list[Problem] = []
    with Partitions(tmp_path, problems.append) as opened:
        assert len(opened) == 2
        lost = next(article(n) for n in range(3) if not opened.has(article(n).key))
        assert opened.add(lost, fake_reader.read(lost))
    assert [(p.origin, p.reason, p.fatal) for p in problems] == [
        (str(path), "torn or changed: its content is not what its name says", False)
    ]
    # Written again under its own name, it is whole.
    assert len(held(tmp_path)) == 3


def test_what_is_no_part_is_named_and_left_alone(tmp_path: Path) -> None:
    fill(tmp_path, [article(1)])
    (tmp_path / "notes.txt").write_text("mine")
    (tmp_path / "month=2031-13").mkdir()
    (tmp_path / "_SUCCESS").touch()
    (tmp_path / "month=2031-03" / ".part-1.tmp").write_text("half")
    pyarrow.parquet.write_table(pyarrow.table({"a": [1]}), tmp_path / "month=2031-03" / "other.parquet")
    problems: list[Problem] = []
    with Record.open(tmp_path / "_r.db") as record:
        tally = feed(record, tmp_path, problems=problems.append)
    assert tally == engine.Tally(read=1, failed=3)
    assert sorted(Path(p.origin).name for p in problems) == ["month=2031-13", "notes.txt", "other.parquet"]
    assert all("passed over" in p.reason for p in problems)


def test_parquet_of_others_under_a_name_of_ours_is_told_apart(tmp_path: Path) -> None:
    for table, told in (
        (pyarrow.table({"key": ["a"]}), "no readings of Hearsay"),
        (pyarrow.table({"key": ["a"]}).replace_schema_metadata({"hearsay.readings": "9"}), "another version"),
    ):
        out = pyarrow.BufferOutputStream()
        pyarrow.parquet.write_table(table, out)
        data = out.getvalue().to_pybytes()
        folder = tmp_path / "month=2031-03"
        folder.mkdir(exist_ok=True)
        path = folder / f"part-{hashlib.sha256(data).hexdigest()}.parquet"
        path.write_bytes(data)
        problems: list[Problem] = []
        Partitions(tmp_path, problems.append)
        assert [told in p.reason for p in problems] == [True]
        path.unlink()


def test_a_full_disk_leaves_no_half_of_a_part_and_what_waits_still_waits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Partitions(tmp_path, none) as opened:
        opened.add(article(1), fake_reader.read(article(1)))

        def full(handle: int) -> None:
            raise OSError(28, "No space left on device")

        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync", full)
            with pytest.raises(OSError, match="No space left"):
                opened.flush()
        assert files(tmp_path) == {}
    assert len(held(tmp_path)) == 1


def test_a_part_that_changes_while_it_is_open_is_not_believed(tmp_path: Path) -> None:
    fill(tmp_path, [article(1)])
    with Partitions(tmp_path, none) as opened:
        torn(next(tmp_path.rglob("*.parquet")))
        with pytest.raises(BadPart, match="torn or changed"):
            opened.reading(article(1).key)
