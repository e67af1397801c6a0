"""Commitments that several articles tell of: one row for one duty, two for two, whatever the order they came in."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from record_readings import Writer, find

from hearsay.record import Record
from hearsay.record.commitment_results import CommitmentRow
from hearsay.record.commitments import commitments
from hearsay.schema import Article, Commitment, CommitmentKind, Entity, Reading, SourceKind, Stance

Made = tuple[Article, Reading]
SARN, FELL = "the Treaty of Sarn", "the Fell Accord"
BRIDGE = "keep the long bridge open until 2030"
HELP = "give military aid to its neighbour"
PORT = "close the harbour to foreign ships"


class Duty(NamedTuple):
    """What an article tells of a duty. ``word``: whose word it is, the outlet's own where there is none."""

    deed: str = BRIDGE
    debtor: str = "Calden"
    agreement: str = SARN
    kind: CommitmentKind = "obligation"
    condition: str = ""
    word: tuple[str, SourceKind] | None = None
    stance: Stance = "affirms"
    #: Told as "obliges to", a fact about the agreement and so another claim, rather than as "must".
    obliges: bool = False


def article(outlet: str, day: int, *duties: Duty, id: str = "") -> Made:
    """An article that tells of duties, one in each sentence; the deed is the statement."""
    named = sorted({d.debtor for d in duties if d.debtor[0].isupper()})
    sentences = []
    for d in duties:
        duty = (
            f"Since then {d.agreement} obliges {d.debtor} to"
            if d.obliges
            else f"Under {d.agreement} {d.debtor} must"
        )
        said, condition = f"{d.word[0]} said: " if d.word else "", f" {d.condition}" if d.condition else ""
        sentences.append(f"{said}{duty} {d.deed}{condition}.")
    text = " ".join(sentences)
    writer = Writer(
        text, outlet=outlet, published=f"2031-03-{day:02}", id=id, entities=[Entity(n, "LOC") for n in named]
    )
    held = []
    for n, (duty, sentence) in enumerate(zip(duties, sentences, strict=True)):
        told = sentence[sentence.index("Since then" if duty.obliges else "Under") : -1]
        writer.say(
            told,
            *([duty.word] if duty.word else []),
            lemma="oblige" if duty.obliges else duty.deed.split()[0],
            stance=duty.stance,
            modality="fact" if duty.obliges else "obliged",
            agent=duty.agreement if duty.obliges else duty.debtor,
        )
        at = text.index(told)

        def span(words: str, told: str = told, at: int = at) -> tuple[int, int]:
            start, end = find(told, words)
            return at + start, at + end

        named_here = span(duty.agreement) if duty.agreement[4].isupper() else None
        held.append(
            Commitment(
                f"k{n}", duty.kind, span(duty.deed), f"e{n}", debtor=span(duty.debtor),
                bound=duty.debtor if duty.debtor in named else None,
                conditions=(span(duty.condition),) if duty.condition else (),
                agreement=span(duty.agreement), called=named_here,
            )
        )  # fmt: skip
    made, reading = writer.done()
    return made, msgspec.structs.replace(reading, commitments=tuple(held))


def rows(*pile: Made) -> list[CommitmentRow]:
    with tempfile.TemporaryDirectory() as folder, Record.open(Path(folder) / "r.db") as record:
        for made in pile:
            record.add(*made)
        return commitments(record)


def told(found: Sequence[CommitmentRow]) -> list[tuple[str | None, list[str]]]:
    return [(row.name, [a.article for a in row.accounts]) for row in found]


ONE = article("Harbour Times", 1, Duty(), id="one")


def test_one_duty_in_two_articles_is_one_row() -> None:
    other = article("Coast Daily", 2, Duty(word=("Ana Ruiz", "person")), id="two")
    (row,) = rows(ONE, other)
    assert told([row]) == [("Calden", ["one", "two"])]
    assert [(o.name, o.articles) for o in row.origins] == [
        ("Ana Ruiz", ("two",)),
        ("Harbour Times", ("one",)),
    ]
    assert (row.article, row.denied_by, row.unstated) == ("one", (), 0)


