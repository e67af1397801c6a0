"""Whose date it is: which time expression tells when each event of a text happened.

An expression belongs to the event that it hangs on in the tree; from there it reaches the events that are told as
part of the same happening (:func:`_sharing`), and, in the writer's own voice, the next sentence of a story
(:func:`_narrate`). Where none of these rules applies an event has no time: a wrong date is worse than none.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Literal, NamedTuple

from hearsay.reading.event_order import markers_of
from hearsay.reading.events import Frame
from hearsay.reading.syntax import Syntax
from hearsay.reading.tense import tense
from hearsay.reading.words import Words
from hearsay.schema import Timex

Range = tuple[int, int]

# Verbs that bring their infinitive about, or are a stretch of it: the implicative verbs (Karttunen 1971), "try"
# and "attempt", and the aspectual verbs (Quirk et al. 1985, 4.29 and 16.20).
_BRINGING = frozenset(
    "manage fail try attempt help let make begin start continue keep stop cease finish resume".split()
)
# Light verbs: the noun tells what happened (Quirk et al. 1985, 18.15; those of the PropBank frames with an .LV sense),
# and verbs of carrying something out.
_LIGHT = frozenset("hold carry conduct stage launch mount make take have give do open begin start hear".split())
# Verbs whose subject is what happens: occurring and beginning (Levin 1993, 48.3 and 55.1).
_OCCURRING = frozenset(
    "happen occur take begin start end resume continue open close last follow go come erupt break".split()
)
# Verbs that set a date for something: "planned for Friday" says when it is to be, not when it was planned.
_SETTING = frozenset("plan schedule set expect slate fix due".split())
# States have no place in the progress of a story: Vendler's states among the commonest verbs (Levin 1993, 47.1, 54).
_STATES = frozenset(
    "be have own know believe want need belong contain cost hold lie live mean own remain seem serve stand stay "
    "include consist depend deserve exist fear hope lack like love matter owe possess resemble think understand".split()
)
#: Prepositions that put an event within another ("died in the fire").
_WITHIN = frozenset(["during", "in", "amid", "at", "throughout"])


class Dated(NamedTuple):
    """The time of an event: the number of its expression among the text's times, and how it was found."""

    time: int
    by: Literal["expression", "narrative"]


def date_events(
    words: Words,
    syntax: Syntax,
    frames: Sequence[Frame],
    times: Sequence[Timex],
    time_words: Sequence[Range],
    *,
    cues: Collection[int] = (),
    told: Collection[int] = (),
    published: str | None = None,
) -> list[Dated | None]:
    """The time of each frame, in their order; None: the text does not tell.

    ``time_words`` are the word ranges of ``times``; ``cues`` are words that report speech, ``told`` those inside
    what is reported; ``published`` is an ISO date, after which no story goes.
    """
    text = _Text(words, syntax, frames, times, time_words, frozenset(cues), frozenset(told), published)
    text.own()
    text.share()
    text.narrate()
    return text.dated


