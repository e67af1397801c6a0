"""Time expressions: what is found, what it is resolved to, what is refused."""

from __future__ import annotations

import pytest

from hearsay.reading.times import read_times
from hearsay.schema import Timex

THURSDAY = "2025-07-03"
TUESDAY = "2024-11-12"


def one(text: str, words: str, published: str | None = THURSDAY, **options: object) -> Timex:
    """Return the expression of a text whose words are these."""
    times = read_times(text, published, **options)  # type: ignore[arg-type]
    found = {text[x.start : x.end]: x for x in times}
    assert words in found, sorted(found)
    return found[words]


@pytest.mark.parametrize(
    ("text", "words", "type_", "value"),
    [
        ("It opened on 3 April 2024.", "3 April 2024", "DATE", "2024-04-03"),
        ("It opened on Wednesday, April 3, 2024, at last.", "Wednesday, April 3, 2024", "DATE", "2024-04-03"),
        ("It opened on the 3rd of April 2024.", "the 3rd of April 2024", "DATE", "2024-04-03"),
        ("It opened on 2024-04-03.", "2024-04-03", "DATE", "2024-04-03"),
        ("It closed in the third quarter of 2023.", "the third quarter of 2023", "DATE", "2023-Q3"),
        ("It closed in the second half of 2023.", "the second half of 2023", "DATE", "2023-H2"),
        ("It was built in the 1930s.", "the 1930s", "DATE", "193"),
        ("It was built in the nineties.", "the nineties", "DATE", "199"),
        ("It was built in the 17th century.", "the 17th century", "DATE", "16"),
        ("It was built in the summer of 1987.", "the summer of 1987", "DATE", "1987-SU"),
        ("It fell in 264 BC.", "264 BC", "DATE", "BC0264"),
        ("It fell in nineteen ninety-six.", "nineteen ninety-six", "DATE", "1996"),
        ("It lasted two and a half years.", "two and a half years", "DURATION", "P2Y6M"),
        ("It lasted an hour and a half.", "an hour and a half", "DURATION", "PT1H30M"),
        ("It lasted 4 1/2 hours.", "4 1/2 hours", "DURATION", "PT4H30M"),
        ("It lasted three years and two months.", "three years and two months", "DURATION", "P3Y2M"),
        ("It took several weeks.", "several weeks", "DURATION", "PXW"),
        ("A 10-day truce began.", "10-day", "DURATION", "P10D"),
        ("They meet every Monday.", "every Monday", "SET", "XXXX-WXX-1"),
        ("They meet every two weeks.", "every two weeks", "SET", "P2W"),
        ("They meet twice a year.", "twice a year", "SET", "P1Y"),
        ("It is printed daily.", "daily", "SET", "P1D"),
        ("It struck at 14:05 GMT on 3 May 2024.", "14:05 GMT on 3 May 2024", "TIME", "2024-05-03T14:05"),
        ("It struck on the night of 27 April 2022.", "the night of 27 April 2022", "TIME", "2022-04-27TNI"),
        ("He is currently abroad.", "currently", "DATE", "PRESENT_REF"),
        ("He was recently abroad.", "recently", "DATE", "PAST_REF"),
    ],
)
def test_says_all_itself(text: str, words: str, type_: str, value: str) -> None:
    found = one(text, words, published=None)
    assert (found.type, found.value) == (type_, value)
    assert found.anchor is None


