"""What the record compares: each statement with its event, time, place, figures and words, ready for pairing.

A fact is a function of one article and its reading alone, so that whether two facts tell of the same thing
never depends on what else is in the record.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

import msgspec
import numpy as np
import numpy.typing as npt

from hearsay.record.days import days
from hearsay.record.names import (
    HONORIFICS,
    entity_key,
    is_proper,
    name_key,
    name_tokens,
    person_key,
    title_of,
)
from hearsay.record.store import statement_id, statement_text
from hearsay.record.weights import LIGHT
from hearsay.record.words import FUNCTION_WORDS, content_stems, stem, tokens
from hearsay.schema import Article, Event, Figure, Hop, Reading, Span, Statement

#: Whole numbers within a signed byte: sums of 384 products stay below 2**24, so they are exact in any order.
Vector = npt.NDArray[np.float32]
#: Length of a statement's vector.
WIDTH = 384
#: Determiners, pronouns and adverbs that negate a clause by themselves (PronType=Neg of UD English).
_NEGATIVE = frozenset({"no", "nobody", "none", "nothing", "neither", "never", "nowhere"})
#: Up to three words right before a name.
_HONORED = re.compile(r"((?:\w+\.? ){1,3})$")
#: Personal, demonstrative and relative pronouns in the plural after "of" (UD English).
_PART = re.compile(r"\s+of\s+(?:them|us|you|these|those|whom|which)\b(?!\s+\w+s\b)", re.IGNORECASE)
#: An article, a noun phrase and the comma that ends it, right after a name.
_APPOSITION = re.compile(r",\s+((?:a|an|the)\s[^,.;:()\n]{3,80}),")
_URL = re.compile(r"^(?:https?://)?(?:www\.)?([^/:?#]+)")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure: its bounds, and what it counts: their fate where the reading tells, else a stem, else "".

    ``part``: it is some of those who were counted before ("three of them").
    """

    low: float | None
    high: float | None
    counts: str
    start: int
    end: int
    part: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement. Sets hold stems or name keys; ``first`` and ``last`` are day numbers."""

    id: str
    article: str
    statement: Statement
    start: int
    end: int
    text: str
    lemma: str
    light: bool
    stems: frozenset[str]
    names: frozenset[str]
    agent: frozenset[str]
    patient: frozenset[str]
    speaker: str
    predicate: Span | None
    first: int | None
    last: int | None
    told: bool
    place: str
    place_name: str
    named_places: frozenset[str]
    figures: tuple[Quantity, ...]
    #: It is told of every such day, year, time: "repainted every April".
    habit: bool
    negated: bool
    vector: Vector | None
    square: float

    @property
    def dated(self) -> bool:
        """Whether it is known when it happened, or at least since or until when."""
        return self.first is not None or self.last is not None

    @property
    def placed(self) -> bool:
        """Whether it is known since when and until when it happened."""
        return self.first is not None and self.last is not None


@dataclass(slots=True)
class Document:
    """One article as the record compares it; of its reading the mentions, entities and attributions.

    ``described`` holds the stems by which the article describes its people where it gives their word.
    """

    key: str
    article: Article
    reading: Reading
    outlet: str
    outlet_keys: frozenset[str]
    published: str | None
    first: int | None
    last: int | None
    names: frozenset[str]
    titles: dict[str, tuple[str, ...]]
    described: dict[str, frozenset[str]]
    facts: tuple[Fact, ...]
    vector: npt.NDArray[np.int64] | None = field(default=None)


def cosine(dot: float, one: float, other: float) -> float:
    """Cosine from a dot product and two squared lengths; 0 where a vector is nothing but zeros."""
    return dot / math.sqrt(one * other) if one and other else 0.0


def meaning(one: Fact, other: Fact) -> float | None:
    """Cosine of two statements' vectors, None where one has none. Sums are of whole numbers, so exact."""
    if one.vector is None or other.vector is None:
        return None
    return cosine(float(one.vector @ other.vector), one.square, other.square)


