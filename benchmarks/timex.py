"""Time expressions of whole readings: TimeBank and WikiWars, dev parts; the project's anchored dates."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from benchmarks import times
from benchmarks.figures import Bench, Figures
from benchmarks.workbench import ROOT, Workbench, lines
from hearsay.schema import Article, Reading

CORPORA = {"TimeBank": "times/timebank_dev.jsonl", "WikiWars": "times/wikiwars_dev.jsonl"}


def run(workbench: Workbench) -> Figures:
    """Measure the corpora, then the gold set."""
    out: Figures = {}
    for corpus, file in CORPORA.items():
        readings = workbench.readings(file, partial(_articles, workbench, file))
        found = workbench.score("score_timex.py", workbench.corpus(file), map(_prediction, readings))
        out[f"{corpus} value"] = 100 * found["value_F1"]
        out[f"{corpus} strict"] = 100 * found["strict"]["F1"]
        out[f"{corpus} relaxed"] = 100 * found["relaxed"]["F1"]
    if times.GOLD.stat().st_size:
        out["anchored dates value"] = times.anchored("dev")["accuracy"]
    return out


def _articles(workbench: Workbench, file: str) -> Iterator[Article]:
    for d in lines(workbench.corpus(file)):
        yield Article(d["text"], d["id"], d.get("dct"))


def _prediction(reading: Reading) -> dict[str, object]:
    timex = [{"start": t.start, "end": t.end, "type": t.type, "value": t.value} for t in reading.times]
    return {"id": reading.id, "timex": timex}


BENCH = Bench(
    "times",
    "time expressions and their values on TimeBank and WikiWars dev",
    run,
    corpora=tuple(CORPORA.values()),
    data=(times.GOLD.relative_to(ROOT).as_posix(),),
    notes="F1 as in TempEval-3: *relaxed* any overlap, *strict* the same ends, *value* any overlap and the "
    "same value. *anchored dates*: dates that hang on an event, by the rules alone, the part of the "
    "dev half whose value is right. `python -m benchmarks.times` has more: the rules alone, their "
    "speed, their errors.",
)
