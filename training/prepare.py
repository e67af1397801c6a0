"""Read the corpora into a folder that holds all that training takes."""

from __future__ import annotations

import lzma
import pickle
import random
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import torch

from hearsay.reading.windows import Pieces
from training import annotated, attributed, backbone, treebanks
from training.batches import Example, examples
from training.documents import Document
from training.labels import Labels
from training.model import Encoder

#: Passages whose sentence embedding is to be kept.
PASSAGES = 70_000
#: The word piece "[MASK]".
MASK = 103
LABELS, EXAMPLES, BACKBONE, VECTORS = "labels.json", "examples.pickle.xz", "backbone.pt", "teacher.npy"


def documents(
    root: Path, part: str, labels: Labels, without: frozenset[str] = frozenset()
) -> dict[str, list[Document]]:
    """Load the corpora of a part by name; ``without`` names those to leave out."""
    makers = {
        "ewt": lambda: treebanks.ewt(root, part, labels),
        "gum": lambda: treebanks.gum(root, part, labels),
        "polnear": lambda: attributed.polnear(root, part),
        "timebank": lambda: annotated.times(root, "timebank", part),
        "wikiwars": lambda: annotated.times(root, "wikiwars", part),
        "ecbplus": lambda: annotated.ecbplus(root, part),
        "wikigold": lambda: annotated.wikigold(root, part),
        "re3d": lambda: annotated.re3d(root, part),
    }
    return {name: make() for name, make in makers.items() if name not in without}


def prepare(
    root: Path, work: Path, chains: list[dict[str, Any]] | None = None, without: frozenset[str] = frozenset()
) -> None:
    """Write the labels, the windows and the backbone's weights into the folder ``work``."""
    work.mkdir(parents=True, exist_ok=True)
    labels = treebanks.fix_labels(root)
    (work / LABELS).write_bytes(msgspec.json.encode(labels))
    pieces = Pieces(backbone.folder() / "tokenizer.json")
    some = documents(root, "train", labels, without)
    if chains:
        some["chains"] = attributed.chains(chains)
    passages = [(d.name, a, b) for ds in some.values() for d in ds for a, b in d.passages]
    random.Random(1).shuffle(passages)
    numbers = {passage: i for i, passage in enumerate(passages[:PASSAGES])}
    made = {name: [e for d in ds for e in examples(d, pieces, 254, numbers)] for name, ds in some.items()}
    for name, es in made.items():
        print(name, len(es), "windows", sum(len(e.window.ids) for e in es), "pieces", flush=True)
    with lzma.open(work / EXAMPLES, "wb", preset=3) as f:
        pickle.dump(made, f)
    given = backbone.weights()
    # Half floats are what the backbone's own makers trained with; word pieces that no window has are never asked for.
    seen = np.unique(np.concatenate([e.window.ids for es in made.values() for e in es]))
    unseen = torch.ones(len(given["pieces.weight"]), dtype=torch.bool)
    unseen[torch.from_numpy(seen.astype(np.int64))] = False
    unseen[MASK] = False
    given["pieces.weight"][unseen] = 0
    torch.save({k: v.half() for k, v in given.items()}, work / BACKBONE)
    (work / VECTORS).unlink(missing_ok=True)


def load_labels(work: Path) -> Labels:
    """The label sets that :func:`prepare` wrote."""
    return msgspec.json.decode((work / LABELS).read_bytes(), type=Labels)


def load_examples(work: Path) -> dict[str, list[Example]]:
    """The windows that :func:`prepare` wrote, by corpus."""
    with lzma.open(work / EXAMPLES) as f:
        made: dict[str, list[Example]] = pickle.load(f)
    return made


@torch.inference_mode()
def passage_targets(work: Path, made: dict[str, list[Example]], device: str) -> torch.Tensor:
    """The passages' embeddings by the untrained backbone, [passages, width]: what the trained one is to keep."""
    if (work / VECTORS).exists():
        return torch.from_numpy(np.load(work / VECTORS))
    encoder = Encoder().eval().to(device)
    backbone.fill(encoder, torch.load(work / BACKBONE, weights_only=True))
    found: dict[int, np.ndarray] = {}
    for e in (e for es in made.values() for e in es):
        ends = np.append(e.window.at, len(e.window.ids) - 1)
        for a, b, n in e.passages:
            inside = e.window.ids[ends[a] : ends[b]][:252]
            found[n] = np.concatenate((e.window.ids[:1], inside, e.window.ids[-1:]))
    out = np.zeros((max(found) + 1, encoder.kind.shape[0]), np.float16)
    order = sorted(found, key=lambda n: len(found[n]))
    size = 1024 if device == "cuda" else 64
    for i in range(0, len(order), size):
        some = order[i : i + size]
        longest = max(len(found[n]) for n in some)
        ids, mask = np.zeros((len(some), longest), np.int64), np.zeros((len(some), longest), np.float32)
        for row, n in enumerate(some):
            ids[row, : len(found[n])], mask[row, : len(found[n])] = found[n], 1
        given, there = torch.from_numpy(ids).to(device), torch.from_numpy(mask).to(device)
        zero = torch.zeros_like(given)
        with torch.autocast(device, torch.bfloat16):
            x = encoder(given, zero, zero, there).float()
        mean = (x * there[..., None]).sum(1) / there.sum(1, keepdim=True)
        out[some] = torch.nn.functional.normalize(mean, dim=-1).cpu().numpy()
    np.save(work / VECTORS, out)
    return torch.from_numpy(out)
