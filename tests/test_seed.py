"""The first article: a real news story in which nearly every sentence is somebody's word at second or third hand."""

from pathlib import Path

import pytest

from hearsay import Reading
from hearsay.gather import gather
from hearsay.reading import Reader
from hearsay.schema import Article, Spans, Statement

SEED = Path(__file__).parents[2] / "shared" / "seed" / "article.txt"
pytestmark = pytest.mark.skipif(not SEED.is_file(), reason="skipped: no seed article")


@pytest.fixture(scope="module")
def article() -> Article:
    problems: list[object] = []
    (found,) = gather([SEED], problems=problems.append)
    assert not problems
    return found


@pytest.fixture(scope="module")
def reading(article: Article) -> Reading:
    return Reader.load().read(article)


def words(article: Article, spans: Spans) -> str:
    return " … ".join(article.text[a:b] for a, b in spans)


def find(article: Article, reading: Reading, *parts: str) -> Statement:
    """The one statement in which all parts stand, the shortest if several do."""
    some = [s for s in reading.statements if all(p in words(article, s.spans) for p in parts)]
    assert some, f"no statement holds {parts}"
    return min(some, key=lambda s: len(words(article, s.spans)))


def chain(statement: Statement) -> list[str]:
    return [hop.name for hop in statement.chain]


def test_publication_date_and_credit(article: Article, reading: Reading) -> None:
    assert reading.published == "2025-07-03"
    (credit,) = reading.credits
    assert (credit.creator, credit.platform, credit.licence) == ("jennybento", "flickr.com", "CC BY-SA 2.0")
    assert credit.licence_url == "https://creativecommons.org/licenses/by-sa/2.0/"


def test_footage_and_the_publication(article: Article, reading: Reading) -> None:
    footage = find(article, reading, "placing his hands on one of the coffins")
    assert footage.chain[-1].kind == "footage"
    assert "The Guardian" in footage.chain[-1].name
    photographs = find(article, reading, "photographs of Kim paying his respects")
    assert photographs.chain[-1].name.endswith("Guardian")


def test_the_notebook_came_through_the_agency(article: Article, reading: Reading) -> None:
    battle = find(article, reading, "in this sacred battle")
    assert chain(battle)[1:] == ["Yonhap News Agency", "soldier"]


def test_confirmed_in_april(article: Article, reading: Reading) -> None:
    troops = find(article, reading, "its troops had participated")
    assert chain(troops)[-1] == "North Korea"
    assert troops.said is not None
    assert troops.said.edtf == "2025-04"
    emphasised = find(article, reading, "the highest level of combat fraternity")
    assert chain(emphasised)[-1] == "Korean Central Telegraph Agency"
    assert emphasised.said is not None
    assert emphasised.said.edtf == "2025-04"


def test_is_said_to_have_is_hearsay(article: Article, reading: Reading) -> None:
    dispatched = find(article, reading, "dispatched North Korean forces")
    assert dispatched.chain[-1].kind == "unstated"
    assert dispatched.stance == "hedges"
    assert "Kim Jong-un" in words(article, dispatched.spans)


def test_the_treaty(article: Article, reading: Reading) -> None:
    values = {article.text[t.start : t.end]: t for t in reading.times}
    assert values["June 2024"].value == "2024-06"
    assert values["December of that year"].value == "2024-12"
    provide = next(e for e in reading.events if article.text[slice(*e.predicate)] == "provide")
    assert provide.modality in ("obliged", "conditional")
    attacked = next(e for e in reading.events if article.text[slice(*e.predicate)] == "attacked")
    assert attacked.modality == "conditional"


def test_the_minister_arrived(article: Article, reading: Reading) -> None:
    arrived = next(e for e in reading.events if article.text[slice(*e.predicate)] == "arrived")
    assert arrived.time
    assert (arrived.time.earliest, arrived.time.latest) == ("2025-06-29", "2025-06-29")
    statement = find(article, reading, "arrived in North Korea")
    assert any((f.low, f.high) == (125, 125) and "members" in (f.counts or "") for f in statement.figures)
    lyubimova = next(e for e in reading.entities if "Lyubimova" in e.name)
    assert lyubimova.title == "Russian Minister of Culture"


def test_he_is_the_leader(article: Article, reading: Reading) -> None:
    hero = find(article, reading, "every North Korean who fought there a hero")
    assert chain(hero)[-1] == "Kim Jong-un"
    memory = find(article, reading, "their memory to be honored")
    assert chain(memory)[-1] == "Kim Jong-un"


def test_the_chief_of_staff_confirmed(article: Article, reading: Reading) -> None:
    liberation = find(article, reading, "the liberation of border territories")
    assert chain(liberation)[-1] == "Valery Gerasimov"
    assert liberation.said is not None
    assert liberation.said.edtf == "2025-04"
    gerasimov = next(e for e in reading.entities if e.name == "Valery Gerasimov")
    assert gerasimov.title == "Chief of the Russian General Staff"


def test_every_span_is_of_the_text(article: Article, reading: Reading) -> None:
    size = len(article.text)
    for attribution in reading.attributions:
        for a, b in (*attribution.source, *attribution.cue, *attribution.content):
            assert 0 <= a < b <= size
