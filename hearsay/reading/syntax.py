"""Sentences, tags and dependency trees, from the encoder's scores."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from hearsay.reading.encoder import Encoded, Floats

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Syntax:
    """Tags and trees of a text. Sequences have one entry a word; ``head`` of a root is the word itself.

    Lists, since they are asked for one word at a time: a list gives an integer sooner than an array does.
    """

    #: First words of the sentences, and the number of words last.
    edges: Ints
    #: Number of each word's sentence.
    sentence: list[int]
    forms: list[str]
    #: The forms in small letters.
    low: list[str]
    upos: list[str]
    xpos: list[str]
    head: list[int]
    relation: list[str]
    #: The dependents of each word, in order.
    dependents: list[list[int]]
    #: How many words stand above each word in its tree.
    depth: list[int]

    def sentences(self) -> list[tuple[int, int]]:
        """Ranges of words, one a sentence."""
        return list(pairwise(self.edges.tolist()))

    def children(self, word: int) -> list[int]:
        """Words that depend on a word, in order."""
        return self.dependents[word]

    def subtree(self, word: int) -> list[int]:
        """A word and all that depends on it, in order."""
        dependents, out = self.dependents, [word]
        for w in out:
            out += dependents[w]
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
    sentence: list[int] = []
    above: list[int] = []
    arc_word, arc_head = encoded.part("arc_word"), encoded.part("arc_head")
    for number, (a, b) in enumerate(pairwise(edges.tolist())):
        sentence += [number] * (b - a)
        # A line of thousands of words without a stop is no sentence; it is parsed in pieces.
        for c in range(a, b, 400):
            d = min(b, c + 400)
            above += [h + c for h in tree(arc_word[c:d] @ arc_head[c:d].T)]
    head = np.array(above, np.int64)
    chosen = encoded.part("relation_word") + encoded.part("relation_head")[head]
    arrays = encoded.encoder.arrays
    scores = _gelu(chosen) @ arrays["relation"].T + arrays["relation_bias"]
    root = heads["relation"].index("root")
    scores[:, root] -= 1e4
    relation = scores.argmax(-1)
    relation[head == np.arange(count)] = root
    dependents: list[list[int]] = [[] for _ in above]
    roots = []
    for w, h in enumerate(above):
        if h != w:
            dependents[h].append(w)
        else:
            roots.append(w)

    def named(labels: tuple[str, ...], numbers: Ints) -> list[str]:
        return [labels[i] for i in numbers.tolist()]

    return Syntax(
        edges,
        sentence,
        encoded.words.forms,
        [form.lower() for form in encoded.words.forms],
        named(heads["upos"], encoded.tags("upos").argmax(-1)),
        named(heads["xpos"], encoded.tags("xpos").argmax(-1)),
        above,
        named(heads["relation"], relation),
        dependents,
        _depths(dependents, roots),
    )


def _depths(dependents: list[list[int]], roots: list[int]) -> list[int]:
    depth = [0] * len(dependents)
    order = [*roots]
    for w in order:
        for c in dependents[w]:
            depth[c] = depth[w] + 1
        order += dependents[w]
    return depth


def _gelu(x: Floats) -> Floats:
    out = np.empty_like(x)
    # As much at a time as the processor's nearest memory holds.
    for a in range(0, len(x), 64):
        some = x[a : a + 64]
        # The error function by Abramowitz and Stegun's 7.1.26, to seven digits.
        z = np.abs(some) * np.float32(0.70710678)
        t = 1 / (1 + np.float32(0.3275911) * z)
        poly = t * (
            0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429)))
        )
        erf = np.sign(some) * (1 - poly * np.exp(-z * z))
        out[a : a + 64] = some * 0.5 * (1 + erf)
    return out


def tree(scores: Floats) -> list[int]:
    """Heads of a sentence's words from arc scores [word, head]; the one root is its own head, and no cycle stands."""
    count = len(scores)
    heads: list[int] = scores.argmax(1).tolist()
    roots = [w for w, h in enumerate(heads) if h == w]
    if len(roots) == 1:
        root = roots[0]
    else:
        own = (
            np.diagonal(scores) - np.where(np.eye(count, dtype=bool), -np.inf, scores).max(1)
            if count > 1
            else np.zeros(1)
        )
        root = int(own.argmax())
        without = scores.copy()
        np.fill_diagonal(without, -np.inf)
        if count > 1:
            heads = without.argmax(1).tolist()
        heads[root] = root
    if _cycle(heads, root) is None:
        return heads
    from_ = np.where(np.eye(count, dtype=bool), -np.inf, scores).astype(np.float64)
    found: list[int] = _maximum_tree(from_, root).tolist()
    return found


def _cycle(above: list[int], root: int) -> list[int] | None:
    """Some cycle that does not hold the root, or None."""
    state = [0] * len(above)
    state[root] = -1
    for start in range(len(above)):
        # Words seen from one start bear its number; what another start saw leads to the root.
        w = start
        while not state[w]:
            state[w] = start + 1
            w = above[w]
        if state[w] == start + 1:
            path = [w]
            while above[path[-1]] != w:
                path.append(above[path[-1]])
            return path
    return None


def _maximum_tree(scores: NDArray[np.float64], root: int) -> Ints:
    """Chu and Liu's, and Edmonds's, maximum spanning tree: ``scores`` [word, head], no word its own head but the root."""
    count = len(scores)
    heads: Ints = np.where(np.arange(count) == root, root, scores.argmax(1))
    cycle = _cycle(heads.tolist(), root)
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
