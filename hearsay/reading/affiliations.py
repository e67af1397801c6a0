"""The organisation that somebody speaks for: "we" in the words of "Ruth Adeyinka, the founder of Amberline" is Amberline."""

from __future__ import annotations

from collections.abc import Iterator

from hearsay.reading.cast import RENAMING, Cast
from hearsay.reading.syntax import Syntax

#: How an organisation hangs on a description.
_OF = ("nmod", "nmod:poss", "nmod:desc", "compound", "flat")


def affiliation(actor: int, syntax: Syntax, cast: Cast) -> int | None:
    """Index of the organisation that a person is described by ("Amberline's founder", "of Harrow police"); None if none is."""
    for i in cast.actors[actor].mentions:
        m = cast.mentions[i]
        if m.type != "PER":
            continue
        for noun in _descriptions(syntax, m.head):
            for word in _belongings(syntax, noun):
                found = cast.organisation_at(word)
                if found is not None:
                    return found
    return None


def _descriptions(syntax: Syntax, name: int) -> Iterator[int]:
    """Nouns that describe the bearer of a name, and the name itself: "Ivor Tandy of Harrow police"."""
    yield name
    for c in syntax.children(name):
        if syntax.relation[c] in RENAMING:
            yield c
    above = syntax.head[name]
    if above != name and syntax.relation[name] in RENAMING:
        yield above
        yield from (c for c in syntax.children(above) if c != name and syntax.relation[c] in RENAMING)
    if syntax.relation[name] == "nsubj" and any(syntax.relation[c] == "cop" for c in syntax.children(above)):
        yield above


def _belongings(syntax: Syntax, noun: int) -> Iterator[int]:
    """What a noun is said to be of, at one remove: "head of the press office of Amberline"."""
    for c in syntax.children(noun):
        if syntax.relation[c] in _OF:
            yield c
            yield from (k for k in syntax.children(c) if syntax.relation[k] in _OF)
