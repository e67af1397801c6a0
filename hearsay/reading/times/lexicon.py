"""Closed classes of English words for time, with what each stands for.

Names of months, weekdays, units, numerals, seasons and parts of the day follow the value codes of TIMEX3
(TimeML annotation guidelines 1.2.1); time-zone abbreviations follow RFC 5322 and common usage.
"""

from __future__ import annotations

from typing import Final


def words(text: str) -> frozenset[str]:
    """Return the words of a string as a set."""
    return frozenset(text.split())


_MONTHS = "january february march april may june july august september october november december"
MONTH: Final[dict[str, int]] = {
    **{name: i for i, name in enumerate(_MONTHS.split(), 1)},
    **{name[:3]: i for i, name in enumerate(_MONTHS.split(), 1)},
    "sept": 9,
}
#: Month names that are ordinary words too: they need a capital and a neighbour that speaks of time.
MONTH_WORDS: Final = frozenset({"may", "march", "mar", "dec", "jun", "sep", "jan", "nov", "oct"})

_DAYS = "monday tuesday wednesday thursday friday saturday sunday"
WEEKDAY: Final[dict[str, int]] = {
    **{name: i for i, name in enumerate(_DAYS.split(), 1)},
    "mon": 1, "tue": 2, "tues": 2, "wed": 3, "thu": 4, "thur": 4, "thurs": 4, "fri": 5, "sat": 6, "sun": 7,
}  # fmt: skip
WEEKDAYS: Final[dict[str, int]] = {name + "s": i for i, name in enumerate(_DAYS.split(), 1)}

UNIT: Final[dict[str, str]] = {
    "second": "second", "seconds": "second", "minute": "minute", "minutes": "minute", "min": "minute",
    "mins": "minute", "hour": "hour", "hours": "hour", "hr": "hour", "hrs": "hour", "day": "day",
    "days": "day",
    "week": "week", "weeks": "week", "fortnight": "fortnight", "fortnights": "fortnight", "month": "month",
    "months": "month", "quarter": "quarter", "quarters": "quarter", "year": "year", "years": "year",
    "decade": "decade", "decades": "decade", "century": "century", "centuries": "century",
    "weekend": "weekend",
    "weekends": "weekend", "millennium": "millennium", "millennia": "millennium", "night": "night",
    "nights": "night",
}  # fmt: skip
PLURAL_UNIT: Final = frozenset(w for w in UNIT if w.endswith("s") or w == "millennia")
#: ISO 8601 designators; decades and centuries are written as years, quarters as Q (TimeBank).
DESIGNATOR: Final[dict[str, str]] = {
    "second": "TS", "minute": "TM", "hour": "TH", "day": "D", "week": "W", "fortnight": "W", "month": "M",
    "quarter": "Q", "year": "Y", "decade": "DE", "century": "CE", "weekend": "WE", "millennium": "ML",
    "night": "NI",
}  # fmt: skip

SEASON: Final[dict[str, str]] = {
    "spring": "SP", "springtime": "SP", "summer": "SU", "summertime": "SU", "autumn": "FA", "fall": "FA",
    "winter": "WI", "wintertime": "WI",
}  # fmt: skip
PART: Final[dict[str, str]] = {
    "morning": "MO", "mornings": "MO", "dawn": "MO", "daybreak": "MO", "sunrise": "MO", "afternoon": "AF",
    "afternoons": "AF", "evening": "EV", "evenings": "EV", "dusk": "EV", "sunset": "EV", "night": "NI",
    "nights": "NI", "nighttime": "NI", "daytime": "DT", "lunchtime": "MI",
}  # fmt: skip
CLOCK_WORD: Final[dict[str, str]] = {"noon": "12:00", "midday": "12:00", "midnight": "00:00"}

_SMALL = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
CARDINAL: Final[dict[str, int]] = {
    **{w: i for i, w in enumerate(_SMALL)},
    **{w: 10 * i for i, w in enumerate(_TENS, 2)},
}
MULTIPLIER: Final[dict[str, int]] = {"hundred": 100, "thousand": 1000, "million": 1_000_000}
ORDINAL: Final[dict[str, int]] = {
    w: i
    for i, w in enumerate(
        [
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
            "thirteenth",
            "fourteenth",
            "fifteenth",
            "sixteenth",
            "seventeenth",
            "eighteenth",
            "nineteenth",
            "twentieth",
        ],
        1,
    )
}
ORDINAL_TENS: Final[dict[str, int]] = {"thirtieth": 30, "fortieth": 40, "fiftieth": 50, "sixtieth": 60}
DECADE_WORD: Final[dict[str, int]] = {w[:-1] + "ies": 10 * i for i, w in enumerate(_TENS, 2)}
#: Numbers that are said but not given: value X.
VAGUE: Final = frozenset(
    {"few", "several", "many", "some", "couple", "various", "numerous", "dozens", "hundreds"}
)

#: Where a word of relation looks from (``pub``: publication; ``text``: the narrative) and how far.
RELATION: Final[dict[str, tuple[str, int]]] = {
    "this": ("pub", 0), "last": ("pub", -1), "next": ("pub", 1), "past": ("pub", -1), "coming": ("pub", 1),
    "upcoming": ("pub", 1), "current": ("pub", 0), "latest": ("pub", -1), "present": ("pub", 0),
    "that": ("text", 0), "same": ("text", 0), "previous": ("text", -1), "preceding": ("text", -1),
    "prior": ("text", -1), "following": ("text", 1), "ensuing": ("text", 1), "subsequent": ("text", 1),
    "these": ("pub", 0), "those": ("text", 0), "recent": ("pub", -1),
}  # fmt: skip

