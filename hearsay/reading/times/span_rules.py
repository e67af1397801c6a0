"""Grammar of durations: "two and a half years", "the last two weeks", "a 10-day"."""

from __future__ import annotations

from dataclasses import replace

from hearsay.reading.times.frame import Frame
from hearsay.reading.times.lexicon import DESIGNATOR, PLURAL_UNIT, UNIT, words
from hearsay.reading.times.numerals import cardinal
from hearsay.reading.times.tokens import Tokens

_LEAD = {"first": ("text", 0), "last": ("pub", -1), "past": ("pub", -1), "next": ("pub", 1),
"coming": ("pub", 1),
         "previous": ("text", -1), "preceding": ("text", -1), "following": ("text", 1), "latest": ("pub", -1),
         "final": ("", 0), "opening": ("", 0), "initial": ("", 0), "recent": ("pub", -1),
         "prior": ("text", -1),
         "ensuing": ("text", 1)}  # fmt: skip

#: Words after which "a year" or "weeks" is a length of time.
_LASTING = words(
    "for in within than about nearly almost after over under once twice last lasts lasted lasting take takes "
    "took taken spend spent wait waited"
)


def duration(t: Tokens, i: int) -> Frame | None:
    """Read "two years", "a 10-day", "the last three months", "weeks", "half an hour", "decades-long"."""
    j = i
    the = t.word(j) in ("the", "those", "these", "its", "their", "his", "her")
    j += the
    base, sign = "", 0
    if t.word(j) in _LEAD and (cardinal(t, j + 1) or the):
        base, sign = _LEAD[t.low[j]]
        j += 1
    lead = j > i + the
    if t.word(j) in ("an", "a") and t.word(j + 1) in (
        "additional",
        "full",
        "extra",
        "further",
        "whole",
        "entire",
    ):
        found: tuple[float | None, int] | None = (1.0, j + 2)
    elif t.word(j) in ("another", "every") and t.word(j) == "another":
        found = cardinal(t, j + 1) or (1.0, j + 1)
    else:
        found = cardinal(t, j)
    number_at = j
    if found is None:
        if t.word(j) not in PLURAL_UNIT:
            return None
        found = (None, j)
    n, k = found
    bare = k == j
    if the and not lead and (bare or t.low[i] in ("his", "her", "its", "their")):
        return None
    hyphen = t.word(k) == "-" and t.joined(k)
    k += hyphen
    vague_range = None
    if (
        t.word(k) in ("to", "or", "and", "-", "–")
        and not hyphen
        and (second := cardinal(t, k + 1))
        and t.word(second[1] + (t.word(second[1]) == "-")) in UNIT
        and n is not None
    ):
        vague_range, k = n, second[1]
        n = None
        hyphen = t.word(k) == "-"
        k += hyphen
    for filler in (
        "more",
        "full",
        "consecutive",
        "straight",
        "additional",
        "long",
        "trading",
        "business",
        "solid",
        "previous",
        "past",
        "following",
        "preceding",
        "whole",
        "short",
        "extra",
        "further",
        "other",
        "calendar",
        "brutal",
        "working",
    ):
        if t.word(k) == filler:
            k += 1
            break
    word = t.word(k)
    unit = UNIT.get(word)
    if unit is None or (k > i and t.apart(k)):
        return None
    if t.word(k + 1) == "-" and t.word(k + 2) in ("earlier", "ago"):
        return None
    if unit == "quarter" and word == "quarters" and (hyphen or t.word(k + 1) == "of"):
        # three-quarters of a whole
        return None
    if hyphen and the and not lead and not plural_word(word):
        i += 1
    if unit == "second" and word == "second" and not hyphen and n != 1:
        return None
    if word == "second" and t.word(number_at) in ("a", "an", "one"):
        return None
    end = k + 1
    article = t.word(number_at) in ("a", "an") and end == number_at + 2
    plural = word in PLURAL_UNIT
    if (
        not hyphen
        and not plural
        and n is not None
        and n > 1
        and t.word(end) != "-"
        and (unit == "quarter" or n > 31)
    ):
        # "two day" is a slip or speech, "1990 quarter" is not.
        return None
    if not hyphen and not plural and n is None and not vague_range:
        return None
    if (
        t.word(end) == "and"
        and t.word(end + 1) == "a"
        and t.word(end + 2) in ("half", "quarter")
        and n is not None
    ):
        n += 0.5 if t.low[end + 2] == "half" else 0.25
        end += 3
    elif t.word(end) == "or" and t.word(end + 1) == "so":
        end += 2
        return Frame("duration", i, end, n=n, unit=unit, base=base, sign=sign, mod="APPROX")
    if article and t.word(end) == "-" and t.joined(end):
        # "a year-long inquiry": without the article; "a night-raid": no time.
        if t.word(end + 1) not in ("long", "old"):
            return None
        i += 1
        n = None if plural else n
    age = False
    if t.word(end) == "-" and t.joined(end) and t.word(end + 1) in ("long", "old", "plus"):
        age = t.low[end + 1] == "old"
        end += 2
    elif t.word(end) == "old" and unit in ("year", "month", "week", "day"):
        age = True
        end += 1
    before = t.word(i - 1)
    doubt = bare or age or (article and end == number_at + 2 and before not in _LASTING)
    if (unit == "quarter" and article) or (unit == "second" and n == 1):
        doubt = True
    if bare and (before in _LASTING or t.word(end - 1) == "long"):
        doubt = False
    if t.word(i - 1) in ("per", "every", "each") and end - i <= 2:
        return None
    if n is not None and unit == "year" and 1000 <= n <= 2100 and not plural:
        return None
    frame = Frame(
        "duration", i, end, n=n, unit=unit, base=base, sign=sign, doubt=doubt, code="age" if age else ""
    )
    if bare and t.word(end) == "or" and t.word(end + 1) in PLURAL_UNIT:
        frame.end, frame.mod = end + 2, "APPROX"
    # "a year" after a price or a count is a rate.
    if article and t.word(end) not in ("ago", "earlier", "later") and _rate_before(t, i):
        return Frame("set", i, end, value=unit_value(unit, 1), quant="EVERY")
    return frame


