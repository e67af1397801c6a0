"""Fit what an attribution's confidence means: ``python -m training.confidence FOLDER``, from training parts alone.

Logistic regression over six features of each attribution that a reader finds in the tenth of PolNeAR's training
articles (outermost ones) and of the project's passages for training that it was kept from. An attribution is right
if its cue shares a word with a gold one's and source and content agree with that one's at a Jaccard of 0.5.
The reader is the first teacher of ``python -m training ensemble``, exported to a folder: the one that ships has
seen all these articles, and does better there than elsewhere.
"""

from __future__ import annotations

import sys
from pathlib import Path

import msgspec
import numpy as np

from benchmarks import confidence as bench
from benchmarks.gold import chains
from benchmarks.workbench import Workbench
from hearsay.reading.confidence import FEATURES, FILE, features
from hearsay.reading.encoder import Encoder
from training.batches import in_tenth

#: How strongly weights are held near zero.
DECAY = 1.0
#: The tenth of the documents that the first teacher was kept from.
TENTH = 0


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


def main(weights: Path, corpora: Path = Path("../shared/corpora")) -> None:
    """Fit and write the weights, readable."""
    workbench, encoder = Workbench(corpora), Encoder(weights)
    polnear = (one for one in bench.polnear(workbench, "train") if in_tenth(one[0].id or "", TENTH))
    own = [p for p in chains.load("train") if in_tenth(p.id, TENTH)]
    some = [
        bench.judged(polnear, encoder, nested=False),
        bench.judged(bench.passages(own), encoder, nested=True),
    ]
    rows = [np.array([features(r) for r, _ in part]) for part in some]
    right = [np.array([float(ok) for _, ok in part]) for part in some]
    # Either corpus counts the same, however many attributions it has.
    weight = np.concatenate([np.full(len(y), sum(map(len, right)) / (2 * len(y))) for y in right])
    w = fit(np.concatenate(rows), np.concatenate(right), weight)
    found = {name: round(float(v), 4) for name, v in zip(FEATURES, w, strict=True)}
    FILE.write_bytes(msgspec.json.format(msgspec.json.encode(found), indent=2) + b"\n")
    print([len(y) for y in right], found)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
