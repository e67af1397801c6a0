"""Readings that are kept in Parquet, and a record: one made from the others, or both fed at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from hearsay.engine import Store, Tally
from hearsay.gather import Problem
from hearsay.gather.problem import Report
from hearsay.partitions.listing import parts
from hearsay.partitions.part import BadPart
from hearsay.partitions.partitions import Partitions
from hearsay.schema import Article, Reading


def feed(
    store: Store, folder: Path | str, *, problems: Report, step: Callable[[], None] = lambda: None
) -> Tally:
    """Put all articles in ``folder`` with their readings into ``store``; nothing is read anew.

    ``problems`` takes, by name, each file that cannot be used and each article that does not fit, ``step`` is
    called after each article. Raises what ``store`` raises, and OSError where the folder cannot be listed.
    """
    tally = Tally()

    def report(problem: Problem) -> None:
        tally.failed += problem.fatal
        problems(problem)

    for _, path, rows in parts(Path(folder), report):
        for row in rows:
            try:
                if store.add(*row.pair()):
                    tally.read += 1
                else:
                    tally.known += 1
            except BadPart as bad:
                report(Problem(str(path), str(bad)))
            except ValueError as broken:
                report(Problem(f"{path}, article {row.key}", str(broken)))
            step()
    return tally


class Kept:
    """A store, and the readings that go into it in Parquet beside it: what either has is not read anew.

    ``taken`` counts the articles that were new to the store and of which there was a reading.
    """

    def __init__(self, store: Store, partitions: Partitions) -> None:
        self._store = store
        self._partitions = partitions
        self.taken = 0

    def has(self, key: str) -> bool:
        """Whether either has the article with this key."""
        return self._store.has(key) or self._partitions.has(key)

    def reading(self, ref: str) -> Reading:
        """The reading of the article with this key."""
        return self._store.reading(ref) if self._store.has(ref) else self._partitions.reading(ref)

    def add(self, article: Article, reading: Reading) -> bool:
        """Put an article into both; False when the store had it already. ValueError: the reading does not fit it."""
        known = self._partitions.has(article.key)
        # The store first: what it refuses is not kept.
        new = self._store.add(article, reading)
        self._partitions.add(article, reading)
        self.taken += new and known
        return new
