"""The trained pair scorer: how likely two mentions of events, anywhere in a pile of articles, are of one event.

Two logistic regressions. The first asks of two articles whether they tell one story; the second asks of two
mentions whether they are one happening, and knows the first one's answer. A pair's probability depends on the
two articles alone, so that clusters do not depend on the order in which articles came.

The weights are made by ``python -m training pairs``.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from hearsay.record.happenings import Floats, Happening, Telling
from hearsay.record.linkage import UNIT

Doubles = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

WEIGHTS = Path(__file__).parent / "pair_weights.npz"
#: Buckets of the frozen table of document frequencies.
BUCKETS = 1 << 15
#: Likeness of two articles (mean of the cosines of vectors and of weighted words) from which their mentions are
#: compared at all. A threshold is symmetric: a new article takes no old one's neighbour away.
ALIKE = 0.33
#: Mentions of different lemmas are compared from this cosine of their vectors on.
NEAR = 0.3
#: Pairs scored at a time.
BATCH = 1 << 15

STORY = (
    "vector", "words", "vector squared", "words squared", "vector and words", "lead", "names", "names squared",
    "numbers", "deeds",
)  # fmt: skip
PAIR = (
    "context", "own", "sentence", "words", "same lemma", "same stem", "same roleset", "same tag", "rare",
    "context squared", "own squared", "lemma and context", "lemma and rare", "context and own",
    "article words", "article vector", "same article", "same article and context", "same article and lemma",
    "fillers", "names shared", "names apart", "agent shared", "agent apart", "patient shared", "patient apart",
    "both agents", "agent vector", "both patients", "patient vector",
    "story", "story and lemma", "story and context", "story and own",
)  # fmt: skip


class Rarity:
    """Inverse document frequencies, frozen: stems hashed into :data:`BUCKETS`. Stems that share a bucket share
    their count, which can only make a rare word look commoner.
    """

    def __init__(self, counts: npt.NDArray[np.integer], documents: int) -> None:
        self._counts = counts
        self._documents = documents
        self._kept: dict[str, float] = {}

    def __call__(self, stem: str) -> float:
        """Natural logarithm of how many documents there are to one that has ``stem``."""
        found = self._kept.get(stem)
        if found is None:
            seen = int(self._counts[bucket(stem)])
            found = self._kept[stem] = math.log((self._documents + 1) / (seen + 1))
        return found

    def weigh(self, counts: Mapping[str, int]) -> dict[str, float]:
        """Counts as a tf-idf vector of unit length."""
        raw = {s: (1 + math.log(counts[s])) * self(s) for s in sorted(counts)}
        length = math.sqrt(math.fsum(v * v for v in raw.values())) or 1.0
        return {s: v / length for s, v in raw.items()}


def bucket(stem: str) -> int:
    """The bucket of a stem."""
    return zlib.crc32(stem.encode()) % BUCKETS


class PairScorer:
    """The two models, and the table of document frequencies."""

    def __init__(self, arrays: Mapping[str, npt.NDArray[np.generic]]) -> None:
        self.rarity = Rarity(
            np.asarray(arrays["frequencies"]).astype(np.int64), int(np.asarray(arrays["documents"]))
        )
        self._story, self._pair = (np.asarray(arrays[k]).astype(np.float64) for k in ("story", "pair"))
        #: The mean of squared probabilities at which clusters are merged, on the scale of ``linkage.UNIT``.
        self.cut = round(float(np.asarray(arrays["cut"])) * UNIT)

    @classmethod
    def load(cls, path: Path = WEIGHTS) -> PairScorer:
        """Load the shipped weights.

        Raises:
            FileNotFoundError: they are not there; it names the file.
            ValueError: they are of other features than this code knows; it names the file.
        """
        with np.load(path) as arrays:
            found = {name: arrays[name] for name in arrays.files}
        if found["story"].shape != (len(STORY) + 1,) or found["pair"].shape != (len(PAIR) + 1,):
            raise ValueError(f"{path.name} does not fit this version of the pair scorer")
        return cls(found)

    def pile(self, tellings: Sequence[Telling], happenings: Sequence[Happening]) -> Pile:
        """Prepare articles and their mentions for comparing."""
        return Pile(self.rarity, tellings, happenings)

    def stories(self, features: Doubles) -> Doubles:
        """Probability that two articles tell one story, [n], from ``Pile.story_features``."""
        return logistic(features, self._story)

    def score(self, pile: Pile) -> Iterator[tuple[int, int, int]]:
        """All pairs of mentions worth scoring: two indices and the probability on the scale of
        ``linkage.UNIT``.
        """
        ones, others = pile.alike()
        pile.set_stories(ones, others, self.stories(pile.story_features(ones, others)))
        left, right = pile.candidates(ones, others)
        for start in range(0, len(left), BATCH):
            i, j = left[start : start + BATCH], right[start : start + BATCH]
            scores = np.rint(logistic(pile.features(i, j), self._pair) * UNIT).astype(np.int64)
            yield from zip(i.tolist(), j.tolist(), scores.tolist(), strict=True)


def logistic(features: Doubles, weights: Doubles) -> Doubles:
    """Probabilities of rows of features under weights whose last entry is the bias."""
    # Summed along each row: a product of matrices may differ in its last place with the number of rows.
    total = (features * weights[:-1]).sum(1) + weights[-1]
    out: Doubles = 1 / (1 + np.exp(-np.clip(total, -30, 30)))
    return out


class Pile:
    """Articles and their mentions, ready to be compared pair by pair."""

    def __init__(self, rarity: Rarity, tellings: Sequence[Telling], happenings: Sequence[Happening]) -> None:
        self.happenings = happenings
        self._rarity = rarity
        self._vectors = _stack([t.vector for t in tellings])
        self._leads = _stack([t.lead for t in tellings])
        self._words, self._names, self._numbers, self._deeds = (
            [rarity.weigh(getattr(t, kind)) for t in tellings]
            for kind in ("stems", "names", "numbers", "deeds")
        )
        self._telling = np.array([h.telling for h in happenings], np.int64)
        self._context = _stack([h.vector for h in happenings])
        self._own = _stack([h.own for h in happenings])
        self._sentence = _stack([h.sentence for h in happenings])
        self._stems = [rarity.weigh(h.stems) for h in happenings]
        self._rare = np.array([rarity(h.stem) / 6 for h in happenings])
        self._weight = {s: rarity(s) for h in happenings for s in h.fillers}
        self._keys = {
            name: _numbered([getattr(h, name) for h in happenings])
            for name in ("lemma", "stem", "roleset", "upos")
        }
        width = self._context.shape[1]
        self._fillers = {
            role: _stack([v if (v := getattr(h, role)) is not None else np.zeros(width, np.float32) for h in happenings])
            for role in ("agent_vector", "patient_vector")
        }  # fmt: skip
        self._filled = {
            role: np.array([getattr(h, role) is not None for h in happenings], bool) for role in self._fillers
        }
        self._likeness: dict[tuple[int, int], tuple[float, float, float]] = {}

    def alike(self) -> tuple[Ints, Ints]:
        """Pairs of articles, first index below second, that are alike enough for their mentions to be compared."""
        pairs = []
        for i in range(len(self._vectors)):
            near = (self._vectors[i] * self._vectors[i + 1 :]).sum(1, dtype=np.float64)
            for k in np.flatnonzero(near >= 2 * ALIKE - 1).tolist():
                j = i + 1 + k
                words = dot(self._words[i], self._words[j])
                if (near[k] + words) / 2 >= ALIKE:
                    pairs.append((i, j))
                    self._likeness[i, j] = (float(near[k]), words, 0.0)
        found = np.array(pairs, np.int64).reshape(-1, 2)
        return found[:, 0], found[:, 1]

    def story_features(self, ones: Ints, others: Ints) -> Doubles:
        """Features of pairs of articles that :meth:`alike` gave, [n, len(STORY)]."""
        rows = []
        leads = (self._leads[ones] * self._leads[others]).sum(1, dtype=np.float64).tolist()
        for i, j, lead in zip(ones.tolist(), others.tolist(), leads, strict=True):
            near, words, _ = self._likeness[i, j]
            names = dot(self._names[i], self._names[j])
            numbers = dot(self._numbers[i], self._numbers[j])
            deeds = dot(self._deeds[i], self._deeds[j])
            rows.append((near, words, near**2, words**2, near * words, lead, names, names**2, numbers, deeds))
        return np.array(rows, np.float64).reshape(-1, len(STORY))

    def set_stories(self, ones: Ints, others: Ints, probabilities: Doubles) -> None:
        """Keep how likely pairs of articles tell one story."""
        for i, j, p in zip(ones.tolist(), others.tolist(), probabilities.tolist(), strict=True):
            near, words, _ = self._likeness[i, j]
            self._likeness[i, j] = (near, words, p)

    def candidates(self, ones: Ints, others: Ints) -> tuple[Ints, Ints]:
        """Pairs of mentions, first index below second: of one article or of alike ones, and of one lemma or
        of like vectors.
        """
        order = np.argsort(self._telling, kind="stable")
        edges = np.searchsorted(self._telling[order], np.arange(len(self._vectors) + 1))
        members = [order[a:b] for a, b in pairwise(edges)]
        lemma = self._keys["lemma"]
        left, right = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
        every = np.arange(len(members))
        for one, other in zip([*every, *ones], [*every, *others], strict=True):
            a, b = members[one], members[other]
            # A hair below the threshold, for the product of matrices is not exact; what counts is the score.
            close = self._context[a] @ self._context[b].T >= NEAR
            close |= (lemma[a][:, None] == lemma[b]) & (lemma[a] >= 0)[:, None]
            if one == other:
                close = np.triu(close, 1)
            rows, columns = np.nonzero(close)
            left.append(np.minimum(a[rows], b[columns]))
            right.append(np.maximum(a[rows], b[columns]))
        return np.concatenate(left), np.concatenate(right)

    def features(self, i: Ints, j: Ints) -> Doubles:
        """Features of pairs of mentions, [n, len(PAIR)]."""
        context, own, sentence = (
            (v[i] * v[j]).sum(1, dtype=np.float64) for v in (self._context, self._own, self._sentence)
        )
        lemma, stem, roleset, upos = (
            ((k[i] == k[j]) & (k[i] >= 0)).astype(np.float64)
            for k in (self._keys[name] for name in ("lemma", "stem", "roleset", "upos"))
        )
        rare = np.minimum(self._rare[i], self._rare[j])
        near, words, story = self._articles(i, j)
        same = (self._telling[i] == self._telling[j]).astype(np.float64)
        both_agents, agent = self._role("agent_vector", i, j)
        both_patients, patient = self._role("patient_vector", i, j)
        sets = np.array([self._sets(a, b) for a, b in zip(i.tolist(), j.tolist(), strict=True)])
        sets = sets.reshape(-1, 8)
        return np.stack(
            [
                context, own, sentence, sets[:, 0], lemma, stem, roleset, upos, rare,
                context**2, own**2, lemma * context, lemma * rare, context * own,
                words, near, same, same * context, same * lemma,
                *sets[:, 1:].T,
                both_agents, agent, both_patients, patient,
                story, story * lemma, story * context, story * own,
            ],
            1,
        )  # fmt: skip

    def _articles(self, i: Ints, j: Ints) -> tuple[Doubles, Doubles, Doubles]:
        """Likeness of the articles of pairs of mentions by vector, by words and as a story; 1 within one article."""
        a, b = self._telling[i], self._telling[j]
        whole = (1.0, 1.0, 1.0)
        found = [
            whole if x == y else self._likeness[min(x, y), max(x, y)]
            for x, y in zip(a.tolist(), b.tolist(), strict=True)
        ]
        out = np.array(found, np.float64).reshape(-1, 3)
        return out[:, 0], out[:, 1], out[:, 2]

    def _role(self, role: str, i: Ints, j: Ints) -> tuple[Doubles, Doubles]:
        vectors, there = self._fillers[role], self._filled[role]
        both = (there[i] & there[j]).astype(np.float64)
        return both, both * (vectors[i] * vectors[j]).sum(1, dtype=np.float64)

    def _sets(self, a: int, b: int) -> tuple[float, ...]:
        f, g = self.happenings[a], self.happenings[b]
        fillers = 0.0
        if f.fillers and g.fillers:
            least = min(self._weigh(f.fillers), self._weigh(g.fillers))
            fillers = self._weigh(f.fillers & g.fillers) / max(0.1, least)
        return (
            dot(self._stems[a], self._stems[b]),
            fillers,
            *_shared(f.names, g.names),
            *_shared(f.agent, g.agent),
            *_shared(f.patient, g.patient),
        )

    def _weigh(self, stems: frozenset[str]) -> float:
        return math.fsum(self._weight[s] for s in stems)


def dot(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """Dot product of two sparse vectors, the same in any order."""
    if len(other) < len(one):
        one, other = other, one
    return math.fsum(value * other[s] for s, value in one.items() if s in other)


def _shared(one: frozenset[str], other: frozenset[str]) -> tuple[float, float]:
    """Part of the smaller set that is shared, and whether both are there and share nothing."""
    if not one or not other:
        return 0.0, 0.0
    shared = len(one & other)
    return shared / min(len(one), len(other)), float(not shared)


def _stack(vectors: Sequence[Floats]) -> Floats:
    return np.stack(vectors) if vectors else np.zeros((0, 1), np.float32)


def _numbered(keys: Sequence[str]) -> Ints:
    """A number for each key, the same for the same; -1 for none."""
    at = {key: n for n, key in enumerate(sorted(set(keys) - {""}))}
    return np.array([at.get(key, -1) for key in keys], np.int64)
