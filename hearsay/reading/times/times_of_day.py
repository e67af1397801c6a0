"""Resolves times of day: "Friday night", "2:30 p.m. EST Wednesday", "three hours later"."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from hearsay.reading.times.calendar import RANK, Moment
from hearsay.reading.times.civil import local_clock
from hearsay.reading.times.durations import duration_value
from hearsay.reading.times.frame import Frame
from hearsay.reading.times.interval import Interval, interval_of
from hearsay.reading.times.resolved import Resolved

if TYPE_CHECKING:
    from hearsay.reading.times.resolve import Resolver


def time_of_day(r: Resolver, frame: Frame) -> Resolved:
    """Resolve a part of a day or a clock time; refused where the clock skips it."""
    inner = frame.inner
    if inner is None:
        # A bare time of day: on the day that the text is at, or that of publication.
        inner = Frame("relative", frame.start, frame.end, grain="day", base="text", offset=0)
        if not r.history and r.pub is not None:
            named = r.narrative.last(RANK["day"])
            ahead = named is not None and named.moment.first() > r.pub.moment.first()
            # Told in the past tense, it is not on a day to come that the text named before.
            inner.base = "pub" if named is None or (ahead and r.tense(frame) == "past") else "text"
    before = r.t.word(frame.start - 1)
    if inner.weekday and (before in ("until", "till") or (before == "by" and r.tense(frame) != "past")):
        inner.sign = 1
    day = r.resolve_frame(inner)
    code = frame.code
    if (
        frame.value == "overnight"
        and day.moment is not None
        and inner.base == "pub"
        and r.tense(frame) != "future"
    ):
        # The night before publication is named by the day on which it began, as "last night" is.
        day.moment = day.moment.shift("day", -1)
    if day.moment is None or day.moment.rank < RANK["day"]:
        tail = frame.code if frame.kind == "part" else frame.clock
        return Resolved("TIME", f"XXXX-XX-XXT{tail}" if inner.base == "text" else "", mod=frame.mod)
    year, month, number = day.moment.first()
    if frame.kind == "part":
        if inner.kind == "relative" and inner.offset == 0 and day.moment.rank > RANK["day"]:
            day.moment = day.moment.at("day")
        moment = Moment("part", year, month, number, code=code)
        found = Resolved(
            "TIME",
            moment.value,
            moment,
            anchor=day.anchor,
            anchor_span=day.anchor_span,
            dated=day.dated,
            mod=frame.mod,
        )
        found.interval = interval_of(moment, None, None, r.south)
        return found
    grain = "second" if frame.clock.count(":") == 2 else "minute"
    moment = Moment(grain, year, month, number, clock=frame.clock)
    if frame.clock == "24:00":
        return Resolved("TIME", moment.value, None, anchor=day.anchor, anchor_span=day.anchor_span)
    offset = local_clock(moment, frame.zone)
    if offset is None:
        # The clocks skip this hour on that day in that zone.
        return Resolved("TIME", "", mod=frame.mod)
    found = Resolved(
        "TIME",
        moment.value,
        moment,
        anchor=day.anchor,
        anchor_span=day.anchor_span,
        dated=day.dated,
        mod=frame.mod,
    )
    edtf = interval_of(moment).edtf
    found.interval = Interval(
        f"{edtf}{offset}",
        (year, month, number),
        (year, month, number),
        "second" if grain == "second" else "minute",
    )
    return found


def shifted_clock(r: Resolver, frame: Frame) -> Resolved:
    """Resolve hours, minutes or seconds from a known clock time; without one, only their length."""
    seconds = (frame.n or 0) * {"hour": 3600, "minute": 60, "second": 1}[frame.unit] * frame.sign
    base: Moment | None = None
    anchor, span = "publication", None
    if frame.base == "text" and (named := r.narrative.last(RANK["hour"])):
        base, anchor, span = named.moment, "text", named.span
    elif frame.base == "pub" and r.pub is not None and r.pub.clock:
        base = Moment("minute", *r.pub.moment.first(), clock=r.pub.clock[:5])
    if base is None:
        if frame.base == "pub" and r.pub is not None and seconds % 86400 == 0:
            return r.moved_to(r.pub.moment.shift("day", int(seconds // 86400)), ("publication", None, False))
        # No hour is known to count from: only the length stands.
        return Resolved("DURATION", duration_value(frame))
    clock = (base.clock + ":00:00")[:8]
    at = int(clock[:2]) * 3600 + int(clock[3:5]) * 60 + int(clock[6:8]) + int(seconds)
    day = date(*base.first()) + timedelta(at // 86400)
    at %= 86400
    text = f"{at // 3600:02d}:{at // 60 % 60:02d}"
    return r.moved_to(Moment("minute", day.year, day.month, day.day, clock=text), (anchor, span, False))
