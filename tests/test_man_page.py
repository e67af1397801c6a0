"""The manual page names all commands and options, and is one."""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
from pathlib import Path

import click
import pytest

from hearsay.views.cli import hearsay

SCRIPT = Path(__file__).resolve().parent.parent / "scripts" / "man_page.py"


@pytest.fixture(scope="module")
def page() -> str:
    spec = importlib.util.spec_from_file_location("man_page", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return str(module.page())


def test_all_commands_and_options_are_there(page: str) -> None:
    text = page.replace("\\-", "-")
    for name, command in hearsay.commands.items():
        assert f".SS hearsay {name} " in text
        for parameter in command.params:
            if isinstance(parameter, click.Option) and not parameter.hidden:
                assert all(option in text for option in parameter.opts)
    assert text.count("\nExample:\n") == len(hearsay.commands)


def test_lines_are_text_or_known_requests(page: str) -> None:
    requests = {line.split()[0] for line in page.splitlines() if line.startswith((".", "'"))}
    assert requests <= {".TH", ".SH", ".SS", ".PP", ".TP", ".B", ".I", ".RI", ".RS", ".RE", ".nf", ".fi"}
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f]", page)


def test_groff_finds_nothing_wrong(page: str) -> None:
    if shutil.which("groff") is None:
        pytest.skip("skipped: groff is not installed")
    done = subprocess.run(
        ["groff", "-man", "-Tutf8", "-wall", "-z"], input=page, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
