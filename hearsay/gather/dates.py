"""When an article was published: by the first rule that tells, never guessed."""

from __future__ import annotations

import contextlib
import datetime
import email.utils
import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from hearsay.schema import DateRule

_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
#: "March", "Mar", "Mar.", "Sept." and the like.
_MONTH = (
    r"(?P<month>"
    + "|".join(rf"{m[:3]}(?:{m[3:]})?" for m in _MONTHS if m != "september")
    + r"|sept?(?:ember)?)\b\.?"
)
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>[12]\d{3})(?!\d)"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_ISO = r"[12]\d{3}-\d\d-\d\d"
_ISO_FULL = re.compile(
    r"([12]\d{3}-\d\d-\d\d)"
    r"(?:[Tt ](\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?)\s?(Z|z|[+-]\d\d(?::?\d\d)?|UTC|GMT)?)?"
)
#: RFC 2822 with one of the zones that it names: the time counts, where words in prose give the day alone.
_RFC_2822 = re.compile(
    r"(?:[A-Z][a-z]{2},\s)?\d{1,2}\s[A-Z][a-z]{2}\s[12]\d{3}\s\d\d:\d\d(?::\d\d)?\s"
    r"(?:UTC?|GMT|[ECMP][SD]T|[+-]\d{4})"
)
_COMPACT = re.compile(r"([12]\d{3})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z?))?")
_CLOCK = r"(?:[\s,|·•–—-]*(?:at\s+)?\d{1,2}[:.h]\d\d(?::\d\d)?(?:\s?[ap]\.?m\.?)?(?:\s\(?[A-Z]{2,5}\)?)?)?"


def _unnamed(pattern: str) -> str:
    return re.sub(r"\(\?P<\w+>", "(?:", pattern)


def _dates(year: str) -> str:
    """Return a pattern for a day in words or in ISO form, with groups d1..d3 that hold the whole of it."""
    day_first = _unnamed(rf"{_WEEKDAY}{_DAY}\s(?:of\s)?{_MONTH}") + year
    month_first = _unnamed(rf"{_WEEKDAY}{_MONTH}\s{_DAY}") + year
    return rf"(?P<when>{_ISO}(?!\d)|{day_first}|{month_first})"


_WITH_YEAR = _dates(rf",?\s{_unnamed(_YEAR)}")
_MAYBE_YEAR = _dates(rf"(?:,?\s{_unnamed(_YEAR)})?")
_PROSE = (
    re.compile(rf"{_WEEKDAY}{_DAY}\s(?:of\s)?{_MONTH}(?:,?\s{_YEAR})?{_CLOCK}", re.IGNORECASE),
    re.compile(rf"{_WEEKDAY}{_MONTH}\s{_DAY}(?:,?\s{_YEAR})?{_CLOCK}", re.IGNORECASE),
)
_FIRST_LINE = re.compile(rf"\s{{0,8}}date:?[ \t]+({_ISO}\S*)[ \t]*([^\r\n]*)", re.IGNORECASE)
_AGENCY = r"(?:\([^()\n]{1,60}\))"
_DATELINE = re.compile(
    rf"\s{{0,8}}(?:{_AGENCY}\s?)?(?P<place>[^\W\d_](?:[^\n\d()—–]{{1,60}}?))\s?{_AGENCY}?,?\s\(?{_MAYBE_YEAR}\)?"
    rf"\s?{_AGENCY}?\s?(?:[—–:]|--?)(?=\s)",
    re.IGNORECASE,
)
#: A line that holds a date and nothing else but "Published" or a byline.
_LINE = re.compile(
    rf"\s{{0,8}}(?:by\s[^\n|·•,]{{2,60}}?\s?[|·•,–—-]\s?)?(?:(?:first\s)?(?:published|posted)(?:\s(?:on|at))?:?\s)?"
    rf"{_WITH_YEAR}{_CLOCK}\s*",
    re.IGNORECASE,
)
#: Small words inside names of places ("Isle of Sund", "Rio de la Plata").
_SMALL = frozenset(str.split("of the de la le el al am an der den du di da do dos and on upon sur in bei"))
#: Words that open a sentence with a date in it, not a dateline.
_PREPOSITIONS = frozenset(str.split("on in at by since from until till before after during around between"))
_URL = (
    re.compile(
        r"/([12]\d{3})[/-](0?[1-9]|1[0-2]|[a-z]{3})[/-](0?[1-9]|[12]\d|3[01])(?=[/_.-]|$)", re.IGNORECASE
    ),
    re.compile(r"[/_-]([12]\d{3})-(\d\d)-(\d\d)(?!\d)"),
    re.compile(r"[/_-]((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?=[/_.-]|$)"),
)
_URL_YEAR = re.compile(r"/((?:19|20)\d\d)(?=/|$)")
#: Newspapers begin in the 17th century; what is older is a placeholder such as 0001-01-01.
_FIRST_YEAR = 1600


