"""Documents of words with labels, as every corpus is made into."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from hearsay.reading.words import Words, words_in

IGNORE = -100
#: The label of a word that a corpus does not mark as a name, where it marks no miscellaneous ones: none or MISC.
OPEN = -1


@dataclass
class Frame:
    """Roles of words given a trigger: labels of words ``first`` to ``last``, the trigger's words excluded or not."""

    trigger: tuple[int, int]
    first: int
    last: int
    labels: np.ndarray
    roleset: int = IGNORE


@dataclass
class Document:
    """Words with labels. ``units`` are the stretches that a window must not cut; ``tags`` one label a word a head."""

    name: str
    words: Words
    units: list[tuple[int, int]]
    tags: dict[str, np.ndarray] = field(default_factory=dict)
    heads: np.ndarray | None = None
    factuality: np.ndarray | None = None
    frames: list[Frame] = field(default_factory=list)
    attributions: list[Frame] = field(default_factory=list)
    #: (head word, chain, first word, end, type) of each entity mention.
    mentions: list[tuple[int, int, int, int, str]] = field(default_factory=list)
    #: Whether every entity of the document is marked, so that a chain's first mention is known to be its first.
    openings: bool = True
    #: Stretches of words whose sentence embedding is to be kept.
    passages: list[tuple[int, int]] = field(default_factory=list)


def jsonl(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def no_labels(words: Words) -> np.ndarray:
    return np.full(len(words), IGNORE, np.int64)


def tag_spans(words: Words, spans: list[tuple[int, int, str]], labels: tuple[str, ...]) -> np.ndarray:
    """BIO labels of character spans (start, end, type); an earlier span wins over a later one that overlaps it."""
    number = {label: i for i, label in enumerate(labels)}
    tags = np.zeros(len(words), np.int64)
    for start, end, kind in spans:
        a, b = words_in(words, start, end)
        if a == b or tags[a:b].any() or f"B-{kind}" not in number:
            continue
        tags[a:b] = number[f"I-{kind}"]
        tags[a] = number[f"B-{kind}"]
    return tags


def line_units(words: Words) -> list[tuple[int, int]]:
    """The lines of a text, those that are too long cut at likely sentence ends."""
    edges = [*np.flatnonzero(words.opens).tolist(), len(words)]
    units = []
    for a, b in pairwise(edges):
        while b - a > 120:
            stops = [i + 1 for i in range(a + 20, min(a + 120, b - 1)) if words.forms[i] in ".!?"]
            cut = stops[-1] if stops else a + 120
            units.append((a, cut))
            a = cut
        units.append((a, b))
    return units


def likely_sentences(words: Words) -> list[tuple[int, int]]:
    """Sentences by full stops, good enough to choose passages whose embedding is to be kept."""
    edges = {0, len(words), *np.flatnonzero(words.opens).tolist()}
    for i, form in enumerate(words.forms[:-1]):
        if form in ".!?":
            edges.add(i + 2 if words.forms[i + 1] in "\"”’'" else i + 1)
    ordered = sorted(edges)
    return [(a, b) for a, b in pairwise(ordered) if 3 <= b - a <= 90]
