"""Passages as a retriever hands them over: how many sources they are, and which only repeat others."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from export_records import pile
from hypothesis import given
from hypothesis import strategies as st
from record_readings import Writer

from hearsay.record import Record
from hearsay.record.independent import independent

TOLL = "Eleven sailors drowned off the outer mole"


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """A wire, two papers that cite it, a third with a witness of its own, a fourth that names nobody."""
    with Record.open(tmp_path_factory.mktemp("record") / "sailors.db") as opened:
        for n, (outlet, text, hands) in enumerate(
            (
                ("Cape Wire", f"{TOLL}, Ana Ruiz said.", [("Ana Ruiz", "person")]),
                ("Coast Daily", f"{TOLL}, Ana Ruiz told Cape Wire.", [("Cape Wire", "organisation"), ("Ana Ruiz", "person")]),
                ("Radio Sund", f"Cape Wire says: {TOLL}.", [("Cape Wire", "organisation")]),
                ("Morning Post", f"{TOLL}, said Jon Berg, who saw it.", [("Jon Berg", "person")]),
                ("Evening Post", f"{TOLL}, it is said. The   harbour\nstays closed until May.", [("", "unstated")]),
            )
        ):  # fmt: skip
            writer = Writer(
                text, outlet=outlet, published=f"2031-03-0{n + 1}", id=f"{n}", url=f"https://a.example/{n}"
            )
            writer.say(TOLL, *hands, lemma="drown", like="drown")
            if n == 4:
                writer.say("The   harbour\nstays closed until May", lemma="stay")
            opened.add(*writer.done())
        yield opened


def passages(record: Record, *names: str) -> list[str]:
    return [record.article(name).text for name in names]


def test_outlets_that_repeat_one_agency_are_one_source(record: Record) -> None:
    found = independent(record, passages(record, "0", "1", "2"))
    assert (found.passages, found.sources, found.kept) == (3, 1, (0,))
    [origin] = found.origins
    assert (origin.name, origin.passages) == ("Ana Ruiz", (0, 1, 2))
    assert [excerpt.repeats for excerpt in found.excerpts] == [(), (0,), (0,)]
    assert [excerpt.new for excerpt in found.excerpts] == [1.0, 0.0, 0.0]


def test_a_witness_of_its_own_is_a_second_source_and_nobody_is_none(record: Record) -> None:
    found = independent(record, passages(record, "0", "1", "2", "3", "4"))
    assert found.sources == 2
    assert found.kept == (0, 3, 4)
    claim = found.claims[0]
    assert claim.passages == (0, 1, 2, 3, 4)
    assert {origin.name for origin in claim.origins} == {"Ana Ruiz", "Jon Berg"}
    assert claim.unstated == (4,)
    assert claim.corroboration == claim.in_record == 2


def test_white_space_and_the_article_do_not_matter(record: Record) -> None:
    words = "The harbour stays closed\n until May"
    [excerpt] = independent(record, [words]).excerpts
    assert (excerpt.articles, excerpt.exact, len(excerpt.statements)) == (("4",), True, 1)
    for name in ("4", record.article("4").key, "https://a.example/4", "unheard of"):
        assert independent(record, [(name, words)]).excerpts == (excerpt,)


def test_the_article_tells_which_of_two_is_meant(record: Record) -> None:
    anywhere = independent(record, [TOLL])
    assert len(anywhere.excerpts[0].articles) == 5
    assert anywhere.sources == 2
    assert independent(record, [("3", TOLL)]).origins[0].name == "Jon Berg"


def test_other_words_are_compared(record: Record) -> None:
    found = independent(record, ["Off the outer mole, eleven of the sailors drowned yesterday, he added."])
    [excerpt] = found.excerpts
    assert (excerpt.exact, excerpt.articles) == (False, ())
    assert found.sources == 2
    assert not found.unknown


def test_what_the_record_does_not_know_is_kept_and_said(record: Record) -> None:
    found = independent(record, ["A goat won the regatta in record time", "", "ok", *passages(record, "0")])
    assert found.unknown == (0, 1, 2)
    assert found.kept == (0, 1, 2, 3)
    assert independent(record, []).sources == 0


def test_wrong_input_is_named(record: Record) -> None:
    with pytest.raises(ValueError, match="passage 1 is neither"):
        independent(record, ["fine words here", ("a", "b", "c")])  # type: ignore[list-item]
    with pytest.raises(ValueError, match="not 2"):
        independent(record, [], new=2)


@given(
    st.lists(st.sampled_from("01234"), max_size=6),
    st.lists(st.text(alphabet='ab"*():^-ORNEARd \n', max_size=40), max_size=3),
)
def test_laws(record: Record, names: list[str], noise: list[str]) -> None:
    given_texts = [*passages(record, *names), *noise]
    found = independent(record, given_texts)
    assert found.passages == len(given_texts) == len(found.excerpts)
    assert set(found.kept) | set(found.unknown) <= set(range(len(given_texts)))
    assert found.sources == len(found.origins) == independent(record, given_texts[::-1]).sources
    # Saying it all again adds nothing.
    again = independent(record, [*given_texts, *given_texts])
    assert again.sources == found.sources
    assert {n for n in again.kept if n < len(given_texts)} == set(found.kept)
    assert all(n in again.unknown for n in again.kept if n >= len(given_texts))


def test_copies_of_the_pile_are_no_second_source(tmp_path: Path) -> None:
    with pile(tmp_path / "pile.db") as opened:
        copy = next(copy for copy in opened.copies() if copy.share > 0.8)
        texts = [opened.article(copy.original).text, opened.article(copy.article).text]
        assert independent(opened, texts).kept == (0,)
