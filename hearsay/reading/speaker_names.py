"""The name of who speaks, of the words of a source: whose office it is, and whom "who" stands for."""

from __future__ import annotations

import re

from hearsay.reading.cast import Cast, bare_name
from hearsay.reading.entities import Actor
from hearsay.reading.mentions import head_of, noun_phrase
from hearsay.reading.parts import Relation
from hearsay.reading.syntax import Syntax
from hearsay.reading.words import Words
from hearsay.schema import SourceKind

_RELATIVE = frozenset(["who", "which", "that"])


def _core_end(syntax: Syntax, a: int, b: int) -> int:
    """Where what only adds to a source begins: "the fire brigade" of "the fire brigade, whose log was read,"."""
    head = head_of(syntax, a, b)
    for w in range(head + 1, b):
        if syntax.forms[w] == "," and not any(
            syntax.relation[c] in ("conj", "cc") and head <= int(syntax.head[c]) < b for c in range(w, b)
        ):
            return w
    return b


def speaker_name(
    words: Words,
    syntax: Syntax,
    relation: Relation,
    actor: Actor | None,
    cast: Cast,
    kind: SourceKind,
) -> str:
    """The name that a source resolves to; its own words where nothing better is known."""
    if actor is not None and actor.type not in ("PRON", "NOM"):
        return actor.name
    a, b = relation.source[0]
    if b - a == 1 and words.forms[a].lower() in _RELATIVE:
        # "an official who asked ...": the noun that the clause describes.
        noun = _described(syntax, a)
        if noun is not None:
            if name := cast.named_by(noun):
                return name
            first, last = noun_phrase(syntax, noun)
            return _phrase(words, syntax, first, min(_complement_end(syntax, noun, last), a), cast)
    if actor is not None and actor.type == "NOM" and (b - a == 1 or syntax.relation[a] != "nmod:poss"):
        alone = b - a == 1 and syntax.upos[a] == "PRON"
        if alone or any((m.first, m.last) == (a, b) for m in map(cast.mentions.__getitem__, actor.mentions)):
            return descriptor(words, syntax, actor, cast, None if alone else words.forms[b - 1])
    if kind in ("person", "organisation", "unnamed"):
        b = _core_end(syntax, a, b)
    return _phrase(words, syntax, a, b, cast)


def descriptor(words: Words, syntax: Syntax, actor: Actor, cast: Cast, noun: str | None = None) -> str:
    """Somebody without a name by the phrase that says most: the first with a complement, or else with a modifier.

    "A former trader at Lowland Trust" is who "the trader" and "he" are, further on. ``noun``, where given, is the head
    that the phrase must have: who is called "the trader" is called nothing else.
    """
    phrases = [
        m
        for m in map(cast.mentions.__getitem__, actor.mentions)
        if m.type == "NOM" and (noun is None or words.forms[m.head].lower() == noun.lower())
    ]
    if not phrases:
        return bare_name(noun or actor.name)
    ends = [_complement_end(syntax, m.head, m.last) for m in phrases]
    best = next((i for i, m in enumerate(phrases) if ends[i] > m.last), None)
    if best is None:
        best = next((i for i, m in enumerate(phrases) if m.last - m.first > 2), 0)
    return _phrase(words, syntax, phrases[best].first, ends[best], cast)


def _complement_end(syntax: Syntax, head: int, last: int) -> int:
    """Where the prepositional complements of a phrase end: "a trader at Lowland Trust|, who"; ``last`` if it has none."""
    inside, open_ = set[int](), [c for c in syntax.children(head) if c > head]
    while open_:
        c = open_.pop()
        if syntax.relation[c].split(":")[0] in (
            "nmod",
            "case",
            "det",
            "amod",
            "advmod",
            "compound",
            "flat",
            "nummod",
            "conj",
            "cc",
        ):
            inside.add(c)
            open_ += syntax.children(c)
    end = last
    if end not in inside or syntax.upos[end] != "ADP":
        return last
    while end in inside and syntax.upos[end] != "PUNCT":
        end += 1
    return end


def _described(syntax: Syntax, pronoun: int) -> int | None:
    """The noun before a relative pronoun that its clause describes: by the tree, or else what stands before it."""
    verb = int(syntax.head[pronoun])
    noun = int(syntax.head[verb])
    if syntax.relation[verb].startswith("acl") and noun < pronoun:
        return noun
    before = pronoun - 1
    # "Anneke de Roo, 27, who says": an age between commas is no noun.
    while before >= syntax.edges[syntax.sentence[pronoun]] and syntax.upos[before] in ("PUNCT", "NUM"):
        before -= 1
    if before < syntax.edges[syntax.sentence[pronoun]] or syntax.upos[before] not in ("NOUN", "PROPN"):
        return None
    while syntax.relation[before] in ("flat", "compound") and int(syntax.head[before]) < pronoun:
        before = int(syntax.head[before])
    return before


def _phrase(words: Words, syntax: Syntax, a: int, b: int, cast: Cast) -> str:
    """A phrase as a name: "her own lawyer" as "Ana Ruiz's lawyer", whoever she is."""
    owner = syntax.relation[a] == "nmod:poss" and b - a > 1
    whose = cast.name_of(a) if owner else None
    if (
        owner
        and not whose
        and a + 2 < b
        and words.forms[a + 1].lower() in _POSSESSIVE
        and (named := cast.named_by(a))
    ):
        # "Feld's office": Dunja Feld's.
        whose, a = (named, a + 1) if named != words.forms[a] else (None, a)
    if whose:
        a += 1
        a += words.forms[a].lower() == "own" and b - a > 1
    own = bare_name(words.text[words.start[a] : words.end[b - 1]])
    return f"{whose}'s {own}" if whose else re.sub(r"(?<=['’]s) own(?= )", "", own)


_POSSESSIVE = ("'s", "’s", "'", "’")
