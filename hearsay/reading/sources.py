"""What an attribution's source is, who it resolves to, and how the cue presents what is said."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from hearsay.reading.antecedents import MEDIA
from hearsay.reading.encoder import Encoded, Floats, softmax
from hearsay.reading.entities import Actor
from hearsay.reading.events import lemma_of
from hearsay.reading.mentions import Found, head_of, noun_phrase
from hearsay.reading.parts import Relation
from hearsay.reading.syntax import Syntax
from hearsay.reading.things import THINGS as THINGS
from hearsay.reading.words import Words
from hearsay.schema import SourceKind, SpeechKind, Stance

SOURCE_KINDS: tuple[SourceKind, ...] = (
    "person",
    "organisation",
    "document",
    "footage",
    "unnamed",
    "unstated",
    "outlet",
)
SPEECH_KINDS: tuple[SpeechKind, ...] = ("statement", "belief", "intention", "order", "question", "perception")
STANCES: tuple[Stance, ...] = ("affirms", "denies", "hedges")

_NEGATIONS = frozenset(["not", "n't", "n’t", "never", "no", "neither", "nor", "nobody", "none"])
_MODALS = frozenset(["may", "might", "could", "would", "can", "should", "must", "will"])
_ENTITY_TYPES = ("PER", "ORG", "LOC", "MISC", "PRON", "NOM", "")
#: What "our" or "this" makes the outlet itself: its people, and what it may call itself (as `antecedents.MEDIA`).
_NEWSROOM = MEDIA | frozenset(
    ["correspondent", "correspondents", "editor", "newsroom", "photographer", "reporter", "reporters", "team"]
)
_RELATIVE = frozenset(["who", "which", "that"])
#: How two words stand when one renames the other.
_RENAMING = ("flat", "appos", "compound", "nmod:desc")


class Cast:
    """The mentions and actors of one text, found by where they stand."""

    def __init__(self, mentions: Sequence[Found], actors: Sequence[Actor]) -> None:
        self.mentions, self.actors = mentions, actors
        self.owner = {i: k for k, actor in enumerate(actors) for i in actor.mentions}
        self.firsts = [m.first for m in mentions]
        self.organisations = [i for i, m in enumerate(mentions) if m.type == "ORG"]

    def within(self, a: int, b: int) -> range:
        """Indices of the mentions that begin in a range of words, or shortly before it."""
        return range(bisect_left(self.firsts, a - 12), bisect_left(self.firsts, b))

    def name_of(self, word: int) -> str | None:
        """The name, or else the words, behind the pronoun that stands at a word."""
        for i in self.within(word, word + 1):
            if self.firsts[i] == word and self.mentions[i].type == "PRON":
                actor = self.actors[self.owner[i]]
                return bare_name(actor.name) if actor.type != "PRON" else None
        return None

    def named_by(self, word: int) -> str | None:
        """The name of the actor of whom a word is the head, if it has one."""
        for i in self.within(word, word + 1):
            m = self.mentions[i]
            if m.head == word or (m.first <= word < m.last and m.type != "NOM"):
                actor = self.actors[self.owner[i]]
                return actor.name if actor.type not in ("PRON", "NOM") else None
        return None

    def organisation_at(self, word: int) -> int | None:
        """Index of the organisation whose name stands at a word, or for which the pronoun there stands."""
        for i in self.within(word, word + 1):
            m = self.mentions[i]
            if m.first <= word < m.last and m.type in ("ORG", "PRON"):
                actor = self.owner[i]
                return actor if self.actors[actor].type == "ORG" else None
        return None


class Source(NamedTuple):
    """What is known of one attribution beside its spans."""

    kind: SpeechKind
    source_kind: SourceKind
    stance: Stance
    speaker: str | None
    #: Index of the actor that the source resolves to.
    actor: int | None


def source_mention(relation: Relation, syntax: Syntax, cast: Cast) -> int | None:
    """Index of the mention that the source's head is or that renames it: "Chief of Staff Ana Ruiz" is Ana Ruiz."""
    for a, b in relation.source:
        head = head_of(syntax, a, b)
        if any(syntax.relation[c] == "conj" and a <= c < b for c in syntax.children(head)):
            # "Ostmark and Lethe" are neither of them.
            continue
        best: tuple[int, int] | None = None
        for i in cast.within(a, b):
            m = cast.mentions[i]
            if m.last <= a:
                continue
            if m.type in ("PRON", "NOM"):
                rank = 5 if m.head == head else 9
            elif m.head == head or m.first <= head < m.last:
                # "Massachusetts Sen. Ana Ruiz": a place before a person's name is where from.
                rank = 4 if m.type == "LOC" else 0
            elif _renames(syntax, head, m.head) and (m.type == "PER" or _is_name(syntax, head)):
                # Not "a Sundish official": a nation or office before a common noun only describes it.
                rank = 1
            elif (
                m.type == "PER"
                and (head < m.first <= head + 2 or _ends_title(syntax, a, b, m))
                and not _belongs(syntax, a, head, m)
            ):
                # "The minister, Ana Ruiz,", "Chief of the Sund Staff Ana Ruiz": however it was parsed.
                rank = 3
            elif _set_beside(syntax, a, b, head, m):
                rank = 4
            else:
                rank = 9
            if rank < 9 and m.type == "PER" and best is not None:
                # "Gaffer Sid Marlowe", tagged as two names: the one that has more of a name.
                other = cast.mentions[best[1]]
                if (
                    other.type == "PER"
                    and other.last == m.first
                    and m.last - m.first > other.last - other.first
                ):
                    best = (min(rank, best[0]), i)
            if rank < 9 and (best is None or rank < best[0]):
                best = (rank, i)
        if best is not None:
            return best[1]
    return None


