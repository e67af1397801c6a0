"""Names: spans and types on UNER (EWT) and wikigold, dev parts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from benchmarks.figures import Bench, Figures
from benchmarks.syntax import f1
from benchmarks.treebank import read
from benchmarks.workbench import Workbench

Named = tuple[int, int, str]


def iob_spans(tags: list[str]) -> Iterator[Named]:
    """Spans (first, end, type) of IOB tags; ``B-`` heads every span, or only one that touches another."""
    first, kind = 0, ""
    for i, tag in enumerate([*tags, "O"]):
        mark, _, name = tag.partition("-")
        if kind and (mark != "I" or name != kind):
            yield first, i, kind
            kind = ""
        if mark != "O" and not kind:
            first, kind = i, name


def uner_tags(path: Path) -> dict[str, list[str]]:
    """The tags of each sentence, by its id."""
    out: dict[str, list[str]] = {}
    name = ""
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.startswith("# sent_id"):
            name = line.partition("=")[2].strip()
        elif line and line[0] != "#":
            out.setdefault(name, []).append(line.split("\t")[2])
    return out


#: Tokens of the corpus that lean on the one before them, and those that the next one leans on.
_LEANS_BACK = re.compile(r"[.,;:!?)\]%]|'s|''|n't|'re|'ve|'ll|'d|'m")
_LEANS_ON = frozenset(("(", "[", "``", "$"))


def wikigold(path: Path) -> Iterator[tuple[str, list[Named]]]:
    """The documents as text, a sentence a line, with their names as code-point spans."""
    for part in re.split(r"^-DOCSTART-.*\n", path.read_text(encoding="utf-8"), flags=re.MULTILINE):
        text, names = "", []
        for block in re.split(r"\n\s*\n", part.strip()):
            rows = [line.split() for line in block.split("\n") if line.strip()]
            spans = []
            text = text.rstrip(" ") + "\n" if text else ""
            for row in rows:
                if _LEANS_BACK.fullmatch(row[0]) and text.endswith(" "):
                    text = text[:-1]
                spans.append((len(text), len(text) + len(row[0])))
                text += row[0] + ("" if row[0] in _LEANS_ON else " ")
            names += [
                (spans[a][0], spans[b - 1][1], kind) for a, b, kind in iob_spans([row[-1] for row in rows])
            ]
        if text:
            yield text, names


class Count:
    """Names right, found and asked for."""

    def __init__(self) -> None:
        self.right = self.untyped = self.found = self.gold = 0

    def add(self, found: set[Named], gold: set[Named]) -> None:
        """Take in what one document holds."""
        self.right += len(found & gold)
        self.untyped += len({n[:2] for n in found} & {n[:2] for n in gold})
        self.found += len(found)
        self.gold += len(gold)

    def figures(self, corpus: str) -> Figures:
        """F1 of span and type, and of the span alone."""
        return {
            f"{corpus} F1": f1(self.right, self.found, self.gold),
            f"{corpus} F1, untyped": f1(self.untyped, self.found, self.gold),
        }


def run(workbench: Workbench) -> Figures:
    """Measure both corpora."""
    return _uner(workbench).figures("UNER") | _wikigold(workbench).figures("wikigold")


def _uner(workbench: Workbench) -> Count:
    tags, count = uner_tags(workbench.corpus("uner_ewt/dev.iob2")), Count()
    for document, _, _, names in read(workbench, "ewt"):
        gold: set[Named] = set()
        asked = np.zeros(len(document.words), bool)
        ends = document.edges.tolist()
        for name, a, b in zip(document.ids, ends, ends[1:], strict=False):
            # UNER cuts a word of two sentences otherwise than today's treebank: they are left out.
            if len(tags[name]) == b - a:
                asked[a:b] = True
                spans = iob_spans(tags[name])
                gold |= {(a + x, a + y, kind) for x, y, kind in spans if kind != "OTH" and kind != "O"}
        count.add({name for name in names if name[2] != "MISC" and asked[name[0]]}, gold)
    return count


def _wikigold(workbench: Workbench) -> Count:
    from hearsay.reading.mentions import find_names
    from hearsay.reading.words import split_words

    count = Count()
    for text, gold in wikigold(workbench.corpus("names/wikigold_dev.conll")):
        words = split_words(text)
        found = find_names(workbench.encoder.encode(words))
        count.add({(int(words.start[a]), int(words.end[b - 1]), kind) for a, b, kind in found}, set(gold))
    return count


BENCH = Bench(
    "names",
    "spans and types of names on UNER (EWT) and wikigold dev",
    run,
    corpora=("ewt/dev.conllu", "uner_ewt/dev.iob2", "names/wikigold_dev.conll"),
    notes="A name is right where both its ends and its type are. UNER: gold words, PER, ORG and LOC; its "
    "other names and the MISC that the encoder finds are left out. wikigold: text put together from "
    "its tokens and cut into words as any text is, four types.",
)
