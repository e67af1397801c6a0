"""Who says what in a text, by its mentions: what tells a pronoun's antecedents apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hearsay.reading.mentions import Found, head_of
from hearsay.reading.syntax import Syntax
from hearsay.reading.words import Words

#: A source and its content, as ranges of words.
Saying = tuple[tuple[int, int], tuple[tuple[int, int], ...]]
_OPENING = frozenset("“‘«„")
_QUOTES = frozenset('"”»') | _OPENING


class Said(NamedTuple):
    """Who says what in a text: the mentions that speak, and in whose words each word stands."""

    #: Mentions that are the source of something.
    speaking: frozenset[int]
    #: For each word of a quotation, the mention that says it.
    quoted_by: Mapping[int, int]
    #: For each word of a content, the mentions that are its sources.
    told_by: Mapping[int, Sequence[int]]
    #: Words of sources.
    in_source: NDArray[np.bool_]


def who_says(
    words: Words,
    syntax: Syntax,
    mentions: Sequence[Found],
    sources: Sequence[tuple[int, int]],
    sayings: Sequence[Saying],
) -> Said:
    """Find the mentions that sources are; ``sources`` are the words of all of them, with content or without."""
    in_source = np.zeros(len(words) + 1, bool)
    for a, b in sources:
        in_source[a:b] = True
    by_head = {m.head: i for i, m in enumerate(mentions)}
    speaking: set[int] = set()
    quoted_by: dict[int, int] = {}
    told_by: dict[int, list[int]] = {}
    for source, content in sayings:
        i = by_head.get(head_of(syntax, *source))
        if i is None:
            continue
        speaking.add(i)
        for w in (w for a, b in content for w in range(a, b)):
            told_by.setdefault(w, []).append(i)
        for w in _quoted(words, content):
            quoted_by.setdefault(w, i)
    return Said(frozenset(speaking), quoted_by, told_by, in_source)


def _quoted(words: Words, content: Sequence[tuple[int, int]]) -> list[int]:
    """The words of a content that stand between quotation marks."""
    out = []
    for a, b in content:
        inside = False
        for w in range(a, b):
            if words.forms[w] in _QUOTES:
                inside = words.forms[w] in _OPENING or not inside
            elif inside:
                out.append(w)
    return out
