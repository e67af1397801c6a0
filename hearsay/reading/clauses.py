"""The clauses of a sentence that state something by themselves, as sets of words."""

from __future__ import annotations

from collections.abc import Sequence, Set
from itertools import groupby

from hearsay.reading.syntax import Syntax

#: How a clause is joined to another of equal weight.
_JOINED = ("conj", "parataxis")
#: Subordinators whose clause is taken for a fact by whoever uses them, told in the past: those of time and of concession
#: (Quirk et al. 1985, 15.25-15.41). Not "since", which is a preposition too often for the tree to tell.
_TAKEN_FOR_FACT = frozenset(("after", "when", "while", "although", "though"))
#: Marks that stand about a part of a quotation.
_AROUND = frozenset('"“”„«»,')
#: The fewest words of a clause that is told by itself.
FEWEST = 3
#: And of one that is parted from a content.
FEWEST_IN_CONTENT = 4


def own_clauses(syntax: Syntax, held: Set[int], a: int, b: int) -> list[list[int]]:
    """The words of a sentence's own-voice clauses: what hangs on its root, and on each clause that is joined to another
    one, or told beside it as a fact ("a day after the bridge fell").

    What else is left between contents is crumbs ("late on Monday", the person told) and no proposition.
    """
    free = [w for w in range(a, b) if w not in held]
    if len(free) == b - a and not any(syntax.upos[w] in ("VERB", "AUX") for w in free):
        return []
    found = _by_clause(syntax, free, beside=True)
    if len(free) == b - a and len(found) == 1:
        return [free]
    return [some for top, some in found if len(some) >= FEWEST and _is_clause(syntax, top)]


def parted(syntax: Syntax, content: Sequence[int]) -> list[list[int]]:
    """The words of a content, in order, by sentences and joined clauses: "A had left, and B would follow" is two.

    Nothing is parted where a part could not stand by itself.
    """
    out: list[list[int]] = []
    for _, some in groupby(sorted(content), key=lambda w: syntax.sentence[w]):
        sentence = list(some)
        clauses = _by_clause(syntax, sentence, beside=False)
        alone = all(
            _is_clause(syntax, top) and sum(syntax.upos[w] != "PUNCT" for w in words) >= FEWEST_IN_CONTENT
            for top, words in clauses
        )
        parts = [words for _, words in clauses] if alone and clauses else [sentence]
        if out and not alone:
            out[-1] += parts[0]
        else:
            out += parts
    return out if len(out) < 2 else [_unquoted(syntax, words) for words in out]


def _unquoted(syntax: Syntax, words: list[int]) -> list[int]:
    """A part without the quotation marks of the whole, and without what joins it."""
    while words and (syntax.forms[words[0]] in _AROUND or syntax.upos[words[0]] == "CCONJ"):
        words = words[1:]
    while words and syntax.forms[words[-1]] in _AROUND:
        words = words[:-1]
    return words


def _by_clause(syntax: Syntax, free: Sequence[int], beside: bool) -> list[tuple[int, list[int]]]:
    """Free words of one sentence by the head of the clause that they belong to, in order of the clauses' first words.

    Words that hang on no free clause are left out. ``beside``: adverbial clauses told as facts are clauses, too.
    """
    within = set(free)
    owner: dict[int, int | None] = {}
    found: dict[int, list[int]] = {}
    for first in free:
        w, path = first, []
        while w not in owner:
            above = syntax.head[w]
            if w not in within:
                owner[w] = None
            elif above == w or _stands(syntax, w, beside):
                owner[w] = w
            elif above not in within:
                owner[w] = None if beside else w
            else:
                path.append(w)
                w = above
        top = owner[w]
        for v in path:
            owner[v] = top
        if top is not None:
            found.setdefault(top, []).append(first)
    joints = {w for top in found if syntax.head[top] != top for w in _joints(syntax, top)}
    joints |= {w for top in found for w in _measure(syntax, top, joints)}
    kept = [(top, [w for w in some if w not in joints] if joints else some) for top, some in found.items()]
    return sorted((one for one in kept if one[1]), key=lambda one: one[1][0])


def _stands(syntax: Syntax, w: int, beside: bool) -> bool:
    """Whether a word heads a clause that is told beside the one above it."""
    relation = syntax.relation[w]
    if relation in _JOINED:
        return _is_clause(syntax, w)
    return (
        beside
        and relation in ("advcl", "acl")
        and _is_clause(syntax, w)
        and any(syntax.low[c] in _TAKEN_FOR_FACT for c in _joints(syntax, w))
        and _past(syntax, w)
    )


def _joints(syntax: Syntax, top: int) -> list[int]:
    """The words that join a clause to what comes before: "and", "a day after"; how long after goes with it."""
    children = syntax.children(top)
    subject = min(_subjects(syntax, top), default=top)
    out: list[int] = []
    for c in children:
        if c < subject and (syntax.relation[c] in ("cc", "mark") or syntax.low[c] == "when"):
            out += range(min(out, default=c), c + 1)
            out += [w for d in children if d < c for w in syntax.subtree(d) if w < c]
    return sorted(set(out))


def _measure(syntax: Syntax, top: int, joints: set[int]) -> list[int]:
    """How long after: "two weeks" before the joint of a clause, wherever the tree hangs it."""
    first = min((w for w in joints if syntax.head[w] == top), default=0)
    if first < 1 or syntax.upos[first - 1] != "NOUN" or not syntax.relation[first - 1].startswith("obl"):
        return []
    phrase = [w for w in syntax.subtree(first - 1) if w < first]
    bare = not any(syntax.relation[c] == "case" for c in syntax.children(first - 1))
    return phrase if bare and first - phrase[0] == len(phrase) else []


def _past(syntax: Syntax, w: int) -> bool:
    verbs = [w, *(c for c in syntax.children(w) if syntax.relation[c] in ("aux", "aux:pass", "cop"))]
    return any(syntax.xpos[v] == "VBD" for v in verbs)


def _is_clause(syntax: Syntax, w: int) -> bool:
    """Whether a word heads a clause with a subject of its own."""
    return bool(_subjects(syntax, w))


def _subjects(syntax: Syntax, w: int) -> list[int]:
    """The subjects of what a word heads."""
    return [c for c in syntax.children(w) if syntax.relation[c].startswith(("nsubj", "csubj", "expl"))]
