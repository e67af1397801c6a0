"""A record that grew step by step is the one that is made from its readings at once, to the last byte."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from record_readings import Writer, ideal
from test_record_laws import Made, articles

from benchmarks.made_readings import made_readings
from hearsay.record import Record, alike, candidates, derive, grow, nearby, places, shingles, taken
from hearsay.record.places import place
from hearsay.schema import Entity, EventTime

MADE = list(made_readings(24))
NOTICE = (
    "Readers who know more are asked to write to the editors at the old customs house by the harbour on any day of "
    "the week but Sunday, or to ring the desk after six in the evening."
)
TAKEN_BACK = "\n\nWe have withdrawn our report on the Council and its works, and it should not be used."
PLACES = ("bridge", "harbour", "mill", "school")
PEOPLE = ("Ada Marsh", "Jon Reed", "Ida Reed", "Reed", "Marsh")


def crowd(seed: int) -> list[Made]:
    """Articles that get in each other's way: few words, names and outlets for all, two days told, notices that
    outlets repeat, paragraphs taken over, people named in full, by surname, or with a title, reports corrected
    and withdrawn.
    """
    rng = random.Random(seed)
    paragraphs: list[str] = []
    made = []
    for n in range(16):
        day, told = rng.randint(1, 28), rng.choice((1, 20))
        place, who = rng.choice(PLACES), rng.choice(PEOPLE)
        words = " ".join(f"w{rng.randrange(400)}" for _ in range(rng.choice((4, 30))))
        paragraphs.append(f"{who} said that the council closed the {place} because {words}.")
        text = paragraphs[-1] if rng.random() < 0.6 else f"{rng.choice(paragraphs)} {paragraphs[-1]}"
        text += f" {NOTICE}" if rng.random() < 0.5 else ""
        text += rng.choice(("", "", "", f"\n\nCorrection: our report on the {place} was wrong.", TAKEN_BACK))
        title = rng.choice((None, None, "mayor", "pilot"))
        known = rng.random() < 0.7
        writer = Writer(
            f"Day {n}. {text}", outlet=rng.choice(("East Daily", "West Daily", None)),
            published=rng.choice((f"2031-03-{day:02}", f"2031-03-{day:02}", None)),
            entities=[Entity(who, "PER", title=title), Entity("the Council", "ORG", ("TC",))] if known else [],
        )  # fmt: skip
        when = EventTime(f"2031-03-{told:02}", f"2031-03-{told:02}", by="expression")
        writer.say(
            f"the council closed the {place}", (who, "person"), lemma="close", time=when,
            agent="the council", like=rng.choice(("", "other matters")),
        )  # fmt: skip
        if rng.random() < 0.4:
            writer.say(f"because {words}", lemma=rng.choice(("rise", "fall")), time=when)
        made.append(writer.done())
    return list({one[0].key: one for one in made}.values())


@pytest.fixture(params=[1, 3, 48], ids=lambda width: f"windows of {width}")
def always_grow(request: pytest.FixtureRequest) -> Iterator[None]:
    """Bring in whatever changed; with windows so narrow that articles push each other out of them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(derive, "LITTLE", float("inf"))
        for module, name in (
            (alike, "WINDOW"), (alike, "ALIKE"), (candidates, "NEIGHBOURS"), (nearby, "NEIGHBOURS"),
            (shingles, "NEIGHBOURS"), (taken, "NEIGHBOURS"),
        ):  # fmt: skip
            patch.setattr(module, name, request.param)
        yield


#: A step: an article of the pile comes (or goes, where it is there); whether all is brought up to date then.
Step = tuple[int, bool]
steps = st.lists(st.tuples(st.integers(0, 99), st.booleans()), min_size=1, max_size=24)


def at_once(pile: Sequence[Made]) -> list[bytes]:
    with tempfile.TemporaryDirectory() as folder, Record.open(Path(folder) / "r.db") as record:
        for made in pile:
            record.add(*made)
        return list(record.export())


def grown(pile: Sequence[Made], taken: Sequence[Step]) -> tuple[list[bytes], list[Made]]:
    """The export of a record after such steps, and the articles that it then holds."""
    here: dict[str, Made] = {}
    with tempfile.TemporaryDirectory() as folder, Record.open(Path(folder) / "r.db") as record:
        record.derive()
        for n, up_to_date in taken:
            made = pile[n % len(pile)]
            key = made[0].key
            if here.pop(key, None) is not None:
                record.remove(key)
            else:
                record.add(*made)
                here[key] = made
            if up_to_date:
                record.derive()
        return list(record.export()), list(here.values())


law = settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


@pytest.mark.usefixtures("always_grow")
@law
@given(st.lists(articles(), min_size=1, max_size=12), steps)
def test_grown_is_made_at_once(pile: list[Made], taken: list[Step]) -> None:
    found, held = grown(pile, taken)
    assert found == at_once(held)