def parse_date(text: str, year: int | None = None) -> str | None:
    """Return the ISO 8601 date or date-time that ``text`` is, or None when it is none.

    Takes ISO 8601 (kept as it stands), RFC 2822, and days in English words ("3 March 2031", "Mar. 3, 2031").
    ``year`` stands in where the words give none. Numbers whose order is open (03/04/2031) are refused.
    """
    text = text.strip()
    if not 6 <= len(text) <= 60:
        return None
    if match := _ISO_FULL.fullmatch(text):
        day, clock, zone = match.groups()
        zone = "" if zone is None else "Z" if zone in ("UTC", "GMT", "z") else zone
        return _valid(day + (f"T{clock.replace(',', '.')}{zone}" if clock else ""))
    if match := _COMPACT.fullmatch(text):
        y, m, d, hour, minute, second, zone = match.groups()
        return _valid(f"{y}-{m}-{d}" + (f"T{hour}:{minute}:{second}{zone}" if hour else ""))
    if _RFC_2822.fullmatch(text):
        return _from_rfc(text)
    for pattern in _PROSE:
        if match := pattern.fullmatch(text):
            found = int(match["year"]) if match["year"] else year
            return _day(found, match["month"], match["day"]) if found else None
    return _from_rfc(text) if text[0].isalnum() and ":" in text else None


def _from_rfc(text: str) -> str | None:
    try:
        return _valid(email.utils.parsedate_to_datetime(text).isoformat())
    except (ValueError, OverflowError, TypeError):
        return None


def _valid(iso: str) -> str | None:
    try:
        return iso if datetime.datetime.fromisoformat(iso).year >= _FIRST_YEAR else None
    except ValueError:
        return None


def _day(year: str | int, month: str, day: str) -> str | None:
    number = int(month) if month.isdigit() else 0
    if not number:
        number = next((i for i, m in enumerate(_MONTHS, 1) if m.startswith(month[:3].lower())), 0)
    try:
        return _valid(datetime.date(int(year), number, int(day)).isoformat())
    except ValueError:
        return None


def first_line(text: str) -> tuple[str, str] | None:
    """Return (date as written, headline) where ``text`` begins with a line `` date YYYY-MM-DD headline``."""
    match = _FIRST_LINE.match(text)
    return (match[1], match[2].strip()) if match else None


def dateline(text: str, year: int | None = None) -> str | None:
    """Return the day of a dateline, or of a line that is only a date, among the first lines of ``text``.

    "PORT ELSA, 3 March 2031 (Cape Wire) -", "Published 3 March 2031". ``year`` is used where a dateline has
    none.
    """
    lines = [line for line in text[:6000].splitlines() if line.strip()][:8]
    for line in lines:
        head = line[:240]
        match = _LINE.fullmatch(head)
        if match is None:
            match = _DATELINE.match(head)
            if match is not None and not _is_place(match["place"]):
                continue
        if match is not None and (found := parse_date(match["when"], year)):
            return found
    return None


def _is_place(words: str) -> bool:
    """Tell whether words look like a name: each with a capital, but for the small ones."""
    parts = [w for w in re.split(r"[\s,/]+", words) if w]
    return (
        len(parts) <= 8
        and parts[0][0].isupper()
        and parts[0].lower() not in _PREPOSITIONS
        and all(w[0].isupper() or w.lower() in _SMALL for w in parts)
    )


def url_date(url: str | None) -> str | None:
    """Return the day that the path of an address holds (``/2031/03/03/``), or None."""
    path = _path(url)
    for pattern in _URL:
        for match in pattern.finditer(path):
            if found := _day(match[1], match[2], match[3]):
                return found
    return None


def url_year(url: str | None) -> int | None:
    """Return the year in the path of an address, or None."""
    match = _URL_YEAR.search(_path(url))
    return int(match[1]) if match else None


def _path(url: str | None) -> str:
    try:
        return urlsplit(url or "").path[:2000]
    except ValueError:
        return ""


def decide(
    found: Iterable[tuple[DateRule, str]],
) -> tuple[str | None, DateRule | None, tuple[tuple[str, str], ...]]:
    """Return (date, rule, others) from valid dates in the order in which their rules are believed.

    The first wins. Others are those that name another day, in its own time zone and in UTC, each once.
    """
    dates = list(found)
    if not dates:
        return None, None, ()
    rule, published = dates[0]
    days = _days(published)
    others = dict.fromkeys((r, d) for r, d in dates[1:] if not days & _days(d))
    return published, rule, tuple(others)


def _days(iso: str) -> set[str]:
    """Return the calendar days of a date-time: as written, and in UTC."""
    days = {iso[:10]}
    moment = datetime.datetime.fromisoformat(iso)
    if moment.tzinfo is not None:
        with contextlib.suppress(OverflowError):
            days.add(moment.astimezone(datetime.UTC).date().isoformat())
    return days
