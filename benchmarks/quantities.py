"""Quantities on the dev half of the project's own gold set of figures."""

from __future__ import annotations

from benchmarks import figures_gold
from benchmarks.figures import Bench, Figures
from benchmarks.workbench import ROOT, Workbench


def run(workbench: Workbench) -> Figures:
    """Measure the rules alone: they need no encoder."""
    del workbench
    return figures_gold.measure("dev")


BENCH = Bench(
    "quantities",
    "quantities and what they count on the project's own sentences, dev half",
    run,
    data=(figures_gold.GOLD.relative_to(ROOT).as_posix(),),
    notes="By the rules alone. *figures exact*: F1 of those with the right span, bounds, unit, counted noun and kind; "
    "*sentences exact*: all figures exact and no others; *span*: F1 of spans. The rest: of the figures with the "
    "right span, the part with the right bounds, unit, counted noun, kind.",
)
