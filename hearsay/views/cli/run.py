"""The program's entry point: streams prepared, exit codes kept, no traceback."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import click

from hearsay.views.cli.group import NOBODY_READS, hearsay

STOPPED = 130


def main(arguments: Sequence[str] | None = None) -> None:
    """Run ``hearsay`` with the given or the command line's arguments, and exit."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            # A terminal that cannot show a character is no reason to stop.
            reconfigure(errors="backslashreplace")
    sys.exit(_run(arguments))


def _run(arguments: Sequence[str] | None) -> int:
    try:
        given = None if arguments is None else list(arguments)
        code = hearsay.main(given, prog_name="hearsay", standalone_mode=False)
        if code != NOBODY_READS:
            sys.stdout.flush()
            return code if isinstance(code, int) else 0
    except BrokenPipeError:
        pass
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return STOPPED
    # Python flushes standard output once more at exit; there must be something that takes it.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return NOBODY_READS
