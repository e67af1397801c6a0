"""Names as the record compares them: folded, without honorifics, and spelt alike where alphabets were
crossed.
"""

from __future__ import annotations

import re
from functools import lru_cache

from hearsay.record.words import FUNCTION_WORDS, fold

#: Titles that stand before a name and are no part of it: the honorifics, ranks and offices that English style
#: guides abbreviate or capitalise before names (Chicago Manual of Style 8.18-8.32, AP Stylebook "titles").
_TITLES = """
    mr mrs ms miss mx dr prof professor sir dame lord lady madam rev reverend father sister brother
    bishop archbishop cardinal pope rabbi imam sheikh gen general lt lieutenant col colonel maj
    major capt captain cpl corporal sgt sergeant pvt private adm admiral cmdr commander marshal
    brigadier commodore president vice premier prime minister chancellor secretary senator sen
    representative rep congressman congresswoman governor gov mayor judge justice king queen prince
    princess emperor ambassador chairman chairwoman chairperson chair director chief deputy former
    acting spokesman spokeswoman spokesperson inspector detective officer superintendent sheriff
    constable
"""
HONORIFICS = frozenset(_TITLES.split())

_WORD = re.compile(r"[^\W_]+(?:[.’'‘`][^\W_]+)*")
_POSSESSIVE = re.compile(r"[’'](?:s)?$", re.IGNORECASE)

#: Spellings between which transliterations into English differ, most specific first (ALA-LC and BGN/PCGN
#: romanisation tables against common press spellings).
_SPELLINGS = (
    ("tsch", "c"), ("tch", "c"), ("sch", "s"), ("shch", "s"), ("zh", "j"), ("dj", "j"), ("dzh", "j"),
    ("kh", "h"), ("gh", "g"), ("ch", "c"), ("sh", "s"), ("ph", "f"), ("th", "t"), ("ts", "z"), ("tz", "z"),
    ("ck", "k"), ("q", "k"), ("x", "ks"), ("w", "v"), ("ff", "v"), ("ou", "u"), ("oo", "u"), ("ee", "i"),
    ("ei", "ai"), ("ay", "ai"), ("ey", "ai"), ("ae", "a"), ("oe", "o"), ("ue", "u"), ("yu", "u"), ("iu", "u"),
    ("ya", "a"), ("ia", "a"), ("yo", "o"), ("io", "o"), ("ye", "e"), ("ie", "e"), ("iy", "i"), ("yi", "i"),
    ("y", "i"), ("j", "i"), ("ii", "i"),
)  # fmt: skip


#: What stands before "Agency" in the English names of news agencies: national agencies' own word for it is
#: translated by any of these, and one agency is named by several.
_NEWS = frozenset(("news", "telegraph", "telegraphic", "press", "information"))


@lru_cache(maxsize=65536)
def name_tokens(name: str) -> tuple[str, ...]:
    """Folded words of a name: no possessive ending, no apostrophes, no full stops, no leading article.

    >>> name_tokens("Norland Telegraph Agency") == name_tokens("the Norland News Agency")
    True
    """
    words = []
    for found in _WORD.finditer(fold(name)):
        word = _POSSESSIVE.sub("", found.group())
        word = re.sub(r"[.’'‘`]", "", word)
        if word:
            words.append(word)
    if len(words) > 1 and words[0] in ("the", "a", "an"):
        words = words[1:]
    if len(words) > 2 and words[-1] == "agency" and words[-2] in _NEWS:
        words[-2] = "news"
    return tuple(words)


def name_key(name: str) -> str:
    """The key under which a name is compared: folded words.

    >>> name_key("The Cape Wire’s")
    'cape wire'
    """
    return " ".join(name_tokens(name))


def person_key(name: str) -> str:
    """The key of a person's name, without leading honorifics. Ships, peaks and pubs keep theirs.

    >>> person_key("Gen. Ilse Orlo’s") == person_key("ILSE ORLO")
    True
    """
    words = name_tokens(name)
    at = 0
    while at < len(words) - 1 and words[at] in HONORIFICS:
        at += 1
    return " ".join(words[at:])


def entity_key(name: str, type: str) -> str:
    """The key of an entity's name, by the entity's type."""
    return person_key(name) if type == "PER" else name_key(name)


def title_of(name: str) -> str:
    """The honorifics that :func:`person_key` took off, folded."""
    words = name_tokens(name)
    at = 0
    while at < len(words) - 1 and words[at] in HONORIFICS:
        at += 1
    return " ".join(words[:at])


@lru_cache(maxsize=65536)
def spelling_key(key: str) -> str:
    """A key that is the same for the usual transliterations of one name.

    >>> spelling_key("aleksey dimitriy") == spelling_key("alexei dimitri")
    True
    """
    words = []
    for word in key.split():
        for old, new in _SPELLINGS:
            word = word.replace(old, new)
        word = re.sub(r"(.)\1+", r"\1", word)
        words.append(word.rstrip("h") or word)
    return " ".join(words)


def initials(name: str) -> str | None:
    """The initialism of a name of two words or more ("Cape Harbour Authority": "cha"), else None."""
    words = [w for w in name_tokens(name) if w not in FUNCTION_WORDS]
    return "".join(w[0] for w in words) if len(words) > 1 else None


def is_initialism(name: str) -> bool:
    """Whether a name is written as an initialism: one word of two to six capitals."""
    bare = name.replace(".", "").strip()
    return 2 <= len(bare) <= 6 and bare.isalpha() and bare.isupper()


@lru_cache(maxsize=65536)
def is_proper(name: str) -> bool:
    """Whether words name somebody rather than describe: all but closed-class words and honorifics
    capitalised.

    "the agency" and "the Norland leader" do not; "Cape Wire" and "Ministry of Fisheries" do.
    """
    words = [w for w in re.findall(r"[^\W_]+(?:[-.’'][^\W_]+)*", name) if fold(w) not in FUNCTION_WORDS]
    if words and fold(words[-1]) == "s":
        words = words[:-1]
    return bool(words) and all(w[0].isupper() or w[0].isdigit() or w.startswith("al-") for w in words)
