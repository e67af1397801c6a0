"""What the trained pair scorer compares: happenings, as one word and its surroundings tell them, in tellings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Telling:
    """One article as a whole. Vectors have unit length; the counts are of stems."""

    #: Mean of the words' vectors: of all of them, and of the first :data:`LEAD`.
    vector: Floats
    lead: Floats
    stems: Mapping[str, int]
    #: Of proper names and numbers; of numbers; of common nouns and verbs.
    names: Mapping[str, int]
    numbers: Mapping[str, int]
    deeds: Mapping[str, int]


@dataclass(frozen=True, slots=True, eq=False)
class Happening:
    """One mention of an event. ``telling`` is the index of its article; sets and counts are of stems."""

    telling: int
    lemma: str
    stem: str
    #: PropBank's roleset, "" where none is known; the word's part of speech (UPOS).
    roleset: str
    upos: str
    #: The word in its context; its lemma by itself; the mean of its sentence. Unit length.
    vector: Floats
    own: Floats
    sentence: Floats
    stems: Mapping[str, int]
    #: Content words of ARG0, of ARG1, of all roles together; names of the entities in the roles.
    agent: frozenset[str]
    patient: frozenset[str]
    fillers: frozenset[str]
    names: frozenset[str]
    #: Means of the words of ARG0 and of ARG1, unit length; None where there is none.
    agent_vector: Floats | None = None
    patient_vector: Floats | None = None


#: Words that a lead has.
LEAD = 60


def unit(vector: npt.NDArray[np.floating]) -> Floats:
    """A vector, or rows of them, at unit length; zeros stay zeros."""
    length = np.sqrt((np.asarray(vector, np.float64) ** 2).sum(-1, keepdims=True))
    out: Floats = (vector / np.maximum(length, 1e-9)).astype(np.float32)
    return out
