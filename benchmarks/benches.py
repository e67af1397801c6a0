"""All benches, in the order in which they run."""

from __future__ import annotations

from benchmarks import (
    antecedents,
    attribution,
    confidence,
    copies,
    coreference,
    event_times,
    event_types,
    factuality,
    frames,
    gather,
    heads,
    kinds,
    names,
    nesting,
    pile,
    places,
    quantities,
    scale,
    segments,
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
        segments,
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
        kinds,
        confidence,
        sourcing_flags,
        antecedents,
        coreference,
        pile,
        copies,
        gather,
        speed,
        heads,
        scale,
    )
}
