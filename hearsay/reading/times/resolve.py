"""From what an expression says to when that is: TIMEX3 type and value, against publication date and
narrative.
"""

from __future__ import annotations

from collections.abc import Callable

from hearsay.reading.times.calendar import RANK, Moment, holiday
from hearsay.reading.times.comparison import closing_quarter, closing_year
from hearsay.reading.times.completion import Completion
from hearsay.reading.times.durations import duration_value, reach_of
from hearsay.reading.times.event_dates import EventDates
from hearsay.reading.times.frame import Frame
from hearsay.reading.times.interval import Interval, day_string, interval_of, opened
from hearsay.reading.times.narrative import Named, Narrative
from hearsay.reading.times.pieces import ahead_of, piece_of
from hearsay.reading.times.publication_date import Publication
from hearsay.reading.times.resolved import Resolved
from hearsay.reading.times.sentence import Sentences
from hearsay.reading.times.shifts import shift_of
from hearsay.reading.times.times_of_day import time_of_day
from hearsay.reading.times.tokens import Tokens

Span = tuple[int, int]


class Resolver:
    """Resolves frames in their order in the text; each may hang on those before it."""

    def __init__(
        self,
        tokens: Tokens,
        publication: Publication | None,
        history: bool,
        tense: Callable[[Frame], str | None],
        events: EventDates,
        sentences: Sentences,
        month_first: bool | None,
        south: bool,
    ) -> None:
        self.t = tokens
        self.pub = publication
        self.history = history
        self.tense = tense
        self.events = events
        self.sentences = sentences
        self.month_first = month_first
        self.south = south
        self.narrative = Narrative()
        self.fiscal_end: int | None = None
        self.completion = Completion(self)
        self.ahead: list[Frame] = []

    def resolve_all(self, frames: list[Frame]) -> list[Resolved]:
        """Resolve the frames of a text, given in order."""
        found = []
        for k, frame in enumerate(frames):
            self.ahead = frames[k + 1 : k + 4] if frame.kind == "event" else []
            found.append(self.resolve(frame))
        return found

    def _named_ahead(self, frame: Frame) -> list[Named]:
        """Return the dates that follow in the same sentence: "the day after the vote, held on 27 October"."""
        named = []
        for other in self.ahead:
            if (
                other.kind == "calendar"
                and (other.month or other.year)
                and self.same_sentence(self.span(frame), other)
            ):
                found = self.resolve_frame(other)
                if found.moment is not None:
                    named.append(Named(found.moment, self.span(other), found.dated))
        return named

    def resolve(self, frame: Frame) -> Resolved:
        """Resolve one frame and remember its time for those that follow."""
        try:
            found = self.resolve_frame(frame)
        except (ValueError, OverflowError):
            # Beyond the calendar's reach (year 0 or 10000): refused.
            found = Resolved("DATE", "")
        last = found.interval.last
        if last is not None and last[0] > 9999:
            found.interval = Interval()
        if found.moment is not None and found.value:
            self.narrative.add(
                found.moment, self.span(frame), found.dated, found.aside, self._is_topic(frame)
            )
        return found

    def _is_topic(self, frame: Frame) -> bool:
        """Say whether a frame opens its sentence, or says more than a year after "in" or "on": there the
        story moves.
        """
        if (frame.month or frame.season) and self.t.word(frame.start - 1) in ("in", "on", "during"):
            return True
        start = self.t.start[frame.start]
        return start - self.sentences.start(start) <= 13

    def span(self, frame: Frame) -> Span:
        """Return the code-point span of a frame."""
        return self.t.start[frame.start], self.t.end[frame.end - 1]

    def resolve_frame(self, frame: Frame) -> Resolved:
        """Resolve one frame without remembering its time."""
        match frame.kind:
            case "set":
                return Resolved("SET", frame.value, quant=frame.quant, freq=frame.freq)
            case "reference":
                return Resolved("DATE", frame.value, mod=frame.mod)
            case "duration":
                return self._duration(frame)
            case "part" | "clock":
                return time_of_day(self, frame)
            case "then":
                return self._then(frame)
            case "piece":
                return piece_of(self, frame)
            case "event":
                return self._event(frame)
            case "shift":
                return self.with_interval(frame, shift_of(self, frame))
            case "relative":
                return self.with_interval(frame, self.relative(frame))
            case "holiday":
                return self.with_interval(frame, self._holiday(frame))
            case _:
                return self.with_interval(frame, self.completion.calendar(frame))

    def with_interval(self, frame: Frame, found: Resolved) -> Resolved:
        """Give a resolved date its interval and mod."""
        found.mod = found.mod or frame.mod
        moment = found.moment
        if moment is not None and found.interval.edtf is None:
            today = None
            if self.pub is not None and frame.mod in ("START", "END"):
                first = self.t.word(frame.start)
                if first in ("earlier", "later"):
                    today = self.pub.moment.first()
            found.interval = interval_of(moment, frame.mod, today, self.south)
            if frame.kind == "shift" and found.mod in ("MORE_THAN", "LESS_THAN"):
                # "more than a year ago" is before, "less than a year ago" after that year began.
                further = (found.mod == "MORE_THAN") == (frame.sign < 0)
                found.mod = "BEFORE" if further else "AFTER"
                found.interval = opened(found.interval, "by" if further else "since")
                if not further and frame.sign < 0 and self.pub is not None and found.interval.first:
                    ends = (found.interval.first, self.pub.moment.first())
                    found.interval = Interval(f"{day_string(ends[0])}/{day_string(ends[1])}", *ends, "span")
        return found

    # -- relative dates ------------------------------------------------------------------------------------

    def base(self, frame: Frame, grain: str) -> tuple[Moment, str, Span | None, bool] | None:
        """Return what a relative frame hangs on: the moment, the anchor's name and span, and whether it
        is dated.
        """
        rank = RANK[grain]
        wants_text = frame.base == "text" or (self.history and (frame.base == "near" or self.retold(frame)))
        if frame.base == "near" and not wants_text:
            named = self.narrative.last(rank)
            wants_text = named is not None and self.same_sentence(named.span, frame) and named.dated
        if wants_text or (self.history and frame.base == "pub" and self.pub is None):
            named = self.narrative.last(rank)
            if named is not None:
                return named.moment, "text", named.span, named.dated
            if self.history and self.narrative.named:
                return None
        if self.pub is not None:
            return self.pub.moment, "publication", None, False
        return None

    def retold(self, frame: Frame) -> bool:
        """Say whether a history tells in the words of its own time: "next summer", "two years ago"."""
        if self.pub is None or frame.grain in ("decade", "century") or frame.unit in ("decade", "century"):
            return False
        place = self.narrative.place()
        return place is not None and self.pub.moment.year - place.moment.year > 1

    def same_sentence(self, span: Span, frame: Frame) -> bool:
        """Say whether no sentence ends between a span and a frame."""
        return self.sentences.apart(span[1], self.t.start[frame.start]) == 0

    def relative(self, frame: Frame) -> Resolved:
        """Resolve a number of calendar units from publication or from the narrative."""
        grain = frame.grain
        if frame.offset is None:
            # "the weekend": the one before or after publication, as the clause's tense has it.
            offset = 0
            if self.pub is None:
                return Resolved("DATE", "")
            # "this weekend" is that of last week only in its first days.
            last = 6 if self.t.word(frame.start) != "this" else 4
            if self.tense(frame) == "past" and self.pub.moment.date.isoweekday() < last:
                offset = -1
            return self.moved_to(self.pub.moment.at(grain).shift(grain, offset), ("publication", None, False))
        if grain == "quarter" and frame.code == "latest":
            if closing := closing_quarter(self, frame):
                return closing
            for item in reversed(self.narrative.named[-12:]):
                ended = (
                    self.pub is None
                    or self.t.word(frame.end - 2) != "latest"
                    or item.moment.last() <= self.pub.moment.first()
                )
                if item.moment.grain == "quarter" and not item.aside and ended:
                    return self.moved_to(item.moment, ("text", item.span, item.dated))
            if self.pub is None:
                return Resolved("DATE", "")
            return self.moved_to(
                self.pub.moment.at("quarter").shift("quarter", -1), ("publication", None, False)
            )
        if grain == "year" and (closed := closing_year(self, frame)):
            return closed
        base = self.base(frame, "day" if grain in ("night",) else grain)
        if base is None:
            return Resolved("DATE", "")
        moment, *how = base
        if moment.grain == "part" and grain == "day":
            moment = moment.at("day")
        return self.moved_to(moment.at(grain).shift(grain, frame.offset), (how[0], how[1], how[2]))  # type: ignore[arg-type]

    def moved_to(self, moment: Moment, how: tuple[str, Span | None, bool]) -> Resolved:
        """Return a resolved date at a moment; ``how`` is its anchor, its span, whether dated."""
        kind = "TIME" if moment.rank > RANK["day"] else "DATE"
        return Resolved(kind, moment.value, moment, anchor=how[0], anchor_span=how[1], dated=how[2])  # type: ignore[arg-type]

    def _holiday(self, frame: Frame) -> Resolved:
        if frame.rule is None:
            return Resolved("DATE", "")
        if frame.year is not None:
            moment = holiday(frame.rule, frame.year)
            return Resolved("DATE", moment.value, moment, dated=True)
        if frame.inner is not None:
            year = self.relative(frame.inner)
            if year.moment is None:
                return Resolved("DATE", "")
            return self.moved_to(
                holiday(frame.rule, year.moment.year), (year.anchor or "", year.anchor_span, year.dated)
            )
        return self.completion.nearest(frame, lambda year: holiday(frame.rule or (1, 1), year))

    def _then(self, frame: Frame) -> Resolved:
        for item in reversed(self.narrative.named):
            if item.aside:
                continue
            return Resolved("DATE",
            item.moment.at("day").value if item.moment.rank > RANK["day"] else item.moment.value,
                            item.moment.at("day") if item.moment.rank > RANK["day"] else item.moment,
                            interval_of(item.moment, None, None, self.south), anchor="text",
                            anchor_span=item.span, dated=item.dated)  # fmt: skip
        return Resolved("DATE", "PAST_REF")

    # -- times of day --------------------------------------------------------------------------------------

    # -- durations and events ------------------------------------------------------------------------------

    def _duration(self, frame: Frame) -> Resolved:
        found = Resolved("DURATION", duration_value(frame), mod=frame.mod)
        if not frame.base and (interval := ahead_of(self, frame)) is not None:
            found.interval, found.anchor = interval, "publication"
        if frame.sign and frame.n is not None and frame.base:
            base = self.base(frame, "day") if frame.base == "text" else None
            if frame.base == "pub" and self.pub is not None:
                base = (self.pub.moment, "publication", None, False)
            if base is not None and (interval := reach_of(base[0], frame)) is not None:
                found.interval, found.anchor, found.anchor_span = interval, base[1], base[2]
        return found

    def _event(self, frame: Frame) -> Resolved:
        named = self.events.date_of(frame, [*self.narrative.named, *self._named_ahead(frame)])
        count = int(frame.sign * (1 if frame.n is None else frame.n))
        unit = frame.unit
        if named is None or (unit not in ("year", "month") and named.moment.rank < RANK["day"]) or (
            unit == "month" and named.moment.rank < RANK["month"]
        ):  # fmt: skip
            if frame.code:
                return Resolved("DATE", "", anchor="event" if frame.event else None)
            # "two days after the vote" of which no date is known: only the two days stand.
            return Resolved("DURATION", duration_value(frame))
        moved = named.moment.at("day") if named.moment.rank > RANK["day"] else named.moment
        moved = moved.shift(unit, count)
        if frame.code != "anniversary":
            if unit == "year" and moved.rank > RANK["year"]:
                moved = moved.at("year") if frame.n != 1 or moved.rank > RANK["month"] else moved
            elif unit == "month":
                moved = moved.at("month")
        found = Resolved(
            "DATE", moved.value, moved, anchor="event", anchor_span=named.span, dated=named.dated
        )
        return self.with_interval(frame, found)