def _is_name(syntax: Syntax, w: int) -> bool:
    """Whether a word is part of a name; the tagger calls the "ministry" of "the Sundish defence ministry" one, too."""
    return bool(syntax.upos[w] == "PROPN" and syntax.forms[w][0].isupper())


def _ends_title(syntax: Syntax, a: int, b: int, m: Found) -> bool:
    """Whether a name stands at the end of a source behind nothing but the words of a title."""
    behind = m.last == b or syntax.upos[m.last] == "PUNCT"
    title = ("NOUN", "PROPN", "ADJ", "ADP", "DET", "PART")
    return behind and all(syntax.upos[w] in title for w in range(a, m.first))


def _belongs(syntax: Syntax, a: int, head: int, m: Found) -> bool:
    """Whether a source belongs to the person whose name ends it, and is somebody else: "an aide to Governor Ana Ruiz".

    In "Chief of the Sund Staff Ana Ruiz" the preposition governs what somebody is chief of, not the name.
    """
    if not any(syntax.upos[w] == "ADP" for w in range(head + 1, m.first)):
        return False
    unknown = syntax.xpos[head] in ("NNS", "NNPS") or syntax.forms[a].lower() in ("a", "an", "another")
    return unknown or _governed(syntax, m)


def _governed(syntax: Syntax, m: Found) -> bool:
    """Whether a preposition governs a name."""
    return any(syntax.relation[c] == "case" and c < m.first for c in syntax.children(m.head))


def _set_beside(syntax: Syntax, a: int, b: int, head: int, m: Found) -> bool:
    """Whether a name stands behind a source's noun, parted by a comma or by nothing, and ends it or a comma follows.

    "One, Dr Hella Voss, who is 38"; "the largest union, the Guild of Schoolworkers,"; "the newspaper Sund Post".
    """
    if m.type not in ("PER", "ORG") or not head < m.first < b:
        return False
    if m.last < b and syntax.upos[m.last] != "PUNCT":
        return False
    between = [w for w in range(head + 1, m.first) if syntax.upos[w] != "DET"]
    if m.type == "PER" and any(syntax.forms[w].lower() in ("named", "called") for w in between[:3]):
        # "A retired bus driver named Cyril Nwosu", "the suspect, named in court as Derek Frost".
        return True
    if m.type == "ORG" and not between:
        return syntax.upos[head] in ("NOUN", "PROPN") and m.first == head + 1
    commas = [w for w in between if syntax.forms[w] == ","]
    titles = between[between.index(commas[-1]) + 1 :] if commas else []
    return (
        len(commas) == 1
        and not any(syntax.upos[w] in ("VERB", "AUX", "CCONJ", "ADP") for w in between)
        and all(syntax.upos[w] in ("PROPN", "NOUN", "ADJ") for w in titles)
    )


def _renames(syntax: Syntax, a: int, b: int) -> bool:
    """Whether a source's noun ``a`` and a name with the head ``b`` are one; not where the name only tells whose
    ("the Ruiz campaign").
    """
    if syntax.relation[b] == "compound" and b < a == int(syntax.head[b]) and syntax.upos[a] == "NOUN":
        return False
    return (int(syntax.head[b]) == a and syntax.relation[b] in _RENAMING) or (
        int(syntax.head[a]) == b and syntax.relation[a] in _RENAMING
    )


