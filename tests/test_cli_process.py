"""The program as its users start it: what it imports, how it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

HEAVY = [
    "numpy", "onnxruntime", "tokenizers", "rich", "trafilatura", "lxml", "sqlite3", "multiprocessing", "pyarrow", "ray",
]  # fmt: skip


def python(code: str, *, stdin: str = "", cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", code], input=stdin, capture_output=True, text=True, check=False,
        timeout=60, cwd=cwd,
    )  # fmt: skip


def hearsay(*arguments: str) -> list[str]:
    return [sys.executable, "-c", "from hearsay.views.cli import main; main()", *arguments]


@pytest.mark.parametrize(
    "code",
    [
        "import hearsay; hearsay.Article, hearsay.Reading",
        "from hearsay.views.cli import hearsay; hearsay.main(['--help'], standalone_mode=False)",
        "from hearsay.views.cli import hearsay; hearsay.main(['read', '--help'], standalone_mode=False)",
        "from hearsay.views.cli import hearsay; hearsay.main(['schema'], standalone_mode=False)",
    ],
)
def test_nothing_heavy_is_imported_before_it_is_needed(code: str) -> None:
    done = python(f"{code}\nimport sys; print(*sorted(set({HEAVY}) & set(sys.modules)), file=sys.stderr)")
    assert done.returncode == 0, done.stderr
    assert done.stderr.strip() == ""


def test_a_question_to_a_record_needs_no_reader(tmp_path: Path) -> None:
    code = "from hearsay.record import Record\nRecord.open('hearsay.db').close()\n"
    assert python(code, cwd=tmp_path).returncode == 0
    code = (
        "from hearsay.views.cli import hearsay; hearsay.main(['claims'], standalone_mode=False)\n"
        "import sys; print(*({'onnxruntime', 'tokenizers', 'trafilatura'} & set(sys.modules)))"
    )
    done = python(code, cwd=tmp_path)
    assert (done.returncode, done.stdout.strip()) == (0, ""), done.stderr


def test_the_package_says_what_it_offers() -> None:
    code = (
        "import hearsay\n"
        "print(hearsay.__version__, set(hearsay.__all__) <= set(dir(hearsay)), hearsay.Record.__name__)\n"
        "try: hearsay.nothing\n"
        "except AttributeError as error: print(error)"
    )
    done = python(code)
    assert done.stdout.splitlines()[0].endswith(" True Record"), done.stderr
    assert done.stdout.splitlines()[1] == "module 'hearsay' has no attribute 'nothing'"


def test_version_is_printed() -> None:
    done = subprocess.run(hearsay("--version"), capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.startswith("hearsay 0.")


def test_whoever_stops_reading_the_output_gets_no_complaint() -> None:
    read, write = os.pipe()
    os.close(read)
    try:
        done = subprocess.run(
            hearsay("schema"), stdout=write, stderr=subprocess.PIPE, check=False, timeout=60
        )
    finally:
        os.close(write)
    assert done.returncode == 141
    assert done.stderr == b""


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_ctrl_c_ends_it_without_a_traceback() -> None:
    with subprocess.Popen(
        hearsay("annotate"), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        process.stdin.write(b"{}\n")
        process.stdin.flush()
        assert process.stderr is not None
        assert process.stderr.readline().startswith(b"skipped: line 1: ")
        process.send_signal(signal.SIGINT)
        process.stdin.close()
        assert process.wait(30) == 130
        assert process.stderr.read().strip() == b""


WORKERS = """
import sys, time, os
import fake_reader
from hearsay import engine
from hearsay.schema import Article

def slow():
    def read(article):
        os.write(1, f"{os.getpid()}{os.linesep}".encode())
        time.sleep(0.05)
        return fake_reader.read(article)
    return read

if __name__ == "__main__":
    articles = (Article(f"Ana Ruiz said boat {n} sank.") for n in range(10000))
    try:
        for outcome in engine.read_articles(articles, load=slow, jobs=2):
            pass
    except KeyboardInterrupt:
        sys.exit(130)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize(("how", "code"), [(signal.SIGINT, 130), (signal.SIGKILL, -9)])
def test_no_process_is_left_behind(tmp_path: Path, how: signal.Signals, code: int) -> None:
    script = tmp_path / "many.py"
    script.write_text(WORKERS)
    with subprocess.Popen(
        [sys.executable, script],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parent)},
        start_new_session=True,
    ) as process:
        assert process.stdout is not None
        workers = {int(process.stdout.readline()) for _ in range(12)}
        # As a terminal does: to all of them; a kill reaches the first alone.
        if how is signal.SIGINT:
            os.killpg(process.pid, how)
        else:
            process.send_signal(how)
        process.stdout.close()
        assert process.wait(30) == code
        assert process.stderr is not None
        if how is signal.SIGINT:
            assert process.stderr.read() == b""
    deadline = time.monotonic() + 20
    while any(alive(worker) for worker in workers) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not [worker for worker in workers if alive(worker)]


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    try:  # one that has ended and waits to be noticed
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
