"""Verbs that tell what somebody says, thinks or means."""

from __future__ import annotations

from functools import cache
from pathlib import Path

#: Lemma, times a cue, times a verb, in PolNeAR's training part; written by ``python -m training telling``.
FILE = Path(__file__).parent / "telling.tsv"


@cache
def telling_verbs() -> frozenset[str]:
    """Lemmas of the verbs that are an attribution's cue in at least half of the places where they stand."""
    rows = FILE.read_text(encoding="utf-8").splitlines()[1:]
    return frozenset(row.split("\t")[0] for row in rows)