def cue_features(encoded: Encoded, syntax: Syntax, relation: Relation) -> Floats:
    """Features of an attribution's cue and source, one row for the attribute heads."""
    words = encoded.words
    a, b = relation.cue
    vectors = encoded.part("vector")
    cue = vectors[a:b].mean(0)
    near = [words.forms[w].lower() for w in range(max(0, a - 3), b)]
    inside = [words.forms[w].lower() for w in range(a, b)]
    flags = np.array(
        [
            any(f in _NEGATIONS for f in inside),
            any(f in _NEGATIONS for f in near),
            any(f in _MODALS for f in inside),
            not relation.source,
            any(words.forms[w] == "?" for s, e in relation.content for w in range(max(s, e - 2), e)),
            b - a > 1,
        ],
        np.float32,
    )
    event = encoded.sure("event")[a:b].mean(0)
    source = np.zeros(vectors.shape[1], np.float32)
    names = np.zeros(len(encoded.encoder.heads["name"]), np.float32)
    kinds = encoded.encoder.arrays["thing"]
    thing = np.zeros(len(kinds), np.float32)
    plural = np.zeros(3, np.float32)
    if relation.source:
        head = head_of(syntax, *relation.source[0])
        source = vectors[head]
        thing = softmax(kinds @ np.append(_unit(source), np.float32(1)))
        names = encoded.sure("name")[slice(*relation.source[0])].mean(0)
        plural[:] = (
            syntax.xpos[head] in ("NNS", "NNPS"),
            syntax.upos[head] == "PROPN",
            syntax.upos[head] == "PRON",
        )
    # The vectors' share against the flags, chosen by cross-validation on the training half.
    parts = (3 * _unit(cue), 3 * _unit(source), 2 * flags, event, names, plural)
    return np.concatenate((*parts, thing)).astype(np.float32)


def _unit(vector: Floats) -> Floats:
    out: Floats = vector / (np.linalg.norm(vector) + 1e-6)
    return out


def actor_features(actor: Actor | None) -> Floats:
    """One-hot type of the actor that a source resolves to."""
    out = np.zeros(len(_ENTITY_TYPES), np.float32)
    out[_ENTITY_TYPES.index(actor.type if actor else "")] = 1
    return out


def read_source(encoded: Encoded, syntax: Syntax, relation: Relation, cast: Cast) -> Source:
    """Say what an attribution's source is and how its cue presents the content."""
    found = source_mention(relation, syntax, cast)
    actor = cast.owner[found] if found is not None else None
    it = cast.actors[actor] if actor is not None else None
    row = np.concatenate((cue_features(encoded, syntax, relation), actor_features(it), [1.0]))
    arrays = encoded.encoder.arrays

    def best(name: str) -> int:
        return int((arrays[name] @ row).argmax())

    kind = SPEECH_KINDS[best("speech_kind")]
    stance = _stance(STANCES[best("stance")], kind, relation, syntax)
    source_kind = SOURCE_KINDS[best("source_kind")]
    if not relation.source:
        # Nobody's statement is hearsay; a question is asked, whoever did.
        hearsay = stance == "affirms" and kind != "question"
        return Source(kind, "unstated", "hedges" if hearsay else stance, None, None)
    if source_kind == "unstated":
        source_kind = "unnamed"
    if source_kind in ("person", "organisation", "document") and _is_indefinite(
        encoded, syntax, relation, cast
    ):
        source_kind = "unnamed"
    elif it is not None and it.type == "PER" and source_kind == "unnamed":
        source_kind = "person"
    elif it is not None and it.type in ("ORG", "LOC") and source_kind == "unnamed":
        source_kind = "organisation"
    return Source(
        kind, source_kind, stance, _speaker(encoded, syntax, relation, it, cast, source_kind), actor
    )


#: Verbs whose object is held not to be so, and how they are held back: "counterfactive" predicates of FactBank (Sauri and
#: Pustejovsky 2009, section 4).
_DENIALS = frozenset(str.split("deny dispute disclaim rebut refute contradict doubt"))
_NOTHING = frozenset(str.split("no none nothing neither nobody"))


