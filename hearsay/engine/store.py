"""Articles into a store: those that it does not have are read, and put in as they come."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from hearsay.engine.batch import Load, Outcome, load_reader
from hearsay.engine.outcomes import LIMIT, read_articles
from hearsay.gather import Problem
from hearsay.schema import Article, Reading

Report = Callable[[Problem], None]
#: Yields articles and reports what it could not make one of, as :func:`hearsay.gather.gather` does.
Source = Callable[[Report], Iterable[Article]]
#: Reads articles and yields what becomes of each, as :func:`read_articles` does, in any order.
Readers = Callable[[Iterable[Article]], Iterator[Outcome]]


class Store(Protocol):
    """What :func:`fill` puts readings into."""

    def has(self, key: str) -> bool:
        """Whether the article with this key is in."""

    def add(self, article: Article, reading: Reading) -> bool:
        """Take an article in; False when it was in already. ValueError: the reading does not fit it."""

    def reading(self, ref: str) -> Reading:
        """The reading of the article with this key."""


@dataclass(slots=True)
class Tally:
    """How many articles were ``read``, ``known`` already, ``foreign`` (not in English), or ``failed``."""

    read: int = 0
    known: int = 0
    foreign: int = 0
    failed: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.read + self.known + self.foreign + self.failed

    @property
    def skipped(self) -> int:
        """Those of which nothing could be made."""
        return self.foreign + self.failed


def fill(
    store: Store,
    source: Source,
    *,
    problems: Report,
    load: Load = load_reader,
    jobs: int = 1,
    limit: float = LIMIT,
    step: Callable[[], None] = lambda: None,
    readers: Readers | None = None,
) -> Tally:
    """Read the articles of ``source`` that ``store`` does not have, and put them in, one at a time.

    ``problems`` takes all that went wrong, ``step`` is called after each article or input that was dealt
    with. ``readers``, where given, read instead of this machine's processes. Whatever stops it, what was put in
    stays in, and the same call goes on from there. Raises what ``source``, ``store``, ``load`` and ``readers`` raise.
    """
    tally = Tally()

    def report(problem: Problem) -> None:
        if problem.fatal:
            if problem.reason.startswith("not in English"):
                tally.foreign += 1
            else:
                tally.failed += 1
            step()
        problems(problem)

    #: By key: articles with the content of one that is being read.
    under_way: dict[str, list[Article]] = {}

    def known(article: Article) -> None:
        # The same content under another id or path: the store decides under which it goes.
        store.add(article, store.reading(article.key))
        tally.known += 1
        step()

    def unknown(articles: Iterable[Article]) -> Iterator[Article]:
        for article in articles:
            key = article.key
            if key in under_way:
                under_way[key].append(article)
            elif store.has(key):
                known(article)
            else:
                under_way[key] = []
                yield article

    wanted = unknown(source(report))
    for outcome in readers(wanted) if readers else read_articles(wanted, load=load, jobs=jobs, limit=limit):
        article, error = outcome.article, outcome.error
        same = under_way.pop(article.key)
        if outcome.reading is not None:
            try:
                if store.add(article, outcome.reading):
                    tally.read += 1
                else:
                    tally.known += 1
                step()
                for other in same:
                    known(other)
                continue
            except ValueError as broken:
                error = str(broken)
        for failed in (article, *same):
            report(Problem(failed.origin or failed.id, f"could not be read: {error}"))
    return tally
