"""Numbers in figures and words."""

from __future__ import annotations

from hearsay.reading.times.lexicon import CARDINAL, MULTIPLIER, ORDINAL, ORDINAL_TENS, VAGUE
from hearsay.reading.times.tokens import Tokens

_HALVES = {"half": 0.5, "quarter": 0.25}


def cardinal(t: Tokens, i: int) -> tuple[float | None, int] | None:
    """Read a quantity at token ``i``: its value (None: a number not given) and the token after it."""
    word = t.low[i] if i < t.size else ""
    if word.isdecimal():
        return _figures(t, i)
    if word in ("a", "an"):
        return _after_article(t, i)
    if word == "half" and t.word(i + 1) in ("a", "an"):
        return 0.5, i + 2
    if word in VAGUE:
        j = i + 1
        if word == "couple":
            return (2.0, j + 1) if t.word(j) == "of" else (2.0, j)
        if word in ("dozens", "hundreds"):
            return (None, j + 1) if t.word(j) == "of" else None
        if word == "many" and t.word(j) == "more":
            return None, j + 1
        return None, j
    if word == "dozen":
        return 12.0, i + 1
    return _words(t, i)


def _figures(t: Tokens, i: int) -> tuple[float, int] | None:
    if len(t.low[i]) > 9:
        return None
    value = float(int(t.low[i]))
    j = i + 1
    # 1,000 and 2.5: the sign stands between figures with no space.
    while (
        t.word(j) == ","
        and t.joined(j)
        and t.joined(j + 1)
        and len(t.word(j + 1)) == 3
        and t.word(j + 1).isdecimal()
    ):
        value = value * 1000 + int(t.low[j + 1])
        j += 2
    if t.word(j) == "." and t.joined(j) and t.joined(j + 1) and t.word(j + 1).isdecimal():
        value = float(f"{int(value)}.{t.low[j + 1][:6]}")
        j += 2
    if t.word(j) in MULTIPLIER:
        value *= MULTIPLIER[t.low[j]]
        j += 1
    if t.word(j).isdecimal() and t.word(j + 1) == "/" and t.word(j + 2).isdecimal() and int(t.low[j + 2][:4]):
        value += int(t.low[j][:4]) / int(t.low[j + 2][:4])
        j += 3
    elif t.word(j) in ("½", "¼", "¾"):
        value += {"½": 0.5, "¼": 0.25, "¾": 0.75}[t.low[j]]
        j += 1
    return _and_half(t, value, j)


def _after_article(t: Tokens, i: int) -> tuple[float | None, int] | None:
    nxt = t.word(i + 1)
    if nxt == "few":
        return None, i + 2
    if nxt == "couple":
        return 2.0, i + 3 if t.word(i + 2) == "of" else i + 2
    if nxt == "dozen":
        return 12.0, i + 2
    if nxt == "half":
        return 0.5, i + 2
    if nxt in MULTIPLIER:
        return float(MULTIPLIER[nxt]), i + 2
    if nxt in ("good", "great") and t.word(i + 2) == "many":
        return None, i + 3
    return 1.0, i + 1


def _words(t: Tokens, i: int) -> tuple[float, int] | None:
    total = current = 0
    j = i
    while True:
        word = t.word(j)
        if word in CARDINAL:
            if (
                j > i
                and current % 100
                and not (20 <= current % 100 < 100 and current % 10 == 0 and CARDINAL[word] < 10)
            ):
                break
            current += CARDINAL[word]
        elif word in MULTIPLIER and j > i:
            current = max(current, 1) * MULTIPLIER[word]
            if MULTIPLIER[word] >= 1000:
                total, current = total + current, 0
        elif (word == "-" and j > i and t.joined(j) and t.joined(j + 1) and t.word(j + 1) in CARDINAL) or (
            word == "and" and j > i and (current >= 100 or total) and t.word(j + 1) in CARDINAL
        ):
            pass
        else:
            break
        j += 1
    if j == i:
        return None
    if t.word(j - 1) == "and":
        j -= 1
    return _and_half(t, float(total + current), j)


def _and_half(t: Tokens, value: float, j: int) -> tuple[float, int]:
    """Add "and a half" to a number."""
    k = j + 1 if t.word(j) == "-" else j
    if t.word(k) == "and":
        k += 1
        k += t.word(k) == "-"
        if t.word(k) == "a":
            k += 1
            k += t.word(k) == "-"
        if t.word(k) in _HALVES and t.word(k - 1) in ("a", "-", "and"):
            return value + _HALVES[t.low[k]], k + 1
    return value, j


def ordinal(t: Tokens, i: int) -> tuple[int, int] | None:
    """Read an ordinal ("17th", "twenty-first") at token ``i``: its value and the token after it."""
    word = t.word(i)
    if word in ORDINAL:
        return ORDINAL[word], i + 1
    if word in ORDINAL_TENS:
        return ORDINAL_TENS[word], i + 1
    if word.isdecimal() and len(word) < 4 and t.joined(i + 1) and t.word(i + 1) in ("st", "nd", "rd", "th"):
        return int(word), i + 2
    if (
        word in CARDINAL
        and CARDINAL[word] >= 20
        and t.word(i + 1) == "-"
        and ORDINAL.get(t.word(i + 2), 99) < 10
    ):
        return CARDINAL[word] + ORDINAL[t.low[i + 2]], i + 3
    return None


def spoken_year(t: Tokens, i: int) -> tuple[int, int] | None:
    """Read a year in words ("nineteen ninety-six", "two thousand five") at token ``i``."""
    head = CARDINAL.get(t.word(i), 0)
    if 13 <= head <= 20 and t.word(i + 1) in CARDINAL and t.word(i + 1) not in ("zero",):
        tens = CARDINAL[t.low[i + 1]]
        if tens >= 10:
            j = i + 2
            if tens >= 20:
                k = j + 1 if t.word(j) == "-" else j
                if 0 < CARDINAL.get(t.word(k), 0) < 10:
                    return 100 * head + tens + CARDINAL[t.low[k]], k + 1
            return 100 * head + tens, j
    if head == 2 and t.word(i + 1) == "thousand":
        j = i + 2
        j += t.word(j) == "and"
        if 0 < CARDINAL.get(t.word(j), 0) < 30:
            return 2000 + CARDINAL[t.low[j]], j + 1
        return 2000, i + 2
    return None
