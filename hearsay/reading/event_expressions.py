"""Which event a time expression hangs on."""

from __future__ import annotations

from bisect import bisect_left

from hearsay.reading.event_text import Dated, EventText
from hearsay.reading.events import Frame
from hearsay.reading.times.lexicon import words

# Verbs that bring their infinitive about or leave it, or are a stretch of it: the implicative verbs (Karttunen 1971),
# "try" and "attempt", and the aspectual verbs (Quirk et al. 1985, 4.29 and 16.20).
BRINGING = words(
    "manage fail try attempt help let make decline refuse forget neglect seek choose "
    "begin start continue keep stop cease finish resume"
)
# Verbs that set a date for something: "planned for Friday" says when it is to be, not when it was planned.
_SETTING = words("plan schedule set expect slate fix due")
#: Prepositions of a point or stretch of time (Quirk et al. 1985, 9.34-9.40).
_PREPOSITIONS = words("on in at during of from since by until")
#: Ordering words before a noun.
_ORDERING = words("before after following since until during")
# Words within a figure that is compared: units of money and number.
_MEASURES = words("a million billion trillion thousand hundred percent cent cents share dollars euros pounds")
#: Words about an expression in which its verb is looked for.
_NEAR = 60


def own(t: EventText) -> None:
    """Give each expression to the event that it hangs on, the nearest to each event first."""
    owned: dict[int, list[int]] = {}
    for k, (a, b) in enumerate(t.time_words):
        i = _owner(t, a, b) if b > a else None
        if i is not None:
            owned.setdefault(i, []).append(k)
    for i, some in owned.items():
        t.timed.add(i)
        good = [k for k in some if _resolved(t, k)]
        if good:
            w = t.frames[i].predicate
            best = min(good, key=lambda k: (_describes(t, k), abs(t.time_words[k][0] - w)))
            t.dated[i] = Dated(best, "expression")


def _describes(t: EventText, k: int) -> bool:
    """Whether an expression stands before a noun that it describes ("its summer congress")."""
    a, b = t.time_words[k]
    return any(
        t.syntax.relation[w] in ("compound", "amod", "nummod", "nmod:poss")
        and not a <= t.syntax.head[w] < b
        and t.syntax.head[w] not in t.at
        for w in range(a, b)
    )


def _resolved(t: EventText, k: int) -> bool:
    timex = t.times[k]
    return timex.type != "SET" and (timex.earliest is not None or timex.latest is not None)


def _owner(t: EventText, a: int, b: int) -> int | None:
    """The frame that an expression belongs to."""
    head = t.syntax.head
    last = b - 1
    if b < len(t.low) and t.low[b] in ("'s", "’s"):
        # "Sunday's attack": the event in the noun phrase to the right.
        above = int(head[next((w for w in range(a, b) if not a <= head[w] < b), last)])
        for w in range(b + 1, min(b + 6, len(t.low))):
            if w in t.at and t.syntax.upos[w] in ("NOUN", "PROPN"):
                return t.at[w]
            if w >= above and t.syntax.upos[w] in ("NOUN", "VERB", "AUX", "PUNCT"):
                break
    before = a - 1 if a and t.low[a - 1] in _PREPOSITIONS else a
    noun = before - 1
    if noun in t.at and t.syntax.upos[noun] == "NOUN" and _introduced(t, noun):
        # "after the fire on Monday": whatever the tree says, Monday is the fire's.
        return t.at[noun]
    if _compared(t, a):
        return None
    w = next((w for w in range(a, b) if not a <= head[w] < b or head[w] == w), a)
    for _ in range(60):
        above = int(head[w])
        if w in t.at and not a <= w < b:
            break
        if above == w:
            return None
        w = above
    else:
        return None
    if t.syntax.upos[w] == "NOUN" and noun != w:
        # Words between: the roles tell more than the tree ("filed a brief in court on Monday").
        near = t.frames[bisect_left(t.predicates, a - _NEAR) : bisect_left(t.predicates, b + _NEAR)]
        verbs = [f.predicate for f in near if _when_of(t, f, a, b)]
        if verbs and w not in verbs:
            w = min(verbs, key=lambda v: abs(v - a))
    return _moved(t, t.at[w], a)


def _when_of(t: EventText, frame: Frame, a: int, b: int) -> bool:
    """Whether words are, with a preposition, what tells when a verb's event was."""
    return t.syntax.upos[frame.predicate] == "VERB" and any(
        role == "ARGM-TMP" and a - 2 <= first <= a and last == b for role, first, last in frame.roles
    )


def _compared(t: EventText, a: int) -> bool:
    """Whether an expression dates what something is compared with: "up from 12 million a year earlier"."""
    for w in range(a - 1, max(a - 12, -1), -1):
        form = t.low[w]
        if form == "than" or (form == "from" and w < a - 1):
            return True
        figure = t.syntax.upos[w] in ("NUM", "SYM", "PUNCT", "DET") or form in _MEASURES
        if not figure or form in ".;":
            return False
    return False


def _introduced(t: EventText, noun: int) -> bool:
    """Whether a noun stands behind an ordering word."""
    return any(t.syntax.relation[c] == "case" and t.low[c] in _ORDERING for c in t.syntax.children(noun))


def _moved(t: EventText, i: int, a: int) -> int | None:
    """The event that a verb of planning or ordering puts at a time, where the words say that it does."""
    frame = t.frames[i]
    w = frame.predicate
    if t.syntax.upos[w] not in ("VERB", "AUX") or a < w:
        return i
    setting = frame.lemma in _SETTING and a > 0 and t.low[a - 1] == "for"
    if setting and t.syntax.relation[w] == "acl":
        return t.at.get(t.syntax.head[w])
    for c in t.syntax.children(w):
        inf = t.syntax.relation[c] == "xcomp" and c in t.at and w < c < a
        if inf and frame.lemma not in BRINGING:
            return t.at[c]
        if setting and t.syntax.relation[c] == "nsubj:pass":
            # Where the subject is no event, the planning has no date all the same.
            return t.at.get(c)
    return i
