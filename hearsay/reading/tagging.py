"""Scores of words made into labels: spans by BIO, decoded over whole stretches at once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from hearsay.reading.encoder import Floats

_NEVER = np.float32(-1e4)


def best_paths(scores: Sequence[Floats], labels: tuple[str, ...]) -> list[NDArray[np.int64]]:
    """Best label sequences of some stretches, [words, labels] each -> [words] each.

    An ``I-X`` follows only ``B-X`` or ``I-X`` and nothing else is forbidden. The best label of each word, where these
    obey that, is the best sequence; the words about those that do not are decoded (Viterbi), and fit in unless what
    is best there does not go with the words beside it: then the whole stretch is decoded.
    """
    edges = np.concatenate(([0], np.cumsum([len(s) for s in scores]))).astype(np.int64)
    if not edges[-1]:
        return [np.zeros(0, np.int64) for _ in scores]
    flat = np.concatenate(scores)
    path: NDArray[np.int64] = flat.argmax(-1).astype(np.int64)
    some: list[tuple[int, int]] = []
    places = _forbidden(path, edges, labels)
    stretch = np.searchsorted(edges, places, side="right")
    firsts, lasts = edges[stretch - 1], edges[stretch]
    for t, first, last in zip(places.tolist(), firsts.tolist(), lasts.tolist(), strict=True):
        a, b = max(first, t - _ABOUT), min(last, t + _ABOUT + 1)
        if some and first < some[-1][1] and a <= some[-1][1]:
            a = some.pop()[0]
        some.append((a, b))
    opens = np.isin([a for a, _ in some], edges)
    for (a, b), better in zip(some, _decoded([flat[a:b] for a, b in some], labels, opens), strict=True):
        path[a:b] = better
    still = np.unique(np.searchsorted(edges, _forbidden(path, edges, labels), side="right"))
    whole = [(int(edges[i - 1]), int(edges[i])) for i in still]
    for (a, b), better in zip(whole, _decoded([flat[a:b] for a, b in whole], labels), strict=True):
        path[a:b] = better
    return [path[a:b] for a, b in pairwise(edges.tolist())]


#: Words on each side of a forbidden label that are decoded anew.
_ABOUT = 8


def _forbidden(
    path: NDArray[np.int64], edges: NDArray[np.int64], labels: tuple[str, ...]
) -> NDArray[np.int64]:
    """Places of inner labels that do not go on what stands before; a stretch begins at each edge."""
    opening, inner = _inner(labels)
    opens = np.full(len(labels), -1)
    opens[inner] = opening
    before = np.concatenate(([-2], path[:-1]))
    before[edges[:-1][edges[:-1] < len(path)]] = -2
    found: NDArray[np.int64] = np.flatnonzero((opens[path] >= 0) & (before != path) & (before != opens[path]))
    return found


def _decoded(
    scores: Sequence[Floats], labels: tuple[str, ...], opens: NDArray[np.bool_] | None = None
) -> list[NDArray[np.int64]]:
    """Best sequences of some stretches by Viterbi.

    A step needs the best of all labels and the better of two for each inner one, not a table of transitions. A
    stretch that does not open one (``opens``) may begin with any label.
    """
    if not scores:
        return []
    opening, inner = _inner(labels)
    lengths = np.array([len(s) for s in scores])
    order = np.argsort(-lengths, kind="stable")
    longest = int(lengths.max())
    padded = np.zeros((len(scores), longest, len(labels)), np.float32)
    for row, i in enumerate(order):
        padded[row, : lengths[i]] = scores[i]
    alive: list[int] = (lengths[order, None] > np.arange(longest)).sum(0).tolist()
    out = np.zeros((len(scores), longest), np.int64)
    if not longest:
        return [out[0, :0]] * len(scores)
    best = padded[:, 0].copy()
    best[np.ix_(np.ones(len(scores), bool) if opens is None else opens[order], inner)] = _NEVER
    ends = best.copy()
    opened, inside = _stride(opening), _stride(inner)
    top = np.zeros((longest, len(scores)), np.int16)
    goes_on = np.zeros((longest, len(scores), len(inner)), bool)
    for t in range(1, longest):
        n = alive[t]
        now, more = best[:n], padded[:n, t]
        top[t, :n] = now.argmax(1)
        begun, within = now[:, opened], now[:, inside]
        np.greater(within, begun, out=goes_on[t, :n])
        best = np.maximum.reduce(now, 1)[:, None] + more
        best[:, inside] = np.maximum(begun, within) + more[:, inside]
        ends[:n] = best
    # The label before each label, wherever the best sequence comes by.
    before = np.repeat(top[:, :, None], len(labels), 2)
    before[:, :, inside] = np.where(goes_on, inner, opening)
    rows = np.arange(len(scores))
    out[rows, np.maximum(lengths[order] - 1, 0)] = ends.argmax(1)
    for t in range(longest - 1, 0, -1):
        n = alive[t]
        out[:n, t - 1] = before[t, rows[:n], out[:n, t]]
    found = [out[0, :0]] * len(scores)
    for row, i in enumerate(order):
        found[i] = out[row, : lengths[i]]
    return found


def _stride(places: NDArray[np.int64]) -> slice | NDArray[np.int64]:
    """Places that lie evenly apart as a slice, which numpy takes sooner."""
    steps = np.diff(places)
    if len(steps) and steps[0] > 0 and (steps == steps[0]).all():
        return slice(int(places[0]), int(places[-1]) + 1, int(steps[0]))
    return places


@lru_cache(maxsize=16)
def _inner(labels: tuple[str, ...]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Labels that go on a span, and for each the one that opens it."""
    number = {label: i for i, label in enumerate(labels)}
    pairs = [
        (number["B" + label[1:]], i) for label, i in number.items() if label == "I" or label.startswith("I-")
    ]
    return np.array([b for b, _ in pairs]), np.array([i for _, i in pairs])


