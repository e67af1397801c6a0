"""Labels of words from their scores: the best sequence that BIO allows, found without looking at every one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from hearsay.reading.tagging import best_paths, spans_of, spans_of_all

LABELS = ("O", "B-A", "I-A", "B-B", "I-B", "C")


def best_of_all(scores: NDArray[np.float32]) -> NDArray[np.int64]:
    """The best allowed sequence, by a table of all transitions."""
    may = np.array([[not b.startswith("I-") or a[2:] == b[2:] for b in LABELS] for a in LABELS])
    barred = np.where(may, 0, -np.inf)
    best = np.where([label.startswith("I-") for label in LABELS], -np.inf, scores[0].astype(np.float64))
    before = []
    for row in scores[1:]:
        steps = best[:, None] + barred
        before.append(steps.argmax(0))
        best = steps.max(0) + row
    path = [int(best.argmax())]
    for step in reversed(before):
        path.append(int(step[path[-1]]))
    return np.array(path[::-1])


@given(st.integers(0, 2**32 - 1), st.lists(st.integers(0, 70), max_size=6), st.sampled_from([0.0, 2.0, 6.0]))
def test_the_best_allowed_sequence_is_found(seed: int, lengths: list[int], inner: float) -> None:
    draw = np.random.default_rng(seed)
    stretches = [draw.normal(size=(n, len(LABELS))).astype(np.float32) for n in lengths]
    for stretch in stretches:
        # The more the inner labels stand out, the more of them are forbidden, and the longer are their runs.
        stretch[:, [2, 4]] += inner
    paths = best_paths(stretches, LABELS)
    assert [len(path) for path in paths] == lengths
    for stretch, path in zip(stretches, paths, strict=True):
        if len(stretch):
            np.testing.assert_array_equal(path, best_of_all(stretch))


@pytest.mark.parametrize("far", [3, 40])
def test_a_label_is_mended_by_words_however_far(far: int) -> None:
    scores = np.zeros((far + 2, len(LABELS)), np.float32)
    scores[:, 4] = 5  # inside of B all the way, and nothing opens one
    scores[0, 0] = 9
    scores[1, 3] = 4
    [path] = best_paths([scores], LABELS)
    assert spans_of(path, LABELS) == [(1, far + 2, "B")]
    np.testing.assert_array_equal(path, best_of_all(scores))


def test_nothing_has_no_labels() -> None:
    assert best_paths([], LABELS) == []
    [path] = best_paths([np.zeros((0, len(LABELS)), np.float32)], LABELS)
    assert len(path) == 0


@given(st.lists(st.lists(st.integers(0, len(LABELS) - 1), max_size=12), max_size=5))
def test_spans_open_and_go_on_word_by_word(paths: list[list[int]]) -> None:
    wanted = []
    for path in paths:
        spans: list[tuple[int, int, str]] = []
        for w, label in enumerate(LABELS[i] for i in path):
            if label.startswith("B-"):
                spans.append((w, w + 1, label[2:]))
            elif spans and spans[-1][1] == w and label == f"I-{spans[-1][2]}":
                spans[-1] = (spans[-1][0], w + 1, spans[-1][2])
        wanted.append(spans)
    some = [np.array(path, np.int64) for path in paths]
    assert spans_of_all(some, LABELS) == wanted
    assert [spans_of(path, LABELS) for path in some] == wanted
