"""``hearsay read --engine ray`` as its users start it: what it says, what it keeps, and that nothing stays behind."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import fake_reader
import pytest
from click.testing import CliRunner, Result

from hearsay import engine
from hearsay.record import Record
from hearsay.views.cli import hearsay

#: The command, with a reader that needs no weights.
COMMAND = """
import sys
from functools import partial
from pathlib import Path
import cluster_reader, fake_reader
from hearsay import engine
from hearsay.views.cli import main
engine.load_reader = partial(cluster_reader.slow, Path("marks")) if Path("marks").is_dir() else fake_reader.load
main(sys.argv[1:])
"""


def command(*arguments: str) -> list[str]:
    # Ray leaves files and processes to the garbage collector.
    return [sys.executable, "-W", "error", "-W", "ignore::ResourceWarning", "-c", COMMAND, *arguments]


def environment(**more: str) -> dict[str, str]:
    tests = str(Path(__file__).parent)
    return os.environ | {"PYTHONPATH": os.pathsep.join([tests, os.environ.get("PYTHONPATH", "")]), **more}


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(*arguments), cwd=folder, env=environment(), capture_output=True, text=True, timeout=120, check=False
    )  # fmt: skip


@pytest.fixture
def pile(tmp_path: Path) -> Path:
    """A folder that holds a folder of twelve articles."""
    (tmp_path / "pile").mkdir()
    for n in range(12):
        text = f" date 2031-0{n % 2 + 3}-{n + 1:02} Boat number {n}\nAna Ruiz said boat {n} sank.\n"
        (tmp_path / "pile" / f"{n:02}.txt").write_text(text)
    return tmp_path


@pytest.fixture
def needs_ray() -> None:
    pytest.importorskip("ray", reason="skipped: ray is not installed")


@pytest.fixture
def local(pile: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Runs the command in this process, with the local engine."""
    monkeypatch.chdir(pile)
    monkeypatch.setattr(engine, "load_reader", fake_reader.load)
    return lambda *arguments: CliRunner().invoke(hearsay, arguments, catch_exceptions=False)


@pytest.fixture
def temporary() -> Iterator[Path]:
    """A folder for temporary files; its name is short enough for Ray's sockets, as one of pytest's is not."""
    with tempfile.TemporaryDirectory(prefix="h", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def exported(path: Path) -> bytes:
    with Record.open(path) as record:
        return b"".join(record.export())


@pytest.mark.usefixtures("needs_ray")
def test_ray_reads_what_the_local_engine_reads(pile: Path, local: Callable[..., Result]) -> None:
    (pile / "pile" / "05.txt").write_text(" date 2031-03-04 Deadly\nWhoever reads this must DIE at once.\n")
    done = run(pile, "read", "pile", "--engine", "ray", "-j", "2")
    other = local("read", "pile", "-j", "2", "-r", "local.db")
    assert done.returncode == other.exit_code == 1
    assert done.stdout.replace("hearsay.db", "local.db") == other.stdout
    assert done.stderr == other.stderr
    assert "05.txt: could not be read: the process that read it ended (out of memory?)" in done.stderr
    assert exported(pile / "hearsay.db") == exported(pile / "local.db")
    assert sorted(p.name for p in (pile / "hearsay.readings").iterdir()) == ["month=2031-03", "month=2031-04"]
    # A record made of the readings alone is the same, and what is there is not read again.
    other = local("read", "hearsay.readings", "-r", "from.db")
    assert other.stdout.startswith("11 articles: 0 read, 11 from readings\n")
    assert exported(pile / "from.db") == exported(pile / "local.db")


def running(folder: Path) -> Iterator[int]:
    """The processes that stand in ``folder``; not Ray's agents, which take a minute to see that they are alone."""
    for process in Path("/proc").iterdir():
        if process.name.isdecimal() and int(process.name) != os.getpid():
            try:
                agent = b"agent" in (process / "cmdline").read_bytes().lower()
                if not agent and (process / "cwd").readlink().is_relative_to(folder):
                    yield int(process.name)
            except OSError:
                continue


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="skipped: looks for processes in /proc")
@pytest.mark.usefixtures("needs_ray")
@pytest.mark.parametrize(("how", "code"), [(signal.SIGINT, 130), (signal.SIGKILL, -9)])
def test_stopped_it_leaves_nothing_running_and_goes_on_later(
    pile: Path, local: Callable[..., Result], temporary: Path, how: signal.Signals, code: int
) -> None:
    (pile / "marks").mkdir()  # where there is one, reading is slow
    (pile / "pile" / "00.txt").write_text(" date 2031-03-04 Slow\nHANG is all that stands here.\n")
    with subprocess.Popen(
        command("read", "pile", "--engine", "ray", "-j", "2"),
        cwd=pile, env=environment(TMPDIR=str(temporary)), stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
    ) as process:  # fmt: skip
        # One worker hangs over the first batch, the other reads the second.
        deadline = time.monotonic() + 60
        while stored(pile / "hearsay.db") < 4 and process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.05)
        assert process.poll() is None
        assert len(set(running(pile))) > 3
        # As a terminal does: to all of them; a kill reaches the first alone.
        if how is signal.SIGINT:
            os.killpg(process.pid, how)
        else:
            process.send_signal(how)
        assert process.wait(30) == code
        assert process.stderr is not None
        if how is signal.SIGINT:
            told = process.stderr.read().decode()
            assert told == "Stopped. What was read is in hearsay.db; the same command goes on from there.\n"
            assert not list(temporary.iterdir())
    deadline = time.monotonic() + 30
    while set(running(pile)) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not set(running(pile))
    (pile / "pile" / "00.txt").unlink()
    before = stored(pile / "hearsay.db")
    done = local("read", "pile", "--readings", "hearsay.readings")
    assert done.stdout.startswith(f"11 articles: {11 - before} read, {before} already in the record\n")
    local("read", "hearsay.readings", "-r", "from.db")
    local("read", "pile", "-r", "local.db")
    assert exported(pile / "hearsay.db") == exported(pile / "local.db") == exported(pile / "from.db")


def stored(record: Path) -> int:
    """How many articles are in the record."""
    try:
        with sqlite3.connect(f"file:{record}?mode=ro", uri=True) as file:
            return int(file.execute("SELECT COUNT(*) FROM articles").fetchone()[0])
    except sqlite3.Error:
        return 0


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--address", "head:6379"], "--address is for --engine ray."),
        (["--engine", "ray", "--address", "ray://head:10001"], "give the HOST:PORT of its head, or auto"),
        (
            ["--engine", "ray", "--address", "127.0.0.1:1"],
            "no cluster answers at 127.0.0.1:1: Connection refused",
        ),
    ],
)
@pytest.mark.usefixtures("needs_ray")
def test_what_cannot_start_says_why_and_makes_no_record(
    pile: Path, local: Callable[..., Result], options: list[str], told: str
) -> None:
    done = local("read", "pile", *options)
    assert done.exit_code == 2
    assert told in done.stderr
    assert not (pile / "hearsay.db").exists()


def test_without_ray_it_says_what_to_install(
    pile: Path, local: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    done = local("read", "pile", "--engine", "ray")
    assert done.exit_code == 2
    assert "the Ray engine needs ray: pip install 'hearsay[ray]'" in done.stderr
    assert not (pile / "hearsay.db").exists()
