"""Which statements a question is about: by actor or words, by time, by source."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from hearsay.record.days import days
from hearsay.record.names import name_key, person_key
from hearsay.record.results import Actor, Interval, StatementRow
from hearsay.record.store import Store
from hearsay.record.words import tokens

_actors = msgspec.json.Decoder(Actor)


def as_days(iso: str, what: str) -> tuple[int, int]:
    """First and last day of a date that a user gave; ValueError, naming it, when it is none."""
    found = days(iso)
    if found is None:
        raise ValueError(f"{what}: {iso!r} is no date (YYYY, YYYY-MM or YYYY-MM-DD)")
    return found


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of time in day numbers, open where None."""

    first: int | None
    last: int | None

    @classmethod
    def of(cls, since: str | None, until: str | None) -> Window:
        """From the dates that a user gave."""
        first = as_days(since, "since")[0] if since else None
        last = as_days(until, "until")[1] if until else None
        return cls(first, last)

    def holds(self, time: Interval, published: str | None) -> bool:
        """Whether a time meets the window; the publication date speaks where no time is told."""
        if self.first is None and self.last is None:
            return True
        lower, upper = days(time.earliest), days(time.latest)
        if lower is None and upper is None:
            lower = upper = days(published)
            if lower is None:
                return False
        first = lower[0] if lower else None
        last = upper[1] if upper else None
        return not (
            (self.last is not None and first is not None and first > self.last)
            or (self.first is not None and last is not None and last < self.first)
        )


def actors_named(store: Store, name: str) -> list[Actor]:
    """Actors that have this name; failing any, those with a name that has its words in it."""
    keys = {name_key(name), person_key(name)} - {""}
    if not keys:
        return []
    every = [_actors.decode(row[0]) for row in store.rows("SELECT detail FROM actors ORDER BY id")]
    exact = [a for a in every if any(keys & {name_key(n), person_key(n)} for n in a.names)]
    if exact:
        return exact
    words = set(person_key(name).split())
    return [a for a in every if any(words <= set(name_key(n).split()) for n in a.names)]


def match_words(text: str) -> str | None:
    """A full-text query for all words of ``text``, none of them read as an operator; None when there
    are none.
    """
    words = [word for word, _, _ in tokens(text)]
    return " ".join(f'"{word}"' for word in words) or None


def statements_about(store: Store, about: str) -> set[str]:
    """Ids of the statements that name an actor of this name or have these words."""
    found: set[str] = set()
    for actor in actors_named(store, about):
        found.update(
            row[0]
            for row in store.rows("SELECT statement FROM statement_actors WHERE actor = ?", (actor.id,))
        )
    query = match_words(about)
    if query:
        found.update(
            row[0]
            for row in store.rows(
                "SELECT s.id FROM statement_search f JOIN statements s ON s.n = f.rowid "
                "WHERE statement_search MATCH ?",
                (query,),
            )
        )
    return found


@dataclass(frozen=True, slots=True)
class Source:
    """A source that a user named."""

    key: str
    actors: frozenset[str]

    @classmethod
    def of(cls, store: Store, name: str) -> Source:
        """Look the name up among the actors."""
        return cls(person_key(name), frozenset(actor.id for actor in actors_named(store, name)))

    def stands_in(self, row: StatementRow) -> bool:
        """Whether it is one of the hands that a statement came through, or where that leads."""
        links = [*row.chain, *([row.root] if row.root else [])]
        words = set(self.key.split())
        return any(
            (link.actor in self.actors if link.actor else False) or words <= set(name_key(link.name).split())
            for link in links
        ) or bool(row.outlet and name_key(row.outlet) == self.key)
