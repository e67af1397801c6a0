"""What a text has said of time so far: the last times it named, and whether it tells of the past or
reports news.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal

from hearsay.reading.times.calendar import RANK, Moment
from hearsay.reading.times.frame import Frame

Span = tuple[int, int]
_DAY_WORDS: Final = ("day", "week", "weekend")


@dataclass(slots=True)
class Named:
    """A time that the text named, with the span of its words."""

    moment: Moment
    span: Span
    #: The words themselves say the year, or it follows from words that do.
    dated: bool
    #: Named only to compare with ("from a year earlier"): the text does not move there.
    aside: bool = False
    #: A year only, and not where its sentence begins: a remark, not where the story goes on.
    remark: bool = False
    #: It opens its sentence.
    topic: bool = False


@dataclass(slots=True)
class Narrative:
    """The times named so far, oldest first."""

    named: list[Named] = field(default_factory=list)

    def add(self, moment: Moment, span: Span, dated: bool, aside: bool = False, topic: bool = False) -> None:
        """Remember a time."""
        self.named.append(Named(moment, span, dated, aside, moment.rank <= RANK["year"] and not topic, topic))

    def last(self, rank: int = 0, before: int | None = None, reach: int = 40) -> Named | None:
        """Return the last time at least as fine as ``rank`` (:data:`RANK`), none if a later one leaves it
        behind.

        A coarser time named later leaves a finer one behind unless it holds it: after "in 1950",
        "the next day"
        cannot hang on a day of 1944.
        """
        held: Moment | None = None
        for item in self.named[: -reach - 1 : -1]:
            if item.aside or (before is not None and item.span[1] > before):
                continue
            if item.moment.rank >= rank:
                if held is not None and not _holds(held, item.moment):
                    return None
                return item
            if item.dated and held is None:
                held = item.moment
        return None

    def place(self) -> Named | None:
        """Return where the story stands: the last time that is of a year or finer and no mere remark."""
        for item in self.named[:-201:-1]:
            if not item.aside and not item.remark and item.moment.rank >= RANK["year"]:
                return item
        return self.last(RANK["year"])


def _holds(outer: Moment, inner: Moment) -> bool:
    return outer.first() <= inner.first() and inner.last() <= outer.last()


def genre(frames: list[Frame], year: int | None) -> Literal["news", "history"]:
    """Say whether a text reports from its publication date or tells a story with dates of its own.

    A history names years, most of them far from that of publication, more often than days as a report does
    ("Friday", "yesterday", "last week").
    """
    far = near = 0
    for frame in frames:
        if frame.doubt and frame.year is None:
            continue
        if frame.kind == "calendar" and frame.year is not None:
            if frame.day or frame.month or not frame.doubt:
                far += year is None or abs(frame.year - year) > 1
        elif (
            (frame.kind == "calendar" and frame.weekday and not frame.day)
            or (
                frame.kind == "relative"
                and frame.base == "pub"
                and frame.grain in (*_DAY_WORDS, "month", "year")
            )
            or (frame.kind == "shift" and frame.base == "pub")
            or (frame.kind in ("part", "clock") and frame.inner and frame.inner.base == "pub")
        ):
            near += 1
    if year is None:
        return "history"
    return "history" if far >= 3 and far > 2 * near else "news"


DAY: Final = RANK["day"]
