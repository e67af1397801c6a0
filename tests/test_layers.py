"""What the package may lean on. The direction between its own rooms is held by import-linter in scripts/check."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FILES = sorted((ROOT / "hearsay").rglob("*.py"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def named(lines: list[str]) -> set[str]:
    return {re.split(r"[^\w.-]", line)[0].lower().replace("_", "-") for line in lines}


REQUIRED = named(PROJECT["dependencies"])
#: What users may add for a view; never what training takes.
EXTRAS = {
    name
    for extra, lines in PROJECT["optional-dependencies"].items()
    if extra != "training"
    for name in named(lines)
}
#: Which packages bring which import.
BRINGS = packages_distributions()


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


def lacking(names: Iterable[str], allowed: set[str]) -> set[str]:
    others = set(names) - set(sys.stdlib_module_names) - {"hearsay"}
    return {
        name
        for name in others
        if not allowed & {package.lower().replace("_", "-") for package in BRINGS.get(name, (name,))}
    }


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_nothing_is_imported_that_is_not_required(path: Path) -> None:
    # Not training, not benchmarks, no tool of the developers, nothing that only another package brings along.
    # What an extra brings may be missing: whoever imports it does so lazily, and says which extra it is.
    assert not lacking(imported(path), REQUIRED | EXTRAS)