def plural_word(word: str) -> bool:
    """Say whether a unit is in the plural."""
    return word in PLURAL_UNIT


def _rate_before(t: Tokens, i: int) -> bool:
    """Say whether a price, a count or "times" stands right before token ``i``."""
    before = t.word(i - 1)
    if before in (
        "times",
        "once",
        "twice",
        "dollars",
        "cents",
        "barrels",
        "tons",
        "tonnes",
        "percent",
        "million",
        "billion",
    ):
        return True
    return (before.isdecimal() and t.word(i - 2) in ("$", "£", "€", ".", ",")) or before == "%"


def unit_value(unit: str, n: int) -> str:
    """Return the value of ``n`` units: P2W, PT1H."""
    code = DESIGNATOR[unit]
    if unit == "fortnight":
        n, code = 2 * n, "W"
    return f"PT{n}{code[1]}" if code[0] == "T" else f"P{n}{code}"


def compound(t: Tokens, i: int) -> Frame | None:
    """Read "one year and two months", "3 hours, 20 minutes": two durations that are one."""
    first = duration(t, i)
    if (
        first is None
        or first.kind != "duration"
        or first.n is None
        or (first.doubt and t.word(i) not in ("a", "an"))
    ):
        return first
    j = first.end
    j += t.word(j) == ","
    j += t.word(j) == "and"
    if j == first.end or t.apart(j):
        return first
    second = duration(t, j)
    finer = ("millennium", "century", "decade", "year", "month", "week", "day", "hour", "minute", "second")
    if (
        second is None or second.kind != "duration" or second.n is None or second.start != j
        or first.unit not in finer or second.unit not in finer
        or (not t.low[j].isdecimal() and t.low[j] in ("a", "an"))
        or finer.index(second.unit) <= finer.index(first.unit) or t.word(second.end) in ("ago", "later",
        "earlier")
        or t.low[j] in _LEAD or t.low[j] in ("the", "another")
    ):  # fmt: skip
        return first
    return replace(first, end=second.end, inner=second)
