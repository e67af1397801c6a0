"""Claims: what a cluster of statements states in common, on whose word, and where they part."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from hearsay.record.actors import Actors
from hearsay.record.copied import Copied
from hearsay.record.days import iso_day
from hearsay.record.disagreements import Comparison, Parting
from hearsay.record.facts import Document, Fact
from hearsay.record.linkage import Pair
from hearsay.record.notices import Notices
from hearsay.record.origins import Walker, Way, withdrawn_by
from hearsay.record.results import Claim, ClaimOrigin, ClaimStatement, Disagreement, Interval, Link
from hearsay.record.roots import Root
from hearsay.record.words import tokens
from hearsay.schema import Modality, Precision, Stance

#: Third-person and first-person pronouns and determiners, and the deictic adverbs of time (PRON, ADV of UD English).
_PRONOUNS = frozenset(
    [
        "he",
        "she",
        "it",
        "they",
        "i",
        "we",
        "his",
        "her",
        "its",
        "their",
        "my",
        "our",
        "this",
        "these",
        "those",
        "who",
        "which",
    ]
)
_FROM_TODAY = frozenset(["yesterday", "today", "tomorrow", "tonight", "now", "ago"])
_OPENING, _CLOSING = ("\u201c", '"', "'", "\u2018"), ("\u201d", '"', "'", "\u2019")


@dataclass(frozen=True, slots=True)
class ClaimFound:
    """A claim with all that was concluded about it. Articles go by key here."""

    claim: Claim
    facts: tuple[Fact, ...]
    ways: Mapping[str, Way]
    stances: Mapping[str, Stance]
    links: Mapping[str, tuple[Link, ...]]
    copy_of: Mapping[str, str]
    partings: tuple[Parting, ...]
    roots: tuple[tuple[Root, Stance, tuple[str, ...]], ...]
    precision: Precision | None
    modality: Modality
    negative: bool
    merges: tuple[tuple[Pair, int], ...]


def claim_id(facts: Sequence[Fact], documents: Mapping[str, Document]) -> str:
    """Ten hex digits, from the statement that was published first: seldom another one as articles are
    added.
    """
    first = min(facts, key=lambda f: (documents[f.article].published or "~", f.id))
    return hashlib.sha256(first.id.encode()).hexdigest()[:10]


def build_claim(
    facts: Sequence[Fact],
    scores: Mapping[Pair, int],
    documents: Mapping[str, Document],
    actors: Actors,
    copied: Copied,
    notices: Notices,
) -> ClaimFound:
    """Conclude all there is to conclude from the statements of one cluster."""
    facts = tuple(
        sorted(facts, key=lambda f: (documents[f.article].published or "~", f.article, f.start, f.id))
    )
    name = claim_id(facts, documents)
    walker = Walker(facts, documents, actors, copied, name, notices)
    ways = walker.ways()
    negative = _is_negative(facts, copied)
    stances = {f.id: _stance(f, negative=negative) for f in facts}
    stances |= _inherited(stances, ways)
    comparison = Comparison(facts, documents, ways, stances, actors, copied.of, notices)
    partings = tuple(comparison.all())
    time, precision = _time(comparison)
    links = {f.id: walker.links(f) for f in facts}
    copy_of = {f.id: copied.of[f.id][0][0] for f in facts if f.id in copied.of}
    roots = _roots(facts, ways, stances)
    origins = tuple(
        ClaimOrigin(root.name, root.actor, root.kind, articles)
        for root, stance, articles in roots
        if stance != "denies"
    )
    best = representative(facts, scores, stances, copied, comparison.taken_back())
    claim = Claim(
        id=name,
        text=_tidy(best.text),
        time=time,
        statements=tuple(
            ClaimStatement(
                f.article,
                f.start,
                f.end,
                f.predicate,
                stances[f.id],
                links[f.id],
                copy_of.get(f.id),
                withdrawn_by(f.id, ways) or msgspec.UNSET,
            )
            for f in facts
        ),
        origins=origins,
        corroboration=len(origins),
        disagreements=tuple(
            Disagreement(f"{p.about}: {p.of}" if p.of else p.about, p.values) for p in partings
        ),
    )
    return ClaimFound(
        claim, facts, ways, stances, links, copy_of, partings, roots, precision,
        best.statement.modality, negative, _tree(facts, scores),
    )  # fmt: skip


def _is_negative(facts: Sequence[Fact], copied: Copied) -> bool:
    """Whether the claim is that something did not happen.

    Counted by those who say so of themselves: a denial answers somebody, and a copy repeats somebody.
    """
    votes = Counter(f.negated for f in facts if f.statement.stance != "denies" and f.id not in copied.of)
    return votes[True] > votes[False]


def _stance(fact: Fact, *, negative: bool) -> Stance:
    """A statement's stance to its claim, which may be the negative of what the statement is about."""
    against = (fact.statement.stance == "denies") != fact.negated
    if against != negative:
        return "denies"
    return "hedges" if fact.statement.stance == "hedges" else "affirms"


