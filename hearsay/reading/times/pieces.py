"""Lengths of time with a place on the calendar: "the last week of August", "in two weeks"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hearsay.reading.times.calendar import Moment
from hearsay.reading.times.durations import duration_value
from hearsay.reading.times.frame import Frame
from hearsay.reading.times.interval import Interval, day_string, interval_of
from hearsay.reading.times.resolved import Resolved

if TYPE_CHECKING:
    from hearsay.reading.times.resolve import Resolver


def piece_of(r: Resolver, frame: Frame) -> Resolved:
    """Resolve so many days or weeks at the start or the end of a month, a season, a year.

    One day is a date; anything longer keeps the value of its length, its place is in the interval.
    """
    whole = r.resolve_frame(frame.inner) if frame.inner is not None else Resolved("DATE", "")
    found = Resolved("DURATION", duration_value(frame), anchor=whole.anchor, anchor_span=whole.anchor_span)
    n, which = int(frame.n or 1), frame.offset or 1
    if whole.moment is None or n < 1:
        return Resolved("DATE", "") if frame.unit == "day" and n == 1 else found
    unit = frame.unit
    first, last = Moment("day", *whole.moment.first()), Moment("day", *whole.moment.last())
    if which > 0:
        first = first.shift(unit, (which - 1) * n)
        end = first.shift(unit, n).shift("day", -1)
    else:
        end = last
        first = end.shift("day", 1).shift(unit, -n)
    if first.first() < whole.moment.first() or end.first() > last.first():
        # More than the whole holds.
        return found
    if frame.unit == "day" and n == 1:
        return r.with_interval(
            frame,
            Resolved(
                "DATE",
                first.value,
                first,
                anchor=whole.anchor,
                anchor_span=whole.anchor_span,
                dated=whole.dated,
            ),
        )
    days = (first.first(), end.first())
    found.interval = Interval(f"{day_string(days[0])}/{day_string(days[1])}", *days, "span")
    r.narrative.add(whole.moment, r.span(frame), whole.dated)
    return found


def ahead_of(r: Resolver, frame: Frame) -> Interval | None:
    """Return when "in two weeks" and "within two weeks" are, of what is to come; None for a mere length."""
    before = r.t.word(frame.start - 1)
    if r.pub is None or r.history or before not in ("in", "within") or r.tense(frame) != "future":
        return None
    unit, n = frame.unit, frame.n
    if (
        n is None
        or n != int(n)
        or frame.inner is not None
        or unit not in ("day", "week", "fortnight", "month", "year")
    ):
        return None
    there = r.pub.moment.shift(unit, int(n))
    if before == "in":
        return interval_of(there.at("week" if unit == "fortnight" else unit))
    days = (r.pub.moment.first(), there.first())
    return Interval(f"{day_string(days[0])}/{day_string(days[1])}", *days, "span")
