"""``hearsay export``: a record in the formats of other tools."""

from __future__ import annotations

import io
import os
import sys
import tempfile
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import click

from hearsay.views.cli import options
from hearsay.views.cli.output import asked, nothing_found
from hearsay.views.export.formats import FORMATS

#: As hearsay.record.tables has them; that module is not imported before a command runs.
_ROWS = ("events", "statements", "claims")


@click.command()
@click.option(
    "--to", "name", type=click.Choice(list(FORMATS)), required=True, metavar="FORMAT",
    help=f"Which format: {', '.join(FORMATS)}.",
)  # fmt: skip
@click.option(
    "-o", "--output", "target", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
    help="Where to write; else to standard output.",
)  # fmt: skip
@options.record_option
@click.option("--rows", type=click.Choice(_ROWS), help="What a row is, in a table; statements if not told.")
@options.about_option
@options.since_option
@options.until_option
@options.source_option
def export(
    name: str,
    target: Path | None,
    path: Path,
    rows: str | None,
    about: str | None,
    since: str | None,
    until: str | None,
    source: str | None,
) -> None:
    """Write a record in a format of other tools.

    Options choose claims; each goes out with all its statements. docs/exports.md tells what becomes what.

    \b
    Example:
      hearsay export --to csv --rows events -o events.csv
      hearsay export --to prov --about ferry
    """
    from hearsay.record.selection import Selection
    from hearsay.record.tables import ROWS, Rows

    found = FORMATS[name]
    if rows is not None and not found.tabular:
        raise click.UsageError(f"--rows is for tables; {name} has none.")
    if found.binary and target is None and sys.stdout.isatty():
        raise click.UsageError(f"{name} is not text: give a file with -o.")
    kind: Rows = next((row for row in ROWS if row == rows), "statements")
    with asked(path) as record:
        chosen = Selection(record, about, since, until, source)
        if not chosen.claims:
            nothing = nothing_found(path, "claims", about=about, since=since, until=until, source=source)
            click.echo(nothing, err=True)
        try:
            with _written(target) as out:
                found.write(chosen, out, kind)
        except ImportError as error:
            raise click.ClickException(str(error)) from error


@contextmanager
def _written(target: Path | None) -> Iterator[BinaryIO]:
    """Standard output, or a file that is there whole or not at all."""
    if target is None and sys.stdout.isatty():
        held = io.BytesIO()
        yield held
        # Nobody keeps what a terminal shows: there, nothing of it may steer the terminal.
        click.echo("".join(map(_shown, held.getvalue().decode("utf-8"))), nl=False)
        return
    if target is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    if target.exists() and not target.is_file():
        # A device or a pipe takes what comes.
        with target.open("wb") as out:
            yield out
        return
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(target)) from error
    try:
        with os.fdopen(handle, "wb") as out:
            yield out
        # As any new file would be, not as private as a temporary one is.
        mask = os.umask(0)
        os.umask(mask)
        Path(name).chmod(0o666 & ~mask)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _shown(character: str) -> str:
    kept = character in "\n\t" or unicodedata.category(character) not in ("Cc", "Cf", "Cs")
    return character if kept else "" if character == "\r" else "\ufffd"
