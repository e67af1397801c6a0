"""What the choice of an antecedent is read from: numbers about mentions, and about pairs of them.

All of a text's pairs are worked out together, as arrays.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hearsay.reading.antecedent_candidates import NONE, Candidates, Nearby
from hearsay.reading.encoder import Encoded, Floats, Ints, softmax
from hearsay.reading.media import MEDIA
from hearsay.reading.mentions import (
    GROUP_PRONOUNS,
    MALE_PRONOUNS,
    SPEAKER_PRONOUNS,
    THING_PRONOUNS,
    Found,
    is_definite,
)
from hearsay.reading.said import Said
from hearsay.reading.syntax import Syntax
from hearsay.reading.traits import Traits

_TYPES = ("PER", "ORG", "LOC", "MISC", "NOM", "PRON")
_NOMINAL, _PRONOUN = _TYPES.index("NOM"), _TYPES.index("PRON")
#: Grammatical functions that are told apart, by relation; the rest are one.
_FUNCTIONS = ("nsubj", "obj", "obl", "nmod", "nmod:poss", "appos", "conj", "compound", "root")
#: Third-person pronouns by number and gender, then first and second persons together.
_PRONOUNS = ("m", "f", "thing", "group", "speaker")
#: Determiners of what is new; a closed class (Quirk et al. 1985, 5.14).
_INDEFINITE = frozenset(["a", "an", "another", "some", "any", "each", "every", "no"])
_DEMONSTRATIVE = frozenset(["this", "that", "these", "those"])
_POSSESSIVE = frozenset(["his", "her", "its", "their"])
_PLURAL = frozenset(["NNS", "NNPS"])


class Features(NamedTuple):
    """The numbers of one text; ``k`` mentions look for an antecedent among ``n``, each with ``c`` candidates."""

    #: Which mentions look for one, [k].
    rows: Ints
    #: The mentions that each may point back to, likeliest first by the encoder, [k, c]; -1 where there are fewer.
    candidates: Ints
    #: Numbers of every mention, [n, MENTION].
    mention: Floats
    #: Numbers of those that look for one, besides, [k, ROW].
    row: Floats
    #: Numbers of each pair, [k, c, PAIR].
    pair: Floats


def pronoun_kind(form: str) -> int:
    """A pronoun's place in number and gender: index into masculine, feminine, thing, group, speaker."""
    if form in SPEAKER_PRONOUNS:
        return 4
    if form in GROUP_PRONOUNS:
        return 3
    if form in THING_PRONOUNS:
        return 2
    return 0 if form in MALE_PRONOUNS else 1


def read_features(
    encoded: Encoded, syntax: Syntax, mentions: Sequence[Found], group: Sequence[int], traits: Traits,
    said: Said,
) -> Features:  # fmt: skip
    """The features of one text.

    ``group`` numbers the mentions' names: those of one name have one number, the rest each their own.
    """
    return _Text(encoded, syntax, mentions, group, traits, said).features()


