"""Spans that name or point to somebody or something: names, pronouns, definite noun phrases."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from hearsay.reading.encoder import Encoded
from hearsay.reading.gazetteer import written
from hearsay.reading.syntax import Syntax
from hearsay.reading.tagging import bio_path, spans_of
from hearsay.reading.words import Words
from hearsay.schema import MentionType

#: Personal pronouns by what they can stand for; a closed class (Quirk et al. 1985, 6.15).
MALE_PRONOUNS = frozenset(["he", "him", "his", "himself"])
PERSON_PRONOUNS = MALE_PRONOUNS | {"she", "her", "hers", "herself"}
THING_PRONOUNS = frozenset(["it", "its", "itself"])
GROUP_PRONOUNS = frozenset(["they", "them", "their", "theirs", "themselves"])
SPEAKER_PRONOUNS = frozenset(["i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"])
#: Determiners that point back; a closed class (ibid., 5.12).
_POINTING = frozenset(["the", "this", "that", "these", "those", "his", "her", "its", "their"])

#: Forms of address before a name; a closed class (ibid., 10.53).
ADDRESS = frozenset(
    str.split(
        "mr mrs ms miss mx dr prof professor rev reverend sir madam dame lady lord maestro monsieur madame"
    )
)


class Found(NamedTuple):
    """A mention as a range of words. ``head`` is the word that the rest of the phrase hangs on."""

    first: int
    last: int
    head: int
    type: MentionType
    text: str


def is_definite(words: Words, m: Found) -> bool:
    """Whether a noun phrase points back: "the agency", "this", "its statement"."""
    return words.forms[m.first].lower() in _POINTING


def head_of(syntax: Syntax, first: int, last: int) -> int:
    """The first word of a range whose head lies outside, or that is a root."""
    head = syntax.head
    for w in range(first, last):
        h = head[w]
        if h == w or not first <= h < last:
            return w
    return first


def find_names(encoded: Encoded) -> list[tuple[int, int, str]]:
    """Named spans (first, last, type); a form's type is voted on over the text."""
    labels = encoded.encoder.heads["name"]
    scores = encoded.tags("name")
    spans = _mended(encoded.words, spans_of(bio_path(scores, labels), labels))
    if not spans:
        return []
    kinds = sorted({label[2:] for label in labels if label != "O"})
    columns = np.array([[labels.index(f"B-{k}"), labels.index(f"I-{k}")] for k in kinds])
    sure = encoded.sure("name")[:, columns].sum(-1)
    forms = encoded.words.forms
    votes: dict[tuple[str, ...], np.ndarray] = defaultdict(lambda: np.zeros(len(kinds)))
    for a, b, _ in spans:
        votes[tuple(forms[a:b])] += sure[a] if b - a == 1 else sure[a:b].mean(0)
    return [(a, b, kinds[int(votes[tuple(forms[a:b])].argmax())]) for a, b, _ in spans]


