"""The date of an event that an expression hangs on: looked for where the text mentions the event with a
date.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from hearsay.reading.times.frame import Frame
from hearsay.reading.times.narrative import Named
from hearsay.reading.times.sentence import Sentences
from hearsay.reading.times.tokens import Tokens

_ENDINGS = (
    "ations",
    "ation",
    "ments",
    "ment",
    "ings",
    "ing",
    "ions",
    "ion",
    "als",
    "al",
    "ies",
    "ied",
    "es",
    "ed",
    "s",
    "e",
    "y",
    "ure",
    "ance",
)


def stem(word: str) -> str:
    """Cut the commonest endings of nouns of action and verbs, so that "signing" and "signed" meet."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "ls":
        word = word[:-1]
    return word


class EventDates:
    """Finds dates of events in one text. ``events`` are (start, end, lemma) of the predicates, where
    known.
    """

    def __init__(
        self, tokens: Tokens, sentences: Sentences, events: Sequence[tuple[int, int, str]] = ()
    ) -> None:
        self.t = tokens
        self.sentences = sentences
        self.lemma = {start: lemma for start, _, lemma in events}
        self._stems: list[str] | None = None

    def stems(self) -> list[str]:
        """Return the stems of all tokens, made when first asked for."""
        if self._stems is None:
            t = self.t
            self._stems = [
                stem(self.lemma.get(t.start[i], t.low[i])) if len(t.low[i]) > 3 else t.low[i]
                for i in range(t.size)
            ]
        return self._stems

    def date_of(self, frame: Frame, named: list[Named]) -> Named | None:
        """Return the time named nearest to a mention of the frame's event, or None.

        For "the bank opened in May 2024" the time in the same clause counts, for "the vote" the one in
        another
        sentence that speaks of the vote. A time and a mention belong together within one sentence only.
        """
        if frame.event is None or not named:
            return None
        stems = self.stems()
        first, last = frame.event
        heads = {s for s in stems[first:last] if len(s) > 2}
        head = stems[last - 1]
        t = self.t
        here = t.start[frame.start]
        best: tuple[float, Named] | None = None
        for item in named[-60:]:
            a, b = item.span
            low = bisect_left(t.start, self.sentences.start(a))
            high = bisect_left(t.start, self.sentences.end(b))
            for k in range(low, high):
                if stems[k] not in heads:
                    continue
                distance = min(abs(t.start[k] - a), abs(t.start[k] - b))
                # The head noun counts for more than what qualifies it, a day more than a year, near more
                # than far.
                score = (
                    (0 if stems[k] == head else 400)
                    + distance
                    + 0.002 * abs(here - b)
                    - 30 * (item.moment.rank >= 8)
                )
                if best is None or score < best[0]:
                    best = (score, item)
        return best[1] if best else None
