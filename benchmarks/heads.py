"""What the heads cost beside the encoder: all that a reading does after it, in seconds of work."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from benchmarks import attribution, speed
from benchmarks.figures import Bench, Figures
from benchmarks.workbench import Workbench

#: Parts of a reading by the module that puts them together and the name that they have there.
ENCODER = "encoder"
PARTS = {
    ENCODER: ("hearsay.reading.encoder", "Encoder.encode"),
    "attributions": ("hearsay.reading.analysis", "read_relations"),
    "frames": ("hearsay.reading.analysis", "read_frames"),
    "syntax": ("hearsay.reading.analysis", "read_syntax"),
    "names": ("hearsay.reading.analysis", "find_mentions"),
    "entities": ("hearsay.reading.analysis", "join_mentions"),
    "event types": ("hearsay.reading.event_types", "EventTypes.all"),
    "places": ("hearsay.reading.places", "Places.all"),
    "commitments": ("hearsay.reading.commitments", "Commitments.all"),
    "times": ("hearsay.reading.analysis", "read_times"),
}


def run(workbench: Workbench) -> Figures:
    """Read articles several times; medians of the shares."""
    every = list(attribution.articles(workbench))
    articles = every[:: max(1, len(every) // speed.ARTICLES)][: speed.ARTICLES]
    for article in articles:
        workbench.reader.read(article)  # what is loaded late is loaded now
    whole: list[float] = []
    parts: dict[str, list[float]] = {name: [] for name in PARTS if name != ENCODER}
    for _ in range(speed.REPEATS):
        seconds, spent = _timed(lambda: [workbench.reader.read(article) for article in articles])
        alone = spent.pop(ENCODER)
        whole.append(100 * (seconds - alone) / alone)
        for name, took in spent.items():
            parts[name].append(100 * took / alone)
    return {"all heads, % of the encoder's time": statistics.median(whole)} | {
        f"{name}, % of the encoder's time": statistics.median(some) for name, some in parts.items()
    }


def _work(task: Callable[[], object]) -> float:
    begun = time.process_time()
    task()
    return time.process_time() - begun


def _timed(task: Callable[[], object]) -> tuple[float, dict[str, float]]:
    """Seconds of a task, and of each part in it."""
    from importlib import import_module

    spent = dict.fromkeys(PARTS, 0.0)
    undo: list[tuple[Any, str, Any]] = []

    def watch(name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(call)
        def watched(*given: Any, **named: Any) -> Any:
            begun = time.process_time()
            try:
                return call(*given, **named)
            finally:
                spent[name] += time.process_time() - begun

        return watched

    for name, (module, path) in PARTS.items():
        owner: Any = import_module(module)
        *outer, last = path.split(".")
        for step in outer:
            owner = getattr(owner, step)
        undo.append((owner, last, getattr(owner, last)))
        setattr(owner, last, watch(name, getattr(owner, last)))
    try:
        return _work(task), spent
    finally:
        for owner, last, call in undo:
            setattr(owner, last, call)


_NAMES = [f"{name}, % of the encoder's time" for name in ("all heads", *PARTS)]
BENCH = Bench(
    "heads",
    "what the heads and all rules cost beside the encoder",
    run,
    corpora=(attribution.FILE,),
    loose=frozenset(_NAMES),
    notes=f"{speed.ARTICLES} articles of PolNeAR dev, {speed.REPEATS} times, seconds of work; medians. *all heads*: all that a "
    "reading does when the encoder is done, rules and figures included; the parts are some of it. Unlike everywhere "
    "else less is better.",
)
