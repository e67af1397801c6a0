"""What happens in a text: predicates, their rolesets, roles, time, place and how they are presented."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from hearsay.collecting import no_collecting
from hearsay.reading.encoder import Encoded
from hearsay.reading.mentions import Found
from hearsay.reading.syntax import Syntax
from hearsay.reading.tagging import best_paths, spans_of_all
from hearsay.reading.tense import modality
from hearsay.schema import Modality

Range = tuple[int, int]

#: Words whose rolesets bear another word's name; ``python -m training.roleset_words`` makes it.
ROLESET_WORDS = Path(__file__).parent / "roleset_words.tsv"


class Frame(NamedTuple):
    """An event as words: predicate, roles as (label, first, last), index of its place among the mentions."""

    predicate: int
    lemma: str
    roleset: str | None
    roles: tuple[tuple[str, int, int], ...]
    modality: Modality
    factuality: float
    place: int | None


@lru_cache(maxsize=50_000)
def lemma_of(form: str) -> str:
    """Base form of a word."""
    return str(_lemmatize()(form.lower(), lang="en")).lower()


@cache
def _lemmatize() -> Callable[..., str]:
    """The lemmatizer, its dictionary read."""
    with no_collecting():
        import simplemma

        simplemma.lemmatize("is", lang="en")
    return simplemma.lemmatize


def find_propbank_predicates(encoded: Encoded) -> list[int]:
    """Words that PropBank would give roles."""
    scores = encoded.tags("predicate")
    return np.flatnonzero(scores[:, 1] > scores[:, 0]).tolist()


#: How a verb that heads a clause hangs in its sentence.
_CLAUSES = frozenset(["root", "ccomp", "conj", "advcl", "acl:relcl", "parataxis", "xcomp"])
_PREDICATES = frozenset(["VERB", "NOUN", "ADJ", "AUX", "PROPN"])


def find_predicates(encoded: Encoded, syntax: Syntax) -> list[int]:
    """Words that name events: PropBank's predicates, verbs that head clauses, and nouns that TimeBank or ECB+ would mark."""
    scores, happening = encoded.tags("predicate"), encoded.tags("happening")
    verbal = (scores[:, 1] > scores[:, 0]).tolist()
    nominal = ((encoded.tags("event").argmax(-1) > 0) | (happening[:, 1] > happening[:, 0])).tolist()
    return [
        w
        for w, (tag, relation) in enumerate(zip(syntax.upos, syntax.relation, strict=True))
        # What happened is told by the verb, whatever the head for predicates thinks of it.
        if (
            (tag in _PREDICATES and (verbal[w] or (tag == "VERB" and relation in _CLAUSES)))
            or (nominal[w] and tag in ("VERB", "NOUN"))
        )
        and relation not in ("aux", "aux:pass", "cop")
    ]


def read_frames(
    encoded: Encoded,
    syntax: Syntax,
    mentions: Sequence[Found],
    predicates: Sequence[int] | None = None,
) -> list[Frame]:
    """Read the frames of a text."""
    if predicates is None:
        predicates = find_predicates(encoded, syntax)
    if not predicates:
        return []
    words, encoder = encoded.words, encoded.encoder
    at = np.array(predicates)
    sentence = np.array([syntax.sentence[w] for w in predicates])
    # A sentence without a stop may be a page long: roles are looked for near by.
    first = np.maximum(syntax.edges[sentence], at - 120)
    last = np.minimum(syntax.edges[sentence + 1], at + 120)
    scores = encoder.roles(encoded, "frame", at, first, last)
    labels = encoder.frame_roles
    paths = best_paths(scores, labels)
    lemmas = {w: lemma_of(words.forms[w]) for w in predicates}
    rolesets = _rolesets(encoded, syntax, at, [lemmas[w] for w in predicates])
    facts: list[float] = np.clip(encoded.part("factuality")[at, 0], -3, 3).tolist()
    # What governs an event may be no predicate, and says all the same that it is only meant.
    above = {syntax.head[w] for w in predicates}
    governing = {w: lemmas.get(w) or lemma_of(words.forms[w]) for w in above | lemmas.keys()}
    names = [(i, m) for i, m in enumerate(mentions) if m.type == "LOC"]
    out = []
    for i, (w, start, spans) in enumerate(
        zip(predicates, first.tolist(), spans_of_all(paths, labels), strict=True)
    ):
        roles = tuple((kind, a + start, b + start) for a, b, kind in spans if not a + start <= w < b + start)
        out.append(
            Frame(
                w,
                lemmas[w],
                rolesets[i],
                roles,
                modality(syntax, governing, w),
                facts[i],
                _place(roles, names),
            )
        )
    return out


def _rolesets(encoded: Encoded, syntax: Syntax, at: np.ndarray, lemmas: list[str]) -> list[str | None]:
    """The best roleset of each lemma. Of a verb that PropBank's EWT part has not: its first one, as it is there
    for most verbs; of another word None.
    """
    table = _rolesets_by_lemma(encoded.encoder.rolesets)
    senses, names = encoded.encoder.arrays["senses"], encoded.encoder.rolesets
    vectors = encoded.part("sense")[at]
    out: list[str | None] = []
    for w, vector, lemma in zip(at.tolist(), vectors, lemmas, strict=True):
        some = table.get(lemma)
        if some and len(some) == 1:
            out.append(names[some[0]])
        elif some:
            out.append(names[some[int((senses[some] @ vector).argmax())]])
        else:
            out.append(f"{lemma}.01" if syntax.upos[w] == "VERB" and lemma.isalpha() else None)
    return out


@lru_cache(maxsize=2)
def _rolesets_by_lemma(rolesets: tuple[str, ...]) -> dict[str, list[int]]:
    table: dict[str, list[int]] = {}
    number = {name: i for i, name in enumerate(rolesets)}
    for name, i in number.items():
        lemma = name.rsplit(".", 1)[0]
        table.setdefault(lemma.split("_")[0], []).append(i)
    for line in ROLESET_WORDS.read_text(encoding="utf-8").splitlines():
        word, tab, seen = line.partition("\t")
        if tab:
            known = [number[name] for name in seen.split() if name in number]
            table[word] = [*known, *(i for i in table.get(word, ()) if i not in known)]
    return table


def _place(roles: Sequence[tuple[str, int, int]], names: Sequence[tuple[int, Found]]) -> int | None:
    """Index of the place name in the event's location, or None; ``names`` are all place names with theirs."""
    some = [role for role in roles if role[0] in _WHERE]
    some.sort(key=lambda role: _WHERE[role[0]])
    for _, a, b in some:
        for i, m in names:
            if a <= m.first and m.last <= b:
                return i
    return None


#: Roles that tell where something happened, the surest first.
_WHERE = {role: n for n, role in enumerate(("ARGM-LOC", "ARGM-GOL", "ARGM-DIR", "ARG4", "ARG2"))}
