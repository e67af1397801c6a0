"""The corpora, each made into documents of words with labels."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from hearsay.reading.words import Words, split_words, words_in
from training.labels import ATTRIBUTION_ROLES, CUES, EVENTS, NAMES, TIMES, UPOS, Labels

IGNORE = -100


@dataclass
class Frame:
    """Roles of words given a trigger: labels of words ``first`` to ``last``, the trigger's words excluded or not."""

    trigger: tuple[int, int]
    first: int
    last: int
    labels: np.ndarray
    roleset: int = IGNORE


@dataclass
class Document:
    """Words with labels. ``units`` are the stretches that a window must not cut; ``tags`` one label a word a head."""

    name: str
    words: Words
    units: list[tuple[int, int]]
    tags: dict[str, np.ndarray] = field(default_factory=dict)
    heads: np.ndarray | None = None
    factuality: np.ndarray | None = None
    frames: list[Frame] = field(default_factory=list)
    attributions: list[Frame] = field(default_factory=list)
    #: (head word, chain, first word, end, type) of each entity mention.
    mentions: list[tuple[int, int, int, int, str]] = field(default_factory=list)
    #: Stretches of words whose sentence embedding is to be kept.
    passages: list[tuple[int, int]] = field(default_factory=list)


def jsonl(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def no_labels(words: Words) -> np.ndarray:
    return np.full(len(words), IGNORE, np.int64)


def tag_spans(words: Words, spans: list[tuple[int, int, str]], labels: tuple[str, ...]) -> np.ndarray:
    """BIO labels of character spans (start, end, type); an earlier span wins over a later one that overlaps it."""
    number = {label: i for i, label in enumerate(labels)}
    tags = np.zeros(len(words), np.int64)
    for start, end, kind in spans:
        a, b = words_in(words, start, end)
        if a == b or tags[a:b].any() or f"B-{kind}" not in number:
            continue
        tags[a:b] = number[f"I-{kind}"]
        tags[a] = number[f"B-{kind}"]
    return tags


def line_units(words: Words) -> list[tuple[int, int]]:
    """The lines of a text, those that are too long cut at likely sentence ends."""
    edges = [*np.flatnonzero(words.opens).tolist(), len(words)]
    units = []
    for a, b in pairwise(edges):
        while b - a > 120:
            stops = [i + 1 for i in range(a + 20, min(a + 120, b - 1)) if words.forms[i] in ".!?"]
            cut = stops[-1] if stops else a + 120
            units.append((a, cut))
            a = cut
        units.append((a, b))
    return units


def likely_sentences(words: Words) -> list[tuple[int, int]]:
    """Sentences by full stops, good enough to choose passages whose embedding is to be kept."""
    edges = {0, len(words), *np.flatnonzero(words.opens).tolist()}
    for i, form in enumerate(words.forms[:-1]):
        if form in ".!?":
            edges.add(i + 2 if words.forms[i + 1] in "\"”’'" else i + 1)
    ordered = sorted(edges)
    return [(a, b) for a, b in pairwise(ordered) if 3 <= b - a <= 90]


# --- Universal Dependencies: EWT (with UNER, PropBank, UDS on the same sentences) and GUM


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
    number = {x: i for i, x in enumerate(NAMES)}
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
                document.tags["name"][a:b] = [number.get(t.replace("OTH", "MISC"), 0) for t in tags]
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


def gum(root: Path, part: str, labels: Labels) -> list[Document]:
    """GUM with syntax, entity mentions and the cues of RST's attributions."""
    out = []
    for name, sentences in _treebank_documents(root / "gum" / f"{part}.conllu"):
        document = Document(name, _words_of(sentences), [])
        _syntax(document, sentences, labels)
        for sentence, (a, _) in zip(sentences, document.units, strict=True):
            document.mentions.extend(_mentions(sentence.rows, document.heads, a))
        out.append(document)
    return out


# --- attributions


def attribution_frames(words: Words, attributions: list[dict[str, Any]], reach: int = 160) -> list[Frame]:
    """Frames of attributions that have a cue. Words further than ``reach`` from the cue are left out."""
    number = {x: i for i, x in enumerate(ATTRIBUTION_ROLES)}
    out = []
    for attribution in attributions:
        cue = [words_in(words, s, e) for s, e in attribution["cue"]]
        cue = [(a, b) for a, b in cue if b > a]
        if not cue:
            continue
        trigger = cue[0]
        tags = np.zeros(len(words), np.int64)
        for role in ("CONTENT", "SOURCE"):
            for s, e in attribution[role.lower()]:
                a, b = words_in(words, s, e)
                if b > a:
                    tags[a:b] = number[f"I-{role}"]
                    tags[a] = number[f"B-{role}"]
        for a, b in cue:
            tags[a:b] = number["CUE"]
        first, last = max(0, trigger[0] - reach // 2), min(len(words), trigger[1] + reach)
        out.append(Frame(trigger, first, last, tags[first:last]))
    return out


def _cue_tags(words: Words, frames: list[Frame]) -> np.ndarray:
    tags = np.zeros(len(words), np.int64)
    for frame in frames:
        a, b = frame.trigger
        if not tags[a:b].any():
            tags[a:b] = CUES.index("I")
            tags[a] = CUES.index("B")
    return tags


def _passages(words: Words, frames: list[Frame], contents: list[tuple[int, int]]) -> list[tuple[int, int]]:
    return sorted({*likely_sentences(words), *((a, b) for a, b in contents if 3 <= b - a <= 90)})


def polnear(root: Path, part: str) -> list[Document]:
    """PolNeAR: the outermost attributions. What stands inside a content is no evidence against nested cues."""
    out = []
    for d in jsonl(root / "polnear" / f"{part}.jsonl"):
        words = split_words(d["text"])
        document = Document(d["doc_id"], words, line_units(words))
        document.attributions = attribution_frames(words, d["attributions"])
        document.tags["cue"] = _cue_tags(words, document.attributions)
        every = document.tags["cue"].copy()
        contents = [words_in(words, s, e) for a in d["attributions"] for s, e in a["content"]]
        for a, b in contents:
            inside = every[a:b]
            inside[inside == 0] = IGNORE
        document.tags["any_cue"] = every
        document.passages = _passages(words, document.attributions, contents)
        out.append(document)
    return out


def chains(passages: list[dict[str, Any]]) -> list[Document]:
    """The project's own passages: attributions at every depth."""
    out = []
    for d in passages:
        words = split_words(d["text"])
        document = Document(d["id"], words, line_units(words))
        document.attributions = attribution_frames(words, d["attributions"])
        document.tags["any_cue"] = _cue_tags(words, document.attributions)
        outer = [a for a in d["attributions"] if a["parent"] is None]
        document.tags["cue"] = _cue_tags(words, attribution_frames(words, outer))
        document.passages = likely_sentences(words)
        out.append(document)
    return out


# --- times and events


def times(root: Path, name: str, part: str) -> list[Document]:
    """TimeBank (times, events by class) or WikiWars (times)."""
    out = []
    for d in jsonl(root / "times" / f"{name}_{part}.jsonl"):
        words = split_words(d["text"])
        document = Document(d["id"], words, line_units(words))
        spans = [(t["start"], t["end"], t["type"]) for t in d["timex"] if t["type"] and t["end"] > t["start"]]
        spans.sort(key=lambda s: (s[0], -s[1]))
        document.tags["time"] = tag_spans(words, spans, TIMES)
        for t in d["timex"]:
            if not t["type"]:
                a, b = words_in(words, t["start"], t["end"])
                document.tags["time"][a:b] = IGNORE
        if "events" in d:
            tags = np.zeros(len(words), np.int64)
            for event in d["events"]:
                a, b = words_in(words, event["start"], event["end"])
                tags[a:b] = EVENTS.index(event["class"])
            document.tags["event"] = tags
        document.passages = likely_sentences(words)
        out.append(document)
    return out


def ecbplus(root: Path, part: str) -> list[Document]:
    """ECB+: the words that name happenings, in the sentences that were annotated."""
    out = []
    for d in jsonl(root / "ecbplus" / f"{part}.jsonl"):
        words = split_words(d["text"])
        document = Document(d["doc"], words, line_units(words))
        tags = no_labels(words)
        told: set[int] = set()
        for m in d["mentions"]:
            if m["annotated_sentence"]:
                told.update(_sentence_tokens(d, m["tokens"][0]))
        for token in told:
            a, b = words_in(words, *d["offsets"][token])
            tags[a:b] = np.where(tags[a:b] > 0, tags[a:b], 0)
        for m in d["mentions"]:
            if m["annotated_sentence"] and "ACTION" in m["type"]:
                for token in m["tokens"]:
                    a, b = words_in(words, *d["offsets"][token])
                    tags[a:b] = 1
        document.tags["happening"] = tags
        document.passages = likely_sentences(words)
        out.append(document)
    return out


def _sentence_tokens(d: dict[str, Any], token: int) -> range:
    sentences = d["sentence_of"]
    a = b = token
    while a > 0 and sentences[a - 1] == sentences[token]:
        a -= 1
    while b < len(sentences) and sentences[b] == sentences[token]:
        b += 1
    return range(a, b)


# --- names


def wikigold(root: Path, part: str) -> list[Document]:
    out, forms, tags = [], [], []

    def finish() -> None:
        if not forms:
            return
        text, spans, previous = "", [], "O"
        for form, tag in zip(forms, tags, strict=True):
            if form == "\n":
                text, previous = text.rstrip(" ") + "\n", "O"
                continue
            glue = re.fullmatch(r"[.,;:!?)\]%]|'s|''|n't|'re|'ve|'ll|'d|'m", form)
            if glue and text.endswith(" "):
                text = text[:-1]
            start = len(text)
            text += form
            if tag != "O":
                kind = tag[2:]
                if previous == tag and spans:
                    spans[-1] = (spans[-1][0], len(text), kind)
                else:
                    spans.append((start, len(text), kind))
            previous = tag
            text += "" if form in ("(", "[", "``", "$") else " "
        words = split_words(text)
        document = Document(f"wikigold-{len(out)}", words, line_units(words))
        document.tags["name"] = tag_spans(words, spans, NAMES)
        document.passages = likely_sentences(words)
        out.append(document)
        forms.clear()
        tags.clear()

    for line in (root / "names" / f"wikigold_{part}.conll").read_text(encoding="utf-8").split("\n"):
        cells = line.split()
        if not cells:
            forms.append("\n")
            tags.append("O")
        elif cells[0] == "-DOCSTART-":
            finish()
        else:
            forms.append(cells[0])
            tags.append(cells[-1])
    finish()
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
    from training.labels import bio

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
        ATTRIBUTION_ROLES,
        bio(*kept),
        tuple(sorted(rolesets)),
    )
