"""Corpora of times, events, mentions and names: TimeBank, WikiWars, ECB+, wikigold, re3d."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import numpy as np

from hearsay.reading.words import split_words, words_in
from training.documents import (
    IGNORE,
    Document,
    jsonl,
    likely_sentences,
    line_units,
    no_labels,
    tag_spans,
)
from training.labels import ECB_MENTIONS, EVENTS, NAMES, RE3D_MENTIONS, TIMES


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
    """ECB+: the words that name happenings, and the mentions with their chains, in the sentences that were annotated."""
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
        _ecb_mentions(document, d, tags == IGNORE)
        document.passages = likely_sentences(words)
        out.append(document)
    return out


def _ecb_mentions(document: Document, d: dict[str, Any], unread: np.ndarray) -> None:
    words = document.words
    spans, chains = [], {}
    for m in d["mentions"]:
        kind = next((k for k in ("NON_HUMAN", "HUMAN", "LOC", "TIME") if m["type"].startswith(k)), None)
        if not m["annotated_sentence"] or kind is None:
            continue
        start, end = d["offsets"][m["tokens"][0]][0], d["offsets"][m["tokens"][-1]][1]
        spans.append((start, end, kind))
        a, b = words_in(words, start, end)
        if b > a and kind in ("HUMAN", "LOC"):
            # Most mentions are names, pronouns or short noun phrases, whose head is the last word.
            chain = chains.setdefault(m["chain"], len(chains))
            document.mentions.append((b - 1, chain, a, b, kind))
    document.tags["ecb"] = tag_spans(words, spans, ECB_MENTIONS)
    document.tags["ecb"][unread] = IGNORE
    document.openings = False


def re3d(root: Path, part: str) -> list[Document]:
    """re3d: entities in texts on a war, nominal mentions too."""
    out = []
    for d in jsonl(root / "names" / f"re3d_{part}.jsonl"):
        words = split_words(d["text"])
        document = Document(f"re3d-{d['id']}", words, line_units(words))
        spans = sorted(((e["start"], e["end"], e["type"]) for e in d["entities"]), key=lambda s: s[0] - s[1])
        document.tags["re3d"] = tag_spans(words, spans, RE3D_MENTIONS)
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
