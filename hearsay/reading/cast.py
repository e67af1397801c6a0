"""Who is in a text: its mentions and actors, found by where they stand."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from hearsay.reading.entities import Actor
from hearsay.reading.mentions import Found

#: How two words stand when one renames the other.
RENAMING = ("flat", "appos", "compound", "nmod:desc")


class Cast:
    """The mentions and actors of one text, found by where they stand."""

    def __init__(self, mentions: Sequence[Found], actors: Sequence[Actor]) -> None:
        self.mentions, self.actors = mentions, actors
        self.owner = {i: k for k, actor in enumerate(actors) for i in actor.mentions}
        self.firsts = [m.first for m in mentions]
        self.organisations = [i for i, m in enumerate(mentions) if m.type == "ORG"]

    def within(self, a: int, b: int) -> range:
        """Indices of the mentions that begin in a range of words, or shortly before it."""
        return range(bisect_left(self.firsts, a - 12), bisect_left(self.firsts, b))

    def name_of(self, word: int) -> str | None:
        """The name, or else the words, behind the pronoun that stands at a word."""
        for i in self.within(word, word + 1):
            if self.firsts[i] == word and self.mentions[i].type == "PRON":
                actor = self.actors[self.owner[i]]
                return bare_name(actor.name) if actor.type != "PRON" else None
        return None

    def named_by(self, word: int) -> str | None:
        """The name of the actor of whom a word is the head, if it has one."""
        for i in self.within(word, word + 1):
            m = self.mentions[i]
            if m.head == word or (m.first <= word < m.last and m.type != "NOM"):
                actor = self.actors[self.owner[i]]
                return actor.name if actor.type not in ("PRON", "NOM") else None
        return None

    def organisation_at(self, word: int) -> int | None:
        """Index of the organisation whose name stands at a word, or for which the pronoun there stands."""
        for i in self.within(word, word + 1):
            m = self.mentions[i]
            if m.first <= word < m.last and m.type in ("ORG", "PRON"):
                actor = self.owner[i]
                return actor if self.actors[actor].type == "ORG" else None
        return None


def bare_name(name: str) -> str:
    """A source's words as a name: without article, closing comma and possessive ending."""
    return (
        re.sub(r"['’]s?$", "", re.sub(r"^(?:the|an?)\s+", "", name.strip(" ,"), flags=re.IGNORECASE)) or name
    )
