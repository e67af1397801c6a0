"""A part of a record, loaded once: the claims that filters choose, with all their statements and articles."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING

from hearsay.record.results import Actor, ArticleRow, Claim, StatementRow, TimelineEntry
from hearsay.schema import Article, Entity, Event, Mention, Reading, Span, Statement

if TYPE_CHECKING:
    from hearsay.record.record import Record


class Selection:
    """The claims that the filters choose, each whole: statements that the filters alone would leave out are in.

    So the numbers of a claim (articles, origins) are those of the statements beside it. The filters are those
    of :meth:`hearsay.record.Record.claims`, and raise what that raises.
    """

    def __init__(
        self,
        record: Record,
        about: str | None = None,
        since: str | None = None,
        until: str | None = None,
        source: str | None = None,
    ) -> None:
        self.record = record
        self.whole = not (about or since or until or source)
        #: Sorted by id, so that what is written from them does not change with their ranking.
        self.claims: tuple[Claim, ...] = tuple(
            sorted(record.claims(about, since, until=until, source=source), key=lambda claim: claim.id)
        )
        self.entries: dict[str, TimelineEntry] = {
            entry.claim: entry for entry in record.timeline(about, since, until, source)
        }
        self.of_claim: dict[str, list[StatementRow]] = {claim.id: [] for claim in self.claims}
        for row in record.statements():
            if row.claim in self.of_claim:
                self.of_claim[row.claim].append(row)
        self._readings: dict[str, Reading] = {}
        self._articles: dict[str, Article] = {}

    @cached_property
    def statements(self) -> tuple[StatementRow, ...]:
        """All statements of the claims, by publication, article and position."""
        rows = (row for rows in self.of_claim.values() for row in rows)
        return tuple(sorted(rows, key=lambda r: (r.published or "~", r.article, r.start, r.end, r.id)))

    @cached_property
    def articles(self) -> tuple[ArticleRow, ...]:
        """The articles that the statements stand in; of a whole record all."""
        named = {row.article for row in self.statements}
        return tuple(row for row in self.known.values() if self.whole or row.article in named)

    @cached_property
    def known(self) -> dict[str, ArticleRow]:
        """All articles of the record, chosen or not, by name."""
        return {row.article: row for row in self.record.articles()}

    @cached_property
    def keys(self) -> dict[str, str]:
        """For each article's name its key, a hash of its content."""
        return {name: row.key for name, row in self.known.items()}

    @cached_property
    def actors(self) -> dict[str, Actor]:
        """All actors of the record, by id."""
        return {actor.id: actor for actor in self.record.actors()}

    @cached_property
    def _named(self) -> dict[tuple[str, str], str]:
        """The actor that a name means in an article; names that mean several there are left out."""
        found: dict[tuple[str, str], set[str]] = {}
        for actor in self.actors.values():
            for article in actor.articles:
                for name in actor.names:
                    found.setdefault((article, name), set()).add(actor.id)
        return {key: next(iter(ids)) for key, ids in found.items() if len(ids) == 1}

    def actor(self, article: str, name: str) -> Actor | None:
        """The actor that a name stands for in an article."""
        found = self._named.get((article, name))
        return self.actors[found] if found else None

    def called(self, name: str, actor: str | None) -> str:
        """What somebody goes by in the record: the actor's name, else the one given here."""
        return self.actors[actor].name if actor in self.actors else name

    def article(self, name: str) -> Article:
        """An article with its text."""
        if name not in self._articles:
            self._articles[name] = self.record.article(name)
        return self._articles[name]

    def reading(self, name: str) -> Reading:
        """The reading of an article."""
        if name not in self._readings:
            self._readings[name] = self.record.reading(name)
        return self._readings[name]

    def statement(self, row: StatementRow) -> Statement:
        """The statement as it was read, with figures and event."""
        own = row.id.rpartition(".")[2]
        return next(s for s in self.reading(row.article).statements if s.id == own)

    def event(self, row: StatementRow) -> Event | None:
        """The main event of a statement."""
        name = self.statement(row).event
        return next((e for e in self.reading(row.article).events if e.id == name), None) if name else None

    def mentioned(self, article: str, span: Span) -> tuple[Mention, Entity] | None:
        """The first name or description within a span that stands for a known entity."""
        reading = self.reading(article)
        entities = {entity.name: entity for entity in reading.entities}
        return next(
            (
                (mention, entities[mention.entity])
                for mention in reading.mentions
                if span[0] <= mention.start and mention.end <= span[1] and mention.entity in entities
            ),
            None,
        )

    def publishers(self, claim: str) -> tuple[str, ...]:
        """The outlets that state a claim; an article of none goes by its own name."""
        return unique(row.outlet or row.article for row in self.of_claim[claim])


def unique(names: Iterable[str]) -> tuple[str, ...]:
    """The names, each once, sorted; empty ones left out."""
    return tuple(sorted({name for name in names if name}))
