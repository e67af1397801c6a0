"""Bounds: "at least", "up to", "about", "or more", and ranges, around a number."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

#: What words of bound make of a number: its least, its most, or something near it.
Bound = Literal["least", "most", "near"]

# Closed class; source: Quirk et al. (1985) 6.63-6.66 and 8.111, approximators and quantity comparisons, with the
# variants that Huddleston and Pullum (2002), The Cambridge Grammar of the English Language, 5.12 add.
_BEFORE: dict[Bound, str] = {
    "least": (
        "at least|at the least|at the very least|no fewer than|no less than|not fewer than|not less than|more than|over|"
        "above|greater than|higher than|in excess of|exceeding|upward of|upwards of|a minimum of|minimum of|well over|"
        "far more than|well above|no lower than|not lower than|a minimum|well in excess of|beyond|many more than|better than|"
        "much more than|at a minimum"
    ),
    "most": (
        "at most|at the most|no more than|not more than|less than|fewer than|lower than|under|below|up to|as many "
        "as|as much as|"
        "a maximum of|maximum of|not exceeding|far fewer than|well under|well below|a maximum|no higher than|no greater than|"
        "as few as|as little as|far less than|much less than"
    ),
    "near": (
        "about|around|roughly|approximately|approx|approx.|some|circa|ca.|c.|nearly|almost|close to|near|near to|just over|"
        "just under|just above|just below|slightly over|slightly under|slightly more than|slightly less than|"
        "slightly fewer than|just more than|just less than|a little over|a little under|a little more than|"
        "a little less than|an estimated|estimated|perhaps|maybe|something like|in the region of|in the order of|"
        "on the order of|an approximate|an average of|virtually|practically|more or less|anything like"
    ),
}
_PHRASES: dict[str, Bound] = {phrase: bound for bound, some in _BEFORE.items() for phrase in some.split("|")}
_LONGEST = max(phrase.count(" ") for phrase in _PHRASES) + 1
#: Last words of phrases, to be quick.
_LAST = frozenset(phrase.rpartition(" ")[2] for phrase in _PHRASES)
_PRECEDING = re.compile(r"[^\s\d,;:!?()\"“”]+$")
_AFTER = re.compile(
    r"""(?P<least>\+|-plus\b|\ or\ (?:more|higher|above|over)\b|\ and\ (?:more|above|upwards?|over)\b|\ plus\b(?=,|\ [a-z]+s\b))
      | (?P<most>\ or\ (?:fewer|less|lower|below|under)\b|\ at\ (?:the\ )?most\b)
      | (?P<near>\ or\ (?:so|thereabouts)\b|-odd\b|-ish\b|\ odd\b)
      | (?P<floor>\ at\ (?:the\ )?(?:very\ )?least\b)
    """,
    re.VERBOSE,
)


class Bounded(NamedTuple):
    """A span widened by its words of bound, and what they make of the number."""

    start: int
    end: int
    least: bool
    most: bool
    near: bool


_DURING = re.compile(
    r"\b(?:for|after|lasted|lasting|lasts|took|taken|takes|spent|waited|is|was|of)\s$", re.IGNORECASE
)


def bounds_around(text: str, start: int, end: int, time: bool = False) -> Bounded:
    """Take in the words of bound on both sides of ``text[start:end]``; ``time``: it is a length of time."""
    found: set[Bound] = set()
    # Two may stand in a row: "at least about 600".
    for _ in range(2):
        before = _phrase_before(text, start)
        if before is None:
            break
        word = text[before[0] : start].strip().lower()
        if (
            time
            and word in ("over", "around")
            and not _DURING.search(text, max(0, before[0] - 12), before[0])
        ):
            # "Over two years" is during them, "for over two years" is longer.
            break
        start = before[0]
        found.add(before[1])
    m = _AFTER.match(text, end)
    if m:
        end = m.end()
        found.add("least" if m["floor"] else m.lastgroup)  # type: ignore[arg-type]
    return Bounded(start, end, "least" in found, "most" in found, "near" in found)


def _phrase_before(text: str, start: int) -> tuple[int, Bound] | None:
    if start < 2 or text[start - 1] not in " \u00a0":
        return None
    at = start - 1
    best = None
    phrase = ""
    floor = max(0, start - 60)
    for length in range(_LONGEST):
        m = _PRECEDING.search(text, max(floor, at - 16), at)
        if not m:
            break
        word = m[0].lower()
        if length == 0 and word not in _LAST:
            return None
        phrase = f"{word} {phrase}" if phrase else word
        bound = _PHRASES.get(phrase)
        if bound:
            best = (m.start(), bound)
        at = m.start() - 1
        if at < 1 or text[at] not in " \u00a0":
            break
    return best


_TO = re.compile(
    r"\s?(?:to|or|[-–—]|to about|to around|or even|or perhaps|to perhaps|to as many as|to nearly)\s?$"
)
_CHANGE = re.compile(
    r"""\b(?:r[io]se|rises|risen|rising|fell|falls?|fallen|falling|gr[eo]w|grows|grown|growing|increas\w+|decreas\w+|decline[sd]?|
    drop\w*|climb\w*|jump\w*|soar\w*|cut\w*|rais\w+|lower\w*|reduc\w+|shr[aiu]nk\w*|expand\w*|up|down|went|gone|goes|slow\w+|
    chang\w+|surg\w+|slid|slip\w*|plung\w+|advanc\w+|revis\w+|doubl\w+|tripl\w+|widen\w*|narrow\w*|eas\w+|swell\w*|swollen|
    dwindl\w+|mov\w+|boost\w*|extend\w*|improv\w+|strengthen\w*|weaken\w*)\b[^.;:!?]*$""",
    re.VERBOSE | re.IGNORECASE,
)

_STEP = re.compile(
    r"\b(?:rose|risen|rising|fell|fallen|falling|grew|grown|climb(?:ed|ing)|drop(?:ped|ping)|jump(?:ed|ing)|slid|slipped|"
    r"surg(?:ed|ing)|gain(?:ed|ing)|lost|up|down|eased|soar(?:ed|ing)|plung(?:ed|ing)|tumbl(?:ed|ing)|declin(?:ed|ing)|"
    r"increas(?:ed|ing)|decreas(?:ed|ing)|advanc(?:ed|ing)|edged (?:up|down|higher|lower)|added) (?:(?:another|"
    r"a further|about|nearly|"
    r"some|almost|around|more than|less than|just over) )?$",
    re.IGNORECASE,
)


class Joined(NamedTuple):
    """Two numbers that make a range; ``start`` takes in "between" or "from"."""

    start: int
    near: bool


def range_between(text: str, start: int, end: int, next_start: int) -> Joined | None:
    """Whether two numbers, the first ``text[start:end]``, the second from ``next_start``, are the ends of a range."""
    gap = text[end:next_start]
    if len(gap) > 18 or not gap:
        return None
    before = text[max(0, start - 90) : start]
    if gap == " and ":
        if before[-8:].lower() != "between ":
            return None
        return Joined(start - 8, False)
    if not _TO.fullmatch(gap):
        return None
    near = "about" in gap or "around" in gap or "perhaps" in gap
    if before[-5:].lower() == "from " and "to" in gap:
        if _CHANGE.search(before[:-5]):
            return None
        wide = start - 5
        if before[-14:].lower() == "anywhere from ":
            wide = start - 14
        return Joined(wide, near)
    if "to" in gap and _STEP.search(before):
        # "Rose 4 percent to 12 percent" tells the step and where it led.
        return None
    return Joined(start, near)
