"""Who is meant, within one article: pronouns and noun phrases on GUM's dev part."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from benchmarks.figures import Bench, Figures
from benchmarks.syntax import f1
from benchmarks.treebank import Document, documents
from benchmarks.workbench import Workbench
from hearsay.reading.encoder import Encoder
from hearsay.reading.entities import join_mentions
from hearsay.reading.mentions import (
    GROUP_PRONOUNS,
    PERSON_PRONOUNS,
    THING_PRONOUNS,
    find_mentions,
)
from hearsay.reading.syntax import read_syntax

FILE = "gum/dev.conllu"
_MARK = re.compile(r"\((\d+)-[a-z]+|(\d+)\)|\)")
_PRONOUNS = PERSON_PRONOUNS | THING_PRONOUNS | GROUP_PRONOUNS


class Marked(NamedTuple):
    """A gold mention as a range of the document's words, and its chain."""

    first: int
    last: int
    chain: int


def marked(workbench: Workbench) -> Iterator[list[Marked]]:
    """The mentions of each document, in the file's order."""
    found: list[Marked] = []
    at = 0
    stack: list[tuple[int, int]] = []
    for line in workbench.corpus(FILE).read_text(encoding="utf-8").split("\n"):
        if line.startswith("# newdoc"):
            if at:
                yield found
            found, at, stack = [], 0, []
        elif not line:
            stack = []
        elif line[0] != "#":
            cells = line.split("\t")
            if not cells[0].isdigit():
                continue
            value = next((x[7:] for x in cells[9].split("|") if x.startswith("Entity=")), "")
            for mark in _MARK.finditer(value):
                if mark[1]:
                    stack.append((int(mark[1]), at))
                    continue
                # A mention of one word closes with a plain bracket.
                chain = int(mark[2]) if mark[2] else stack[-1][0] if stack else -1
                k = next((j for j in reversed(range(len(stack))) if stack[j][0] == chain), None)
                if k is not None:
                    found.append(Marked(stack.pop(k)[1], at + 1, chain))
            at += 1
    yield found


def _count(encoder: Encoder, document: Document, gold: list[Marked], n: dict[str, int]) -> None:
    """Count the pronouns and common nouns that point back, in the gold and as found, and those found right."""
    encoded = encoder.encode(document.words)
    syntax = read_syntax(encoded)
    mentions = find_mentions(encoded, syntax)
    owner = {i: actor for actor in join_mentions(encoded, syntax, mentions) for i in actor.mentions}
    at = {m.head: i for i, m in enumerate(mentions)}
    chains: dict[int, list[int]] = {}
    # By the word that a mention hangs on in the gold tree; of two with one head the longer.
    chain_of: dict[int, int] = {}
    for mark in sorted(gold, key=lambda m: (m.first, m.first - m.last)):
        inside = range(mark.first, mark.last)
        head = next(
            (w for w in inside if document.head[w] not in inside or document.head[w] == w), mark.first
        )
        if head not in chain_of:
            chain_of[head] = mark.chain
            chains.setdefault(mark.chain, []).append(head)
    for head, chain in chain_of.items():
        form = document.words.forms[head].lower()
        if form in _PRONOUNS:
            kind = "pronouns"
        elif document.upos[head] == "NOUN":
            kind = "nominals"
        else:
            continue
        n[f"{kind} gold"] += any(other < head for other in chains[chain])
        i = at.get(head)
        if i is None:
            continue
        before = [mentions[k].head for k in owner[i].mentions if mentions[k].first < mentions[i].first]
        if before:
            n[f"{kind} found"] += 1
            n[f"{kind} right"] += chain_of.get(before[-1]) == chain


def run(workbench: Workbench) -> Figures:
    """Measure the antecedents that are chosen on the corpus's words and sentences."""
    n = dict.fromkeys(
        (f"{kind} {what}" for kind in ("pronouns", "nominals") for what in ("right", "found", "gold")), 0
    )
    golds = list(marked(workbench))
    documents_ = list(documents(workbench.corpus(FILE)))
    if len(golds) != len(documents_):
        raise ValueError(f"{FILE}: {len(golds)} documents with mentions, {len(documents_)} with words")
    for document, gold in zip(documents_, golds, strict=True):
        _count(workbench.encoder, document, gold, n)
    out: Figures = {}
    for kind in ("pronouns", "nominals"):
        right, found, wanted = (n[f"{kind} {what}"] for what in ("right", "found", "gold"))
        out[f"{kind} precision"] = 100 * right / max(found, 1)
        out[f"{kind} recall"] = 100 * right / max(wanted, 1)
        out[f"{kind} F1"] = f1(right, found, wanted)
    return out


BENCH = Bench(
    "antecedents",
    "whom pronouns and noun phrases mean, within one article, on GUM dev",
    run,
    corpora=(FILE,),
    notes="On the corpus's words, with own sentences, trees and mentions. A pronoun (third person) or a phrase with a "
    "common noun is right if the mention before it in the same entity has its head where a gold mention of the same "
    "chain has it. *precision*: of those that are joined to something before; *recall*: of those that the corpus gives "
    "something before; what was not found as a mention counts as missed.",
)
