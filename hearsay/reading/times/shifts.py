"""Resolves shifts: "two days ago", "a week later", "five years ago today"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hearsay.reading.times.calendar import RANK
from hearsay.reading.times.comparison import compared, quarter_here
from hearsay.reading.times.durations import duration_value
from hearsay.reading.times.frame import Frame
from hearsay.reading.times.resolved import Resolved
from hearsay.reading.times.times_of_day import shifted_clock

if TYPE_CHECKING:
    from hearsay.reading.times.resolve import Resolver


def shift_of(r: Resolver, frame: Frame) -> Resolved:
    """Resolve so many units before or after publication, the narrative, or a day that is named with them."""
    unit = frame.unit
    if frame.n is None:
        if frame.base == "pub" or frame.sign < 0:
            return Resolved("DATE", "PAST_REF" if frame.sign < 0 else "FUTURE_REF")
        return Resolved("DATE", "FUTURE_REF" if frame.sign > 0 else "PAST_REF")
    n = frame.n
    if unit in ("hour", "minute", "second"):
        return shifted_clock(r, frame)
    if n != int(n):
        finer = {
            "year": ("month", 12),
            "decade": ("year", 10),
            "century": ("year", 100),
            "week": ("day", 7),
        }.get(unit)
        if finer is None:
            return Resolved("DATE", "")
        unit, n = finer[0], n * finer[1]
    count = frame.sign * int(n)
    if unit == "fortnight":
        unit, count = "week", 2 * count
    if unit == "night":
        unit = "day"
    if frame.inner is not None:
        start = r.resolve_frame(frame.inner)
        if start.moment is None or r.pub is None:
            return Resolved("DATE", "")
        # A week is found again by a day of it: that of publication.
        day = r.pub.moment if start.moment.grain == "week" else start.moment
        moved = day.shift(unit, count).at(start.moment.grain)
        return r.moved_to(moved, ("publication", None, False))
    if frame.base == "pub" and not (r.history and r.retold(frame)):
        if r.pub is None:
            return Resolved("DATE", "")
        moment = r.pub.moment
        if unit == "year" and count == -1 and not frame.mod and (quarter := quarter_here(r, frame)):
            return compared(r, quarter, count)
        if unit == "millennium":
            unit, count = "year", 1000 * count
        if unit == "quarter":
            return r.moved_to(moment.at("quarter").shift("quarter", count), ("publication", None, False))
        return r.moved_to(moment.shift(unit, count).at(unit), ("publication", None, False))
    if unit == "year" and (quarter := quarter_here(r, frame)):
        return compared(r, quarter, count)
    if frame.code == "period" and r.pub is not None:
        return r.moved_to(r.pub.moment.at("quarter").shift("quarter", -5), ("publication", None, False))
    base = r.base(frame, unit if unit != "millennium" else "year")
    if base is None:
        return Resolved("DURATION", duration_value(frame)) if frame.code == "on" else Resolved("DATE", "")
    moment, *how = base
    if frame.code == "on" and how[0] != "text":
        # "Ten years on" of something that has no date.
        return Resolved("DURATION", duration_value(frame), mod=frame.mod)
    moved = moment.at("day") if moment.rank > RANK["day"] else moment
    moved = moved.shift(unit, count)
    # A year from a day is a year, a month from a day a month; a week from a day is a day.
    if unit in ("year", "decade", "century") and moved.rank > RANK["month"]:
        moved = moved.at("year")
    elif unit == "month" and moved.rank > RANK["month"]:
        moved = moved.at("month")
    return r.moved_to(moved, (how[0], how[1], how[2]))  # type: ignore[arg-type]
