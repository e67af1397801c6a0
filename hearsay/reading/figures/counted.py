"""The counted noun: which words after a number name what it counts."""

from __future__ import annotations

import re
from collections.abc import Callable

#: Gives the universal part-of-speech tag of the word at an offset, or None.
Tags = Callable[[int], str | None]


def _words_of(lines: str) -> frozenset[str]:
    return frozenset(lines.split())


# Function words end a noun phrase. Closed class; source: Quirk et al. (1985) 2.34-2.45 and 9.7, with weekdays, months and
# the time adverbs of 8.55 that stand after a noun without a preposition.
STOPS = _words_of(
    """
    a an the this that these those my your his her its our their some any no every each either neither all both
    half such i you he she it we they me him us them mine who whom whose which what when where why how there
    here be am is are was were been being have has had having do does did will would shall should can could may
    might must ought and or but nor so yet if than as because although though while whereas unless until since
    whether of in on at by for with from to into onto over under above below about after before between through
    during without within against among amid amidst across along around behind beneath beside besides beyond
    despite down except inside like near off out outside past per round throughout toward towards underneath up
    upon via worth plus minus including not also still already now then later ago earlier soon again too even
    ever never just only once twice today yesterday tomorrow tonight overnight nationwide worldwide abroad alone
    together apart away back else instead elsewhere annually daily weekly monthly hourly yearly aboard ashore
    onboard alive asleep respectively monday tuesday wednesday thursday friday saturday sunday january february
    march april june july august september october november december
    """
)
# Verbs without -ed that news puts after a counted noun or a bare number, and adjectives that only stand after one:
# a list, not a class; the irregular verbs are those of Quirk et al. (1985) 3.11-3.20 that take people as subject.
_VERBS = _words_of(
    """
    dead missing died perished drowned survived escaped fled remained remain remains fell fought got gave went
    came took made left lost won said told saw stood sat ran rose led held kept met began became brought broke
    built chose drove flew found grew hid hit knew lay lived put sent shot shut sold spent spoke swam swore
    threw understood voted wrote rode sang sank slept stole struck wore withdrew homeless unaccounted flee die
    say says live want work need face continue belong includes comprises means leaves stands comes goes makes
    closer apiece
    """
)
_PARTICIPLES = _words_of(
    """
    dead missing lost stolen frozen broken fallen hidden sunken unknown unnamed homeless
    """
)
# Plurals without -s, and nouns that are counted without one. Source: Quirk et al. (1985) 5.77-5.89 and 5.98.
_PLURALS = _words_of(
    """
    people men women children police troops personnel staff crew aircraft spacecraft hovercraft cattle sheep
    fish deer livestock infantry clergy folk media data criteria phenomena bacteria feet teeth geese mice oxen
    lives wives series species offspring head gendarmerie militia cavalry poultry kin dice pence brethren vermin
    alumni nuclei fungi stimuli syllabi curricula memoranda referenda
    """
)
#: Plurals that modify another noun: "human rights groups", "arms dealers".
_MODIFIERS = _words_of(
    """
    arms sports rights sales customs news goods systems operations women men police staff crew troops media data
    fish cattle sheep aircraft savings communications logistics defence defense
    """
)
# Words in -s that are no plurals.
_SINGULARS = _words_of(
    """
    bus gas plus minus virus campus census consensus focus bonus status chaos cosmos canvas atlas less unless
    """
)
_WORD = re.compile(
    r"[ \u00a0]?[“‘\"']?((?:[^\W\d_]|\d+[^\W\d_]|\d+(?=-[^\W\d_]))(?:[\w’'-]|\.(?=[^\W\d_]))*(?:(?<=[A-Z]\.[A-Z])\.)?)"
)
_PRONOUN = re.compile(r" of (?:them|us|you|whom|which|it|those|these)\b", re.IGNORECASE)
_NUMBER = (
    r"(?: (?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|dozen|hundred|"
    r"thousand|million)\b)*"
)
_DETERMINER = re.compile(
    r"(?: (?:the|all|those|these|his|her|its|their|our|my|this|that|some|more than|at least|about|nearly|other|more|"
    rf"remaining|first|last|a|an)\b)*{_NUMBER}(?: [\w-]+(?:['’]s|s['’]){_NUMBER})?",
    re.IGNORECASE,
)
_MORE = re.compile(r" (?:more|other|additional|further|extra|new)\b(?! than)", re.IGNORECASE)
_POSSESSIVE = re.compile(r".*(?:['’]s|s['’])$")


# "30 wounded", "12 dead": they stand for a noun that is left out.
_FATES = frozenset(("dead", "wounded", "injured", "killed", "missing", "displaced", "detained", "hurt"))


