"""Trees from arc scores: one root, nothing goes round in circles, and the best heads wherever those make a tree."""

from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from hearsay.reading.syntax import tree


def is_tree(heads: list[int]) -> bool:
    """Whether every word leads to the one that is its own head."""
    if sum(w == h for w, h in enumerate(heads)) != 1:
        return False
    for w in range(len(heads)):
        for _ in heads:
            w = heads[w]
        if heads[w] != w:
            return False
    return True


def drawn(seed: int, count: int) -> NDArray[np.float32]:
    return np.random.default_rng(seed).normal(size=(count, count)).astype(np.float32)


@given(st.integers(0, 2**32 - 1), st.integers(1, 30))
def test_whatever_the_scores_there_is_a_tree(seed: int, count: int) -> None:
    scores = drawn(seed, count)
    heads = tree(scores)
    assert len(heads) == count
    assert is_tree(heads)
    greedy = scores.argmax(1).tolist()
    if is_tree(greedy):
        assert heads == greedy


@settings(max_examples=40)
@given(st.integers(0, 2**32 - 1), st.integers(2, 5))
def test_with_a_root_that_is_known_the_tree_is_the_best_one(seed: int, count: int) -> None:
    scores = drawn(seed, count)
    # A word that stands by itself beyond doubt, as no other does.
    np.fill_diagonal(scores, -50)
    scores[0, 0] = 50
    heads = tree(scores)
    trees = [
        list(heads) for heads in product(range(count), repeat=count) if is_tree(list(heads)) and heads[0] == 0
    ]

    def total(heads: list[int]) -> float:
        return float(sum(scores[w, h] for w, h in enumerate(heads)))

    assert total(heads) == max(map(total, trees))
