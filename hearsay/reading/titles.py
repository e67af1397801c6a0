"""Titles and roles that a text gives to persons: before the name, beside it, or in a clause that says who it is."""

from __future__ import annotations

import calendar
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from hearsay.reading.encoder import Encoded
from hearsay.reading.mentions import Found, noun_phrase
from hearsay.reading.syntax import Syntax
from hearsay.reading.things import THINGS
from hearsay.reading.words import Words

#: Words of the longest title that is one ("Under-Secretary-General for ... and Emergency Relief Coordinator").
_LONGEST = 16
_DAYS = frozenset(name.lower() for name in (*calendar.day_name, *calendar.month_name[1:]))
_PERSON = THINGS.index("person")


def title(encoded: Encoded, syntax: Syntax, kinds: NDArray[np.int64], m: Found) -> str | None:
    """The longest title or role that stands with a person's name, as it stands there, without its article.

    ``kinds``: what each word stands for, as :func:`hearsay.reading.things.things` tells.
    """
    found = [t for t in (_before(encoded, syntax, m), *_beside(encoded, syntax, kinds, m)) if t]
    return max(found, key=len, default=None)


def _before(encoded: Encoded, syntax: Syntax, m: Found) -> str | None:
    """ "Transport Minister Ana Ruiz"."""
    words = encoded.words
    found = title_of(words, syntax, m)
    if found is None or found.lower() in _DAYS:
        return None
    first = int(np.searchsorted(words.start, words.start[m.first] - 1 - len(found)))
    # "U.N. Secretary-General": the tree may part what a hyphen joins.
    while (
        first > 1 and not words.spaced[first] and not words.opens[first] and words.forms[first - 1] in "-–‑"
    ):
        first -= 2
        while first > 0 and syntax.upos[first - 1] == "PROPN" and not words.opens[first]:
            first -= 1
    return words.text[words.start[first] : words.end[m.first - 1]]


def _beside(encoded: Encoded, syntax: Syntax, kinds: NDArray[np.int64], m: Found) -> Iterator[str]:
    """ "Ana Ruiz, the mayor of Port Elsa", "The mayor, Ana Ruiz", "Ana Ruiz is the mayor"."""
    head, above = m.head, syntax.head[m.head]
    for c in syntax.children(head):
        inner = [k for k in syntax.children(c) if syntax.relation[k] == "cop"]
        if syntax.relation[c] == "appos" or (syntax.relation[c] == "acl:relcl" and inner):
            yield from _phrase(encoded, syntax, kinds, c, m)
    if above != head and syntax.relation[head] == "appos":
        yield from _phrase(encoded, syntax, kinds, above, m)
    if syntax.relation[head] == "nsubj" and any(
        syntax.relation[c] == "cop" and syntax.forms[c].lower() in ("is", "'s", "’s")
        for c in syntax.children(above)
    ):
        yield from _phrase(encoded, syntax, kinds, above, m)


def _phrase(encoded: Encoded, syntax: Syntax, kinds: NDArray[np.int64], noun: int, m: Found) -> Iterator[str]:
    """A noun for a person with what belongs to it: words before it, and of- and for-phrases behind."""
    if syntax.upos[noun] != "NOUN" or kinds[noun] != _PERSON:
        return
    first, last = noun_phrase(syntax, noun)
    for c in syntax.children(noun):
        cases = {syntax.forms[k].lower() for k in syntax.children(c) if syntax.relation[k] == "case"}
        if c > noun and syntax.relation[c] == "nmod" and cases & {"of", "for", "to", "at", "in"}:
            tree = syntax.subtree(c)
            if tree == list(range(tree[0], tree[-1] + 1)) and tree[0] == last:
                last = tree[-1] + 1
    # "A nurse", "a member of parliament": what many are is no title, and tells nobody apart.
    if syntax.forms[first].lower() in ("a", "an", "one", "another"):
        return
    while first < last and (
        syntax.upos[first] == "DET"
        or (syntax.relation[first] == "nmod:poss" and syntax.upos[first] == "PRON")
    ):
        first += 1
    if first < last <= first + _LONGEST and not (first < m.last and m.first < last):
        words = encoded.words
        yield words.text[words.start[first] : words.end[last - 1]]


__all__ = ["title"]


def title_of(words: Words, syntax: Syntax, m: Found) -> str | None:
    """The title or role that stands before a person's name in one noun phrase, as it stands there."""
    top = m.head
    step: tuple[str, ...] = ("flat", "appos", "compound", "nmod:desc")
    for _ in range(4):
        above = int(syntax.head[top])
        if (
            above >= m.first
            or syntax.relation[top] not in step
            or syntax.upos[above] not in ("NOUN", "PROPN")
        ):
            break
        # "Minister of Culture Ana Ruiz": the name may hang on the title's last word.
        top, step = above, ("nmod", "compound", "flat")
    tree = set(syntax.subtree(top))
    first = m.first
    while first - 1 in tree and syntax.upos[first - 1] not in ("PUNCT", "CCONJ", "VERB"):
        first -= 1
    if first == m.first:
        # The tree parted them: the nouns right before the name, with their adjectives and of-phrases.
        start = int(syntax.edges[syntax.sentence[m.first]])
        while first > start and (
            syntax.upos[first - 1] in ("NOUN", "PROPN", "ADJ")
            or words.forms[first - 1].lower() in ("of", "for")
            or (words.forms[first - 1].lower() == "the" and words.forms[first - 2].lower() in ("of", "for"))
        ):
            first -= 1
    while first < m.first and syntax.upos[first] in ("DET", "ADP", "PART", "SCONJ"):
        first += 1
    if first >= m.first or not any(syntax.upos[w] in ("NOUN", "PROPN") for w in range(first, m.first)):
        return None
    return words.text[words.start[first] : words.end[m.first - 1]]
