"""Reading that is stopped from outside, and goes on: what was stored stays, and only the rest is read."""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import fake_reader
import pytest

from hearsay import engine
from hearsay.gather import gather
from hearsay.record import Record
from hearsay.schema import Article

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals")

TESTS = Path(__file__).parent
ARTICLES = 24
#: Words in which no sentence is, to fill a disk with.
WORDS = [
    "the",
    "boat",
    "of",
    "a",
    "port",
    "was",
    "in",
    "it",
    "and",
    "that",
    "had",
    "been",
    "seen",
    "on",
    "her",
    "way",
]
LINES = 150
#: Bytes that do not hold them all.
SMALL = 600_000


@pytest.fixture(scope="module")
def pile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of articles."""
    folder = tmp_path_factory.mktemp("pile")
    for n in range(ARTICLES):
        draw = random.Random(n)
        padding = "\n".join(" ".join(draw.choices(WORDS, k=20)) for _ in range(LINES))
        (folder / f"{n:02}.txt").write_text(
            f" date 2031-03-{n + 1:02} Boat {n}\nAna Ruiz said boat {n} sank.\n{padding}\n"
        )
    return folder


@pytest.fixture(scope="module")
def keys(pile: Path) -> set[str]:
    """Keys of those articles."""
    found = {article.key for article in gather([pile], problems=lambda problem: None)}
    assert len(found) == ARTICLES
    return found


@pytest.fixture(scope="module")
def undisturbed(pile: Path, tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    """What the record of that folder exports when nothing happens."""
    path = tmp_path_factory.mktemp("clean") / "r.db"
    with Record.open(path) as record:
        engine.fill(
            record,
            lambda report: gather([pile], problems=report),
            problems=lambda problem: None,
            load=fake_reader.load,
        )
    return exported(path)


def exported(path: Path) -> list[bytes]:
    with Record.open(path) as record:
        return list(record.export())


class Command:
    """``hearsay read`` of a folder into a record, run as often as is wanted, with the articles that each run read."""

    def __init__(self, pile: Path, folder: Path, jobs: int, record: Path | None = None) -> None:
        self.record = record or folder / "r.db"
        self._log = folder / "reads"
        self._before = 0
        self._given = ["read", str(pile), "-r", str(self.record), "-j", str(jobs)]

    def start(self, pause: float = 0, size: int | None = None) -> subprocess.Popen[str]:
        """Start it; no file may grow beyond ``size`` bytes."""
        self._before = len(self._keys())

        def limit() -> None:
            if size is not None:
                resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

        return subprocess.Popen(
            [sys.executable, TESTS / "fake_command.py", self._log, str(pause), *self._given],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True, preexec_fn=limit,
        )  # fmt: skip

    def run(self, size: int | None = None) -> tuple[int, str]:
        """Run it to its end: exit code and what it told."""
        with self.start(size=size) as process:
            out, err = process.communicate(timeout=60)
            return process.returncode, out + err

    def read(self) -> Counter[str]:
        """Keys of the articles whose reading the latest run began, with how often."""
        return Counter(self._keys()[self._before :])

    def stored(self) -> set[str]:
        """Keys of the articles that are safely in the file."""
        try:
            with closing(sqlite3.connect(f"file:{self.record}?mode=ro", uri=True)) as file:
                return {key for (key,) in file.execute("SELECT key FROM articles")}
        except sqlite3.Error:
            return set()

    def wait(self, process: subprocess.Popen[str], articles: int) -> None:
        """Wait until so many are stored."""
        deadline = time.monotonic() + 60
        while len(self.stored()) < articles:
            assert process.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.005)

    def _keys(self) -> list[str]:
        return [line.split()[0] for line in self._log.read_text().splitlines()] if self._log.exists() else []


def children(process: subprocess.Popen[str]) -> list[int]:
    """The processes that a command started and that read, by their number."""
    found = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    return [int(pid) for pid in found if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()]


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_a_reading_that_is_stopped_goes_on_where_it_was(
    pile: Path, keys: set[str], undisturbed: list[bytes], tmp_path: Path, how: signal.Signals, jobs: int
) -> None:
    command = Command(pile, tmp_path, jobs)
    with command.start(pause=0.03) as process:
        command.wait(process, 5)
        # As a terminal does, Ctrl-C goes to all; a kill to the command alone.
        (os.killpg if how is signal.SIGINT else os.kill)(process.pid, how)
        _, err = process.communicate(timeout=30)
    assert process.returncode == (130 if how is signal.SIGINT else -9)
    assert ("Stopped. What was read is in" in err) == (how is signal.SIGINT)
    assert "Traceback" not in err
    assert set(command.read().values()) == {1}
    kept = command.stored()
    assert 5 <= len(kept) < ARTICLES
    assert command.run()[0] == 0
    assert command.read() == Counter(keys - kept)
    assert exported(command.record) == undisturbed


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="finds processes in /proc")
def test_a_process_that_is_killed_costs_the_command_nothing(
    pile: Path, keys: set[str], undisturbed: list[bytes], tmp_path: Path
) -> None:
    command = Command(pile, tmp_path, 2)
    with command.start(pause=0.03) as process:
        command.wait(process, 5)
        os.kill(children(process)[0], signal.SIGKILL)
        _, err = process.communicate(timeout=30)
    assert (process.returncode, err) == (0, "")
    assert set(command.read()) == keys
    # The one that it was reading was read anew.
    assert command.read().total() <= ARTICLES + 1
    assert exported(command.record) == undisturbed


def test_an_article_that_ends_every_process_is_named_and_the_rest_kept(
    pile: Path, keys: set[str], tmp_path: Path
) -> None:
    bad = tmp_path / "pile"
    shutil.copytree(pile, bad)
    (bad / "10a.txt").write_text("All who read this DIE of it.")
    poison = Article((bad / "10a.txt").read_text()).key
    command = Command(bad, tmp_path, 2)
    code, told = command.run()
    assert code == 1
    assert "10a.txt: could not be read: the process that read it ended (out of memory?)" in told
    assert command.stored() == keys
    assert command.read() == Counter(keys) + Counter({poison: 2})
    assert command.run()[0] == 1
    assert command.read() == Counter({poison: 2})


@pytest.mark.parametrize("jobs", [1, 2])
def test_where_a_file_may_not_grow_nothing_is_lost_and_the_rest_is_read_later(
    pile: Path, keys: set[str], undisturbed: list[bytes], tmp_path: Path, jobs: int
) -> None:
    command = Command(pile, tmp_path, jobs)
    code, told = command.run(size=SMALL)
    assert code == 2
    assert told.startswith(f"Error: {command.record}: could not be added to")
    kept = command.stored()
    assert 0 < len(kept) < ARTICLES
    assert command.run()[0] == 0
    assert command.read() == Counter(keys - kept)
    assert exported(command.record) == undisturbed


@contextmanager
def small_disk(folder: Path, size: int) -> Iterator[Callable[[int], None]]:
    """A disk of so many bytes at ``folder``; yields what makes it larger. Skips the test where none can be made."""
    folder.mkdir()
    options = ["-t", "tmpfs", "tmpfs", str(folder)]
    mounted = subprocess.run(["mount", "-o", f"size={size}", *options], capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip("no disk can be mounted here")
    try:

        def grow(more: int) -> None:
            subprocess.run(["mount", "-o", f"remount,size={more}", *options], check=True)

        yield grow
    finally:
        subprocess.run(["umount", folder], check=True)


@pytest.mark.skipif(shutil.which("mount") is None, reason="no mount")
@pytest.mark.parametrize("jobs", [1, 2])
def test_on_a_full_disk_nothing_is_lost_and_the_rest_is_read_later(
    pile: Path, keys: set[str], undisturbed: list[bytes], tmp_path: Path, jobs: int
) -> None:
    with small_disk(tmp_path / "disk", SMALL) as grow:
        command = Command(pile, tmp_path, jobs, tmp_path / "disk" / "r.db")
        code, told = command.run()
        assert code == 2
        assert told.startswith(f"Error: {command.record}: could not be added to, the disk is full")
        kept = command.stored()
        assert 0 < len(kept) < ARTICLES
        grow(50 * SMALL)
        assert command.run()[0] == 0
        assert command.read() == Counter(keys - kept)
        assert exported(command.record) == undisturbed
