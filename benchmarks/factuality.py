"""How sure the writer is that something happened: UDS on EWT's dev part."""

from __future__ import annotations

import numpy as np

from benchmarks.figures import Bench, Figures
from benchmarks.syntax import f1
from benchmarks.treebank import documents
from benchmarks.workbench import Workbench, lines

GOLD = "uds_factuality/dev.jsonl"


def run(workbench: Workbench) -> Figures:
    """Read every document whole; compare at the predicates that UDS asks for."""
    gold = {r["sent_id"]: r for r in lines(workbench.corpus(GOLD))}
    asked: list[float] = []
    found: list[float] = []
    for document in documents(workbench.corpus("ewt/dev.conllu")):
        if not any(name in gold for name in document.ids):
            continue
        scores = np.clip(workbench.encoder.encode(document.words).part("factuality")[:, 0], -3, 3)
        for name, a in zip(document.ids, document.edges.tolist(), strict=False):
            for predicate in gold[name]["predicates"] if name in gold else ():
                asked.append(predicate["factuality"])
                found.append(float(scores[a + predicate["predicate"]]))
    x, y = np.array(asked), np.array(found)
    # Three quarters of the predicates are told as fact: the side of zero is what a reader sees of them.
    happened, told = x > 0, y > 0
    return {
        "Pearson r, %": 100 * float(np.corrcoef(x, y)[0, 1]),
        "same side of zero, %": 100 * float((told == happened).mean()),
        "did not happen, F1": f1(int((~happened & ~told).sum()), int((~told).sum()), int((~happened).sum())),
    }


BENCH = Bench(
    "factuality",
    "factuality of predicates on UDS (EWT dev)",
    run,
    corpora=(GOLD, "ewt/dev.conllu"),
    notes="Gold words, documents whole, at the predicates of the corpus. Pearson's r is over the scores between -3 and 3, "
    "times 100; *did not happen*: F1 of those at zero or below.",
)
