"""Who is given as the source of what: cues found, their sources and contents, and how they nest."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence, Set
from itertools import pairwise

import numpy as np

from hearsay.reading.anonymity import drop_unnaming
from hearsay.reading.encoder import Encoded, Floats, softmax
from hearsay.reading.mentions import head_of
from hearsay.reading.parts import (
    CLOSING_QUOTES,
    OPENING_QUOTES,
    Range,
    Relation,
    apart,
    by_line,
    tidy,
    words_of,
)
from hearsay.reading.quotations import begin_before, mend_quotations, open_at_end
from hearsay.reading.syntax import Syntax
from hearsay.reading.tagging import best_paths, bio_path, spans_of, spans_of_all
from hearsay.reading.turns import Turn, find_turns

#: Words before and after a cue in which its source and content are looked for, as in training.
BEFORE, AFTER = 80, 160


def find_cues(encoded: Encoded) -> list[tuple[Range, float, bool]]:
    """Cues as (range, probability, outermost), in order.

    Two taggers look: one was trained on corpora that mark only the outermost attribution, one on all depths. The
    second one's cues count where the first has none.
    """
    labels = encoded.encoder.heads["cue"]
    found: list[tuple[Range, float, bool]] = []
    taken: set[int] = set()
    for head, outermost in (("cue", True), ("any_cue", False)):
        scores = encoded.tags(head)
        sure = 1.0 - softmax(scores)[:, labels.index("O")]
        for a, b, _ in spans_of(bio_path(scores, labels), labels):
            if taken.isdisjoint(range(a, b)):
                taken.update(range(a, b))
                found.append(((a, b), float(sure[a] if b == a + 1 else sure[a:b].mean()), outermost))
    return sorted(found)


def read_relations(
    encoded: Encoded, syntax: Syntax, nested: bool = True, aside: Set[int] = frozenset()
) -> list[Relation]:
    """Find attributions, outer before inner where one holds the other, else in order of their cues.

    Without ``nested``, those that stand in another one's content are left out, as in PolNeAR. Words ``aside`` are
    no prose (credits, datelines) and no part of a source or content.
    """
    turns = {turn.mark: turn for turn in find_turns(encoded.words)}
    cues = _with_turns(find_cues(encoded), turns)
    if not cues:
        return []
    triggers = np.array([cue[0] for cue, _, _ in cues])
    # The lines about the cue's own hold all that is looked for.
    edges = np.append(np.flatnonzero(encoded.words.opens), len(encoded))
    lines = edges.tolist()
    labelled = [turn.label[0] for turn in turns.values() if turn.label]
    cued = {w for cue, _, _ in cues for w in range(*cue)}
    line = encoded.lines[triggers] - 1
    first = np.maximum(triggers - BEFORE, edges[np.maximum(line - 1, 0)])
    last = np.minimum(
        np.array([cue[1] for cue, _, _ in cues]) + AFTER, edges[np.minimum(line + 2, len(edges) - 1)]
    )
    labels = encoded.encoder.attribution_roles
    scores = encoded.encoder.roles(encoded, "attribution", triggers, first, last)
    starts: list[int] = first.tolist()
    labelled_words = _labelled(
        scores, labels, [(a - s, b - s) for ((a, b), _, _), s in zip(cues, starts, strict=True)]
    )
    found: list[Relation] = []
    outer: list[bool] = []
    for ((a, b), sure, outermost), start, (roles, some) in zip(cues, starts, labelled_words, strict=True):
        spans = [(s + start, e + start, kind) for s, e, kind in some]
        source = tuple((s, e) for s, e, kind in spans if kind == "SOURCE")
        content = tuple((s, e) for s, e, kind in spans if kind == "CONTENT")
        if aside:
            source, content = _without(source, aside), _without(content, aside)
        relation = tidy(Relation((a, b), source, content, None, sure, roles), encoded, syntax)
        relation = mend_quotations(relation, encoded.words.forms, lines, cued)
        if turn := turns.get(a):
            source = (turn.label,) if turn.label else ()
            # The form tells; what the labels made of the words was not asked.
            relation = Relation(
                (a, b), source, _paragraphs(turn.said, encoded), None, max(sure, TURN), max(roles, TURN)
            )
        elif turns:
            # "A transcript follows:" says none of what its voices say.
            relation = relation._replace(content=_up_to_label(relation.content, labelled))
        if relation.content or relation.source:
            found.append(relation)
            outer.append(outermost)
    drop_unnaming(found, outer, syntax)
    _go_on(found, encoded)
    _part_coordinated(found, syntax)
    hearsay = _hang_on(found, syntax)
    found = [apart(relation) for relation in found]
    keep = [i for i, relation in enumerate(found) if relation.content]
    place = {i: k for k, i in enumerate(keep)}
    return _nest(
        [found[i] for i in keep],
        [outer[i] for i in keep],
        {place[i]: place[j] for i, j in hearsay.items() if i in place and j in place},
        nested,
    )


def _labelled(
    scores: Sequence[Floats], labels: tuple[str, ...], cues: Sequence[Range]
) -> list[tuple[float, list[tuple[int, int, str]]]]:
    """For each stretch of words the mean probability of its sources' and contents' labels, and the spans; ``cues``: its cue."""
    paths = best_paths(scores, labels)
    flat = np.concatenate(paths)
    chosen = softmax(np.concatenate(scores))[np.arange(len(flat)), flat]
    cue = labels.index("CUE")
    for path, (a, b) in zip(paths, cues, strict=True):
        path[a:b] = cue
    flat = np.concatenate(paths)
    given = (flat != labels.index("O")) & (flat != cue)
    edges = np.cumsum([0, *map(len, paths)]).tolist()
    sure = [chosen[a:b][given[a:b]] for a, b in pairwise(edges)]
    means = [float(some.mean()) if len(some) else 0.5 for some in sure]
    return list(zip(means, spans_of_all(paths, labels), strict=True))


def _with_turns(
    cues: list[tuple[Range, float, bool]], turns: Mapping[int, Turn]
) -> list[tuple[Range, float, bool]]:
    """Cues with the marks behind the labels of an interview's turns, and none within the labels."""
    if not turns:
        return cues
    labels = {
        w for turn in turns.values() for w in range(turn.label[0] if turn.label else turn.mark, turn.mark + 1)
    }
    sure = {a: p for (a, _), p, _ in cues}
    kept = [cue for cue in cues if labels.isdisjoint(range(*cue[0]))]
    return sorted(kept + [((m, m + 1), sure.get(m, TURN), True) for m in turns])


