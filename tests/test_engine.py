"""Many articles read, in this process and by several: order, failures, what goes into a record."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import fake_reader
import pytest

from hearsay import engine
from hearsay.gather import Problem, gather
from hearsay.record import Record
from hearsay.schema import Article, Reading


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


@pytest.mark.parametrize("jobs", [1, 2])
def test_one_content_under_several_names_is_read_once(tmp_path: Path, jobs: int) -> None:
    log = tmp_path / "reads"
    texts = ["Ana Ruiz said the boat sank.", "CRASH is all that stands here."]
    same = [Article(text, id=f"{n}", origin=f"{n}") for n, text in enumerate(texts * 3)]
    problems: list[Problem] = []
    with Record.open(tmp_path / "r.db") as record:
        tally = engine.fill(
            record,
            lambda report: same,
            problems=problems.append,
            load=partial(fake_reader.load_counting, str(log)),
            jobs=jobs,
        )
    assert tally == engine.Tally(read=1, known=2, failed=3)
    assert {problem.origin for problem in problems} == {"1", "3", "5"}
    # What cannot be read is not remembered, and with one process is asked for each time.
    keys = [line.split()[0] for line in log.read_text().splitlines()]
    assert keys.count(same[0].key) == 1
    assert keys.count(same[1].key) == (3 if jobs == 1 else 1)


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
