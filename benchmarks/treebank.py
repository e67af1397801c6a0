"""Documents of a CoNLL-U treebank, and what the encoder makes of their own words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks.workbench import Workbench
from hearsay.reading.words import Words

if TYPE_CHECKING:
    from hearsay.reading.syntax import Syntax


class Sentence(NamedTuple):
    """A sentence with its gold syntax. ``head`` counts its words from 0; a root is its own head."""

    id: str
    opens: bool
    forms: list[str]
    #: What stands after each word: a space or nothing.
    after: list[str]
    upos: list[str]
    head: list[int]
    relation: list[str]


class Document(NamedTuple):
    """A document's words, as the encoder takes them, and its sentences' gold syntax, one entry a word."""

    name: str
    words: Words
    ids: list[str]
    #: First words of the sentences, and the number of words last.
    edges: NDArray[np.int64]
    upos: list[str]
    head: NDArray[np.int64]
    relation: list[str]


class Read(NamedTuple):
    """A document as it was read: parsed with its gold sentences, with those found, and its names."""

    document: Document
    parsed: Syntax
    own: Syntax
    names: list[tuple[int, int, str]]


def sentences(path: Path) -> Iterator[tuple[str, Sentence]]:
    """The sentences of a CoNLL-U file with the names of their documents; empty nodes are left out."""
    document, name, opens = "", "", False
    rows: list[list[str]] = []
    glued: set[int] = set()
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.startswith("#"):
            key, _, value = line[1:].partition("=")
            if key.strip() == "newdoc id":
                document, opens = value.strip(), True
            elif key.strip() in ("newpar", "newpar id"):
                opens = True
            elif key.strip() == "sent_id":
                name = value.strip()
        elif line:
            cells = line.split("\t")
            tight = "SpaceAfter=No" in cells[9].split("|")
            if "-" in cells[0]:
                # A contraction stands in the text as one word: no space between its parts.
                first, last = map(int, cells[0].split("-"))
                glued.update(range(first, last + tight))
            elif "." not in cells[0]:
                if tight:
                    glued.add(int(cells[0]))
                rows.append(cells)
        elif rows:
            yield (
                document,
                Sentence(
                    name,
                    opens,
                    [r[1] for r in rows],
                    ["" if int(r[0]) in glued else " " for r in rows],
                    [r[3] for r in rows],
                    [int(r[6]) - 1 if r[6] != "0" else i for i, r in enumerate(rows)],
                    [r[7] for r in rows],
                ),
            )
            rows, glued, opens = [], set(), False


def documents(path: Path) -> Iterator[Document]:
    """The documents of a CoNLL-U file, in order."""
    together: list[Sentence] = []
    current = ""
    for name, sentence in sentences(path):
        if together and name != current:
            yield _document(current, together)
            together = []
        current = name
        together.append(sentence)
    if together:
        yield _document(current, together)


def _document(name: str, parts: list[Sentence]) -> Document:
    text = ""
    start: list[int] = []
    end: list[int] = []
    forms: list[str] = []
    opens: list[bool] = []
    for part in parts:
        if text:
            text = text.rstrip(" ") + ("\n\n" if part.opens else " ")
        for i, (form, after) in enumerate(zip(part.forms, part.after, strict=True)):
            opens.append(i == 0 and (part.opens or not start))
            start.append(len(text))
            text += form
            end.append(len(text))
            forms.append(form)
            text += after
    starts, ends = np.array(start, np.int32), np.array(end, np.int32)
    spaced = starts > np.concatenate(([0], ends[:-1]))
    edges = np.cumsum([0, *(len(part.forms) for part in parts)]).astype(np.int64)
    return Document(
        name,
        Words(text, starts, ends, forms, spaced, np.array(opens)),
        [part.id for part in parts],
        edges,
        [tag for part in parts for tag in part.upos],
        np.concatenate([np.array(part.head) + a for part, a in zip(parts, edges, strict=False)]).astype(
            np.int64
        ),
        [relation for part in parts for relation in part.relation],
    )


def read(workbench: Workbench, bank: str) -> list[Read]:
    """Read the dev part of a treebank, ``ewt`` or ``gum``, from its own words."""
    from hearsay.reading.mentions import find_names
    from hearsay.reading.syntax import read_syntax

    def make() -> list[Read]:
        out = []
        for document in documents(workbench.corpus(f"{bank}/dev.conllu")):
            encoded = workbench.encoder.encode(document.words)
            parsed, own = read_syntax(encoded, document.edges), read_syntax(encoded)
            out.append(Read(document, parsed, own, find_names(encoded)))
        return out

    return workbench.kept(f"treebank {bank}", make)