def document(article: Article, reading: Reading) -> Document:
    """Prepare one article for the record's comparisons."""
    published = article.published or reading.published
    span = days(published)
    places = frozenset(
        name_key(name)
        for entity in reading.entities
        if entity.type == "LOC"
        for name in (entity.name, *entity.aliases)
    ) - {""}
    events = {event.id: event for event in reading.events}
    keys = {
        name: entity_key(entity.name, entity.type)
        for entity in reversed(reading.entities)
        for name in (*entity.aliases, entity.name)
    }
    habits = tuple((t.start, t.end) for t in reading.times if t.type == "SET")
    facts = tuple(
        _fact(article, statement, events.get(statement.event or ""), places, keys, habits)
        for statement in reading.statements
    )
    vectors = [fact.vector.astype(np.int64) for fact in facts if fact.vector is not None]
    total = np.sum(np.stack(vectors), axis=0) if vectors else None
    outlet = article.outlet or host(article.url) or ""
    return Document(
        key=article.key,
        article=article,
        # The facts hold what is needed of the rest.
        reading=msgspec.structs.replace(
            reading, sentences=(), times=(), events=(), credits=(), statements=(), notes=()
        ),
        outlet=outlet,
        outlet_keys=frozenset(outlet_names(article)),
        published=published,
        first=span[0] if span else None,
        last=span[1] if span else None,
        names=frozenset(entity_key(e.name, e.type) for e in reading.entities if e.type not in ("PRON", "NOM"))
        - {""},
        titles=_titles(article.text, reading),
        described=_described(article.text, reading),
        facts=facts,
        vector=total,
    )


def _titles(text: str, reading: Reading) -> dict[str, tuple[str, ...]]:
    """Titles of people: what the reading gives, the honorifics before their names, and what else they are called."""
    found: dict[str, set[str]] = {}
    for entity in reading.entities:
        if entity.type == "PER":
            given = {entity.title} if entity.title else set()
            given.update(title for name in (entity.name, *entity.aliases) if (title := title_of(name)))
            # "A member" is one of many: it tells nobody from others.
            given.update(
                alias
                for alias in entity.aliases
                if not is_proper(alias) and (alias.split() or [""])[0].lower() not in ("a", "an")
            )
            found[entity.name] = given
    for mention in reading.mentions:
        if mention.entity in found and mention.type == "PER":
            before = _HONORED.search(text[max(0, mention.start - 60) : mention.start])
            words = list(name_tokens(before.group(1))) if before else []
            honorifics: list[str] = []
            while words and words[-1] in HONORIFICS:
                honorifics.insert(0, words.pop())
            if honorifics:
                found[mention.entity].add(" ".join(honorifics))
    return {name: tuple(sorted(titles)) for name, titles in found.items() if titles}


def _described(text: str, reading: Reading) -> dict[str, frozenset[str]]:
    """Stems beside a person's name in the words that give him as a source ("the Minister of Ports, Ana Ruiz,"), and
    in an apposition after it ("Ana Ruiz, a nurse on her way to work,").
    """
    names = {
        entity.name: (entity.name, *entity.aliases) for entity in reading.entities if entity.type == "PER"
    }
    found: dict[str, frozenset[str]] = {}
    for statement in reading.statements:
        for hop in statement.chain:
            if hop.start is None or hop.end is None or hop.name not in names:
                continue
            stems = content_stems(text[hop.start : hop.end])
            called = frozenset().union(*(content_stems(name) for name in names[hop.name] if is_proper(name)))
            if called & stems and (beside := stems - called):
                found[hop.name] = found.get(hop.name, frozenset()) | beside
    for mention in reading.mentions:
        if mention.entity in names and (after := _APPOSITION.match(text, mention.end)):
            stems = content_stems(after.group(1))
            found[mention.entity] = found.get(mention.entity, frozenset()) | stems
    return found


def host(url: str | None) -> str | None:
    """The host of an address, without ``www.``."""
    found = _URL.match(url) if url else None
    return found.group(1).casefold() if found and "." in found.group(1) else None


def outlet_names(article: Article) -> Iterable[str]:
    """The keys by which others may call an article's outlet: its name, and its site with and without
    its ending.
    """
    if article.outlet:
        yield name_key(article.outlet)
        if "." in article.outlet:
            yield name_key(article.outlet.rsplit(".", 1)[0])
    site = host(article.url)
    if site:
        yield name_key(site)


