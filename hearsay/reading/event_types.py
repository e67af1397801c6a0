"""PLOVER's class of each event, from its roleset and what fills its roles, by ``event_types.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, get_args

from hearsay.reading.events import Frame, lemma_of
from hearsay.reading.mentions import head_of
from hearsay.reading.syntax import Syntax
from hearsay.schema import EventType

TABLE = Path(__file__).parent / "event_types.toml"
TYPES: tuple[EventType, ...] = get_args(EventType)
#: PLOVER's halves: what is done for, or with, another, and what is done against him.
KIND = frozenset(["AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT", "INVESTIGATE"])
FORCE = frozenset(["FIGHT", "ASSAULT", "MOBILIZE"])
PRESSURE = frozenset(["SANCTION", "COERCE", "PROTEST", "THREATEN"])
#: Roles that hold what a verb takes, in the order in which they are looked at.
TAKEN = ("ARG1", "ARG2", "ARG3", "ARG4", "ARGM-PRD", "ARGM-GOL")
_TAKEN = {role: n for n, role in enumerate(TAKEN)}
#: Nouns that only measure or frame what the of-phrase or infinitive behind them names ("a series of attacks").
_STEPS = 4


class Table(NamedTuple):
    """The mapping as it was read: for each entry what it means, and what it means as a verb; patterns as (verbs, words, where the
    words stand, type)."""

    types: dict[str, EventType]
    verbs: dict[str, EventType]
    light: frozenset[str]
    intends: frozenset[str]
    ends: frozenset[str]
    of_kindness: EventType
    of_force: EventType
    of_pressure: EventType
    patterns: tuple[tuple[frozenset[str], frozenset[str], str, EventType], ...]
    #: Numbers of the patterns that each verb is in.
    of_verb: dict[str, tuple[int, ...]]


def _pattern(
    raw: dict[str, list[str]], kind: EventType, file: str
) -> tuple[frozenset[str], frozenset[str], str, EventType]:
    where = [key for key in ("words", "by", "in") if key in raw]
    if len(where) != 1:
        raise ValueError(f"{file}: a pattern of {', '.join(raw['verbs'][:3])} needs one of words, by, in")
    return frozenset(raw["verbs"]), frozenset(raw[where[0]]), where[0], kind


@lru_cache(maxsize=4)
def load(path: Path = TABLE) -> Table:
    """Read the mapping.

    Raises:
        ValueError: it is no TOML, names an unknown class, or gives one entry to two classes; it names them.
    """
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"{path.name}: {error}") from error

    def typed(name: object) -> EventType:
        if name not in TYPES:
            raise ValueError(f"{path.name}: {name!r} is no event type; there are {', '.join(TYPES)}")
        return name

    types: dict[str, EventType] = {}
    verbs: dict[str, EventType] = {}
    for name, section in raw.items():
        if name in ("light", "intends", "ends", "with"):
            continue
        for word in (*section["words"], *section.get("verbs", ())):
            if word in verbs:
                raise ValueError(f"{path.name}: {word!r} stands under {verbs[word]} and {name}")
            verbs[word] = typed(name)
        types |= dict.fromkeys(section["words"], typed(name))
    ends = raw["ends"]
    of_verb: dict[str, list[int]] = {}
    for n, pattern in enumerate(raw["with"]):
        for verb in pattern["verbs"]:
            of_verb.setdefault(verb, []).append(n)
    return Table(
        types,
        verbs,
        frozenset(raw["light"]["words"]),
        frozenset(raw["intends"]["words"]),
        frozenset(ends["words"]),
        typed(ends["of_kindness"]),
        typed(ends["of_force"]),
        typed(ends["of_pressure"]),
        tuple(_pattern(p, typed(p["type"]), path.name) for p in raw["with"]),
        {verb: tuple(some) for verb, some in of_verb.items()},
    )


class Typed(NamedTuple):
    """An event's class, and the frames that it was read from: itself, then what it takes, innermost last.

    ``bare`` is the class of the deed itself; ``demanded``: somebody says that it must be done.
    """

    type: EventType
    path: tuple[int, ...]
    bare: EventType = "other"
    demanded: bool = False


class EventTypes:
    """Classes of the frames of one text."""

    def __init__(self, syntax: Syntax, frames: Sequence[Frame], table: Table | None = None) -> None:
        self.syntax, self.frames = syntax, frames
        self.table = table or load()
        self.at = {frame.predicate: i for i, frame in enumerate(frames)}
        self._found: dict[int, Typed] = {}

    def all(self) -> list[Typed]:
        """The class of each frame, in order."""
        return [self._of(i, 0) for i in range(len(self.frames))]

    def _of(self, i: int, depth: int) -> Typed:
        """A frame's class with what its modality makes of it."""
        if i not in self._found:
            self._found[i] = Typed("other", (i,))  # a frame that takes itself
            # "according to" and "following" are no deeds.
            if self.syntax.relation[self.frames[i].predicate] not in ("case", "mark", "cc"):
                self._found[i] = self._meant(self.frames[i], self._bare(i, depth))
        return self._found[i]

    def _meant(self, frame: Frame, found: Typed) -> Typed:
        """What is yet to come is promised or threatened, what must be done is demanded, what will not be done is
        refused (PLOVER's codebook on actions that have not happened).
        """
        found = found._replace(bare=found.type)
        if self.syntax.upos[frame.predicate] not in ("VERB", "AUX", "ADJ"):
            return found
        helpers = self._helpers(frame.predicate)
        if frame.modality in ("future", "conditional"):
            return found._replace(type=intended(found.type))
        if frame.modality == "obliged" and helpers & _DUTY:
            return found._replace(type="DEMAND", demanded=True)
        if frame.modality == "negated" and (
            found.type == "AGREE" or (found.type in KIND and helpers & _FUTURE)
        ):
            return found._replace(type="REJECT")
        return found

    def _helpers(self, w: int) -> set[str]:
        """The auxiliaries of a verb, in lower case."""
        return {self.syntax.low[c] for c in self.syntax.children(w) if self.syntax.relation[c] == "aux"}

    def _bare(self, i: int, depth: int) -> Typed:
        frame = self.frames[i]
        keys = self._keys(frame.predicate, frame.lemma, frame.roleset)
        taken = self._taken(frame)
        numbers = {n for key in keys for n in self.table.of_verb.get(key, ())}
        for n in sorted(numbers) if self.syntax.upos[frame.predicate] != "ADJ" else ():
            _, words, where, kind = self.table.patterns[n]
            heads = self._stands(frame, where) if where != "words" else taken
            fits = [h for h in heads if not words.isdisjoint(self._words(h))]
            if fits:
                # The noun that is named so is the same event ("launched an investigation").
                same = [self.at[h] for h in fits if h in self.at and self._noun(h) and where == "words"]
                return Typed(kind, (i, *(k for k in same if k != i)))
        sets = [self.table.ends, self.table.light, self.table.intends]
        is_end, is_light, is_will = [not some.isdisjoint(keys) for some in sets]
        if (is_end or is_light or is_will) and depth < _STEPS:
            inner = self._inner(taken, depth)
            if inner is not None:
                kind = inner.bare
                if is_end:
                    # A meeting that ends has been held.
                    kind = kind if kind == "CONSULT" and frame.lemma == "end" else self._ended(kind)
                elif is_will:
                    kind = "MOBILIZE" if frame.lemma in _READIES and kind in FORCE else intended(kind)
                elif inner.path and self._helpers(self.frames[inner.path[0]].predicate) & _FUTURE:
                    kind = inner.type
                return Typed(kind, (i, *inner.path))
        return Typed(self._own(keys, not self._noun(frame.predicate)), (i,))

    def _stands(self, frame: Frame, where: str) -> list[int]:
        """Heads of who does it ("by"), or of what it happened in ("in")."""
        doing = [head_of(self.syntax, a, b) for role, a, b in frame.roles if role == "ARG0"]
        if where == "by":
            return doing
        return doing + [
            c
            for c in self.syntax.children(frame.predicate)
            if self.syntax.relation[c] in ("obl", "obl:agent", "nmod", "advcl", "nsubj")
        ]

    def _noun(self, w: int) -> bool:
        # "its offensive": an adjective where a noun should stand is one.
        tag, relation = self.syntax.upos[w], self.syntax.relation[w]
        return tag in ("NOUN", "PROPN") or (tag == "ADJ" and relation in ("obj", "obl", "nmod"))

    def _own(self, keys: Sequence[str], verb: bool) -> EventType:
        """The class of the narrowest entry."""
        types = self.table.verbs if verb else self.table.types
        for key in keys:
            if key in types:
                return types[key]
        return "other"

    def _keys(self, word: int, lemma: str, roleset: str | None) -> list[str]:
        """What an entry may call a word, the narrowest first; of equally narrow ones the first by letters."""
        low, relation = self.syntax.low, self.syntax.relation
        keys = []
        if self._noun(word):
            keys.append(f"{low[word - 1] if word else ''} {lemma}")
        base = ""
        if roleset:
            keys.append(roleset)
            base = roleset.rpartition(".")[0]
        joined = [f"{lemma}_{low[c]}" for c in self.syntax.children(word) if relation[c] == "compound:prt"]
        if "_" in base:
            joined.append(base)
        keys += sorted(joined)
        if lemma:
            keys.append(lemma)
        if head := base.partition("_")[0]:
            keys.append(head)
        return keys

    def _taken(self, frame: Frame) -> list[int]:
        """Heads of what a predicate takes, its objects first; of a passive without roles its subject."""
        some = [role for role in frame.roles if role[0] in _TAKEN]
        some.sort(key=lambda role: _TAKEN[role[0]])
        out = [head_of(self.syntax, a, b) for _, a, b in some]
        if self.syntax.upos[frame.predicate] != "VERB":
            return out
        # The parser knows objects and complements that the roles leave out.
        out += [
            c
            for c in self.syntax.children(frame.predicate)
            if self.syntax.relation[c] in ("obj", "xcomp", "ccomp", "nsubj:pass") and c not in out
        ]
        return out

    def _words(self, head: int, deep: bool = True) -> set[str]:
        """Base forms of a phrase's head, what is joined to it, its compounds, and its of-phrases with theirs."""
        out = {lemma_of(self.syntax.forms[head])}
        for c in self.syntax.children(head):
            if self.syntax.relation[c] in ("compound", "conj", "amod") or self._is_of(c):
                out |= self._words(c, False) if deep else {lemma_of(self.syntax.forms[c])}
        return out

    def _is_of(self, w: int) -> bool:
        """Whether a noun stands behind "of"."""
        return self.syntax.relation[w] == "nmod" and any(
            self.syntax.low[k] == "of" for k in self.syntax.children(w)
        )

    def _inner(self, heads: Sequence[int], depth: int) -> Typed | None:
        """The class of what a verb takes: the phrase's head, else what hangs on it."""
        for head in heads:
            found = self._phrase(head, depth)
            if found is not None:
                return found
        return None

    def _phrase(self, head: int, depth: int) -> Typed | None:
        some = [head, *self.syntax.children(head)] if depth < _STEPS else [head]
        for w in some:
            if w != head and self.syntax.relation[w] not in (
                "compound",
                "nmod",
                "acl",
                "conj",
                "amod",
                "xcomp",
            ):
                continue
            if w in self.at:
                found = self._of(self.at[w], depth + 1)
                if found.type != "other":
                    return found
            elif self._noun(w):
                kind = self._own(self._keys(w, lemma_of(self.syntax.forms[w]), None), verb=False)
                if kind != "other":
                    return Typed(kind, (), kind)
        return None

    def _ended(self, kind: EventType) -> EventType:
        if kind in KIND:
            return self.table.of_kindness
        return self.table.of_force if kind in FORCE else self.table.of_pressure if kind in PRESSURE else kind


#: Auxiliaries of duty and of the future; closed classes (Quirk et al. 1985, 4.51-4.57).
_DUTY = frozenset(["must", "should", "ought"])
_FUTURE = frozenset(["will", "would", "'ll", "’ll", "'d", "’d", "wo"])
#: Verbs of getting ready: for force it is mobilised, for the rest it is as good as meant.
_READIES = frozenset(["prepare", "prepared", "ready"])


def intended(kind: EventType) -> EventType:
    """The class of saying that one will do this."""
    if kind in KIND:
        return "AGREE"
    return "THREATEN" if kind in FORCE | PRESSURE else kind


__all__ = ["FORCE", "KIND", "PRESSURE", "TABLE", "TYPES", "EventTypes", "Table", "Typed", "intended", "load"]
