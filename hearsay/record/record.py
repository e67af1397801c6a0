"""The record: one SQLite file that holds articles, their readings, and what follows from them."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from hearsay.record import queries, refer
from hearsay.record.derive import current, derive
from hearsay.record.errors import AmbiguousId, NotFound, RecordError
from hearsay.record.export import export
from hearsay.record.independent import NEW, Given, independent
from hearsay.record.judgements import Judgement, merge_judgements, split_judgement
from hearsay.record.notebook import record_html
from hearsay.record.passages import Independence
from hearsay.record.results import (
    Actor,
    ArticleRow,
    Claim,
    Copy,
    Counts,
    Dispute,
    SourceRow,
    StatementRow,
    TimelineEntry,
    Trace,
)
from hearsay.record.store import Store
from hearsay.record.tables import Rows, Table, table
from hearsay.record.trace import build_trace
from hearsay.schema import Article, Reading

#: Told while deriving: the stage's name, how much of it is done, how much there is.
Progress = Callable[[str, int, int], None]


class Record:
    """A record, open. Queries bring what is derived up to date first, should anything have been added.

    >>> with Record.open("hearsay.db") as record:  # doctest: +SKIP
    ...     record.add(article, reading)
    ...     print(record.claims(max_origins=1))
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._frozen = store.read_only
        self._copy: tempfile.TemporaryDirectory[str] | None = None
        self._refs: dict[str, str] | None = None

    @classmethod
    def open(cls, path: Path | str, *, create: bool = True, read_only: bool = False) -> Self:
        """Open the record at ``path``; make it when there is none and ``create`` holds.

        Raises :class:`~hearsay.record.errors.RecordError`, which names the file, when there is none to
        open, when
        it is no record, from a newer version of Hearsay, damaged, or cannot be written.
        """
        return cls(Store(path, create=create, read_only=read_only))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def path(self) -> Path:
        """The record's file."""
        return self._store.path

    def close(self) -> None:
        """Close the file. What was added stays; what is derived is brought up to date at the next query."""
        self._store.close()
        if self._copy is not None:
            self._copy.cleanup()
            self._copy = None

    # What goes in

    def add(self, article: Article, reading: Reading) -> bool:
        """Take in one article in one transaction; False when the record had it already (same key).

        Raises ValueError when the reading is not of this article.
        """
        self._may_change()
        return self._store.add(article, reading)

    def has(self, key: str) -> bool:
        """Whether the article with this :attr:`~hearsay.schema.Article.key` is in the record."""
        return self._store.has(key)

    def remove(self, key: str) -> bool:
        """Take an article out again; False when it was not there."""
        self._may_change()
        return self._store.remove(key)

    def derive(self, progress: Progress | None = None) -> bool:
        """Bring actors, copies, claims, origins and disagreements up to date; False when they were."""
        if current(self._store):
            return False
        self._refs = None
        if self._store.read_only:
            # A file that must not change is copied aside and derived there.
            self._copy = tempfile.TemporaryDirectory(prefix="hearsay-")
            aside = Path(self._copy.name) / self._store.path.name
            with self._store.guard():
                target = sqlite3.connect(aside)
                try:
                    self._store.connection.backup(target)
                finally:
                    target.close()
            path = self._store.path
            self._store.close()
            self._store = Store(aside, create=False, read_only=False)
            self._store.path = path
        derive(self._store, progress)
        return True

    def merge(self, one: str, other: str) -> None:
        """Judge that two actors (ids, prefixes of ids, or names) are the same. Kept for good; undone by
        `split`.

        Raises NotFound or AmbiguousId for what names no actor or several.
        """
        self.derive()
        self._keep(
            merge_judgements(
                self._store, queries.find_actor(self._store, one), queries.find_actor(self._store, other)
            )
        )

    def split(self, one: str, other: str) -> None:
        """Judge that two names (``NAME`` or ``NAME@ARTICLE``) are not the same actor. Kept for good.

        Raises ValueError when the two are one and the same name, NotFound for a name that no actor has.
        """
        self.derive()
        self._keep(split_judgement(self._store, one, other, self._key))

    def _may_change(self) -> None:
        self._refs = None
        if self._frozen:
            raise RecordError(self.path, "cannot be written: it was opened read-only")

    def _keep(self, judgements: list[Judgement]) -> None:
        self._may_change()
        with self._store.transaction() as connection:
            for judgement, one, other in judgements:
                # The latest judgement on two names is the one that holds.
                connection.execute(
                    "DELETE FROM judgements WHERE (one = ? AND other = ?) OR (one = ? AND other = ?)",
                    (one, other, other, one),
                )
                connection.execute("INSERT INTO judgements VALUES (?, ?, ?)", (judgement, one, other))
            self._store.touch()

    # What comes out

    def counts(self) -> Counts:
        """How much the record holds."""
        self.derive()
        return queries.counts(self._store)

    def articles(self) -> list[ArticleRow]:
        """All articles, by publication date, then key."""
        return queries.articles(self._store, self.refs)

    @property
    def refs(self) -> dict[str, str]:
        """For each article's key the name it goes by: its id where it is unique, else the key."""
        if self._refs is None:
            self._refs = self._store.refs()
        return self._refs

    def _key(self, ref: str) -> str:
        """The key of the article that is meant."""
        if self._store.has(ref):
            # The names of all articles are not wanted for a key: a command that goes on asks for thousands.
            return ref
        by_name = {name: key for key, name in self.refs.items()}
        if ref in by_name:
            return by_name[ref]
        found = tuple(sorted(key for key in self.refs if len(ref) >= 4 and key.startswith(ref)))
        if len(found) == 1:
            return found[0]
        if found:
            raise AmbiguousId("article", ref, found)
        raise NotFound("article", ref)

    def article(self, ref: str) -> Article:
        """The article with this id, key, or unambiguous prefix of a key. Raises NotFound, AmbiguousId."""
        return self._store.article(self._key(ref))

    def reading(self, ref: str) -> Reading:
        """The reading of that article, statement vectors included."""
        return self._store.reading(self._key(ref))

    def statements(
        self,
        about: str | None = None,
        since: str | None = None,
        until: str | None = None,
        source: str | None = None,
        limit: int | None = None,
    ) -> list[StatementRow]:
        """Statements by time of what they tell, then publication, then position.

        ``about``: an actor's name, or words that stand in the statement. ``since`` and ``until``: ISO dates
        (year or month alone will do), against the time told, or the publication where none is told.
        ``source``: a name that stands in the chain, the outlet's included. Raises ValueError for what is no date.
        """
        self.derive()
        found = queries.statements(self._store, about, since, until, source)
        return [refer.statement(row, self.refs) for row in found[:limit]]

    def timeline(
        self,
        about: str | None = None,
        since: str | None = None,
        until: str | None = None,
        source: str | None = None,
    ) -> list[TimelineEntry]:
        """Claims by the time they tell of; those with none come last."""
        self.derive()
        return [
            refer.entry(entry, self.refs)
            for entry in queries.timeline(self._store, about, since, until, source)
        ]

    def sources(
        self,
        about: str | None = None,
        since: str | None = None,
        until: str | None = None,
        source: str | None = None,
    ) -> list[SourceRow]:
        """The origins, those on which most claims hang alone first; the unstated ones last."""
        self.derive()
        return [
            refer.many(row, self.refs) for row in queries.sources(self._store, about, since, until, source)
        ]

    def claims(
        self,
        about: str | None = None,
        since: str | None = None,
        max_origins: int | None = None,
        disputed: bool = False,
        top: int | None = None,
        until: str | None = None,
        source: str | None = None,
    ) -> list[Claim]:
        """Claims, those in most articles first."""
        self.derive()
        found = queries.claims(self._store, about, since, until, source)
        found = [
            claim
            for claim in found
            if (max_origins is None or claim.corroboration <= max_origins)
            and (not disputed or claim.disagreements)
        ]
        return [refer.claim(claim, self.refs) for claim in found[:top]]

    def claim(self, name: str) -> Claim:
        """The claim with this id or unambiguous prefix of it. Raises NotFound, AmbiguousId."""
        self.derive()
        return refer.claim(queries.claim_by_id(self._store, name), self.refs)

    def trace(self, what: str) -> Trace:
        """The tree of one claim: by claim id or prefix, statement id, or words (the best match is taken).

        Raises NotFound when nothing matches, AmbiguousId for a prefix of several ids.
        """
        self.derive()
        claim = queries.find_claim(self._store, what)
        return refer.trace(build_trace(self._store, claim), self.refs)

    def disagreements(self, about: str | None = None) -> list[Dispute]:
        """Where accounts part, in the claims of most articles first."""
        self.derive()
        return [refer.dispute(dispute, self.refs) for dispute in queries.disagreements(self._store, about)]

    def copies(self, about: str | None = None) -> list[Copy]:
        """Who took over what from whom; the greatest share first. ``about``: an outlet or article."""
        self.derive()
        found = [refer.copy(copy, self.refs) for copy in queries.copies(self._store)]
        return [copy for copy in found if about is None or queries.copy_is_about(copy, about)]

    def actors(self, about: str | None = None) -> list[Actor]:
        """Actors, those in most articles first; ``about``: one of an actor's names, or a part of one."""
        self.derive()
        return [refer.many(actor, self.refs) for actor in queries.actors(self._store, about)]

    def export(self) -> Iterator[bytes]:
        """All of the record as JSON lines, sorted: equal records give equal bytes."""
        self.derive()
        return export(self._store)

    def independent(self, passages: Iterable[Given], new: float = NEW) -> Independence:
        """Say how many sources some passages are: see :func:`hearsay.record.independent.independent`."""
        return independent(self, passages, new)

    def table(
        self,
        rows: Rows = "statements",
        about: str | None = None,
        since: str | None = None,
        until: str | None = None,
        source: str | None = None,
    ) -> Table:
        """Statements, events or claims as a table, for pandas and Arrow: see :func:`hearsay.record.tables.table`."""
        return table(self, rows, about, since, until, source)

    def _repr_html_(self) -> str:
        return record_html(self)