@pytest.mark.parametrize(
    ("text", "words", "published", "value"),
    [
        ("Ana Ruiz landed on June 21.", "June 21", THURSDAY, "2025-06-21"),
        ("The port authority announced it in April.", "April", THURSDAY, "2025-04"),
        ("The port authority will announce it in April.", "April", THURSDAY, "2026-04"),
        ("Three boats sank on Sunday.", "Sunday", THURSDAY, "2025-06-29"),
        ("The boats will sail on Sunday.", "Sunday", THURSDAY, "2025-07-06"),
        ("It was signed on Thursday.", "Thursday", THURSDAY, "2025-07-03"),
        ("The dam was finished last June.", "last June", TUESDAY, "2024-06"),
        ("The orchestra toured in June.", "June", TUESDAY, "2024-06"),
        ("The pass will close in June.", "June", TUESDAY, "2025-06"),
        ("It burned yesterday.", "yesterday", TUESDAY, "2024-11-11"),
        ("It burned the day before yesterday.", "the day before yesterday", TUESDAY, "2024-11-10"),
        ("It burned last night.", "last night", TUESDAY, "2024-11-11TNI"),
        ("It burned overnight.", "overnight", TUESDAY, "2024-11-11TNI"),
        ("It burned last week.", "last week", TUESDAY, "2024-W45"),
        ("It burned three days ago.", "three days ago", TUESDAY, "2024-11-09"),
        ("It burned two years ago.", "two years ago", TUESDAY, "2022"),
        ("It will open in May next year.", "May next year", TUESDAY, "2025-05"),
        ("The loan is due on Christmas Day.", "Christmas Day", TUESDAY, "2024-12-25"),
        ("It burned on Good Friday.", "Good Friday", TUESDAY, "2024-03-29"),
    ],
)
def test_against_publication(text: str, words: str, published: str, value: str) -> None:
    found = one(text, words, published)
    assert found.value == value
    assert found.anchor == "publication"


@pytest.mark.parametrize(
    ("text", "words", "value", "anchor"),
    [
        ("Ratified in May 2022, it has been in force since October of that year.",
         "October of that year", "2022-10", "text"),
        ("It opened on 31 December 2015. The next day it closed.", "The next day", "2016-01-01", "text"),
        ("It opened on 3 March 2021. A week earlier it had burned.", "A week earlier", "2021-02-24", "text"),
        ("It opened in December 2021. The following month it closed.",
         "The following month", "2022-01", "text"),
        ("He left on 4 May 2017. She left the same day.", "the same day", "2017-05-04", "text"),
        ("He was chosen in 2009 and again four years later.", "four years later", "2013", "text"),
        ("The port authority announced it in April. At the time, it gave no reason.", "the time", "2025-04", "text"),
        ("The pact was signed on 9 May 2023. Two days after the signing it broke.",
         "Two days after the signing", "2023-05-11", "event"),
        ("They marked the first anniversary of the bridge opened in May 2024.",
         "the first anniversary of the bridge", "2025-05", "event"),
        ("The day after the vote, held on 27 June 2025, it rained.",
         "The day after the vote", "2025-06-28", "event"),
    ],
)  # fmt: skip
def test_against_the_text(text: str, words: str, value: str, anchor: str) -> None:
    found = one(text, words)
    assert (found.value, found.anchor) == (value, anchor)
    assert found.anchor_span is not None
    assert text[slice(*found.anchor_span)].strip()


