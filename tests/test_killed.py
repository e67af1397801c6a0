"""`kill -9` in the middle of reading, and reading again."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from hearsay import demo
from hearsay.record import Record


def command(record: Path) -> list[str]:
    return [sys.executable, "-m", "hearsay", "read", str(demo.articles()), "-r", str(record)]


def stored(record: Path) -> int:
    """How many articles are safely in the file."""
    try:
        with sqlite3.connect(f"file:{record}?mode=ro", uri=True) as file:
            return int(file.execute("SELECT COUNT(*) FROM articles").fetchone()[0])
    except sqlite3.Error:
        return 0


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_killed_reading_goes_on_to_the_same_record(tmp_path: Path) -> None:
    killed, clean = tmp_path / "killed.db", tmp_path / "clean.db"
    with subprocess.Popen(command(killed), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        deadline = time.monotonic() + 60
        while stored(killed) < 3 and process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.005)
        os.kill(process.pid, signal.SIGKILL)
    before = stored(killed)
    assert before >= 3
    for record in (killed, clean):
        subprocess.run(command(record), check=True, capture_output=True, timeout=300)
    with Record.open(killed) as one, Record.open(clean) as other:
        assert list(one.export()) == list(other.export())
        assert one.counts().articles > before
