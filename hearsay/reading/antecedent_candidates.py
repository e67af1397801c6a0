"""Which earlier mentions a pronoun or phrase may point back to: those that the encoder's own pair scores put first,
and those with its noun.

Worked out for some mentions at a time, each with what stands within reach: a long text takes no more memory a word
than a short one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hearsay.reading.encoder import Encoded, Floats, Ints
from hearsay.reading.mentions import Found

Marks = NDArray[np.bool_]

#: Words back in which an antecedent is looked for.
REACH = 400
#: Candidates of each mention. On GUM's training part one pronoun in thirty has its antecedent beyond them.
CANDIDATES = 16
#: Mentions that are looked at together.
BLOCK = 256
#: The score of what is no candidate.
NONE = -20.0


class Candidates(NamedTuple):
    """The candidates of ``k`` mentions, ``c`` each, the likeliest by the encoder first."""

    #: Their indices, [k, c]; -1 where there are fewer.
    at: Ints
    #: The encoder's scores of them, [k, c], and of having no antecedent, [k, 1].
    score: Floats
    alone: Floats
    #: Where the mention's noun is in their name, in their title, or theirs, [k, c] each.
    named: Marks
    titled: Marks
    same: Marks


class Nearby:
    """Finds the candidates of mentions of one text."""

    def __init__(
        self,
        encoded: Encoded,
        mentions: Sequence[Found],
        group: Sequence[int],
        nouns: Sequence[frozenset[str]],
        barred: Marks,
    ) -> None:
        """``group`` numbers the names; ``nouns`` are those that mentions are known by; ``barred`` may be nobody's antecedent."""
        self._encoded, self._barred = encoded, barred
        self._head = np.array([m.head for m in mentions], np.int64)
        self._first = np.array([m.first for m in mentions], np.int64)
        self._last = np.array([m.last for m in mentions], np.int64)
        self._group = np.array(group, np.int64)
        #: For each phrase the number of its noun, else -1; for each noun the groups that bear it, in a name or title.
        self._noun = np.full(len(mentions), -1, np.int64)
        self._number: dict[str, int] = {}
        self._within: dict[str, set[int]] = defaultdict(set)
        self._titles: dict[str, set[int]] = defaultdict(set)
        for i, m in enumerate(mentions):
            if m.type == "NOM":
                (own,) = nouns[i]
                self._noun[i] = self._number.setdefault(own, len(self._number))
            elif m.type != "PRON":
                for title in nouns[i]:
                    self._titles[title].add(group[i])
                for word in m.text.lower().split():
                    self._within[word].add(group[i])
        # Where one mention of a name has a title, all of them have.
        self._borne = [
            [(self._number[own], [*groups[own]]) for own in groups.keys() & self._number.keys()]
            for groups in (self._within, self._titles)
        ]
        arrays, encoder = encoded.encoder.arrays, encoded.encoder
        self._reach = arrays["reach"][encoder.distance_bucket(np.arange(REACH + 1))]

    def of(self, rows: Ints) -> Candidates:
        """The candidates of some mentions, by index, in order."""
        blocks = [self._block(rows[a : a + BLOCK]) for a in range(0, len(rows), BLOCK)]
        if not blocks:
            none = np.zeros((0, CANDIDATES), bool)
            zero = np.zeros((0, CANDIDATES), np.float32)
            return Candidates(none.astype(np.int64), zero, zero[:, :1], none, none, none)
        return Candidates(*(np.concatenate(parts) for parts in zip(*blocks, strict=True)))

    def _block(self, rows: Ints) -> Candidates:
        heads = self._head[rows]
        near = np.flatnonzero(self._head[: rows[-1] + 1] >= heads.min() - REACH)
        these = slice(int(near[0]), int(rows[-1]) + 1)
        scores, alone = self._scores(heads, these)
        named, titled, same = self._by_noun(rows, these)
        first, last = self._first[these], self._last[these]
        early = np.arange(these.start, these.stop)[None] < rows[:, None]
        early &= ~self._barred[these] & (heads[:, None] - self._head[these] <= REACH)
        # "His" of "his deputy" is not the deputy, nor is the deputy's boss, of "the deputy's boss".
        early &= (first < self._first[rows][:, None]) & (last <= self._first[rows][:, None])
        sought = np.where(early, scores + np.where(named | titled | same, 1000.0, 0.0), -np.inf)
        at = np.argsort(-sought, 1, kind="stable")[:, :CANDIDATES]
        own = np.where(np.take_along_axis(early, at, 1), np.take_along_axis(scores, at, 1), -np.inf)
        at = np.take_along_axis(at, np.argsort(-own, 1, kind="stable"), 1)
        some = np.take_along_axis(early, at, 1)
        own = np.where(some, np.take_along_axis(scores, at, 1), NONE)
        nouns = (np.take_along_axis(a, at, 1) & some for a in (named, titled, same))
        short = ((0, 0), (0, CANDIDATES - at.shape[1]))
        return Candidates(
            np.pad(np.where(some, at + these.start, -1), short, constant_values=-1),
            np.pad(own, short, constant_values=NONE),
            alone,
            *(np.pad(a, short) for a in nouns),
        )

    def _by_noun(self, rows: Ints, these: slice) -> tuple[Marks, Marks, Marks]:
        noun, group, sought = self._noun[these], self._group[these], self._noun[rows]
        same = (sought[:, None] == noun) & (sought >= 0)[:, None]
        found = np.zeros((2, *same.shape), bool)
        for marked, borne in zip(found, self._borne, strict=True):
            for number, groups in borne:
                if (which := sought == number).any():
                    marked[which] = np.isin(group, groups)
        return found[0], found[1], same

    def _scores(self, heads: Ints, these: slice) -> tuple[Floats, Floats]:
        """The encoder's scores of pairs, and of having no antecedent."""
        anaphor, antecedent = self._encoded.part("anaphor")[heads], self._encoded.part("antecedent")
        arrays = self._encoded.encoder.arrays
        before = self._head[these]
        distance = np.clip(heads[:, None] - before, 0, REACH)
        alone = anaphor @ arrays["alone"] + arrays["alone_bias"]
        return anaphor @ antecedent[before].T + self._reach[distance], alone[:, None]
