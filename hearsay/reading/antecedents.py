"""What a pronoun or a noun phrase points back to: the best-scored earlier mention that agrees with it."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp

from hearsay.reading.antecedent_features import read_features
from hearsay.reading.antecedent_scores import score
from hearsay.reading.encoder import Encoded
from hearsay.reading.media import MEDIA
from hearsay.reading.mentions import (
    GROUP_PRONOUNS,
    PERSON_PRONOUNS,
    SPEAKER_PRONOUNS,
    THING_PRONOUNS,
    Found,
    commonest_type,
)
from hearsay.reading.renaming import renamed
from hearsay.reading.said import Said
from hearsay.reading.syntax import Syntax
from hearsay.reading.traits import read_traits

#: How many times likelier than none an antecedent has to be: a pronoun mostly has one, and that a phrase with another
#: noun or a name means the same must be surer than that one with the same noun does.
PRONOUN, SAME, OTHER = 0.3, 0.5, 3.0


class Antecedents:
    """Chooses antecedents among the mentions of one text, taken in order."""

    def __init__(
        self,
        encoded: Encoded,
        syntax: Syntax,
        mentions: Sequence[Found],
        group: Sequence[int],
        said: Said,
    ) -> None:
        """Take the mentions of a text; ``group`` numbers the names among them, those of one name alike."""
        self.words, self.syntax, self.mentions, self.said = encoded.words, syntax, mentions, said
        self.renames = renamed(syntax, mentions)
        self.traits = read_traits(self.words, syntax, mentions)
        features = read_features(encoded, syntax, mentions, group, self.traits, said)
        self._row = {i: k for k, i in enumerate(features.rows.tolist())}
        self._candidates: list[list[int]] = features.candidates.tolist()
        self._scores: list[list[float]] = score(features).tolist()

    def choose(self, i: int, group: Sequence[int], members: dict[int, list[int]]) -> int | None:
        """The group that mention ``i`` joins, or None where it opens one of its own."""
        k = self._row.get(i)
        if k is None:
            return None
        m = self.mentions[i]
        *scores, none = self._scores[k]
        if m.type == "NOM" and exp(none) * (1 + min(SAME, OTHER)) > 1 and self._paper(i) is None:
            # Whatever is left cannot be likely enough.
            return None
        # A group is as likely as its members together.
        likely: dict[int, float] = {}
        for j, score_ in zip(self._candidates[k], scores, strict=True):
            if j >= 0:
                likely[group[j]] = likely.get(group[j], 0.0) + exp(score_)
        never: set[int] | None = None
        # Best first: the first that fits is taken.
        for chosen in sorted(likely, key=lambda g: (-likely[g], g)):
            some = members[chosen]
            if likely[chosen] <= exp(none) * self._least(m, some):
                break
            if never is None:
                never = self._never(i, group)
            if chosen not in never and self._agree(i, some):
                return chosen
        paper = self._paper(i)
        return group[paper] if paper is not None and group[paper] not in self._never(i, group) else None

    def _paper(self, i: int) -> int | None:
        """The news organisation that "the paper" is, where it says something: the last that was named as saying something."""
        m = self.mentions[i]
        if (
            self.words.forms[m.head].lower() not in MEDIA
            or m.last - m.first > 2
            or not self.said.in_source[m.head]
        ):
            return None
        named = (j for j in range(i - 1, -1, -1) if self.mentions[j].type in ("ORG", "MISC", "LOC"))
        return next((j for j in named if self.said.in_source[self.mentions[j].head]), None)

    def _least(self, m: Found, group: list[int]) -> float:
        """How many times likelier than none a group has to be for a mention to join it."""
        if m.type == "PRON":
            return PRONOUN
        noun = self.words.forms[m.head].lower()
        same = any(self.mentions[j].type == "NOM" and noun in self.traits.nouns[j] for j in group)
        return SAME if same else OTHER

    def _never(self, i: int, group: Sequence[int]) -> set[int]:
        """Groups that a mention cannot join: "his deputy" is not him, and who is quoted calls himself "I"."""
        m = self.mentions[i]
        out: set[int] = set()
        k = i - 1
        while k >= 0 and self.mentions[k].first >= m.first:
            out.add(group[k])
            k -= 1
        if m.type == "NOM":
            # "Gull Wire reported that the mayor ...": who tells is a pronoun there, if anything (principle C).
            out.update(group[k] for k in self.said.told_by.get(m.head, ()))
            # "The leader of Velnia" is not Velnia.
            tree = set(self.syntax.subtree(m.head))
            k = i + 1
            while k < len(self.mentions) and self.mentions[k].first <= m.last + 12:
                if self.mentions[k].head in tree and self.renames.get(i) != k:
                    out.add(group[k])
                k += 1
        # A quotation before its cue: who says it may stand further on.
        speaker = self.said.quoted_by.get(m.head)
        if speaker is not None and m.type == "PRON":
            out.add(group[speaker])
        return out

    def _agree(self, i: int, members: list[int]) -> bool:
        """Whether a mention agrees with a group in kind, number and gender."""
        m, group = self.mentions[i], [self.mentions[j] for j in members]
        kind = commonest_type(group)
        pronouns = {g.text.lower() for g in group if g.type == "PRON"}
        if pronouns & SPEAKER_PRONOUNS:
            return False
        form = m.text.lower()
        if form in PERSON_PRONOUNS:
            return (
                kind not in ("ORG", "LOC", "MISC")
                and not pronouns & (THING_PRONOUNS | GROUP_PRONOUNS)
                and sum(self.traits.sexes[j] for j in members) * self.traits.sexes[i] >= 0
                and not self._plural(group)
            )
        if form in THING_PRONOUNS:
            return (
                kind != "PER"
                and not pronouns & (PERSON_PRONOUNS | GROUP_PRONOUNS)
                and not self._plural(group)
            )
        if form in GROUP_PRONOUNS:
            return kind != "PER" and not pronouns & (PERSON_PRONOUNS | THING_PRONOUNS)
        plural = self.syntax.xpos[m.head] == "NNS"
        if kind == "NOM":
            return self._plural(group) == plural
        return not plural and not (kind == "PER" and pronouns & THING_PRONOUNS)

    def _plural(self, group: list[Found]) -> bool:
        if any(g.type == "PER" for g in group):
            return False
        phrases = [g for g in group if g.type == "NOM"]
        return bool(phrases) and self.syntax.xpos[phrases[0].head] == "NNS"
