"""Words whose rolesets bear another word's name ("agreement": agree.01), from PropBank's EWT training part.

    python -m training.roleset_words

writes hearsay/reading/roleset_words.tsv: a word's base form, and its rolesets, the commonest first.
"""

from __future__ import annotations

from collections import Counter, defaultdict

from benchmarks.workbench import Workbench, lines
from hearsay.reading.events import ROLESET_WORDS, lemma_of

FILE = "propbank_ewt/train.jsonl"
HEAD = (
    "# Made by python -m training.roleset_words from PropBank's EWT training part (CC BY-SA 4.0): words whose\n"
    "# rolesets bear another word's name; the rolesets that were seen, the commonest first.\n"
)


def count(workbench: Workbench) -> dict[str, Counter[str]]:
    """How often each base form has each roleset; frames without roles are auxiliaries."""
    out: dict[str, Counter[str]] = defaultdict(Counter)
    for record in lines(workbench.corpus(FILE)):
        for frame in record["frames"]:
            if frame["roles"]:
                out[lemma_of(record["words"][frame["predicate"]])][frame["roleset"]] += 1
    return out


def main() -> None:
    """Write the table."""
    rows = [
        f"{word}\t{' '.join(r for r, _ in sorted(seen.items(), key=lambda x: (-x[1], x[0])))}\n"
        for word, seen in sorted(count(Workbench()).items())
        if any(r.rpartition(".")[0].partition("_")[0] != word for r in seen)
    ]
    ROLESET_WORDS.write_text(HEAD + "".join(rows), encoding="utf-8")
    print(f"{ROLESET_WORDS.name}: {len(rows)} words")


if __name__ == "__main__":
    main()
