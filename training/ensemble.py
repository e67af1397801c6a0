"""Train several readers, and then one, or more of different depth, that learns from all of them."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import torch.multiprocessing as mp

from training.batches import Example
from training.prepare import load_examples, passage_targets
from training.train import Plan, collate_passes, run, without

#: Ways in which the windows are put together as batches, one after another.
PASSES = 3


def ensemble(
    work: Path, teachers: int, students: list[int], minutes: tuple[float, float], device: str, size: int
) -> None:
    """Train ``teachers`` readers side by side for ``minutes[0]``, then a student of each depth for ``minutes[1]``.

    Each teacher is kept from a tenth of the documents of its own.

    Writes ``teacherN.pt`` and ``studentLAYERS.pt`` into the folder. A student begins with the first teacher's
    weights. Side by side is for a GPU, which one reader does not fill; on a CPU they are trained one after another.
    """
    made = load_examples(work)
    began = time.time()
    if device == "cuda":
        _side_by_side(passage_targets, [(work, made, device)])
    else:
        passage_targets(work, made, device)
    plan = Plan(device=device, size=size, minutes=minutes[0])
    paths = [work / f"teacher{i}.pt" for i in range(teachers)]
    _all([replace(plan, name=p.stem, seed=11 + i, leave_out=i) for i, p in enumerate(paths)], work, made)
    print(f"teachers ready after {time.time() - began:.0f} s", flush=True)
    plan = replace(plan, minutes=minutes[1], start=paths[0], teachers=paths)
    _all([replace(plan, name=f"student{n}", layers=n, seed=31 + n) for n in students], work, made)
    print(f"students ready after {time.time() - began:.0f} s", flush=True)


def _all(plans: list[Plan], work: Path, made: dict[str, list[Example]]) -> None:
    if plans[0].device != "cuda":
        for plan in plans:
            run(0, plan, work, made)
        return
    ready = {
        tenth: collate_passes(without(made, tenth), plans[0].size, PASSES)
        for tenth in {plan.leave_out for plan in plans}
    }
    _side_by_side(run, [(0, plan, work, made, ready[plan.leave_out]) for plan in plans])


def _side_by_side(what: Callable[..., object], given: list[tuple[object, ...]]) -> None:
    # Forked, so that the windows need not be sent; nothing has touched the GPU in this process.
    context = mp.get_context("fork")
    processes = [context.Process(target=what, args=arguments) for arguments in given]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    if any(process.exitcode for process in processes):
        raise SystemExit("a part of the training failed; what it says stands above")
