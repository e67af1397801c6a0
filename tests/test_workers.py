"""Processes that end, hang, or never begin: what it costs, and which articles are read again."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import fake_reader
import pytest

from hearsay import engine
from hearsay.engine import Outcome, Read
from hearsay.schema import Article

TESTS = Path(__file__).parent
ENDED = "the process that read it ended (out of memory?)"


def texts(number: int, **others: str) -> list[str]:
    """So many harmless texts; ``_5="DIE."`` puts another one at place 5."""
    return [others.get(f"_{n}", f"Ana Ruiz said number {n}.") for n in range(number)]


class Counted:
    """Articles read by two processes, with how often the reading of each was begun."""

    def __init__(self, folder: Path, articles: list[str], pause: float = 0) -> None:
        self.articles = [Article(text, id=f"a{n}") for n, text in enumerate(articles)]
        self.log = folder / "reads"
        self._load = partial(fake_reader.load_counting, str(self.log), pause)

    def read(
        self, limit: float = 60, each: Callable[[Outcome], None] = lambda outcome: None
    ) -> list[Outcome]:
        outcomes = []
        for outcome in engine.read_articles(self.articles, load=self._load, jobs=2, limit=limit):
            each(outcome)
            outcomes.append(outcome)
        assert [o.article for o in outcomes] == self.articles
        assert not multiprocessing.active_children()
        return outcomes

    def begun(self) -> list[list[float]]:
        """For each article when its reading was begun."""
        lines = [line.split() for line in self.log.read_text().splitlines()]
        return [[float(when) for key, when in lines if key == a.key] for a in self.articles]

    def again(self) -> dict[int, int]:
        """Places of articles whose reading was not begun once, with how often it was."""
        return {n: len(times) for n, times in enumerate(self.begun()) if len(times) != 1}


def errors(outcomes: list[Outcome]) -> dict[int, str]:
    return {n: o.error for n, o in enumerate(outcomes) if o.error is not None}


@pytest.mark.parametrize("places", [(0,), (5,), (4, 5, 7), (13,)])
def test_an_article_that_ends_every_process_is_set_aside_and_no_other_is_read_twice(
    tmp_path: Path, places: tuple[int, ...]
) -> None:
    counted = Counted(tmp_path, texts(14, **{f"_{n}": f"DIE {n}." for n in places}))
    assert errors(counted.read()) == dict.fromkeys(places, ENDED)
    assert counted.again() == dict.fromkeys(places, 2)


def test_a_process_that_is_killed_costs_no_article(tmp_path: Path) -> None:
    counted = Counted(tmp_path, texts(40), pause=0.02)

    def kill_one(outcome: Outcome) -> None:
        if outcome.article.id in ("a4", "a20"):
            multiprocessing.active_children()[0].kill()

    assert errors(counted.read(each=kill_one)) == {}
    assert len(counted.again()) <= 2
    assert set(counted.again().values()) <= {2}


def test_processes_that_end_while_the_caller_is_busy_are_replaced(tmp_path: Path) -> None:
    counted = Counted(tmp_path, texts(80, _30="DIE."))
    # As if it were stored: more is handed out only after the process has ended.
    assert errors(counted.read(each=lambda outcome: time.sleep(0.01))) == {30: ENDED}
    assert counted.again() == {30: 2}


def test_the_limit_is_for_each_article_and_exact(tmp_path: Path) -> None:
    # Each batch takes longer than the limit, none of its articles does but two.
    counted = Counted(tmp_path, texts(14, _2="HANG.", _9="HANG, too.", _11="DIE."), pause=0.4)
    after = "the process that read it was ended after 1 seconds"
    assert errors(counted.read(limit=1)) == {2: after, 9: after, 11: ENDED}
    assert counted.again() == {11: 2}
    for hung in (2, 9):
        [[one], [other]] = counted.begun()[hung : hung + 2]
        assert 1 <= other - one < 2.8  # a new process starts and loads in between


def load_never() -> Read:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def load_later(marker: str) -> Read:
    if not Path(marker).exists():
        Path(marker).touch()
        load_never()
    return fake_reader.read


class Odd(Exception):
    """Cannot be made anew on the other side."""

    def __init__(self, one: str, other: str) -> None:
        super().__init__(f"{one} and {other}")


def load_oddly() -> Read:
    raise Odd("this", "that")


def test_processes_that_end_while_they_load_stop_the_reading() -> None:
    with pytest.raises(ChildProcessError, match="end while they load"):
        list(engine.read_articles([Article("One.")], load=load_never, jobs=2))
    assert not multiprocessing.active_children()


def test_one_process_that_ends_while_it_loads_is_replaced(tmp_path: Path) -> None:
    load = partial(load_later, str(tmp_path / "marker"))
    [outcome] = engine.read_articles([Article("One.")], load=load, jobs=2)
    assert outcome.reading is not None


def test_what_loading_raises_is_told_even_where_it_cannot_travel() -> None:
    with pytest.raises(RuntimeError, match="Odd: this and that"):
        list(engine.read_articles([Article("One.")], load=load_oddly, jobs=2))


STOPPED = """
import sys
from functools import partial
import fake_reader
from hearsay import engine
from hearsay.schema import Article

if __name__ == "__main__":
    load = partial(fake_reader.load_counting, sys.argv[1], 0.6)
    for outcome in engine.read_articles([Article("One.")] * 2, load=load, jobs=2, limit=1):
        print(outcome.error, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_no_time_passes_while_all_of_it_is_stopped(tmp_path: Path) -> None:
    script, log = tmp_path / "stopped.py", tmp_path / "reads"
    script.write_text(STOPPED)
    with subprocess.Popen(
        [sys.executable, script, log], stdout=subprocess.PIPE, text=True, start_new_session=True,
        env={**os.environ, "PYTHONPATH": str(TESTS)},
    ) as process:  # fmt: skip
        while not log.exists():
            time.sleep(0.01)
        os.killpg(process.pid, signal.SIGSTOP)
        time.sleep(1.5)
        os.killpg(process.pid, signal.SIGCONT)
        assert process.communicate(timeout=30)[0] == "None\nNone\n"