@pytest.mark.parametrize(
    ("text", "words", "edtf", "earliest", "latest"),
    [
        ("Valid since 12 May 2024.", "12 May 2024", "2024-05-12/..", "2024-05-12", None),
        ("Done by May 2026.", "May 2026", "../2026-05", None, "2026-05-31"),
        ("Sold before 2027.", "2027", "../2026-12-31", None, "2026-12-31"),
        ("Sold after 5 June 2024.", "5 June 2024", "2024-06-06/..", "2024-06-06", None),
        ("Closed between March and May 2024.", "March", "2024-03/2024-05", "2024-03-01", "2024-05-31"),
        ("He led it from 2014 to 2018.", "2018", "2014/2018", "2014-01-01", "2018-12-31"),
        ("Built in early 2012.", "early 2012", "2012-01/2012-04", "2012-01-01", "2012-04-30"),
        ("Built in mid-August 2024.", "mid-August 2024", "2024-08-11/2024-08-20", "2024-08-11", "2024-08-20"),
        ("Built in late February 2023.",
         "late February 2023", "2023-02-21/2023-02-28", "2023-02-21", "2023-02-28"),
        ("Built in about 1850.", "about 1850", "1850~", "1850-01-01", "1850-12-31"),
        ("Shut since the 1940s.", "the 1940s", "1940/..", "1940-01-01", None),
        ("Shut since the summer of 2022.", "the summer of 2022", "2022-06/..", "2022-06-01", None),
        ("Shut by 9 a.m. on 5 May 2024.", "9 a.m. on 5 May 2024", "../2024-05-05", None, "2024-05-05"),
        ("Debated this week.", "this week", "2025-06-30/2025-07-06", "2025-06-30", "2025-07-06"),
        ("Built in the summer of 1987.", "the summer of 1987", "1987-22", "1987-06-01", "1987-08-31"),
        ("Built in the third quarter of 2023.",
         "the third quarter of 2023", "2023-07/2023-09", "2023-07-01", "2023-09-30"),
        ("Built in the 1930s.", "the 1930s", "193X", "1930-01-01", "1939-12-31"),
        ("Built in the late 1990s.", "the late 1990s", "1997/1999", "1997-01-01", "1999-12-31"),
        ("Built in the 12th century.", "the 12th century", "11XX", "1100-01-01", "1199-12-31"),
        ("Built in 264 BC.", "264 BC", "-0263", "-0263-01-01", "-0263-12-31"),
        ("Built 26 June - 4 August 1952.", "26 June", "1952-06-26/1952-08-04", "1952-06-26", "1952-08-04"),
        ("No rain for the last three weeks.",
         "the last three weeks", "2025-06-12/2025-07-03", "2025-06-12", "2025-07-03"),
        ("It was said earlier this month.",
         "earlier this month", "2025-07-01/2025-07-03", "2025-07-01", "2025-07-03"),
        ("Fiscal year ended June 30, 2024.", "June 30, 2024", "2024-06-30", "2024-06-30", "2024-06-30"),
        ("Profit in the fiscal year ended June 30, 2024 rose.",
         "the fiscal year", "2023-07/2024-06", "2023-07-01", "2024-06-30"),
    ],
)  # fmt: skip
def test_intervals(text: str, words: str, edtf: str, earliest: str | None, latest: str | None) -> None:
    found = one(text, words)
    assert (found.edtf, found.earliest, found.latest) == (edtf, earliest, latest)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Dated 30 February 2022.", "30 February 2022"),
        ("Dated 29 February 2023.", "29 February 2023"),
        ("Dated April 31, 2019.", "April 31, 2019"),
        ("It closed on the 31st.", "the 31st"),
        ("It stopped at 2:30 a.m. ET on 10 March 2024.", "2:30 a.m. ET on 10 March 2024"),
    ],
)
def test_refuses_what_never_was(text: str, words: str) -> None:
    found = one(text, words, published="2023-03-15")
    assert found.value == ""
    assert found.edtf is None
    assert found.earliest is None
    assert found.latest is None


def test_leap_day_exists_in_leap_years_only() -> None:
    assert one("Dated 29 February 2024.", "29 February 2024").value == "2024-02-29"
    assert one("He was born on 29 February.", "29 February", "2025-07-03").value == "2024-02-29"


@pytest.mark.parametrize(
    ("text", "published", "value"),
    [
        ("The packet sailed on Saturday.", "1850-06-04", "1850-06-01"),
        ("The dome was sealed last month.", "2090-02-10", "2090-01"),
    ],
)
def test_any_century(text: str, published: str, value: str) -> None:
    assert [x.value for x in read_times(text, published)] == [value]


@pytest.mark.parametrize(
    "text",
    ["It burned on Tuesday.", "It burned last month.", "It burned yesterday.", "It burned two weeks ago."],
)
def test_without_a_publication_date_nothing_is_guessed(text: str) -> None:
    (found,) = read_times(text, None)
    assert (found.value, found.edtf, found.earliest, found.latest, found.anchor) == (
        "",
        None,
        None,
        None,
        None,
    )