class _Text:
    """The frames of one text while they get their times."""

    def __init__(
        self,
        words: Words,
        syntax: Syntax,
        frames: Sequence[Frame],
        times: Sequence[Timex],
        time_words: Sequence[Range],
        cues: frozenset[int],
        told: frozenset[int],
        published: str | None,
    ) -> None:
        self.words, self.syntax, self.frames = words, syntax, frames
        self.times, self.time_words = times, time_words
        self.cues, self.told = cues, told
        self.published = published[:10] if published else None
        self.at = {frame.predicate: i for i, frame in enumerate(frames)}
        self.low = [form.lower() for form in words.forms]
        self.dated: list[Dated | None] = [None] * len(frames)
        #: Frames that an expression hangs on, if only "for two days".
        self.timed: set[int] = set()

    # Expressions

    def own(self) -> None:
        """Give each expression to the event that it hangs on, the nearest to each event first."""
        owned: dict[int, list[int]] = {}
        for k, (a, b) in enumerate(self.time_words):
            i = self._owner(a, b) if b > a else None
            if i is not None:
                owned.setdefault(i, []).append(k)
        for i, some in owned.items():
            self.timed.add(i)
            good = [k for k in some if self._resolved(k)]
            if good:
                w = self.frames[i].predicate
                self.dated[i] = Dated(min(good, key=lambda k: abs(self.time_words[k][0] - w)), "expression")

    def _resolved(self, k: int) -> bool:
        t = self.times[k]
        return t.type != "SET" and (t.earliest is not None or t.latest is not None)

    def _owner(self, a: int, b: int) -> int | None:
        """The frame that an expression belongs to."""
        head = self.syntax.head
        last = b - 1
        if b < len(self.low) and self.low[b] in ("'s", "’s"):
            # "Sunday's attack": the event in the noun phrase to the right.
            above = int(head[next((w for w in range(a, b) if not a <= head[w] < b), last)])
            for w in range(b + 1, min(b + 6, len(self.low))):
                if w in self.at and self.syntax.upos[w] in ("NOUN", "PROPN"):
                    return self.at[w]
                if w >= above and self.syntax.upos[w] in ("NOUN", "VERB", "AUX", "PUNCT"):
                    break
        before = a - 1 if a and self.low[a - 1] in _PREPOSITIONS else a
        noun = before - 1
        if noun in self.at and self.syntax.upos[noun] == "NOUN" and self._introduced(noun):
            # "after the fire on Monday": whatever the tree says, Monday is the fire's.
            return self.at[noun]
        w = next((w for w in range(a, b) if not a <= head[w] < b or head[w] == w), a)
        for _ in range(60):
            above = int(head[w])
            if w in self.at and not a <= w < b:
                return self._moved(self.at[w], a)
            if above == w:
                return None
            w = above
        return None

    def _introduced(self, noun: int) -> bool:
        """Whether a noun stands behind an ordering word or "in"."""
        return any(
            self.syntax.relation[c] == "case" and (self.low[c] in _WITHIN or self.low[c] in _ORDERING)
            for c in self.syntax.children(noun)
        )

    def _moved(self, i: int, a: int) -> int | None:
        """The event that a verb of planning or ordering puts at a time, where the words say that it does."""
        frame = self.frames[i]
        w = frame.predicate
        if self.syntax.upos[w] not in ("VERB", "AUX") or a < w:
            return i
        for c in self.syntax.children(w):
            inf = self.syntax.relation[c] == "xcomp" and c in self.at and w < c < a
            if inf and frame.lemma not in _BRINGING:
                return self.at[c]
            if (
                frame.lemma in _SETTING
                and a
                and self.low[a - 1] == "for"
                and self.syntax.relation[c] == "nsubj:pass"
            ):
                # Where the subject is no event, the planning has no date all the same.
                return self.at.get(c)
        return i

    # What shares a time

    def share(self) -> None:
        """Let times reach the events told as part of the same happening, until nothing changes."""
        links = [*self._links()]
        for _ in range(6):
            changed = False
            for i, k in links:
                source = self.dated[k]
                if source is not None and self.dated[i] is None and i not in self.timed:
                    self.dated[i] = source
                    changed = True
            if not changed:
                break

    def _links(self) -> Iterator[tuple[int, int]]:
        """(frame, frame that it may take its time from)."""
        for frame in self.frames:
            w = frame.predicate
            above = self._above(w)
            if above is None:
                continue
            i, k = self.at[w], self.at[above]
            relation = self.syntax.relation[w]
            markers = markers_of(self.words, self.syntax, w)
            if relation == "conj":
                yield from self._joined(i, k)
            elif relation in ("advcl", "acl") or (relation == "xcomp" and self.syntax.xpos[w] == "VBG"):
                if "during" in markers or (self.syntax.xpos[w] == "VBG" and not self._marked(w)):
                    yield i, k
                    if "during" in markers or relation == "advcl":
                        yield k, i
            elif relation == "xcomp":
                if self.frames[k].lemma in _BRINGING:
                    yield i, k
                    yield k, i
            elif self.syntax.upos[w] == "NOUN":
                yield from self._nominal(i, k, relation)

    def _above(self, w: int) -> int | None:
        above = int(self.syntax.head[w])
        return above if above != w and above in self.at else None

    def _marked(self, w: int) -> bool:
        return any(self.syntax.relation[c] in ("mark", "case") for c in self.syntax.children(w))

    def _joined(self, i: int, k: int) -> Iterator[tuple[int, int]]:
        """Verbs joined by "and", ``i`` the later: of one subject, or behind a time that opens the sentence."""
        later, first = self.frames[i].predicate, self.frames[k].predicate
        if tense(self.words, self.syntax, later) != tense(self.words, self.syntax, first):
            return
        if self.frames[i].modality != self.frames[k].modality:
            return
        opening = self.dated[k]
        if opening is not None and self.time_words[opening.time][0] <= first and self._opens(opening.time):
            yield i, k
        elif not self._has_subject(later):
            yield i, k
            if not {later, first} & self.cues:
                yield k, i

    def _opens(self, k: int) -> bool:
        """Whether an expression stands at the head of its sentence, but for a preposition."""
        a = self.time_words[k][0]
        return a - int(self.syntax.edges[self.syntax.sentence[a]]) <= 1

    def _has_subject(self, w: int) -> bool:
        return any(
            self.syntax.relation[c].startswith(("nsubj", "csubj", "expl")) for c in self.syntax.children(w)
        )

    def _nominal(self, i: int, k: int, relation: str) -> Iterator[tuple[int, int]]:
        """A noun ``i`` that names an event, and the predicate above it."""
        verb = self.frames[k]
        if verb.predicate in self.cues:
            return
        if relation == "obj" and self.frames[i].predicate < verb.predicate:
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
            if tense(self.words, self.syntax, verb.predicate) == "past" and verb.modality == "fact":
                yield k, i
        elif relation in ("obl", "nmod"):
            cases = {
                self.low[c]
                for c in self.syntax.children(self.frames[i].predicate)
                if self.syntax.relation[c] == "case"
            }
            if cases & _WITHIN:
                yield k, i
                if cases & {"during", "in"}:
                    yield i, k

    # The story goes on

    def narrate(self) -> None:
        """Give the last sentence's time to what follows it in plain past, in the writer's own voice."""
        place: int | None = None
        tops: dict[int, list[int]] = {}
        for i, frame in enumerate(self.frames):
            if self._is_main(frame.predicate):
                tops.setdefault(int(self.syntax.sentence[frame.predicate]), []).append(i)
        spoken = {int(self.syntax.sentence[w]) for w in self.cues | self.told}
        before = -2
        for sentence, some in sorted(tops.items()):
            if sentence in spoken:
                place = None
                continue
            start = place if sentence == before + 1 else None
            place = None
            for i in some:
                own = self.dated[i]
                if own is None and start is not None and i not in self.timed and self._goes_on(i):
                    self.dated[i] = own = Dated(start, "narrative")
                place = start = own.time if own is not None and self._stands(i, own.time) else None
            before = sentence

    def _is_main(self, w: int) -> bool:
        """Whether a verb heads its sentence, or is joined to one that does."""
        if self.syntax.upos[w] not in ("VERB", "AUX") and not any(
            self.syntax.relation[c] == "aux:pass" for c in self.syntax.children(w)
        ):
            return False
        while self.syntax.relation[w] == "conj" and int(self.syntax.head[w]) != w:
            w = int(self.syntax.head[w])
        return self.syntax.relation[w] == "root"

    def _goes_on(self, i: int) -> bool:
        """Whether a verb tells the next thing that happened: simple past, a fact, no state, no order of its own."""
        frame = self.frames[i]
        w = frame.predicate
        auxiliaries = [
            c for c in self.syntax.children(w) if self.syntax.relation[c] in ("aux", "aux:pass", "cop")
        ]
        tags = [self.syntax.xpos[c] for c in [*auxiliaries, w]]
        return (
            frame.modality == "fact"
            and frame.lemma not in _STATES
            and "VBD" in tags
            and not any(self.low[c] == "had" for c in auxiliaries)
            and not any(
                markers_of(self.words, self.syntax, v)
                for v in self.syntax.subtree(w)
                if v in self.at and v != w
            )
        )

    def _stands(self, i: int, k: int) -> bool:
        """Whether a story can go on from an event: past, a fact, within a month."""
        t = self.times[k]
        if self.frames[i].modality != "fact" or t.earliest is None or t.latest is None:
            return False
        if self.published is not None and t.latest[:10] > self.published:
            return False
        try:
            days = (date.fromisoformat(t.latest[:10]) - date.fromisoformat(t.earliest[:10])).days
        except ValueError:
            return False
        return days <= 31 and tense(self.words, self.syntax, self.frames[i].predicate) == "past"


#: Prepositions of a point or stretch of time (Quirk et al. 1985, 9.34-9.40).
_PREPOSITIONS = frozenset("on in at during of from since by until".split())
_ORDERING = frozenset(["before", "after", "following", "since", "until"])

__all__ = ["Dated", "date_events"]
