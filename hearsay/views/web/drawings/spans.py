"""When something happened, as a mark on a line of time: certain days full, uncertain spans open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from hearsay.record.days import first_day, iso_day, last_day
from hearsay.record.results import Interval, TimelineEntry
from hearsay.views.web.drawings.svg import drawing, element, words

WIDTH, _HEIGHT = 260.0, 22.0
_PAD = 8.0
#: Spans that last at most this many days stand as a full mark; longer ones are uncertain as to the day.
_SURE = 1


@dataclass(frozen=True, slots=True)
class Scale:
    """Which days the line of time shows, as day numbers."""

    first: int
    last: int

    @classmethod
    def of(cls, entries: Sequence[TimelineEntry], since: str, until: str) -> Scale:
        """The days asked for; where they are open, those of the entries."""
        days = [
            day
            for entry in entries
            for interval in _intervals(entry)
            for day in (first_day(interval.earliest), last_day(interval.latest))
            if day is not None
        ]
        first = first_day(since) if since else None
        last = last_day(until) if until else None
        first = first if first is not None else min(days, default=1)
        last = last if last is not None else max(days, default=first)
        return cls(first, max(first + 1, last))

    def x(self, day: int) -> float:
        """Where a day stands, at its beginning."""
        part = (day - self.first) / (self.last + 1 - self.first)
        return _PAD + (WIDTH - 2 * _PAD) * min(1.0, max(0.0, part))


def draw_span(entry: TimelineEntry, scale: Scale, *, title: str) -> Markup:
    """Return the mark of one entry; accounts that differ have one each."""
    middle = _HEIGHT / 2
    parts = [element("line", x1=_PAD, x2=WIDTH - _PAD, y1=middle, y2=middle, class_="axis")]
    for n, interval in enumerate(_intervals(entry)):
        parts.append(_mark(interval, scale, middle, "span" if n == 0 else "span other"))
    return drawing(WIDTH, _HEIGHT, parts, title=title, class_="spans")


def draw_scale(scale: Scale) -> Markup:
    """Return the ends of the line of time, for the head of the column."""
    parts = [
        words(iso_day(scale.first) or "", _PAD, 14, class_="tick"),
        words(iso_day(scale.last) or "", WIDTH - _PAD, 14, class_="tick", text_anchor="end"),
    ]
    return drawing(
        WIDTH, _HEIGHT, parts, title=f"from {iso_day(scale.first)} to {iso_day(scale.last)}", class_="spans"
    )


def _intervals(entry: TimelineEntry) -> list[Interval]:
    dates = [date for value in entry.dates if (date := _dated(value.value)) is not None]
    return dates or [entry.time]


def _dated(value: str) -> Interval | None:
    """The interval of a date as a disagreement gives it: a day, month or year, or two with a slash."""
    first, _, last = value.partition("/")
    lower, upper = first_day(first), last_day(last or first)
    return Interval(iso_day(lower), iso_day(upper)) if lower is not None and upper is not None else None


def _mark(interval: Interval, scale: Scale, y: float, style: str) -> Markup:
    lower, upper = first_day(interval.earliest), last_day(interval.latest)
    if lower is None and upper is None:
        return Markup()
    if lower is None or upper is None:
        # Open: a line that goes on to the edge, with an arrow there.
        at = scale.x(lower if lower is not None else (upper or 0) + 1)
        edge = WIDTH - 2 if lower is not None else 2.0
        tip = -6 if lower is not None else 6
        return element(
            "g",
            element("line", x1=at, x2=edge, y1=y, y2=y, class_="open"),
            element("path", d=f"M{edge:.1f} {y:.1f} l{tip} -5 l0 10 z", class_="tip"),
            element("line", x1=at, x2=at, y1=y - 6, y2=y + 6, class_="end"),
            class_=style,
        )
    left, right = scale.x(lower), scale.x(upper + 1)
    if upper - lower < _SURE:
        return element("circle", cx=(left + right) / 2, cy=y, r=5, class_=f"{style} sure")
    width = max(right - left, 9.0)
    left = min(left, WIDTH - _PAD - width)
    return element("rect", x=left, y=y - 5, width=width, height=10, rx=5, class_=f"{style} unsure")
