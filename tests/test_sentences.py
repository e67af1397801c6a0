"""Where sentences end: behind a stop of its own, and not behind an abbreviation's."""

import pytest

from hearsay.reading import Reader
from hearsay.schema import Article

SENTENCES = [
    ("The mill burned on Monday. Its owner has left.", ["The mill burned on Monday.", "Its owner has left."]),
    (
        "Washington will send missiles, the Pentagon announced. Berlin has promised tanks.",
        ["Washington will send missiles, the Pentagon announced.", "Berlin has promised tanks."],
    ),
    (
        "Mr. Okafor met Gen. J. Smith in the U.S. Capitol.",
        ["Mr. Okafor met Gen. J. Smith in the U.S. Capitol."],
    ),
    ("Who let her sail? Nobody knows.", ["Who let her sail?", "Nobody knows."]),
]


@pytest.fixture(scope="session")
def reader() -> Reader:
    return Reader.load()


@pytest.mark.parametrize(("text", "sentences"), SENTENCES)
def test_sentences(reader: Reader, text: str, sentences: list[str]) -> None:
    assert [text[a:b] for a, b in reader.read(Article(text=text)).sentences] == sentences
