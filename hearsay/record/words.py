"""Words of a text as the record compares them: with offsets, folded, stemmed, without the closed classes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_WORD = re.compile(r"\w+")

#: Closed classes that carry no content of their own: the DET, ADP, AUX, PRON, CCONJ, SCONJ and PART of
#: Universal Dependencies' English guidelines, with the contracted forms that splitting at apostrophes leaves.
_CLOSED = """
    a an the this that these those some any no every each all both either neither such what which i
    me my mine myself we us our ours ourselves you your yours he him his himself she her hers
    herself it its itself they them their theirs themselves who whom whose one there here about
    above across after against along among around at before behind below beneath beside besides
    between beyond by despite down during for from in inside into near of off on onto out outside
    over past per since through throughout to toward towards under until up upon via with within
    without as than like be am is are was were been being have has had having do does did doing will
    would shall should can could may might must ought and or but nor so yet if because although
    though while whereas whether when where why how not n t s d ll re ve m also
"""
FUNCTION_WORDS = frozenset(_CLOSED.split())


def fold(text: str) -> str:
    """Lower case without diacritics."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()


def tokens(text: str) -> list[tuple[str, int, int]]:
    """Words of ``text``, folded, each with its code-point offsets."""
    return [(fold(found.group()), found.start(), found.end()) for found in _WORD.finditer(text)]


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Take plural and verb endings off a folded word.

    Harman's S-stemmer (How effective is suffixing?, 1991), with -ed and -ing; two forms of one word need only
    come out alike, not as a word.
    """
    if len(word) > 4 and word.endswith("ies"):
        word = word[:-3] + "y"
    elif len(word) > 4 and word.endswith(("sses", "shes", "ches", "xes")):
        word = word[:-2]
    elif len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    if len(word) > 5 and word.endswith("ing"):
        word = word[:-3]
    elif len(word) > 4 and word.endswith("ied"):
        word = word[:-3] + "y"
    elif len(word) > 4 and word.endswith("ed"):
        word = word[:-2]
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiouls":
        word = word[:-1]
    if len(word) > 3 and word.endswith("e"):
        word = word[:-1]
    return word


def content_stems(text: str) -> frozenset[str]:
    """Stems of the content words and numbers of ``text``."""
    return frozenset(stem(w) for w, _, _ in tokens(text) if w not in FUNCTION_WORDS)


def stems_of(words: Iterable[str]) -> frozenset[str]:
    """Stems of folded words, closed classes left out."""
    return frozenset(stem(w) for w in words if w not in FUNCTION_WORDS)
