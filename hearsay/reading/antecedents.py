"""What a pronoun or a noun phrase points back to: the best-scored earlier mention that agrees with it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from hearsay.reading.encoder import Encoded, Floats, softmax
from hearsay.reading.mentions import (
    GROUP_PRONOUNS,
    PERSON_PRONOUNS,
    SPEAKER_PRONOUNS,
    THING_PRONOUNS,
    Found,
    commonest_type,
    head_of,
    is_definite,
)
from hearsay.reading.syntax import Syntax
from hearsay.reading.words import Words

#: Words back in which an antecedent is looked for.
REACH = 400
#: By how much a phrase's best antecedent must beat "none" to make it another name for a named person, or thing.
SURE, SURER = 1.5, 3.5
#: What having spoken adds to a candidate's score where the pronoun speaks, and what being named within a quotation
#: takes from it where the pronoun stands outside.
SPEAKING, ASIDE = 1.0, 2.0
#: The same for a phrase with the same noun, and for a person whose title it is.
SAME = 4.0
#: Below which probability a noun is taken for no person.
UNLIKELY = 0.15
# Nouns and forms of address that tell a person's sex; nearly a closed class, by hand.
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
# Common nouns for what publishes news: the narrower terms of schema.org's NewsMediaOrganization and Periodical,
# with their everyday synonyms.
MEDIA = frozenset(
    str.split(
        "agency broadcaster channel daily journal magazine network newspaper newswire outlet paper portal publication "
        "publisher service site station tabloid website weekly wire"
    )
)


#: A source and its content, as ranges of words.
Said = tuple[tuple[int, int], tuple[tuple[int, int], ...]]


class Antecedents:
    """Chooses antecedents among the mentions of one text, taken in order."""

    def __init__(
        self,
        encoded: Encoded,
        syntax: Syntax,
        mentions: Sequence[Found],
        sources: Sequence[tuple[int, int]],
        said: Sequence[Said] = (),
    ) -> None:
        self.words, self.syntax, self.mentions = encoded.words, syntax, mentions
        looking = [i for i, m in enumerate(mentions) if m.type == "PRON" or is_definite(self.words, m)]
        self.row = {i: k for k, i in enumerate(looking)}
        self.scores = _pair_scores(encoded, mentions, np.array(looking, np.int64))
        in_source = np.zeros(len(encoded) + 1, bool)
        for a, b in sources:
            in_source[a:b] = True
        self.heading = encoded.headings
        self.person = _persons(encoded, mentions)
        self.renames = _renamed(syntax, mentions)
        by_head = {m.head: i for i, m in enumerate(mentions)}
        #: For each word of a quotation, the mention that says it.
        self.quoted_by: dict[int, int] = {}
        #: For each word of a content, the mentions that are its sources.
        self.told_by: dict[int, list[int]] = {}
        #: Mentions that are the source of something.
        self.speaking: set[int] = set()
        for source, content in said:
            i = by_head.get(head_of(syntax, *source))
            if i is None:
                continue
            self.speaking.add(i)
            for w in (w for a, b in content for w in range(a, b)):
                self.told_by.setdefault(w, []).append(i)
            for w in _quoted(self.words, content):
                self.quoted_by.setdefault(w, i)
        #: By noun: the mentions that are known by it, as a phrase's own or in a person's title.
        known_by: dict[str, list[int]] = {}
        for i, m in enumerate(mentions):
            for noun in self._nouns_of(m):
                known_by.setdefault(noun, []).append(i)
        self._known_by = {noun: np.array(some) for noun, some in known_by.items()}
        self._speak = np.array([i in self.speaking for i in range(len(mentions))], np.float32)
        self._aside = np.array([m.head in self.quoted_by for m in mentions], np.float32)
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
        if m.type == "NOM" and self.words.forms[m.head].lower() in MEDIA and m.last - m.first == 2:
            earlier = [j for j in self.reporters if j < i and m.first - self.mentions[j].first <= REACH]
            if earlier:
                return group[earlier[-1]]
        scores = self.scores[self.row[i]].copy()
        if m.type == "PRON" and m.head not in self.quoted_by:
            # Who tells of a speaker goes on with that one, not with whom the speaker named.
            scores[:-1] += SPEAKING * self._speak * (i in self.speaking) - ASIDE * self._aside
        elif m.type == "NOM":
            noun = self.words.forms[m.head].lower()
            same = self._known_by[noun]
            scores[same] = scores[same].astype(np.float64) + SAME
        never = self._never(i, group)
        none = scores[-1] if m.type == "NOM" else -np.inf
        # Best first: the first that fits is taken.
        able = np.flatnonzero(scores[:i] > none)
        order: list[int] = able[np.argsort(-scores[able], kind="stable")].tolist()
        for j in order:
            other = self.mentions[j]
            if (
                other.first <= m.first < other.last
                or other.text.lower() in SPEAKER_PRONOUNS
                or group[j] in never
            ):
                continue
            if m.type == "NOM" and self.heading[other.head]:
                continue
            if not self._alike(i, members[group[j]]):
                continue
            if self._agree(m, [self.mentions[k] for k in members[group[j]]], float(scores[j] - scores[-1])):
                return group[j]
            if m.type == "NOM":
                # The best one does not agree: "one of the soldiers ... the soldier" is somebody new.
                return None
        return None

    def _nouns_of(self, m: Found) -> frozenset[str]:
        if m.type == "NOM":
            return frozenset([self.words.forms[m.head].lower()])
        title = title_of(self.words, self.syntax, m) if m.type == "PER" else None
        return frozenset((title or "").lower().split())

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
            out.update(group[k] for k in self.told_by.get(m.head, ()))
            # "The leader of Velnia" is not Velnia.
            tree = set(self.syntax.subtree(m.head))
            k = i + 1
            while k < len(self.mentions) and self.mentions[k].first <= m.last + 12:
                if self.mentions[k].head in tree and self.renames.get(i) != k:
                    out.add(group[k])
                k += 1
        # A quotation before its cue: who says it may stand further on.
        speaker = self.quoted_by.get(m.head)
        if speaker is not None and m.type == "PRON":
            out.add(group[speaker])
        return out

    def _alike(self, i: int, group: Sequence[int]) -> bool:
        """Whether a mention and a group are both of persons or both not, and of one sex."""
        m = self.mentions[i]
        form = m.text.lower()
        if m.type == "NOM":
            kinds = {self.mentions[k].type for k in group}
            if kinds & {"ORG", "LOC"}:
                return bool(self.person[i] < 0.5)
            return "PER" not in kinds or bool(self.person[i] > UNLIKELY)
        if form in GROUP_PRONOUNS:
            return True
        phrases = [k for k in group if self.mentions[k].type == "NOM"]
        named = any(self.mentions[k].type not in ("PRON", "NOM") for k in group)
        if form in PERSON_PRONOUNS:
            if phrases and not named and max(self.person[k] for k in phrases) < UNLIKELY:
                return False
            sex = {s for k in group if (s := self._sex(self.mentions[k]))}
            return not sex or _gender(form) in sex
        return not phrases or named or min(self.person[k] for k in phrases) < 1 - UNLIKELY

    def _sex(self, m: Found) -> str | None:
        """ "m" or "f" where a noun or a form of address tells."""
        words = [self.words.forms[m.head].lower()] if m.type == "NOM" else []
        if m.type == "PER":
            words = [self.words.forms[w].lower().rstrip(".") for w in range(max(0, m.first - 2), m.last)]
        for word in words:
            if word in _MALE:
                return "m"
            if word in _FEMALE:
                return "f"
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
            same = any(self.words.forms[g.head].lower() == self.words.forms[m.head].lower() for g in group)
            return self._plural(group) == plural and (same or margin > SURER)
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


def _renamed(syntax: Syntax, mentions: Sequence[Found]) -> dict[int, int]:
    """Phrases that stand beside a name as its apposition or title, with that name: "Ana Ruiz, the engineer"."""
    names = {m.head: i for i, m in enumerate(mentions) if m.type in ("PER", "ORG", "MISC")}
    out: dict[int, int] = {}
    before = {
        m.first - 1: i for i, m in enumerate(mentions) if m.type in ("ORG", "MISC") and m.text.isupper()
    }
    for i, m in enumerate(mentions):
        if m.type != "NOM":
            continue
        if syntax.forms[m.last : m.last + 1] == ["("] and m.last in before:
            # "The civil protection agency (CPA)".
            name = mentions[before[m.last]]
            if (
                syntax.forms[name.last : name.last + 1] == [")"]
                and first_letters(m.text) == name.text.lower()
            ):
                out[i] = before[m.last]
                continue
        beside = [h for h in (int(syntax.head[m.head]), *syntax.children(m.head)) if h in names]
        for h in beside:
            below = m.head if int(syntax.head[m.head]) == h else h
            between = range(min(m.last, mentions[names[h]].last), max(m.first, mentions[names[h]].first))
            relation = syntax.relation[below]
            close = all(syntax.upos[w] in ("PUNCT", "DET", "ADJ", "PROPN", "NOUN", "ADP") for w in between)
            title = relation in ("flat", "nmod:desc") or (relation == "compound" and below == m.head)
            if close and (
                relation == "appos" or (title and m.first < h and mentions[names[h]].type == "PER")
            ):
                out[i] = names[h]
                break
    return out


def _persons(encoded: Encoded, mentions: Sequence[Found]) -> NDArray[np.float32]:
    """For each mention, how likely its head stands for a person."""
    vectors = encoded.part("vector")[[m.head for m in mentions]]
    unit = vectors / (np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-6)
    kinds = encoded.encoder.arrays["thing"]
    out: NDArray[np.float32] = softmax(unit @ kinds[:, :-1].T + kinds[:, -1])[:, 0]
    return out


def first_letters(phrase: str) -> str:
    """First letters of a phrase's words, small ones and the article left out: "the civil protection agency" gives "cpa"."""
    words = phrase.lower().replace("-", " ").split()
    return "".join(w[0] for w in words if w not in ("the", "a", "an", "of", "and", "for", "in", "on", "to"))


def _quoted(words: Words, content: Sequence[tuple[int, int]]) -> list[int]:
    """The words of a content that stand between quotation marks."""
    out = []
    for a, b in content:
        inside = False
        for w in range(a, b):
            if words.forms[w] in _QUOTES:
                inside = words.forms[w] in _OPENING or not inside
            elif inside:
                out.append(w)
    return out


_OPENING = frozenset("“‘«„")
_QUOTES = frozenset('"”»') | _OPENING


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