def _stance(stance: Stance, kind: SpeechKind, relation: Relation, syntax: Syntax) -> Stance:
    """A cue's stance as the head tells it, mended where negation meets a verb that denies, or stands behind the verb.

    "Denied that", "recalls no such talk" deny; "did not deny" and "did not rule out" leave it open, and so does whoever
    declines to say.
    """
    inside = range(*relation.cue)
    lemmas = {
        lemma_of(syntax.forms[w]) for w in inside if syntax.upos[w] in ("VERB", "AUX", "PART", "ADV", "ADP")
    }
    negated = any(syntax.forms[w].lower() in _NEGATIONS for w in inside)
    nobody = [syntax.forms[a].lower() for a, b in relation.source if b - a == 1] in (["nobody"], ["none"])
    excludes = "exclude" in lemmas or lemmas >= {"rule", "out"}
    if not lemmas.isdisjoint(_DENIALS) or excludes:
        if negated and "doubt" not in lemmas:
            return "hedges"
        if nobody:
            return "affirms"
        if stance == "affirms" and not negated and kind in ("statement", "belief"):
            return "denies"
    if stance == "denies" and ("decline" in lemmas or {"refuse", "comment"} <= lemmas):
        return "hedges"
    last = [syntax.forms[w].lower() for w in inside][-2:]
    if stance == "affirms" and kind in ("belief", "perception") and not _NOTHING.isdisjoint(last):
        return "denies"
    return stance


def _is_indefinite(encoded: Encoded, syntax: Syntax, relation: Relation, cast: Cast) -> bool:
    """Whether a source is a person or persons who were not known before: "a senior official", "two people close to her"."""
    a, b = relation.source[0]
    head = head_of(syntax, a, b)
    if any(
        (m := cast.mentions[i]).type in ("PER", "ORG") and a <= m.first < b and not _governed(syntax, m)
        for i in cast.within(a, b)
    ):
        return False
    bare = syntax.xpos[head] == "NNS" and not any(
        syntax.relation[c] in ("det", "nmod:poss") for c in syntax.children(head)
    )
    opens = syntax.forms[a].lower() in ("a", "an", "some", "several") or syntax.upos[a] == "NUM"
    if syntax.upos[head] != "NOUN" or not (bare or opens):
        return False
    kinds = encoded.encoder.arrays["thing"]
    row = np.append(_unit(encoded.part("vector")[head]), np.float32(1))
    return THINGS[int((kinds @ row).argmax())] == "person"


def bare_name(name: str) -> str:
    """A source's words as a name: without article, closing comma and possessive ending."""
    return (
        re.sub(r"['’]s?$", "", re.sub(r"^(?:the|an?)\s+", "", name.strip(" ,"), flags=re.IGNORECASE)) or name
    )


def _core_end(syntax: Syntax, a: int, b: int) -> int:
    """Where what only adds to a source begins: "the fire brigade" of "the fire brigade, whose log was read,"."""
    head = head_of(syntax, a, b)
    for w in range(head + 1, b):
        if syntax.forms[w] == "," and not any(
            syntax.relation[c] in ("conj", "cc") and head <= int(syntax.head[c]) < b for c in range(w, b)
        ):
            return w
    return b


def _speaker(
    encoded: Encoded,
    syntax: Syntax,
    relation: Relation,
    actor: Actor | None,
    cast: Cast,
    kind: SourceKind,
) -> str:
    """The name that a source resolves to; its own words where nothing better is known."""
    words = encoded.words
    if actor is not None and actor.type not in ("PRON", "NOM"):
        return actor.name
    a, b = relation.source[0]
    if b - a == 1 and words.forms[a].lower() in _RELATIVE:
        # "an official who asked ...": the noun that the clause describes.
        noun = _described(syntax, a)
        if noun is not None:
            if name := cast.named_by(noun):
                return name
            first, last = noun_phrase(syntax, noun)
            return _phrase(words, syntax, first, last, cast)
    if actor is not None and actor.type == "NOM" and b - a == 1 and syntax.upos[a] == "PRON":
        return bare_name(actor.name)
    if kind in ("person", "organisation", "unnamed"):
        b = _core_end(syntax, a, b)
    return _phrase(words, syntax, a, b, cast)


