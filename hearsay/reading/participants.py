"""Who takes part in an event: who acts, and on whom, as phrases with the entities that they name."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from hearsay.reading.cast import RENAMING
from hearsay.reading.encoder import Encoded
from hearsay.reading.event_types import TAKEN, Typed
from hearsay.reading.events import Frame
from hearsay.reading.mentions import Found, head_of, noun_phrase
from hearsay.reading.syntax import Syntax
from hearsay.reading.things import THINGS, things

#: What acts, as GUM tells entities apart.
_ACTING = ("person", "organization")
_INERT = ("object", "event", "time", "animal", "plant", "substance")
_ROLES_OF_TARGET = (*TAKEN, "ARGM-COM", "ARGM-LOC", "ARGM-DIR", "ARGM-PRP")


class Part(NamedTuple):
    """A participant: a range of words and the mention that it is or holds; ``acts`` or is acted on."""

    first: int
    last: int
    mention: int | None
    acts: bool


class Participants:
    """Finds who takes part in the events of one text."""

    def __init__(
        self, encoded: Encoded, syntax: Syntax, mentions: Sequence[Found], frames: Sequence[Frame]
    ) -> None:
        self.syntax, self.mentions, self.frames = syntax, mentions, frames
        self.firsts = [m.first for m in mentions]
        self.happening = {frame.predicate for frame in frames}
        found = things(encoded)
        self.acting = np.isin(found, [THINGS.index(k) for k in _ACTING])
        #: Nouns for things: clouds, lamps. What they do is no deed.
        self.inert = np.isin(found, [THINGS.index(k) for k in _INERT])

    def of(self, typed: Typed) -> tuple[Part, ...]:
        """The participants of an event, who acts first; nobody twice."""
        if not typed.path:
            return ()
        frames = [self.frames[i] for i in typed.path]
        told = {frame.predicate for frame in frames}
        # Who dies in an attack has not attacked.
        actors, used = self._actors(frames, told, undergoes=typed.bare == "ASSAULT")
        targets: list[Part] = []
        for frame in frames:
            for label in _ROLES_OF_TARGET:
                for role in frame.roles:
                    if label == "ARGM-LOC" and (targets or len(actors) > 1):
                        continue  # where it happened, unless nothing else tells to whom
                    if role[0] == label and role not in used and head_of(self.syntax, *role[1:]) not in told:
                        targets += self._parts(role[1], role[2], False, deep=True)
        out: list[Part] = []
        held: set[int] = set()
        for part in (*actors, *targets):
            words = set(range(part.first, part.last))
            if not words & held and (part.acts or sum(not p.acts for p in out) < 2):
                out.append(part)
                held |= words
        return tuple(out)

    def by_itself(self, typed: Typed) -> bool:
        """Whether a verb tells what befell its subject, without anybody who did it: "the pier burned"."""
        frame = self.frames[typed.path[0]]
        roles = [role for role, _, _ in frame.roles]
        return "ARG0" not in roles and any(
            role == "ARG1" and self._active_subject(frame.predicate, a, b) for role, a, b in frame.roles
        )

    def is_somebody(self, part: Part) -> bool:
        """Whether a participant is named, or described as no thing."""
        return part.mention is not None or not self.inert[part.last - 1]

    def demanded(self, source: tuple[int, int], parts: Sequence[Part]) -> tuple[Part, ...]:
        """The participants of a demand: its source acts, all others are asked."""
        asking = self._parts(*source, True)
        words = {w for p in asking for w in range(p.first, p.last)}
        asked = [p._replace(acts=False) for p in parts if words.isdisjoint(range(p.first, p.last))]
        return (*asking, *asked)

    def _actors(
        self, frames: Sequence[Frame], told: set[int], undergoes: bool
    ) -> tuple[list[Part], set[tuple[str, int, int]]]:
        """Who acts, by the outermost frame that tells, and the roles that told it."""
        for frame in frames:
            for role in frame.roles:
                if role[0] == "ARG0":
                    found = self._parts(role[1], role[2], True)
                    if found:
                        return found, {role}
            for role in frame.roles:
                # "troops arrived", "the rebels surrendered": who undergoes it does it.
                if head_of(self.syntax, *role[1:]) in told:
                    continue
                if (
                    role[0] == "ARG1"
                    and not undergoes
                    and self._active_subject(frame.predicate, role[1], role[2])
                ):
                    found = self._parts(role[1], role[2], True)
                    if found:
                        return found, {role}
            agent = self._agent(frame.predicate)
            if agent is not None:
                found = self._parts(*noun_phrase(self.syntax, agent), True)
                if found:
                    return found, set()
        first = frames[0].predicate
        subject = self._subject(first)
        if subject is not None and subject not in told and not undergoes:
            return self._parts(*noun_phrase(self.syntax, subject), True), set()
        return [], set()

    def _agent(self, w: int) -> int | None:
        """Who a passive says it was done by."""
        for c in self.syntax.children(w):
            by = any(self.syntax.forms[k].lower() == "by" for k in self.syntax.children(c))
            passive = any(self.syntax.relation[k] == "aux:pass" for k in self.syntax.children(w))
            if by and (
                self.syntax.relation[c] == "obl:agent" or (passive and self.syntax.relation[c] == "obl")
            ):
                return c
        return None

    def _subject(self, w: int) -> int | None:
        """Who does what a verb tells: its active subject, or that of the verb it is joined to or the infinitive of;
        of "oblige each side to help" the object.
        """
        for _ in range(3):
            for c in self.syntax.children(w):
                if self.syntax.relation[c] == "nsubj":
                    return c
            relation, above = self.syntax.relation[w], self.syntax.head[w]
            if relation not in ("conj", "xcomp") or self.syntax.upos[w] != "VERB":
                return None
            if relation == "xcomp":
                told = [c for c in self.syntax.children(above) if self.syntax.relation[c] == "obj" and c < w]
                if told:
                    return told[0]
            w = above
        return None

    def _active_subject(self, predicate: int, a: int, b: int) -> bool:
        """Whether a role is the subject of an active verb; without an auxiliary a passive is none."""
        children = self.syntax.children(predicate)
        if any(self.syntax.relation[c] == "aux:pass" for c in children):
            return False
        return any(a <= c < b and self.syntax.relation[c] in ("nsubj", "nsubj:pass") for c in children)

    def _parts(self, a: int, b: int, acts: bool, deep: bool = False) -> list[Part]:
        """Somebody's phrases in a role: its head and what is joined to it. ``deep``: else the first name in it."""
        head = head_of(self.syntax, a, b)
        if self.syntax.upos[head] in ("VERB", "AUX"):
            # "demanded that Sund withdraw": who is to do it.
            subject = next(
                (c for c in self.syntax.children(head) if self.syntax.relation[c] == "nsubj"), None
            )
            if subject is not None and a <= subject < b:
                head = subject
        heads = [
            head,
            *(c for c in self.syntax.children(head) if self.syntax.relation[c] == "conj" and c < b),
        ]
        out = [part for w in heads if (part := self._part(w, acts)) is not None]
        if out or not (deep or acts):
            return out
        first, last = noun_phrase(self.syntax, head)
        for x, y in ((first, last), (a, b)):
            named = [i for i in self._within(x, y) if self.mentions[i].type not in ("PRON", "NOM")]
            if named and acts and x == first:
                # "French and Sundish warships": what they sent acts for them.
                return [Part(first, last, named[0], acts)]
            if named:
                return [Part(self.mentions[i].first, self.mentions[i].last, i, acts) for i in named[:1]]
        if acts and self.syntax.upos[head] == "NOUN" and head not in self.happening:
            # "both sides", "a storm": PropBank's agent, whatever it is.
            return [Part(first, last, None, acts)]
        some = [
            i
            for i in self._within(a, b)
            if self.mentions[i].type != "PRON" and self.acting[self.mentions[i].head]
        ]
        return [Part(self.mentions[i].first, self.mentions[i].last, i, acts) for i in some[:1]]

    def _within(self, a: int, b: int) -> range:
        return range(bisect_left(self.firsts, a), bisect_left(self.firsts, b))

    def _part(self, w: int, acts: bool) -> Part | None:
        """The phrase about a word if it stands for somebody, with the of-phrase of "thousands of", "a group of"."""
        named = self._renamed(w)
        if named is not None:
            m = self.mentions[named]
            a = noun_phrase(self.syntax, w)[0]
            a = min(
                a,
                m.first,
                *(n.first for n in self.mentions[max(0, named - 3) : named] if n.first < a < n.last),
            )
            return Part(a, max(w + 1, m.last), named, acts)
        inner = self._of(w)
        for i in range(bisect_left(self.firsts, w - 12), bisect_left(self.firsts, w + 1)):
            m = self.mentions[i]
            if m.first <= w < m.last and (m.type != "NOM" or self.acting[w] or inner is not None):
                a, b = noun_phrase(self.syntax, m.head)
                # A name that the phrase begins inside of is in it whole.
                a = min(
                    a, m.first, *(n.first for n in self.mentions[max(0, i - 3) : i] if n.first < a < n.last)
                )
                b = max(b, m.last)
                if m.type == "NOM" and inner is not None:
                    return self._whole(a, inner, acts)
                return Part(a, b, i, acts)
        if self.syntax.upos[w] in ("NOUN", "PROPN", "PRON", "NUM") and (self.acting[w] or inner is not None):
            # "Taiwan's Vice Foreign Minister", "200 Iraqi Kurds": a phrase that holds a name is no mention.
            return self._whole(noun_phrase(self.syntax, w)[0], inner if inner is not None else w, acts)
        return None

    def _renamed(self, w: int) -> int | None:
        """The person whose title or description a noun is: "Transport Minister Ines Adeyemi"."""
        for i in self._within(w - 8, w + 9):
            m = self.mentions[i]
            together = self.syntax.sentence[m.head] == self.syntax.sentence[w]
            if m.type == "PER" and together and not m.first <= w < m.last:
                joined = self.syntax.head[m.head] == w and self.syntax.relation[m.head] in RENAMING
                if joined or (m.first == w + 1 and self.syntax.upos[w] in ("NOUN", "PROPN")):
                    return i
        return None

    def _of(self, w: int) -> int | None:
        """The acting noun behind "of": the diplomats of "a group of diplomats"; at any depth ("tens of thousands of")."""
        for c in self.syntax.children(w):
            if self.syntax.relation[c] == "nmod" and any(
                self.syntax.forms[k].lower() == "of" for k in self.syntax.children(c)
            ):
                deeper = self._of(c)
                if deeper is not None:
                    return deeper
                return c if self.acting[c] and self.syntax.upos[c] == "NOUN" else None
        return None

    def _whole(self, a: int, head: int, acts: bool) -> Part:
        b = noun_phrase(self.syntax, head)[1]
        named = [i for i in self._within(a, b) if self.mentions[i].type not in ("PRON", "NOM")]
        return Part(a, b, named[0] if named else None, acts)


__all__ = ["Part", "Participants"]
