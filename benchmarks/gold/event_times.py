"""The gold set ``benchmarks/gold/event_times.jsonl``: events, when they happened, and which came first.

:func:`load` checks every line. What is annotated, and how, is told in ``docs/gold-event-times.md``.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Literal

import msgspec

from hearsay.schema import EventTime, OrderRelation

FILE = Path(__file__).parent / "event_times.jsonl"

Half = Literal["train", "dev"]
Words = Annotated[str, msgspec.Meta(min_length=1)]
Index = Annotated[int, msgspec.Meta(ge=0)]


class GoldError(ValueError):
    """A line breaks the rules of the set; the message names the file, the line and the rule."""


class TimedEvent(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One predicate, ``start`` and ``end`` in code points, and its time; None: the text does not tell."""

    start: Index
    end: Index
    time: EventTime | None


class Passage(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One passage. ``order`` has (event, relation, other event), the events by their place in ``events``."""

    id: Words
    half: Half
    published: Annotated[str, msgspec.Meta(pattern=r"^\d{4}-\d{2}-\d{2}$")]
    text: Words
    events: Annotated[tuple[TimedEvent, ...], msgspec.Meta(min_length=1)]
    order: tuple[tuple[Index, OrderRelation, Index], ...] = ()


def load(half: Half | None = None, path: Path = FILE) -> list[Passage]:
    """The passages of one half, or of both.

    Raises:
        GoldError: a line is no passage, an offset lies outside its text or cuts a word, a date is none, a
            span is reversed, events are out of order, or an id stands twice; it names the line.
    """
    out: list[Passage] = []
    seen: set[str] = set()
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        try:
            passage = msgspec.json.decode(line, type=Passage)
            _check(passage)
            if passage.id in seen:
                raise GoldError(f"the id {passage.id!r} stands twice")
        except (msgspec.DecodeError, ValueError) as error:
            raise GoldError(f"{path.name}: line {number}: {error}") from error
        seen.add(passage.id)
        out.append(passage)
    return [p for p in out if half in (None, p.half)]


def _check(passage: Passage) -> None:
    date.fromisoformat(passage.published)
    end = 0
    for event in passage.events:
        if event.start < end:
            raise GoldError("events are not in order of position")
        _check_span(passage.text, event.start, event.end)
        end = event.end
        if event.time is not None:
            _check_time(passage.text, event.time)
    for one, _, other in passage.order:
        if one == other or max(one, other) >= len(passage.events):
            raise GoldError(f"({one}, {other}) are no two events of the passage")


def _check_span(text: str, start: int, end: int) -> None:
    if not 0 <= start < end <= len(text):
        raise GoldError(f"span ({start}, {end}) outside a text of {len(text)} code points")
    before, after = text[start - 1 : start], text[end : end + 1]
    if before.isalnum() or after.isalnum() or text[start:end] != text[start:end].strip():
        raise GoldError(f"span ({start}, {end}) is no run of whole words: {text[start:end]!r}")


def _check_time(text: str, time: EventTime) -> None:
    if time.start is None or time.end is None or time.precision is None:
        raise GoldError("a time lacks its expression or its precision")
    _check_span(text, time.start, time.end)
    known = [date.fromisoformat(d) for d in (time.earliest, time.latest) if d is not None]
    if not known or known != sorted(known):
        raise GoldError(f"no span of time: {time.earliest} to {time.latest}")
