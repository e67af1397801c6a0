"""Finds time expressions: at each word that may open one, the longest that the grammar reads."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from hearsay.reading.times import lexicon as lx
from hearsay.reading.times.calendar_rules import day_first, iso_date, month_first, weekday_date
from hearsay.reading.times.clock_rules import clock, day_at, iso_datetime, part_of_day
from hearsay.reading.times.edge_rules import bounded, edge, from_event, piece
from hearsay.reading.times.fiscal_rules import fiscal_year, period, quarter
from hearsay.reading.times.frame import Frame
from hearsay.reading.times.numerals import ordinal
from hearsay.reading.times.relative_rules import deictic_day, relation, then
from hearsay.reading.times.season_rules import holiday_at, season
from hearsay.reading.times.set_rules import every, reference
from hearsay.reading.times.shift_rules import day_beside, shifted, this_time, year_ago
from hearsay.reading.times.span_rules import compound
from hearsay.reading.times.tokens import Tokens
from hearsay.reading.times.year_rules import century, decade, year_alone

_Rule = Callable[[Tokens, int], Frame | None]

#: Words without which no expression stands; one of them must follow within a few words.
_CORE: Final = frozenset(
    {*lx.MONTH, *lx.WEEKDAY, *lx.WEEKDAYS, *lx.UNIT, *lx.SEASON, *lx.PART, *lx.CLOCK_WORD,
    *lx.DECADE_WORD, *lx.ADVERB_SET,
     "today", "yesterday", "tomorrow", "tonight", "overnight", "now", "time", "then", "half",
     "anniversary", "eve", "fiscal", "q", "h", "fy",
     "financial", "am", "pm", "m", "clock", *(words[-1] for words in lx.REFERENCE),
     *(words[0] for words in lx.HOLIDAY),
     "nineteen", "eighteen", "seventeen", "thousand"}
)  # fmt: skip
_REACH: Final = 9

_NUMBER: tuple[_Rule, ...] = (
    iso_datetime, iso_date, day_first, clock, decade, century, year_alone, shifted, compound, quarter,
    from_event, part_of_day,
)  # fmt: skip
_WORDS: tuple[_Rule, ...] = (
    quarter,
    century,
    shifted,
    compound,
    from_event,
    year_alone,
    reference,
    fiscal_year,
    clock,
)
_THE: tuple[_Rule, ...] = (
    relation, quarter, fiscal_year, decade, century, day_first, season, part_of_day, compound,
    deictic_day, year_ago,
    day_beside, year_alone, from_event, reference, then, period,
)  # fmt: skip
_RELATION: tuple[_Rule, ...] = (period, relation, part_of_day, compound, fiscal_year, then, reference)


def _table() -> dict[str, tuple[_Rule, ...]]:
    """Say which rules may begin with which word."""
    table: dict[str, tuple[_Rule, ...]] = {}

    def add(words: Iterable[str], rules: tuple[_Rule, ...]) -> None:
        for word in words:
            held = table.get(word, ())
            table[word] = (*held, *(rule for rule in rules if rule not in held))

    add(lx.MONTH, (month_first, part_of_day))
    add(lx.WEEKDAY, (weekday_date, part_of_day, every))
    add(lx.WEEKDAYS, (every,))
    add(lx.UNIT, (compound, shifted))
    add(lx.SEASON, (season,))
    add(lx.PART, (part_of_day,))
    add(lx.CLOCK_WORD, (clock,))
    add(lx.RELATION, _RELATION)
    add(lx.ADVERB_SET, (every,))
    add({"every", "each", "per", "once", "twice", "thrice"}, (every,))
    add({"today", "yesterday", "tomorrow", "tonight", "overnight"}, (deictic_day, part_of_day))
    add({"the", "its", "their"}, _THE)
    add({"his", "her"}, (compound,))
    add(
        {
            "a",
            "an",
            "another",
            "half",
            "couple",
            *lx.VAGUE,
            *lx.CARDINAL,
            *lx.ORDINAL,
            "dozen",
            *lx.ORDINAL_TENS,
        },
        _WORDS,
    )
    add({"third", "first", "second", "fourth", "latter", "flat"}, (quarter,))
    add({"q", "h"}, (quarter,))
    add({"fiscal", "financial", "fy"}, (fiscal_year, quarter))
    add({"year", "comparable"}, (year_ago,))
    add({"final", "opening", "initial"}, (compound,))
    add({"day"}, (deictic_day,))
    add({"'", "’", "‘", "ad", "ca", "c", "circa"}, (year_alone,))
    add({"'", "’", "‘"}, (decade,))
    add({"those", "these"}, (compound,))
    add({words[0] for words in lx.REFERENCE}, (reference,))
    add({words[0] for words in lx.HOLIDAY}, (holiday_at,))
    add({"then"}, (then,))
    add({"this", "the"}, (this_time,))
    return table


_TABLE: Final = _table()
_EDGES: Final = lx.words(
    "early late mid end beginning start middle earlier later the year month week quarter decade century "
    "latter"
)
_BOUNDS: Final = lx.words(
    "no not little at up as more less fewer well just only over under nearly almost about around "
    "approximately roughly "
    "some perhaps circa a"
)


def plain_at(t: Tokens, i: int) -> Frame | None:
    """Read the longest expression at token ``i``, with no word before it that blurs it."""
    word = t.low[i] if i < t.size else ""
    rules = _NUMBER if word.isdecimal() else _TABLE.get(word, ())
    best: Frame | None = None
    for rule in rules:
        frame = rule(t, i)
        if frame is not None and (
            best is None or frame.end > best.end or (frame.end == best.end and best.doubt and not frame.doubt)
        ):
            best = frame
    return best


def edge_at(t: Tokens, i: int) -> Frame | None:
    """Read the longest expression at token ``i``, perhaps with "early" or "the end of" before it."""
    best = plain_at(t, i)
    if t.word(i) in _EDGES:
        frame = edge(t, i, edge_at if t.word(i + 1) == "of" or t.word(i + 2) == "of" else plain_at)
        if frame is not None and (
            best is None or frame.end > best.end or (frame.end == best.end and frame.start <= best.start)
        ):
            best = frame
    return best


def expression_at(t: Tokens, i: int) -> Frame | None:
    """Read the longest expression that begins at token ``i``."""
    best = edge_at(t, i)
    if t.word(i) == "the" and (frame := piece(t, i, edge_at)) is not None:
        return frame
    if t.word(i) in _BOUNDS:
        frame = bounded(t, i, edge_at)
        if frame is not None and (best is None or frame.end >= best.end):
            best = frame
    return best


def find(t: Tokens) -> list[Frame]:
    """Find all expressions of a text, in order, none overlapping another; doubtful ones are marked so."""
    near = _reachable(t)
    frames: list[Frame] = []
    low, size, table = t.low, t.size, _TABLE
    i = 0
    while i < size:
        word = low[i]
        if not near[i] or not (word in table or word.isdecimal() or word in _EDGES or word in _BOUNDS):
            i += 1
            continue
        frame = expression_at(t, i)
        if frame is None or frame.end <= i:
            i += 1
            continue
        frames.append(frame)
        i = frame.end
        for other in frame.more:
            frames.append(other)
            i = max(i, other.end)
    return _with_days(t, frames)


def _reachable(t: Tokens) -> bytearray:
    """Mark the tokens that have a core word or a number within reach, themselves included."""
    marks = bytearray(t.size)
    reach = 0
    low, core = t.low, _CORE
    for i in range(t.size - 1, -1, -1):
        word = low[i]
        if word in core or word.isdecimal():
            reach = _REACH
        if reach:
            marks[i] = 1
            reach -= 1
    return marks


def _with_days(t: Tokens, frames: list[Frame]) -> list[Frame]:
    """Add "the 31st", "the 12th" where no noun follows, and drop what a later look makes unlikely."""
    taken = {k for f in frames for k in range(f.start, f.end)}
    extra: list[Frame] = []
    low = t.low
    for i in range(1, t.size - 1):
        if (
            low[i] == "the"
            and low[i - 1] in ("on", "by", "until", "from", "since", "to", "and", "of")
            and i not in taken
        ):
            found = ordinal(t, i + 1)
            if (
                found
                and 1 <= found[0] <= 31
                and i + 1 not in taken
                and (
                    low[found[1]] in (",", ".", ";", "and", "to", "at", "when", "that", "but", "")
                    or t.apart(found[1])
                )
            ):
                spelled = not low[i + 1].isdecimal()
                extra.append(
                    Frame(
                        "calendar",
                        i,
                        found[1],
                        day=found[0],
                        doubt=spelled or low[i - 1] not in ("on", "by", "until", "since"),
                    )
                )
    return sorted(frames + extra, key=lambda f: f.start) if extra else frames


__all__ = ["day_at", "edge_at", "expression_at", "find", "plain_at"]
