"""The page of commands names every command and option, and every command explains itself."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from hearsay.views.cli import hearsay

PAGE = (Path(__file__).resolve().parent.parent / "docs" / "commands.md").read_text(encoding="utf-8")
COMMANDS = sorted(hearsay.commands.items())


@pytest.mark.parametrize(("name", "command"), COMMANDS, ids=[name for name, _ in COMMANDS])
def test_every_command_and_option_is_documented(name: str, command: click.Command) -> None:
    assert re.search(rf"^\| `hearsay {name}\b", PAGE, re.MULTILINE), f"{name} is not in the table"
    assert re.search(rf"^### .*\b{name}\b", PAGE, re.MULTILINE), f"{name} has no section"
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            for option in parameter.opts:
                assert re.search(rf"`{option}\b[^`]*`", PAGE), (
                    f"{option} of {name} is not in docs/commands.md"
                )


@pytest.mark.parametrize(("name", "command"), COMMANDS, ids=[name for name, _ in COMMANDS])
def test_every_command_has_an_example_that_it_understands(name: str, command: click.Command) -> None:
    shown = CliRunner().invoke(hearsay, [name, "--help"])
    assert shown.exit_code == 0
    assert all(len(line) <= 80 for line in shown.output.splitlines())
    examples = re.findall(rf"^ +hearsay ({name}\b.*)$", shown.output.partition("Example:")[2], re.MULTILINE)
    assert examples, f"hearsay {name} --help shows no example"
    for example in examples:
        _, *arguments = re.findall(r'"[^"]*"|[^\s"]+', example.partition(" > ")[0])
        given = [argument.strip('"') for argument in arguments if Path(argument).suffix != ".jsonl"]
        command.make_context(name, given).close()


def test_nothing_is_documented_that_is_not_there() -> None:
    for name in re.findall(r"^\| `hearsay (\w+)", PAGE, re.MULTILINE):
        assert name in hearsay.commands
    known = {o for c in hearsay.commands.values() for p in c.params for o in p.opts} | {"--help", "--version"}
    assert set(re.findall(r"(?<![-\w])--[a-z][a-z-]*", PAGE)) <= known


def test_help_lists_all_commands() -> None:
    shown = CliRunner().invoke(hearsay, ["--help"]).output
    assert all(re.search(rf"^  {name} ", shown, re.MULTILINE) for name, _ in COMMANDS)
    assert all(len(line) <= 80 for line in shown.splitlines())
