"""Frames on PropBank's EWT dev part: predicates, their rolesets, their roles."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from benchmarks.figures import Bench, Figures
from benchmarks.treebank import Document, documents
from benchmarks.workbench import Record, Workbench, lines

if TYPE_CHECKING:
    from hearsay.reading.events import Frame

GOLD = "propbank_ewt/dev.jsonl"


def gold_frames(workbench: Workbench) -> dict[tuple[str, ...], Record]:
    """The gold sentences by their words. A sentence that stands twice is asked for once in each document."""
    return {(_bank_name(r["doc"]), *r["words"]): r for r in lines(workbench.corpus(GOLD))}


def _bank_name(doc: str) -> str:
    """The treebank's name of a document of PropBank: the name of its file, without the ending."""
    return doc.replace("/", "-").rpartition(".")[0]


def _sentences(document: Document, gold: dict[tuple[str, ...], Record]) -> list[tuple[Record, int, int]]:
    """The sentences of a document that PropBank has, with their ranges of words."""
    ends = document.edges.tolist()
    out = []
    for a, b in pairwise(ends):
        record = gold.get((document.name, *document.words.forms[a:b]))
        if record is not None:
            out.append((record, a, b))
    return out


def _as_record(record: Record, a: int, b: int, frames: list[Frame]) -> Record:
    """The frames of one sentence in the scorer's form."""
    return {
        "doc": record["doc"],
        "sentence": record["sentence"],
        "frames": [
            {
                "predicate": f.predicate - a,
                "roleset": f.roleset,
                "roles": [[role, x - a, y - a] for role, x, y in f.roles if a <= x < y <= b],
            }
            for f in frames
            if a <= f.predicate < b
        ],
    }


def run(workbench: Workbench) -> Figures:
    """Read every document whole, with the predicates that the reading finds and with those of the gold."""
    from hearsay.reading.events import find_propbank_predicates, read_frames
    from hearsay.reading.syntax import read_syntax

    gold = gold_frames(workbench)
    given: list[Record] = []
    own: list[Record] = []
    for document in documents(workbench.corpus("ewt/dev.conllu")):
        parts = _sentences(document, gold)
        if not parts:
            continue
        encoded = workbench.encoder.encode(document.words)
        syntax = read_syntax(encoded, document.edges)
        asked = [a + f["predicate"] for record, a, _ in parts for f in record["frames"]]
        told = read_frames(encoded, syntax, [], asked)
        found = read_frames(encoded, syntax, [], find_propbank_predicates(encoded))
        for record, a, b in parts:
            given.append(_as_record(record, a, b, told))
            own.append(_as_record(record, a, b, found))
    path = workbench.corpus(GOLD)
    known: dict[str, Any] = workbench.score("score_frames.py", path, given, "--gold-predicates")
    free: dict[str, Any] = workbench.score("score_frames.py", path, own)
    return {
        "role F1, gold predicates": known["role"],
        "role head F1, gold predicates": known["role_head"],
        "roleset accuracy, gold predicates": known["roleset"],
        "role F1": free["role"],
        "role head F1": free["role_head"],
        "predicate F1": free["predicate"],
        "roleset accuracy": free["roleset"],
    }


BENCH = Bench(
    "frames",
    "predicates, rolesets and roles on PropBank's EWT dev part",
    run,
    corpora=(GOLD, "ewt/dev.conllu"),
    notes="Gold words and sentences, documents whole; the corpus's own scorer. A role is right where its label and both "
    "its ends are; *head*: its last word. *gold predicates*: they are given, roles and rolesets are found. "
    "Auxiliaries and frames without roles are not asked for.",
)
