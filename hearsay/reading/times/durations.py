"""Values of durations, and the stretch of the calendar that one covers from a known time."""

from __future__ import annotations

from typing import Final

from hearsay.reading.times.calendar import Day, Moment
from hearsay.reading.times.frame import Frame
from hearsay.reading.times.interval import Interval, day_string
from hearsay.reading.times.lexicon import DESIGNATOR

#: What half of a unit is in the next finer one.
_FINER: Final = {"year": ("month", 12), "hour": ("minute", 60), "minute": ("second", 60), "day": ("hour", 24),
                 "century": ("year", 100), "decade": ("year", 10), "millennium": ("year", 1000)}  # fmt: skip
#: Units without an ISO 8601 designator, in years.
_YEARS: Final = {"decade": 10, "century": 100, "millennium": 1000}


def duration_value(frame: Frame) -> str:
    """Return the TIMEX3 value of a duration: P2Y, PT1H30M, PXM; decades and centuries as years when
    counted.
    """
    parts = _parts(frame.n, frame.unit)
    if frame.inner is not None and frame.inner.n is not None:
        parts += _parts(frame.inner.n, frame.inner.unit)
    days = "".join(f"{n}{code}" for n, code in parts if code[0] != "T")
    hours = "".join(f"{n}{code[1]}" for n, code in parts if code[0] == "T")
    return f"P{days}" + (f"T{hours}" if hours else "")


def _parts(n: float | None, unit: str) -> list[tuple[str, str]]:
    code = DESIGNATOR[unit]
    if n is None:
        return [("X", code)]
    if unit == "fortnight":
        n, code = 2 * n, "W"
    if unit in _YEARS:
        return [(_plain(n * _YEARS[unit]), "Y")]
    whole = int(n)
    if n == whole:
        return [(str(whole), code)]
    if unit in _FINER:
        finer, count = _FINER[unit]
        rest = (n - whole) * count
        if abs(rest - round(rest)) < 1e-6 and round(rest):
            head = [(str(whole), code)] if whole else []
            return [*head, (str(round(rest)), DESIGNATOR[finer])]
    return [(_plain(n), code)]


def _plain(n: float) -> str:
    return str(int(n)) if n == int(n) else f"{n:g}"


def reach_of(base: Moment, frame: Frame) -> Interval | None:
    """Return the days that a duration covers up to (``sign`` -1) or from (+1) a moment."""
    if frame.n is None or frame.n != int(frame.n) or frame.unit in ("minute", "second", "weekend", "night"):
        return None
    day = Moment("day", *base.first())
    try:
        if frame.unit == "hour":
            # The days that the hours touch.
            other = day.shift("day", frame.sign * -(-int(frame.n) // 24)).first()
        else:
            other = day.shift(frame.unit, frame.sign * int(frame.n)).first()
    except ValueError:
        return None
    ends: tuple[Day, Day] = (other, day.first()) if frame.sign < 0 else (day.first(), other)
    return Interval(f"{day_string(ends[0])}/{day_string(ends[1])}", *ends, "span")
