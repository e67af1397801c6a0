"""Problems with inputs, told on standard error as they are met."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from hearsay.views.plain import plain

if TYPE_CHECKING:
    from hearsay.gather import Problem

#: On a terminal, this many are told; a pile of a thousand bad pages would bury the rest.
SHOWN = 20


class Problems:
    """Takes problems: writes each as a line, and as JSON into a file where one is wanted."""

    def __init__(self, say: Callable[[str], None], file: Path | None = None) -> None:
        """Write lines with ``say``. Raises OSError when ``file`` cannot be written."""
        self._say = say
        self._told = 0
        #: Addresses from which nothing could be read.
        self.addresses: set[str] = set()
        self._capped = sys.stderr.isatty()
        self._file: IO[bytes] | None = file.open("wb") if file else None

    def __call__(self, problem: Problem) -> None:
        """Tell one problem."""
        if self._file:
            import msgspec

            self._file.write(msgspec.json.encode(problem) + b"\n")
        if problem.fatal and problem.origin.startswith(("http:", "https:")):
            self.addresses.add(problem.origin)
        self._told += 1
        if not self._capped or self._told <= SHOWN:
            self._say(plain(f"{'skipped' if problem.fatal else 'note'}: {problem}"))

    def close(self) -> None:
        """Say how many more there were, and close the file."""
        if self._file:
            self._file.close()
        elif self._capped and self._told > SHOWN:
            click.echo(f"... and {self._told - SHOWN:,} more; --problems FILE keeps them all", err=True)
