"""How a source wishes to stay unnamed: "who asked not to be named". That describes the source; nothing is claimed."""

from __future__ import annotations

from hearsay.reading.mentions import head_of
from hearsay.reading.parts import Range, Relation
from hearsay.reading.syntax import Syntax

#: What is not to be done to a source, and what is asked for instead; after the phrases that the stylebooks of the
#: Associated Press and Reuters give for it.
_DONE = frozenset(str.split("named identified quoted"))
_ASKED = frozenset(str.split("anonymity anonymous anonymously"))
#: Words about them that are no claim of their own.
_BESIDE = frozenset(str.split("not to be by name on condition of remain stay in print publicly further"))


def stays_unnamed(relation: Relation, syntax: Syntax) -> bool:
    """Whether a content is nothing but that somebody is not to be named, with the reason or without."""
    if not relation.content:
        return False
    a, b = relation.content[0]
    head = head_of(syntax, a, b)
    if syntax.low[head] not in _DONE | _ASKED:
        return False
    if syntax.low[head] in _DONE and not {"not", "be", "being"} & set(syntax.low[a:head]):
        return False
    # "Asked for anonymity and a car" asks for more.
    return all(syntax.low[w] in _BESIDE or not syntax.low[w].isalnum() for w in range(a, head))


def drop_unnaming(found: list[Relation], outer: list[bool], syntax: Syntax) -> None:
    """Take out relations that only tell how a source stays unnamed, and their words out of the others' contents.

    "A senior official who asked not to be named" is a source, whole. ``outer`` has one entry a relation.
    """
    inside: set[int] = set()
    for i in reversed(range(len(found))):
        if stays_unnamed(found[i], syntax):
            dropped = found.pop(i)
            outer.pop(i)
            inside |= dropped.words()
    for i, relation in enumerate(found if inside else ()):
        kept = tuple((a, b) for a, b in relation.content if not inside.issuperset(range(a, b)))
        subject = next((part for part in kept if _is_subject(part, relation, syntax)), None)
        if not relation.source and subject and not inside.isdisjoint(range(*subject)):
            # Taken for content, since its clause looks like one.
            kept = tuple(part for part in kept if part != subject)
            relation = relation._replace(source=(subject,))
        found[i] = relation._replace(content=kept)


def _is_subject(part: Range, relation: Relation, syntax: Syntax) -> bool:
    head = head_of(syntax, *part)
    return syntax.relation[head] == "nsubj" and syntax.head[head] in range(*relation.cue)
