"""Train one reader with all heads jointly: on a CPU's cores, a process each, or on one GPU."""

from __future__ import annotations

import os
import pickle
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import torch
import torch.distributed as dist
import torch.multiprocessing as mp

from training import backbone
from training.batches import Batch, Example, batches, collate, in_tenth
from training.losses import WEIGHTS, embedding_loss, gold_losses, taught_losses
from training.model import Reader
from training.prepare import BACKBONE, MASK, load_examples, load_labels, passage_targets
from training.scores import other_scores, passage_vectors, tag_scores
from training.teachers import teach

#: How often a pass over the data meets each corpus.
SHARES = {
    "ewt": 1.0,
    "gum": 1.0,
    "polnear": 1.0,
    "timebank": 1.3,
    "wikiwars": 1.0,
    "ecbplus": 0.5,
    "wikigold": 2.0,
    "re3d": 1.0,
    "chains": 3.0,
}
#: How many word pieces a step hides: names must be known by their company too.
HIDDEN = 0.06
#: What the annotation counts for beside the teachers, where there are teachers.
GOLD_SHARE = 0.5


@dataclass
class Plan:
    """How one reader is trained."""

    name: str = "model"
    minutes: float = 70
    #: Word pieces of a step, over all processes.
    size: int = 4800
    layers: int = 6
    seed: int = 7
    #: Peak learning rates of backbone and heads.
    rates: tuple[float, float] = (2e-4, 1e-3)
    #: Checkpoint to begin with instead of the backbone.
    start: Path | None = None
    #: Checkpoints of readers of six layers to learn from.
    teachers: list[Path] = field(default_factory=list)
    #: Corpora to train on, and beginnings of the names of parameters to train; none: all.
    corpora: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    #: The tenth of the documents, 0 to 9, that this reader is not to see: what it says of them can be believed.
    leave_out: int | None = None
    device: str = "cpu"
    #: Processes, on a CPU.
    ranks: int = 1


def without(made: dict[str, list[Example]], tenth: int | None) -> dict[str, list[Example]]:
    """The windows less those of a tenth of the documents."""
    return {
        name: [e for e in es if tenth is None or not in_tenth(e.name, tenth)] for name, es in made.items()
    }


def one_pass(made: dict[str, list[Example]], seed: int) -> list[Example]:
    """The windows of one pass over the data, each corpus by its share."""
    chance = random.Random(seed)
    out: list[Example] = []
    for name, es in made.items():
        share = SHARES.get(name, 1.0)
        out += es * int(share) + chance.sample(es, int(len(es) * (share % 1)))
    return out


def collate_passes(made: dict[str, list[Example]], size: int, passes: int) -> list[list[Batch]]:
    """Batches of several passes, put together beforehand by all cores: a GPU does not wait for Python."""
    orders = [batches(one_pass(made, k), size, k) for k in range(passes)]
    global _ORDERS
    _ORDERS = orders
    places = [(k, i) for k, order in enumerate(orders) for i in range(len(order))]
    out: list[list[Batch]] = [[] for _ in orders]
    with mp.get_context("fork").Pool(os.cpu_count()) as pool:
        for (k, _), packed in zip(places, pool.imap(_collate_one, places, chunksize=8), strict=True):
            out[k].append(pickle.loads(packed))
    return out


_ORDERS: list[list[list[Example]]] = []


def _collate_one(place: tuple[int, int]) -> bytes:
    # As bytes: a tensor sent between processes would hold a file open.
    return pickle.dumps(collate(_ORDERS[place[0]][place[1]]))