def test_the_cells_are_those_of_the_account_that_tells_most() -> None:
    vague = article("Harbour Times", 1, Duty(agreement="the treaty"), id="vague")
    full = article("Coast Daily", 2, Duty(condition="if it is not at war"), id="full")
    (row,) = rows(vague, full)
    assert (row.article, [c.words for c in row.conditions]) == ("full", ["if it is not at war"])
    assert [a.article for a in row.accounts] == ["vague", "full"]
    for account in row.accounts:
        text = {"vague": vague, "full": full}[account.article][0].text
        assert text[account.action.start : account.action.end] == account.action.words == BRIDGE


def test_the_same_clause_of_a_named_agreement_is_one_in_two_claims() -> None:
    other = article("Coast Daily", 2, Duty(obliges=True), id="two")
    (row,) = rows(ONE, other)
    assert [a.article for a in row.accounts] == ["one", "two"]
    assert len({a.claim for a in row.accounts}) == 2


@pytest.mark.parametrize(
    "other",
    [
        Duty(agreement="the treaty"),
        Duty(deed="keep the long bridge open until 2035"),
        Duty(deed="pay for the long bridge"),
        Duty(condition="if a flood comes"),
    ],
)
def test_in_two_claims_what_is_not_the_same_clause_stays_two(other: Duty) -> None:
    one = article("Harbour Times", 1, Duty(condition="if it is attacked"), id="one")
    two = article("Coast Daily", 2, other._replace(obliges=True), id="two")
    assert [articles for _, articles in told(rows(one, two))] == [["one"], ["two"]]


def test_two_deeds_in_one_statement_are_two() -> None:
    made, reading = article("Harbour Times", 1, Duty(deed=f"{BRIDGE} and {PORT}"), id="one")
    (both,) = reading.commitments
    held = tuple(
        msgspec.structs.replace(both, id=f"k{n}", action=find(made.text, deed))
        for n, deed in enumerate((BRIDGE, PORT))
    )
    found = rows((made, msgspec.structs.replace(reading, commitments=held)))
    assert [row.action.words for row in found] == [BRIDGE, PORT]
    assert len({a.claim for row in found for a in row.accounts}) == 1


APART = [
    Duty(debtor="Orsenia"),
    Duty(agreement=FELL),
    Duty(kind="prohibition"),
    Duty(deed=PORT),
]


@pytest.mark.parametrize("other", APART)
def test_two_duties_are_two_rows(other: Duty) -> None:
    found = rows(ONE, article("Coast Daily", 1, other, id="two"))
    assert [articles for _, articles in told(found)] == [["one"], ["two"]]


def test_two_names_judged_to_be_one_are_one_debtor(tmp_path: Path) -> None:
    with Record.open(tmp_path / "r.db") as record:
        for made in (ONE, article("Coast Daily", 1, Duty(debtor="Orsenia"), id="two")):
            record.add(*made)
        assert len(commitments(record)) == 2
        record.merge("Calden", "Orsenia")
        (row,) = commitments(record)
        assert {a.article for a in row.accounts} == {"one", "two"}
        record.split("Calden", "Orsenia")
        assert len(commitments(record)) == 2


def test_a_vague_account_never_joins_two_that_contradict_each_other() -> None:
    vague = article("Sund Post", 2, Duty(debtor="the country", agreement="the treaty"), id="vague")
    other = article("Coast Daily", 3, Duty(debtor="Orsenia"), id="two")
    found = rows(ONE, vague, other)
    assert [name for name, _ in told(found) if name] == ["Calden", "Orsenia"]
    assert sorted(a for _, articles in told(found) for a in articles) == ["one", "two", "vague"]


def test_the_agreement_is_one_origin_by_whichever_name() -> None:
    by_name = article("Coast Daily", 1, Duty(word=("Treaty of Sarn", "document")), id="one")
    by_noun = article("Sund Post", 2, Duty(word=("treaty", "organisation")), id="two")
    (row,) = rows(by_name, by_noun)
    assert [(o.name, o.kind, o.articles) for o in row.origins] == [(SARN, "document", ("one", "two"))]


def test_who_cites_an_outlet_leads_where_that_one_leads() -> None:
    first = article("Harbour Times", 1, Duty(word=("Ana Ruiz", "person")), id="one")
    cites = article("Coast Daily", 30, Duty(word=("Harbour Times", "organisation"), obliges=True), id="two")
    (row,) = rows(first, cites)
    assert len({a.claim for a in row.accounts}) == 2
    assert [(o.name, o.articles) for o in row.origins] == [("Ana Ruiz", ("one", "two"))]