@pytest.mark.usefixtures("always_grow")
@pytest.mark.parametrize("pile", [MADE, ideal(), *(crowd(seed) for seed in range(10))])
def test_a_pile_grown_in_any_order_is_made_at_once(pile: list[Made]) -> None:
    rng = random.Random(len(pile))
    order = rng.sample(range(len(pile)), len(pile))
    found, held = grown(pile, [(n, rng.random() < 0.8) for n in [*order, *rng.sample(order, 5)]])
    assert found == at_once(held)


@pytest.mark.usefixtures("always_grow")
@pytest.mark.parametrize("seed", range(10))
def test_each_article_of_a_crowd_comes_last_or_goes(seed: int) -> None:
    pile = crowd(100 + seed)
    whole = at_once(pile)
    for n in random.Random(seed).sample(range(len(pile)), 5):
        rest = [made for made in pile if made is not pile[n]]
        with tempfile.TemporaryDirectory() as folder, Record.open(Path(folder) / "r.db") as record:
            for made in rest:
                record.add(*made)
            without = list(record.export())
            record.add(*pile[n])
            assert list(record.export()) == whole
            record.remove(pile[n][0].key)
            assert list(record.export()) == without


def test_what_is_little_is_not_derived_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Record.open(tmp_path / "r.db") as record:
        for made in MADE[:-1]:
            record.add(*made)
        record.derive()
        monkeypatch.setattr(derive, "_anew", None)
        monkeypatch.setattr(derive, "LITTLE", 0.1)
        record.add(*MADE[-1])
        assert record.derive()
        assert not record.derive()
        assert record.counts().articles == len(MADE)
        record.remove(MADE[-1][0].key)
        assert record.counts().articles == len(MADE) - 1


def test_what_came_and_went_between_two_questions_leaves_nothing(tmp_path: Path) -> None:
    with Record.open(tmp_path / "r.db") as record:
        for made in MADE[:-1]:
            record.add(*made)
        before = list(record.export())
        record.add(*MADE[-1])
        record.remove(MADE[-1][0].key)
        assert list(record.export()) == before


def test_a_name_that_becomes_another_persons_changes_the_claims_that_lean_on_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(derive, "LITTLE", float("inf"))

    def told(day: int, deed: str, title: str | None) -> Made:
        text = f"On day {day} Ada Marsh said that {deed}."
        entities = [Entity("Ada Marsh", "PER", title=title)] if title else []
        writer = Writer(text, outlet=f"Daily {day}", published=f"2031-03-{day:02}", entities=entities)
        return writer.say(deed, ("Ada Marsh", "person"), lemma=deed.split()[-1]).done()

    # The second article does not say who she is; once there are two of the name, it is not known.
    pile = [
        told(1, "the mill burned", "mayor"),
        told(2, "the old bridge fell", None),
        told(9, "a boat sank", "pilot"),
    ]
    with Record.open(tmp_path / "r.db") as record:
        for made in pile[:2]:
            record.add(*made)
            record.derive()
        assert all(row.origin.actor for row in record.statements())
        record.add(*pile[2])
        by_text = {row.text: row.origin.actor for row in record.statements()}
        assert by_text["the old bridge fell"] is None
        assert list(record.export()) == at_once(pile)


def test_a_place_is_that_of_the_day_whether_the_article_or_the_reading_tells_it(tmp_path: Path) -> None:
    article, reading = MADE[0]
    for published in (None, ""):
        bare = replace(article, published=published)
        with Record.open(tmp_path / f"{published}.db") as record:
            record.add(bare, reading)
            ((at, key),) = derive.places(record._store)
        assert at == place(key, reading.published) > place(key, None)


def test_two_articles_of_one_place_are_told_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "KEY_BITS", 0)
    monkeypatch.setattr(derive, "place", lambda key, published: 7)
    monkeypatch.setattr(grow, "place", lambda key, published: 7)
    monkeypatch.setattr(derive, "LITTLE", float("inf"))
    with Record.open(tmp_path / "r.db") as record:
        for made in MADE[:4]:
            record.add(*made)
            record.derive()
        assert list(record.export()) == at_once(MADE[:4])
        record.remove(MADE[1][0].key)
        assert list(record.export()) == at_once([MADE[0], *MADE[2:4]])


def test_alike_articles_that_another_one_parts_are_no_longer_compared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(derive, "LITTLE", float("inf"))
    monkeypatch.setattr(alike, "WINDOW", 1)

    def told(day: int, words: str, like: str) -> Made:
        writer = Writer(f"{words}.", outlet=f"Daily {day}", published=f"2031-03-{day:02}")
        return writer.say(words, like=like).done()

    first, last = told(1, "rain fell", "flood"), told(3, "water rose", "flood")
    between = told(2, "shares sank", "bank")
    with Record.open(tmp_path / "r.db") as record:
        for made in (first, last):
            record.add(*made)
        assert record.counts().claims == 1
        record.add(*between)
        assert record.counts().claims == 3
        assert list(record.export()) == at_once([first, between, last])
        record.remove(between[0].key)
        assert record.counts().claims == 1