def test_day_and_month_by_country() -> None:
    text = "Issued on 03/04/2024."
    assert one(text, "03/04/2024", outlet_country="US").value == "2024-03-04"
    assert one(text, "03/04/2024", outlet_country="GB").value == "2024-04-03"
    both = one(text, "03/04/2024")
    assert (both.value, both.earliest, both.latest) == ("2024-XX-XX", "2024-03-04", "2024-04-03")
    assert one("Issued on 25/12/2024.", "25/12/2024").value == "2024-12-25"


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("At 9:30 a.m. EDT on 14 March 2023 it rose.", "2023-03-14T09:30:00-04:00"),
        ("At 11:15 a.m. ET on 8 November 2024 it rose.", "2024-11-08T11:15:00-05:00"),
        ("At 1:10 p.m. PT on 9 July 2024 it rose.", "2024-07-09T13:10:00-07:00"),
        ("At 04:20 UTC on 9 July 2024 it rose.", "2024-07-09T04:20:00Z"),
        # In the night in which clocks go back the hour comes twice: no offset is claimed.
        ("At 1:30 a.m. ET on 3 November 2024 it rose.", "2024-11-03T01:30:00"),
    ],
)
def test_clock_times_across_the_change_of_clocks(text: str, edtf: str) -> None:
    (found,) = read_times(text, THURSDAY)
    assert found.edtf == edtf


def test_a_parser_tells_the_tense_where_the_words_do_not() -> None:
    text = "The ferry sails on Sunday."
    assert one(text, "Sunday", tense_at=lambda _: "past").value == "2025-06-29"
    assert one(text, "Sunday", tense_at=lambda _: "future").value == "2025-07-06"


def test_seasons_of_the_south() -> None:
    found = one("It burned in the summer of 2024.", "the summer of 2024", outlet_country="AU")
    assert (found.earliest, found.latest) == ("2024-12-01", "2025-02-28")


def test_a_history_is_told_along_its_own_dates() -> None:
    text = (
        "The republic was proclaimed on 3 October 1931. On 5 October the first decree came. In February the "
        "banks closed. By the end of March 1932 they were open again. The year 1933 was quiet."
    )
    values = [x.value for x in read_times(text, THURSDAY)]
    assert values == ["1931-10-03", "1931-10-05", "1932-02", "1932-03", "1933"]


@pytest.mark.parametrize(
    "text",
    [
        "They may march to the second gate.",
        "He scored 2,024 points, 3-2, in flight 1998.",
        "Three quarters of them fall.",
        "The spring of the clock broke; a fall hurt him.",
    ],
)
def test_words_that_only_look_like_times(text: str) -> None:
    assert read_times(text, THURSDAY) == ()


def test_intervals_of_lengths() -> None:
    assert one("He will return in two weeks.", "two weeks").edtf == "2025-07-14/2025-07-20"
    assert one("It must close within 18 months.", "18 months").edtf == "2025-07-03/2027-01-03"
    assert (
        one("It fell in the last week of August 2024.", "the last week of August 2024").edtf
        == "2024-08-25/2024-08-31"
    )
    assert one("No shot fell in the last 24 hours.", "the last 24 hours").edtf == "2025-07-02/2025-07-03"
    assert one("The talks lasted two weeks.", "two weeks").edtf is None


def test_clock_times_count_from_the_hour_of_publication() -> None:
    assert (
        one("It rang three hours ago.", "three hours ago", "2025-07-03T01:30:00+02:00").value
        == "2025-07-02T22:30"
    )
    assert one("It rang three hours ago.", "three hours ago", "2025-07-03").value == "PT3H"


def test_events_may_be_named_by_their_lemma() -> None:
    text = "The fleet left on 3 May 2024. Two days after the departure, it turned."
    start = text.index("left")
    found = one(text, "Two days after the departure", events=[(start, start + 4, "departure")])
    assert (found.value, found.anchor) == ("2024-05-05", "event")
