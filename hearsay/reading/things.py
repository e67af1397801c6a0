"""What each noun stands for, as GUM tells entities apart: a linear head on the frozen encoder."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from hearsay.reading.encoder import Encoded

THINGS = (
    "person",
    "organization",
    "place",
    "object",
    "abstract",
    "event",
    "time",
    "animal",
    "plant",
    "substance",
)


def things(encoded: Encoded) -> NDArray[np.int64]:
    """For each word the number of the likeliest of :data:`THINGS`; it means something for nouns alone."""
    if encoded.things is None:
        weights, vectors = encoded.encoder.arrays["thing"], encoded.part("vector")
        unit = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
        encoded.things = (unit @ weights[:, :-1].T + weights[:, -1]).argmax(1).astype(np.int64)
    return encoded.things


__all__ = ["THINGS", "things"]
