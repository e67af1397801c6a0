"""Who answers in an interview, and by which office: read from the introduction or the headline."""

from __future__ import annotations

from collections.abc import Sequence

from hearsay.reading.cast import Cast, bare_name
from hearsay.reading.encoder import Encoder
from hearsay.reading.entities import Actor
from hearsay.reading.mentions import find_mentions
from hearsay.reading.syntax import Syntax, read_syntax
from hearsay.reading.turns import Turn
from hearsay.reading.words import Words, split_words


def find_interviewee(words: Words, cast: Cast, turns: Sequence[Turn]) -> int | None:
    """Index of the actor who answers in an interview, of those that the text names before it.

    It is whoever is mentioned most, then first. A byline's person ("Interview by Ana Ruiz") asks.
    """
    if not turns:
        return None
    first = min(turn.label[0] if turn.label else turn.mark for turn in turns)
    found: list[tuple[int, int, int]] = []
    for k, actor in enumerate(cast.actors):
        before = [m for i in actor.mentions if (m := cast.mentions[i]).last <= first]
        if actor.type != "PER" or not before or words.forms[max(0, before[0].first - 1)].lower() == "by":
            continue
        found.append((-len(before), before[0].first, k))
    return min(found)[2] if found else None


def named_in_headline(encoder: Encoder, headline: str) -> str | None:
    """The first person whom a headline names, as of an interview that names nobody before it."""
    encoded = encoder.encode(split_words(headline))
    people = (m for m in find_mentions(encoded, read_syntax(encoded)) if m.type == "PER")
    return next((bare_name(m.text) for m in people), None)


def called(words: Words, syntax: Syntax, cast: Cast, actor: Actor) -> set[str]:
    """The nouns, small letters, by which somebody is called beside the name: titles, and what is set beside them."""
    relation, head = syntax.relation, syntax.head
    heads = [cast.mentions[i].head for i in actor.mentions if cast.mentions[i].type != "PRON"]
    # "The minister, Tom Hale", "Tom Hale, the minister".
    beside = [int(head[w]) for w in heads if relation[w] == "appos"]
    beside += [c for w in heads for c in syntax.children(w) if relation[c] == "appos"]
    found = {words.forms[w] for w in (*heads, *beside) if words.forms[w].islower()}
    if actor.title:
        found |= {actor.title.casefold(), actor.title.split()[-1].casefold()}
    return found


def offices(words: Words, syntax: Syntax, cast: Cast) -> dict[str, str]:
    """Whom an office stands for, in small letters, where one person alone is called by it."""
    holders: dict[str, set[str]] = {}
    for actor in cast.actors:
        for office in called(words, syntax, cast, actor) if actor.type == "PER" else ():
            holders.setdefault(office, set()).add(actor.name)
    return {office: min(names) for office, names in holders.items() if len(names) == 1}
