"""Events that are told as part of one happening, and so share its time."""

from __future__ import annotations

from collections.abc import Iterator

from hearsay.reading.event_expressions import BRINGING
from hearsay.reading.event_order import markers_of
from hearsay.reading.event_text import EventText
from hearsay.reading.tense import tense
from hearsay.reading.times.lexicon import words

# Light verbs: the noun tells what happened (Quirk et al. 1985, 18.15; those of the PropBank frames with an .LV sense),
# and verbs of carrying something out.
_LIGHT = words("hold carry conduct stage launch mount make take have give do open begin start hear")
# Verbs whose subject is what happens: occurring and beginning (Levin 1993, 48.3 and 55.1).
_OCCURRING = words(
    "happen occur take begin start end resume continue open close last follow go come erupt break"
)
#: Prepositions that put an event within another ("died in the fire").
_WITHIN = words("during in amid at throughout")


def share(t: EventText) -> None:
    """Let times reach the events told as part of the same happening, until nothing changes."""
    links = [*_links(t)]
    for _ in range(6):
        changed = False
        for i, k in links:
            source = t.dated[k]
            if source is not None and t.dated[i] is None and i not in t.timed:
                t.dated[i] = source
                changed = True
        if not changed:
            break


def _links(t: EventText) -> Iterator[tuple[int, int]]:
    """(frame, frame that it may take its time from)."""
    for frame in t.frames:
        w = frame.predicate
        above = _above(t, w)
        if above is None:
            continue
        i, k = t.at[w], t.at[above]
        relation = t.syntax.relation[w]
        markers = markers_of(t.words, t.syntax, w)
        if relation == "conj":
            yield from _joined(t, i, k)
        elif relation in ("advcl", "acl") or (relation == "xcomp" and t.syntax.xpos[w] == "VBG"):
            if "during" in markers or (t.syntax.xpos[w] == "VBG" and not _marked(t, w)):
                yield i, k
                if "during" in markers or relation == "advcl":
                    yield k, i
        elif relation == "acl:relcl":
            if _is_subject_clause(t, w) and t.syntax.upos[above] == "NOUN":
                # "the 1996 bombing that killed two"
                yield i, k
        elif relation == "xcomp":
            if t.frames[k].lemma in BRINGING:
                yield i, k
                yield k, i
        elif t.syntax.upos[w] == "NOUN":
            yield from _nominal(t, i, k, relation)


def _is_subject_clause(t: EventText, w: int) -> bool:
    """Whether "that" or "which" is the active subject of a verb in the past."""
    return tense(t.words, t.syntax, w) == "past" and any(
        t.syntax.relation[c] == "nsubj" and t.low[c] in ("that", "which") for c in t.syntax.children(w)
    )


def _above(t: EventText, w: int) -> int | None:
    above = t.syntax.head[w]
    return above if above != w and above in t.at else None


def _marked(t: EventText, w: int) -> bool:
    return any(t.syntax.relation[c] in ("mark", "case") for c in t.syntax.children(w))


def _joined(t: EventText, i: int, k: int) -> Iterator[tuple[int, int]]:
    """Verbs joined by "and", ``i`` the later: of one subject, or behind a time that opens the sentence."""
    later, first = t.frames[i].predicate, t.frames[k].predicate
    if tense(t.words, t.syntax, later) != tense(t.words, t.syntax, first):
        return
    if t.frames[i].modality != t.frames[k].modality:
        return
    opening = t.dated[k]
    if opening is not None and t.time_words[opening.time][0] <= first and _opens(t, opening.time):
        yield i, k
    elif not _has_subject(t, later):
        yield i, k
        if not {later, first} & t.cues:
            yield k, i


def _opens(t: EventText, k: int) -> bool:
    """Whether an expression stands at the head of its sentence, but for a preposition."""
    a = t.time_words[k][0]
    return a - int(t.syntax.edges[t.syntax.sentence[a]]) <= 1


def _has_subject(t: EventText, w: int) -> bool:
    return any(t.syntax.relation[c].startswith(("nsubj", "csubj", "expl")) for c in t.syntax.children(w))


def _nominal(t: EventText, i: int, k: int, relation: str) -> Iterator[tuple[int, int]]:
    """A noun ``i`` that names an event, and the predicate above it."""
    verb = t.frames[k]
    if verb.predicate in t.cues:
        return
    if relation == "obj" and t.frames[i].predicate < verb.predicate:
        # No object stands before its verb in news: a subject that the parser missed.
        relation = "nsubj"
    if relation in ("obj", "nsubj:pass"):
        if verb.lemma in _LIGHT:
            yield i, k
            yield k, i
    elif relation == "nsubj":
        if verb.lemma in _OCCURRING:
            yield i, k
        # What an event does, it does while it lasts; its results come later, if they are not told in the past.
        if tense(t.words, t.syntax, verb.predicate) == "past" and verb.modality == "fact":
            yield k, i
    elif relation in ("obl", "nmod"):
        cases = {t.low[c] for c in t.syntax.children(t.frames[i].predicate) if t.syntax.relation[c] == "case"}
        if cases & _WITHIN:
            yield k, i
            if cases & {"during", "in"}:
                yield i, k
