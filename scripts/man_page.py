"""The manual page, from the commands' own help: `python scripts/man_page.py > hearsay.1`, then `man ./hearsay.1`.

Written in the man macros (groff_man(7)).
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator

import click

from hearsay import __version__
from hearsay.views.cli import hearsay


def page() -> str:
    """Return the page: synopsis, commands with their options and examples, files, exit status."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield f'.TH HEARSAY 1 "" "hearsay {__version__}" "User Commands"'
    yield ".SH NAME\nhearsay \\- reads news and answers of every claim in it: who says so?"
    yield ".SH SYNOPSIS\n.B hearsay\n.I COMMAND\n.RI [ OPTIONS ]\n.RI [ ARGUMENTS ]"
    yield ".SH COMMANDS"
    with click.Context(hearsay, info_name="hearsay") as group:
        for name in hearsay.list_commands(group):
            with click.Context(hearsay.commands[name], info_name=name, parent=group) as context:
                yield from _command(name, hearsay.commands[name], context)
    yield ".SH FILES\n.TP\n.I hearsay.db\nThe record, in the folder you are in, unless another is named."
    yield ".SH EXIT STATUS"
    for code, meaning in (
        ("0", "All went well."),
        ("1", "Something was skipped; standard error says what."),
        ("2", "The command could not start or could not be answered."),
        ("130", "Stopped with Ctrl-C."),
        ("141", "Whoever read the output went away."),
    ):
        yield f".TP\n.B {code}\n{meaning}"


def _command(name: str, command: click.Command, context: click.Context) -> Iterator[str]:
    usage = " ".join(command.collect_usage_pieces(context))
    yield f".SS hearsay {_text(name)} {_text(usage)}"
    told, *examples = re.split(r"\x08\s*Example:\s*\n", command.help or "")
    for paragraph in re.split(r"\n\s*\n", told.strip()):
        yield f".PP\n{_text(' '.join(paragraph.split()))}"
    for parameter in command.params:
        found = parameter.get_help_record(context) if isinstance(parameter, click.Option) else None
        if found is not None:
            yield f".TP\n.B {_text(found[0])}\n{_text(' '.join(found[1].split()))}"
    for example in examples:
        yield ".PP\nExample:\n.PP\n.nf\n.RS"
        yield from (_text(line.strip()) for line in example.strip().splitlines())
        yield ".RE\n.fi"


def _text(text: str) -> str:
    """A text that means itself: no escapes, no requests at the beginning of a line, dashes to type."""
    text = text.replace("\b", "").replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{text}" if text.startswith((".", "'")) else text


if __name__ == "__main__":
    sys.stdout.write(page())