def _steps(
    plan: Plan, made: dict[str, list[Example]], ready: list[list[Batch]] | None, rank: int
) -> Iterator[tuple[int, Batch]]:
    """Batches for ever, with the number of their pass."""
    if ready is not None:
        ready = [[b.to(plan.device) for b in some] for some in ready]
    number = 0
    while True:
        if ready is not None:
            order = list(ready[(number + plan.seed) % len(ready)])
            random.Random(1000 * plan.seed + number).shuffle(order)
            yield from ((number, b) for b in order)
        else:
            lists = batches(one_pass(made, number), plan.size // plan.ranks, number)
            usable = len(lists) - len(lists) % plan.ranks
            yield from ((number, collate(some).to(plan.device)) for some in lists[rank : usable : plan.ranks])
        number += 1


def _share_gradients(parameters: list[torch.nn.Parameter], ranks: int) -> None:
    flat = torch.cat([(p.grad if p.grad is not None else torch.zeros_like(p)).view(-1) for p in parameters])
    dist.all_reduce(flat)
    flat /= ranks
    at = 0
    for p in parameters:
        p.grad = flat[at : at + p.numel()].view_as(p)
        at += p.numel()


def make_reader(work: Path, layers: int, start: Path | None) -> Reader:
    """A reader with the backbone's weights, or those of a checkpoint, of six layers or of as many."""
    model = Reader(load_labels(work), layers)
    backbone.fill(model.encoder, torch.load(work / BACKBONE, weights_only=True))
    if start:
        state = backbone.load(start)
        if any(k.startswith(f"encoder.layers.{layers}.") for k in state):
            state = backbone.fill_reader(state, layers)
        missing, unexpected = model.load_state_dict(state, strict=False)
        if unexpected or set(missing) != {"encoder.pieces.weight"}:
            raise SystemExit(
                f"{start} is no checkpoint of a reader with these labels: {missing} {unexpected}"
            )
    model.encoder.pieces.weight.requires_grad = False
    return model


def _loss(
    model: Reader, teachers: list[Reader], batch: Batch, targets: torch.Tensor | None
) -> tuple[torch.Tensor, dict[str, torch.Tensor]]:
    if teachers:
        batch, taught = teach(teachers, batch)
    hidden = (torch.rand(batch.ids.shape, device=batch.ids.device) < HIDDEN) & (batch.shapes > 0)
    ids = torch.where(hidden, MASK, batch.ids)
    kept = model.words(ids, batch.shapes, batch.joints, batch.mask, batch.at)
    words = model.drop(kept)
    scores = tag_scores(model, words) | other_scores(model, words, batch)
    lost = gold_losses(scores, batch)
    share = GOLD_SHARE if teachers else 1.0
    total = sum((share * WEIGHTS[k] * v for k, v in lost.items()), torch.zeros((), device=kept.device))
    if teachers:
        for k, v in taught_losses(scores, taught, batch).items():
            total = total + WEIGHTS[k] * v
            lost[f"taught:{k}"] = v
    if targets is not None and len(batch.passages):
        lost["embedding"] = embedding_loss(passage_vectors(model, kept, batch), targets[batch.passages[:, 3]])
        total = total + WEIGHTS["embedding"] * lost["embedding"]
    return total, lost


def run(
    rank: int,
    plan: Plan,
    work: Path,
    made: dict[str, list[Example]],
    ready: list[list[Batch]] | None = None,
) -> None:
    """Train by a plan; the learning rate falls to nought at the end. Writes ``NAME.pt`` into the folder."""
    torch.set_num_threads(1)
    if plan.ranks > 1:
        os.environ.update(MASTER_ADDR="127.0.0.1", MASTER_PORT="29617")
        dist.init_process_group("gloo", rank=rank, world_size=plan.ranks)
    # The embedding moves only with the encoder.
    targets = None if plan.only else passage_targets(work, made, plan.device).to(plan.device)
    torch.manual_seed(plan.seed)
    made = without(made, plan.leave_out)
    made = {name: es for name, es in made.items() if not plan.corpora or name in plan.corpora}
    model = make_reader(work, plan.layers, plan.start).to(plan.device).train()
    teachers = [make_reader(work, 6, path).to(plan.device).eval() for path in plan.teachers]
    for name, p in model.named_parameters():
        p.requires_grad &= not plan.only or name.startswith(plan.only)
    torch.manual_seed(plan.seed + rank)
    slow = ("encoder.layers", "encoder.norm", "encoder.places", "encoder.kind")
    groups: tuple[list[torch.nn.Parameter], list[torch.nn.Parameter]] = ([], [])
    for name, p in model.named_parameters():
        if p.requires_grad:
            groups[0 if name.startswith(slow) else 1].append(p)
    optimizer = torch.optim.AdamW(
        [{"params": some, "peak": rate} for some, rate in zip(groups, plan.rates, strict=True) if some],
        lr=0.0,
        weight_decay=0.01,
        betas=(0.9, 0.98),
        fused=True,
    )
    everything = groups[0] + groups[1]
    averages: dict[str, torch.Tensor] = {}
    seen, began = 0, time.time()
    for step, (number, batch) in enumerate(_steps(plan, made, ready, rank)):
        if step == 0:
            began = time.time()
        part = (time.time() - began) / (plan.minutes * 60)
        if plan.ranks > 1:
            clock = torch.tensor([part])
            dist.broadcast(clock, 0)
            part = float(clock)
        if part >= 1:
            break
        rate = min(1.0, part / 0.04) * max(0.0, 1.0 - part)
        for group in optimizer.param_groups:
            group["lr"] = group["peak"] * rate
        with torch.autocast(plan.device, torch.bfloat16):
            total, lost = _loss(model, teachers, batch, targets)
        optimizer.zero_grad(set_to_none=True)
        total.backward()
        if plan.ranks > 1:
            _share_gradients(everything, plan.ranks)
        torch.nn.utils.clip_grad_norm_(everything, 2.0)
        optimizer.step()
        seen += batch.ids.numel()
        for k, v in lost.items():
            averages[k] = 0.98 * averages[k] + 0.02 * v.detach() if k in averages else v.detach()
        if rank == 0 and step % 100 == 99:
            told = " ".join(f"{k}={v.item():.3f}" for k, v in sorted(averages.items()))
            speed = plan.ranks * seen / (time.time() - began)
            print(
                f"{plan.name} {part:.3f} pass {number} step {step + 1} {speed:.0f} pieces/s {told}",
                flush=True,
            )
        if rank == 0 and step % 500 == 499:
            _save(model, work / f"{plan.name}.pt")
    if rank == 0:
        _save(model, work / f"{plan.name}.pt")


def _save(model: Reader, path: Path) -> None:
    torch.save(
        {k: v.half() for k, v in backbone.trained(model.state_dict()).items()}, path.with_suffix(".tmp")
    )
    path.with_suffix(".tmp").replace(path)


def train(work: Path, plan: Plan) -> None:
    """Train one reader."""
    made = load_examples(work)
    if plan.device == "cuda":
        run(0, plan, work, made, collate_passes(without(made, plan.leave_out), plan.size, 4))
        return
    if not plan.only:
        passage_targets(work, made, plan.device)
    if plan.ranks == 1:
        run(0, plan, work, made)
    else:
        mp.start_processes(run, (plan, work, made), nprocs=plan.ranks, start_method="fork")
