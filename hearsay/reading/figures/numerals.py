"""Numerals: numbers in digits and in words, vague plurals, fractions and ratios, with their values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

# Cardinal words. Closed class; source: Quirk et al. (1985), A Comprehensive Grammar of the English Language, 6.63.
_UNITS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_TEENS = [
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
VALUES: dict[str, int] = {
    **{w: i for i, w in enumerate(_UNITS, 1)},
    **{w: i for i, w in enumerate(_TEENS, 10)},
    **{w: 10 * i for i, w in enumerate(_TENS, 2)},
}
#: Words that multiply; lakh and crore are Indian English.
SCALES: dict[str, int] = {
    "dozen": 12, "score": 20, "hundred": 100, "thousand": 10**3, "lakh": 10**5, "million": 10**6, "crore": 10**7,
    "billion": 10**9, "trillion": 10**12,
}  # fmt: skip
_SHORT: dict[str, int] = {
    "k": 10**3, "m": 10**6, "mn": 10**6, "mln": 10**6, "bn": 10**9, "b": 10**9, "tn": 10**12, "trn": 10**12,
}  # fmt: skip
# Denominators. Closed class, up to a tenth; of those beyond, only these occur as fractions.
_PARTS: dict[str, int] = {
    "half": 2, "halve": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10, "twentieth": 20, "hundredth": 100, "thousandth": 1000,
}  # fmt: skip
_SIGNS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}


class Numeral(NamedTuple):
    """A number as it stands: its span, its bounds (None: open), and how it was written.

    ``share`` says that the bounds are percent of a whole, ``digits`` that it begins with a digit, ``scale`` the
    factor of its last word or letter of scale, ``vague`` that "of" leads on to what it counts.
    """

    start: int
    end: int
    low: float | None
    high: float | None
    digits: bool = False
    scale: int = 1
    share: bool = False
    vague: bool = False
    approx: bool = False


_S = r"(?:[ \u00a0]|-)"
_SUB = rf"(?:(?:{'|'.join(_TENS)})(?:{_S}(?:{'|'.join(_UNITS)})\b)?|{'|'.join(_TEENS)}|{'|'.join(_UNITS)})"
_SCALE = "(?:hundred|thousand|lakh|million|crore|billion|trillion|dozen)"
_GROUP = rf"(?:{_SUB}(?:{_S}hundred\b(?:{_S}(?:and[ ])?(?:{_SUB}|\d\d?(?![\d,.]))\b)?)?)"
_TAIL = rf"(?:{_S}(?:and[ ])?(?:{_GROUP}|\d{{1,3}}(?![\d,%]|\.\d))\b(?:{_S}(?:hundred|thousand)\b)?)"
_PLURAL = "tens|dozens|scores|hundreds|thousands|lakhs|millions|crores|billions|trillions"
_DIGITS = r"\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d{1,3}(?:[\u00a0\u2009\u202f]\d{3})+(?!\d)|\d+(?:\.\d+)?"
_PART = "|".join(_PARTS)


def _by_letter(words: Iterable[str]) -> str:
    """A pattern for whole words as they are spelled, with a capital, and in capitals; each first letter is looked at once."""
    rests: dict[str, list[str]] = {}
    for form in sorted({form for w in words for form in (w, w.capitalize(), w.upper())}):
        rests.setdefault(form[0], []).append(form[1:])
    return "|".join(f"{first}(?:{'|'.join(some)})" for first, some in rests.items())


_SPELLED = [
    *_UNITS, *_TEENS, *_TENS, *_PLURAL.split("|"), "half", "dozen", "several", "hundred", "thousand", "million", "billion",
    "couple", "quarter", "third", "fifth", "tenth", "few", "many",
]  # fmt: skip
#: A first look, to be quick: where a numeral may begin.
_BEGIN = re.compile(rf"\d|[½¼¾⅓⅔]|(?<![^\W_])(?:{_by_letter(_SPELLED)})(?![^\W_])")
_WORDS = re.compile(
    rf"""
      (?P<vague>(?:{_PLURAL})(?:\ (?:and|or)\ (?:{_PLURAL})(?=\ of\ ))?
        (?:\ of\ (?:hundreds|thousands|lakhs|millions|billions))*)\b
    | (?P<several>(?:several|many|few))[ ](?P<by>{_SCALE})\b
    | (?P<couple>couple)(?=\ of\ |\ (?:hundred|thousand|dozen|million)\b)
        (?P<times>(?:\ of)?\ (?:hundred|thousand|dozen|million)\b)?
    | (?P<halfa>half[ -]an?[ -])(?P<whole>{_SCALE})\b | (?P<halfdozen>half-dozen|half\ dozen)\b
    | (?P<top>{_SUB})[ -](?P<bottom>{_PART})s?\b(?!-)(?=-[a-z]|\ of\b|[ .,;](?!\ ?(?:place|time|term|year|round|day|attempt)\b)|$)
    | (?P<half>half)(?=\ (?:of|the|its|his|her|their|our|all)\b)
    | (?P<apart>{_PART})\b(?=(?P<led>\ of\ |\ more\b|\ less\b|\ higher\b|\ lower\b)?)
    | (?P<number>(?:{_GROUP})(?:{_S}{_SCALE}\b{_TAIL}{{0,4}}){{0,4}}
        | (?:hundred|thousand|million|billion|dozen)(?:{_S}{_SCALE}\b|{_TAIL}){{0,6}})
        (?P<andhalf>[ -]and[ -]a[ -]half)?
    """,
    re.IGNORECASE | re.VERBOSE,
)
_FIGURES = re.compile(
    rf"(?P<digits>{_DIGITS})(?P<sign>[½¼¾⅓⅔])?"
    rf"(?:(?P<short>[ ]?(?:bn|tn|trn|mn|mln)|k|K|m|M|B|b)(?![^\W_])|[ \u00a0-](?P<scale>(?i:{_SCALE}))\b)?"
    rf"(?:[ -](?P<more>(?i:million|billion|crore|trillion))\b)?",
)
_RATIO = re.compile(r"(?:[ ]in[ ](?:every[ ])?|[ ]out[ ]of[ ](?:every[ ])?)", re.IGNORECASE)
#: What "one in" is said of.
_WHOLES = frozenset((*range(2, 11), 12, 20, 50, 100, 1000))
#: "Three quarters of a million" is a number, not a share.
_OF_SCALE = re.compile(r" of a (million|billion|trillion|thousand|dozen)\b", re.IGNORECASE)
_TOKEN = re.compile(r"[\d.,]*\d")
_WORD = re.compile(r"[^\W\d_]+|\d+")


def number(text: str, at: int) -> Numeral | None:
    """Read the numeral that begins at ``text[at]``; an article before it is taken in by :func:`find_numerals`."""
    if text[at].isdecimal():
        return _digits(text, at)
    if text[at] in _SIGNS:
        return Numeral(at, at + 1, _SIGNS[text[at]], _SIGNS[text[at]], digits=True)
    m = _WORDS.match(text, at)
    return _words(m) if m else None


def find_numerals(text: str) -> Iterator[Numeral]:
    """Yield the numerals of a text in order, none overlapping another."""
    done = 0
    for begin in _BEGIN.finditer(text):
        if begin.start() < done:
            continue
        found = number(text, begin.start())
        if found is None:
            # Half a token is no number: 3 of "31" must not be tried after "31" was refused.
            if text[begin.start()].isdecimal() and (whole := _TOKEN.match(text, begin.start())):
                done = whole.end()
            continue
        found = _ratio(text, found) or found
        if found.share and (m := _OF_SCALE.match(text, found.end)):
            value = float(round((found.low or 0) * SCALES[m[1].lower()] / 100))
            found = Numeral(found.start, m.end(), value, value, scale=SCALES[m[1].lower()])
        done = found.end
        yield found


def _value(words: list[str]) -> float:
    total = current = 0
    for word in words:
        if word.isdecimal():
            current += int(word)
        elif word in VALUES:
            current += VALUES[word]
        elif word != "and":
            current = max(current, 1) * SCALES[word]
            if SCALES[word] >= 1000:
                total, current = total + current, 0
    return float(total + current)


def _words(m: re.Match[str]) -> Numeral | None:
    start, end = m.span()
    text = m.string
    article = _article(text, start)
    if m["vague"]:
        low = 1.0
        words = m["vague"].lower().split()
        low = float({"ten": 10}.get(words[0][:-1]) or SCALES[words[0][:-1]])
        if words[0] == "tens" and len(words) == 1:
            return None
        for word in words[2::2]:
            if words[1] == "of":
                low *= SCALES[word[:-1]]
        return Numeral(start, end, 2 * low, None, vague=True)
    if m["several"]:
        # "a few dozen" is more than one dozen, and nobody knows how many.
        return Numeral(article, end, 2.0 * SCALES[m["by"].lower()], None, vague=True)
    if m["couple"]:
        by = SCALES[m["times"].split()[-1].lower()] if m["times"] else 1
        if article == start:
            return None
        return Numeral(article, end, 2.0 * by, 2.0 * by, vague=True, approx=True)
    if m["whole"]:
        value = SCALES[m["whole"].lower()] / 2
        return Numeral(start, end, value, value, scale=SCALES[m["whole"].lower()])
    if m["halfdozen"]:
        return Numeral(article, end, 6.0, 6.0, scale=12)
    if m["top"]:
        value = round(100 * _value(_WORD.findall(m["top"].lower())) / _PARTS[m["bottom"].lower()], 2)
        return Numeral(start, end, value, value, share=True) if 0 < value <= 100 else None
    if m["half"]:
        return Numeral(start, end, 50.0, 50.0, share=True)
    if m["apart"]:
        # "By a third", "a third of": with neither it is an ordinal or a span of time.
        if article == start or not (m["led"] or text[max(0, article - 3) : article].lower() == "by "):
            return None
        value = round(100 / _PARTS[m["apart"].lower()], 2)
        return Numeral(article, end, value, value, share=True)
    words = _WORD.findall(m["number"].lower())
    if words[0] in SCALES and article == start:
        return None
    value = _value(words) + (0.5 if m["andhalf"] else 0)
    start = article if words[0] in SCALES else start
    return Numeral(start, end, value, value, scale=SCALES.get(words[-1], 1))


def _article(text: str, start: int) -> int:
    """Where "a", "an" or "the last" before a numeral begins; ``start`` where there is none."""
    for word in ("a ", "A ", "an ", "An "):
        at = start - len(word)
        if at >= 0 and text.startswith(word, at) and (at == 0 or not text[at - 1].isalnum()):
            return at
    return start


def _digits(text: str, at: int) -> Numeral | None:
    m = _FIGURES.match(text, at)
    if not m:
        return None
    digits = "".join(c for c in m["digits"] if c.isdecimal() or c == ".")
    value = float(digits) + (_SIGNS[m["sign"]] if m["sign"] else 0)
    scale = 1
    if m["short"]:
        scale = _SHORT[m["short"].strip().lower()]
    if m["scale"]:
        scale *= SCALES[m["scale"].lower()]
    if m["more"] and m["scale"]:
        scale *= SCALES[m["more"].lower()]
    end = m.end() if m["scale"] or not m["more"] else m.end("digits")
    # 1.05 × 10⁶ is 1,050,000, not 1,050,000.0000000001.
    value = float(f"{value * scale:.12g}")
    return Numeral(at, end, value, value, digits=True, scale=scale)


def _ratio(text: str, found: Numeral) -> Numeral | None:
    """Join "one in five" and "nine out of ten"."""
    m = _RATIO.match(text, found.end)
    if not m or found.scale > 1 or found.low is None:
        return None
    whole = m.end() < len(text) and number(text, m.end())
    if not whole or whole.low is None or whole.low <= found.low or whole.share or whole.low != whole.high:
        return None
    spoken = "out" in m[0] or "every" in m[0]
    # "Killed 12 in 2015" is no ratio, and "three in 20 villages" hardly one.
    if not spoken and (
        found.low > 9
        or whole.low not in _WHOLES
        or (found.digits != whole.digits and whole.low not in (10, 100, 1000))
    ):
        return None
    value = round(100 * found.low / whole.low, 2)
    return Numeral(found.start, whole.end, value, value, digits=found.digits, share=True)
