"""How sure an attribution is: the probability that it is one, and that its source and content are right.

The weights are in ``confidence.json``, made by ``python -m training.confidence FOLDER`` from the corpora's training parts alone.
"""

from __future__ import annotations

import math
from functools import lru_cache
from pathlib import Path

import msgspec

from hearsay.reading.parts import Relation

FILE = Path(__file__).with_name("confidence.json")
#: What is looked at, in the order of the weights.
FEATURES = ("cue", "roles", "no source", "nested", "several contents", "one")


def features(relation: Relation) -> tuple[float, ...]:
    """What an attribution's confidence is read from, as numbers; probabilities as their log-odds."""
    return (
        _log_odds(relation.confidence),
        _log_odds(relation.roles),
        float(not relation.source),
        float(relation.parent is not None),
        float(len(relation.content) > 1),
        1.0,
    )


def confidence(relation: Relation) -> float:
    """The probability that an attribution is right, 0 to 1."""
    score = sum(w * x for w, x in zip(_weights(), features(relation), strict=True))
    return 1 / (1 + math.exp(-score))


def _log_odds(p: float) -> float:
    p = min(max(p, 0.001), 0.999)
    return math.log(p / (1 - p))


@lru_cache(maxsize=1)
def _weights() -> tuple[float, ...]:
    return tuple(msgspec.json.decode(FILE.read_bytes(), type=dict[str, float])[name] for name in FEATURES)
