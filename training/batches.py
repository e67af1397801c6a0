"""Documents cut into windows, and windows put together as tensors."""

from __future__ import annotations

import random
import zlib
from dataclasses import dataclass, field, fields
from typing import Any

import numpy as np
import torch
from torch import Tensor

from hearsay.reading.windows import Pieces, Window, make_window
from training.documents import IGNORE, Document, Frame


def in_tenth(name: str, tenth: int) -> bool:
    """Whether a document is of one of ten parts, 0 to 9."""
    return zlib.crc32(name.encode()) % 10 == tenth


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
        example.mentions = [
            (h - a, chain, document.openings and h == opening[chain]) for h, chain in mentions if a <= h < b
        ]
        example.passages = [
            (x - a, y - a, numbers[document.name, x, y])
            for x, y in document.passages
            if a <= x and y <= b and (document.name, x, y) in numbers
        ]
        out.append(example)
    return out


@dataclass
class Roles:
    """Triggers with their stretches of words, over all windows of a batch; ``labels`` [n, longest]."""

    window: Tensor
    trigger: Tensor
    first: Tensor
    last: Tensor
    labels: Tensor
    roleset: Tensor

    def __len__(self) -> int:
        return len(self.window)


@dataclass
class Batch:
    """Windows of one step with their labels, padded; what is not labelled is IGNORE."""

    ids: Tensor
    shapes: Tensor
    joints: Tensor
    mask: Tensor
    at: Tensor
    #: 1 for a word, 0 for padding.
    words: Tensor
    tags: dict[str, Tensor]
    #: Windows that have trees, and of those alone: each word's head, and the number of its sentence.
    trees: Tensor
    heads: Tensor
    #: The heads under which relations are read: where none is annotated, what stands for it.
    parents: Tensor
    sentence: Tensor
    facts: Tensor
    attributions: Roles
    frames: Roles
    #: Windows with mentions; of those: words, chains (-1: none), whether it may open its chain.
    mentioning: Tensor
    mentions: Tensor
    chains: Tensor
    opens: Tensor
    #: Rows of (window, first word, end, number of the passage).
    passages: Tensor

    def to(self, device: str | torch.device) -> Batch:
        """Move all tensors."""
        moved: dict[str, Any] = {}
        for f in fields(self):
            value = getattr(self, f.name)
            if isinstance(value, Roles):
                value = Roles(*(getattr(value, g.name).to(device) for g in fields(value)))
            elif isinstance(value, dict):
                value = {k: v.to(device) for k, v in value.items()}
            else:
                value = value.to(device)
            moved[f.name] = value
        return Batch(**moved)


def _roles(frames: list[tuple[int, Frame]]) -> Roles:
    longest = max((f.last - f.first for _, f in frames), default=0)
    labels = np.full((len(frames), longest), IGNORE, np.int64)
    for i, (_, f) in enumerate(frames):
        labels[i, : f.last - f.first] = f.labels
    columns = [(i, f.trigger[0], f.first, f.last, f.roleset) for i, f in frames]
    window, trigger, first, last, roleset = torch.tensor(columns, dtype=torch.long).reshape(-1, 5).unbind(1)
    return Roles(window, trigger, first, last, torch.from_numpy(labels), roleset)


def collate(some: list[Example]) -> Batch:
    """Put windows together."""
    pieces = max(len(e.window.ids) for e in some)
    words = max(len(e.window.at) for e in some)
    ids, shapes, joints = (np.zeros((len(some), pieces), np.int64) for _ in range(3))
    mask, at = np.zeros((len(some), pieces), np.float32), np.zeros((len(some), words), np.int64)
    there = np.zeros((len(some), words), np.float32)
    facts = np.full((len(some), words), np.nan, np.float32)
    tags: dict[str, np.ndarray] = {}
    for i, e in enumerate(some):
        n, w = len(e.window.ids), len(e.window.at)
        ids[i, :n], shapes[i, :n], joints[i, :n] = e.window.ids, e.window.shapes, e.window.joints
        mask[i, :n], at[i, :w], there[i, :w] = 1, e.window.at, 1
        for name, labels in e.tags.items():
            if name not in tags:
                tags[name] = np.full((len(some), words), IGNORE, np.int64)
            tags[name][i, :w] = labels
        if e.factuality is not None:
            facts[i, :w] = e.factuality
    trees = [i for i, e in enumerate(some) if e.heads is not None]
    heads = np.full((len(trees), words), IGNORE, np.int64)
    sentence = np.full((len(trees), words), -1, np.int64)
    for k, i in enumerate(trees):
        count = len(some[i].window.at)
        heads[k, :count] = some[i].heads
        sentence[k, :count] = np.cumsum(some[i].tags["sentence"])
    mentioning = [i for i, e in enumerate(some) if len(e.mentions) > 1]
    most = max((len(some[i].mentions) for i in mentioning), default=0)
    mentions = np.zeros((len(mentioning), most), np.int64)
    chains = np.full((len(mentioning), most), -1, np.int64)
    opens = np.zeros((len(mentioning), most), bool)
    for k, i in enumerate(mentioning):
        for m, (head, chain, first) in enumerate(some[i].mentions):
            mentions[k, m], chains[k, m], opens[k, m] = head, chain, first
    passages = [(i, a, b, n) for i, e in enumerate(some) for a, b, n in e.passages]
    array = torch.from_numpy
    return Batch(
        array(ids), array(shapes), array(joints), array(mask), array(at), array(there),
        {name: array(labels) for name, labels in tags.items()},
        torch.tensor(trees, dtype=torch.long), array(heads), array(heads.clip(0)), array(sentence), array(facts),
        _roles([(i, f) for i, e in enumerate(some) for f in e.attributions]),
        _roles([(i, f) for i, e in enumerate(some) for f in e.frames]),
        torch.tensor(mentioning, dtype=torch.long), array(mentions), array(chains), array(opens),
        torch.tensor(passages, dtype=torch.long).reshape(-1, 4),
    )  # fmt: skip


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
