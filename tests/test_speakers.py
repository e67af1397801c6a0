"""Who a source is by name: possessors, relative pronouns, names that only tell whose, and whom "we" are."""

import pytest

from hearsay.reading import Reader
from hearsay.schema import Article


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader.load()


SPEAKERS = [
    # (text, the source's words, who it is)
    ("The Ruiz campaign said the vote was fair.", "The Ruiz campaign", "Ruiz campaign"),
    (
        "Dunja Feld left the hall early. Feld's office said she was unwell.",
        "Feld's office",
        "Dunja Feld's office",
    ),
    (
        "Mahler's Sixth will be conducted by Anneke de Roo, 27, who says she learnt of it last night.",
        "who",
        "Anneke de Roo",
    ),
    (
        "“We have never said that we will sell,” said Ruth Adeyinka, the founder of Amberline Systems.",
        "we",
        "Amberline Systems",
    ),
    (
        "A train driver, who did not want to be named, said the line was closed.",
        "A train driver, who did not want to be named,",
        "train driver",
    ),
    (
        "The Fisheries Commission voted to close the bay. The Commission said stocks had fallen by half.",
        "The Commission",
        "Fisheries Commission",
    ),
    (
        "A survey by the Tidewater Gazette found empty shops. The Gazette said one in three had closed.",
        "The Gazette",
        "Tidewater Gazette",
    ),
    (
        "Two surveyors from the water board were turned away at the gate. They said the guard had a dog.",
        "They",
        "Two surveyors from the water board",
    ),
    (
        "Minister Carla Dune opened the bridge. The minister said it would last a century.",
        "The minister",
        "Carla Dune",
    ),
    (
        "The mayor of Ostmark, Petra Vinn, said the flood had passed.",
        "The mayor of Ostmark, Petra Vinn,",
        "Petra Vinn",
    ),
    (
        "An engineer at the port authority, who inspected the crane, said it had been safe.",
        "An engineer at the port authority, who inspected the crane,",
        "engineer at the port authority",
    ),
    (
        "The news agency Brezna-24 reported that the convoy had turned back.",
        "The news agency Brezna-24",
        "Brezna-24",
    ),
]


@pytest.mark.parametrize(("text", "source", "speaker"), SPEAKERS)
def test_who_a_source_is(reader: Reader, text: str, source: str, speaker: str) -> None:
    reading = reader.read(Article(text=text, published="2031-03-05", outlet="Harbour Times"))
    found = {" … ".join(text[a:b] for a, b in a.source).casefold(): a.speaker for a in reading.attributions}
    assert found[source.casefold()] == speaker
