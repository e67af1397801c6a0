"""Kinds of source and of speech, and stances, class by class, on the dev half of the project's own passages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import get_args

from benchmarks import nesting
from benchmarks.figures import Bench, Figures
from benchmarks.gold import chains
from benchmarks.gold.chains import Passage
from benchmarks.syntax import f1
from benchmarks.workbench import ROOT, Workbench
from hearsay.schema import Reading, SourceKind, SpeechKind, Stance

FIELDS = {"source_kind": SourceKind, "kind": SpeechKind, "stance": Stance}


def run(workbench: Workbench) -> Figures:
    """Measure whole readings of the passages."""
    passages = chains.load("dev")
    return score(passages, workbench.readings("gold chains", lambda: map(nesting.article, passages)))


def score(passages: Iterable[Passage], readings: Iterable[Reading]) -> Figures:
    """F1 of each class over the attributions whose cues were found."""
    n: Counter[tuple[str, str, str]] = Counter()
    for passage, reading in zip(passages, readings, strict=True):
        gold = {a.id: a for a in passage.attributions}
        for name, got in nesting.pairs(passage.text, gold.values(), reading.attributions).items():
            for field in FIELDS:
                wanted, said = getattr(gold[name], field), getattr(got, field)
                n[field, wanted, "gold"] += 1
                n[field, said, "found"] += 1
                n[field, wanted, "right"] += wanted == said
    return {
        f"{field.replace('_', ' ')}: {value}": f1(
            *(n[field, value, what] for what in ("right", "found", "gold"))
        )
        for field, values in FIELDS.items()
        for value in get_args(values)
        if n[field, value, "gold"]
    }


BENCH = Bench(
    "kinds",
    "kinds of source and of speech, and stances, class by class, on the project's own passages, dev half",
    run,
    data=(chains.FOLDER.relative_to(ROOT).as_posix(),),
    notes="F1 of each class over the attributions of the bench *chains* whose cues were found. Some classes are small: of "
    "footage, questions and perceptions the dev half has a score or so each.",
)
