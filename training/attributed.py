"""Corpora of attributions: PolNeAR, and the project's own passages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from hearsay.reading.words import Words, split_words, words_in
from training.documents import IGNORE, Document, Frame, jsonl, likely_sentences, line_units, no_labels
from training.labels import ATTRIBUTION_ROLES, CUES, SOURCES, SPEECH, STANCES


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
    """The project's own passages: attributions at every depth, their kinds and stances, and who speaks."""
    out = []
    for d in passages:
        words = split_words(d["text"])
        document = Document(d["id"], words, line_units(words))
        document.attributions = attribution_frames(words, d["attributions"])
        document.tags["any_cue"] = _cue_tags(words, document.attributions)
        outer = [a for a in d["attributions"] if a["parent"] is None]
        document.tags["cue"] = _cue_tags(words, attribution_frames(words, outer))
        for head, field, values in (
            ("speech_kind", "kind", SPEECH),
            ("source_kind", "source_kind", SOURCES),
            ("stance", "stance", STANCES),
        ):
            document.tags[head] = no_labels(words)
            for a in d["attributions"]:
                at = words_in(words, *a["cue"][0])[0] if a["cue"] else len(words)
                if at < len(words):
                    document.tags[head][at] = values.index(a[field])
        _speakers(document, d)
        document.passages = likely_sentences(words)
        out.append(document)
    return out


def _speakers(document: Document, passage: dict[str, Any]) -> None:
    """Mentions of speakers: short sources, each in one chain with the first place where its speaker's name stands."""
    words = document.words
    chains: dict[str, int] = {}
    for a in passage["attributions"]:
        if not a["speaker"] or not a["source"]:
            continue
        start, end = a["source"][0]
        source = words_in(words, start, end)
        while source[1] - source[0] > 1 and words.forms[source[1] - 1] in (",", "'s", "’s"):
            source = (source[0], source[1] - 1)
        at = passage["text"].find(a["speaker"])
        if at < 0 or not 1 <= source[1] - source[0] <= 3:
            continue
        name = words_in(words, at, at + len(a["speaker"]))
        if name[1] == name[0] or not words.forms[name[0]][0].isupper():
            continue
        chain = chains.setdefault(a["speaker"], len(chains))
        for first, last in {name, source}:
            document.mentions.append((last - 1, chain, first, last, "speaker"))
    document.openings = False
