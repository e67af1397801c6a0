"""Kinds of origin in words and signs: colour never says it alone."""

from __future__ import annotations

from hearsay.schema import MentionType, SourceKind

KINDS: dict[SourceKind, str] = {
    "person": "a named person",
    "organisation": "an organisation",
    "document": "a document",
    "footage": "pictures or sound",
    "unnamed": "somebody not named",
    "unstated": "nobody at all",
    "outlet": "its own reporting",
}
#: A sign before each name: it tells the kind where colour does not.
SIGNS: dict[SourceKind, str] = {
    "person": "●",
    "organisation": "■",
    "document": "▤",
    "footage": "▶",
    "unnamed": "◌",
    "unstated": "∅",
    "outlet": "✎",
}
TYPES: dict[MentionType, str] = {
    "PER": "person",
    "ORG": "organisation",
    "LOC": "place",
    "MISC": "other",
    "PRON": "pronoun",
    "NOM": "description",
}
#: How an article hangs on what stands above it.
HOWS = {
    "says": "reported by",
    "reports": "reported by",
    "own reporting": "its own reporting",
    "cites": "cited by",
    "copies": "copied by",
    "restates": "restated by",
    "circular": "in a circle with another:",
    "unstated": "names nobody",
}
