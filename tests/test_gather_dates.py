"""Publication dates: what is one, where it is found, and which of several is believed."""

from __future__ import annotations

import pytest

from hearsay.gather import Problem, from_text
from hearsay.gather.dates import dateline, decide, parse_date, url_date

WRITTEN = [
    ("2031-03-03", "2031-03-03"),
    (" 2031-03-03T09:12:00Z ", "2031-03-03T09:12:00Z"),
    ("2031-03-03 09:12", "2031-03-03T09:12"),
    ("2031-03-03T09:12:00.123+0100", "2031-03-03T09:12:00.123+0100"),
    ("20310303", "2031-03-03"),
    ("Mon, 03 Mar 2031 09:12:00 +0000", "2031-03-03T09:12:00+00:00"),
    ("3 March 2031", "2031-03-03"),
    ("Mar. 3, 2031", "2031-03-03"),
    ("Monday, 3rd of March, 2031", "2031-03-03"),
    ("Sept. 4, 2031 at 9:12 p.m. EDT", "2031-09-04"),
    ("2031-02-30", None),
    ("31 April 2031", None),
    ("03/04/2031", None),
    ("2031-03", None),
    ("2031", None),
    ("0001-01-01", None),
    ("2031-03-03T25:00", None),
    ("March 3", None),
    ("tomorrow", None),
    ("", None),
    ("9" * 5000, None),
]


@pytest.mark.parametrize(("written", "iso"), WRITTEN)
def test_what_is_a_date(written: str, iso: str | None) -> None:
    assert parse_date(written) == iso


DATELINES = [
    ("PORT ELSA, 3 March 2031 (Cape Wire) - The ferry", "2031-03-03"),
    ("PORT ELSA (Cape Wire), March 3, 2031 — The ferry", "2031-03-03"),
    ("(Cape Wire) Port Elsa, 3 March 2031 -- The ferry", "2031-03-03"),
    ("Harbour City, Isle of Sund, Monday, 3 March 2031: The", "2031-03-03"),
    ("PORT ELSA, 2031-03-03 - The ferry", "2031-03-03"),
    ("Ferry towed\n\nPublished 3 March 2031, 09:12 GMT\n\nThe ferry", "2031-03-03"),
    ("By Ana Ruiz | March 3, 2031\n\nThe ferry", "2031-03-03"),
    ("PORT ELSA, 31 February 2031 - The ferry", None),
    ("PORT ELSA, March 3 - The ferry", None),
    ("On Monday, 3 March 2031 - a day of fog - the ferry", None),
    ("The treaty was signed on 3 March 2031: it", None),
    ("They met on 3 March 2031 - and left", None),
    ("© Copyright 3 March 2031", None),
    ("Copyright 2024 Harbour Times", None),
    ("Updated 4 March 2031", None),
    ("x\n" * 20 + "PORT ELSA, 3 March 2031 - The", None),
]


@pytest.mark.parametrize(("text", "day"), DATELINES)
def test_datelines(text: str, day: str | None) -> None:
    assert dateline(text) == day


def test_a_dateline_without_a_year_takes_one_that_is_known() -> None:
    assert dateline("PORT ELSA, March 3 (Cape Wire) - The ferry", 2031) == "2031-03-03"
    assert dateline("On March 3 - the ferry", 2031) is None


URLS = [
    ("https://x.example/2031/03/03/ferry", "2031-03-03"),
    ("https://x.example/news/2031/mar/3/ferry", "2031-03-03"),
    ("https://x.example/ferry-2031-03-03.html", "2031-03-03"),
    ("https://x.example/a/20310303-ferry", "2031-03-03"),
    ("https://x.example/2031/13/03/ferry", None),
    ("https://x.example/2031/02/30/ferry", None),
    ("https://x.example/ferry?d=2031-03-03", None),
    ("https://x.example/12345678", None),
    ("http://[bad", None),
    (None, None),
]


@pytest.mark.parametrize(("url", "day"), URLS)
def test_dates_in_addresses(url: str | None, day: str | None) -> None:
    assert url_date(url) == day


def test_the_first_rule_is_believed_and_only_contradictions_are_kept() -> None:
    assert decide([]) == (None, None, ())
    published, rule, others = decide(
        [("metadata", "2031-03-03T23:30:00-05:00"), ("dateline", "2031-03-04"), ("url", "2031-03-01")]
    )
    # 4 March is the same moment's day in UTC.
    assert (published, rule, others) == ("2031-03-03T23:30:00-05:00", "metadata", (("url", "2031-03-01"),))
    assert decide([("field", "9999-12-31T23:59:59-10:00"), ("url", "2031-03-01")])[2] == (
        ("url", "2031-03-01"),
    )


def test_a_date_that_is_none_is_reported_and_left_out() -> None:
    problems: list[Problem] = []
    article = from_text(" date 2031-02-30 Ferry towed\n\nText.", name="a.txt", problems=problems.append)
    assert (article.published, article.headline) == (None, "Ferry towed")
    assert [(p.origin, p.fatal) for p in problems] == [("a.txt", False)]
    assert "2031-02-30" in problems[0].reason
