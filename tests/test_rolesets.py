"""Which roleset a word gets: by its own name, by the verb that it goes back to, or none."""

import pytest

from hearsay.reading import Reader
from hearsay.schema import Article

ROLESETS = [
    ("The two sides signed an agreement on Monday.", "agreement", "agree.01"),
    ("The election was held in May.", "election", "elect.01"),
    ("The rebels contaminated the well.", "contaminated", "contaminate.01"),
    ("Troops attacked the village.", "attacked", "attack.01"),
]


@pytest.fixture(scope="session")
def reader() -> Reader:
    return Reader.load()


@pytest.mark.parametrize(("text", "word", "roleset"), ROLESETS)
def test_rolesets(reader: Reader, text: str, word: str, roleset: str) -> None:
    events = reader.read(Article(text=text, published="2031-03-05")).events
    assert {text[slice(*e.predicate)]: e.roleset for e in events}[word] == roleset
