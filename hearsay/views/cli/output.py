"""A record opened for a question, and its answer written: drawn, or as lines of JSON."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from hearsay.views.plain import plain, plain_json

if TYPE_CHECKING:
    from hearsay.record import Record
    from hearsay.views.screens.screen import Screen

Row = TypeVar("Row")


@contextmanager
def asked(path: Path, *, judge: bool = False) -> Iterator[Record]:
    """Open a record that must be there, with all that is derived up to date; ``judge``: to write into it."""
    from hearsay.record import Record, RecordError

    if not path.exists():
        raise RecordError(path, "there is no record; hearsay read PATH... makes one")
    # A record can lie where nothing may be written, and be asked all the same.
    fixed = not judge and not (os.access(path, os.W_OK) and os.access(path.absolute().parent, os.W_OK))
    with Record.open(path, create=False, read_only=fixed) as record:
        bring_up_to_date(record)
        yield record


def bring_up_to_date(record: Record) -> None:
    """Derive what was added since; a bar shows when it takes long."""
    from hearsay.views.progress import Bar

    with Bar("Comparing", "steps") as bar:
        record.derive(lambda stage, done, total: bar.at(stage.capitalize(), done, total))


def answer(
    rows: Sequence[Row], *, as_json: bool, draw: Callable[[Screen, Sequence[Row]], None], nothing: str
) -> None:
    """Write the rows; where there are none, ``nothing`` says so on standard error, and JSON is empty."""
    if as_json:
        write_json(rows)
    elif rows:
        from hearsay.views.screens.screen import Screen

        draw(Screen(), rows)
    else:
        click.echo(nothing, err=True)


def write_json(rows: Iterable[Any]) -> None:
    """Write each as a line of JSON to standard output."""
    import msgspec

    encoder = msgspec.json.Encoder()
    stream = sys.stdout.buffer
    for row in rows:
        stream.write(plain_json(encoder.encode(row)) + b"\n")
    stream.flush()


def nothing_found(path: Path, what: str, **filters: object) -> str:
    """Say that a record holds none of ``what``, with the filters that were set."""
    options = [
        f"--{name.replace('_', '-')}" + ("" if value is True else f" {value}")
        for name, value in filters.items()
        if value is not None and value is not False
    ]
    return plain(f"{path}: no {what}" + (f" with {' '.join(options)}" if options else "") + ".")
