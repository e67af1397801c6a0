"""Quotations as the marks of a text have them: where one that was begun ends, and over which paragraphs it goes on."""

from __future__ import annotations

from collections.abc import Sequence, Set

from hearsay.reading.parts import CLOSING_QUOTES, OPENING_QUOTES, Range, Relation, words_of

#: What closes a quotation that a mark opens: of English, German, French and Danish news.
_CLOSES = {"“": "”", "«": "»", "»": "«", "„": "“”", '"': '"', "‘": "’", "'": "'"}
_SINGLE = "’'"
#: Words that may be missing of a quotation's end.
_FAR = 60


def open_at_end(forms: Sequence[str]) -> bool:
    """Whether a paragraph ends within a quotation."""
    inside = False
    for form in forms:
        if form in "“«„":
            inside = True
        elif form in "”»":
            inside = False
        elif form == '"':
            inside = not inside
    return inside


def mend_quotations(
    relation: Relation, forms: Sequence[str], edges: Sequence[int], cued: Set[int]
) -> Relation:
    """A relation whose quotations reach to their closing marks, without parts that are marks alone.

    ``edges``: the first word of each line, and the number of words; ``cued``: the words of all cues. A quotation ends within
    its line, before any other part of the relation and any cue.
    """
    parts = [(a, b) for a, b in relation.content if any(c.isalnum() for form in forms[a:b] for c in form)]
    if not parts:
        return relation
    taken = words_of((relation.cue, *relation.source, *parts)) | cued
    closed = []
    for a, b in parts:
        end = next((edge for edge in edges if edge >= b), len(forms))
        closed.append((a, _close(a, b, end, forms, taken)))
    return relation._replace(content=tuple(closed))


def _close(a: int, b: int, end: int, forms: Sequence[str], taken: Set[int]) -> int:
    """The end of a quotation from ``a``, whose words were found up to ``b``."""
    closing = _CLOSES.get(forms[a])
    if closing is None or any(forms[w] in closing for w in range(a + 1, b)):
        return b
    for w in range(b, min(end, b + _FAR)):
        if w in taken:
            return b
        if forms[w] in closing:
            # An apostrophe closes nothing: "the engineers' fault".
            if forms[w] in _SINGLE and w + 1 < end and forms[w - 1] not in (",", ".", "?", "!", "…"):
                continue
            return w + 1
        if forms[w] in OPENING_QUOTES and forms[w] not in CLOSING_QUOTES:
            return b
    return b


def begin_before(
    content: Sequence[Range], forms: Sequence[str], edges: Sequence[int], taken: Set[int]
) -> list[Range]:
    """The paragraphs before a content that its quotation began in: each opens it anew, and none closes it."""
    found: list[Range] = []
    if not content or forms[content[0][0]] not in OPENING_QUOTES or content[0][0] not in edges:
        return found
    n = edges.index(content[0][0])
    while n > 0:
        a, b = edges[n - 1], edges[n]
        if forms[a] not in OPENING_QUOTES or not open_at_end(forms[a:b]) or not taken.isdisjoint(range(a, b)):
            break
        found.insert(0, (a, b))
        n -= 1
    return found
