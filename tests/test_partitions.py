"""Readings in Parquet by month: nothing twice, nothing lost, and the record that they make."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import fake_reader
import msgspec
import pyarrow
import pyarrow.parquet
import pytest
from hypothesis import given
from hypothesis import strategies as st
from kept_readings import MONTHS, article, files, fill, held, none

from hearsay import engine
from hearsay.gather import Problem
from hearsay.partitions import Kept, Partitions, feed, is_partitions, partitions
from hearsay.record import Record
from hearsay.schema import Article

ARTICLES = st.lists(
    st.builds(article, st.integers(0, 9), st.sampled_from(["x", "y", "z"]), st.sampled_from(MONTHS)),
    max_size=14,
)


@given(ARTICLES, st.randoms(use_true_random=False), st.integers(1, 5), st.booleans())
def test_any_order_and_batches_give_the_same_readings(
    tmp_path_factory: pytest.TempPathFactory, articles: list[Article], random: Any, size: int, compacted: bool
) -> None:
    folder = tmp_path_factory.mktemp("readings")
    fill(folder / "one", articles)
    shuffled = articles + articles[:3]
    random.shuffle(shuffled)
    for start in range(0, len(shuffled), size):
        fill(folder / "other", shuffled[start : start + size])
    if compacted:
        with pytest.MonkeyPatch.context() as patch, Partitions(folder / "other", none) as opened:
            patch.setattr(partitions, "SMALL", 1)
            opened.compact()
    first = {}
    for each in sorted(articles, key=lambda a: msgspec.json.encode(msgspec.structs.replace(a, text=""))):
        first.setdefault(each.key, each)
    expected = sorted(msgspec.json.encode((a, fake_reader.read(a))) for a in first.values())
    assert held(folder / "one") == held(folder / "other") == expected


def test_they_lie_by_month_of_publication(tmp_path: Path) -> None:
    fill(tmp_path / "r", [article(n, published=day) for n, day in enumerate(MONTHS)])
    assert sorted(p.name for p in (tmp_path / "r").iterdir()) == [
        "month=2031-03",
        "month=2031-04",
        "month=unknown",
    ]
    table = pyarrow.parquet.read_table(tmp_path / "r")
    assert table.num_rows == 5
    columns = {"key", "id", "published", "outlet", "headline", "url", "text", "article", "reading", "month"}
    assert set(table.column_names) == columns
    assert is_partitions(tmp_path / "r")
    assert not is_partitions(tmp_path)
    assert not is_partitions(tmp_path / "none")


def test_what_is_there_is_not_written_again(tmp_path: Path) -> None:
    articles = [article(n) for n in range(5)]
    fill(tmp_path, articles)
    before = files(tmp_path)
    with Partitions(tmp_path, none) as opened:
        assert len(opened) == 5
        assert [opened.add(each, fake_reader.read(each)) for each in articles] == [False] * 5
        assert opened.has(articles[2].key)
        assert opened.reading(articles[2].key) == fake_reader.read(articles[2])
        assert not opened.has(article(7).key)
        with pytest.raises(KeyError):
            opened.reading(article(7).key)
    assert files(tmp_path) == before


def test_many_small_parts_become_one(tmp_path: Path) -> None:
    for n in range(12):
        fill(tmp_path, [article(n), article(n + 100, published="2031-05-01")][: 1 + n % 2])
    before = held(tmp_path)
    assert len(files(tmp_path)) == 18
    with Partitions(tmp_path, none) as opened:
        assert opened.compact() == 11
        assert opened.compact() == 0
        assert opened.reading(article(3).key) == fake_reader.read(article(3))
    assert len(files(tmp_path)) == 7  # six of May are few enough
    assert held(tmp_path) == before


def test_another_process_may_join_what_is_open_here(tmp_path: Path) -> None:
    for n in range(12):
        fill(tmp_path, [article(n, "b")])
    with Partitions(tmp_path, none) as here:
        with Partitions(tmp_path, none) as there:
            assert there.compact() == 11
        here.add(article(5, "c"), fake_reader.read(article(5, "c")))
        here.add(article(6, "aa"), fake_reader.read(article(6, "aa")))
        fill(tmp_path, [article(6, "a")])
        assert here.reading(article(3).key) == fake_reader.read(article(3, "b"))
        assert here.add(article(3, "a"), fake_reader.read(article(3, "a"))) is False
        assert here.compact() == 0
    assert len(held(tmp_path)) == 12
    with Partitions(tmp_path, none) as again:
        names = {each.text: each.id for each, _ in again}
    assert [names[article(n).text] for n in (3, 4, 5, 6)] == ["a", "b", "b", "a"]


def test_several_that_add_and_join_at_once_lose_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(partitions, "SMALL", 1)
    names = "abcdefgh"

    def work(turn: int) -> None:
        for n in range(24):
            with Partitions(tmp_path / "shared", none) as opened:
                # Half of the content is everybody's, under other names.
                each = article(n, f"{names[(turn + n) % 8]}") if n % 2 else article(100 * turn + n)
                opened.add(each, fake_reader.read(each))
                if n % 3 == turn % 3:
                    opened.compact()

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(work, range(1, 5)))
    fill(
        tmp_path / "all", [article(n, min(names[(t + n) % 8] for t in range(1, 5))) for n in range(1, 24, 2)]
    )
    fill(tmp_path / "all", [article(100 * turn + n) for turn in range(1, 5) for n in range(0, 24, 2)])
    assert held(tmp_path / "shared") == held(tmp_path / "all")


def test_what_a_stopped_compaction_left_is_no_second_article(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(12):
        fill(tmp_path, [article(n)])
    before = held(tmp_path)

    def stop(path: Path, missing_ok: bool = False) -> None:
        raise OSError(5, "I/O")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", stop)
        with Partitions(tmp_path, none) as opened, pytest.raises(OSError, match="I/O"):
            opened.compact()
    assert len(files(tmp_path)) == 13
    assert held(tmp_path) == before


def test_what_was_left_half_written_goes_after_a_day(tmp_path: Path) -> None:
    fill(tmp_path, [article(1)])
    month = tmp_path / "month=2031-03"
    for name, age in ((".part-1.tmp", 25 * 3600), (".part-2.tmp", 60), (".mine", 25 * 3600)):
        (month / name).write_text("half")
        os.utime(month / name, (time.time() - age,) * 2)
    with Partitions(tmp_path, none) as opened:
        opened.compact()
    assert {p.name for p in month.iterdir() if p.suffix != ".parquet"} == {".part-2.tmp", ".mine"}


def exported(path: Path) -> bytes:
    with Record.open(path) as record:
        return b"".join(record.export())


def read(
    path: Path,
    articles: Sequence[Article],
    readings: Path | None = None,
    load: engine.Load = fake_reader.load,
) -> engine.Tally:
    with Record.open(path) as record:
        if readings is None:
            return engine.fill(record, lambda report: articles, problems=none, load=load)
        with Partitions(readings, none) as opened:
            return engine.fill(Kept(record, opened), lambda report: articles, problems=none, load=load)


PILE = [article(n, published=MONTHS[n % len(MONTHS)]) for n in range(20)]
PILE += [article(3, "another name", MONTHS[3]), article(4, "aa", MONTHS[4])]


def test_the_record_made_from_readings_is_that_of_reading(tmp_path: Path) -> None:
    read(tmp_path / "local.db", PILE)
    read(tmp_path / "both.db", PILE, tmp_path / "readings")
    with Record.open(tmp_path / "from.db") as record:
        assert feed(record, tmp_path / "readings", problems=none) == engine.Tally(read=20)
        assert feed(record, tmp_path / "readings", problems=none) == engine.Tally(known=20)
    assert exported(tmp_path / "local.db") == exported(tmp_path / "both.db") == exported(tmp_path / "from.db")


def no_weights() -> engine.Read:
    raise AssertionError("read anew")


def test_what_either_has_is_not_read_anew_and_ends_up_in_both(tmp_path: Path) -> None:
    read(tmp_path / "r.db", PILE[:12])
    fill(tmp_path / "readings", PILE[8:])
    assert read(tmp_path / "r.db", PILE, tmp_path / "readings", load=no_weights).known == len(PILE)
    read(tmp_path / "local.db", PILE)
    assert exported(tmp_path / "r.db") == exported(tmp_path / "local.db")
    fill(tmp_path / "all", PILE)
    assert held(tmp_path / "readings") == held(tmp_path / "all")


def test_a_reading_that_does_not_fit_is_named(tmp_path: Path) -> None:
    short = Article("Short.", id="short")
    with Partitions(tmp_path, none) as opened:
        opened.add(short, fake_reader.read(article(1)))
        opened.add(article(2), fake_reader.read(article(2)))
    problems: list[Problem] = []
    with Record.open(tmp_path / "_r.db") as record:
        assert feed(record, tmp_path, problems=problems.append) == engine.Tally(read=1, failed=1)
    assert short.key in problems[0].origin
