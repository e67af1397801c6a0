"""All benches, in the order in which they run."""

from __future__ import annotations

from benchmarks import (
    attribution,
    confidence,
    coreference,
    event_times,
    event_types,
    factuality,
    frames,
    gather,
    names,
    nesting,
    pile,
    places,
    quantities,
    scale,
    sourcing_flags,
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
        confidence,
        sourcing_flags,
        coreference,
        pile,
        gather,
        speed,
        scale,
    )
}
