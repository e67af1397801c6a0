"""Mentions of one article joined to entities: names by their words, pronouns and phrases by the encoder's pair scores."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from hearsay.reading.encoder import Encoded
from hearsay.reading.mentions import (
    GROUP_PRONOUNS,
    PERSON_PRONOUNS,
    SPEAKER_PRONOUNS,
    THING_PRONOUNS,
    Found,
    commonest_type,
)
from hearsay.reading.syntax import Syntax
from hearsay.schema import MentionType

#: Words back in which an antecedent is looked for.
REACH = 400
_SPLIT = re.compile(r"[\s\-‐‑–.]+")
_NO_INITIAL = frozenset("of the and for in on to de la du des".split())


class Actor(NamedTuple):
    """An entity of one article; ``mentions`` are indices into the list of mentions."""

    name: str
    type: MentionType
    aliases: tuple[str, ...]
    title: str | None
    mentions: tuple[int, ...]


@lru_cache(maxsize=20_000)
def name_key(name: str) -> tuple[str, ...]:
    """A name's words for comparing: lower case, no article, no possessive."""
    bare = re.sub(r"['’]s?$", "", name.strip().lower())
    words = tuple(w for w in _SPLIT.split(bare) if w)
    return words[1:] if len(words) > 1 and words[0] == "the" else words


def initials(name: str) -> str:
    """The initials of a name's capitalised words: "Kestrel Bay Port Authority" gives "kbpa"."""
    return "".join(w[0] for w in _SPLIT.split(name) if w and w[0].isupper() and w.lower() not in _NO_INITIAL).lower()


def same_name(short: Found, long: Found) -> bool:
    """Whether two names of one article are taken for one entity's: equal, a person's part, or initials."""
    a, b = name_key(short.text), name_key(long.text)
    if not a or not b:
        return False
    if a == b:
        return True
    if len(a) > len(b):
        a, b, short, long = b, a, long, short
    if short.type == long.type == "PER":
        return set(a) < set(b) and (a[-1] == b[-1] or a[0] == b[0])
    if short.type == long.type == "ORG" and len(a) == 1 and len(short.text) > 1 and short.text.isupper():
        return short.text.lower() == initials(long.text)
    return False


def join_mentions(encoded: Encoded, syntax: Syntax, mentions: Sequence[Found]) -> list[Actor]:
    """Group mentions into entities, in the order of their first mentions. Every mention is in one of them."""
    if not mentions:
        return []
    scores = _pair_scores(encoded, mentions)
    group = list(range(len(mentions)))
    members: dict[int, list[int]] = {}
    #: The first mention of each form, and the group that a form was last put into.
    named: list[int] = []
    known: dict[tuple[str, str], int] = {}
    for i, m in enumerate(mentions):
        chosen = None
        if m.type in ("PRON", "NOM"):
            chosen = _antecedent(i, mentions, members, group, scores[i], encoded)
        else:
            chosen = known.get((m.text, m.type))
            if chosen is None:
                same = [j for j in named if same_name(m, mentions[j])]
                # Two of one surname: the one named last.
                chosen = group[same[-1]] if same else None
                named.append(i)
        group[i] = i if chosen is None else chosen
        members.setdefault(group[i], []).append(i)
        if _named(m):
            known[m.text, m.type] = group[i]
    used: set[str] = set()
    out = []
    for those in members.values():
        name = _name_of([mentions[i] for i in those])
        unique, number = name, 2
        while unique in used:
            unique, number = f"{name} ({number})", number + 1
        used.add(unique)
        some = [mentions[i] for i in those]
        aliases = tuple(sorted({m.text for m in some if m.type != "PRON" and m.text != name}))
        titles = [t for m in some if m.type == "PER" and (t := title_of(encoded, syntax, m))]
        title = max(titles, key=len) if titles else None
        out.append(Actor(unique, commonest_type(some), aliases, title, tuple(those)))
    return out


def _named(m: Found) -> bool:
    return m.type not in ("PRON", "NOM")