def is_plural(word: str) -> bool:
    """Whether a word looks like a plural noun."""
    low = word.lower()
    if (
        low in _PLURALS
        or low.endswith(("people", "children"))
        or (
            low.endswith("men")
            and len(low) > 4
            and low not in ("omen", "specimen", "regimen", "acumen", "abdomen")
        )
    ):
        return True
    if len(low) < 4 or not low.endswith("s") or low in _SINGULARS or low.endswith(("ss", "us", "'s", "’s")):
        return False
    # "Crisis", "Paris", but "Israelis".
    return not low.endswith(("sis", "tis", "xis", "ris", "nnis", "ois"))


def partitive(text: str, end: int) -> tuple[int, bool] | None:
    """Step over "of", "of the 12", "of its": where the noun phrase may begin; and whether a pronoun stands there."""
    if not text.startswith(" of ", end):
        return None
    m = _PRONOUN.match(text, end)
    if m:
        return m.end(), True
    m = _DETERMINER.match(text, end + 3)
    return (m.end() if m else end + 3), False


def counted_noun(
    text: str, at: int, many: bool, tags: Tags | None = None, mass: bool = False
) -> tuple[int, int] | None:
    """The span of the noun that begins at or after ``at``, with the words before its head, or None.

    ``many``: the number is not one, so that the noun is a plural. ``mass``: the noun follows "of" and may be either.
    The span reaches from the first word after determiners and possessives to the head.
    """
    if (m := _MORE.match(text, at)) is not None:
        at = m.end()
    words = _words(text, at)
    if not words:
        return None
    if tags:
        head = _tagged(words, tags)
    elif many and not mass:
        head = _many([w for _, _, w in words])
    else:
        head = _one([w for _, _, w in words], mass)
    if head is None:
        return None
    first = 0
    for i, (_, _, word) in enumerate(words[:head]):
        if _POSSESSIVE.match(word):
            first = i + 1
    return words[first][0], words[head][1]


def _words(text: str, at: int) -> list[tuple[int, int, str]]:
    """Up to seven words from ``at``, to the first mark or function word."""
    found: list[tuple[int, int, str]] = []
    for _ in range(7):
        m = _WORD.match(text, at)
        if not m:
            break
        a, b = m.span(1)
        while text[b - 1] in "'’-" and text[b - 2] != "s":
            b -= 1
        word = text[a:b]
        if word.lower() in STOPS and word != "US":
            break
        found.append((a, b, word))
        at = b
        if at >= len(text) or text[at] not in " \u00a0":
            break
    return found


def _verbal(word: str) -> bool:
    low = word.lower()
    return low in _VERBS or low.endswith(("ed", "ly"))


def _many(words: list[str]) -> int | None:
    """Index of the head that a number above one counts: the first plural, or one soon after that it modifies."""
    for i, word in enumerate(words):
        if word.lower() in _VERBS and (i > 0 or word.lower() not in _PARTICIPLES):
            return None
        if not is_plural(word) or _POSSESSIVE.match(word):
            if i == 0 and word[0].isupper() and word.endswith("ese") and len(words) == 1:
                return 0
            continue
        head = i
        while head + 1 < len(words):
            reach = 3 if words[head][0].isupper() or words[head].lower() in _MODIFIERS else 1
            step = 0
            for k in range(head + 1, min(head + 1 + reach, len(words))):
                if is_plural(words[k]) and not _POSSESSIVE.match(words[k]):
                    step = k
                    break
                if _verbal(words[k]):
                    break
            if not step:
                break
            head = step
        return head
    return None


def _one(words: list[str], mass: bool) -> int | None:
    """Index of the head that "one" counts, or that "of" leads to: the last word before a verb."""
    head = None
    for i, word in enumerate(words):
        if i > 0 and (_verbal(word) or (not mass and words[i - 1].endswith("s") and word.endswith("s"))):
            break
        if i == 0 and word.lower() in _VERBS and word.lower() not in _PARTICIPLES:
            return None
        head = i
    if head is not None and _verbal(words[head]) and head == 0:
        return None
    return head


def _tagged(words: list[tuple[int, int, str]], tags: Tags) -> int | None:
    """Index of the head by parts of speech: the last noun of the first unbroken run of nouns and adjectives."""
    head = None
    for i, (start, _, word) in enumerate(words):
        tag = tags(start)
        if len(words) == 1 and word.lower() in _FATES:
            break
        if tag in ("NOUN", "PROPN"):
            head = i
        elif (tag not in ("ADJ", "NUM", "X") and not (head is None and tag in ("VERB", "ADV"))) or (
            head is not None
            and tag == "ADJ"
            and not any(tags(a) in ("NOUN", "PROPN") for a, _, _ in words[i + 1 :])
        ):
            break
    return head
