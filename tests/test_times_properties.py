"""What holds for every text and date."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hearsay.reading.times import read_times
from hearsay.reading.times.calendar import Moment, easter, is_day
from hearsay.schema import Timex

_YEAR = r"-?\d{4}"
_DATE = rf"(?:{_YEAR}(?:-(?:\d\d(?:-\d\d)?|\d\d))?|\d{{3}}X|\d{{2}}XX|\d{{4}}-XX-XX)~?"
_EDTF = re.compile(
    rf"{_DATE}|{_YEAR}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)?"
    rf"|(?:{_DATE}|\.\.|{_YEAR}-\d\d-\d\dT[\d:]+\S*)/(?:{_DATE}|\.\.|{_YEAR}-\d\d-\d\dT[\d:]+\S*)"
)
_VOCABULARY = """
    on in since by the a two last next this that early late end of before after ago later earlier Monday
    Sunday May March 29 February 31st June 2024 1850 2090 9999 1000 week weeks month months year years
    days day night weekend quarter third summer winter BC 1990s century 17th at noon 3 p.m. ET 2:30
    every and between to - , . yesterday fiscal ended will was signing signed anniversary first time
    hours half decade same following Easter 02/03/2024 2024-02-30 mid about more than nearly ’ s '96 now
    recent
"""
_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
_TEXTS = st.lists(st.sampled_from([*_VOCABULARY.split(), "\n\n"]), max_size=14).map(" ".join)
_DATES = st.dates(date(1, 1, 1), date(9999, 12, 31)).map(date.isoformat)


def check(text: str, times: tuple[Timex, ...]) -> None:
    end = 0
    for x in times:
        assert end <= x.start < x.end <= len(text)
        assert text[x.start : x.end] == text[x.start : x.end].strip()
        end = x.end
        if x.edtf is not None:
            assert _EDTF.fullmatch(x.edtf), x.edtf
            assert x.precision is not None
            assert x.earliest is not None or x.latest is not None
        if x.earliest and x.latest and not x.earliest.startswith("-"):
            assert x.earliest <= x.latest
        for day in (x.earliest, x.latest):
            if day is not None and not day.startswith("-"):
                assert is_day(*map(int, day.split("-")))
        if x.value == "":
            assert x.earliest is None


@settings(max_examples=300, deadline=None)
@given(_TEXTS, st.none() | _DATES)
def test_any_words_any_date(text: str, published: str | None) -> None:
    check(text, read_times(text, published))


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=80), _DATES)
def test_any_text(text: str, published: str) -> None:
    check(text, read_times(text, published))


@settings(max_examples=100, deadline=None)
@given(_TEXTS, _DATES)
def test_the_same_again(text: str, published: str) -> None:
    assert read_times(text, published) == read_times(text, published)


@settings(max_examples=150, deadline=None)
@given(st.dates(date(1000, 1, 1), date(2199, 12, 31)))
def test_full_dates_are_read_back(day: date) -> None:
    text = f"It was {day.day} {day:%B} {day.year}."
    (found,) = read_times(text, None)
    assert found.value == found.edtf == found.earliest == found.latest == day.isoformat()


@settings(max_examples=150, deadline=None)
@given(st.dates(date(1800, 1, 1), date(2190, 12, 31)), st.integers(1, 400))
def test_days_ago_are_counted(day: date, count: int) -> None:
    (found,) = read_times(f"It burned {count} days ago.", day.isoformat())
    assert found.value == (day - timedelta(count)).isoformat()


@settings(max_examples=100, deadline=None)
@given(
    st.dates(date(1800, 1, 1), date(2190, 12, 31)),
    st.sampled_from(_WEEKDAYS.split()),
)
def test_weekdays_lie_within_a_week(day: date, name: str) -> None:
    (past,) = read_times(f"The mill burned on {name}.", day.isoformat())
    (future,) = read_times(f"The mill will open on {name}.", day.isoformat())
    before, after = date.fromisoformat(past.value), date.fromisoformat(future.value)
    assert f"{before:%A}" == f"{after:%A}" == name
    assert timedelta(0) <= day - before < timedelta(7)
    assert timedelta(0) <= after - day < timedelta(7)


@settings(max_examples=100, deadline=None)
@given(
    st.dates(date(2, 1, 1), date(9998, 12, 31)),
    st.sampled_from(["week", "month", "quarter", "half", "year", "decade"]),
)
def test_a_moment_holds_its_day(day: date, grain: str) -> None:
    moment = Moment("day", day.year, day.month, day.day).at(grain)
    assert moment.first() <= (day.year, day.month, day.day) <= moment.last()
    if day.year > 12:
        assert moment.shift(grain, 1).shift(grain, -1) == moment


@pytest.mark.parametrize(("year", "day"), [(1961, (4, 2)), (2000, (4, 23)), (2024, (3, 31)), (2038, (4, 25))])
def test_easter(year: int, day: tuple[int, int]) -> None:
    assert easter(year) == date(year, *day)


def test_edtf_is_what_another_parser_accepts() -> None:
    edtf = pytest.importorskip("edtf")
    text = (
        "Since December 2024, by 5 May 2025, in early 2012, about 1850, in 264 BC, in the 1930s, in "
        "the 12th century, this week, in the third quarter of 2023, in the summer of 1987, at 9:30 "
        "a.m. EDT on 14 March 2023, between March and May 2024, on 03/04/2024, before 2027, in mid- "
        "August, in fiscal 2022."
    )
    times = [x for x in read_times(text, "2025-07-03") if x.edtf is not None]
    assert len(times) >= 15
    for x in times:
        edtf.parse_edtf(x.edtf)