def _mended(words: Words, spans: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Names without those that are none ("the"), with the parts of one joined: "Dick|Cheney", "Bosnia|and|Herzegovina"."""
    out: list[tuple[int, int, str]] = []
    for a, b, kind in spans:
        whole = _country(words, a) if kind == "LOC" else None
        if whole is not None:
            a, b = min(a, whole[0]), max(b, whole[1])
        if kind != "LOC":
            b = _hyphenated(words, b, kind)
        if out and a < out[-1][1]:
            a = out[-1][1]
        # Chats write persons and places small, but seldom what else has a name.
        small = not any(f[0].isupper() or f[0].isdigit() for f in words.forms[a:b])
        if a >= b or (small and kind in ("ORG", "MISC")):
            continue
        if b - a == 1 and words.forms[a].lower() in ("the", "a", "an"):
            continue
        if out and out[-1][1] == a and out[-1][2] == kind == "PER" and not words.opens[a]:
            out[-1] = (out[-1][0], b, kind)
        else:
            out.append((a, b, kind))
    return out


def _hyphenated(words: Words, b: int, kind: str) -> int:
    """The end of a name that a hyphen goes on with: "Kim Jong|-un", "Smith|-Jones", "Tundra|-24"; not "Smith|-led"."""
    if b + 1 < len(words) and words.forms[b] in "-‐‑" and not words.spaced[b : b + 2].any():
        rest = words.forms[b + 1]
        person = kind == "PER" and (rest[0].isupper() or (len(rest) == 2 and rest.isalpha()))
        if person or (kind != "PER" and rest.isdigit()):
            return b + 2
    return b


def _country(words: Words, w: int) -> tuple[int, int] | None:
    """The country's or region's name of several words that holds a word: "Great Britain"."""
    for first in range(max(0, w - 3), w + 1):
        for name in written().get(words.forms[first], ()):
            if (
                len(name) > 1
                and first + len(name) > w
                and tuple(words.forms[first : first + len(name)]) == name
            ):
                return first + (name[0] == "the"), first + len(name)
    return None


def find_mentions(encoded: Encoded, syntax: Syntax) -> list[Found]:
    """Find all mentions, in order; a noun phrase that holds a name is none."""
    words = encoded.words
    out: list[Found] = []
    named = bytearray(len(words))
    starts, ends = words.start.tolist(), words.end.tolist()
    for a, b, kind in _less_headline_verbs(find_names(encoded), words):
        if words.forms[a].lower() == "the" and b - a > 1:
            a += 1
        if words.forms[b - 1] in ("'s", "’s") and b - a > 1:
            b -= 1
        # No name goes on behind the end of a line.
        b = next((w for w in range(a + 1, b) if words.opens[w]), b)
        if kind != "PER":
            a, b = _whole_name(words, syntax, a, b)
            while b - a > 1 and syntax.upos[a] == "NOUN" and words.forms[a].islower():
                # "The newspaper Frontline": what it is, is no part of what it is called.
                a += 1
        while kind == "PER" and b - a > 2 and (syntax.upos[a] != "PROPN" or _is_address(words.forms[a])):
            # "Coxswain Petra Lund", "Mum-of-two Gemma Scales": what is no name is a title.
            a += 1
        named[a:b] = b"\1" * (b - a)
        text = words.text[starts[a] : ends[b - 1]]
        out.append(Found(a, b, head_of(syntax, a, b), kind, text))  # type: ignore[arg-type]
    pronouns = PERSON_PRONOUNS | THING_PRONOUNS | GROUP_PRONOUNS | SPEAKER_PRONOUNS
    for w, form in enumerate(words.forms):
        if named[w]:
            continue
        if syntax.low[w] in pronouns and syntax.upos[w] in ("PRON", "DET"):
            if syntax.relation[w] != "expl":
                out.append(Found(w, w + 1, w, "PRON", form))
        elif syntax.upos[w] == "NOUN" or (syntax.upos[w] == "PROPN" and _is_common(words, syntax, w)):
            a, b = noun_phrase(syntax, w)
            if not any(named[a:b]):
                out.append(Found(a, b, w, "NOM", words.text[starts[a] : ends[b - 1]]))
    # "His" before "his deputy": whose deputy it is decides who he is not.
    out.sort(key=lambda m: (m.first, m.last))
    return out


def _is_common(words: Words, syntax: Syntax, w: int) -> bool:
    """Whether a word that the tagger takes for a proper noun is a common one: "ombudsman", "the Committee"."""
    if syntax.relation[w] in ("compound", "flat", "goeswith"):
        return False
    pointing = any(words.forms[c].lower() in _POINTING for c in syntax.children(w) if c < w)
    return words.forms[w].islower() or pointing


#: Part of a line's words that have a capital where all that matter do, and letters from which they matter.
_TITLED, _LONG = 0.7, 4


def _less_headline_verbs(names: Sequence[tuple[int, int, str]], words: Words) -> list[tuple[int, int, str]]:
    """Names of persons without what a headline in capitals puts behind them: "Ana Ruiz Hammers", if the text has "Ana Ruiz"."""
    edges = [*np.flatnonzero(words.opens).tolist(), len(words)]
    titled = {a: _is_titled(words.forms[a:b]) for a, b in pairwise(edges)}
    if not any(titled.values()):
        return list(names)

    def in_title(w: int) -> bool:
        return titled[edges[bisect_right(edges, w) - 1]]

    ends = {
        tuple(words.forms[k:b])
        for a, b, kind in names
        if kind == "PER" and not in_title(a)
        for k in range(a, b)
    }
    out = []
    for a, b, kind in names:
        if kind == "PER" and in_title(a) and tuple(words.forms[a:b]) not in ends:
            b = next((c for c in range(b - 1, a, -1) if tuple(words.forms[a:c]) in ends), b)
        out.append((a, b, kind))
    return out


def _is_titled(forms: Sequence[str]) -> bool:
    """Whether a line is a headline in which each word has a capital."""
    long = [form for form in forms if len(form) >= _LONG and form.isalpha()]
    return len(long) > 3 and sum(form[0].isupper() for form in long) >= _TITLED * len(long)


def _is_address(form: str) -> bool:
    return form.lower().rstrip(".") in ADDRESS


def _whole_name(words: Words, syntax: Syntax, a: int, b: int) -> tuple[int, int]:
    """A name with the proper nouns beside it that belong to it by the tree: "Radio" of "Radio Sund"."""
    head = head_of(syntax, a, b)
    while a > 0 and not words.opens[a] and syntax.upos[a - 1] == "PROPN" and _joined(syntax, a - 1, head):
        a -= 1
    while b < len(words) and not words.opens[b] and syntax.upos[b] == "PROPN" and _joined(syntax, b, head):
        b += 1
    return a, b


def _joined(syntax: Syntax, w: int, head: int) -> bool:
    inner = ("compound", "flat")
    return (syntax.head[w] == head and syntax.relation[w] in inner) or (
        syntax.head[head] == w and syntax.relation[head] in inner
    )


#: What belongs to the core of a noun phrase: words before the head, and of-phrases are left to the caller.
_CORE = frozenset(["det", "amod", "compound", "nummod", "nmod:poss", "flat", "nmod:desc", "goeswith"])


def noun_phrase(syntax: Syntax, head: int) -> tuple[int, int]:
    """The core of a noun phrase, its head last, as a range of words."""
    a = head
    for w in syntax.children(head):
        if w < head and syntax.relation[w] in _CORE:
            a = min(a, w if syntax.relation[w] != "nmod:poss" else min(syntax.subtree(w)))
    return a, head + 1


def commonest_type(mentions: list[Found]) -> MentionType:
    """The type that most named mentions have; the first one's where there is none."""
    types = [m.type for m in mentions if m.type not in ("PRON", "NOM")]
    if not types:
        return mentions[0].type
    if types.count(types[0]) == len(types):
        return types[0]
    named = Counter(types)
    return min(named, key=lambda t: (-named[t], t))
