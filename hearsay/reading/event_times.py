"""Whose date it is: which time expression tells when each event of a text happened.

An expression belongs to the event that it hangs on in the tree (:mod:`hearsay.reading.event_expressions`); from
there it reaches the events that are told as part of the same happening (:mod:`hearsay.reading.event_sharing`) and,
in the writer's own voice, the next sentence of a story (:mod:`hearsay.reading.event_story`). Where none of these
rules applies an event has no time: a wrong date is worse than none.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from hearsay.reading.event_expressions import own
from hearsay.reading.event_sharing import share
from hearsay.reading.event_story import narrate
from hearsay.reading.event_text import Dated, EventText, Range
from hearsay.reading.events import Frame
from hearsay.reading.syntax import Syntax
from hearsay.reading.words import Words
from hearsay.schema import Timex


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
    text = EventText(words, syntax, frames, times, time_words, frozenset(cues), frozenset(told), published)
    own(text)
    share(text)
    narrate(text)
    return text.dated


__all__ = ["Dated", "date_events"]
