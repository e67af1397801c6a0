"""Grammar of seasons and holidays, with their year where it follows."""

from __future__ import annotations

from hearsay.reading.times.calendar_rules import with_year
from hearsay.reading.times.frame import Frame
from hearsay.reading.times.lexicon import HOLIDAY, SEASON
from hearsay.reading.times.tokens import Tokens


def season(t: Tokens, i: int) -> Frame | None:
    """Read "the summer of 1944", "summer 1944", "the winter", "summer"."""
    j = i + 1 if t.word(i) == "the" else i
    code = SEASON.get(t.word(j))
    if code is None:
        return None
    frame = with_year(t, Frame("calendar", i, j + 1, season=code), j + 1)
    if (
        frame.year is not None
        and t.word(frame.end) in ("-", "–", "/")
        and t.joined(frame.end)
        and t.joined(frame.end + 1)
    ):
        second = t.word(frame.end + 1)
        if second.isdecimal() and len(second) in (2, 4) and int(second) % 100 == (frame.year + 1) % 100:
            frame.end += 2
    if frame.year is None and frame.inner is None:
        cue = t.word(i - 1) in (
            "in",
            "during",
            "by",
            "since",
            "until",
            "through",
            "early",
            "late",
            "mid",
            "of",
            "-",
        )
        verb = t.low[j] in ("fall", "spring")
        frame.doubt = (not cue and (verb or j == i)) or (
            verb and j == i and t.word(i - 1) in ("by", "of", "-")
        )
        if t.capital(j) and t.capital(j + 1) and t.low[j + 1].isalpha():
            # "the Winter Palace"
            frame.doubt = True
        if j > i and verb and t.word(j + 1) in ("of", "in"):
            frame.doubt = True
    return frame


def holiday_at(t: Tokens, i: int) -> Frame | None:
    """Read the name of a holiday, with its year where that follows."""
    if not t.capital(i):
        return None
    for size in (5, 3, 2, 1):
        rule = HOLIDAY.get(tuple(t.low[i : i + size]))
        if rule is not None:
            frame = with_year(t, Frame("holiday", i, i + size, rule=rule), i + size)
            frame.doubt = size == 1 and t.capital(i + 1)
            return frame
    return None
