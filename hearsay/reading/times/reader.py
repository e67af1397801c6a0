"""Reads all time expressions of a text: finds, merges with the encoder's, resolves, and puts them on the
calendar.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from hearsay.reading.times.event_dates import EventDates
from hearsay.reading.times.finder import find
from hearsay.reading.times.frame import Frame
from hearsay.reading.times.interval import day_string
from hearsay.reading.times.merge import merge
from hearsay.reading.times.narrative import genre
from hearsay.reading.times.publication_date import publication
from hearsay.reading.times.resolve import Resolver
from hearsay.reading.times.resolved import Resolved
from hearsay.reading.times.sentence import Sentences
from hearsay.reading.times.signals import apply_signals, share_years
from hearsay.reading.times.tense import tense_near
from hearsay.reading.times.tokens import Tokens
from hearsay.schema import Timex

#: Countries (ISO 3166 alpha-2) that write the month before the day in figures (Unicode CLDR, short dates).
_MONTH_FIRST = frozenset({"US", "PH", "FM", "GU", "PR", "MH", "MP", "AS", "UM", "VI", "PW"})
#: Countries wholly or mostly south of the tropic, whose seasons are named by the southern year.
_SOUTH = frozenset({"AU", "NZ", "ZA", "AR", "CL", "UY", "NA", "BW", "LS", "SZ", "PY"})


def read_times(
    text: str,
    published: str | None,
    *,
    encoder_spans: Sequence[tuple[int, int, str]] | None = None,
    sentences: Sequence[tuple[int, int]] = (),
    tense_at: Callable[[int], str | None] | None = None,
    events: Sequence[tuple[int, int, str]] = (),
    outlet_country: str | None = None,
) -> tuple[Timex, ...]:
    """Return the time expressions of a text, in order of position, none overlapping another.

    ``published`` is an ISO 8601 date or date-time; None leaves relative expressions unresolved (value "").
    ``encoder_spans`` are (start, end, TIMEX3 type) from a tagger, None where there is none (an empty sequence
    says that it found nothing); ``sentences`` are code-point spans; ``tense_at`` gives 'past', 'present',
    'future' or None for the verb that governs an offset; ``events`` are (start, end, lemma) of predicates;
    ``outlet_country`` is an ISO 3166 alpha-2 code and decides the order of 4/2/1998 and the seasons.

    Raises ``ValueError`` where ``published`` is no date or a span lies outside the text.
    """
    pub = publication(published)
    for start, end, _ in encoder_spans or ():
        if not 0 <= start < end <= len(text):
            raise ValueError(f"encoder span ({start}, {end}) outside a text of {len(text)} code points")
    tokens = Tokens(text)
    bounds = Sentences(text, sentences)
    frames = merge(tokens, find(tokens), encoder_spans)
    share_years(tokens, frames)

    def tense(frame: Frame) -> str | None:
        # The words beside a date ("until", "will", "Friday's") tell more of its direction than the verb above
        # it in a tree; a parser decides where they tell nothing.
        near = tense_near(tokens, frame.start, frame.end)
        if near in ("past", "future") or tense_at is None:
            return near
        return tense_at(tokens.start[frame.start]) or near

    country = outlet_country.upper() if outlet_country else None
    resolver = Resolver(
        tokens,
        pub,
        genre(frames, pub.moment.year if pub else None) == "history",
        tense,
        EventDates(tokens, bounds, events),
        bounds,
        None if country is None else country in _MONTH_FIRST,
        country in _SOUTH,
    )
    found = resolver.resolve_all(frames)
    apply_signals(tokens, frames, found)
    return tuple(_timex(resolver, frame, resolved) for frame, resolved in zip(frames, found, strict=True))


def _timex(resolver: Resolver, frame: Frame, found: Resolved) -> Timex:
    start, end = resolver.span(frame)
    if frame.kind == "event" and found.type == "DURATION":
        # Only the quantity stands: the words of the event are no part of it.
        end = _quantity_end(resolver.t, frame)
    interval = found.interval
    return Timex(
        start=start,
        end=end,
        type=found.type,
        value=found.value,
        edtf=interval.edtf,
        mod=found.mod,
        quant=found.quant,
        freq=found.freq,
        earliest=day_string(interval.first),
        latest=day_string(interval.last),
        precision=interval.precision,
        anchor=found.anchor,
        anchor_span=found.anchor_span,
    )


def _quantity_end(t: Tokens, frame: Frame) -> int:
    for i in range(frame.start, frame.end):
        if t.low[i] in ("after", "before", "following"):
            return t.end[i - 1]
    return t.end[frame.end - 1]