#: How sure it is that what looks like an interview's turn is one, where the taggers saw none.
TURN = 0.9


def _up_to_label(content: tuple[Range, ...], labels: Sequence[int]) -> tuple[Range, ...]:
    """A content less what stands behind the label of a turn."""
    first = min((w for w in labels if any(a <= w < b for a, b in content)), default=None)
    if first is None:
        return content
    # The mark before a label opens what is said behind it.
    cut = [(a, min(b, first)) for a, b in content if a < first]
    return tuple((a, b) for a, b in cut if b - a > 1)


def _paragraphs(part: Range, encoded: Encoded) -> tuple[Range, ...]:
    """The paragraphs of a range of words, each without a stop at its end, as contents have none."""
    out = []
    for a, b in by_line(part, encoded):
        while b > a and encoded.words.forms[b - 1] == ".":
            b -= 1
        if a < b:
            out.append((a, b))
    return tuple(out)


def _go_on(found: list[Relation], encoded: Encoded) -> None:
    """Give contents the further paragraphs of their quotations, before and behind, unless those are another one's.

    A quotation that its paragraph does not close goes on in the next one, which opens with a quotation mark anew.
    """
    forms, lines = encoded.words.forms, encoded.lines
    taken = {w for relation in found for w in words_of((*relation.content, relation.cue))}
    opens = np.flatnonzero(encoded.words.opens).tolist()
    for i, relation in enumerate(found):
        content = list(relation.content)
        while content and content[-1][1] > relation.cue[0]:
            line = lines[content[-1][1] - 1]
            first = int(np.searchsorted(lines, line))
            last = int(np.searchsorted(lines, line, side="right"))
            after = int(np.searchsorted(lines, line + 1, side="right"))
            if after == last or forms[last] not in OPENING_QUOTES or not open_at_end(forms[first:last]):
                break
            stop = last + 1
            while stop < after and forms[stop] not in CLOSING_QUOTES:
                stop += 1
            more = (last, min(stop + 1, after))
            if not taken.isdisjoint(range(*more)):
                break
            content.append(more)
        content = [*begin_before(content, forms, opens, taken), *content]
        if len(content) > len(relation.content):
            found[i] = relation._replace(content=tuple(content))


