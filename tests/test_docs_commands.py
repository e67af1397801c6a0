"""Every ```console block of the README and of docs/ does what it shows, and every ```python block runs.

A block is what a terminal shows: lines that begin with ``$ `` are commands, ``> `` goes on with one, the
rest is output. Each block starts in a folder of its own, with the bundled pile: ``articles/`` (the files),
``articles.jsonl`` (two articles as lines), ``story.html`` (one page), ``story.txt`` (one text) and
``hearsay.db`` (the record of the pile). Every command must end well. In a block marked ```console exact
the output must begin with the lines shown, up to a line that says ``...``; in the others it is not
compared, since figures in it change with the weights.

``make`` and ``python -m benchmarks`` or ``training`` take long: here it is only seen to that there is such
a target, bench or step.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from benchmarks.benches import BENCHES
from hearsay import demo

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
_BLOCK = re.compile(r"^```console([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_PYTHON = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_VERBS = {"all", "gate", "pin"}


class Step(NamedTuple):
    """A command and the output shown under it."""

    command: str
    shown: list[str]


def steps(block: str) -> list[Step]:
    found: list[Step] = []
    for line in block.splitlines():
        if line.startswith("$ "):
            found.append(Step(line[2:], []))
        elif line.startswith("> ") and found and not found[-1].shown:
            found[-1] = Step(f"{found[-1].command}\n{line[2:]}", [])
        else:
            assert found, f"output before any command: {line!r}"
            found[-1].shown.append(line)
    return found


def blocks(kind: re.Pattern[str]) -> Sequence[object]:
    """The blocks of all pages, each named by its page and line."""
    found = []
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        for match in kind.finditer(text):
            line = text.count("\n", 0, match.start()) + 1
            found.append(pytest.param(*match.groups(), id=f"{page.name}:{line}"))
    return found


def environment() -> dict[str, str]:
    """No colours, 80 columns, and the commands of the interpreter that runs the tests."""
    kept = {
        key: value for key, value in os.environ.items() if not key.startswith(("HEARSAY", "PYTEST", "MAKE"))
    }
    path = f"{Path(sys.executable).parent}{os.pathsep}{kept.get('PATH', '')}"
    return kept | {"PATH": path, "COLUMNS": "80", "NO_COLOR": "1", "TERM": "dumb", "LC_ALL": "C.UTF-8"}


def shell(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "-euc", command],
        cwd=folder,
        env=environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


@pytest.fixture(scope="module")
def pile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which blocks start."""
    folder = tmp_path_factory.mktemp("pile")
    shutil.copytree(demo.articles(), folder / "articles")
    for ending in ("jsonl", "html", "txt"):
        first = sorted((folder / "articles").glob(f"*.{ending}"))[0]
        shutil.copy(first, folder / ("articles.jsonl" if ending == "jsonl" else f"story.{ending}"))
    done = shell("hearsay read articles --record hearsay.db", folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def check_long(command: str, folder: Path) -> bool:
    """Whether it is a command that is not run; if so, that there is such a thing."""
    words = command.split()
    if words[0] == "make":
        done = shell("make --dry-run --always-make " + " ".join(words[1:]), ROOT)
        assert done.returncode == 0, done.stderr
        return True
    if words[:3] == ["python", "-m", "benchmarks"] and words[3:]:
        assert {word for word in words[3:] if not word.startswith("-")} <= BENCHES.keys() | _VERBS
        return True
    if words[:3] == ["python", "-m", "training"]:
        done = shell(f"cd {ROOT} && {' '.join(words[:4])} --help", folder)
        assert done.returncode == 0, done.stderr
        return True
    return False


@pytest.mark.parametrize(("marks", "block"), blocks(_BLOCK))
def test_block_does_what_it_shows(marks: str, block: str, pile: Path, tmp_path: Path) -> None:
    folder = tmp_path / "block"
    shutil.copytree(pile, folder)
    assert marks.strip() in ("", "exact")
    for command, shown in steps(block):
        if check_long(command, folder):
            continue
        done = shell(command, folder)
        assert done.returncode == 0, f"$ {command}\n{done.stdout}{done.stderr}"
        if marks.strip() == "exact":
            expected = shown[: shown.index("...")] if "..." in shown else shown
            got = [line.rstrip() for line in done.stdout.splitlines()][: len(expected)]
            assert got == [line.rstrip() for line in expected], f"$ {command}"


@pytest.mark.parametrize("block", blocks(_PYTHON))
def test_python_block_runs(block: str, pile: Path, tmp_path: Path) -> None:
    folder = tmp_path / "block"
    shutil.copytree(pile, folder)
    (folder / "block.py").write_text(block, encoding="utf-8")
    # Blocks on measures import `benchmarks`, which is no part of the package.
    done = shell(f"PYTHONPATH='{ROOT}' python -W error block.py", folder)
    assert done.returncode == 0, done.stdout + done.stderr


def test_blocks_are_taken_apart() -> None:
    assert steps("$ one a \\\n> b\nout\n\n$ two\n") == [Step("one a \\\nb", ["out", ""]), Step("two", [])]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        if not re.match(r"[a-z]+:", target):
            assert (page.parent / target).exists(), target
