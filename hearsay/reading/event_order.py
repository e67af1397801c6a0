"""Which of two events came first, where the text's own words say so: "before", "after", "since", "while"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from hearsay.reading.events import Frame
from hearsay.reading.syntax import Syntax
from hearsay.reading.words import Words
from hearsay.schema import OrderRelation

# Subordinators and prepositions of time between events: a closed class (Quirk et al. 1985, 9.38 and 15.25-15.30).
_MARKERS: Final[dict[str, OrderRelation]] = {
    "before": "before", "after": "after", "following": "after", "once": "after", "since": "since",
    "until": "until", "till": "until", "during": "during", "amid": "during", "when": "during",
    "while": "during", "as": "during", "throughout": "during",
}  # fmt: skip
#: Of two words: the second is "of" or "to".
_PAIRS: Final[dict[tuple[str, str], OrderRelation]] = {
    ("ahead", "of"): "before", ("prior", "to"): "before", ("subsequent", "to"): "after",
}  # fmt: skip
#: They open a clause with a verb only ("as a doctor", "once a year" order nothing).
_CLAUSAL: Final = frozenset(["when", "while", "as", "once"])
#: They stand before a noun only.
_NOMINAL: Final = frozenset(["during", "amid", "following", "throughout"])


def markers_of(words: Words, syntax: Syntax, w: int) -> set[OrderRelation]:
    """The relations that ordering words before a predicate say, as seen from the event above it."""
    out: set[OrderRelation] = set()
    before = [c for c in syntax.children(w) if c < w and syntax.relation[c] in ("mark", "case", "advmod")]
    above = syntax.head[w]
    following = above < w and syntax.low[above] == "following"
    if not before and not following:
        return out
    verbal = syntax.upos[w] in ("VERB", "AUX") or any(
        syntax.relation[c] in ("cop", "aux:pass") for c in syntax.children(w)
    )
    for c in before:
        form = syntax.low[c]
        if form in _MARKERS:
            if verbal if form in _NOMINAL else (form in _CLAUSAL and not verbal):
                continue
            if syntax.relation[c] == "advmod" and form != "when":
                continue
            if form == "since" and verbal and not _lasts(words, syntax, w):
                continue
            if form == "as" and not _is_past(syntax, w):
                continue
            out.add(_MARKERS[form])
        for pair, relation in _PAIRS.items():
            if (form == pair[0] and words.forms[c + 1 : c + 2] == [pair[1]]) or (
                form == pair[1] and c and words.forms[c - 1].lower() == pair[0]
            ):
                out.add(relation)
    if following and not verbal:
        # "following the raid" as a participle with its object.
        out.add("after")
    return out


def _lasts(words: Words, syntax: Syntax, w: int) -> bool:
    """Whether the clause above is in the perfect: there "since" is of time, elsewhere it may give a reason."""
    above = syntax.head[w]
    return above != w and any(
        words.forms[c].lower() in ("has", "have", "had", "'ve", "’ve") and syntax.relation[c] == "aux"
        for c in syntax.children(above)
    )


def _is_past(syntax: Syntax, w: int) -> bool:
    """Whether the verbs of a clause and of the one above are in the simple past: "as" may give a reason else."""
    above = syntax.head[w]

    def past(v: int) -> bool:
        some = [c for c in syntax.children(v) if syntax.relation[c] in ("aux", "aux:pass", "cop")]
        return any(syntax.xpos[c] == "VBD" for c in [*some, v])

    return syntax.relation[w] == "advcl" and past(w) and past(above)


def order_events(
    words: Words, syntax: Syntax, frames: Sequence[Frame]
) -> list[tuple[tuple[OrderRelation, int], ...]]:
    """For each frame the frames that it stands in a relation to, as (relation, index), in order of position."""
    at = {frame.predicate: i for i, frame in enumerate(frames)}
    out: list[list[tuple[OrderRelation, int]]] = [[] for _ in frames]
    for k, frame in enumerate(frames):
        relations = markers_of(words, syntax, frame.predicate)
        main = _main(words, syntax, frame.predicate, at) if relations else None
        if main is not None:
            out[main].extend((relation, k) for relation in sorted(relations))
    return [tuple(some) for some in out]


def _main(words: Words, syntax: Syntax, w: int, at: dict[int, int]) -> int | None:
    """The frame of the clause that an ordered event hangs on."""
    for c in syntax.children(w):
        if words.forms[c].lower() == "during" and syntax.upos[c - 1] == "NOUN" and c - 1 in at:
            # "a death during a trial": whatever the tree says, the nouns belong together.
            return at[c - 1]
    for _ in range(8):
        above = syntax.head[w]
        if above == w:
            return None
        if above in at and words.forms[above].lower() != "following":
            return at[above]
        w = above
    return None


__all__ = ["markers_of", "order_events"]
