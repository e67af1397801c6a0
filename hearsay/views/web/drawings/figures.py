"""Figures that a claim's accounts give, over the time of their publication: one line for each origin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from hearsay.record.days import first_day, iso_day
from hearsay.record.results import Dispute, StatementRow
from hearsay.views.web.drawings.svg import drawing, element, fit, words

_WIDTH, _HEIGHT = 760.0, 280.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 62.0, 200.0, 18.0, 34.0
#: Origins with a line of their own: as many as the style sheet has colours and shapes for.
SERIES = 6
#: Room for a date below the axis.
_TICK = 125.0


@dataclass(frozen=True, slots=True)
class Point:
    """One article's figure: the day of its publication, the bounds of the value, on whose word."""

    day: int
    low: float
    high: float
    value: str
    origin: str


def points(dispute: Dispute, rows: Sequence[StatementRow]) -> list[Point]:
    """Return the figures of a disagreement with the origin and day of each article that gives one."""
    found = set()
    for value in dispute.values:
        low = value.low if value.low is not None else value.high
        high = value.high if value.high is not None else value.low
        if low is None or high is None or not (abs(low) < 1e15 and abs(high) < 1e15):
            continue
        for row in rows:
            if row.article not in value.articles:
                continue
            day = first_day(row.published)
            origin = row.root.name if row.root else ""
            if day is not None and (origin in value.origins or (not origin and "" in value.origins)):
                found.add(Point(day, low, high, value.value, origin))
        for name in value.articles:
            days = [d for row in rows if row.article == name and (d := first_day(row.published)) is not None]
            if days and not any(p.day == days[0] and p.value == value.value for p in found):
                found.add(Point(days[0], low, high, value.value, value.origins[0] if value.origins else ""))
    return sorted(found, key=lambda p: (p.day, p.low, p.origin))


def draw_figures(dispute: Dispute, found: Sequence[Point], *, title: str) -> Markup:
    """Return the figures over time; empty where there are not two days or values to compare."""
    if len({(p.day, p.low, p.high) for p in found}) < 2:
        return Markup()
    first, last = found[0].day, max(p.day for p in found)
    top = max(p.high for p in found)
    low = min(0.0, min(p.low for p in found))
    top = top if top > low else low + 1

    def x(day: int) -> float:
        return (
            _LEFT
            + 14
            + (_WIDTH - _LEFT - _RIGHT - 28) * ((day - first) / (last - first) if last > first else 0.5)
        )

    def y(value: float) -> float:
        return _HEIGHT - _BOTTOM - (_HEIGHT - _TOP - _BOTTOM) * (value - low) / (top * 1.08 - low)

    parts = [
        element("line", x1=_LEFT, x2=_WIDTH - _RIGHT, y1=y(low), y2=y(low), class_="axis"),
        words(f"{low:,.4g}", _LEFT - 8, y(low) + 4, class_="tick", text_anchor="end"),
    ]
    for value in sorted({p.high for p in found} | {p.low for p in found}, reverse=True)[:8]:
        if value != low:
            parts.append(
                element("line", x1=_LEFT, x2=_WIDTH - _RIGHT, y1=y(value), y2=y(value), class_="grid")
            )
            parts.append(words(f"{value:,.12g}", _LEFT - 8, y(value) + 4, class_="tick", text_anchor="end"))
    days = sorted({p.day for p in found})
    shown: list[int] = []
    for day in [days[-1], *days[:-1]]:
        # The last one always; of the others those that leave room for each other.
        if all(abs(x(day) - x(other)) > _TICK for other in shown):
            shown.append(day)
    for day in shown:
        anchor = (
            "start" if day == first and last > first else "end" if day == last and last > first else "middle"
        )
        parts.append(words(iso_day(day) or "", x(day), _HEIGHT - 10, class_="tick", text_anchor=anchor))
    taken: list[float] = []
    for n, origin in enumerate(_origins(found)):
        mine = [p for p in found if p.origin == origin]
        style = f"series s{n % SERIES}"
        if len({p.day for p in mine}) > 1:
            path = " ".join(
                f"{'M' if not i else 'L'}{x(p.day):.1f} {y(p.high):.1f}" for i, p in enumerate(mine)
            )
            parts.append(element("path", d=path, class_=f"{style} line"))
        for p in mine:
            if p.low != p.high:
                parts.append(
                    element(
                        "line", x1=x(p.day), x2=x(p.day), y1=y(p.low), y2=y(p.high), class_=f"{style} line"
                    )
                )
            parts.append(_sign(n, x(p.day), y(p.high), style))
        at = y(mine[-1].high) + 4
        while any(abs(at - other) < 16 for other in taken):
            at += 16
        taken.append(at)
        name = fit(origin or "nobody is named", _RIGHT - 26, 12.5)
        parts.append(words(f"{mine[-1].value}  {name}", x(mine[-1].day) + 12, at, class_=f"{style} label"))
    return drawing(
        _WIDTH, _HEIGHT + max(0.0, max(taken) - _HEIGHT + 10), parts, title=title, class_="figures"
    )


def _origins(found: Sequence[Point]) -> list[str]:
    return list(dict.fromkeys(p.origin for p in found))


def _sign(n: int, x: float, y: float, style: str) -> Markup:
    """A shape of its own for each origin: a circle, a square, a diamond, in turn."""
    if n % 3 == 0:
        return element("circle", cx=x, cy=y, r=5, class_=style)
    if n % 3 == 1:
        return element("rect", x=x - 4.5, y=y - 4.5, width=9, height=9, class_=style)
    return element("path", d=f"M{x:.1f} {y - 6:.1f} l6 6 l-6 6 l-6 -6 z", class_=style)
