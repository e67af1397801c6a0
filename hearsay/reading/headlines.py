"""Who speaks in a headline: "Minister: no talks" is on the word of the minister whom the text below it names."""

from __future__ import annotations

from collections.abc import Sequence, Set

from hearsay.reading.parts import Relation
from hearsay.reading.sources import Source
from hearsay.reading.syntax import Syntax

#: Word classes that carry what is said, not how.
_TELLING = frozenset(["NOUN", "PROPN", "VERB", "ADJ", "NUM"])
#: Letters by which two forms of one word are known: "resigns", "resigned".
_STEM = 5
#: Part of the headline's words that a body's attribution must share, where no office tells who is meant.
_SHARED = 0.5


def link_headlines(
    syntax: Syntax,
    first: int,
    relations: Sequence[Relation],
    sources: Sequence[Source],
    called: Sequence[Set[str]],
) -> dict[int, int]:
    """For attributions in the headline, the attribution of the text below that names their source.

    ``first`` is the first word of the text below the headline. ``called`` has for each attribution the nouns, small letters,
    by which its source is called in the text. Whoever is called so and says most of the same is meant; without such, whoever says
    at least half of it. Where two fit alike, none is.
    """
    told = [_stems(syntax, relation) for relation in relations]
    below = [
        j
        for j, r in enumerate(relations)
        if r.cue[0] >= first and r.source and sources[j].speaker is not None
    ]
    out: dict[int, int] = {}
    for i, relation in enumerate(relations):
        if relation.cue[0] >= first or not relation.source or not told[i]:
            continue
        noun = syntax.forms[relation.source[0][1] - 1].lower()
        so_called = [j for j in below if noun in called[j]]
        shared = {j: len(told[i] & told[j]) / len(told[i]) for j in so_called or below}
        ranked = sorted(shared, key=lambda j: (-shared[j], j))
        if not so_called and not (ranked and shared[ranked[0]] >= _SHARED):
            continue
        best = [j for j in ranked if shared[j] == shared[ranked[0]]]
        if len({sources[j].speaker for j in best}) == 1:
            out[i] = best[0]
    return out


def _stems(syntax: Syntax, relation: Relation) -> frozenset[str]:
    return frozenset(
        syntax.forms[w].lower()[:_STEM]
        for a, b in relation.content
        for w in range(a, b)
        if syntax.upos[w] in _TELLING
    )
