"""What a standards desk looks for, on the dev half of the project's own passages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import get_args

from benchmarks import nesting
from benchmarks.figures import Bench, Figures
from benchmarks.gold import chains
from benchmarks.gold.chains import Passage
from benchmarks.syntax import f1
from benchmarks.workbench import ROOT, Workbench
from hearsay.schema import FlagKind, Reading


def run(workbench: Workbench) -> Figures:
    """Measure the flags of whole readings of the passages."""
    passages = chains.load("dev")
    return score(passages, workbench.readings("gold chains", lambda: map(nesting.article, passages)))


def score(passages: Iterable[Passage], readings: Iterable[Reading]) -> Figures:
    """Compare the flags of readings with those of the passages that they are of."""
    some = [(set(p.flags), {flag.kind for flag in r.flags}) for p, r in zip(passages, readings, strict=True)]
    out: Figures = {}
    for kind in get_args(FlagKind):
        gold, found = (sum(kind in pair[k] for pair in some) for k in (0, 1))
        right = sum(kind in wanted and kind in got for wanted, got in some)
        out[f"{kind}, accuracy"] = 100 * sum((kind in a) == (kind in b) for a, b in some) / len(some)
        out[f"{kind}, F1"] = f1(right, found, gold)
    return out


BENCH = Bench(
    "flags",
    "what a standards desk looks for: anonymity without a reason, sources that are one, on own passages, dev half",
    run,
    data=(chains.FOLDER.relative_to(ROOT).as_posix(),),
    notes="Passages that have the flag or not. *accuracy*: the part of all passages in which it is told right; *F1*: of the "
    "passages that have it. In the dev half 20 have the first, and no more than two the second.",
)
