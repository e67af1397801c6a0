"""What place names stand for, for which reason, and when they stand for a government."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearsay.reading import Reader
from hearsay.reading.gazetteer import TABLE, fold, gazetteer
from hearsay.schema import Article, Place


@pytest.fixture(scope="session")
def reader() -> Reader:
    return Reader.load()


def places(reader: Reader, text: str) -> dict[str, Place]:
    return {p.name: p for p in reader.read(Article(text=text, published="2031-03-05")).places}


PLACES = [
    ("He was born in Paris, Texas.", "Paris", "USA", "TX", "beside"),
    ("He was born in Paris.", "Paris", "FRA", None, "largest"),
    ("Rockets fell on Tripoli in northern Lebanon.", "Tripoli", "LBN", None, "beside"),
    ("She lives in Springfield, Ill., near a lake.", "Springfield", "USA", "IL", "beside"),
    ("The governor of Alabama spoke in Birmingham.", "Birmingham", "USA", "AL", "article"),
    ("Shells fell on Mariupol.", "Mariupol", "UKR", None, "only one"),
    (
        "The village of Karrada Sharqiya in northern Iraq was empty.",
        "Karrada Sharqiya",
        "IRQ",
        None,
        "beside",
    ),
]


@pytest.mark.parametrize(("text", "name", "country", "region", "by"), PLACES)
def test_places(reader: Reader, text: str, name: str, country: str, region: str | None, by: str) -> None:
    found = places(reader, text)[name]
    assert (found.country, found.region, found.by) == (country, region, by)


def test_coordinates_are_those_of_a_city_alone(reader: Reader) -> None:
    found = places(reader, "Rain fell on Kyiv, on Crimea and on Ukraine.")
    assert found["Kyiv"].latitude == pytest.approx(50.45, abs=0.05)
    assert found["Kyiv"].longitude == pytest.approx(30.52, abs=0.05)
    assert [found[n].latitude for n in ("Crimea", "Ukraine")] == [None, None]
    assert [found[n].kind for n in ("Kyiv", "Crimea", "Ukraine")] == ["city", "region", "country"]


ACTING = [
    ("Pyongyang said that it had tested an engine.", "Pyongyang", "PRK", "North Korea"),
    ("The Kremlin denied the report.", "Kremlin", "RUS", "Russia"),
    ("Washington imposed sanctions on two banks.", "Washington", "USA", "United States"),
    ("Talks between Ankara and Athens failed.", "Athens", "GRC", "Greece"),
    ("The minister accused Minsk of spying.", "Minsk", "BLR", "Belarus"),
]


@pytest.mark.parametrize(("text", "name", "country", "meant"), ACTING)
def test_a_government_is_no_place(reader: Reader, text: str, name: str, country: str, meant: str) -> None:
    found = places(reader, text)[name]
    assert (found.acts, found.country, found.resolved, found.latitude) == (True, country, meant, None)


@pytest.mark.parametrize("text", ["Rockets hit Kyiv before dawn.", "He flew to Kyiv.", "Kyiv was shelled."])
def test_a_city_is_a_place(reader: Reader, text: str) -> None:
    assert not places(reader, text)["Kyiv"].acts


@pytest.mark.parametrize("word", ["Syria", "Syrian", "Syrians"])
def test_countries_by_name_and_people(reader: Reader, word: str) -> None:
    assert places(reader, f"Two {word} officials left the hall.")[word].country == "SYR"


def test_the_table_names_only_countries_of_geonames() -> None:
    codes = re.findall(r"^([A-Z]{2})\b", TABLE.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(codes) == len(set(codes)) > 150
    assert set(codes) <= gazetteer().countries.keys()


@given(st.text(max_size=30))
def test_folding_twice_changes_nothing(name: str) -> None:
    assert fold(fold(name)) == fold(name) or name.lower().split()[:1] == ["the"]
