"""The label sets of the heads, fixed once from the training parts and shipped with the weights."""

from __future__ import annotations

import msgspec


def bio(*types: str) -> tuple[str, ...]:
    return ("O", *(f"{mark}-{kind}" for kind in types for mark in "BI"))


# fmt: off
UPOS = (
    "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM",
    "VERB", "X",
)
# fmt: on
NAMES = bio("PER", "ORG", "LOC", "MISC")
TIMES = bio("DATE", "TIME", "DURATION", "SET")
CUES = ("O", "B", "I")
#: TimeML's event classes.
EVENTS = ("O", "OCCURRENCE", "REPORTING", "STATE", "I_ACTION", "I_STATE", "ASPECTUAL", "PERCEPTION")
#: What GUM's mentions stand for, on a mention's head; ECB+'s and re3d's mentions, whole.
THINGS = (
    "none",
    "abstract",
    "animal",
    "event",
    "object",
    "organization",
    "person",
    "place",
    "plant",
    "substance",
    "time",
)
ECB_MENTIONS = bio("HUMAN", "LOC", "TIME", "NON_HUMAN")
RE3D_MENTIONS = bio("Person", "Organisation", "Location", "Nationality")
#: The labels of the project's own passages on the first word of each cue.
SPEECH = ("statement", "belief", "intention", "order", "question", "perception")
SOURCES = ("person", "organisation", "document", "footage", "unnamed", "unstated", "outlet")
STANCES = ("affirms", "denies", "hedges")
#: Roles of an attribution's words, given its cue.
ATTRIBUTION_ROLES = ("O", "CUE", "B-SOURCE", "I-SOURCE", "B-CONTENT", "I-CONTENT")


class Labels(msgspec.Struct):
    """All label sets by head, and the rolesets.

    ``auxiliary`` heads teach the encoder what other corpora mark; they are not exported.
    """

    heads: dict[str, tuple[str, ...]]
    auxiliary: dict[str, tuple[str, ...]]
    attribution_roles: tuple[str, ...]
    frame_roles: tuple[str, ...]
    rolesets: tuple[str, ...]
