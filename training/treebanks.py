"""Universal Dependencies: EWT (with UNER, PropBank and UDS on the same sentences) and GUM."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from hearsay.reading.words import Words
from training.documents import IGNORE, OPEN, Document, Frame, jsonl
from training.labels import (
    ATTRIBUTION_ROLES,
    CUES,
    ECB_MENTIONS,
    EVENTS,
    NAMES,
    RE3D_MENTIONS,
    SOURCES,
    SPEECH,
    STANCES,
    THINGS,
    TIMES,
    UPOS,
    Labels,
    bio,
)


@dataclass
class _Sentence:
    name: str
    document: str
    opens: bool
    rows: list[list[str]]


def _conllu(path: Path) -> Iterator[_Sentence]:
    document, name, opens = "", "", False
    rows: list[list[str]] = []
    glued: set[int] = set()
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.startswith("# newdoc"):
            document, opens = line.split("=")[-1].strip(), True
        elif line.startswith("# newpar"):
            opens = True
        elif line.startswith("# sent_id"):
            name = line.split("=")[1].strip()
        elif not line:
            if rows:
                yield _Sentence(name, document, opens, rows)
            rows, opens, glued = [], False, set()
        elif line[0] != "#":
            cells = line.split("\t")
            if "-" in cells[0]:
                # A contraction: no space between its parts.
                a, b = map(int, cells[0].split("-"))
                glued.update(range(a, b + ("SpaceAfter=No" in cells[9])))
            elif "." not in cells[0]:
                if "SpaceAfter=No" in cells[9]:
                    glued.add(int(cells[0]))
                cells.append("" if int(cells[0]) in glued else " ")
                rows.append(cells)


def _treebank_documents(path: Path) -> Iterator[tuple[str, list[_Sentence]]]:
    together: list[_Sentence] = []
    for sentence in _conllu(path):
        if together and sentence.document != together[0].document:
            yield together[0].document, together
            together = []
        together.append(sentence)
    if together:
        yield together[0].document, together


def _words_of(sentences: list[_Sentence]) -> Words:
    text, start, end, forms, opens = "", [], [], [], []
    for sentence in sentences:
        if sentence.opens and text:
            text = text.rstrip(" ") + "\n\n"
        for i, cells in enumerate(sentence.rows):
            opens.append(i == 0 and (sentence.opens or not start))
            start.append(len(text))
            text += cells[1]
            end.append(len(text))
            forms.append(cells[1])
            text += cells[10]
        if not text.endswith((" ", "\n")):
            text += " "
    before = np.array([0, *end[:-1]])
    return Words(
        text,
        np.array(start, np.int32),
        np.array(end, np.int32),
        forms,
        np.array(start) > before,
        np.array(opens),
    )


def _syntax(document: Document, sentences: list[_Sentence], labels: Labels) -> None:
    upos = {x: i for i, x in enumerate(UPOS)}
    xpos = {x: i for i, x in enumerate(labels.heads["xpos"])}
    relation = {x: i for i, x in enumerate(labels.heads["relation"])}
    count = len(document.words)
    document.tags["sentence"] = np.zeros(count, np.int64)
    document.tags["upos"], document.tags["xpos"] = np.full(count, IGNORE), np.full(count, IGNORE)
    document.tags["relation"] = np.full(count, IGNORE)
    document.heads = np.full(count, IGNORE)
    at = 0
    for sentence in sentences:
        document.tags["sentence"][at] = 1
        document.units.append((at, at + len(sentence.rows)))
        for i, cells in enumerate(sentence.rows):
            document.tags["upos"][at + i] = upos.get(cells[3], IGNORE)
            document.tags["xpos"][at + i] = xpos.get(cells[4], IGNORE)
            document.tags["relation"][at + i] = relation.get(cells[7], IGNORE)
            head = int(cells[6])
            document.heads[at + i] = at + i if head == 0 else at + head - 1
        at += len(sentence.rows)
    document.passages = [(a, b) for a, b in document.units if 3 <= b - a <= 90]


def _frame(words: list[str], frame: dict[str, Any], at: int, labels: Labels) -> Frame | None:
    number = {x: i for i, x in enumerate(labels.frame_roles)}
    tags = np.zeros(len(words), np.int64)
    for role, start, end in sorted(frame["roles"], key=lambda r: r[1] - r[2]):
        if f"B-{role}" not in number or tags[start:end].any():
            continue
        tags[start:end] = number[f"I-{role}"]
        tags[start] = number[f"B-{role}"]
    rolesets = {x: i for i, x in enumerate(labels.rolesets)}
    p = at + frame["predicate"]
    return Frame((p, p + 1), at, at + len(words), tags, rolesets.get(frame["roleset"], IGNORE))


def ewt(root: Path, part: str, labels: Labels) -> list[Document]:
    """EWT with syntax, UNER's names, PropBank's frames and UDS's factuality, joined by the sentences' words."""
    frames = {tuple(d["words"]): d["frames"] for d in jsonl(root / "propbank_ewt" / f"{part}.jsonl")}
    facts = {tuple(d["words"]): d["predicates"] for d in jsonl(root / "uds_factuality" / f"{part}.jsonl")}
    names: dict[str, list[str]] = {}
    key = ""
    for line in (root / "uner_ewt" / f"{part}.iob2").read_text(encoding="utf-8").split("\n"):
        if line.startswith("# sent_id"):
            key = line.split("=")[1].strip()
        elif line and line[0] != "#":
            names.setdefault(key, []).append(line.split("\t")[2])
    number = {x: i for i, x in enumerate(NAMES) if x != "O"}
    out = []
    for name, sentences in _treebank_documents(root / "ewt" / f"{part}.conllu"):
        document = Document(name, _words_of(sentences), [])
        _syntax(document, sentences, labels)
        count = len(document.words)
        document.tags["name"], document.tags["predicate"] = np.full(count, IGNORE), np.full(count, IGNORE)
        document.factuality = np.full(count, np.nan, np.float32)
        for sentence, (a, b) in zip(sentences, document.units, strict=True):
            words = [cells[1] for cells in sentence.rows]
            tags = names.get(sentence.name, [])
            if len(tags) == b - a:
                document.tags["name"][a:b] = [number.get(t, OPEN) for t in tags]
            if tuple(words) in frames:
                document.tags["predicate"][a:b] = 0
                for frame in frames[tuple(words)]:
                    made = _frame(words, frame, a, labels)
                    if frame["roles"]:
                        document.tags["predicate"][a + frame["predicate"]] = 1
                        document.frames.append(made)
            for predicate in facts.get(tuple(words), []):
                document.factuality[a + predicate["predicate"]] = predicate["factuality"]
        out.append(document)
    return out


_OPENING = re.compile(r"\((\d+)-([a-z]+)-([a-z:_]+)|(\d+)\)|\)")


def _mentions(rows: list[list[str]], heads: np.ndarray, at: int) -> Iterator[tuple[int, int, int, int, str]]:
    """Entity mentions of a GUM sentence as (head word, chain, first word, end, type)."""
    stack: list[tuple[int, int, str]] = []
    for i, cells in enumerate(rows):
        value = next((x[7:] for x in cells[9].split("|") if x.startswith("Entity=")), "")
        for found in re.finditer(r"\((\d+)-([a-z]+)|(\d+)\)|\)", value):
            if found.group(1):
                stack.append((int(found.group(1)), at + i, found.group(2)))
            elif stack:
                # A mention of one word closes where it opens, with a plain bracket.
                wanted = int(found.group(3)) if found.group(3) else stack[-1][0]
                k = next((j for j in range(len(stack) - 1, -1, -1) if stack[j][0] == wanted), None)
                if k is None:
                    continue
                chain, first, kind = stack.pop(k)
                last = at + i + 1
                head = next(
                    (w for w in range(first, last) if not first <= heads[w] < last or heads[w] == w), first
                )
                yield head, chain, first, last, kind


def _rst_cues(sentences: list[_Sentence]) -> Iterator[int]:
    """Words that GUM's discourse layer gives as the signals of an attribution: "said", "according", "believes"."""
    rows = [cells for sentence in sentences for cells in sentence.rows]
    for sentence in sentences:
        for cells in sentence.rows:
            value = next((x[10:] for x in cells[9].split("|") if x.startswith("Discourse=")), "")
            for relation in value.split(";"):
                if not relation.startswith("attribution-"):
                    continue
                for signal in re.finditer(r"(?:lex-indwd|syn-rpr)-([\d,-]+)", relation):
                    for part in signal.group(1).strip("-").split("-"):
                        for n in (int(n) - 1 for n in part.split(",") if n):
                            if n < len(rows) and rows[n][3] in ("VERB", "NOUN", "ADJ"):
                                yield n


