"""What the package may lean on. The direction between its own rooms is held by import-linter in scripts/check."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FILES = sorted((ROOT / "hearsay").rglob("*.py"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
REQUIRED = {re.split(r"[^\w.-]", line)[0].lower().replace("_", "-") for line in PROJECT["dependencies"]}
#: Which packages bring which import.
BRINGS = packages_distributions()


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_nothing_is_imported_that_is_not_required(path: Path) -> None:
    # Not training, not benchmarks, no tool of the developers, nothing that only another package brings along.
    others = set(imported(path)) - set(sys.stdlib_module_names) - {"hearsay"}
    lacking = {
        name
        for name in others
        if not REQUIRED & {package.lower().replace("_", "-") for package in BRINGS.get(name, ())}
    }
    assert not lacking
