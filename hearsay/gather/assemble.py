"""One article out of its parts: dates decided, fields cleaned, the text refused where it is none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from hearsay.gather import dates
from hearsay.gather.language import recognise
from hearsay.gather.problem import NotAnArticle, Problem, Report, quoted
from hearsay.schema import Article, DateRule

_SPACE = re.compile(r"[\s\x00-\x1f\x7f]+")
#: A field of metadata longer than this is no headline, name or address.
_FIELD_LIMIT = 2000


def assemble(
    text: str,
    *,
    name: str,
    option: str | None = None,
    found: Iterable[tuple[DateRule, str]] = (),
    url: str | None = None,
    headline: str | None = None,
    outlet: str | None = None,
    authors: Iterable[str] = (),
    declared: str | None = None,
    id: str | None = None,
    report: Report,
) -> Article:
    """Return the article; ``found`` are dates as written, in the order in which their rules are believed.

    ``option`` is a date given from outside, which wins. A dateline and the date in ``url`` are added here,
    last. ``declared`` is the language that the source names. Dates that are none are reported and left out.
    Raises :class:`NotAnArticle` when ``text`` is no text to read.
    """
    check_text(text)
    valid = list(_valid(option, found, name, report))
    year = dates.url_year(url)
    if day := dates.dateline(text, year):
        valid.append(("dateline", day))
    if day := dates.url_date(url):
        valid.append(("url", day))
    published, rule, others = dates.decide(valid)
    return Article(
        text=text,
        id=name if id is None else id,
        published=published,
        headline=field(headline),
        outlet=field(outlet),
        url=field(url),
        authors=tuple(dict.fromkeys(a for a in map(field, authors) if a)),
        language=recognise(text, declared),
        published_by=rule,
        published_others=others,
        origin=name,
    )


def check_text(text: str) -> None:
    """Raise :class:`NotAnArticle` for a text that is blank, or that cannot be kept: NUL, half a surrogate
    pair.
    """
    if not text or text.isspace():
        raise NotAnArticle("no text in it")
    if "\x00" in text:
        raise NotAnArticle("the text holds NUL characters")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise NotAnArticle(f"the text holds half a surrogate pair, at character {error.start}") from None


def field(value: str | None) -> str | None:
    """Return a metadata value on one line, cut to a length that is ample; None when nothing is left."""
    if value is None:
        return None
    value = value[: 4 * _FIELD_LIMIT].encode("utf-8", "replace").decode("utf-8")
    return _SPACE.sub(" ", value).strip()[:_FIELD_LIMIT].rstrip() or None


def option_date(published: str | None) -> str | None:
    """Return the date given as an option as an ISO string. Raises ValueError when it is no date."""
    if published is None:
        return None
    if (day := dates.parse_date(published)) is None:
        raise ValueError(f"not a date: {quoted(published)}; give it as YYYY-MM-DD")
    return day


def _valid(
    option: str | None, found: Iterable[tuple[DateRule, str]], name: str, report: Report
) -> Iterator[tuple[DateRule, str]]:
    if option is not None and (day := option_date(option)):
        yield "option", day
    for rule, written in found:
        if day := dates.parse_date(written):
            yield rule, day
        else:
            report(Problem(name, f"no date that can be used ({rule}): {quoted(written)}", fatal=False))
