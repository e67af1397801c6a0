"""The frames of one text, with its tree and its time expressions, while events get their times."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from hearsay.reading.events import Frame
from hearsay.reading.syntax import Syntax
from hearsay.reading.words import Words
from hearsay.schema import Timex

Range = tuple[int, int]


class Dated(NamedTuple):
    """The time of an event: the number of its expression among the text's times, and how it was found."""

    time: int
    by: Literal["expression", "narrative"]


class EventText:
    """What the rules look at, and ``dated``, the time of each frame, which they fill.

    ``time_words`` are the word ranges of ``times``; ``cues`` words that report speech, ``told`` those inside
    what is reported; ``published`` an ISO date, after which no story goes.
    """

    def __init__(
        self,
        words: Words,
        syntax: Syntax,
        frames: Sequence[Frame],
        times: Sequence[Timex],
        time_words: Sequence[Range],
        cues: frozenset[int] = frozenset(),
        told: frozenset[int] = frozenset(),
        published: str | None = None,
    ) -> None:
        self.words, self.syntax, self.frames = words, syntax, frames
        self.times, self.time_words = times, time_words
        self.cues, self.told = cues, told
        self.published = published[:10] if published else None
        self.predicates = [frame.predicate for frame in frames]
        #: The frame of each predicate.
        self.at = {frame.predicate: i for i, frame in enumerate(frames)}
        self.low = [form.lower() for form in words.forms]
        self.dated: list[Dated | None] = [None] * len(frames)
        #: Frames that an expression hangs on, if only "for two days".
        self.timed: set[int] = set()