def bio_path(scores: Floats, labels: tuple[str, ...]) -> NDArray[np.int64]:
    """Best labels of one long stretch, [words, labels] -> [words].

    Greedy labels are kept where they obey BIO; the few runs about those that do not are decoded anew.
    """
    path: NDArray[np.int64] = scores.argmax(-1).astype(np.int64)
    if not len(path):
        return path
    opening, inner = _inner(labels)
    outside = labels.index("O")
    opens = np.full(len(labels), -1)
    opens[inner] = opening
    before = np.concatenate(([outside], path[:-1]))
    bad = np.flatnonzero((opens[path] >= 0) & (before != path) & (before != opens[path]))
    runs: list[tuple[int, int]] = []
    for t in bad.tolist():
        if runs and t < runs[-1][1]:
            continue
        a, b = t, t + 1
        while a > 0 and path[a - 1] != outside:
            a -= 1
        while b < len(path) and path[b] != outside:
            b += 1
        runs.append((a, b))
    for (a, b), better in zip(runs, _decoded([scores[a:b] for a, b in runs], labels), strict=True):
        path[a:b] = better
    # A run that was decoded anew may end in what the next one goes on with: that opens a span now.
    before = np.concatenate(([outside], path[:-1]))
    bad = np.flatnonzero((opens[path] >= 0) & (before != path) & (before != opens[path]))
    path[bad] = opens[path[bad]]
    return path


def spans_of(path: NDArray[np.int64], labels: tuple[str, ...]) -> list[tuple[int, int, str]]:
    """Spans (first, last exclusive, type) of a label sequence; the type of a bare ``B`` is ""."""
    return spans_of_all([path], labels)[0]


def spans_of_all(
    paths: Sequence[NDArray[np.int64]], labels: tuple[str, ...]
) -> list[list[tuple[int, int, str]]]:
    """The spans of each of some label sequences, as :func:`spans_of` gives them, places counted from each one's first."""
    out: list[list[tuple[int, int, str]]] = [[] for _ in paths]
    edges = np.cumsum([0, *map(len, paths)])
    if not edges[-1]:
        return out
    flat = np.concatenate(paths)
    follows, types = _openings(labels)
    inner = follows[flat]
    starts = np.flatnonzero(inner >= 0)
    if not len(starts):
        return out
    # Where a label differs from the one before it, or a sequence begins.
    fresh = np.ones(len(flat) + 1, bool)
    np.not_equal(flat[1:], flat[:-1], out=fresh[1:-1])
    fresh[edges] = True
    changes = np.flatnonzero(fresh)
    number = np.searchsorted(edges, starts, side="right") - 1
    ends = starts + 1
    longer = np.flatnonzero(ends < edges[number + 1])
    longer = longer[flat[ends[longer]] == inner[starts[longer]]]
    ends[longer] = changes[np.searchsorted(changes, ends[longer], side="right")]
    for i, a, b, label in zip(
        number.tolist(),
        (starts - edges[number]).tolist(),
        (ends - edges[number]).tolist(),
        flat[starts].tolist(),
        strict=True,
    ):
        out[i].append((a, b, types[label]))
    return out


@lru_cache(maxsize=16)
def _openings(labels: tuple[str, ...]) -> tuple[NDArray[np.int64], tuple[str, ...]]:
    """For each label the one that goes on with the span that it opens, -1 where it opens none; and each one's type."""
    number = {label: i for i, label in enumerate(labels)}
    return (
        np.array([number.get("I" + label[1:], -1) if label[0] == "B" else -1 for label in labels]),
        tuple(label[2:] for label in labels),
    )
