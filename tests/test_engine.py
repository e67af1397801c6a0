"""Many articles read, in this process and by several: order, failures, interruption."""

from __future__ import annotations

import multiprocessing
import sqlite3
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import fake_reader
import pytest

from hearsay import engine
from hearsay.gather import Problem, gather
from hearsay.record import Record, RecordError
from hearsay.record.store import Store
from hearsay.schema import Article, Reading

TESTS = Path(__file__).parent


def articles(*texts: str) -> list[Article]:
    return [Article(text, id=f"a{n}") for n, text in enumerate(texts)]


@pytest.mark.parametrize("jobs", [1, 2])
def test_outcomes_come_in_order_and_a_failure_costs_only_itself(jobs: int) -> None:
    texts = [f"Ana Ruiz said number {n}." for n in range(11)]
    texts[4] = "CRASH."
    outcomes = list(engine.read_articles(articles(*texts), load=fake_reader.load, jobs=jobs))
    assert [o.article.id for o in outcomes] == [f"a{n}" for n in range(11)]
    assert [n for n, o in enumerate(outcomes) if o.reading is None] == [4]
    assert outcomes[4].error == "RuntimeError: cannot read this"
    assert all(o.reading == fake_reader.read(o.article) for o in outcomes if o.reading)


def test_an_article_that_ends_its_process_costs_only_itself() -> None:
    texts = ["DIE." if n == 5 else f"Ana Ruiz said number {n}." for n in range(14)]
    outcomes = list(engine.read_articles(articles(*texts), load=fake_reader.load, jobs=2))
    assert [o.article.id for o in outcomes] == [f"a{n}" for n in range(14)]
    assert [(n, o.error) for n, o in enumerate(outcomes) if o.error] == [
        (5, "the process that read it ended (out of memory?)")
    ]


def test_a_process_that_ends_while_the_caller_is_busy_costs_only_its_article() -> None:
    texts = ["DIE." if n == 30 else f"Ana Ruiz said number {n}." for n in range(80)]
    outcomes = []
    for outcome in engine.read_articles(articles(*texts), load=fake_reader.load, jobs=2):
        time.sleep(0.02)  # as if it were stored: more is handed out only after the process has ended
        outcomes.append(outcome)
    assert [o.article.id for o in outcomes] == [f"a{n}" for n in range(80)]
    assert [n for n, o in enumerate(outcomes) if o.error] == [30]


def test_an_article_that_hangs_its_process_costs_only_itself() -> None:
    texts = ["HANG." if n == 5 else "DIE." if n == 9 else f"Ana Ruiz said number {n}." for n in range(14)]
    outcomes = list(engine.read_articles(articles(*texts), load=fake_reader.load, jobs=2, limit=1.5))
    assert [o.article.id for o in outcomes] == [f"a{n}" for n in range(14)]
    assert [(n, o.error) for n, o in enumerate(outcomes) if o.error] == [
        (5, "the process that read it was ended after 1.5 seconds"),
        (9, "the process that read it ended (out of memory?)"),
    ]
    assert not multiprocessing.active_children()


@pytest.mark.parametrize("limit", [0, -1, float("nan")])
def test_no_time_at_all_is_refused(limit: float) -> None:
    with pytest.raises(ValueError, match="limit must be more than 0"):
        engine.read_articles([], load=no_weights, limit=limit)


def no_weights() -> Callable[[Article], Reading]:
    raise FileNotFoundError(2, "No such file", "encoder.onnx")


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_loading_raises_reaches_the_caller(jobs: int) -> None:
    with pytest.raises(FileNotFoundError, match=r"encoder\.onnx"):
        list(engine.read_articles(articles("One."), load=no_weights, jobs=jobs))


@pytest.mark.parametrize("jobs", [1, 2])
def test_nothing_to_read_loads_nothing(jobs: int) -> None:
    assert list(engine.read_articles([], load=no_weights, jobs=jobs)) == []


def test_no_process_at_all_is_refused() -> None:
    with pytest.raises(ValueError, match="jobs must be 1 or more, not 0"):
        engine.read_articles([], jobs=0)


def test_articles_are_taken_only_a_little_ahead() -> None:
    taken = 0

    def many() -> Iterator[Article]:
        nonlocal taken
        for article in articles(*["One."] * 500):
            taken += 1
            yield article

    stream = engine.read_articles(many(), load=fake_reader.load, jobs=2)
    next(stream)
    assert taken <= 2 * engine.AHEAD * engine.BATCH
    stream.close()  # type: ignore[attr-defined]


# Into a record


def fill(path: Path, folder: Path, jobs: int = 1) -> tuple[engine.Tally, list[Problem]]:
    problems: list[Problem] = []
    with Record.open(path) as record:
        tally = engine.fill(
            record,
            lambda report: gather([folder], problems=report),
            problems=problems.append,
            load=fake_reader.load,
            jobs=jobs,
        )
    return tally, problems


