"""Who a source is: described, possessed, cut short, or told with more words here than there."""

from __future__ import annotations

from pathlib import Path

from record_readings import Writer

from hearsay.record import Record
from hearsay.schema import Article, Entity, EventTime, Reading, SourceKind

Made = tuple[Article, Reading]
BURNED = "the old mill at Long Pier had burned down"
RUIZ = Entity("Ana Ruiz", "PER")
ODE = Entity("Ben Ode", "PER")


def made(text: str, outlet: str, day: int, source: str, kind: SourceKind, *entities: Entity) -> Made:
    writer = Writer(text, outlet=outlet, published=f"2031-03-0{day}", id=f"{outlet} {day}", entities=entities)
    if "Ben Ode, the mayor," in text:
        writer.say("the harbour was safe", ("Ben Ode", "person"), lemma="safe")
    day_of = EventTime("2031-03-01", "2031-03-01")
    return writer.say(BURNED, (source, kind), lemma="burn", time=day_of, like="mill burned").done()


def origins(path: Path, *articles: Made) -> list[str]:
    with Record.open(path / "r.db") as record:
        for article, reading in articles:
            record.add(article, reading)
        claim = max(record.claims(), key=lambda c: len(c.statements))
        assert len(claim.statements) == len(articles)
        return sorted(origin.name for origin in claim.origins)


def test_somebody_described_is_the_one_so_called_in_the_article(tmp_path: Path) -> None:
    text = f"Ana Ruiz, a nurse on the late shift, was aboard. The nurse said {BURNED}."
    named = f"Ana Ruiz said {BURNED}."
    found = origins(
        tmp_path,
        made(text, "East Daily", 2, "nurse", "person", RUIZ),
        made(named, "West Daily", 3, "Ana Ruiz", "person", RUIZ),
    )
    assert found == ["Ana Ruiz"]


def test_a_name_that_was_cut_short_goes_on_in_the_text(tmp_path: Path) -> None:
    one = f"{BURNED}, said Coast Today on Monday."
    two = f"Coast Today wrote that {BURNED}."
    coast = Entity("Coast Today", "ORG")
    found = origins(
        tmp_path,
        made(one, "East Daily", 2, "Coast", "organisation"),
        made(two, "West Daily", 3, "Coast Today", "organisation", coast),
    )
    assert found == ["Coast Today"]


def test_somebodys_office_is_one_by_name_and_by_title(tmp_path: Path) -> None:
    one = f"Ben Ode, the mayor, said the harbour was safe. Ben Ode's office said {BURNED}."
    two = f"The mayor's office said {BURNED}."
    found = origins(
        tmp_path,
        made(one, "East Daily", 2, "Ben Ode's office", "organisation", ODE),
        made(two, "West Daily", 3, "mayor's office", "organisation"),
    )
    assert len(found) == 1


def test_what_else_is_told_of_an_unnamed_source_makes_no_second_one(tmp_path: Path) -> None:
    one = f"A port official, who asked not to be named, said {BURNED}."
    two = f"A port official said {BURNED}."
    articles = (
        made(one, "East Daily", 2, "port official, who asked not to be named", "unnamed"),
        made(two, "East Daily", 3, "port official", "unnamed"),
    )
    assert origins(tmp_path, *articles) == ["port official"]
