"""What a pronoun or phrase points back to, and that a text's length changes nothing in it."""

import pytest

from hearsay.reading import Reader, antecedent_candidates
from hearsay.schema import Article, Reading


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader.load()


def meant(reading: Reading, text: str) -> list[tuple[str, str]]:
    return [(text[m.start : m.end], m.entity) for m in reading.mentions if m.type in ("PRON", "NOM")]


CASES = [
    # A title in the plural is no one person's.
    ("Candidates Ana Ruiz and Petra Vinn met on Monday. Ruiz praised her own record.", ("her", "Ana Ruiz")),
    (
        "Minister Carla Dune opened the bridge. Dune smiled. The minister left.",
        ("The minister", "Carla Dune"),
    ),
    (
        "The Fisheries Commission met. The Commission closed the bay.",
        ("The Commission", "Fisheries Commission"),
    ),
    # Who stays without a name is nobody who has one.
    ("President Tom Hale met the crew. A soldier wept, and the soldier left.", ("the soldier", "A soldier")),
]


@pytest.mark.parametrize(("text", "pair"), CASES)
def test_whom_a_phrase_means(reader: Reader, text: str, pair: tuple[str, str]) -> None:
    assert pair in meant(reader.read(Article(text, published="2031-03-05")), text)


def test_blocks_change_nothing(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "\n\n".join(text for text, _ in CASES) * 12
    whole = meant(reader.read(Article(text, published="2031-03-05")), text)
    monkeypatch.setattr(antecedent_candidates, "BLOCK", 5)
    assert meant(reader.read(Article(text, published="2031-03-05")), text) == whole
    assert len(whole) > 50
