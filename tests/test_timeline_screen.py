"""The timeline on a terminal: grouped by month and year, each day said once, open ends shown as such."""

from __future__ import annotations

from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearsay.record.results import ClaimOrigin, Interval, TimelineEntry
from hearsay.views.screens.screen import Screen
from hearsay.views.screens.timeline import draw_timeline, when_words


def entry(text: str, first: str | None, last: str | None) -> TimelineEntry:
    origin = ClaimOrigin("Ana Ruiz", None, "person", ("a1",))
    return TimelineEntry(
        "c1", text, Interval(first, last), None, "fact", "affirms", (origin,), 0, ("a1",), ("Coast Daily",)
    )


def drawn(*entries: TimelineEntry, width: int = 80) -> list[str]:
    out = StringIO()
    draw_timeline(Screen(out, width), entries)
    return out.getvalue().splitlines()


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        ("2031-03-02", "2031-03-02", "2031-03-02 Sun"),
        ("2031-03-01", "2031-03-31", "2031-03 ······"),
        ("2031-01-01", "2031-12-31", "2031 ·········"),
        ("2031-03-02", "2031-03-05", "2031-03-02/05"),
        ("2031-03-02", "2031-04-05", "2031-03-02 to 2031-04-05"),
        ("2031-03-02", None, "2031-03-02 →"),
        (None, "2031-03-02", "→ 2031-03-02"),
        (None, None, ""),
    ],
)
def test_when(first: str | None, last: str | None, told: str) -> None:
    assert when_words(Interval(first, last)) == told


def test_months_and_years_head_what_is_in_them() -> None:
    lines = drawn(
        entry("the pier fell", "2031-03-02", "2031-03-02"),
        entry("the mill burned", "2031-03-02", "2031-03-02"),
        entry("the pact was signed", "2031-01-01", "2031-12-31"),
        entry("the port was shut", None, "2031-03-02"),
        entry("the king fled", "2032-05-01", "2032-05-31"),
        entry("the bell rang", None, None),
    )
    headings = [line.strip("─ ") for line in lines if line.startswith("──")]
    assert headings == ["2031", "March 2031", "May 2032"]
    assert sum("2031-03-02 Sun" in line for line in lines) == 1
    told = ["signed", "pier", "mill", "port", "king", "bell"]
    assert [word for line in lines for word in told if word in line] == told
    assert next(line for line in lines if "bell" in line).startswith("undated")
    assert sum("Ana Ruiz" in line for line in lines) == 6


DATES = st.none() | st.dates().map(str) | st.sampled_from(["", "2031", "2031-02-30", "x" * 40])


@given(st.lists(st.tuples(DATES, DATES), max_size=6), st.sampled_from([40, 80, 110]))
def test_any_dates_fit_the_screen(spans: list[tuple[str | None, str | None]], width: int) -> None:
    lines = drawn(*(entry("the pier fell", *span) for span in spans), width=width)
    assert all(len(line) <= width for line in lines)
