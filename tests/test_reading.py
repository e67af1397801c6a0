"""What the reading room makes of texts: tables of spans, and the properties that hold for any text."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks import nesting
from benchmarks.gold import chains
from hearsay.reading import Reader
from hearsay.reading.encoder import Encoder, Floats
from hearsay.reading.windows import Window
from hearsay.schema import Article, Reading, Span, Spans


@pytest.fixture(scope="session")
def reader() -> Reader:
    return Reader.load()


def read(reader: Reader, text: str, **more: str) -> Reading:
    return reader.read(
        Article(text=text, published=more.pop("published", "2031-03-05"), outlet="Harbour Times")
    )


def quoted(text: str, spans: Spans) -> str:
    return " … ".join(text[a:b] for a, b in spans)


ATTRIBUTIONS = [
    ("The minister said the road was closed.", "The minister", "said", "the road was closed"),
    (
        "According to the coast guard, nine people died.",
        "the coast guard",
        "According to",
        "nine people died",
    ),
    ("“We will leave,” she told reporters.", "she", "told", "“We will leave,”"),
    ("Nine people died, police said.", "police", "said", "Nine people died"),
    ("Analysts believe that prices will fall.", "Analysts", "believe", "that prices will fall"),
]


@pytest.mark.parametrize(("text", "source", "cue", "content"), ATTRIBUTIONS)
def test_attributions(reader: Reader, text: str, source: str, cue: str, content: str) -> None:
    (found,) = read(reader, text).attributions
    assert quoted(text, found.source) == source
    assert quoted(text, found.cue) == cue
    assert quoted(text, found.content).rstrip(".") == content


CHAINS = [
    ("The road is closed.", ["Harbour Times"]),
    ("Port director Ana Ruiz said the road is closed.", ["Harbour Times", "Ana Ruiz"]),
    ("Gull Wire reported that the mayor said the road is closed.", ["Harbour Times", "Gull Wire", "mayor"]),
    ("PORT ELSA (Gull Wire) - The mayor said the road is closed.", ["Harbour Times", "Gull Wire", "mayor"]),
    ("Ana Ruiz said nobody had asked her to go.", ["Harbour Times", "Ana Ruiz"]),
    ("Ana Ruiz is the port director. She said the road is closed.", ["Harbour Times", "Ana Ruiz"]),
]


@pytest.mark.parametrize(("text", "chain"), CHAINS)
def test_the_last_statements_chain(reader: Reader, text: str, chain: list[str]) -> None:
    assert [hop.name for hop in read(reader, text).statements[-1].chain] == chain


def test_nobody_is_named(reader: Reader) -> None:
    text = "The general is said to have ordered the attack."
    (statement,) = read(reader, text).statements
    assert statement.chain[-1].kind == "unstated"
    assert statement.stance == "hedges"


def test_without_a_publication_date_nothing_is_guessed(reader: Reader) -> None:
    reading = reader.read(Article(text="The ferry sank on Tuesday."))
    assert [t.value for t in reading.times] == [""]
    assert any("no publication date" in note for note in reading.notes)


@pytest.mark.parametrize("text", ["", " \n ", "?", "“", "\u200b", "ABC", "a\x00b", "…" * 50, "é" * 5000])
def test_texts_that_are_hardly_texts(reader: Reader, text: str) -> None:
    check(text, read(reader, text))


def test_a_content_of_which_only_marks_are_left_is_no_statement(reader: Reader) -> None:
    text = "Her studio smells of toast. “My mother thought it was a raffle,” she says."
    assert [quoted(text, s.spans) for s in read(reader, text).statements] == [
        "Her studio smells of toast",
        "it was a raffle",
    ]


def test_a_long_line_without_a_stop(reader: Reader) -> None:
    text = "the boats and " * 3000
    check(text, read(reader, text))


_TEXT = st.lists(
    st.sampled_from(
        [
            "the",
            "mayor",
            "said",
            "that",
            "nine",
            "people",
            "died",
            "on",
            "Monday",
            ".",
            ",",
            "“",
            "”",
            "he",
            "told",
            "Gull",
            "Wire",
            "12",
            "percent",
            "not",
            "if",
            "according",
            "to",
            "\n\n",
            "Ana",
            "Ruiz",
            "denied",
            "reportedly",
            "(",
            ")",
            "-",
            ":",
            "would",
            "3",
            "March",
            "2031",
            "🙂",
            "’s",
            "n’t",
            "؟",
            "<b>",
            "http://a.b",
        ]
    ),
    max_size=60,
).map(" ".join)


@settings(max_examples=25)
@given(text=_TEXT)
def test_any_text_gives_a_sound_reading(reader: Reader, text: str) -> None:
    reading = read(reader, text)
    check(text, reading)
    assert read(reader, text) == reading


def spans_of(reading: Reading) -> Iterator[Span]:
    yield from reading.sentences
    for part in (*reading.mentions, *reading.times, *reading.credits):
        yield part.start, part.end
    for attribution in reading.attributions:
        yield from (*attribution.source, *attribution.cue, *attribution.content)
    for event in reading.events:
        yield event.predicate
        yield from ((role.start, role.end) for role in event.roles)
    for statement in reading.statements:
        yield from statement.spans
        for hop in statement.chain:
            if hop.start is not None and hop.end is not None:
                yield hop.start, hop.end


def check(text: str, reading: Reading) -> None:
    """Every span is of the text and holds something; ids lead somewhere; parents make no circle."""
    for a, b in spans_of(reading):
        assert 0 <= a < b <= len(text)
        assert text[a:b] == text[a:b].strip()
    attributions = {a.id: a for a in reading.attributions}
    for attribution in reading.attributions:
        spans = sorted((*attribution.source, *attribution.cue, *attribution.content))
        assert all(b <= c for (_, b), (c, _) in pairwise(spans))
        seen = {attribution.id}
        parent = attribution.parent
        while parent is not None:
            assert parent not in seen
            seen.add(parent)
            parent = attributions[parent].parent
        assert 0 <= attribution.confidence <= 1
    events = {e.id for e in reading.events}
    names = {e.name for e in reading.entities}
    for statement in reading.statements:
        assert statement.chain[0].kind == "outlet"
        assert statement.attribution is None or statement.attribution in attributions
        assert statement.event is None or statement.event in events
        assert set(statement.entities) <= names
    assert msgspec.json.decode(msgspec.json.encode(reading), type=Reading) == reading


@pytest.mark.parametrize("noise", [0.3, 1.0])
def test_whatever_the_encoder_says_a_reading_is_sound(
    reader: Reader, monkeypatch: pytest.MonkeyPatch, noise: float
) -> None:
    """Other weights, or a text unlike any that these have seen: no scores may make a reading unsound, or endless."""
    chance = np.random.default_rng(7)
    encode, ask = Encoder.run, Encoder.roles

    def shaken(scores: Floats, by: Any) -> Floats:
        return (scores + noise * by * chance.standard_normal(scores.shape)).astype(np.float32)

    def run(encoder: Encoder, windows: list[Window]) -> Floats:
        rows = encode(encoder, windows)
        return shaken(rows, rows.std(0)) if len(rows) else rows

    def roles(encoder: Encoder, *given: Any) -> list[Floats]:
        return [shaken(scores, np.std(scores)) if scores.size else scores for scores in ask(encoder, *given)]

    monkeypatch.setattr(Encoder, "run", run)
    monkeypatch.setattr(Encoder, "roles", roles)
    for passage in chains.load("train"):
        check(passage.text, reader.read(nesting.article(passage)))
