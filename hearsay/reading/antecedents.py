"""What a pronoun or a noun phrase points back to: the best-scored earlier mention that agrees with it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from hearsay.reading.encoder import Encoded, Floats
from hearsay.reading.mentions import (
    GROUP_PRONOUNS,
    PERSON_PRONOUNS,
    SPEAKER_PRONOUNS,
    THING_PRONOUNS,
    Found,
    commonest_type,
    is_definite,
)
from hearsay.reading.syntax import Syntax
from hearsay.reading.words import Words

#: Words back in which an antecedent is looked for.
REACH = 400
#: By how much a phrase's best antecedent must beat "none" to make it another name for a named person, or thing.
SURE, SURER = 1.5, 3.5
# Common nouns for what publishes news: the narrower terms of schema.org's NewsMediaOrganization and Periodical,
# with their everyday synonyms.
_MEDIA = frozenset(
    str.split(
        "agency broadcaster channel daily journal magazine network newspaper newswire outlet paper portal publication "
        "publisher service site station tabloid website weekly wire"
    )
)


class Antecedents:
    """Chooses antecedents among the mentions of one text, taken in order."""

    def __init__(
        self, encoded: Encoded, syntax: Syntax, mentions: Sequence[Found], sources: Sequence[tuple[int, int]]
    ) -> None:
        self.words, self.syntax, self.mentions = encoded.words, syntax, mentions
        looking = [i for i, m in enumerate(mentions) if m.type == "PRON" or is_definite(self.words, m)]
        self.row = {i: k for k, i in enumerate(looking)}
        self.scores = _pair_scores(encoded, mentions, np.array(looking, np.int64))
        in_source = np.zeros(len(encoded) + 1, bool)
        for a, b in sources:
            in_source[a:b] = True
        self.heading = encoded.headings
        #: Organisations named in a source: what "the paper" may be.
        self.reporters = [
            i for i, m in enumerate(mentions) if m.type in ("ORG", "MISC", "LOC") and in_source[m.head]
        ]

    def choose(self, i: int, group: Sequence[int], members: dict[int, list[int]]) -> int | None:
        """The group that mention ``i`` joins, or None where it opens one of its own.

        A pronoun needs somebody; a phrase may well be new, and an indefinite one is.
        """
        m = self.mentions[i]
        if m.text.lower() in SPEAKER_PRONOUNS or i not in self.row:
            return None
        if m.type == "NOM" and self.words.forms[m.head].lower() in _MEDIA and m.last - m.first == 2:
            earlier = [j for j in self.reporters if j < i and m.first - self.mentions[j].first <= REACH]
            if earlier:
                return group[earlier[-1]]
        scores = self.scores[self.row[i]]
        none = scores[-1] if m.type == "NOM" else -np.inf
        # Best first: the first that fits is taken.
        order: list[int] = np.argsort(-scores[:i], kind="stable").tolist()
        for j in order:
            if scores[j] <= none:
                break
            other = self.mentions[j]
            if other.first <= m.first < other.last or other.text.lower() in SPEAKER_PRONOUNS:
                continue
            if m.type == "NOM" and self.heading[other.head]:
                continue
            if self._agree(m, [self.mentions[k] for k in members[group[j]]], float(scores[j] - scores[-1])):
                return group[j]
            if m.type == "NOM":
                # The best one does not agree: "one of the soldiers ... the soldier" is somebody new.
                return None
        return None

    def _agree(self, m: Found, group: list[Found], margin: float) -> bool:
        """Whether a mention agrees with a group in kind, number and gender."""
        kind = commonest_type(group)
        pronouns = {g.text.lower() for g in group if g.type == "PRON"}
        form = m.text.lower()
        if form in PERSON_PRONOUNS:
            return (
                kind not in ("ORG", "LOC", "MISC")
                and not pronouns & (THING_PRONOUNS | GROUP_PRONOUNS)
                and all(_gender(p) in (None, _gender(form)) for p in pronouns)
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
        if plural or (kind == "PER" and pronouns & THING_PRONOUNS):
            return False
        # A phrase is another name of what bears it: "the minister" of Minister Ruiz, "the treaty" of the Treaty of Sund.
        noun = self.words.forms[m.head].lower()
        borne = [g.text for g in group] + [t for g in group if (t := title_of(self.words, self.syntax, g))]
        if any(noun in words.lower().split() for words in borne):
            return True
        # Who has a title is spoken of by it: "the soldier" is not Minister Ruiz, however well it would fit.
        titled = kind == "PER" and len(borne) > len(group)
        return margin > (SURE if kind == "PER" else SURER) and not titled

    def _plural(self, group: list[Found]) -> bool:
        phrases = [g for g in group if g.type == "NOM"]
        return bool(phrases) and self.syntax.xpos[phrases[0].head] == "NNS"


def _pair_scores(encoded: Encoded, mentions: Sequence[Found], rows: NDArray[np.int64]) -> Floats:
    """Scores [some mentions, mention or none]: how well the earlier one is the later one's antecedent."""
    at = np.array([m.head for m in mentions])
    anaphor, antecedent = encoded.part("anaphor")[at[rows]], encoded.part("antecedent")[at]
    arrays, encoder = encoded.encoder.arrays, encoded.encoder
    reach = arrays["reach"][encoder.distance_bucket(np.arange(REACH + 1))]
    distance = at[rows, None] - at[None, :]
    early = (np.arange(len(at)) < rows[:, None]) & (distance <= REACH)
    scores = np.where(early, anaphor @ antecedent.T + reach[np.clip(distance, 0, REACH)], -np.inf)
    alone = anaphor @ arrays["alone"] + arrays["alone_bias"]
    out: Floats = np.concatenate((scores, alone[:, None]), 1)
    return out


def _gender(form: str) -> str | None:
    if form in ("he", "him", "his", "himself"):
        return "m"
    return "f" if form in PERSON_PRONOUNS else None


def title_of(words: Words, syntax: Syntax, m: Found) -> str | None:
    """The title or role that stands before a person's name in one noun phrase, as it stands there."""
    top = m.head
    step: tuple[str, ...] = ("flat", "appos", "compound", "nmod:desc")
    for _ in range(4):
        above = int(syntax.head[top])
        if (
            above >= m.first
            or syntax.relation[top] not in step
            or syntax.upos[above] not in ("NOUN", "PROPN")
        ):
            break
        # "Minister of Culture Ana Ruiz": the name may hang on the title's last word.
        top, step = above, ("nmod", "compound", "flat")
    tree = set(syntax.subtree(top))
    first = m.first
    while first - 1 in tree and syntax.upos[first - 1] not in ("PUNCT", "CCONJ", "VERB"):
        first -= 1
    if first == m.first:
        # The tree parted them: the nouns right before the name, with their adjectives and of-phrases.
        start = int(syntax.edges[syntax.sentence[m.first]])
        while first > start and (
            syntax.upos[first - 1] in ("NOUN", "PROPN", "ADJ")
            or words.forms[first - 1].lower() in ("of", "for")
            or (words.forms[first - 1].lower() == "the" and words.forms[first - 2].lower() in ("of", "for"))
        ):
            first -= 1
    while first < m.first and syntax.upos[first] in ("DET", "ADP", "PART", "SCONJ"):
        first += 1
    if first >= m.first or not any(syntax.upos[w] in ("NOUN", "PROPN") for w in range(first, m.first)):
        return None
    return words.text[words.start[first] : words.end[m.first - 1]]
