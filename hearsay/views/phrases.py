"""Dates, sources and chains in the words that every screen uses."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from typing import Protocol

from hearsay.record.results import Dispute
from hearsay.schema import FlagKind, Modality, SourceKind, Stance
from hearsay.views.plain import plain, shorten

#: What stands between the hands of a chain, the outlet's first.
BY = " < "
#: From which confidence on nothing is said of it.
SURE = 0.8
#: How an event is told that is not told as having happened.
MODALITIES: dict[Modality, str] = {
    "fact": "",
    "negated": "did not happen",
    "possible": "possible",
    "future": "to come",
    "conditional": "if",
    "obliged": "an obligation",
    "ordered": "ordered",
    "hoped": "hoped for",
    "asked": "asked",
}
STANCES: dict[Stance, str] = {"affirms": "affirms", "denies": "denies", "hedges": "hedges"}
#: What is to be asked about the sourcing, in words.
FLAGS: dict[FlagKind, str] = {
    "anonymity without reason": "not named, and no reason is given",
    "plural sources one speaker": "given as several, and only one of them speaks",
}


def sureness(confidence: float) -> list[str]:
    """How sure an attribution is, where that is worth a word."""
    return [f"{100 * confidence:.0f} % sure"] if confidence < SURE else []


class Hand(Protocol):
    """A hop of a reading or a link of the record."""

    @property
    def name(self) -> str:
        """Who it is."""

    @property
    def kind(self) -> SourceKind:
        """What kind of source."""


#: Why some statements have no origin, by how they hang on it.
NO_ORIGINS = {
    "circular": "each cites the other; no origin",
    "withdrawn": "withdrawn",
    "corrected": "corrected",
}


def dispute_words(dispute: Dispute) -> str:
    """Return how the values of a disagreement stand to each other."""
    if dispute.about == "stance":
        return "some affirm it, some deny it"
    if any(reason.rule.startswith("corrected: ") for reason in dispute.reasons):
        return "a value was corrected"
    return (
        "later values may replace earlier ones"
        if dispute.kind == "update"
        else "different values, side by side"
    )


def source_words(name: str, kind: SourceKind, limit: int = 60) -> str:
    """Return a source by name; one that is not named, or is nobody, says so."""
    name = shorten(plain(name), limit)
    if kind == "unstated":
        return f"'{name}': nobody is named" if name and name != "unstated" else "nobody is named"
    if kind == "unnamed":
        return f"{name} (unnamed)" if name else "somebody (unnamed)"
    return name or "(no name)"


def chain_words(chain: Sequence[Hand], limit: int = 60) -> str:
    """Return who a statement came through: "Harbour Times < Cape Wire < a sailor (unnamed)"."""
    return BY.join(source_words(hand.name, hand.kind, limit) for hand in chain)


def interval_words(earliest: str | None, latest: str | None) -> str:
    """Return two inclusive ISO dates as one expression; "" when both are None.

    >>> interval_words("2031-06-01", "2031-06-30")
    '2031-06'
    >>> interval_words("2031-06-28", "2031-06-29")
    '2031-06-28/29'
    >>> interval_words("2031-06-28", "2031-07-02")
    '2031-06-28 to 2031-07-02'
    >>> interval_words("2030-12-04", None)
    'since 2030-12-04'
    """
    if earliest is None or latest is None:
        if earliest is not None:
            return f"since {plain(earliest)[:10]}"
        return f"until {plain(latest)[:10]}" if latest is not None else ""
    first, last = plain(earliest)[:10], plain(latest)[:10]
    if first == last:
        return first
    if first.endswith("-01-01") and last.endswith("-12-31"):
        return first[:4] if first[:4] == last[:4] else f"{first[:4]} to {last[:4]}"
    if first.endswith("-01") and last == _month_end(last):
        return first[:7] if first[:7] == last[:7] else f"{first[:7]} to {last[:7]}"
    return f"{first}/{last[8:]}" if first[:7] == last[:7] else f"{first} to {last}"


def _month_end(day: str) -> str:
    try:
        year, month = int(day[:4]), int(day[5:7])
        return f"{day[:7]}-{calendar.monthrange(year, month)[1]:02d}"
    except (ValueError, IndexError):
        return ""


def day_words(published: str | None) -> str:
    """Return the day of a publication date, or that there is none."""
    return plain(published)[:10] if published else "no date"


def names(items: Sequence[str], shown: int = 3) -> str:
    """Return "A, B, C and 4 more"; each name made fit for a terminal."""
    told = [plain(item) or "(no name)" for item in items[:shown]]
    rest = len(items) - len(told)
    return ", ".join(told) + (f" and {rest:,} more" if rest > 0 else "")