#: Words before a date that open or close an interval.
OPENING: Final = frozenset({"since"})
CLOSING: Final = frozenset({"by", "until", "till", "til"})

ADVERB_SET: Final[dict[str, tuple[str, str]]] = {
    "daily": ("P1D", "1X"), "nightly": ("P1D", "1X"), "weekly": ("P1W", "1X"), "biweekly": ("P2W", "1X"),
    "fortnightly": ("P2W", "1X"), "monthly": ("P1M", "1X"), "bimonthly": ("P2M", "1X"),
    "quarterly": ("P1Q", "1X"),
    "yearly": ("P1Y", "1X"), "annually": ("P1Y", "1X"), "hourly": ("PT1H", "1X"),
}  # fmt: skip

#: Expressions whose value is a reference only: words, type, value, whether they are often something else.
REFERENCE: Final[dict[tuple[str, ...], tuple[str, bool]]] = {
    ("now",): ("PRESENT_REF", True), ("right", "now"): ("PRESENT_REF", False),
    ("just", "now"): ("PRESENT_REF", False), ("currently",): ("PRESENT_REF", False),
    ("presently",): ("PRESENT_REF", False), ("nowadays",): ("PRESENT_REF", False),
    ("these", "days"): ("PRESENT_REF", False), ("the", "present"): ("PRESENT_REF", True),
    ("the", "moment"): ("PRESENT_REF", True), ("current",): ("PRESENT_REF", True),
    ("recently",): ("PAST_REF", False), ("more", "recently"): ("PAST_REF", False),
    ("most", "recently"): ("PAST_REF", False), ("lately",): ("PAST_REF", False),
    ("previously",): ("PAST_REF", True), ("recent",): ("PAST_REF", True),
    ("formerly",): ("PAST_REF", False), ("the", "past"): ("PAST_REF", True),
    ("the", "recent", "past"): ("PAST_REF", False), ("the", "near", "future"): ("FUTURE_REF", False),
    ("the", "foreseeable", "future"): ("FUTURE_REF", False), ("the", "future"): ("FUTURE_REF", False),
    ("future",): ("FUTURE_REF", True), ("soon",): ("FUTURE_REF", True), ("shortly",): ("FUTURE_REF", True),
    ("the", "short", "term"): ("FUTURE_REF", True), ("one", "day"): ("FUTURE_REF", True),
    ("former",): ("PAST_REF", True),
}  # fmt: skip

#: Abbreviated zones with a fixed offset from UTC (RFC 5322, and common ones in the news).
ZONE: Final[dict[str, str]] = {
    "gmt": "Z", "utc": "Z", "z": "Z", "est": "-05:00", "edt": "-04:00", "cst": "-06:00", "cdt": "-05:00",
    "mst": "-07:00", "mdt": "-06:00", "pst": "-08:00", "pdt": "-07:00", "cet": "+01:00", "cest": "+02:00",
    "eet": "+02:00", "eest": "+03:00", "bst": "+01:00", "wet": "Z", "msk": "+03:00", "jst": "+09:00",
    "kst": "+09:00", "aest": "+10:00", "aedt": "+11:00",
}  # fmt: skip
#: Zones whose offset hangs on the date: IANA names.
CIVIL_ZONE: Final[dict[str, str]] = {
    "et": "America/New_York", "ct": "America/Chicago", "mt": "America/Denver", "pt": "America/Los_Angeles",
}  # fmt: skip

#: Holidays of the Gregorian calendar: month and day, or the name of a rule in ``calendar``.
HOLIDAY: Final[dict[tuple[str, ...], tuple[int, int] | str]] = {
    ("christmas",): (12, 25), ("christmas", "day"): (12, 25), ("christmas", "eve"): (12, 24),
    ("boxing", "day"): (12, 26), ("new", "year", "'", "s", "day"): (1, 1), ("new", "year", "'", "s",
    "eve"): (12, 31),
    ("new", "year", "’", "s", "day"): (1, 1), ("new", "year", "’", "s", "eve"): (12, 31),
    ("new", "years", "day"): (1, 1), ("new", "years", "eve"): (12, 31),
    ("valentine", "'", "s", "day"): (2, 14), ("valentine", "’", "s", "day"): (2, 14), ("may", "day"): (5, 1),
    ("halloween",): (10, 31), ("independence", "day"): (7, 4), ("veterans", "day"): (11, 11),
    ("armistice", "day"): (11, 11), ("bastille", "day"): (7, 14), ("easter",): "easter",
    ("easter", "sunday"): "easter", ("easter", "monday"): "easter monday", ("good", "friday"): "good friday",
    ("palm", "sunday"): "palm sunday", ("ash", "wednesday"): "ash wednesday", ("pentecost",): "pentecost",
    ("thanksgiving",): "thanksgiving", ("thanksgiving", "day"): "thanksgiving", ("labor", "day"): "labor day",
    ("memorial", "day"): "memorial day", ("election", "day"): "election day",
}  # fmt: skip
