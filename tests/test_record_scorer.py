"""The pair scorer: what it may depend on, and what it must tell apart."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hearsay.record.happenings import Floats, Happening, Telling, unit
from hearsay.record.linkage import UNIT
from hearsay.record.scorer import PAIR, STORY, PairScorer, dot

WIDTH = 16
SCORER = PairScorer.load()


def vector(seed: int) -> Floats:
    return unit(np.random.default_rng(seed).normal(size=WIDTH))


def telling(story: int, own: int) -> Telling:
    words = Counter({f"w{story}{n}": 1 + n % 3 for n in range(8)}) + Counter([f"v{own}"])
    mixed = unit(vector(story) * 4 + vector(1000 + own))
    return Telling(mixed, mixed, words, Counter([f"n{story}"]), Counter(), words)


def happening(at: int, lemma: str, kind: int, own: int) -> Happening:
    mixed = unit(vector(2000 + kind) * 3 + vector(3000 + own))
    names = frozenset({f"name{kind}"})
    return Happening(
        at, lemma, lemma, f"{lemma}.01", "VERB", mixed, vector(sum(map(ord, lemma))), mixed,
        Counter([f"s{kind}", lemma]), names, frozenset(), names, names, mixed, None,
    )  # fmt: skip


TELLINGS = [telling(n // 3, n) for n in range(6)]
HAPPENINGS = [
    happening(n % 6, ("sink", "strand", "sail")[n % 3], (n % 6) // 3 * 3 + n % 3, n) for n in range(18)
]


def scores(tellings: list[Telling], happenings: list[Happening]) -> dict[frozenset[int], int]:
    """Scores by the identity of the happenings, which order does not change."""
    found = SCORER.score(SCORER.pile(tellings, happenings))
    return {frozenset((id(happenings[i]), id(happenings[j]))): score for i, j, score in found}


@settings(max_examples=15, deadline=None)
@given(st.permutations(range(len(HAPPENINGS))))
def test_scores_do_not_depend_on_the_order_of_mentions(order: list[int]) -> None:
    assert scores(TELLINGS, [HAPPENINGS[n] for n in order]) == scores(TELLINGS, HAPPENINGS)


@settings(max_examples=10, deadline=None)
@given(st.sets(st.integers(0, 17), min_size=2))
def test_a_pair_s_score_does_not_depend_on_what_else_is_there(keep: set[int]) -> None:
    whole = scores(TELLINGS, HAPPENINGS)
    part = scores(TELLINGS, [HAPPENINGS[n] for n in sorted(keep)])
    assert part.items() <= whole.items()


def test_scores_are_probabilities() -> None:
    found = scores(TELLINGS, HAPPENINGS)
    assert found
    assert all(0 <= score <= UNIT for score in found.values())


def test_one_event_in_one_story_is_likelier_than_two() -> None:
    one, like = happening(0, "sink", 1, 50), happening(1, "sink", 1, 51)
    other = happening(1, "sail", 2, 52)
    found = scores(TELLINGS, [one, like, other])
    assert found[frozenset((id(one), id(like)))] > SCORER.cut
    assert found.get(frozenset((id(one), id(other))), 0) < SCORER.cut


def test_articles_that_are_not_alike_are_not_compared() -> None:
    assert not scores(TELLINGS, [happening(0, "sink", 1, 1), happening(3, "sink", 1, 1)])


def test_nothing_gives_nothing() -> None:
    assert list(SCORER.score(SCORER.pile([], []))) == []


@given(st.dictionaries(st.text(max_size=3), st.integers(1, 9), max_size=9))
def test_weighted_words_have_unit_length(counts: dict[str, int]) -> None:
    weighed = SCORER.rarity.weigh(counts)
    length = dot(weighed, weighed)
    assert length == pytest.approx(1.0) or not any(weighed.values())


def test_weights_of_another_version_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "old.npz"
    np.savez(path, story=np.zeros(len(STORY)), pair=np.zeros(len(PAIR) + 1))
    with pytest.raises(ValueError, match=r"old\.npz"):
        PairScorer.load(path)
