"""Completes dates that leave out their year, month or week: by tense from publication, or along the
narrative.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from hearsay.reading.times.calendar import RANK, Day, Moment, is_day, month_length
from hearsay.reading.times.frame import Frame
from hearsay.reading.times.interval import Interval
from hearsay.reading.times.narrative import Span
from hearsay.reading.times.resolved import Resolved
from hearsay.reading.times.weekdays import day_of_month, weekday_of

if TYPE_CHECKING:
    from hearsay.reading.times.resolve import Resolver


class Completion:
    """Resolves calendar frames for a :class:`~hearsay.reading.times.resolve.Resolver`."""

    def __init__(self, resolver: Resolver) -> None:
        self.r = resolver

    def calendar(self, frame: Frame) -> Resolved:
        """Resolve a frame of calendar fields."""
        if frame.decade is not None:
            return self._own(Moment("decade", frame.decade))
        if frame.century is not None:
            return self._own(Moment("century", frame.century))
        if frame.fiscal and frame.quarter is None and frame.half is None:
            return self._fiscal(frame)
        if frame.year is not None:
            return self._full(frame)
        if frame.inner is not None and frame.inner is not frame:
            year = self.r.relative(frame.inner)
            if year.moment is None:
                return Resolved("DATE", "")
            moment = _fields(frame, year.moment.year)
            if moment is None:
                return Resolved("DATE", "")
            return self.r.moved_to(moment, (year.anchor or "", year.anchor_span, year.dated))
        if frame.month is None and frame.day is not None:
            return day_of_month(self.r, frame)
        if frame.weekday is not None and frame.day is None:
            return weekday_of(self.r, frame)
        return self.nearest(frame, lambda year: _fields(frame, year))

    def _own(self, moment: Moment) -> Resolved:
        return Resolved("DATE", moment.value, moment, dated=True)

    def _full(self, frame: Frame) -> Resolved:
        year = frame.year or 0
        if frame.code == "?" and frame.month and frame.day:
            return self._figures(frame, year)
        if frame.code == "dmy":
            frame.month, frame.day, frame.code = frame.day, frame.month, ""
        moment = _fields(frame, year)
        if moment is None:
            return Resolved("DATE", "")
        if frame.code == "period":
            for item in reversed(self.r.narrative.named[-8:]):
                if item.moment.grain == "quarter" and not item.aside:
                    moment = Moment("quarter", year, code=item.moment.code)
                    return Resolved("DATE", moment.value, moment, dated=True, aside=True)
        return Resolved("DATE", moment.value, moment, dated=True)

    def _figures(self, frame: Frame, year: int) -> Resolved:
        """Resolve 4/2/1998: by the country's order, or by what exists, or as both."""
        a, b = frame.month or 0, frame.day or 0
        readings = [Moment("day", year, m, d) for m, d in ((a, b), (b, a)) if is_day(year, m, d)]
        if not readings:
            return Resolved("DATE", "")
        if len(readings) == 2 and self.r.month_first is not None and a != b:
            readings = readings[:1] if self.r.month_first else readings[1:]
        if len({m.value for m in readings}) == 1:
            return Resolved("DATE", readings[0].value, readings[0], dated=True)
        first, last = sorted(m.first() for m in readings)
        found = Resolved("DATE", f"{year:04d}-XX-XX", dated=True)
        found.interval = Interval(f"{year:04d}-XX-XX", first, last, "span")
        return found

    def _fiscal(self, frame: Frame) -> Resolved:
        closing = frame.inner
        if closing is not None and closing.month:
            self.r.fiscal_end = closing.month
        anchor = None
        year = frame.year
        if year is None and closing is not None and closing.year is not None:
            year = closing.year
        if year is None:
            if self.r.pub is None:
                return Resolved("DATE", "")
            anchor = "publication"
            if closing is not None and closing.month:
                when = self.nearest(closing, lambda y: _fields(closing, y))
                if when.moment is None:
                    return Resolved("DATE", "")
                year = when.moment.year
            else:
                year = self.r.pub.moment.year + (frame.offset or 0)
        moment = Moment("year", year)
        found = Resolved("DATE", moment.value, moment, anchor=anchor, dated=frame.year is not None)
        if self.r.fiscal_end:
            end = self.r.fiscal_end
            first = (year - 1, end + 1, 1) if end < 12 else (year, 1, 1)
            last = (year, end, month_length(year, end))
            found.interval = Interval(
                f"{first[0]:04d}-{first[1]:02d}/{year:04d}-{end:02d}", first, last, "year"
            )
        else:
            # Unknown where the fiscal year begins: it may lie partly in the year before or after.
            found.interval = Interval(f"{year:04d}~", (year - 1, 2, 1), (year + 1, 11, 30), "year")
        return found

    def nearest(self, frame: Frame, make: Callable[[int], Moment | None]) -> Resolved:
        """Resolve a frame without its year: ``make`` gives the moment in a year, None where it does not
        exist.
        """
        r = self.r
        if make(2000) is None and make(2004) is None:
            return Resolved("DATE", "")
        if r.history or r.pub is None or (not frame.base and self._in_story(frame)):
            named = r.narrative.place()
            if named is not None and not frame.base:
                found = self._along(make, named.moment, frame)
                if found is not None:
                    return r.moved_to(found, ("text", named.span, True))
        if r.pub is None:
            return Resolved("DATE", self._half_known(frame))
        today = r.pub.moment
        how: tuple[str, Span | None, bool] = ("publication", None, False)
        place = r.narrative.place()
        if place is not None and (frame.base == "text" or (r.history and frame.base and r.retold(frame))):
            # "the previous April", and in a history "next summer": seen from where the story stands.
            today, how = Moment("day", *place.moment.last()), ("text", place.span, True)
        around = [
            m for y in range(today.year - 8, today.year + 9) if 0 < y < 10000 and (m := make(y)) is not None
        ]
        found = _by_direction(frame, around, today) if frame.base else self._by_tense(frame, around, today)
        if found is None:
            return Resolved("DATE", "")
        return r.moved_to(found, how)

    def _in_story(self, frame: Frame) -> bool:
        """Say whether a news text tells of another year just here: one named in this or the last sentence."""
        r = self.r
        named = r.narrative.place()
        if (
            named is None
            or not named.dated
            or not named.topic
            or r.tense(frame) == "future"
            or r.pub is None
            or abs(named.moment.year - r.pub.moment.year) < 2
        ):
            return False
        if frame.day is None and frame.month is None:
            return False
        start = r.t.start[frame.start]
        between = r.t.text[named.span[1] : start]
        apart = r.sentences.apart(named.span[1], start)
        # Same sentence, or the next one where it opens with the date: "In May they left".
        opens = start - r.sentences.start(start) <= 13
        return apart <= opens and "\n\n" not in between

    def _along(self, make: Callable[[int], Moment | None], last: Moment, frame: Frame) -> Moment | None:
        """Return the moment that a narrative at ``last`` most likely means: forward rather than back."""
        here = make(last.year)
        if last.rank <= RANK["year"]:
            return here
        if here is None:
            return next((m for y in range(last.year, last.year + 9) if (m := make(y)) is not None), None)
        if here.last() < last.first():
            months = (last.first()[0] - here.year) * 12 + last.first()[1] - here.first()[1]
            if months > 7:
                return make(last.year + 1) or here
        return here

    def _by_tense(self, frame: Frame, around: list[Moment], today: Moment) -> Moment | None:
        day = today.first()
        if frame.weekday is not None and frame.day is not None:
            matching = [m for m in around if m.date.isoweekday() == frame.weekday]
            if matching:
                return min(matching, key=lambda m: abs((m.date - today.date).days))
        tense = self.r.tense(frame)
        if frame.quarter or frame.half:
            weight = {"past": (1, 6), "future": (2, 1)}.get(tense or "", (1, 2))
            return min(around, key=lambda m: _distance(m, today, *weight))
        past = [m for m in around if m.first() <= day]
        future = [m for m in around if m.last() >= day]
        if not past or not future:
            known = past or future
            return known[-1] if known else None
        back = (today.date - _date(past[-1].last())).days
        ahead = (_date(future[0].first()) - today.date).days
        before = self.r.t.word(frame.start - 1)
        if before in ("until", "till", "through", "by") and ahead < 190:
            return future[0]
        # "the deadline of 14 January", published on the 5th: a verb in the past does not make it last year's.
        if tense == "past" and not (back > 270 and ahead <= 75 and frame.day is not None):
            return past[-1]
        if tense == "future" and not (ahead > 270 and back <= 75 and frame.day is not None):
            return future[0]
        if tense == "present":
            return past[-1] if back < ahead else future[0]
        # Without a tense the nearer one, and rather the past: news tells of what was.
        return past[-1] if back <= ahead + 30 else future[0]

    def _half_known(self, frame: Frame) -> str:
        """Return the TIMEX3 value of a date whose year nothing tells."""
        if frame.month is not None:
            return f"XXXX-{frame.month:02d}" + (f"-{frame.day:02d}" if frame.day else "")
        if frame.season:
            return f"XXXX-{frame.season}"
        if frame.quarter:
            return f"XXXX-Q{frame.quarter}"
        return ""