def _described(syntax: Syntax, pronoun: int) -> int | None:
    """The noun before a relative pronoun that its clause describes: by the tree, or else what stands before it."""
    verb = int(syntax.head[pronoun])
    noun = int(syntax.head[verb])
    if syntax.relation[verb].startswith("acl") and noun < pronoun:
        return noun
    before = pronoun - 1
    # "Anneke de Roo, 27, who says": an age between commas is no noun.
    while before >= syntax.edges[syntax.sentence[pronoun]] and syntax.upos[before] in ("PUNCT", "NUM"):
        before -= 1
    if before < syntax.edges[syntax.sentence[pronoun]] or syntax.upos[before] not in ("NOUN", "PROPN"):
        return None
    while syntax.relation[before] in ("flat", "compound") and int(syntax.head[before]) < pronoun:
        before = int(syntax.head[before])
    return before


def _phrase(words: Words, syntax: Syntax, a: int, b: int, cast: Cast) -> str:
    """A phrase as a name: "her own lawyer" as "Ana Ruiz's lawyer", whoever she is."""
    owner = syntax.relation[a] == "nmod:poss" and b - a > 1
    whose = cast.name_of(a) if owner else None
    if (
        owner
        and not whose
        and a + 2 < b
        and words.forms[a + 1].lower() in _POSSESSIVE
        and (named := cast.named_by(a))
    ):
        # "Feld's office": Dunja Feld's.
        whose, a = (named, a + 1) if named != words.forms[a] else (None, a)
    if whose:
        a += 1
        a += words.forms[a].lower() == "own" and b - a > 1
    own = bare_name(words.text[words.start[a] : words.end[b - 1]])
    return f"{whose}'s {own}" if whose else re.sub(r"(?<=['’]s) own(?= )", "", own)


_POSSESSIVE = ("'s", "’s", "'", "’")


def is_outlet(name: str, outlet: str | None, source_words: Sequence[str]) -> bool:
    """Whether a source is the article's own outlet: "our correspondent", "this newspaper", "the Ledger" in The Gull Ledger."""
    if len(source_words) == 1 and source_words[0] in ("We", "we", "I"):
        return True
    if source_words and source_words[0].lower() in ("our", "this"):
        # "Our correspondent in Port Sable", "our political editor".
        return any(w.lower() in _NEWSROOM for w in source_words[1:4])
    if not outlet:
        return False
    mine, theirs = name.casefold().split(), bare_name(outlet).casefold().split()
    return (
        bool(mine)
        and name[0].isupper()
        and all(w in theirs for w in mine)
        and (len(mine) > 1 or mine[0] in (theirs[0], theirs[-1]))
    )


#: How a news organisation comes by what it did not make itself: participles beside "by", by hand from the passages for training.
_ACCESS = frozenset(str.split("acquired authenticated examined obtained read reviewed seen verified viewed"))


def hearer(relation: Relation, syntax: Syntax, cast: Cast) -> int | None:
    """Index of the organisation that was told ("told Radio Sund", "in an interview with the Gull Post"), if one was.

    What is said came through it: only a news organisation makes known what it was told. So did what stands in
    "documents seen by the Gull Post".
    """
    outside = {w for part in relation.content for w in range(*part)}
    source = {w for part in relation.source for w in range(*part)}
    verbs = set(range(*relation.cue))
    # "Speaking to X, she said".
    verbs |= {
        c for v in verbs for c in syntax.children(v) if syntax.relation[c] == "advcl" and c not in outside
    }
    for i in cast.organisations:
        m = cast.mentions[i]
        above, relation_ = int(syntax.head[m.head]), syntax.relation[m.head]
        hangs = above in verbs or (relation_ == "nmod" and int(syntax.head[above]) in verbs)
        if m.head in outside or not (hangs or m.head in source):
            continue
        cases = {c for c in syntax.children(m.head) if syntax.relation[c] == "case"}
        if m.head in source:
            by = any(_is(syntax, c, "by") for c in cases)
            if (
                by
                and relation_.startswith("obl")
                and above in source
                and syntax.forms[above].lower() in _ACCESS
            ):
                return i
            continue
        told = relation_ in ("obj", "iobj") or (
            relation_ == "obl" and any(_is(syntax, c, "to") for c in cases)
        )
        if above in verbs and told:
            return i
        # "in an interview with X", "in a statement to X": one step further down.
        if (
            relation_ == "nmod"
            and int(syntax.head[above]) in verbs
            and any(_is(syntax, c, "to", "with") for c in cases)
        ):
            return i
    return None


def _is(syntax: Syntax, word: int, *forms: str) -> bool:
    return syntax.forms[word].lower() in forms
