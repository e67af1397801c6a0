"""Sentences, tags and dependency trees, from the encoder's scores."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hearsay.reading.encoder import Encoded, Floats

Ints = NDArray[np.int64]


class Syntax(NamedTuple):
    """Tags and trees of a text. Arrays have one entry a word; ``head`` of a root is the word itself."""

    #: First words of the sentences, and the number of words last.
    edges: Ints
    #: Number of each word's sentence.
    sentence: Ints
    forms: list[str]
    upos: list[str]
    xpos: list[str]
    head: Ints
    relation: list[str]
    #: The dependents of each word that has any, in order.
    dependents: dict[int, list[int]]
    #: How many words stand above each word in its tree.
    depth: list[int]

    def sentences(self) -> list[tuple[int, int]]:
        """Ranges of words, one a sentence."""
        return list(zip(self.edges[:-1].tolist(), self.edges[1:].tolist(), strict=True))

    def children(self, word: int) -> list[int]:
        """Words that depend on a word, in order."""
        return self.dependents.get(word, [])

    def subtree(self, word: int) -> list[int]:
        """A word and all that depends on it, in order."""
        out, open_ = [], [word]
        while open_:
            w = open_.pop()
            out.append(w)
            open_.extend(self.children(w))
        return sorted(out)


def sentence_edges(encoded: Encoded) -> Ints:
    """First words of sentences; a line opens one always."""
    scores = encoded.tags("sentence")
    starts = (scores[:, 1] > scores[:, 0]) | encoded.words.opens | _after_stops(encoded)
    if len(starts):
        starts[0] = True
    return np.concatenate((np.flatnonzero(starts), [len(starts)])).astype(np.int64)


def _after_stops(encoded: Encoded) -> NDArray[np.bool_]:
    """Words with a capital behind a full stop of its own: abbreviations and initials keep theirs (see words.py)."""
    forms, spaced = encoded.words.forms, encoded.words.spaced
    out = np.zeros(len(forms), bool)
    for w in range(2, len(forms)):
        if forms[w - 1] in _STOPS and spaced[w] and forms[w][0].isupper() and not spaced[w - 1]:
            # "no. Smith", "Jan. 5": what is short before a stop may be cut off.
            out[w] = len(forms[w - 2]) > 2 or not forms[w - 2].isalpha()
    return out


_STOPS = frozenset([".", "!", "?"])


def read_syntax(encoded: Encoded, edges: Ints | None = None) -> Syntax:
    """Tag and parse; ``edges`` gives sentences that are known."""
    if edges is None:
        edges = sentence_edges(encoded)
    heads = encoded.encoder.heads
    count = len(encoded)
    sentence = np.zeros(count, np.int64)
    head = np.arange(count)
    arc_word, arc_head = encoded.part("arc_word"), encoded.part("arc_head")
    for number, (a, b) in enumerate(zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True)):
        sentence[a:b] = number
        # A line of thousands of words without a stop is no sentence; it is parsed in pieces.
        for c in range(a, b, 400):
            d = min(b, c + 400)
            head[c:d] = c + tree(arc_word[c:d] @ arc_head[c:d].T)
    chosen = encoded.part("relation_word") + encoded.part("relation_head")[head]
    arrays = encoded.encoder.arrays
    scores = _gelu(chosen) @ arrays["relation"].T + arrays["relation_bias"]
    root = heads["relation"].index("root")
    scores[:, root] -= 1e4
    relation = scores.argmax(-1)
    relation[head == np.arange(count)] = root
    above = head.tolist()
    dependents: dict[int, list[int]] = {}
    for w, h in enumerate(above):
        if h != w:
            dependents.setdefault(h, []).append(w)
    return Syntax(
        edges,
        sentence,
        encoded.words.forms,
        [heads["upos"][i] for i in encoded.tags("upos").argmax(-1).tolist()],
        [heads["xpos"][i] for i in encoded.tags("xpos").argmax(-1).tolist()],
        head,
        [heads["relation"][i] for i in relation.tolist()],
        dependents,
        _depths(above),
    )


def _depths(above: list[int]) -> list[int]:
    depth = [-1] * len(above)
    for w in range(len(above)):
        path = []
        while depth[w] < 0 and above[w] != w:
            path.append(w)
            w = above[w]
        depth[w] = max(depth[w], 0)
        for v in reversed(path):
            depth[v] = depth[above[v]] + 1
    return depth


def _gelu(x: Floats) -> Floats:
    # The error function by Abramowitz and Stegun's 7.1.26, to seven digits.
    z = np.abs(x) * np.float32(0.70710678)
    t = 1 / (1 + np.float32(0.3275911) * z)
    poly = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
    erf = np.sign(x) * (1 - poly * np.exp(-z * z))
    out: Floats = (x * 0.5 * (1 + erf)).astype(np.float32)
    return out


def tree(scores: Floats) -> Ints:
    """Heads of a sentence's words from arc scores [word, head]; the one root is its own head, and no cycle stands."""
    count = len(scores)
    heads: Ints = scores.argmax(1).astype(np.int64)
    roots = np.flatnonzero(heads == np.arange(count))
    if len(roots) != 1:
        own = (
            np.diagonal(scores) - np.where(np.eye(count, dtype=bool), -np.inf, scores).max(1)
            if count > 1
            else np.zeros(1)
        )
        root = int(own.argmax())
        without = scores.copy()
        np.fill_diagonal(without, -np.inf)
        if count > 1:
            heads = without.argmax(1).astype(np.int64)
        heads[root] = root
    else:
        root = int(roots[0])
    if _cycle(heads, root) is None:
        return heads
    from_ = np.where(np.eye(count, dtype=bool), -np.inf, scores).astype(np.float64)
    return _maximum_tree(from_, root)


def _cycle(heads: Ints, root: int) -> list[int] | None:
    """Some cycle that does not hold the root, or None."""
    above = heads.tolist()
    state = [0] * len(above)
    state[root] = 2
    for start in range(len(above)):
        path, w = [], start
        while state[w] == 0:
            state[w] = 1
            path.append(w)
            w = above[w]
        if state[w] == 1:
            return path[path.index(w) :]
        for v in path:
            state[v] = 2
    return None


def _maximum_tree(scores: NDArray[np.float64], root: int) -> Ints:
    """Chu and Liu's, and Edmonds's, maximum spanning tree: ``scores`` [word, head], no word its own head but the root."""
    count = len(scores)
    heads: Ints = np.where(np.arange(count) == root, root, scores.argmax(1))
    cycle = _cycle(heads, root)
    if cycle is None:
        return heads
    inside = np.zeros(count, bool)
    inside[cycle] = True
    rest = np.flatnonzero(~inside)
    size = len(rest) + 1
    small = np.full((size, size), -np.inf)
    small[:-1, :-1] = scores[np.ix_(rest, rest)]
    kept = scores[cycle, heads[cycle]]
    # Into the cycle: the gain of breaking it at a word. Out of it: its best word as head.
    entering = scores[cycle][:, rest] - kept[:, None]
    leaving = scores[rest][:, cycle]
    small[-1, :-1] = entering.max(0) + kept.sum()
    small[:-1, -1] = leaving.max(1)
    solved = _maximum_tree(small, int(np.flatnonzero(rest == root)[0]))
    out = heads.copy()
    for k, w in enumerate(rest):
        if w != root:
            h = int(solved[k])
            out[w] = rest[h] if h < size - 1 else cycle[int(leaving[k].argmax())]
    entry = int(solved[-1])
    broken = cycle[int(entering[:, entry].argmax())]
    out[broken] = rest[entry]
    return out
