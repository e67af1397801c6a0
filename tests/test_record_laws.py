"""Laws of the record: order, repetition and removal leave no mark, and everything leads to words that
exist.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from record_readings import Writer

from hearsay.record import Node, Record
from hearsay.schema import Article, Entity, EventTime, Reading

OUTLETS = ("East Daily", "West Daily", "North Wire")
PEOPLE = ("Ada Marsh", "Jon Reed", "Reed")
DEEDS = (
    ("close", "the council closed the long bridge over the river for a month"),
    ("shut", "the old bridge was shut by the council of the town"),
    ("burn", "the mill on the hill burned down while its owner was away"),
    ("sink", "the small boat sank off the point with nobody on board"),
)
NOTICES = (
    "We have withdrawn our report on Ada Marsh. ",
    "Correction: On Monday we gave a wrong name to Jon Reed. ",
)
Made = tuple[Article, Reading]


@st.composite
def articles(draw: st.DrawFn) -> Made:
    outlet = draw(st.sampled_from((*OUTLETS, None)))
    day = draw(st.integers(1, 5))
    title = draw(st.sampled_from((None, "mayor", "engineer")))
    hand = st.sampled_from((*PEOPLE, *OUTLETS, "", "an official"))
    said = draw(st.lists(st.tuples(st.sampled_from(DEEDS), hand,
                                   st.integers(1, 5), st.sampled_from(("affirms", "denies", "hedges"))),
                         min_size=1, max_size=3, unique_by=lambda s: s[0]))  # fmt: skip
    # All that the reading says stands in the text: one text has one reading.
    text = f"Report {draw(st.integers(0, 1))} of the day by {title or 'nobody'}. "
    text += draw(st.sampled_from(("", "", *NOTICES)))
    text += " ".join(
        f"Then {deed}, {who or 'it is said'}, day {on}, {stance}." for (_, deed), who, on, stance in said
    )
    named = {who for _, who, _, _ in said if who in PEOPLE or who in OUTLETS}
    entities = [
        Entity(n, "PER" if n in PEOPLE else "ORG", title=title if n in PEOPLE else None)
        for n in sorted(named)
    ]
    published = draw(st.sampled_from((f"2031-03-{day:02}", f"2031-03-{day:02}T0{day}:00:00Z", None)))
    writer = Writer(
        text,
        outlet=outlet,
        published=published,
        id=draw(st.sampled_from(("", "one", "two"))),
        entities=entities,
    )
    for (lemma, deed), who, on, stance in said:
        kind = (
            "person"
            if who in PEOPLE
            else "organisation"
            if who in OUTLETS
            else "unnamed"
            if who
            else "unstated"
        )
        hands = [] if who == outlet else [(who, kind)]
        writer.say(
            deed, *hands, lemma=lemma, stance=stance, time=EventTime(f"2031-03-{on:02}", f"2031-03-{on:02}")
        )
    return writer.done()


def export(*steps: list[Made], derive: bool = False, remove: tuple[Made, ...] = ()) -> list[bytes]:
    with tempfile.TemporaryDirectory() as folder, Record.open(Path(folder) / "r.db") as record:
        for batch in steps:
            for article, reading in batch:
                record.add(article, reading)
            if derive:
                record.derive()
        for article, _ in remove:
            record.remove(article.key)
        if remove:
            record.derive()
        for article, reading in remove:
            record.add(article, reading)
        return list(record.export())


piles = st.lists(articles(), min_size=1, max_size=7)
law = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@law
@given(piles, st.randoms(use_true_random=False))
def test_order_and_batches_do_not_matter(pile: list[Made], random: object) -> None:
    shuffled = list(pile)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert export(pile) == export(*[[one] for one in shuffled], derive=True)


@law
@given(piles)
def test_reading_twice_changes_nothing(pile: list[Made]) -> None:
    assert export(pile) == export(pile, pile, derive=True)


@law
@given(piles, st.data())
def test_removing_and_adding_again_gives_the_same_record(pile: list[Made], data: st.DataObject) -> None:
    # What goes by several ids keeps the one that sorts first only while it is there.
    unique = list({made[0].key: made for made in pile}.values())
    gone = data.draw(st.lists(st.sampled_from(unique), min_size=1, unique_by=lambda made: made[0].key))
    assert export(unique) == export(unique, derive=True, remove=tuple(gone))


@law
@given(piles)
def test_every_claim_origin_and_value_leads_to_words(pile: list[Made]) -> None:
    with tempfile.TemporaryDirectory() as folder, Record.open(Path(folder) / "r.db") as record:
        for article, reading in pile:
            record.add(article, reading)
        held = [s for claim in record.claims() for s in claim.statements]
        assert len(held) == record.counts().statements == len(record.statements())
        for claim in record.claims():
            stated = {s.article for s in claim.statements}
            for s in claim.statements:
                assert record.article(s.article).text[s.start : s.end]
            assert claim.corroboration == len(claim.origins)
            for part in (*claim.origins, *(v for d in claim.disagreements for v in d.values)):
                assert part.articles
                assert set(part.articles) <= stated
            trace = record.trace(claim.id)
            assert {a for root in trace.roots for a in told(root, record)} == stated


def told(node: Node, record: Record) -> set[str]:
    found = {node.article} if node.kind == "article" and node.article else set()
    if node.article and node.start is not None and node.end is not None:
        assert record.article(node.article).text[node.start : node.end]
    return found.union(*(told(child, record) for child in node.children))