def gum(root: Path, part: str, labels: Labels) -> list[Document]:
    """GUM with syntax, coreference, what its mentions stand for, and the cues of RST's attributions."""
    out = []
    for name, sentences in _treebank_documents(root / "gum" / f"{part}.conllu"):
        document = Document(name, _words_of(sentences), [])
        _syntax(document, sentences, labels)
        count = len(document.words)
        for sentence, (a, _) in zip(sentences, document.units, strict=True):
            document.mentions.extend(_mentions(sentence.rows, document.heads, a))
        document.tags["thing"] = np.zeros(count, np.int64)
        for head, _, first, last, kind in sorted(document.mentions, key=lambda m: m[2] - m[3]):
            # The narrowest of the mentions with one head says what it stands for.
            if kind in THINGS and first <= head < last:
                document.tags["thing"][head] = THINGS.index(kind)
        document.tags["rst_cue"] = np.zeros(count, np.int64)
        document.tags["rst_cue"][list(_rst_cues(sentences))] = 1
        out.append(document)
    return out


def fix_labels(root: Path) -> Labels:
    """Count the label sets in the training parts."""
    xpos: Counter[str] = Counter()
    relations: Counter[str] = Counter()
    for bank in ("ewt", "gum"):
        for sentence in _conllu(root / bank / "train.conllu"):
            for cells in sentence.rows:
                xpos[cells[4]] += 1
                relations[cells[7]] += 1
    roles: Counter[str] = Counter()
    rolesets: Counter[str] = Counter()
    for d in jsonl(root / "propbank_ewt" / "train.jsonl"):
        for frame in d["frames"]:
            rolesets[frame["roleset"]] += 1
            roles.update(role for role, _, _ in frame["roles"])
    kept = sorted(role for role, n in roles.items() if n >= 15)
    return Labels(
        {
            "sentence": ("no", "yes"),
            "upos": UPOS,
            "xpos": tuple(sorted(x for x, n in xpos.items() if n >= 5 and x != "_")),
            "relation": tuple(sorted(x for x, n in relations.items() if n >= 5)),
            "name": NAMES,
            "time": TIMES,
            "cue": CUES,
            "any_cue": CUES,
            "predicate": ("no", "yes"),
            "event": EVENTS,
            "happening": ("no", "yes"),
        },
        {
            "thing": THINGS,
            "rst_cue": ("no", "yes"),
            "ecb": ECB_MENTIONS,
            "re3d": RE3D_MENTIONS,
            "speech_kind": SPEECH,
            "source_kind": SOURCES,
            "stance": STANCES,
        },
        ATTRIBUTION_ROLES,
        bio(*kept),
        tuple(sorted(rolesets)),
    )
