"""The verbs that tell: how often each is an attribution's cue, counted in PolNeAR's training part."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from hearsay.reading.encoder import Encoder
from hearsay.reading.events import lemma_of
from hearsay.reading.syntax import read_syntax
from hearsay.reading.telling import FILE
from hearsay.reading.words import split_words, words_in
from training.documents import jsonl

#: Verbs seen as a cue less often, or in a smaller part of the places where they stand, are left out.
LEAST, SHARE = 5, 0.5


def count(corpora: Path, to: Path = FILE) -> None:
    """Write the table: lemma, times a cue, times a verb."""
    encoder = Encoder()
    cues: Counter[str] = Counter()
    verbs: Counter[str] = Counter()
    for d in jsonl(corpora / "polnear" / "train.jsonl"):
        words = split_words(d["text"])
        syntax = read_syntax(encoder.encode(words))
        inside = {w for a in d["attributions"] for s, e in a["cue"] for w in range(*words_in(words, s, e))}
        for w, form in enumerate(words.forms):
            if syntax.upos[w] == "VERB":
                lemma = lemma_of(form)
                verbs[lemma] += 1
                cues[lemma] += w in inside
    rows = sorted(
        ((lemma, n, verbs[lemma]) for lemma, n in cues.items() if n >= max(LEAST, SHARE * verbs[lemma])),
        key=lambda row: (-row[1], row[0]),
    )
    lines = ["lemma\tcue\tverb", *("\t".join(map(str, row)) for row in rows)]
    to.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(len(rows), "verbs")
