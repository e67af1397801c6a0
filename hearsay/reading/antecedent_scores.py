"""How well each candidate fits as the antecedent of a pronoun or phrase, and how well none does.

A small network over the features of the two mentions and of the pair. Its weights are in ``antecedent_weights.npz``,
made by ``python -m training antecedents`` from GUM's training part and the project's own passages for training.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import numpy as np

from hearsay.reading.antecedent_features import Features
from hearsay.reading.encoder import Floats

FILE = Path(__file__).with_name("antecedent_weights.npz")


def score(features: Features) -> Floats:
    """Natural logarithms of how likely each candidate is the antecedent, and last that there is none: [k, c + 1].

    Where there is no candidate the score is minus infinity.
    """
    weights = _weights()
    rows = np.concatenate((features.mention[features.rows], features.row), 1)
    at = np.maximum(features.candidates, 0)
    hidden = (features.mention @ weights["candidate"])[at]
    hidden += (rows @ weights["row"] + weights["row_bias"])[:, None]
    hidden += features.pair @ weights["pair"]
    deeper = np.maximum(np.maximum(hidden, 0) @ weights["deeper"] + weights["deeper_bias"], 0)
    fits = deeper @ weights["fits"] + weights["fits_bias"]
    none = (
        np.maximum(rows @ weights["alone"] + weights["alone_bias"], 0) @ weights["none"]
        + weights["none_bias"]
    )
    out = np.concatenate((np.where(features.candidates >= 0, fits, -np.inf), none[:, None]), 1)
    high = out.max(1, keepdims=True)
    log: Floats = (out - high - np.log(np.exp(out - high).sum(1, keepdims=True))).astype(np.float32)
    return log


@lru_cache(maxsize=1)
def _weights() -> dict[str, Floats]:
    with np.load(FILE) as arrays:
        return {name: arrays[name].astype(np.float32) for name in arrays.files}
