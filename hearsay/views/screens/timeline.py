"""The timeline: claims in the order of what happened, by month and year, each with whose word it rests on."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from datetime import date

from hearsay.record.results import ClaimOrigin, Interval, TimelineEntry
from hearsay.views.phrases import MODALITIES, interval_words, names, source_words
from hearsay.views.plain import count, plain, shorten
from hearsay.views.screens.screen import BOLD, DATE, DIM, KINDS, STANCE_STYLES, WARN, Piece, Screen

_WORDS = 180
#: As wide as "2031-03-02 Sun".
_DATE_WIDTH = 14
#: Origins that are named before the rest is counted.
_SHOWN = 2


def draw_timeline(screen: Screen, entries: Sequence[TimelineEntry]) -> None:
    """Draw the entries under a line of headings: a month at a time, a year where no month is told."""
    if not entries:
        return
    who = _who_width(screen)
    screen.row(
        ("when", BOLD, _DATE_WIDTH),
        ("what", BOLD, screen.width - _DATE_WIDTH - who - 2),
        body=[("on whose word", BOLD)],
    )
    heading = last = None
    for entry in sorted(entries, key=lambda e: _place(e.time)):
        if (told := _heading(entry.time)) != heading:
            heading, last = told, None
            if told:
                screen.line((f"── {told} " + "─" * max(0, screen.width - len(told) - 4), DIM))
        when = when_words(entry.time)
        # A day is said once, and what happened on it stands below.
        _draw(screen, entry, who, "" if when and when == last else when or "undated")
        last = when


def when_words(time: Interval) -> str:
    """Return when something was: a day with its weekday, dots for days not told, an arrow for an open end.

    >>> when_words(Interval("2031-03-02", "2031-03-02"))
    '2031-03-02 Sun'
    >>> when_words(Interval("2031-03-01", "2031-03-31"))
    '2031-03 ······'
    >>> when_words(Interval("2030-12-01", None))
    '2030-12-01 →'
    >>> when_words(Interval(None, "2031-03-02"))
    '→ 2031-03-02'
    """
    if time.earliest is None:
        return f"→ {plain(time.latest)[:10]}" if time.latest is not None else ""
    if time.latest is None:
        return f"{plain(time.earliest)[:10]} →"
    told = interval_words(time.earliest, time.latest)
    if len(told) == 10 and (day := _day(told)) is not None:
        return f"{told} {calendar.day_abbr[day.weekday()]}"
    return f"{told} {'·' * (_DATE_WIDTH - 1 - len(told))}" if len(told) in (4, 7) else told


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        return None


def _bounds(time: Interval) -> tuple[date | None, date | None]:
    """First and last day; an open end is the other one."""
    first, last = _day(time.earliest), _day(time.latest)
    return first or last, last or first


def _within_month(time: Interval) -> bool:
    first, last = _bounds(time)
    return first is not None and last is not None and (first.year, first.month) == (last.year, last.month)


def _heading(time: Interval) -> str:
    """ "March 2031" for what is within a month, "2031" for what begins in it; "" without a date."""
    first, _ = _bounds(time)
    if first is None:
        return ""
    return f"{calendar.month_name[first.month]} {first.year}" if _within_month(time) else str(first.year)


def _place(time: Interval) -> tuple[int, int, int, int, bool]:
    """Where an entry stands: no month before the months of its year, a day before "until" it, no date last."""
    first, last = _bounds(time)
    if first is None or last is None:
        return 9999, 13, 0, 0, False
    open_ = time.latest is None
    month = first.month if _within_month(time) else 0
    return first.year, month, first.toordinal(), 0 if open_ else last.toordinal(), time.earliest is None


def _who_width(screen: Screen) -> int:
    return max(20, min(34, screen.width // 3))


def _draw(screen: Screen, entry: TimelineEntry, who: int, when: str) -> None:
    from rich.table import Table

    what: list[Piece | str] = []
    if told := MODALITIES[entry.modality]:
        what.append((f"[{told}] ", WARN))
    if entry.stance != "affirms":
        what.append((f"[{entry.stance}] ", STANCE_STYLES[entry.stance]))
    if entry.withdrawn:
        what.append(("[withdrawn] " if not entry.origins else "[in part withdrawn] ", WARN))
    what.append(shorten(plain(entry.text), _WORDS))
    for value in entry.dates:
        what.append((f"\n{plain(value.value)}: {names(value.origins or value.articles)}", WARN))
    grid = Table.grid(padding=(0, 1, 0, 0), pad_edge=False)
    grid.add_column(width=_DATE_WIDTH, overflow="fold")
    grid.add_column(width=screen.width - _DATE_WIDTH - who - 2, overflow="fold")
    grid.add_column(width=who, overflow="fold")
    grid.add_row(
        screen.text([(when, DATE if entry.time.earliest or entry.time.latest else DIM)]),
        screen.text(what),
        screen.text(
            [
                *origin_pieces(entry.origins, 0 if entry.withdrawn else entry.unstated),
                (f"\n{_in(entry)} · {plain(entry.claim)}", DIM),
            ]
        ),
    )
    screen.draw(grid)


def _in(entry: TimelineEntry) -> str:
    return count(len(entry.articles), "article")


def origin_pieces(origins: Sequence[ClaimOrigin], unstated: int, shown: int = _SHOWN) -> list[Piece]:
    """Return whose word a claim rests on: its origins, or that nobody is named."""
    pieces: list[Piece] = []
    for origin in origins[:shown]:
        if pieces:
            pieces.append(("; ", ""))
        name = source_words(origin.name, origin.kind, 48)
        pieces.append((f"{name}, own voice" if origin.kind == "outlet" else name, KINDS[origin.kind]))
    if len(origins) > shown:
        pieces.append((f" and {len(origins) - shown:,} more", ""))
    if not pieces:
        pieces.append(("nobody is named" if unstated else "no origin", KINDS["unstated"]))
    return pieces
