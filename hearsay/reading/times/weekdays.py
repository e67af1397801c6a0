"""Resolves weekdays and days of an unnamed month: "on Friday", "next Monday", "the 12th"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hearsay.reading.times.calendar import RANK, Moment, is_day
from hearsay.reading.times.frame import Frame
from hearsay.reading.times.resolved import Resolved

if TYPE_CHECKING:
    from hearsay.reading.times.resolve import Resolver


def weekday_of(r: Resolver, frame: Frame) -> Resolved:
    """Resolve a weekday: along the narrative, or before or after publication as words and tense have it."""
    weekday = frame.weekday or 1
    named = r.narrative.last(RANK["day"])
    if (r.history or r.pub is None or frame.base == "text") and named is not None:
        start = named.moment.at("day")
        step = (weekday - start.date.isoweekday()) % 7
        if frame.base == "text" and frame.offset:
            step = step or 7
            step = step if frame.offset > 0 else step - 7 if step < 7 else -7
        return r.moved_to(start.shift("day", step), ("text", named.span, named.dated))
    if r.pub is None:
        return Resolved("DATE", "")
    today = r.pub.moment
    ahead = (weekday - today.date.isoweekday()) % 7
    back = ahead - 7 if ahead else 0
    if frame.base and frame.offset:
        if frame.offset < 0:
            step = (back or -7) - 7 * (-1 - frame.offset)
        else:
            # "next Friday" said on a Wednesday is that of the next week, said on a Saturday the first to
            # come.
            step = ahead or 7
            if step <= 3 and today.date.isoweekday() < weekday:
                step += 7
    elif frame.base == "pub":
        monday = 1 - today.date.isoweekday()
        step = monday + weekday - 1
        if step < 0 and r.tense(frame) == "future":
            step += 7
    else:
        before = r.t.word(frame.start - 1)
        told = r.tense(frame)
        awaited = (
            before in ("until", "till")
            or (before == "by" and told != "past")
            or frame.sign > 0
            or (
                before == "as"
                and r.t.word(frame.start - 2) in ("soon", "early")
                and r.t.word(frame.start - 3) == "as"
            )
        )
        tense = "future" if awaited else told
        step = ahead if tense in ("future", "present") else back
    return r.moved_to(today.shift("day", step), ("publication", None, False))


def day_of_month(r: Resolver, frame: Frame) -> Resolved:
    """Resolve "the 12th": in the month of the narrative, or the month before or after publication."""
    day = frame.day or 1
    named = r.narrative.last(RANK["month"])
    if named is not None and (r.history or r.pub is None or named.moment.rank >= RANK["month"]):
        start = named.moment.at("month")
        months = [start, start.shift("month", 1)]
        if frame.weekday is not None:
            months = [
                m
                for m in months
                if is_day(m.year, m.month, day)
                and Moment("day", m.year, m.month, day).date.isoweekday() == frame.weekday
            ]
        if months:
            month = months[0]
            if not is_day(month.year, month.month, day):
                return Resolved("DATE", "", anchor="text", anchor_span=named.span)
            return r.moved_to(Moment("day", month.year, month.month, day), ("text", named.span, named.dated))
    if r.pub is None:
        return Resolved("DATE", "")
    today = r.pub.moment
    tense = r.tense(frame)
    month = today.at("month")
    if frame.weekday is not None:
        options = [month.shift("month", k) for k in range(-3, 4)]
        days = [Moment("day", m.year, m.month, day) for m in options if is_day(m.year, m.month, day)]
        days = [d for d in days if d.date.isoweekday() == frame.weekday]
        if not days:
            return Resolved("DATE", "")
        return r.moved_to(
            min(days, key=lambda d: abs((d.date - today.date).days)), ("publication", None, False)
        )
    if tense == "future":
        month = month if day >= today.day else month.shift("month", 1)
    else:
        month = month if day <= today.day else month.shift("month", -1)
    if not is_day(month.year, month.month, day):
        return Resolved("DATE", "", anchor="publication")
    return r.moved_to(Moment("day", month.year, month.month, day), ("publication", None, False))
