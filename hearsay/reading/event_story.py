"""A story that goes on: what follows a dated event in plain past, in the writer's own voice."""

from __future__ import annotations

from datetime import date

from hearsay.reading.event_order import markers_of
from hearsay.reading.event_text import Dated, EventText
from hearsay.reading.tense import tense
from hearsay.reading.times.lexicon import words

# States have no place in the progress of a story: the states among the commonest verbs (Levin 1993, 47.1, 54).
_STATES = words(
    "be have own know believe want need belong contain cost hold lie live mean remain seem serve stand stay "
    "include consist depend deserve exist fear hope lack like love matter owe possess resemble think understand"
)
#: Days that a time may span for a story to go on from it.
_REACH = 31


def narrate(t: EventText) -> None:
    """Give the last sentence's time to what follows it in plain past, in the writer's own voice."""
    place: int | None = None
    tops: dict[int, list[int]] = {}
    for i, frame in enumerate(t.frames):
        if _is_main(t, frame.predicate):
            tops.setdefault(t.syntax.sentence[frame.predicate], []).append(i)
    spoken = {t.syntax.sentence[w] for w in t.cues | t.told}
    before = -2
    for sentence, some in sorted(tops.items()):
        if sentence in spoken:
            place = None
            continue
        start = place if sentence == before + 1 else None
        place = None
        for i in some:
            own = t.dated[i]
            if own is None and start is not None and i not in t.timed and _goes_on(t, i):
                t.dated[i] = own = Dated(start, "narrative")
            place = start = own.time if own is not None and _stands(t, i, own.time) else None
        before = sentence


def _is_main(t: EventText, w: int) -> bool:
    """Whether a verb heads its sentence, or is joined to one that does."""
    if t.syntax.upos[w] not in ("VERB", "AUX") and not any(
        t.syntax.relation[c] == "aux:pass" for c in t.syntax.children(w)
    ):
        return False
    while t.syntax.relation[w] == "conj" and t.syntax.head[w] != w:
        w = t.syntax.head[w]
    return t.syntax.relation[w] == "root"


#: Auxiliaries of the perfect, however the verb behind them is tagged.
_PERFECT = frozenset(["had", "has", "have", "'ve", "’ve"])


def _goes_on(t: EventText, i: int) -> bool:
    """Whether a verb tells the next thing that happened: simple past, a fact, no state, no order of its own."""
    frame = t.frames[i]
    w = frame.predicate
    auxiliaries = [c for c in t.syntax.children(w) if t.syntax.relation[c] in ("aux", "aux:pass", "cop")]
    tags = [t.syntax.xpos[c] for c in [*auxiliaries, w]]
    return (
        frame.modality == "fact"
        and frame.lemma not in _STATES
        and "VBD" in tags
        and not any(t.low[c] in _PERFECT for c in auxiliaries)
        and not any(markers_of(t.words, t.syntax, v) for v in t.syntax.subtree(w) if v in t.at and v != w)
    )


def _stands(t: EventText, i: int, k: int) -> bool:
    """Whether a story can go on from an event: past, a fact, within a month."""
    timex = t.times[k]
    if t.frames[i].modality != "fact" or timex.earliest is None or timex.latest is None:
        return False
    if t.published is not None and timex.latest[:10] > t.published:
        return False
    try:
        days = (date.fromisoformat(timex.latest[:10]) - date.fromisoformat(timex.earliest[:10])).days
    except ValueError:
        return False
    return days <= _REACH and tense(t.words, t.syntax, t.frames[i].predicate) == "past"
