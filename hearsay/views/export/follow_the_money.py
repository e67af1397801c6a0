"""FollowTheMoney statements as JSON lines, as the ``ftm`` tools, OpenAleph and OpenSanctions read them.

Every value stands as often as outlets give it: ``dataset`` is the outlet, ``original_value`` the words as they
stand in the article, ``origin`` where: ``KEY#char=START,END`` with the article's key and RFC 5147 positions. The
model: https://followthemoney.tech/explorer/ - nothing of its library is needed to write.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from typing import Any, BinaryIO

import msgspec

from hearsay.record.event_rows import event_rows
from hearsay.record.results import Actor, ArticleRow, StatementRow
from hearsay.record.selection import Selection
from hearsay.record.tables import Rows
from hearsay.schema import MentionType, Span
from hearsay.views.export.names import address
from hearsay.views.phrases import chain_words
from hearsay.views.plain import plain_json

_SCHEMATA: dict[MentionType, str] = {"PER": "Person", "ORG": "Organization"}
_NO_OUTLET = "no_outlet"


def write(chosen: Selection, out: BinaryIO, rows: Rows) -> None:
    """Write articles, the people and organisations in them, and events, a statement a line."""
    encode = msgspec.json.Encoder().encode
    seen: set[str] = set()
    for statement in _statements(chosen):
        # One outlet may give one value twice: the statement is the same, and the first place stands for it.
        if statement["id"] not in seen:
            seen.add(statement["id"])
            out.write(plain_json(encode(statement)) + b"\n")


def dataset(outlet: str | None) -> str:
    """Name an outlet as FollowTheMoney names datasets: lower case, ASCII, underscores."""
    if not outlet:
        return _NO_OUTLET
    plain = unicodedata.normalize("NFKD", outlet).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")
    return (
        slug
        or f"outlet_{hashlib.sha1(outlet.encode('utf-8', 'replace'), usedforsecurity=False).hexdigest()[:12]}"
    )


class _Entity:
    """Makes the statements on one entity as one article gives it."""

    def __init__(self, name: str, schema: str, row: ArticleRow) -> None:
        self.name, self.schema, self.row = name, schema, row

    def id(self) -> dict[str, Any]:
        """That there is such an entity."""
        return self.value("id", self.name)

    def value(
        self, prop: str, value: str, span: Span | None = None, original: str | None = None
    ) -> dict[str, Any]:
        """One value of a property, and where it was read."""
        source = dataset(self.row.outlet)
        key = f"{source}.{self.name}.{prop}.{value}".encode("utf-8", "replace")
        return {
            "canonical_id": self.name,
            "entity_id": self.name,
            "prop": prop,
            "schema": self.schema,
            "value": value,
            "dataset": source,
            "lang": None,
            "original_value": original if original and original != value else None,
            "first_seen": None,
            "last_seen": None,
            "external": False,
            "origin": self.row.key + (f"#char={span[0]},{span[1]}" if span else ""),
            # As followthemoney.Statement.make_key does it: what is the same gets the same id there and here.
            "id": hashlib.sha1(key, usedforsecurity=False).hexdigest(),
        }


def _statements(chosen: Selection) -> Iterator[dict[str, Any]]:
    for row in chosen.articles:
        yield from _article(chosen, row)
        yield from _mentions(chosen, row)
    for event in event_rows(chosen):
        for statement in chosen.of_claim[event["event_id"]]:
            yield from _event(
                chosen, event["event_id"], event["notes"], statement, chosen.known[statement.article]
            )


def _article(chosen: Selection, row: ArticleRow) -> Iterator[dict[str, Any]]:
    entity = _Entity(_article_id(row), "Article", row)
    yield entity.id()
    for prop, value in (
        ("title", row.headline or row.article),
        ("publishedAt", row.published),
        ("publisher", row.outlet),
        ("sourceUrl", row.url if address(row.url, row.key) == row.url else None),
        *(("author", name) for name in chosen.article(row.article).authors),
    ):
        if value and (value := _line(value)):
            yield entity.value(prop, value)


def _mentions(chosen: Selection, row: ArticleRow) -> Iterator[dict[str, Any]]:
    """The people and organisations that an article names, with each name as it stands there."""
    article, reading = chosen.article(row.article), chosen.reading(row.article)
    for mention in reading.mentions:
        actor = chosen.actor(row.article, mention.entity)
        if mention.type not in _SCHEMATA or actor is None or actor.type not in _SCHEMATA:
            continue
        span = (mention.start, mention.end)
        words = article.text[mention.start : mention.end]
        if not (name := _line(mention.entity)):
            continue
        entity = _Entity(_actor_id(actor), _SCHEMATA[actor.type], row)
        yield entity.id()
        yield entity.value("name" if mention.entity == actor.name else "alias", name, span, words)
        yield entity.value("proof", _article_id(row), span)
        found = _Entity(f"{_article_id(row)}-{actor.id}", "Mention", row)
        yield found.id()
        yield found.value("document", _article_id(row), span)
        yield found.value("resolved", _actor_id(actor), span)
        yield found.value("name", name, span, words)
        yield found.value("detectedSchema", _SCHEMATA[actor.type], span)


def _event(
    chosen: Selection, claim: str, text: str, row: StatementRow, article: ArticleRow
) -> Iterator[dict[str, Any]]:
    """An event as one statement tells it. What denies it gives its words and its chain, and no values."""
    entity = _Entity(f"hearsay-event-{claim}", "Event", article)
    span = (row.start, row.end)
    words = chosen.article(row.article).text
    yield entity.id()
    yield entity.value("name", _line(text), span)
    yield entity.value("summary", _line(row.text), span, words[row.start : row.end])
    yield entity.value("notes", f"{row.stance}: {chain_words(row.chain)}", span)
    yield entity.value("proof", _article_id(article), span)
    if row.stance == "denies":
        return
    time = chosen.statement(row).time
    if time is not None:
        at = (time.start, time.end) if time.start is not None and time.end is not None else span
        original = words[at[0] : at[1]] if at != span else None
        for prop, value in (("startDate", time.earliest), ("endDate", time.latest)):
            if value:
                yield entity.value(prop, value, at, original)
    event = chosen.event(row)
    if event is None:
        return
    if event.place and (name := _line(event.place.name)):
        place = event.place
        yield entity.value("location", name, (place.start, place.end), words[place.start : place.end])
    for role in event.roles:
        named = (
            chosen.mentioned(row.article, (role.start, role.end)) if role.role in ("ARG0", "ARG1") else None
        )
        actor = chosen.actor(row.article, named[1].name) if named else None
        if named and actor and actor.type in _SCHEMATA:
            where = (named[0].start, named[0].end)
            yield entity.value("involved", _actor_id(actor), where, words[where[0] : where[1]])


def _article_id(row: ArticleRow) -> str:
    return f"hearsay-article-{row.key[:20]}"


def _actor_id(actor: Actor) -> str:
    return f"hearsay-actor-{actor.id}"


def _line(value: str) -> str:
    """A value on one line, without control characters; FollowTheMoney takes none."""
    kept = "".join(c if unicodedata.category(c) not in ("Cc", "Cs", "Cf") else " " for c in value)
    return " ".join(kept.split())
