"""Statements: each proposition of an article once, with the chain of hands that it came through."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from typing import NamedTuple

from hearsay.reading.clauses import own_clauses, parted
from hearsay.reading.events import Frame
from hearsay.reading.mentions import head_of
from hearsay.reading.parts import Range, Relation
from hearsay.reading.syntax import Syntax
from hearsay.reading.words import Words


class Proposition(NamedTuple):
    """Words of one proposition: under a relation (its index) or in the article's own voice (None)."""

    spans: tuple[Range, ...]
    relation: int | None
    #: Index of the main frame.
    frame: int | None


def ranges(chosen: Iterable[int], words: Words) -> tuple[Range, ...]:
    """Runs of word numbers in order, punctuation at a run's edges dropped."""
    out: list[Range] = []
    start = previous = None
    for w in [*sorted(chosen), None]:
        if start is not None and (w is None or previous is None or w != previous + 1):
            a, b = start, (previous or 0) + 1
            while a < b and not _solid(words.forms[a]) and words.forms[a] not in "\"“‘'(":
                a += 1
            while a < b and not _solid(words.forms[b - 1]) and words.forms[b - 1] not in "\"”’')%":
                b -= 1
            if any(map(_solid, words.forms[a:b])):
                out.append((a, b))
            start = None
        if w is not None and start is None:
            start = w
        previous = w
    return tuple(out)


def _solid(form: str) -> bool:
    return form.isalnum() or any(map(str.isalnum, form))


def split_propositions(
    words: Words,
    syntax: Syntax,
    relations: Sequence[Relation],
    frames: Sequence[Frame],
    leave_out: Sequence[Range],
    tells: Sequence[bool],
) -> list[Proposition]:
    """Cut a text into propositions, in order of position.

    Each clause of a relation's content that states something by itself is one, less what inner relations hold, unless
    no event is left in it; a hollow relation is part of what stands about it; one that only describes another's source
    ("an official who asked not to be named") is none. The clauses that no relation holds are in the article's own voice,
    if their sentence ends as one does: headings repeat, they do not state.
    ``leave_out`` are words that are no prose (credits, datelines); ``tells`` marks words that report.
    """
    held = {w for a, b in leave_out for w in range(a, b)}
    skipped = frozenset(held)
    at = {f.predicate: k for k, f in enumerate(frames)}
    out: list[Proposition] = []
    sources = {w for relation in relations for a, b in relation.source for w in range(a, b)}
    hollow = {i for i, relation in enumerate(relations) if _is_hollow(relation, words, syntax, at, tells)}
    inner = _within(relations)
    for i, relation in enumerate(relations):
        if relation.cue[0] in sources or i in hollow:
            continue
        content = {w for a, b in relation.content for w in range(a, b)}
        for k in inner[i]:
            if k not in hollow:
                content -= relations[k].words()
        spans = ranges(content - skipped, words)
        if spans and words.forms[spans[0][0]] == "that" and syntax.upos[spans[0][0]] == "SCONJ":
            # The attribution's content has it, as PolNeAR's; the proposition does not need it.
            spans = (
                ((spans[0][0] + 1, spans[0][1]), *spans[1:]) if spans[0][1] - spans[0][0] > 1 else spans[1:]
            )
        kept = [w for a, b in spans for w in range(a, b)]
        whole = len(content) == sum(b - a for a, b in relation.content)
        if spans and (whole or (len(kept) > 3 and not at.keys().isdisjoint(kept))):
            for some in parted(syntax, kept):
                if piece := ranges(some, words):
                    out.append(Proposition(piece, i, main_frame(syntax, at, piece)))
        held |= relation.words()
    # A hollow relation is told in the clause about it, its source too, whatever else that one says.
    contents = {
        w for i, r in enumerate(relations) if i not in hollow for a, b in r.content for w in range(a, b)
    }
    for i in hollow:
        held -= relations[i].words() - contents - skipped
    for a, b in syntax.sentences():
        if any(words.forms[w] in ".!?…" for w in range(max(a, b - 3), b)):
            for clause in own_clauses(syntax, held, a, b):
                spans = ranges(clause, words)
                if spans:
                    out.append(Proposition(spans, None, main_frame(syntax, at, spans)))
    out.sort(key=lambda p: (p.spans[0], p.relation if p.relation is not None else -1))
    return out


def _is_hollow(
    relation: Relation, words: Words, syntax: Syntax, events: Container[int], tells: Sequence[bool]
) -> bool:
    """Whether a content tells of nothing: "blamed the weather". What happened then is the telling itself.

    What nobody says or asks, nobody stands for: that it is so is told by who tells of it.
    A content tells if it holds a verb or is quoted, or if the noun that it hangs on names an event. The cue must
    be one of telling, or else a sure one: the surer, the less the content has of a sentence.
    """
    if any(" ".join(words.forms[a:b]).lower() in _NOBODY for a, b in relation.source):
        return True
    verbs = [w for w in range(*relation.cue) if syntax.upos[w] == "VERB"]
    doubtful = bool(verbs) and not any(tells[w] for w in verbs)
    for a, b in relation.content:
        if any(syntax.upos[w] in ("VERB", "AUX") or words.forms[w] in _QUOTES for w in range(a, b)):
            return doubtful and relation.confidence < _LIKELY
    heads = [head_of(syntax, a, b) for a, b in relation.content]
    return not any(w in events for w in heads) or (doubtful and relation.confidence < _SURE)


#: How sure a cue that is no verb of telling must be of a content with a verb or quotation, and of one without.
_LIKELY, _SURE = 0.7, 0.85
_NOBODY = frozenset(["nobody", "no one", "no - one", "none", "neither"])
_QUOTES = frozenset('"“”«»„‘')


def _within(relations: Sequence[Relation]) -> list[list[int]]:
    """For each relation those that stand in its content, at any depth."""
    out: list[list[int]] = [[] for _ in relations]
    for k, relation in enumerate(relations):
        parent = relation.parent
        above: set[int] = set()
        while parent is not None and parent not in above:
            above.add(parent)
            parent = relations[parent].parent
        for i in above - {k}:
            out[i].append(k)
    return out


def main_frame(syntax: Syntax, at: Mapping[int, int], spans: Sequence[Range]) -> int | None:
    """Index of the frame highest in the tree among those in the spans; the first of equals.

    ``at``: the index of each predicate's frame.
    """

    def rank(w: int) -> tuple[int, int]:
        # A verb says more of what happened than the noun above it.
        return syntax.depth[w] + (0 if syntax.upos[w] in ("VERB", "AUX") else 2), w

    some = [w for a, b in spans for w in range(a, b) if w in at]
    return at[min(some, key=rank)] if some else None


def chain_of(i: int | None, relations: Sequence[Relation]) -> list[int]:
    """Relations from the outermost to relation ``i``; two at most of one depth never stand in a chain."""
    out: list[int] = []
    while i is not None and i not in out:
        out.append(i)
        i = relations[i].parent
    return out[::-1]
