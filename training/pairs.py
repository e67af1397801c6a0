"""The pair scorer's weights, from ECB+'s training part: two logistic regressions and a table of frequencies."""

from __future__ import annotations

import pickle
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.coreference import cluster, predictions
from benchmarks.triggers import Triggers, read_triggers
from benchmarks.workbench import Workbench, digest, lines
from hearsay.reading.encoder import WEIGHTS as ENCODER
from hearsay.reading.encoder import Encoder
from hearsay.record.linkage import UNIT
from hearsay.record.scorer import BUCKETS, WEIGHTS, PairScorer, Pile, bucket, logistic

Doubles = npt.NDArray[np.float64]
FILE = "ecbplus/train.jsonl"
#: Strength of the penalty on squared weights of standardised features: articles, mentions.
PENALTY = {"story": 1.0, "pair": 20.0}
#: Topics are held out by fifths, where a model is asked about what it must not have seen.
FOLDS = 5
CUTS = [n / 100 for n in range(20, 66, 5)]


def fit(features: Doubles, labels: npt.NDArray[np.bool_], penalty: float) -> Doubles:
    """Weights of a logistic regression by Newton's method, the bias last: the same data, the same weights."""
    middle, spread = features.mean(0), np.maximum(features.std(0), 1e-9)
    x = np.concatenate(((features - middle) / spread, np.ones((len(features), 1))), 1)
    y = labels.astype(np.float64)
    ridge = np.full(x.shape[1], penalty)
    ridge[-1] = 0
    w = np.zeros(x.shape[1])
    w[-1] = np.log((y.mean() + 1e-9) / (1 - y.mean() + 1e-9))

    def loss(w: Doubles) -> float:
        total = x @ w
        return float((np.logaddexp(0, total) - y * total).sum() + (ridge * w * w).sum() / 2)

    now = loss(w)
    for _ in range(60):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        slope = x.T @ (y - p) - ridge * w
        curve = (x * (p * (1 - p))[:, None]).T @ x + np.diag(ridge)
        curve[-1, -1] += 1e-9
        step = np.linalg.solve(curve, slope)
        # Newton's full step may overshoot where few pairs are true.
        while (then := loss(w + step)) > now and float(np.abs(step).max()) > 1e-9:
            step /= 2
        if then >= now:
            break
        w, now = w + step, then
        if float(np.abs(step).max()) < 1e-8:
            break
    scaled = w[:-1] / spread
    return np.append(scaled, w[-1] - scaled @ middle)


def frequencies(triggers: Triggers) -> npt.NDArray[np.uint16]:
    """In how many articles a stem of each bucket stands."""
    seen = Counter(bucket(s) for t in triggers.tellings for s in t.stems)
    table = np.zeros(BUCKETS, np.uint16)
    for n, count in seen.items():
        table[n] = min(count, len(triggers.tellings))
    return table


def make(corpora: Path, work: Path, to: Path = WEIGHTS) -> None:
    """Read the training part (or take it from ``work``, for these encoder weights), fit, write ``to``."""
    triggers = _triggers(corpora, work)
    gold = triggers.some(c is not None for c in triggers.chains)
    arrays: dict[str, Any] = {
        "frequencies": frequencies(gold),
        "documents": np.int64(len(gold.tellings)),
        "story": np.zeros(1),
        "pair": np.zeros(1),
        "cut": np.float64(0.5),
    }
    pile = PairScorer(arrays).pile(gold.tellings, gold.happenings)
    topics = np.array([topic for topic, _ in gold.stories])
    folds = {topic: n % FOLDS for n, topic in enumerate(sorted(set(topics.tolist())))}
    fold = np.array([folds[topic] for topic in topics.tolist()])
    ones, others = pile.alike()
    features = pile.story_features(ones, others)
    told = np.array([gold.stories[a] == gold.stories[b] for a, b in zip(ones, others, strict=True)])
    # Mentions learn from what the model of stories says of articles that it did not see.
    guesses = _unseen(features, told, fold[ones], fold[others], PENALTY["story"])
    arrays["story"] = fit(features, told, PENALTY["story"])
    pile.set_stories(ones, others, guesses)
    left, right = pile.candidates(ones, others)
    pairs = _features(pile, left, right)
    same = np.array([gold.chains[a] == gold.chains[b] for a, b in zip(left, right, strict=True)])
    arrays["pair"] = fit(pairs, same, PENALTY["pair"])
    where = fold[np.array([h.telling for h in gold.happenings])]
    held = _unseen(pairs, same, where[left], where[right], PENALTY["pair"])
    bench, best = Workbench(corpora), (-1.0, 0.0)
    scores = np.rint(held * UNIT).astype(np.int64)
    for cut in CUTS:
        labels = cluster(
            len(gold.happenings),
            zip(left.tolist(), right.tolist(), scores.tolist(), strict=True),
            round(cut * UNIT),
        )
        value = bench.score("score_coreference.py", bench.corpus(FILE), predictions(gold, labels))["conll"]
        print(f"cut {cut:.2f}: CoNLL F1 {value:.2f} on topics held out", flush=True)
        best = max(best, (value, -cut))
    arrays["cut"] = np.float64(-best[1])
    arrays["story"], arrays["pair"] = (arrays[k].astype(np.float32) for k in ("story", "pair"))
    np.savez_compressed(to, **arrays)


def _unseen(
    features: Doubles,
    labels: npt.NDArray[np.bool_],
    one: npt.NDArray[np.int64],
    other: npt.NDArray[np.int64],
    penalty: float,
) -> Doubles:
    """What models fitted without the topics of a pair say of it."""
    out = np.zeros(len(labels))
    for a in range(FOLDS):
        for b in range(a, FOLDS):
            asked = (np.minimum(one, other) == a) & (np.maximum(one, other) == b)
            if asked.any():
                known = ~np.isin(one, (a, b)) & ~np.isin(other, (a, b))
                out[asked] = logistic(features[asked], fit(features[known], labels[known], penalty))
    return out


def _features(pile: Pile, left: npt.NDArray[np.int64], right: npt.NDArray[np.int64]) -> Doubles:
    parts = [pile.features(left[n : n + 8192], right[n : n + 8192]) for n in range(0, len(left), 8192)]
    return np.concatenate(parts)


def _triggers(corpora: Path, work: Path) -> Triggers:
    kept = work / f"triggers-{digest(ENCODER / 'encoder.onnx')[:16]}.pickle"
    if kept.is_file():
        with kept.open("rb") as file:
            found: Triggers = pickle.load(file)
        return found
    found = read_triggers(Encoder(), lines(corpora / FILE))
    found = found.some(c is not None for c in found.chains)
    work.mkdir(parents=True, exist_ok=True)
    with kept.open("wb") as file:
        pickle.dump(found, file)
    return found
