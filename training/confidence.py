"""Fit what an attribution's confidence means: ``python -m training.confidence``, from training parts alone.

Logistic regression over six features of each attribution that the reader finds in PolNeAR's training part (every
``STEP``-th article, outermost ones) and in the training half of the project's passages. An attribution is right
if its cue shares a word with a gold one's and source and content agree with that one's at a Jaccard of 0.5.
The reader was trained on the same articles, so that it does better there than elsewhere; how much of
that shows in the confidence, ``python -m benchmarks confidence`` measures on the dev parts.
"""

from __future__ import annotations

from pathlib import Path

import msgspec
import numpy as np

from benchmarks import confidence as bench
from benchmarks.gold import chains
from benchmarks.workbench import Workbench
from hearsay.reading.confidence import FEATURES, FILE, features

#: Every how many articles of PolNeAR one is read, and how strongly weights are held near zero.
STEP, DECAY = 8, 1.0


def fit(x: np.ndarray, y: np.ndarray, weight: np.ndarray, decay: float = DECAY) -> np.ndarray:
    """Weights of a logistic regression by Newton's method; the last feature is constant and not held."""
    w = np.zeros(x.shape[1])
    hold = np.full(x.shape[1], decay)
    hold[-1] = 0
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ w))
        slope = x.T @ (weight * (p - y)) + hold * w
        curve = (x * (weight * p * (1 - p))[:, None]).T @ x + np.diag(hold + 1e-9)
        w -= np.linalg.solve(curve, slope)
    return w


def main(corpora: Path = Path("../shared/corpora")) -> None:
    """Fit and write the weights, readable."""
    workbench = Workbench(corpora)
    some = [
        bench.judged(bench.polnear(workbench, "train", STEP), workbench.encoder, nested=False),
        bench.judged(bench.passages(chains.load("train")), workbench.encoder, nested=True),
    ]
    rows = [np.array([features(r) for r, _ in part]) for part in some]
    right = [np.array([float(ok) for _, ok in part]) for part in some]
    # Either corpus counts the same, however many attributions it has.
    weight = np.concatenate([np.full(len(y), sum(map(len, right)) / (2 * len(y))) for y in right])
    w = fit(np.concatenate(rows), np.concatenate(right), weight)
    found = {name: round(float(v), 4) for name, v in zip(FEATURES, w, strict=True)}
    FILE.write_bytes(msgspec.json.format(msgspec.json.encode(found), indent=2) + b"\n")
    print(found)


if __name__ == "__main__":
    main()
