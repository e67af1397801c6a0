"""Readings in Parquet, for ``hearsay read``: folders of them that go into a record, and one beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from hearsay.engine import Store, Tally
    from hearsay.gather.problem import Report
    from hearsay.partitions import Kept, Partitions
    from hearsay.record import Record


def folders_among(paths: Sequence[str]) -> tuple[list[Path], tuple[str, ...]]:
    """Part the folders of readings among ``paths`` from the others."""
    from hearsay.partitions import is_partitions

    folders = [Path(path) for path in paths if is_partitions(Path(path))]
    return folders, tuple(path for path in paths if Path(path) not in folders)


class Readings:
    """What a record takes from readings, and where its own are kept."""

    def __init__(self, folders: Sequence[Path], beside: Path | None) -> None:
        """``folders`` go into a record; all that goes into it goes into ``beside``, where there is one."""
        from hearsay.partitions import need_pyarrow

        if folders or beside:
            try:
                need_pyarrow()
            except ImportError as error:
                raise click.UsageError(f"{error}.") from error
        self._folders = folders
        self._beside = beside
        self._partitions: Partitions | None = None
        self._kept: Kept | None = None
        #: Of the articles in the folders: new to the record, known to it, of no use.
        self._taken = self._known = self._failed = 0

    def count(self) -> int:
        """How many articles the folders hold."""
        from hearsay.partitions import count

        return sum(map(count, self._folders))

    @contextmanager
    def opened(self, record: Record, problems: Report, step: Callable[[], None]) -> Iterator[Store]:
        """Feed the record from the folders, and give what takes in the rest; all of it is written at the end."""
        from hearsay.partitions import Kept, Partitions, feed

        store: Store = record
        if self._beside:
            self._partitions = Partitions(self._beside, problems)
            store = self._kept = Kept(record, self._partitions)
        try:
            for folder in self._folders:
                fed = feed(store, folder, problems=problems, step=step)
                self._taken += fed.read
                self._known += fed.known
                self._failed += fed.failed
            if self._kept:
                self._kept.taken = 0
            yield store
        finally:
            if self._partitions:
                self._partitions.flush()

    def done(self, tally: Tally) -> int:
        """Add to ``tally`` what came from the folders, as known; return how many came from readings in all.

        Many small files are joined to larger ones.
        """
        if self._partitions:
            self._partitions.compact()
        tally.known += self._taken + self._known
        tally.failed += self._failed
        return self._taken + (self._kept.taken if self._kept else 0)
