"""Whether words tell a person's sex: pronouns, nouns, forms of address."""

from __future__ import annotations

from hearsay.reading.mentions import Found
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


def sex_of(words: Words, m: Found) -> int:
    """1 for a man, -1 for a woman, 0 where neither a noun nor a form of address tells."""
    told = [words.forms[m.head].lower()] if m.type == "NOM" else []
    if m.type == "PER":
        told = [words.forms[w].lower().rstrip(".") for w in range(max(0, m.first - 2), m.last)]
    for word in told:
        if word in _MALE:
            return 1
        if word in _FEMALE:
            return -1
    return 0
