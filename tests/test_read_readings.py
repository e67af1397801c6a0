"""``hearsay read`` to and from a folder of readings."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import fake_reader
import pytest
from click.testing import CliRunner, Result

from hearsay import engine
from hearsay.record import Record
from hearsay.views.cli import hearsay

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command in a folder with a pile of six articles, with a reader that needs no weights."""
    monkeypatch.setattr(engine, "load_reader", fake_reader.load)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pile").mkdir()
    for n in range(6):
        text = f" date 2031-0{n % 2 + 3}-0{n + 1} Boat number {n}\nAna Ruiz said boat {n} sank.\n"
        (tmp_path / "pile" / f"{n}.txt").write_text(text)

    def run(*arguments: str) -> Result:
        result = CliRunner().invoke(hearsay, arguments, catch_exceptions=False)
        assert "Traceback" not in result.output
        return result

    return run


@pytest.fixture
def unread(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From when it is called, nothing can be read anew."""

    def load() -> engine.Read:
        raise AssertionError("read anew")

    return lambda: monkeypatch.setattr(engine, "load_reader", load)


def exported(path: str) -> bytes:
    with Record.open(path) as record:
        return b"".join(record.export())


def first(result: Result) -> str:
    return result.stdout.splitlines()[0]


def test_readings_are_kept_and_make_the_same_record(run: Run, unread: Callable[[], None]) -> None:
    assert run("read", "pile", "-r", "plain.db").exit_code == 0
    assert first(run("read", "pile", "--readings", "readings")) == "6 articles: 6 read"
    assert sorted(p.name for p in Path("readings").iterdir()) == ["month=2031-03", "month=2031-04"]
    unread()
    done = run("read", "readings", "-r", "from.db")
    assert (done.exit_code, first(done)) == (0, "6 articles: 0 read, 6 from readings")
    assert exported("plain.db") == exported("hearsay.db") == exported("from.db")
    assert first(run("read", "readings", "-r", "from.db")) == "6 articles: 0 read, 6 already in the record"


def test_what_the_readings_have_is_not_read_anew(
    run: Run, unread: Callable[[], None], tmp_path: Path
) -> None:
    run("read", "pile/0.txt", "pile/1.txt", "-r", "one.db", "--readings", "readings")
    run("read", "pile/2.txt", "-r", "other.db")
    unread()
    done = run("read", "pile/0.txt", "pile/1.txt", "pile/2.txt", "-r", "other.db", "--readings", "readings")
    assert first(done) == "3 articles: 0 read, 2 from readings, 1 already in the record"
    assert first(run("read", "readings", "-r", "third.db")) == "3 articles: 0 read, 3 from readings"


def test_readings_and_articles_may_be_given_together(run: Run) -> None:
    run("read", "pile/0.txt", "pile/1.txt", "--readings", "readings")
    done = run("read", "readings", "pile", "-r", "all.db", "--readings", "all")
    assert first(done) == "8 articles: 4 read, 2 from readings, 2 already in the record"
    run("read", "pile", "-r", "plain.db")
    run("read", "all", "-r", "from.db")
    assert exported("plain.db") == exported("all.db") == exported("from.db")


def test_months_of_several_machines_are_one_folder(run: Run) -> None:
    run("read", "pile/0.txt", "pile/1.txt", "pile/2.txt", "-r", "1.db", "--readings", "readings")
    run("read", "pile/2.txt", "pile/3.txt", "pile/4.txt", "pile/5.txt", "-r", "2.db", "--readings", "more")
    shutil.copytree("more", "readings", dirs_exist_ok=True)
    run("read", "readings", "-r", "both.db")
    run("read", "pile", "-r", "plain.db")
    assert exported("both.db") == exported("plain.db")


def test_a_torn_file_is_named(run: Run) -> None:
    run("read", "pile", "--readings", "readings")
    path = next(Path("readings", "month=2031-03").iterdir())
    path.write_bytes(path.read_bytes()[:50])
    done = run("read", "readings", "-r", "from.db")
    assert done.exit_code == 1
    assert first(done) == "4 articles: 0 read, 3 from readings, 1 could not be read"
    assert f"skipped: {path}: torn or changed" in done.stderr
    # Its articles are read again, and its readings are whole again.
    done = run("read", "pile", "-r", "again.db", "--readings", "readings")
    assert done.exit_code == 0
    assert first(done) == "6 articles: 3 read, 3 from readings"
    assert run("read", "readings", "-r", "third.db").exit_code == 0


@pytest.mark.parametrize(
    "option", [("--published", "2031-03-03"), ("--outlet", "X"), ("--field", "text=body")]
)
def test_options_that_come_too_late_are_refused(run: Run, option: tuple[str, str]) -> None:
    run("read", "pile", "--readings", "readings")
    done = run("read", "readings", "-r", "from.db", *option)
    assert done.exit_code == 2
    assert "readings holds readings: --published, --outlet and --field come too late" in done.stderr
    assert not Path("from.db").exists()


def test_without_pyarrow_it_says_what_to_install(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    done = run("read", "pile", "--readings", "readings")
    assert done.exit_code == 2
    assert "readings in Parquet need pyarrow: pip install 'hearsay[parquet]'" in done.stderr
    assert not Path("readings").exists()


def test_stopped_it_keeps_the_readings_that_it_has(run: Run, unread: Callable[[], None]) -> None:
    Path("pile", "3.txt").write_text(" date 2031-03-09 Stop\nINTERRUPT is all that stands here.\n")
    assert run("read", "pile", "--readings", "readings").exit_code == 130
    unread()
    assert first(run("read", "readings", "-r", "from.db")) == "3 articles: 0 read, 3 from readings"
    assert exported("from.db") == exported("hearsay.db")
