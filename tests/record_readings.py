"""Readings made by hand, for testing the record without the reader.

:func:`article_of` and :func:`statement` build small ones; :func:`ideal` makes, from the truth of the
bundled pile,
the readings that a reader without fault would make.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from functools import cache

import numpy as np

from hearsay import demo
from hearsay.demo import ClaimTruth, StatementTruth
from hearsay.gather import gather
from hearsay.record.words import content_stems
from hearsay.schema import (
    Article,
    Entity,
    Event,
    EventTime,
    Figure,
    Hop,
    Mention,
    Modality,
    Place,
    Reading,
    Role,
    SourceKind,
    Span,
    Stance,
    Statement,
)

NUMBERS = {
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "eleven": 11,
    "twelve": 12,
    "fourteen": 14,
    "thirty": 30,
}
DATED = re.compile(r"\b(\w+day|January|March|April|May|December|yesterday|morning)\b")


@cache
def direction(word: str) -> np.ndarray:
    """A direction of its own for each word, the same in every run."""
    return np.random.default_rng(zlib.crc32(word.encode())).standard_normal(384)


def vector(*texts: str) -> bytes:
    """A vector for words: texts that share words are alike. Each text counts the same."""
    total = np.zeros(384)
    for text in texts:
        part = sum((direction(stem) for stem in sorted(content_stems(text))), np.zeros(384))
        length = float(np.linalg.norm(part))
        total += part / length if length else part
    top = float(np.abs(total).max())
    return np.round(total / top * 127).astype(np.int8).tobytes() if top else bytes(384)


def find(text: str, words: str) -> Span:
    """Where words stand in a text, for the first time."""
    start = text.index(words)
    return start, start + len(words)


class Writer:
    """Builds one article with its reading, statement by statement."""

    def __init__(
        self,
        text: str,
        *,
        outlet: str | None = None,
        published: str | None = None,
        id: str = "",
        url: str | None = None,
        entities: Sequence[Entity] = (),
    ) -> None:
        self.article = Article(text=text, id=id, outlet=outlet, published=published, url=url)
        self.entities = tuple(entities)
        self.statements: list[Statement] = []
        self.events: list[Event] = []
        self.mentions = self._mentions()

    def _mentions(self) -> tuple[Mention, ...]:
        found: list[tuple[int, int, Entity]] = []
        names = [(name, entity) for entity in self.entities for name in (entity.name, *entity.aliases)]
        for name, entity in sorted(names, key=lambda item: -len(item[0])):
            for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", self.article.text):
                if all(match.end() <= start or end <= match.start() for start, end, _ in found):
                    found.append((match.start(), match.end(), entity))
        ordered = sorted(found, key=lambda item: item[:2])
        return tuple(Mention(f"m{n}", a, b, e.type, e.name) for n, (a, b, e) in enumerate(ordered))

    def say(
        self,
        words: str,
        *hands: tuple[str, SourceKind],
        lemma: str = "",
        stance: Stance = "affirms",
        modality: Modality = "fact",
        time: EventTime | None = None,
        place: str | None = None,
        agent: str | None = None,
        figures: Sequence[Figure] = (),
        like: str = "",
    ) -> Writer:
        """Add a statement of ``words``, through ``hands`` after the outlet. ``like`` gives its vector
        more words.
        """
        text = self.article.text
        start, end = find(text, words)
        chain = [Hop(self.article.outlet or "this article", "outlet")]
        for name, kind in hands:
            span = find(text, name) if name and name in text else (None, None)
            chain.append(Hop(name, kind, *span))
        n = len(self.statements)
        roles = (Role("ARG0", *find(text, agent)),) if agent else ()
        spot = Place(*find(text, place), place) if place else None
        self.events.append(
            Event(f"e{n}", (start, end), roles, None, lemma=lemma, time=time, place=spot, modality=modality)
        )
        named = tuple(sorted({m.entity for m in self.mentions if m.start >= start and m.end <= end}))
        self.statements.append(
            Statement(
                f"s{n}", ((start, end),), tuple(chain), stance, modality=modality, event=f"e{n}", time=time,
                figures=tuple(figures), entities=named, vector=vector(words, *([like] * 3 if like else [])),
            )
        )  # fmt: skip
        return self

    def done(self) -> tuple[Article, Reading]:
        """The article and its reading."""
        reading = Reading(
            self.article.id, self.article.published, (), self.mentions, (), (), tuple(self.events), (),
            tuple(self.statements), self.entities,
        )  # fmt: skip
        return self.article, reading


@cache
def demo_articles() -> dict[str, Article]:
    """The bundled articles, by the names that the truth gives them."""
    folder = str(demo.articles())
    found = {}
    for article in gather([folder], problems=lambda problem: None):
        name = (article.origin or article.id).removeprefix(folder).lstrip("/\\")
        found[name] = article
    return found


def ideal() -> list[tuple[Article, Reading]]:
    """Readings of the bundled pile as its truth has them. Paraphrases are known: a claim's statements
    are alike.
    """
    truth = demo.truth()
    entities = [Entity(actor.name, actor.type, actor.aliases) for actor in truth.actors]
    made = []
    for file, article in demo_articles().items():
        here = [e for e in entities if any(n in article.text for n in (e.name, *e.aliases))]
        writer = Writer(
            article.text, outlet=article.outlet, published=article.published, id=file, url=article.url,
            entities=[_as_used(e, article.text) for e in here],
        )  # fmt: skip
        said = [(claim, s) for claim in truth.claims for s in claim.statements if s.file == file]
        for claim, s in sorted(said, key=lambda item: article.text.index(item[1].quote)):
            _say(writer, claim, s)
        made.append(writer.done())
    return made


def _as_used(entity: Entity, text: str) -> Entity:
    return Entity(entity.name, entity.type, tuple(alias for alias in entity.aliases if alias in text))


def _say(writer: Writer, claim: ClaimTruth, s: StatementTruth) -> None:
    hands: list[tuple[str, SourceKind]] = []
    for n, name in enumerate(s.said[1:], 1):
        last = n == len(s.said) - 1 and name == s.chain[-1]
        hands.append((name, s.origin_kind if last and not s.circular else "organisation"))
    if s.origin_kind == "unstated" and not s.circular:
        hands.append(("", "unstated"))
    negated = claim.negative and s.stance == "affirms"
    place = None
    for d in claim.disagreements:
        for value in d.values:
            if d.about == "place" and s.file in value.files:
                # The truth has it as told of her, the article may quote herself.
                place = next(
                    (p for p in (value.value, value.value.replace("her ", "my ")) if p in s.quote), None
                )
    writer.say(
        s.quote,
        *hands,
        lemma=claim.id,
        stance="affirms" if claim.negative else s.stance,
        modality="negated" if negated else _modality(s.quote),
        time=_time(claim, s, writer.article),
        figures=_figures(writer.article.text, s.quote),
        place=place,
        agent=_agent(claim, s),
        like=claim.id.replace("-", ""),
    )


def _modality(quote: str) -> Modality:
    due = r"\b(will|would|going to)\b|\b(is|are|was|were) to be\b"
    return "future" if re.search(due, quote) else "obliged" if " must " in quote else "fact"


def _agent(claim: ClaimTruth, s: StatementTruth) -> str | None:
    for d in claim.disagreements:
        for value in d.values:
            if d.about == "actor" and s.file in value.files and value.value in s.quote:
                return value.value
    return None


def _time(claim: ClaimTruth, s: StatementTruth, article: Article) -> EventTime | None:
    first, last = claim.earliest, claim.latest
    for d in claim.disagreements:
        for value in d.values:
            if d.about == "date" and s.file in value.files:
                first = last = value.value
    if any(d.about == "figure" for d in claim.disagreements) and last:
        last = max(last, article.published[:10]) if article.published else last
    if first is None and last is None:
        return None
    return EventTime(first, last, by="expression" if DATED.search(s.quote) else "narrative")


def _figures(text: str, quote: str) -> list[Figure]:
    start = text.index(quote)
    found = []
    for match in re.finditer(
        rf"\b(\d+|{'|'.join(NUMBERS)})\b(?: (people|of her officers|of the crew|\w+))?", quote, re.I
    ):
        words, counted = match[1], match[2] or ""
        if (len(words) == 4 and words.isdigit()) or DATED.fullmatch(counted):
            continue
        number = float(NUMBERS.get(words.lower()) or words)
        kind = (
            "killed"
            if re.search(r"\b(died|killed|lost their lives)\b", quote)
            else "wounded"
            if claim_of_wounds(quote)
            else None
        )
        found.append(
            Figure(start + match.start(1), start + match.end(1), number, number, counts=counted, kind=kind)
        )
    return found


def claim_of_wounds(quote: str) -> bool:
    """Whether a quote counts wounded people."""
    return "wounded" in quote or "spoken of two" in quote