def _distance(moment: Moment, today: Moment, past: int, future: int) -> int:
    """Return the weighted number of days between a moment and the day of publication, 0 within it."""
    back = (today.date - _date(moment.last())).days
    ahead = (_date(moment.first()) - today.date).days
    return past * back if back > 0 else future * ahead if ahead > 0 else 0


def _date(day: Day) -> date:
    return date(*day)


def _by_direction(frame: Frame, around: list[Moment], today: Moment) -> Moment | None:
    """Choose by "last", "next", "this"."""
    day = today.first()
    if not frame.offset:
        same = [m for m in around if m.year == today.year]
        return same[0] if same else None
    if frame.offset < 0:
        before = [m for m in around if m.last() < day]
        return before[-1] if before else None
    after = [m for m in around if m.first() > day]
    return after[0] if after else None


def _fields(frame: Frame, year: int) -> Moment | None:
    """Return the moment that a frame's fields name in a year, None where there is no such day."""
    if frame.month is not None:
        if frame.day is not None:
            return (
                Moment("day", year, frame.month, frame.day) if is_day(year, frame.month, frame.day) else None
            )
        return Moment("month", year, frame.month)
    if frame.season:
        return Moment("season", year, code=frame.season)
    if frame.quarter:
        return Moment("quarter", year, code=str(frame.quarter))
    if frame.half:
        return Moment("half", year, code=str(frame.half))
    return Moment("year", year)
