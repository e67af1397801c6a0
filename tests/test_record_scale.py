"""What makes a long record affordable changes nothing that it says."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from record_readings import ideal

from benchmarks.made_readings import made_readings
from benchmarks.scale import Point, exponent, table
from benchmarks.scale_plot import plot
from hearsay.record import Record, alike, candidates, derive, documents, linkage, shingles, weights
from hearsay.record.alike import Outlines
from hearsay.record.candidates import Candidates, Gathered
from hearsay.record.documents import Documents
from hearsay.record.facts import meaning
from hearsay.record.linkage import UNIT, average_link, number_components
from hearsay.record.pairs import Pairs
from hearsay.record.places import place
from hearsay.record.sketches import Sketches, sketch, span, vectors

MADE = list(made_readings(40))
ITEMS = [f"i{n:02}" for n in range(12)]
tables = st.dictionaries(
    st.sampled_from(list(combinations(ITEMS, 2))), st.integers(0, UNIT), min_size=5, max_size=66
)


def exported(folder: Path) -> list[bytes]:
    with Record.open(folder / "r.db") as record:
        for made in MADE:
            record.add(*made)
        return list(record.export())


def test_how_much_is_kept_in_memory_or_done_at_a_time_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "other").mkdir()
    whole = exported(tmp_path / "one")
    monkeypatch.setattr(documents, "KEPT", 2)
    monkeypatch.setattr(derive, "KEPT", 4)
    monkeypatch.setattr(derive, "CHUNK", 7)
    monkeypatch.setattr(shingles, "PART", 50)
    monkeypatch.setattr(candidates, "PART", 70)
    assert exported(tmp_path / "other") == whole


def candidates_of(held: Documents) -> Candidates:
    gathered = Gathered()
    for doc in held.values():
        gathered.add(doc)
    return Candidates(gathered, ())


def scored(held: Documents) -> Iterator[tuple[tuple[str, str], int]]:
    """All pairs of all statements with their scores, compared without any blocking."""
    facts = [fact.id for doc in held.values() for fact in doc.facts]
    every = [(min(pair), max(pair)) for pair in combinations(facts, 2)]
    yield from Pairs(held, set()).score(every).items()


@pytest.mark.parametrize("pile", ["made", "demo"])
def test_pairs_that_would_be_merged_are_compared(pile: str) -> None:
    readings = (
        MADE if pile == "made" else sorted(ideal(), key=lambda made: place(made[0].key, made[0].published))
    )
    with Documents(readings) as held:
        found = candidates_of(held)
        pairs = set(found.pairs(found.codes))
        assert set(found.pairs(found.near(3))) == pairs
        linked = {pair for pair, score in scored(held) if score >= derive.CUT}
        assert len(linked & pairs) >= 0.97 * len(linked)


def test_what_is_ruled_out_by_numbers_would_not_have_been_merged() -> None:
    with Documents([*MADE[:15], *ideal()[:8]]) as held:
        facts = [fact for doc in held.values() for fact in doc.facts]
        sketches = Sketches(
            [sketch(doc) for doc in held.values()],
            b"".join(vectors(doc) for doc in held.values()),
            [span(doc) for doc in held.values()],
        )
        number = {fact.id: n for n, fact in enumerate(facts)}
        linked = [pair for pair, score in scored(held) if score >= derive.CUT]
        ones, others = (np.array([number[pair[side]] for pair in linked]) for side in (0, 1))
        near = sketches.worth(ones, others)
        for (one, other), kept in zip(linked, near, strict=True):
            f, g = facts[number[one]], facts[number[other]]
            assert kept or (f.lemma != g.lemma and (meaning(f, g) or 1.0) < weights.ALIKE_STATEMENTS)


def test_alike_articles_are_found_whatever_is_looked_at_together(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(3)
    stories = rng.integers(-9, 10, (9, 384))
    sums = (stories[rng.integers(0, 9, 300)] * 4 + rng.integers(-40, 41, (300, 384))).astype(np.float32)
    whole = rng.random(300) > 0.1
    sums[~whole] = 0
    names = [np.unique(rng.integers(0, 30, 6)) for _ in range(300)]
    monkeypatch.setattr(alike, "WINDOW", 40)
    monkeypatch.setattr(alike, "ALIKE", 5)
    every = set(Outlines(sums, whole, names).near(0, 300))
    assert len(every) > 300
    assert all(0 < abs(one - other) <= 40 for one, other in every)
    part = Outlines(sums[60:200], whole[60:200], names[60:200])
    assert {(one + 60, other + 60) for one, other in part.near(40, 100)} == {
        pair for pair in every if 100 <= pair[0] < 160
    }


@given(tables)
@settings(deadline=None)
def test_asking_for_unknown_pairs_gives_what_knowing_them_gives(table: dict[tuple[str, str], int]) -> None:
    strong = {pair: score for pair, score in table.items() if score >= UNIT // 2}
    asked = average_link(
        ITEMS, dict(strong), UNIT // 2, lambda pairs: {p: table[p] for p in pairs if p in table}
    )
    # Merged only where the mean of all pairs, not of the known ones, is high enough.
    for group in asked:
        if len(group) == 2:
            assert table[group[0], group[1]] >= UNIT // 2
        assert len(group) < 2 or any(pair in strong for pair in combinations(group, 2))
    assert sorted(name for group in asked for name in group) == ITEMS


def test_a_large_component_counts_pairs_that_nothing_brought_together() -> None:
    # A chain of neighbours at 0.6: all else unknown, and in truth alike.
    names = [f"n{n:03}" for n in range(60)]
    chain = dict.fromkeys(pairwise(names), 6 * UNIT // 10)
    alone = average_link(names, dict(chain), UNIT // 2)
    together = average_link(names, dict(chain), UNIT // 2, lambda pairs: dict.fromkeys(pairs, 6 * UNIT // 10))
    assert len(alone) > 20
    assert together == [names]
    assert linkage.SAMPLE < 60


@given(st.lists(st.tuples(st.integers(0, 29), st.integers(0, 29)), max_size=40))
def test_components_are_named_by_their_smallest_member(links: list[tuple[int, int]]) -> None:
    ones = np.array([a for a, _ in links], dtype=np.int64)
    others = np.array([b for _, b in links], dtype=np.int64)
    found = number_components(30, ones, others).tolist()
    names = [f"{n:02}" for n in range(30)]
    groups = linkage.components(names, [(names[a], names[b]) for a, b in links])
    assert [names[n] for n in found] == [next(g[0] for g in groups if name in g) for name in names]


def test_the_curve_is_told_and_drawn() -> None:
    points = [Point(n, 0.001 * n, 0.009 * n, 0.5, 0.6, 50 + n / 100, n / 20) for n in (100, 1000, 10000)]
    assert exponent(points) == pytest.approx(1.0)
    assert table(points).splitlines()[-1] == "growth exponent 1.00"
    drawn = plot([(p.articles, p.add + p.derive, p.peak) for p in points])
    assert drawn.startswith("<svg ")
    assert drawn.count("<circle ") == 6


def test_made_readings_are_of_their_articles(tmp_path: Path) -> None:
    with Record.open(tmp_path / "r.db") as record:
        assert all(record.add(*made) for made in MADE)
        assert record.counts().copies
        assert record.counts().claims < record.counts().statements