def exported(path: Path) -> bytes:
    with Record.open(path) as record:
        return b"\n".join(record.export())


@pytest.fixture
def pile(tmp_path: Path) -> Path:
    folder = tmp_path / "pile"
    folder.mkdir()
    for n in range(6):
        (folder / f"{n}.txt").write_text(
            f" date 2031-03-0{n + 1} Boat number {n}\nAna Ruiz said boat {n} sank.\n"
        )
    return folder


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_pile_is_read_once_and_its_faults_are_counted(pile: Path, tmp_path: Path, jobs: int) -> None:
    (pile / "bad.txt").write_bytes(b"\x00\x01\x02binary")
    (pile / "crash.txt").write_text("CRASH is all that stands here.")
    (pile / "copy-of-3.txt").write_bytes((pile / "3.txt").read_bytes())
    tally, problems = fill(tmp_path / "r.db", pile, jobs)
    assert tally == engine.Tally(read=6, known=1, foreign=0, failed=2)
    assert {Path(p.origin).name for p in problems if p.fatal} == {"bad.txt", "crash.txt"}
    before = exported(tmp_path / "r.db")
    tally, _ = fill(tmp_path / "r.db", pile, jobs)
    assert tally == engine.Tally(read=0, known=7, foreign=0, failed=2)
    assert exported(tmp_path / "r.db") == before


def test_the_name_of_an_article_does_not_depend_on_the_order_of_arrival(pile: Path, tmp_path: Path) -> None:
    text = (pile / "0.txt").read_text()
    for name, order in (("one.db", ("a", "b")), ("other.db", ("b", "a"))):
        for ident in order:
            with Record.open(tmp_path / name) as record:
                engine.fill(
                    record,
                    lambda report, ident=ident: [Article(text, id=ident, origin=ident)],  # type: ignore[misc]
                    problems=lambda problem: None,
                    load=fake_reader.load,
                )
    assert exported(tmp_path / "one.db") == exported(tmp_path / "other.db")


def test_a_reading_that_does_not_fit_is_a_fault_of_its_article(tmp_path: Path) -> None:
    other = Article("Ana Ruiz said that the boat sank in the early morning.")
    problems: list[Problem] = []
    with Record.open(tmp_path / "r.db") as record:
        tally = engine.fill(
            record,
            lambda report: [Article("Short.", id="short", origin="short.txt")],
            problems=problems.append,
            load=lambda: lambda article: fake_reader.read(other),
        )
    assert tally.failed == 1
    assert str(problems[0]).startswith("short.txt: could not be read: reading of short")


def test_killed_in_the_middle_and_read_again_the_record_is_that_of_one_clean_run(
    pile: Path, tmp_path: Path
) -> None:
    script = textwrap.dedent(
        """
        import os, signal, sys
        import fake_reader
        from hearsay import engine
        from hearsay.gather import gather
        from hearsay.record import Record

        left = 3
        def load():
            def read(article):
                global left
                left -= 1
                if left < 0:
                    os.kill(os.getpid(), signal.SIGKILL)
                return fake_reader.read(article)
            return read

        with Record.open(sys.argv[1]) as record:
            engine.fill(record, lambda r: gather([sys.argv[2]], problems=r), problems=print, load=load)
        """
    )
    killed, clean = tmp_path / "killed.db", tmp_path / "clean.db"
    done = subprocess.run([sys.executable, "-c", script, killed, pile], cwd=TESTS, check=False, timeout=60)
    assert done.returncode == -9
    with Record.open(killed) as record:
        assert record.counts().articles == 3
    fill(killed, pile)
    fill(clean, pile)
    assert exported(killed) == exported(clean)


@pytest.mark.parametrize("jobs", [1, 2])
def test_on_a_full_disk_nothing_is_lost_and_the_rest_is_read_later(
    tmp_path: Path, jobs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    pile = tmp_path / "pile"
    pile.mkdir()
    for n in range(10):
        sentences = " ".join(f"Ana Ruiz said that boat {n} of {m} sank." for m in range(150))
        (pile / f"{n}.txt").write_text(f" date 2031-03-{n + 1:02} Boats\n{sentences}\n")
    full, clean = tmp_path / "full.db", tmp_path / "clean.db"
    with Record.open(full):
        pass
    with sqlite3.connect(full) as file:
        pages = int(file.execute("PRAGMA page_count").fetchone()[0])
    connect = Store._connect

    def small(store: Store) -> sqlite3.Connection:
        connection = connect(store)
        connection.execute(f"PRAGMA max_page_count = {pages + 60}")
        return connection

    with monkeypatch.context() as patch:
        patch.setattr(Store, "_connect", small)
        with pytest.raises(RecordError, match=r"full\.db.*the disk is full"):
            fill(full, pile, jobs)
    assert not multiprocessing.active_children()
    with Record.open(full) as record:
        assert 0 < record.counts().articles < 10
    fill(full, pile, jobs)
    fill(clean, pile, jobs)
    assert exported(full) == exported(clean)
