"""All benches, in the order in which they run."""

from __future__ import annotations

from benchmarks import (
    attribution,
    copies,
    coreference,
    event_times,
    gather,
    names,
    nesting,
    pile,
    quantities,
    scale,
    speed,
    syntax,
    timex,
)
from benchmarks.figures import Bench

BENCHES: dict[str, Bench] = {
    module.BENCH.name: module.BENCH
    for module in (
        attribution,
        syntax,
        names,
        timex,
        event_times,
        quantities,
        nesting,
        coreference,
        pile,
        copies,
        gather,
        speed,
        scale,
    )
}
