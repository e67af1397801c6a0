"""A record that grew step by step is the one that is made from its readings at once, to the last byte."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from record_readings import Writer, ideal
from test_record_laws import Made, articles

from benchmarks.made_readings import made_readings
from hearsay.record import Record, alike, candidates, derive, nearby, shingles, taken
from hearsay.schema import Entity

MADE = list(made_readings(24))
PILES = {"made": MADE, "demo": ideal()}


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
@pytest.mark.parametrize("name", PILES)
@law
@given(st.data())
def test_a_pile_grown_in_any_order_is_made_at_once(name: str, data: st.DataObject) -> None:
    pile = PILES[name]
    order = data.draw(st.permutations(range(len(pile))))
    gone = data.draw(st.lists(st.sampled_from(order), max_size=4))
    found, held = grown(pile, [(n, n % 3 > 0) for n in [*order, *gone]])
    assert found == at_once(held)


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

    def told(day: int, title: str, *, known: bool) -> Made:
        text = f"On day {day} the {title} Ada Marsh said that the bridge would close for {day} weeks."
        entities = [Entity("Ada Marsh", "PER", title=title)] if known else []
        writer = Writer(text, outlet=f"Daily {day}", published=f"2031-03-{day:02}", entities=entities)
        return writer.say("the bridge would close", ("Ada Marsh", "person"), lemma="close").done()

    pile = [
        told(1, "mayor", known=True),
        told(2, "mayor", known=False),
        told(3, "pilot", known=True),
    ]
    with Record.open(tmp_path / "r.db") as record:
        for made in pile[:2]:
            record.add(*made)
            record.derive()
        (_, actor) = [row.origin.actor for row in record.statements()]
        assert actor is not None
        record.add(*pile[2])
        assert [row.origin.actor for row in record.statements()][1] is None
        assert list(record.export()) == at_once(pile)
