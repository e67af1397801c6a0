"""What an attribution's source is, who it resolves to, and how the cue presents what is said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from hearsay.reading.attributions import Relation
from hearsay.reading.encoder import Encoded, Floats, softmax
from hearsay.reading.entities import Actor
from hearsay.reading.mentions import SPEAKER_PRONOUNS, Found, head_of
from hearsay.reading.syntax import Syntax
from hearsay.schema import SourceKind, SpeechKind, Stance

SOURCE_KINDS: tuple[SourceKind, ...] = ("person", "organisation", "document", "footage", "unnamed", "unstated", "outlet")
SPEECH_KINDS: tuple[SpeechKind, ...] = ("statement", "belief", "intention", "order", "question", "perception")
STANCES: tuple[Stance, ...] = ("affirms", "denies", "hedges")

_NEGATIONS = frozenset("not n't n’t never no neither nor nobody none".split())
_MODALS = frozenset("may might could would can should must will".split())
_ENTITY_TYPES = ("PER", "ORG", "LOC", "MISC", "PRON", "NOM", "")
#: How two words stand when one renames the other.
_RENAMING = ("flat", "appos", "compound", "nmod:desc")


class Source(NamedTuple):
    """What is known of one attribution beside its spans."""

    kind: SpeechKind
    source_kind: SourceKind
    stance: Stance
    speaker: str | None
    #: Index of the actor that the source resolves to.
    actor: int | None


def source_mention(relation: Relation, syntax: Syntax, mentions: Sequence[Found]) -> int | None:
    """Index of the mention that the source's head is or that renames it: "Chief of Staff Ana Ruiz" is Ana Ruiz."""
    for a, b in relation.source:
        head = head_of(syntax, a, b)
        best: tuple[int, int] | None = None
        for i, m in enumerate(mentions):
            if m.last <= a or m.first >= b:
                continue
            if m.type in ("PRON", "NOM"):
                rank = 2 if m.head == head else 9
            elif m.head == head or m.first <= head < m.last:
                rank = 0
            elif _renames(syntax, head, m.head):
                rank = 1
            else:
                rank = 9
            if rank < 9 and (best is None or rank < best[0]):
                best = (rank, i)
        if best is not None:
            return best[1]
    return None


def _renames(syntax: Syntax, a: int, b: int) -> bool:
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
    event = softmax(encoded.tags("event")[a:b]).mean(0)
    source = np.zeros(vectors.shape[1], np.float32)
    names = np.zeros(len(encoded.encoder.heads["name"]), np.float32)
    plural = np.zeros(3, np.float32)
    if relation.source:
        head = head_of(syntax, *relation.source[0])
        source = vectors[head]
        names = softmax(encoded.tags("name")[relation.source[0][0] : relation.source[0][1]]).mean(0)
        plural[:] = (syntax.xpos[head] in ("NNS", "NNPS"), syntax.upos[head] == "PROPN", syntax.upos[head] == "PRON")
    unit = lambda v: v / (np.linalg.norm(v) + 1e-6)  # noqa: E731
    return np.concatenate((unit(cue), unit(source), 2 * flags, event, names, plural)).astype(np.float32)


def actor_features(actor: Actor | None) -> Floats:
    """One-hot type of the actor that a source resolves to."""
    out = np.zeros(len(_ENTITY_TYPES), np.float32)
    out[_ENTITY_TYPES.index(actor.type if actor else "")] = 1
    return out


def read_source(
    encoded: Encoded, syntax: Syntax, relation: Relation, mentions: Sequence[Found], actors: Sequence[Actor]
) -> Source:
    """Say what an attribution's source is and how its cue presents the content."""
    owner = {i: k for k, actor in enumerate(actors) for i in actor.mentions}
    found = source_mention(relation, syntax, mentions)
    actor = owner[found] if found is not None else None
    arrays = encoded.encoder.arrays
    row = np.concatenate((cue_features(encoded, syntax, relation), actor_features(actors[actor] if actor is not None else None), [1.0]))

    def best(name: str) -> int:
        return int((arrays[name] @ row).argmax())

    kind = SPEECH_KINDS[best("speech_kind")]
    stance = STANCES[best("stance")]
    source_kind = SOURCE_KINDS[best("source_kind")]
    speaker: str | None = None
    if not relation.source:
        return Source(kind, "unstated", "hedges" if stance == "affirms" else stance, None, None)
    if source_kind == "unstated":
        source_kind = "unnamed"
    if actor is not None and found is not None:
        it = actors[actor]
        if it.type == "PER" and source_kind in ("unnamed", "organisation"):
            source_kind = "person"
        elif it.type in ("ORG", "LOC") and source_kind in ("unnamed", "person"):
            source_kind = "organisation"
        if it.type not in ("PRON", "NOM"):
            speaker = it.name
        elif mentions[found].text.lower() not in SPEAKER_PRONOUNS and mentions[found].type == "PRON" and it.type == "NOM":
            speaker = it.name
    return Source(kind, source_kind, stance, speaker, actor)
