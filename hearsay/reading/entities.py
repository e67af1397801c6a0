"""Mentions of one article joined to entities: names by their words, the rest by their antecedents."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from hearsay.reading.antecedents import Antecedents
from hearsay.reading.encoder import Encoded
from hearsay.reading.gazetteer import gazetteer
from hearsay.reading.mentions import Found, commonest_type
from hearsay.reading.renaming import first_letters
from hearsay.reading.said import Saying, who_says
from hearsay.reading.syntax import Syntax
from hearsay.reading.things import things
from hearsay.reading.titles import title as title_in
from hearsay.schema import MentionType

_SPLIT = re.compile(r"[\s\-‐‑–.]+")
_NO_INITIAL = frozenset(["of", "the", "and", "for", "in", "on", "to", "de", "la", "du", "des"])


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
    return "".join(
        w[0] for w in _SPLIT.split(name) if w and w[0].isupper() and w.lower() not in _NO_INITIAL
    ).lower()


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


def _shortened(short: Found, long: Found) -> bool:
    """Whether an organisation's name is the end of another's before it, or its beginning and no country's: "Quillon" Partners."""
    a, b = name_key(short.text), name_key(long.text)
    if not (short.type == long.type == "ORG" and 0 < len(a) < len(b)):
        return False
    return b[-len(a) :] == a or (b[: len(a)] == a and not _is_place(short.text))


def _is_place(name: str) -> bool:
    return bool(gazetteer().calls(name) or gazetteer().cities(name))


def join_mentions(
    encoded: Encoded,
    syntax: Syntax,
    mentions: Sequence[Found],
    sources: Sequence[tuple[int, int]] = (),
    said: Sequence[Saying] = (),
) -> list[Actor]:
    """Group mentions into entities, in the order of their first mentions. Every mention is in one of them.

    ``sources`` are the word ranges of attributions' sources: "the paper says" speaks of a paper that was one before.
    ``said`` are sources with their contents: who is quoted speaks of others as "he" and "she".
    """
    if not mentions:
        return []
    group = group_names(mentions)
    antecedents = Antecedents(
        encoded, syntax, mentions, group, who_says(encoded.words, syntax, mentions, sources, said)
    )
    members: dict[int, list[int]] = {}
    for i, m in enumerate(mentions):
        if _named(m):
            members.setdefault(group[i], []).append(i)
    for i, m in enumerate(mentions):
        if _named(m):
            continue
        beside = antecedents.renames.get(i)
        found = group[beside] if beside is not None else antecedents.choose(i, group, members)
        group[i] = i if found is None else found
        members.setdefault(group[i], []).append(i)
    used: set[str] = set()
    kinds = things(encoded)
    out = []
    for those in sorted(map(sorted, members.values())):
        some = [mentions[i] for i in those]
        name = _name_of(some)
        unique, number = name, 2
        while unique in used:
            unique, number = f"{name} ({number})", number + 1
        used.add(unique)
        aliases = tuple(sorted({m.text for m in some if m.type != "PRON" and m.text != name}))
        titles = [t for m in some if m.type == "PER" and (t := title_in(encoded, syntax, kinds, m))]
        title = max(titles, key=len) if titles else None
        out.append(Actor(unique, commonest_type(some), aliases, title, tuple(those)))
    return out


def group_names(mentions: Sequence[Found]) -> list[int]:
    """For each mention the first one of its name; for what is no name, itself."""
    group = list(range(len(mentions)))
    #: The first mention of each form, and the group that a form was last put into.
    named: list[int] = []
    known: dict[tuple[str, str], int] = {}
    for i, m in enumerate(mentions):
        if not _named(m):
            continue
        chosen = known.get((m.text, m.type))
        if chosen is None:
            same = [j for j in named if same_name(m, mentions[j])]
            if not same:
                # "The Gazette" of the Economic Gazette, where no other paper is called that.
                longer = [j for j in named if _shortened(m, mentions[j])]
                same = longer if len({group[j] for j in longer}) == 1 else []
            # Two of one surname: the one named last.
            chosen = group[same[-1]] if same else None
            named.append(i)
        group[i] = i if chosen is None else chosen
        known[m.text, m.type] = group[i]
    return group


def _named(m: Found) -> bool:
    return m.type not in ("PRON", "NOM")


def _name_of(mentions: list[Found]) -> str:
    named = [m for m in mentions if _named(m)]
    if named:
        if named[0].type == "PER":
            return max(named, key=lambda m: (len(name_key(m.text)), -m.first)).text
        short = named[0].text
        spelled = [m.text for m in mentions if m.type == "NOM" and first_letters(m.text) == short.lower()]
        if spelled and all(m.text == short for m in named):
            return re.sub(r"^the ", "", spelled[0], flags=re.IGNORECASE)
        # An organisation's spelled-out name says more than its initials.
        return max(named, key=lambda m: (len(name_key(m.text)) > 1, -m.first)).text
    phrases = [m for m in mentions if m.type == "NOM"]
    return (phrases or mentions)[0].text