def test_accounts_that_cite_each_other_have_no_origin() -> None:
    one = article("Harbour Times", 1, Duty(word=("Coast Daily", "organisation")), id="one")
    two = article("Coast Daily", 1, Duty(word=("Harbour Times", "organisation"), obliges=True), id="two")
    (row,) = rows(one, two)
    assert (row.origins, row.unstated) == ((), 2)


def test_who_denies_a_duty_is_no_origin_of_it() -> None:
    denial = article("Coast Daily", 1, Duty(word=("Ana Ruiz", "person"), stance="denies"), id="two")
    (row,) = rows(ONE, denial)
    assert [o.name for o in row.origins] == ["Harbour Times"]
    assert [o.name for o in row.denied_by] == ["Ana Ruiz"]


# Laws

DUTIES = st.builds(
    Duty,
    deed=st.sampled_from((BRIDGE, HELP, PORT)),
    debtor=st.sampled_from(("Calden", "Orsenia", "each side")),
    agreement=st.sampled_from((SARN, FELL, "the treaty")),
    kind=st.sampled_from(("obligation", "promise")),
    condition=st.sampled_from(("", "if it is attacked", "if a flood comes")),
    word=st.sampled_from((None, ("Ana Ruiz", "person"), ("West Daily", "organisation"), ("an official", "unnamed"))),
    stance=st.sampled_from(("affirms", "affirms", "denies", "hedges")),
    obliges=st.booleans(),
)  # fmt: skip
ARTICLES = st.builds(
    lambda outlet, day, duties, id: article(outlet, day, *duties, id=id),
    st.sampled_from(("East Daily", "West Daily")),
    st.integers(1, 9),
    st.lists(DUTIES, min_size=1, max_size=3, unique_by=lambda d: d.deed),
    st.sampled_from(("", "one", "two")),
)
PILES = st.lists(ARTICLES, min_size=1, max_size=7, unique_by=lambda made: made[0].key)
law = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@law
@given(PILES, st.randoms(use_true_random=False))
def test_the_order_of_reading_does_not_matter(pile: list[Made], random: Random) -> None:
    shuffled = list(pile)
    random.shuffle(shuffled)
    assert rows(*pile) == rows(*shuffled)


@law
@given(PILES)
def test_reading_twice_changes_nothing(pile: list[Made]) -> None:
    assert rows(*pile) == rows(*pile, *pile)


@law
@given(PILES, st.data())
def test_removing_and_adding_again_gives_the_same_rows(pile: list[Made], data: st.DataObject) -> None:
    gone = data.draw(st.lists(st.sampled_from(pile), min_size=1, unique_by=lambda made: made[0].key))
    with tempfile.TemporaryDirectory() as folder, Record.open(Path(folder) / "r.db") as record:
        for made in pile:
            record.add(*made)
        before = commitments(record)
        for made in gone:
            record.remove(made[0].key)
        kept = [made for made in pile if made not in gone]
        assert commitments(record) == rows(*kept)
        for made in gone:
            record.add(*made)
        assert commitments(record) == before


@law
@given(PILES)
def test_every_account_is_in_one_row_and_no_row_holds_two_debtors_or_kinds(pile: list[Made]) -> None:
    texts = {made[0].key: made for made in pile}
    with tempfile.TemporaryDirectory() as folder, Record.open(Path(folder) / "r.db") as record:
        for made in pile:
            record.add(*made)
        found = commitments(record)
        accounts = [a for row in found for a in row.accounts]
        assert (
            len(accounts)
            == len({a.id for a in accounts})
            == sum(len(r.commitments) for _, r in texts.values())
        )
        for row in found:
            assert row.id in {a.id for a in row.accounts}
            articles = {a.article for a in row.accounts}
            assert {name for o in (*row.origins, *row.denied_by) for name in o.articles} <= articles
            bound, kinds = set(), set()
            for account in row.accounts:
                text, reading = record.article(account.article).text, record.reading(account.article)
                assert text[account.action.start : account.action.end] == account.action.words
                own = next(c for c in reading.commitments if account.id.endswith(f".{c.id}"))
                bound |= {own.bound} - {None}
                kinds.add(own.kind)
            assert len(bound) <= 1
            assert kinds == {row.kind}
