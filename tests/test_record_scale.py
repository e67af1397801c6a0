"""What makes a long record affordable changes nothing that it says."""

from __future__ import annotations

from itertools import combinations, pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.made_readings import made_readings
from benchmarks.scale import Point, exponent, table
from benchmarks.scale_plot import plot
from hearsay.record import Record, derive, documents, linkage, shingles
from hearsay.record.candidates import Candidates, block_keys
from hearsay.record.documents import Documents
from hearsay.record.linkage import UNIT, average_link, number_components

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
    assert exported(tmp_path / "other") == whole


def test_statements_that_share_a_key_and_a_predicate_meet() -> None:
    with Documents(MADE) as held:
        found = Candidates(held, ())
        pairs = set(found.pairs(found.codes))
        assert set(found.pairs(found.near(3))) == pairs
        facts = [(fact, set(block_keys(fact, doc))) for doc in held.values() for fact in doc.facts]
        for (f, left), (g, right) in combinations(facts, 2):
            if left & right and f.lemma == g.lemma:
                assert (min(f.id, g.id), max(f.id, g.id)) in pairs


def test_missing_pairs_are_those_that_are_no_candidates() -> None:
    with Documents(MADE[:3]) as held:
        found = Candidates(held, ())
    every = np.arange(found.count**2, dtype=np.int64)
    assert set(found.missing(every).tolist()) == set(every.tolist()) - set(found.codes.tolist())


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
    points = [Point(n, 0.001 * n, 0.009 * n, 0.5, 50 + n / 100) for n in (100, 1000, 10000)]
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
