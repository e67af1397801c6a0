"""What a mention's own words tell of whom it means: the nouns that they are known by, and their sex."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from hearsay.reading.mentions import MALE_PRONOUNS, PERSON_PRONOUNS, Found
from hearsay.reading.syntax import Syntax
from hearsay.reading.titles import title_of
from hearsay.reading.words import Words

#: Nouns and forms of address that tell a person's sex; nearly a closed class, by hand.
_MALE = frozenset(
    str.split(
        "mr sir lord baron king prince duke father dad grandfather husband son brother uncle nephew man boy gentleman "
        "actor waiter widower monk businessman chairman policeman spokesman lad groom hero"
    )
)
_FEMALE = frozenset(
    str.split(
        "mrs ms miss lady dame baroness queen princess duchess mother mum grandmother wife daughter sister aunt niece "
        "woman girl actress waitress widow nun businesswoman chairwoman policewoman spokeswoman bride heroine"
    )
)


class Traits(NamedTuple):
    """What is known of each of a text's mentions, in order."""

    #: The common nouns that they are known by: a phrase's own, those of a person's title.
    nouns: list[frozenset[str]]
    #: 1 for a man, -1 for a woman, 0 where no pronoun, noun or form of address tells.
    sexes: list[int]


def read_traits(words: Words, syntax: Syntax, mentions: Sequence[Found]) -> Traits:
    """The traits of a text's mentions."""
    return Traits([_nouns_of(words, syntax, m) for m in mentions], [_sex_of(words, m) for m in mentions])


def _nouns_of(words: Words, syntax: Syntax, m: Found) -> frozenset[str]:
    if m.type == "NOM":
        return frozenset([words.forms[m.head].lower()])
    title = title_of(words, syntax, m) if m.type == "PER" else None
    return frozenset(title.lower().split()) if title else frozenset()


def _sex_of(words: Words, m: Found) -> int:
    if m.type == "PRON":
        form = m.text.lower()
        return 1 if form in MALE_PRONOUNS else -1 if form in PERSON_PRONOUNS else 0
    told = [words.forms[m.head].lower()] if m.type == "NOM" else []
    if m.type == "PER":
        told = [words.forms[w].lower().rstrip(".") for w in range(max(0, m.first - 2), m.last)]
    for word in told:
        if word in _MALE:
            return 1
        if word in _FEMALE:
            return -1
    return 0
