"""All benches, in the order in which they run."""

from __future__ import annotations

from benchmarks import (
    attribution,
    copies,
    coreference,
    event_times,
    event_types,
    factuality,
    frames,
    gather,
    heads,
    names,
    nesting,
    pile,
    places,
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
        frames,
        factuality,
        names,
        timex,
        event_times,
        event_types,
        places,
        quantities,
        nesting,
        coreference,
        pile,
        copies,
        gather,
        speed,
        heads,
        scale,
    )
}
