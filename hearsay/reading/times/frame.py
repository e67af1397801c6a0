"""What a time expression says, before anything is known of when it was said."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Frame:
    """The meaning of one expression. ``start`` and ``end`` are token indices, end exclusive.

    Kinds:

    ``calendar``  fields of a calendar, perhaps incomplete ("12 May", "the 1990s"); ``inner`` is a frame that
                  gives the year or month ("December of *that year*"); ``base`` with ``offset`` a direction
                  ("*last* June": pub, -1).
    ``relative``  ``offset`` units of ``grain`` from ``base`` ("last week", "the following month").
    ``shift``     ``n`` units of ``unit`` before or after ``base`` ("two days ago": ``sign`` -1).
    ``part``      a part of the day ``code`` of ``inner`` ("Friday night").
    ``clock``     a time of day ``clock`` in ``zone``, of ``inner``.
    ``duration``  ``n`` (None: unknown) of ``unit``; ``base`` and ``sign`` where it begins or ends at a known
                  time ("the last two weeks": pub, -1).
    ``set``       ``value``, ``quant``, ``freq``.
    ``reference`` ``value`` is PAST_REF, PRESENT_REF or FUTURE_REF.
    ``holiday``   ``rule`` of the calendar, in the year of ``inner`` or the nearest.
    ``then``      the last time that the text named ("at the time").
    ``piece``     ``n`` of ``unit`` within ``inner``, the ``offset``-th from its start (1) or its last (-1).
    ``event``     ``sign`` * ``n`` units from the event whose words are the tokens ``event``.
    """

    kind: str
    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    season: str | None = None
    quarter: int | None = None
    half: int | None = None
    decade: int | None = None
    century: int | None = None
    fiscal: bool = False
    grain: str = ""
    base: str = ""
    offset: int | None = None
    n: float | None = None
    unit: str = ""
    sign: int = 0
    code: str = ""
    clock: str = ""
    zone: str = ""
    mod: str | None = None
    value: str = ""
    quant: str | None = None
    freq: str | None = None
    rule: tuple[int, int] | str | None = None
    inner: Frame | None = None
    event: tuple[int, int] | None = None
    #: The words are often something else: "may", "second", a bare number that could be a year.
    doubt: bool = False
    #: Further expressions that share words with this one ("June 5 and 7").
    more: list[Frame] = field(default_factory=list)
