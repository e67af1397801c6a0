"""Events as a record gives them: the structs, every cell with the span it was read from."""

from __future__ import annotations

from typing import Literal

import msgspec

from hearsay.schema import (
    EventTime,
    EventType,
    Figure,
    Hop,
    Modality,
    Place,
    Stance,
)

#: How an event is told: as having happened, hedged, denied, or as its modality says.
Told = Literal[
    "happened",
    "hedged",
    "denied",
    "negated",
    "possible",
    "future",
    "conditional",
    "obliged",
    "ordered",
    "hoped",
    "asked",
]


class Party(msgspec.Struct, frozen=True, omit_defaults=True):
    """Who takes part: the words and their span, who they stand for in the record, and the country (ISO alpha-3)."""

    words: str
    start: int
    end: int
    name: str
    actor: str | None = None
    country: str | None = None


class Account(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where an article tells of the event: the predicate's span, and the statement."""

    article: str
    start: int
    end: int
    statement: str
    outlet: str | None = None


class EventRow(msgspec.Struct, frozen=True, omit_defaults=True):
    """An event as a record has it. All spans are offsets into the text of ``article``; ``accounts`` tell of it too."""

    id: str
    type: EventType
    told: Told
    article: str
    #: The predicate, as it stands there.
    predicate: str
    start: int
    end: int
    #: The words of the statement, and their outermost span.
    text: str
    text_start: int
    text_end: int
    claim: str
    statement: str
    #: Who the statement came through, the outlet first.
    chain: tuple[Hop, ...]
    modality: Modality
    stance: Stance
    #: How sure the writer is that it happened, -3 (did not) to 3 (did).
    factuality: float | None = None
    lemma: str = ""
    roleset: str | None = None
    time: EventTime | None = None
    actors: tuple[Party, ...] = ()
    targets: tuple[Party, ...] = ()
    place: Place | None = None
    figures: tuple[Figure, ...] = ()
    outlet: str | None = None
    published: str | None = None
    url: str | None = None
    accounts: tuple[Account, ...] = ()
