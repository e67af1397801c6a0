"""Datelines: the place, day and agency before the first sentence of a report ("PORT ELSA, 3 March (Gull Wire) -")."""

from __future__ import annotations

import re
from typing import NamedTuple

from hearsay.schema import Span

_AGENCY = r"\((?P<agency{n}>[^()\n]{{2,40}})\)"
_DATELINE = re.compile(
    rf"""^[ \t]{{0,8}}(?:
        # A place in capitals, and what stands between it and the dash.
        (?P<place>[A-Z][A-Z.'’-]+(?:[ ][A-Z][A-Z.'’-]+){{0,4}}|[A-Z]{{2}}[A-Z]+)
        (?:,[ ][A-Z][\w.'’ -]{{1,30}}?)?
        (?:[,.]?[ ](?:[A-Z][a-z]{{2,8}}\.?[ ]\d{{1,2}}|\d{{1,2}}[ ][A-Z][a-z]{{2,8}})\.?(?:,?[ ]\d{{4}})?)?
        (?:[,.]?[ ]?{_AGENCY.format(n=1)})?
        | # Any place, if an agency follows.
        [A-Z][\w.'’ -]{{1,40}}?(?:,[ ][\w.'’ -]{{2,30}}?)?,?[ ]?{_AGENCY.format(n=2)}
        | {_AGENCY.format(n=3)}
    )[ ]?(?:[—–]|--?|:(?=[ ]))[ ]?(?=[“"'‘A-Z0-9])""",
    re.VERBOSE | re.MULTILINE,
)


class Dateline(NamedTuple):
    """Where a dateline stands, and the agency that it names with its offsets, if it names one."""

    span: Span
    agency: str | None
    agency_span: Span | None


#: The first line of a plain text file that gives its date: " date 2031-03-03 Headline".
_HEADER = re.compile(r"\s?date \d{4}-\d\d-\d\d(?=\s)")


def find_header(text: str) -> Span | None:
    """Span of the " date YYYY-MM-DD" before a plain text file's headline, or None."""
    found = _HEADER.match(text)
    return found.span() if found else None


def find_dateline(text: str, within: int = 3000) -> Dateline | None:
    """Find the dateline in the first ``within`` characters of an article's text."""
    found = _DATELINE.search(text, 0, within)
    # "MINISTER: no talks" is a headline: what has neither day nor agency needs a dash.
    while found is not None and found.lastindex and (_headline(found) or _turn(found, text)):
        found = _DATELINE.search(text, found.end(), within)
    if found is None:
        return None
    for name in ("agency1", "agency2", "agency3"):
        if found[name]:
            return Dateline(found.span(), found[name].strip(), found.span(name))
    return Dateline(found.span(), None, None)


def _headline(found: re.Match[str]) -> bool:
    words = found.group()
    bare = not any(found[name] for name in ("agency1", "agency2", "agency3")) and not any(
        c.isdigit() for c in words
    )
    return words.rstrip().endswith(":") and bare


#: A line that begins as a transcript's turn does: "PRESENTER: Were you in the room?".
_LABEL = re.compile(r"^[A-Z][A-Z .'’-]{0,40}:(?= )", re.MULTILINE)


def _turn(found: re.Match[str], text: str) -> bool:
    """Whether it is the label of a turn, among others: "COLONEL REZA AMINI (RETD): It was"."""
    words = found.group().rstrip()
    return words.endswith(":") and not any(c.isdigit() for c in words) and _LABEL.search(text) is not None