def _name_of(mentions: list[Found]) -> str:
    named = [m for m in mentions if _named(m)]
    if named:
        if named[0].type == "PER":
            return max(named, key=lambda m: (len(name_key(m.text)), -m.first)).text
        # An organisation's spelled-out name says more than its initials.
        return max(named, key=lambda m: (len(name_key(m.text)) > 1, -m.first)).text
    phrases = [m for m in mentions if m.type == "NOM"]
    return (phrases or mentions)[0].text


def _pair_scores(encoded: Encoded, mentions: Sequence[Found]) -> np.ndarray:
    """Scores [mention, mention or none]: how well the earlier one is the later one's antecedent."""
    at = np.array([m.head for m in mentions])
    anaphor, antecedent = encoded.part("anaphor")[at], encoded.part("antecedent")[at]
    arrays = encoded.encoder.arrays
    distance = at[:, None] - at[None, :]
    scores = anaphor @ antecedent.T + arrays["reach"][encoded.encoder.distance_bucket(np.maximum(distance, 0))]
    early = np.tril(np.ones_like(scores, dtype=bool), -1) & (distance <= REACH)
    scores = np.where(early, scores, -np.inf)
    alone = anaphor @ arrays["alone"] + arrays["alone_bias"]
    return np.concatenate((scores, alone[:, None]), 1)


def _antecedent(
    i: int,
    mentions: Sequence[Found],
    members: dict[int, list[int]],
    group: list[int],
    scores: np.ndarray,
    encoded: Encoded,
) -> int | None:
    """The group that a pronoun or phrase joins, or None where it opens one of its own.

    A pronoun needs somebody; a phrase may well be new.
    """
    m = mentions[i]
    form = m.text.lower()
    if form in SPEAKER_PRONOUNS:
        return None
    # Best first: the first that fits is taken.
    for j in np.argsort(-scores[:i], kind="stable").tolist():
        if scores[j] == -np.inf or (m.type == "NOM" and scores[j] <= scores[-1]):
            break
        other = mentions[j]
        if other.first <= m.first < other.last or other.text.lower() in SPEAKER_PRONOUNS:
            continue
        some = [mentions[k] for k in members[group[j]]]
        kind = commonest_type(some)
        forms = {k.text.lower() for k in some if k.type == "PRON"}
        if form in PERSON_PRONOUNS and (kind in ("ORG", "LOC", "MISC") or forms & (THING_PRONOUNS | GROUP_PRONOUNS)):
            continue
        if form in PERSON_PRONOUNS and any(_gender(f) not in (None, _gender(form)) for f in forms):
            continue
        if form in THING_PRONOUNS and (kind == "PER" or forms & (PERSON_PRONOUNS | GROUP_PRONOUNS)):
            continue
        if form in GROUP_PRONOUNS and (kind == "PER" or forms & (PERSON_PRONOUNS | THING_PRONOUNS)):
            continue
        return group[j]
    return None


def _gender(form: str) -> str | None:
    if form in ("he", "him", "his", "himself"):
        return "m"
    return "f" if form in PERSON_PRONOUNS else None


def title_of(encoded: Encoded, syntax: Syntax, m: Found) -> str | None:
    """The title or role that stands before a person's name in one noun phrase, as it stands there."""
    top = m.head
    above = int(syntax.head[top])
    if above < m.first and syntax.relation[top] in ("flat", "appos", "compound", "nmod:desc") and syntax.upos[above] in ("NOUN", "PROPN"):
        top = above
    first = m.first
    tree = set(syntax.subtree(top))
    while first - 1 in tree and syntax.upos[first - 1] not in ("PUNCT", "CCONJ", "VERB"):
        first -= 1
    words = encoded.words
    while first < m.first and syntax.upos[first] in ("DET", "ADP", "PART", "SCONJ"):
        first += 1
    if first >= m.first or not any(syntax.upos[w] in ("NOUN", "PROPN") for w in range(first, m.first)):
        return None
    return words.text[words.start[first] : words.end[m.first - 1]]
