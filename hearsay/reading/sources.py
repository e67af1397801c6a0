"""What an attribution's source is, who it resolves to, and how the cue presents what is said."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from hearsay.reading.cast import Cast
from hearsay.reading.encoder import Encoded, Floats, softmax
from hearsay.reading.events import lemma_of
from hearsay.reading.media import MEDIA
from hearsay.reading.mentions import head_of
from hearsay.reading.parts import Relation
from hearsay.reading.source_mentions import governed, source_mention
from hearsay.reading.speaker_names import speaker_name
from hearsay.reading.syntax import Syntax
from hearsay.reading.things import THINGS
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


class Source(NamedTuple):
    """What is known of one attribution beside its spans."""

    kind: SpeechKind
    source_kind: SourceKind
    stance: Stance
    speaker: str | None
    #: Index of the actor that the source resolves to.
    actor: int | None


def cue_features(encoded: Encoded, syntax: Syntax, relation: Relation) -> Floats:
    """Features of an attribution's cue and source, one row for the attribute heads."""
    words = encoded.words
    a, b = relation.cue
    vectors = encoded.part("vector")
    cue = _mean(vectors[a:b])
    near, inside = syntax.low[max(0, a - 3) : b], syntax.low[a:b]
    flags = np.array(
        [
            not _NEGATIONS.isdisjoint(inside),
            not _NEGATIONS.isdisjoint(near),
            not _MODALS.isdisjoint(inside),
            not relation.source,
            any(words.forms[w] == "?" for s, e in relation.content for w in range(max(s, e - 2), e)),
            b - a > 1,
        ],
        np.float32,
    )
    event = _mean(encoded.sure("event")[a:b])
    source = np.zeros(vectors.shape[1], np.float32)
    names = np.zeros(len(encoded.encoder.heads["name"]), np.float32)
    kinds = encoded.encoder.arrays["thing"]
    thing = np.zeros(len(kinds), np.float32)
    plural = np.zeros(3, np.float32)
    if relation.source:
        head = head_of(syntax, *relation.source[0])
        source = vectors[head]
        thing = softmax(kinds @ np.append(_unit(source), np.float32(1)))
        names = _mean(encoded.sure("name")[slice(*relation.source[0])])
        plural[:] = (
            syntax.xpos[head] in ("NNS", "NNPS"),
            syntax.upos[head] == "PROPN",
            syntax.upos[head] == "PRON",
        )
    # The vectors' share against the flags, chosen by cross-validation on the training half.
    parts = (3 * _unit(cue), 3 * _unit(source), 2 * flags, event, names, plural)
    return np.concatenate((*parts, thing)).astype(np.float32)


def _unit(vector: Floats) -> Floats:
    out: Floats = vector / (np.sqrt(vector.dot(vector)) + 1e-6)
    return out


def _mean(rows: Floats) -> Floats:
    """The mean of some rows; one alone is its own."""
    out: Floats = rows[0] if len(rows) == 1 else rows.mean(0)
    return out


#: Determiners and pronouns that a source begins with; a closed class (Quirk et al. 1985, 5.10 and 6.15).
_OPENINGS = (
    "a", "an", "the", "this", "our", "my", "his", "her", "its", "their", "one", "two", "some", "several",
    "we", "i", "he", "she", "it", "they", "who", "which",
)  # fmt: skip


def actor_features(
    encoded: Encoded, syntax: Syntax, relation: Relation, cast: Cast, actor: int | None
) -> Floats:
    """Features of whom a source means: how its words begin, the type of the actor that it resolves to, and what
    that one's first phrase or name stands for, where other words do.
    """
    it = cast.actors[actor] if actor is not None else None
    kind = np.zeros(len(_ENTITY_TYPES), np.float32)
    kind[_ENTITY_TYPES.index(it.type if it else "")] = 1
    shape = np.zeros(len(_OPENINGS) + 5, np.float32)
    kinds = encoded.encoder.arrays["thing"]
    vectors = encoded.part("vector")
    meant, thing = np.zeros(vectors.shape[1], np.float32), np.zeros(len(kinds), np.float32)
    if relation.source:
        a, b = relation.source[0]
        if syntax.low[a] in _OPENINGS:
            shape[_OPENINGS.index(syntax.low[a])] = 1
        shape[-5:] = (
            syntax.forms[a][0].isupper() and not encoded.words.opens[a],
            not MEDIA.isdisjoint(syntax.low[a:b]),
            b - a == 1,
            b - a > 6,
            len(relation.source) > 1,
        )
        said = [cast.mentions[i] for i in it.mentions] if it else []
        first = next((m for m in said if m.type != "PRON"), None)
        if first is not None and first.head != head_of(syntax, a, b):
            meant = _unit(vectors[first.head])
            thing = softmax(kinds @ np.append(meant, np.float32(1)))
    return np.concatenate((kind, shape, meant, thing))


def read_source(encoded: Encoded, syntax: Syntax, relation: Relation, cast: Cast) -> Source:
    """Say what an attribution's source is and how its cue presents the content."""
    found = source_mention(relation, syntax, cast)
    actor = cast.owner[found] if found is not None else None
    it = cast.actors[actor] if actor is not None else None
    row = np.concatenate(
        (
            cue_features(encoded, syntax, relation),
            actor_features(encoded, syntax, relation, cast, actor),
            [1.0],
        )
    )
    attributes = encoded.encoder.attributes

    def best(name: str) -> int:
        return int((attributes[name] @ row).argmax())

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
        kind, source_kind, stance, speaker_name(encoded.words, syntax, relation, it, cast, source_kind), actor
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
        (m := cast.mentions[i]).type in ("PER", "ORG") and a <= m.first < b and not governed(syntax, m)
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
