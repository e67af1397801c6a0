"""Tags, trees and sentences on Universal Dependencies: EWT and GUM, dev parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from benchmarks.figures import Bench, Figures
from benchmarks.treebank import Document, Read, read
from benchmarks.workbench import Workbench

if TYPE_CHECKING:
    from hearsay.reading.syntax import Syntax


def f1(right: int, found: int, gold: int) -> float:
    """F1 in percent; 0 where nothing is right."""
    return 200 * right / (found + gold) if right else 0.0


def universal(relation: str) -> str:
    """The universal part of a relation: ``nsubj`` of ``nsubj:pass``."""
    return relation.partition(":")[0]


def _attached(document: Document, syntax: Syntax) -> tuple[int, int]:
    """How many words have the right head, and how many of them the right relation too."""
    heads = np.asarray(syntax.head) == document.head
    same = [universal(a) == universal(b) for a, b in zip(syntax.relation, document.relation, strict=True)]
    return int(heads.sum()), int((heads & np.array(same)).sum())


def score(parts: list[Read]) -> Figures:
    """The figures of one treebank."""
    n = dict.fromkeys(("words", "upos", "uas", "las", "own", "right", "found", "gold"), 0)
    for document, parsed, own, _ in parts:
        n["words"] += len(document.words)
        n["upos"] += sum(a == b for a, b in zip(parsed.upos, document.upos, strict=True))
        uas, las = _attached(document, parsed)
        n["uas"] += uas
        n["las"] += las
        n["own"] += _attached(document, own)[1]
        gold = set(zip(document.edges[:-1].tolist(), document.edges[1:].tolist(), strict=True))
        found = set(own.sentences())
        n["right"] += len(gold & found)
        n["found"] += len(found)
        n["gold"] += len(gold)
    total = max(n["words"], 1)
    return {
        "UPOS": 100 * n["upos"] / total,
        "UAS": 100 * n["uas"] / total,
        "LAS": 100 * n["las"] / total,
        "LAS, own sentences": 100 * n["own"] / total,
        "sentence F1": f1(n["right"], n["found"], n["gold"]),
    }


def run(workbench: Workbench) -> Figures:
    """Measure both treebanks."""
    return {
        f"{bank.upper()} {k}": v for bank in ("ewt", "gum") for k, v in score(read(workbench, bank)).items()
    }


BENCH = Bench(
    "syntax",
    "tags, trees and sentences on EWT and GUM dev, gold words",
    run,
    corpora=("ewt/dev.conllu", "gum/dev.conllu"),
    notes="Gold words, whole documents. UAS and LAS with gold sentences; *own sentences*: with those that "
    "the encoder finds. As in the CoNLL 2018 scorer relations are compared by their universal part "
    "(`nsubj` of `nsubj:pass`), and every word counts, punctuation too. A sentence is right where "
    "both its ends are.",
)