def _without(parts: tuple[Range, ...], aside: Set[int]) -> tuple[Range, ...]:
    """Ranges less the words to leave aside at their edges."""
    out = []
    for a, b in parts:
        while a < b and a in aside:
            a += 1
        while a < b and b - 1 in aside:
            b -= 1
        if a < b:
            out.append((a, b))
    return tuple(out)


def _nest(found: list[Relation], outer: list[bool], hanging: dict[int, int], nested: bool) -> list[Relation]:
    """Give each relation its parent: the smallest content that holds its cue, or the relation that it hangs on."""
    sizes = [sum(e - s for s, e in r.content) for r in found]
    cues = sorted((r.cue[0], i) for i, r in enumerate(found))
    holding: list[set[int]] = [set() for _ in found]
    for j, other in enumerate(found):
        for s, e in other.content:
            for _, i in cues[bisect_left(cues, (s,)) : bisect_left(cues, (e,))]:
                holding[i].add(j)
    parents: list[int | None] = [None] * len(found)
    for i, those in enumerate(holding):
        # Two that hold each other: the one that the outermost tagger found is the outer.
        over = [j for j in those if j != i and not (i in holding[j] and (outer[i], -i) > (outer[j], -j))]
        # Nor does a ring of three or more hold itself.
        ranked = sorted(over, key=lambda j: (sizes[j], j))
        parents[i] = next((j for j in ranked if i not in _above(j, parents)), None)
    for i, j in hanging.items():
        if (parents[i] is None or parents[i] == parents[j]) and i not in _above(j, parents):
            parents[i] = j
    kept = [i for i in range(len(found)) if parents[i] is None or nested]
    place = {i: k for k, i in enumerate(kept)}
    return [
        found[i]._replace(parent=place[p] if (p := parents[i]) is not None and p in place else None)
        for i in kept
    ]


def _above(i: int, parents: list[int | None]) -> list[int]:
    """A relation's parent, that one's parent, and so on."""
    out: list[int] = []
    while (parent := parents[i]) is not None and parent not in out:
        out.append(parent)
        i = parent
    return out


def _hang_on(found: list[Relation], syntax: Syntax) -> dict[int, int]:
    """Cues that modify another's cue and give where that one has it from: "Gull Wire said, citing an official".

    Returns the other relation's index by theirs. Where no content was found for such a cue, it has the other's.
    """
    owner = {w: j for j, relation in enumerate(found) for w in range(*relation.cue)}
    out: dict[int, int] = {}
    for i, relation in enumerate(found):
        w = head_of(syntax, *relation.cue)
        if not relation.source or syntax.relation[w] not in _MODIFIERS:
            continue
        above = syntax.head[w]
        if not relation.content:
            # "said that she would go, quoting a friend": the tree may hang it on what is said.
            while above not in owner and syntax.head[above] != above:
                above = syntax.head[above]
        j = owner.get(above)
        if j is None or j == i or not found[j].content or found[j].source == relation.source:
            continue
        mine, theirs = words_of(relation.content), words_of(found[j].content)
        if not mine:
            found[i] = relation._replace(content=found[j].content)
            out[i] = j
        elif len(mine & theirs) > 0.6 * len(mine | theirs):
            out[i] = j
    return out


#: How a cue hangs on another: "said, citing ..."; "said in reference to ...".
_MODIFIERS = frozenset(("advcl", "obl", "acl", "nmod", "case", "xcomp"))


def _part_coordinated(found: list[Relation], syntax: Syntax) -> None:
    """Part "X confirmed A and acknowledged B" into two of one source: the second cue is no part of the first content."""
    heads = [head_of(syntax, *relation.cue) for relation in found]
    by_verb: dict[int, list[int]] = {}
    for k, w in enumerate(heads):
        if syntax.relation[w] == "conj":
            by_verb.setdefault(syntax.head[w], []).append(k)
    for i, verb in enumerate(heads):
        for k in by_verb.get(verb, ()):
            other, second, first = heads[k], found[k], found[i]
            if other <= verb or any(syntax.relation[c].startswith("nsubj") for c in syntax.children(other)):
                continue
            joints = (
                c for c in syntax.children(other) if syntax.relation[c] in ("cc", "advmod") and c > verb
            )
            stop = min([other, second.cue[0], *joints])
            kept = tuple((a, min(b, stop)) for a, b in first.content if a < stop)
            if any(a < other < b for a, b in first.content) and kept:
                found[i] = first._replace(content=kept)
