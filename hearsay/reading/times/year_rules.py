"""Grammar of years, decades and centuries: "1998", "264 BC", "the '90s", "the 17th century"."""

from __future__ import annotations

from hearsay.reading.times.frame import Frame
from hearsay.reading.times.lexicon import DECADE_WORD, words
from hearsay.reading.times.numerals import ordinal, spoken_year
from hearsay.reading.times.tokens import Tokens

#: Words before a number of four figures that make it a year.
YEAR_CUES = words(
    "in since by of from until till during after before late early mid year around about circa to through "
    "for "
    "between season summer winter spring autumn fall and end ( fiscal back as and or"
)


UNYEAR = words(
    "people percent per miles meters metres feet acres troops men soldiers workers employees jobs shares "
    "votes "
    "points dollars pounds euros tons tonnes kilometers kilometres km years days hours degrees barrels"
)


_ONWARD = {
    ("or", "later"): "ON_OR_AFTER", ("and", "beyond"): "ON_OR_AFTER", ("or", "earlier"): "ON_OR_BEFORE",
    ("and", "later"): "ON_OR_AFTER", ("and", "after"): "ON_OR_AFTER", ("or", "before"): "ON_OR_BEFORE",
}  # fmt: skip


def year_number(t: Tokens, i: int, low: int = 1000, high: int = 2200) -> tuple[int, int] | None:
    """Read a year of four figures, or in words, at token ``i``."""
    word = t.word(i)
    if len(word) == 4 and word.isdecimal() and low <= int(word) <= high:
        nxt = t.word(i + 1)
        if t.joined(i + 1) and (
            nxt == "%"
            or (nxt.isalpha() and nxt != "s")
            or (nxt in ".,/:" and t.joined(i + 2) and t.word(i + 2).isdecimal())
        ):
            return None
        return int(word), i + 1
    return spoken_year(t, i)


def era_at(t: Tokens, i: int) -> tuple[bool, int] | None:
    """Read BC, B.C., BCE, AD, CE at token ``i``: whether it is before year 1, and the token after."""
    word = t.word(i)
    if word in ("bc", "bce", "ad", "ce") and t.raw(i).isupper():
        return word in ("bc", "bce"), i + 1
    if (
        word in ("b", "a")
        and t.word(i + 1) == "."
        and t.word(i + 2) in ("c", "d")
        and t.joined(i + 1)
        and t.joined(i + 2)
    ):
        return word == "b", i + 4 if t.word(i + 3) == "." and t.joined(i + 3) else i + 3
    return None


def year_alone(t: Tokens, i: int) -> Frame | None:
    """Read "1998", "1998-99", "'96", "264 BC", "AD 64", "the year 2000"."""
    word = t.word(i)
    if word == "the" and t.word(i + 1) == "year" and (found := year_number(t, i + 2)):
        return Frame("calendar", i, found[1], year=found[0])
    if (
        word in ("'", "’", "‘")
        and len(t.word(i + 1)) == 2
        and t.word(i + 1).isdecimal()
        and t.joined(i + 1)
        and not t.joined(i)
    ):
        if t.joined(i + 2) and t.word(i + 2).isalpha():
            return None
        n = int(t.low[i + 1])
        return Frame(
            "calendar", i, i + 2, year=1900 + n if n > 40 else 2000 + n, doubt=t.word(i - 1) not in YEAR_CUES
        )
    if word == "ad" and t.raw(i).isupper() and t.word(i + 1).isdecimal() and len(t.low[i + 1]) <= 4:
        return Frame("calendar", i, i + 2, year=int(t.low[i + 1]))
    if word in ("ca", "c", "circa") and t.word(i + (1 + (t.word(i + 1) == "."))).isdecimal():
        inner = year_alone(t, i + 1 + (t.word(i + 1) == "."))
        if inner:
            inner.start, inner.mod, inner.doubt = i, "APPROX", False
        return inner
    if word.isdecimal() and len(word) <= 4 and (era := era_at(t, i + 1)):
        year = int(word)
        return Frame("calendar", i, era[1], year=1 - year if era[0] else year)
    found = year_number(t, i)
    if found is None:
        return None
    year, j = found
    if (
        t.joined(i)
        and t.word(i - 1) in ("$", "£", "€", "#", ".", ",", ":", "+", "_")
        and t.word(i - 1) != ","
    ):
        return None
    frame = Frame("calendar", i, j, year=year)
    nxt = t.word(j)
    spoken = not word.isdecimal()
    if nxt in UNYEAR and not spoken:
        return None
    heading = nxt == ":" and t.apart(i)
    frame.doubt = (
        not (t.word(i - 1) in YEAR_CUES or heading or (spoken and year >= 1100)) or not 1300 <= year <= 2100
    )
    if (nxt, t.word(j + 1)) in _ONWARD:
        frame.end, frame.mod, frame.doubt = j + 2, _ONWARD[nxt, t.low[j + 1]], False
    second = t.word(j + 1)
    tight = t.joined(j) and t.joined(j + 1)
    if nxt in ("-", "–", "—", "/") and second.isdecimal() and (tight or len(second) == 4):
        last = int(second) if len(second) == 4 else year // 100 * 100 + int(second) if len(second) == 2 else 0
        if year < last < year + 500:
            frame.doubt = False
            frame.more.append(Frame("calendar", j + 1, j + 2, year=last))
    return frame


def decade(t: Tokens, i: int) -> Frame | None:
    """Read "the 1990s", "1990s", "the '90s", "the nineties"."""
    j = i + 1 if t.word(i) == "the" else i
    if (
        t.word(j).isdecimal()
        and len(t.low[j]) == 4
        and t.word(j + 1) == "s"
        and t.joined(j + 1)
        and t.low[j][3] == "0"
    ):
        year = int(t.low[j])
        return (
            Frame("calendar", i, j + 2, decade=year)
            if year % 100 or year >= 2000
            else Frame("calendar", i, j + 2, century=year)
        )
    if (
        t.word(j).isdecimal()
        and len(t.low[j]) == 4
        and t.word(j + 1) in ("'", "’")
        and t.word(j + 2) == "s"
        and t.joined(j + 2)
        and t.low[j][3] == "0"
    ):
        return Frame("calendar", i, j + 3, decade=int(t.low[j]))
    k = j + 1 if t.word(j) in ("'", "’", "‘") else j
    word = t.word(k)
    if (
        len(word) == 2
        and word.isdecimal()
        and word[1] == "0"
        and t.word(k + 1) == "s"
        and t.joined(k + 1)
        and (k > j or j > i)
    ):
        n = int(word)
        return Frame("calendar", i, k + 2, decade=1900 + n if n >= 20 else 2000 + n, doubt=k == j)
    if j > i and word in DECADE_WORD and k == j:
        return Frame("calendar", i, k + 1, decade=1900 + DECADE_WORD[word])
    return None


def century(t: Tokens, i: int) -> Frame | None:
    """Read "the 17th century", "the fifth century BC"."""
    j = i + 1 if t.word(i) == "the" else i
    found = ordinal(t, j)
    if found is None:
        return None
    n, k = found
    k += t.word(k) == "-"
    if t.word(k) != "century" or not 1 <= n <= 30:
        return None
    if era := era_at(t, k + 1):
        if era[0]:
            return Frame("calendar", i, era[1], century=1 - 100 * n)
        return Frame("calendar", i, era[1], century=100 * (n - 1))
    return Frame("calendar", i, k + 1, century=100 * (n - 1))