class _Text:
    """One text's mentions as arrays, [n] each."""

    def __init__(
        self, encoded: Encoded, syntax: Syntax, mentions: Sequence[Found], group: Sequence[int],
        traits: Traits, said: Said,
    ) -> None:  # fmt: skip
        forms = encoded.words.forms
        self.encoded, self.mentions, self.nouns = encoded, mentions, traits.nouns
        self.head = np.array([m.head for m in mentions], np.int64)
        self.long = np.array([m.last - m.first > 2 for m in mentions])
        self.group = np.array(group, np.int64)
        self.type = np.array([_TYPES.index(m.type) for m in mentions], np.int64)
        self.pronoun = np.array(
            [pronoun_kind(m.text.lower()) if m.type == "PRON" else -1 for m in mentions], np.int64
        )
        self.sentence = np.array(syntax.sentence, np.int64)[self.head]
        self.above = np.array(syntax.head, np.int64)[self.head]
        self.sex = np.array(traits.sexes, np.int64)
        self.plural = np.array([syntax.xpos[m.head] in _PLURAL for m in mentions])
        self.determiner = [forms[m.first].lower() for m in mentions]
        self.speaking = np.array([i in said.speaking for i in range(len(mentions))])
        self.quoted_by = np.array([said.quoted_by.get(m.head, -1) for m in mentions], np.int64)
        self.told_by = np.array([said.told_by.get(m.head, (-1,))[-1] for m in mentions], np.int64)
        self.in_source = said.in_source[self.head]
        functions = {name: k for k, name in enumerate(_FUNCTIONS)}
        relations = [syntax.relation[m.head] for m in mentions]
        self.function = np.array(
            [functions.get(r, functions.get(r.split(":")[0], len(_FUNCTIONS))) for r in relations], np.int64
        )
        self.described = np.array(
            [
                any(c > m.head and syntax.relation[c].split(":")[0] in ("nmod", "acl", "appos") for c in syntax.children(m.head))
                for m in mentions
            ]
        )  # fmt: skip
        self.definite = np.array([is_definite(encoded.words, m) for m in mentions])
        new = np.array([d in _INDEFINITE for d in self.determiner])
        speaker = self.pronoun == _PRONOUNS.index("speaker")
        # A bare noun that was not there before is nearly always something new.
        pointing = self.definite | self.in_source | self._told_before()
        sought = (self.type == _NOMINAL) & pointing & ~new
        sought |= (self.type == _PRONOUN) & ~speaker
        self.rows = np.flatnonzero(sought)
        vectors = encoded.part("vector")[self.head]
        self.unit = vectors / (np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-6)
        kinds = encoded.encoder.arrays["thing"]
        self.thing = softmax(self.unit @ kinds[:, :-1].T + kinds[:, -1])
        self.new, self.speaker = new, speaker
        titled = {g for g, t, some in zip(group, self.type, self.nouns, strict=True) if t < _NOMINAL and some}
        self.titled = np.array([g in titled for g in group])
        self.media = np.array([not MEDIA.isdisjoint(some) for some in self.nouns])

    def features(self) -> Features:
        near = Nearby(self.encoded, self.mentions, self.group.tolist(), self.nouns, self.speaker)
        found = near.of(self.rows)
        nouns = [found.named, found.titled, found.same]
        top, alone = found.score[:, :1], found.alone
        row = np.concatenate(
            [np.clip(alone, NONE, 20) / 5, np.clip(top, NONE, 20) / 5, np.clip(top - alone, NONE, 20) / 5]
            + [a.any(1, keepdims=True) for a in nouns],
            1,
        )
        return Features(
            self.rows, found.at, self._mention(), row.astype(np.float32), self._pair(found, nouns)
        )

    def _told_before(self) -> NDArray[np.bool_]:
        """Mentions whose noun stood before: in a phrase, a title or a name."""
        seen: set[str] = set()
        out = np.zeros(len(self.mentions), bool)
        for i, m in enumerate(self.mentions):
            out[i] = not seen.isdisjoint(self.nouns[i])
            seen |= self.nouns[i]
            if self.type[i] < _NOMINAL:
                seen.update(m.text.lower().split())
        return out

    def _mention(self) -> Floats:
        count = len(self.head)
        named = (self.type != _NOMINAL) & (self.type != _PRONOUN)
        flags = [
            self.definite, self.new, self.plural, self.sex, self.speaking, self.quoted_by >= 0, self.in_source,
            self.encoded.headings[self.head], self.described, np.isin(self.determiner, [*_DEMONSTRATIVE]),
            np.isin(self.determiner, [*_POSSESSIVE]), self.long, self.told_by >= 0,
            np.where(named, np.log1p(self._nth()), 0), np.log1p(self.sentence) / 3, self.media, self.titled,
        ]  # fmt: skip
        out = np.zeros((count, MENTION), np.float32)
        at = np.arange(count)
        out[at, self.type] = 1
        a = len(_TYPES)
        out[at[self.pronoun >= 0], a + self.pronoun[self.pronoun >= 0]] = 1
        a += len(_PRONOUNS)
        out[at, a + self.function] = 1
        a += len(_FUNCTIONS) + 1
        out[:, a : a + len(flags)] = np.stack(flags, 1)
        out[:, a + len(flags) :] = self.thing
        return out

    def _nth(self) -> Ints:
        """How many mentions of its name a mention closes."""
        seen: dict[int, int] = defaultdict(int)
        out = np.empty(len(self.group), np.int64)
        for i, g in enumerate(self.group.tolist()):
            seen[g] += 1
            out[i] = seen[g]
        return out

    def _pair(self, found: Candidates, nouns: list[NDArray[np.bool_]]) -> Floats:
        at, own = np.maximum(found.at, 0), found.score
        rows = self.rows[:, None]
        apart = self.sentence[rows] - self.sentence[at]
        before = self._earlier(np.ones(len(self.group), bool), rows, at)
        spoke = self._earlier(self.speaking, rows, at)
        person = (self.thing[:, 0] > 0.5) & (self.pronoun < 0)
        persons, others = np.cumsum(person), np.cumsum(~person & (self.type != _NOMINAL) & (self.pronoun < 0))
        last = np.maximum.accumulate(np.where(self.speaking, np.arange(len(self.speaking)), -1))
        quoted = self.quoted_by
        plural = self.plural | (self.pronoun == _PRONOUNS.index("group"))
        parts = [
            own / 5, (own - found.alone) / 5, (own - own[:, :1]) / 5,
            np.log1p(np.maximum(self.head[rows] - self.head[at], 0)) / 6,
            apart == 0, apart == 1, apart == 2, (apart > 2) & (apart < 6), apart > 5,
            np.einsum("kd,kcd->kc", self.unit[self.rows], self.unit[at]),
            *nouns,
            self.told_by[rows] == at,
            (self.above[rows] == self.above[at]) & (self.function[rows] != _FUNCTIONS.index("nmod:poss")),
            self.sex[rows] * self.sex[at],
            (quoted[rows] >= 0) & (quoted[rows] == quoted[at]),
            quoted[rows] == at,
            last[rows - 1] == at,
            plural[rows] == plural[at],
            np.abs(self.thing[rows, 0] - self.thing[at, 0]),
            np.log1p(before), np.log1p(spoke),
            before == self._earlier(np.ones(len(self.group), bool), at + 1, at),
            np.log1p(persons[rows - 1] - persons[at]), np.log1p(others[rows - 1] - others[at]),
            np.broadcast_to(np.log1p(np.arange(at.shape[1]))[None] / 4, at.shape),
        ]  # fmt: skip
        return np.stack(parts, -1).astype(np.float32)

    def _earlier(self, marked: NDArray[np.bool_], limit: Ints, at: Ints) -> Ints:
        """How many marked mentions of the names of ``at`` stand before ``limit``; both broadcast to [k, c]."""
        count = len(self.group)
        places = np.sort((self.group * count + np.arange(count))[marked])
        base = self.group[at] * count
        found: Ints = np.searchsorted(places, base + limit) - np.searchsorted(places, base)
        return found


MENTION = len(_TYPES) + len(_PRONOUNS) + len(_FUNCTIONS) + 1 + 17 + 10
ROW, PAIR = 6, 27