def _fact(
    article: Article,
    statement: Statement,
    event: Event | None,
    places: frozenset[str],
    keys: dict[str, str],
    habits: tuple[Span, ...],
) -> Fact:
    text = article.text
    words = statement_text(text, statement)
    names = frozenset(keys.get(name) or name_key(name) for name in statement.entities) - {""}
    surface = set(map(name_key, statement.entities)) | names
    time = statement.time
    if time is None and event is not None and event.time is not msgspec.UNSET:
        time = event.time
    first, last = None, None
    if time is not None:
        lower, upper = days(time.earliest), days(time.latest)
        first, last = (lower[0] if lower else None), (upper[1] if upper else None)
        known = days(article.published)
        if known and first is not None and first > known[1] + 1 and statement.modality in ("fact", "negated"):
            # Told as past, dated after publication: the date was read wrongly.
            first = last = None
    place = place_name = ""
    if event is not None and event.place is not msgspec.UNSET and event.place is not None:
        place_name = event.place.name
        place = name_key(place_name)
    roles: dict[str, frozenset[str]] = {}
    if event is not None:
        for role in event.roles:
            stems = content_stems(text[role.start : role.end])
            roles[role.role] = roles.get(role.role, frozenset()) | stems
    source = statement.chain[-1]
    vector = None
    if len(statement.vector) == WIDTH:
        vector = np.frombuffer(statement.vector, dtype=np.int8).astype(np.float32)
    return Fact(
        id=statement_id(article.key, statement),
        article=article.key,
        statement=statement,
        start=statement.spans[0][0],
        end=statement.spans[-1][1],
        text=words,
        lemma=stem(event.lemma.casefold()) if event is not None else "",
        light=event is not None and event.lemma.casefold() in LIGHT,
        stems=content_stems(words) - frozenset(stem(w) for name in surface for w in name.split()),
        names=names,
        agent=roles.get("ARG0", frozenset()),
        patient=roles.get("ARG1", frozenset()),
        speaker=_speaker(source, keys),
        predicate=event.predicate if event is not None else None,
        first=first,
        last=last,
        told=time is not None and time.by == "expression",
        place=place,
        place_name=place_name,
        named_places=names & places | ({place} & places),
        figures=tuple(_quantity(figure, text) for figure in statement.figures),
        habit=any(a <= start and end <= b for a, b in statement.spans for start, end in habits),
        negated=statement.modality == "negated" or _denied(text, statement, event),
        vector=vector,
        square=float(vector @ vector) if vector is not None else 0.0,
    )


def _denied(text: str, statement: Statement, event: Event | None) -> bool:
    """Whether a negative word comes before a statement's predicate or follows it at once ("there was no
    alarm").
    """
    start = statement.spans[0][0]
    predicate = event.predicate if event is not None else (start, start)
    before = tokens(text[start : predicate[1]]) if predicate[1] > start else []
    after = tokens(text[max(start, predicate[1]) : statement.spans[-1][1]])[:1]
    return any(word in _NEGATIVE for word, _, _ in [*before, *after])


def _speaker(hop: Hop, keys: dict[str, str]) -> str:
    """The key of a named person or organisation at the end of a chain, else ""."""
    if hop.kind not in ("person", "organisation") or not is_proper(hop.name):
        return ""
    return keys.get(hop.name) or (person_key(hop.name) if hop.kind == "person" else name_key(hop.name))


def _quantity(figure: Figure, text: str) -> Quantity:
    words = [w for w, _, _ in tokens(figure.counts or "") if w not in FUNCTION_WORDS]
    counts = stem(words[-1]) if words else ""
    unit = stem(figure.unit.casefold()) if figure.unit else ""
    # The fate of the counted matters, not whether they are called people, passengers or victims.
    counted = figure.kind or " ".join(filter(None, (unit, counts)))
    part = _PART.match(text, figure.end) is not None
    return Quantity(figure.low, figure.high, counted, figure.start, figure.end, part)
