"""A record opened for looking at a page of it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Self

from hearsay.record import queries, refer
from hearsay.record.derive import current
from hearsay.record.errors import RecordError
from hearsay.record.pages import actors, articles, claims, sources, timeline
from hearsay.record.pages.claims import ClaimFilter
from hearsay.record.pages.indexes import make_indexes
from hearsay.record.pages.refs import Refs
from hearsay.record.pages.slice import Slice
from hearsay.record.pages.sources import Source
from hearsay.record.pages.timeline import Period
from hearsay.record.results import (
    Actor,
    ArticleRow,
    Claim,
    Copy,
    Counts,
    Dispute,
    StatementRow,
    TimelineEntry,
    Trace,
)
from hearsay.record.store import Store
from hearsay.record.trace import build_trace
from hearsay.schema import Article, Reading


class Pages:
    """A record, open for reading; cheap to open, so that each page can have its own.

    It shows what was derived last; :attr:`current` tells whether articles came in since.
    Articles go by key; :meth:`named` gives an answer the names that they go by elsewhere.
    """

    def __init__(self, path: Path | str) -> None:
        """Open the record. Raises :class:`~hearsay.record.errors.RecordError`, which names the file."""
        self._store = Store(path, create=False, read_only=True)
        self.refs = Refs(self._store)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._store.close()

    @staticmethod
    def prepare(path: Path | str) -> bool:
        """Make the indexes that pages are found by; False where the file cannot be written."""
        try:
            store = Store(path, create=False, read_only=False)
        except RecordError:
            return False  # whoever opens it for reading is told what is wrong with it, if anything is
        try:
            return make_indexes(store)
        finally:
            store.close()

    @property
    def current(self) -> bool:
        """Whether what is derived fits the articles."""
        return current(self._store)

    def counts(self) -> Counts:
        """How much the record holds. Goes over the whole record: keep it."""
        return queries.counts(self._store)

    # Claims

    def claims(self, asked: ClaimFilter, start: int = 0) -> Slice[Claim]:
        """The claims of one page. Raises ValueError for what is no date."""
        return claims.claims(self._store, asked, start)

    def claim(self, name: str) -> Claim:
        """The claim whose id begins so. Raises NotFound, AmbiguousId."""
        return claims.claim_named(self._store, name)

    def trace(self, claim: Claim) -> Trace:
        """The tree of a claim."""
        return build_trace(self._store, claim)

    def statements_of(self, claim: Claim) -> list[StatementRow]:
        """The statements of a claim, by publication."""
        return claims.statements_of(self._store, claim.id)

    def roots_of(self, claim: Claim) -> dict[str, str]:
        """For each statement of a claim the identity of the origin that it rests on; "" for nobody."""
        return claims.roots_of(self._store, claim.id)

    def origins_of(self, claim: Claim) -> dict[str, str]:
        """For the name of each origin of a claim its identity."""
        return claims.origins_of(self._store, claim.id)

    def support(self, names: Iterable[str]) -> dict[str, tuple[int, int]]:
        """For each of these claims the number of its articles, and of its origins."""
        return claims.support(self._store, names)

    def one_origin(self) -> Claim | None:
        """The claim that most outlets repeat for each of its origins."""
        return claims.one_origin(self._store)

    def disputes(self, limit: int) -> list[Dispute]:
        """Where accounts part, in the claims of most outlets first."""
        return claims.disputes(self._store, limit)

    # Time

    def timeline(self, asked: ClaimFilter, start: int = 0) -> Slice[TimelineEntry]:
        """Dated claims in order of time. Raises ValueError for what is no date."""
        return timeline.timeline(self._store, asked, start)

    def undated(self, asked: ClaimFilter) -> int:
        """How many claims no date could be put to."""
        return timeline.undated(self._store, asked)

    def spread(self, asked: ClaimFilter) -> Period:
        """How the dated claims spread over time."""
        return timeline.spread(self._store, asked)

    # Articles

    def articles(self, words: str = "", outlet: str = "", start: int = 0) -> Slice[ArticleRow]:
        """The articles of one page, the latest first."""
        return articles.articles(self._store, words, outlet, start)

    def article_rows(self, keys: tuple[str, ...]) -> dict[str, ArticleRow]:
        """Articles by key, without their texts."""
        return articles.article_rows(self._store, keys)

    def key(self, name: str) -> str:
        """The key that begins so, or of the article with this id. Raises NotFound, AmbiguousId."""
        return articles.article_key(self._store, name)

    def article(self, key: str) -> Article:
        """The article with this key."""
        return self._store.article(key)

    def reading(self, key: str) -> Reading:
        """The reading of that article, without vectors."""
        return self._store.reading(key, vectors=False)

    def statements_in(self, key: str) -> list[StatementRow]:
        """The statements of one article, in the order of its text."""
        return articles.statements_in(self._store, key)

    def copies_of(self, key: str) -> tuple[list[Copy], list[Copy]]:
        """What an article took over, and what was taken over from it."""
        return articles.copies_of(self._store, key)

    # Sources and actors

    def sources(self) -> list[Source]:
        """All origins. Goes over the whole record: keep it."""
        return sources.sources(self._store)

    def claims_resting_on(self, identity: str, start: int = 0) -> Slice[Claim]:
        """The claims that rest on one origin, those with no other first."""
        return sources.claims_resting_on(self._store, identity, start)

    def outlets_resting_on(self, identity: str) -> list[tuple[str, int]]:
        """The outlets whose statements rest on an origin, with the number of their articles."""
        return sources.outlets_resting_on(self._store, identity)

    def actors(self, types: tuple[str, ...], words: str = "", start: int = 0) -> Slice[Actor]:
        """The actors of one page, those in most articles first."""
        return actors.actors(self._store, types, words, start)

    def actor(self, name: str) -> Actor:
        """The actor with this id. Raises NotFound."""
        return actors.actor_of(self._store, name)

    def claims_about(self, actor: str, start: int = 0) -> Slice[Claim]:
        """The claims with a statement that names an actor."""
        return actors.claims_about(self._store, actor, start)

    def actors_in(self, key: str) -> dict[str, str]:
        """For each entity of an article the actor that it was taken for."""
        return actors.actor_in(self._store, key)

    # Names

    def named(self, found: Claim) -> Claim:
        """A claim with the names that its articles go by."""
        return refer.claim(found, self.refs)