def _inherited(stances: Mapping[str, Stance], ways: Mapping[str, Way]) -> dict[str, Stance]:
    """The stances of copied statements: those of what they copy, for they say the same."""
    found: dict[str, Stance] = {}
    for name in stances:
        at, seen = name, {name}
        while (step := ways[at].step) is not None and step.how == "copies" and step.fact not in seen | {""}:
            at = step.fact
            seen.add(at)
        if at != name:
            found[name] = stances[at]
    return found


def _time(comparison: Comparison) -> tuple[Interval, Precision | None]:
    groups = comparison.dates()
    if not groups:
        return Interval(None, None), None
    low, high = min(bounds[0] for bounds, _ in groups), max(bounds[1] for bounds, _ in groups)
    precision = None
    if len(groups) == 1:
        first = groups[0][1][0].statement.time
        precision = first.precision if first is not None else None
    return (
        Interval(
            None if low == float("-inf") else iso_day(int(low)),
            None if high == float("inf") else iso_day(int(high)),
        ),
        precision,
    )


def _roots(
    facts: Sequence[Fact], ways: Mapping[str, Way], stances: Mapping[str, Stance]
) -> tuple[tuple[Root, Stance, tuple[str, ...]], ...]:
    """The independent origins: those that affirm or hedge, then those that only deny; most articles first."""
    behind: dict[str, list[Fact]] = {}
    for fact in facts:
        if ways[fact.id].root.identity:
            behind.setdefault(ways[fact.id].root.identity, []).append(fact)
    found: list[tuple[Root, Stance, tuple[str, ...]]] = []
    for identity in sorted(behind):
        for denies in (False, True):
            members = [f for f in behind[identity] if (stances[f.id] == "denies") == denies]
            if not members:
                continue
            stance: Stance = "denies" if denies else "hedges"
            if any(stances[f.id] == "affirms" for f in members):
                stance = "affirms"
            # One root may be given as a person here and as an organisation there: the commonest, then the
            # first.
            kinds = Counter(ways[f.id].root.kind for f in members)
            root = min((ways[f.id].root for f in members), key=lambda r: (-kinds[r.kind], r.kind, r.name))
            found.append((root, stance, tuple(sorted({f.article for f in members}))))
    return tuple(
        sorted(found, key=lambda item: (item[1] == "denies", -len(item[2]), item[0].name, item[0].identity))
    )


def representative(
    facts: Sequence[Fact],
    scores: Mapping[Pair, int],
    stances: Mapping[str, Stance],
    copied: Copied,
    taken_back: Container[str] = (),
) -> Fact:
    """The statement whose words stand for the claim: affirming, still standing, nobody's copy, of sensible length,
    most like the others.
    """
    total: Counter[str] = Counter()
    for (one, other), score in scores.items():
        total[one] += score
        total[other] += score

    def rank(fact: Fact) -> tuple[object, ...]:
        words = len(fact.text.split())
        return (
            stances[fact.id] == "denies",
            fact.id in taken_back,
            not 4 <= words <= 40,
            fact.id in copied.of,
            stances[fact.id] == "hedges",
            _leans(fact.text),
            not fact.names,
            -total[fact.id],
            words,
            fact.id,
        )

    return min(facts, key=rank)


def _leans(text: str) -> bool:
    """Whether words need the sentence around them: a pronoun at the beginning, a day counted from today."""
    words = [word for word, _, _ in tokens(text)]
    words = words[1:] if words[:1] == ["that"] else words
    return "…" in text or words[:1] == [] or words[0] in _PRONOUNS or not _FROM_TODAY.isdisjoint(words)


def _tidy(text: str) -> str:
    """The words of a statement as a sentence of their own: no "that" before them, no quotes around them."""
    text = text.strip(" ,;:—–-")
    if text[:1] in _OPENING and not any(mark in text[1:-1] for mark in _CLOSING):
        text = text[1:].rstrip("".join(_CLOSING)).rstrip(" ,;:")
    if text[:5].casefold() == "that " and len(text) > 5:
        text = text[5:]
    return text[:1].upper() + text[1:] if text[:1].islower() else text


def _tree(facts: Sequence[Fact], scores: Mapping[Pair, int]) -> tuple[tuple[Pair, int], ...]:
    """The strongest pairs that hold the cluster together: a maximum spanning tree."""
    root = {f.id: f.id for f in facts}

    def find(name: str) -> str:
        while root[name] != name:
            name = root[name]
        return name

    tree = []
    for pair, score in sorted(scores.items(), key=lambda item: (-item[1], item[0])):
        one, other = find(pair[0]), find(pair[1])
        if one != other:
            root[max(one, other)] = min(one, other)
            tree.append((pair, score))
    return tuple(tree)
