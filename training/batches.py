"""Documents cut into windows, and windows put together as tensors."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

import numpy as np
import torch
from torch import Tensor

from hearsay.reading.windows import Pieces, Window, make_window
from training.corpora import IGNORE, Document, Frame


@dataclass
class Example:
    """A window with the labels of its words; positions are counted from the window's first word."""

    window: Window
    tags: dict[str, np.ndarray]
    heads: np.ndarray | None
    factuality: np.ndarray | None
    frames: list[Frame] = field(default_factory=list)
    attributions: list[Frame] = field(default_factory=list)
    #: (head word, chain, the chain's first mention in the document)
    mentions: list[tuple[int, int, bool]] = field(default_factory=list)
    passages: list[tuple[int, int, int]] = field(default_factory=list)
    name: str = ""


def _moved(frame: Frame, first: int, last: int) -> Frame | None:
    a, b = frame.trigger
    if not (first <= a and b <= last):
        return None
    start, stop = max(frame.first, first), min(frame.last, last)
    return Frame(
        (a - first, b - first),
        start - first,
        stop - first,
        frame.labels[start - frame.first : stop - frame.first],
        frame.roleset,
    )


def examples(
    document: Document, pieces: Pieces, limit: int, numbers: dict[tuple[str, int, int], int]
) -> list[Example]:
    """Pack whole units of a document into windows of at most ``limit`` pieces."""
    words = document.words
    cut = pieces.of(words.forms)
    lengths = [len(ids) for ids, _ in cut]
    ranges: list[tuple[int, int]] = []
    first, size = 0, 0
    for a, b in document.units:
        unit = sum(lengths[a:b])
        if size and size + unit > limit:
            ranges.append((first, a))
            first, size = a, 0
        size += unit
    if document.units:
        ranges.append((first, document.units[-1][1]))
    mentions = sorted({(h, chain) for h, chain, *_ in document.mentions})
    opening: dict[int, int] = {}
    for h, chain in mentions:
        opening.setdefault(chain, h)
    out = []
    for a, b in ranges:
        while sum(lengths[a:b]) > 500:
            b -= 1
        part = slice(a, b)
        heads = document.heads[part] - a if document.heads is not None else None
        if heads is not None:
            heads = np.where((heads < 0) | (heads >= b - a), IGNORE, heads)
        example = Example(
            make_window(words, cut[part], a, b, pieces),
            {name: tags[part] for name, tags in document.tags.items()},
            heads,
            document.factuality[part] if document.factuality is not None else None,
            name=document.name,
        )
        example.frames = [x for f in document.frames if (x := _moved(f, a, b))]
        example.attributions = [x for f in document.attributions if (x := _moved(f, a, b))]
        example.mentions = [(h - a, chain, h == opening[chain]) for h, chain in mentions if a <= h < b]
        example.passages = [
            (x - a, y - a, numbers[document.name, x, y])
            for x, y in document.passages
            if a <= x and y <= b and (document.name, x, y) in numbers
        ]
        out.append(example)
    return out


@dataclass
class Batch:
    """Windows of one step, padded."""

    ids: Tensor
    shapes: Tensor
    joints: Tensor
    mask: Tensor
    at: Tensor
    examples: list[Example]

    @property
    def lengths(self) -> list[int]:
        return [len(e.window.at) for e in self.examples]


def collate(some: list[Example]) -> Batch:
    pieces = max(len(e.window.ids) for e in some)
    words = max(len(e.window.at) for e in some)
    ids, shapes, joints = (torch.zeros(len(some), pieces, dtype=torch.long) for _ in range(3))
    mask, at = torch.zeros(len(some), pieces), torch.zeros(len(some), words, dtype=torch.long)
    for i, e in enumerate(some):
        n = len(e.window.ids)
        ids[i, :n], shapes[i, :n] = torch.from_numpy(e.window.ids), torch.from_numpy(e.window.shapes)
        joints[i, :n], mask[i, :n] = torch.from_numpy(e.window.joints), 1
        at[i, : len(e.window.at)] = torch.from_numpy(e.window.at)
    return Batch(ids, shapes, joints, mask, at, some)


def batches(all_examples: list[Example], pieces_a_batch: int, seed: int) -> list[list[Example]]:
    """Shuffle windows, and put those of like length together, mixed over corpora."""
    chance = random.Random(seed)
    order = sorted(all_examples, key=lambda e: len(e.window.ids) + chance.uniform(-40, 40))
    made: list[list[Example]] = []
    batch: list[Example] = []
    longest = 0
    for e in order:
        longest = max(longest, len(e.window.ids))
        if batch and longest * (len(batch) + 1) > pieces_a_batch:
            made.append(batch)
            batch, longest = [], len(e.window.ids)
        batch.append(e)
    if batch:
        made.append(batch)
    chance.shuffle(made)
    return made
