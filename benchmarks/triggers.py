"""Articles of ECB+ as the pair scorer takes them: words that name events, with what stands around them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from hearsay.reading.encoder import softmax
from hearsay.reading.entities import join_mentions
from hearsay.reading.events import Frame, find_predicates, read_frames
from hearsay.reading.mentions import find_mentions
from hearsay.reading.syntax import Syntax, read_syntax
from hearsay.reading.words import split_words, words_in
from hearsay.record.happenings import LEAD, Floats, Happening, Telling, unit
from hearsay.record.words import FUNCTION_WORDS, fold, stem

if TYPE_CHECKING:
    from benchmarks.workbench import Record
    from hearsay.reading.encoder import Encoded, Encoder

#: Kinds of gold mention that are events.
EVENT = "ACTION"
#: Probability of the encoder's head for happenings from which a word is compared with others.
LIKELY = 0.2
_TAGS = ("VERB", "NOUN", "PROPN", "ADJ")


@dataclass
class Triggers:
    """Happenings of a corpus. For each, its document, the tokens of its word and of the gold mention that it
    stands for (or of its word), and whether the reading found it.
    """

    tellings: list[Telling] = field(default_factory=list)
    happenings: list[Happening] = field(default_factory=list)
    documents: list[str] = field(default_factory=list)
    words: list[tuple[int, ...]] = field(default_factory=list)
    tokens: list[tuple[int, ...]] = field(default_factory=list)
    found: list[bool] = field(default_factory=list)
    #: Clusters that gold mentions of this head belong to: one, as a rule.
    chains: list[str | None] = field(default_factory=list)
    stories: list[tuple[object, object]] = field(default_factory=list)

    def some(self, keep: Iterable[bool]) -> Triggers:
        """The same articles with only some of their happenings."""
        at = [n for n, kept in enumerate(keep) if kept]
        return Triggers(
            self.tellings,
            [self.happenings[n] for n in at],
            [self.documents[n] for n in at],
            [self.words[n] for n in at],
            [self.tokens[n] for n in at],
            [self.found[n] for n in at],
            [self.chains[n] for n in at],
            self.stories,
        )


def read_triggers(encoder: Encoder, records: Iterable[Record]) -> Triggers:
    """Read articles; happenings are those that the reading finds and those that the corpus marks."""
    out = Triggers()
    own: dict[str, Floats] = {}
    for record in records:
        _read(out, encoder, record, own)
    return out


def _read(out: Triggers, encoder: Encoder, record: Record, own: dict[str, Floats]) -> None:
    words = split_words(record["text"])
    encoded = encoder.encode(words)
    syntax = read_syntax(encoded)
    found = set(find_predicates(encoded, syntax)) | _happenings(encoded, syntax)
    # A word that stands for several gold mentions is one happening.
    gold: dict[int, tuple[str, tuple[int, ...]]] = {}
    for m in record["mentions"]:
        if EVENT in m["type"] and m["annotated_sentence"]:
            inside = [w for t in m["tokens"] for w in range(*words_in(words, *record["offsets"][t]))]
            gold.setdefault(_head(syntax, inside), (m["chain"], tuple(m["tokens"])))
    mentions = find_mentions(encoded, syntax)
    named: dict[int, str] = {}
    types: dict[int, str] = {}
    for actor in join_mentions(encoded, syntax, mentions, []):
        for n in actor.mentions:
            for w in range(mentions[n].first, mentions[n].last):
                named[w], types[w] = actor.name, mentions[n].type
    vectors = encoded.part("vector")
    stems = [_content(form) for form in words.forms]
    for frame in read_frames(encoded, syntax, mentions, sorted(found | gold.keys())):
        w = frame.predicate
        if frame.lemma not in own:
            alone = encoder.encode(split_words(frame.lemma)).part("vector")
            own[frame.lemma] = unit(alone.mean(0))
        word = _tokens(record, int(words.start[w]), int(words.end[w]))
        chain, tokens = gold.get(w, (None, word))
        out.happenings.append(
            _happening(len(out.tellings), encoded, syntax, frame, stems, named, types, own[frame.lemma])
        )
        out.documents.append(record["doc"])
        out.words.append(word)
        out.tokens.append(tokens)
        out.found.append(w in found)
        out.chains.append(chain)
    tagged = list(zip(stems, syntax.upos, strict=True))

    def count(*tags: str) -> Counter[str]:
        return Counter(s for s, tag in tagged if s and tag in tags)

    out.tellings.append(
        Telling(
            unit(vectors.mean(0)),
            unit(vectors[:LEAD].mean(0)),
            Counter(s for s in stems if s),
            count("PROPN", "NUM"),
            count("NUM"),
            count("NOUN", "VERB"),
        )
    )
    out.stories.append((record["topic"], record["subtopic"]))


def _happenings(encoded: Encoded, syntax: Syntax) -> set[int]:
    """Words that may name an event: more than the reading makes frames of. A missed one splits what the
    corpus joins; one too many seldom meets its like.
    """
    scores = softmax(encoded.tags("happening"))[:, 1]
    return {int(w) for w in np.flatnonzero(scores >= LIKELY) if syntax.upos[w] in _TAGS}


def _head(syntax: Syntax, inside: Sequence[int]) -> int:
    """The word of a gold mention that stands for it: its top, rather a content word."""
    tops = [w for w in inside if syntax.head[w] not in inside or syntax.head[w] == w] or inside
    return min(tops, key=lambda w: (syntax.upos[w] not in ("VERB", "NOUN", "PROPN", "ADJ"), w))


def _tokens(record: Record, start: int, end: int) -> tuple[int, ...]:
    return tuple(t for t, (a, b) in enumerate(record["offsets"]) if a < end and start < b)


def _content(form: str) -> str:
    """Stem of a content word, "" for others."""
    folded = fold(form)
    return stem(folded) if folded not in FUNCTION_WORDS and any(c.isalnum() for c in folded) else ""


def _happening(
    telling: int,
    encoded: Encoded,
    syntax: Syntax,
    frame: Frame,
    stems: Sequence[str],
    named: Mapping[int, str],
    types: Mapping[int, str],
    own: Floats,
) -> Happening:
    vectors, w = encoded.part("vector"), frame.predicate
    a, b = (int(syntax.edges[syntax.sentence[w] + n]) for n in (0, 1))
    fillers: dict[str, set[str]] = {}
    role_vectors: dict[str, Floats] = {}
    names: set[str] = set()
    for role, first, last in frame.roles:
        held = fillers.setdefault(role, set())
        held.update(s for s in stems[first:last] if s)
        for k in range(first, last):
            if k in named and types[k] != "NOM":
                held.update(filter(None, map(_content, named[k].split())))
            if k in named and types[k] in ("PER", "ORG", "LOC", "MISC"):
                names.add(named[k].casefold())
        role_vectors[role] = unit(vectors[first:last].mean(0))
    return Happening(
        telling,
        frame.lemma,
        stem(fold(encoded.words.forms[w])),
        frame.roleset or "",
        syntax.upos[w],
        unit(vectors[w]),
        own,
        unit(vectors[a:b].mean(0)),
        Counter(s for s in stems[a:b] if s),
        frozenset(fillers.get("ARG0", ())),
        frozenset(fillers.get("ARG1", ())),
        frozenset().union(*fillers.values()),
        frozenset(names),
        role_vectors.get("ARG0"),
        role_vectors.get("ARG1"),
    )
