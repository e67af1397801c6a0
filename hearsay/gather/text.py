"""Plain text to an article."""

from __future__ import annotations

import re

from hearsay.gather import dates
from hearsay.gather.assemble import assemble, check_text, option_date
from hearsay.gather.hints import NOTHING, Hints
from hearsay.gather.problem import Report, ignore
from hearsay.schema import Article, DateRule

#: A first line that stands alone, is short, and does not end as a sentence does.
_TITLE = re.compile(r"\s{0,8}(\S[^\r\n]{2,158}[^\s.,;:!…])[ \t]*\r?\n[ \t]*\r?\n\s*\S")


def from_text(
    text: str,
    *,
    name: str | None = None,
    published: str | None = None,
    outlet: str | None = None,
    hints: Hints = NOTHING,
    problems: Report = ignore,
) -> Article:
    """Return the article that plain text is.

    The article's text is ``text``, unchanged: offsets count its code points. A first line ``date YYYY-MM-DD
    headline`` gives date and headline and stays part of the text, because a headline can hold a claim;
    without one, a short first line on its own is the headline. ``published`` (an ISO date) wins over what the
    text says; ``hints`` give what it does not. ``problems`` takes what is wrong but does not stop it. Raises
    :class:`NotAnArticle` for a text that is blank, holds NUL or half a surrogate pair, and ValueError when
    ``published`` is no date.
    """
    option_date(published)
    check_text(text)
    found: list[tuple[DateRule, str]] = []
    headline: str | None = None
    if line := dates.first_line(text):
        found.append(("first line", line[0]))
        headline = line[1] or None
    if headline is None and (title := _TITLE.match(text)) and not line and not dates.dateline(title[1], 2000):
        headline = title[1]
    if hints.published:
        found.append(("field", hints.published))
    return assemble(
        text,
        name=name or "",
        option=published,
        found=found,
        url=hints.url,
        headline=hints.headline or headline,
        outlet=outlet or hints.outlet,
        authors=hints.authors,
        declared=hints.language,
        report=problems,
    )
