"""Pairs of statements: how likely they tell of one thing, and why.

A pair's score depends on the two articles alone, never on what else is in the record.
"""

from __future__ import annotations

import math
from collections.abc import Container, Iterable, Iterator

from hearsay.record import weights as w
from hearsay.record.candidates import ordered
from hearsay.record.documents import Documents
from hearsay.record.facts import Document, Fact, cosine, meaning
from hearsay.record.figures import show_number
from hearsay.record.linkage import UNIT, Pair
from hearsay.record.results import Reason
from hearsay.record.sketches import asks, mode

#: The likeness of so many pairs of articles is kept.
KEPT = 65536


def likeness(one: Document, other: Document) -> float | None:
    """Cosine of two articles' summed statement vectors, None where one has none. Exact: whole numbers."""
    if one.vector is None or other.vector is None:
        return None
    return cosine(
        int(one.vector @ other.vector), int(one.vector @ one.vector), int(other.vector @ other.vector)
    )


def contributions(
    f: Fact, g: Fact, one: Document, other: Document, alike: float | None, copied: bool
) -> Iterator[tuple[str, float]]:
    """What speaks for and against two statements being one claim: rule and log-odds. Symmetric."""
    close = meaning(f, g)
    if close is not None:
        yield "meaning", w.MEANING * max(0.0, close - 0.2)
    shared = len(f.stems & g.stems)
    total = len(f.stems) + len(g.stems)
    dice = 2 * shared / total if total else 0.0
    # Without vectors the words stand in for the meaning.
    yield "words", (w.WORDS if close is not None else w.WORDS + w.MEANING * 0.6) * dice
    if f.lemma and g.lemma:
        if f.lemma == g.lemma:
            yield "predicate", w.LIGHT_PREDICATE if f.light else w.SAME_PREDICATE
        elif not (f.light or g.light):
            yield "predicate", w.OTHER_PREDICATE
            if bool(f.patient) != bool(g.patient):
                # "Signed the letter", "resigned": what one does to something, the other does to nothing.
                yield "one patient", w.ONE_PATIENT
    yield from _roles(f, g)
    yield from _names(f, g)
    yield from _time(f, g, one, other)
    if f.speaker and f.speaker == g.speaker:
        yield "speaker", w.SAME_SPEAKER
    if f.place and g.place:
        same = bool(set(f.place.split()) & set(g.place.split()))
        yield "place", w.SAME_PLACE if same else w.OTHER_PLACE
    yield from _figures(f, g)
    if mode(f) != mode(g):
        yield "modality", w.OTHER_MODALITY
    if f.habit != g.habit:
        yield "habit", w.OTHER_HABIT
    if asks(f) != asks(g):
        yield "kind", w.OTHER_KIND
    if one.key == other.key:
        yield "same article", w.SAME_ARTICLE
        if f.start < g.end and g.start < f.end and f.predicate != g.predicate:
            yield "same words", w.SAME_WORDS
    else:
        if alike is not None:
            yield "articles alike", w.ARTICLES * max(0.0, alike - 0.4)
        if one.first is not None and other.first is not None:
            gap = abs(one.first - other.first)
            if gap <= 3:
                yield "published together", w.PUBLISHED_TOGETHER
            elif gap > 7 and not (f.placed and g.placed):
                yield "published apart", _apart(f, g) if gap <= w.MONTHS else _long_apart(f, g)
    if copied:
        yield "passage", w.PASSAGE


def _roles(f: Fact, g: Fact) -> Iterator[tuple[str, float]]:
    for rule, left, right in (("agent", f.agent, g.agent), ("patient", f.patient, g.patient)):
        if left and right:
            yield rule, w.SAME_ROLE if left & right else w.OTHER_ROLE
    if f.agent & g.patient and f.patient & g.agent and not f.agent & g.agent and not f.patient & g.patient:
        yield "roles swapped", w.SWAPPED_ROLES


def _names(f: Fact, g: Fact) -> Iterator[tuple[str, float]]:
    if f.names and g.names:
        left, right = _unmatched(f.names, g.names), _unmatched(g.names, f.names)
        shared = min(len(f.names) - len(left), len(g.names) - len(right))
        if shared:
            yield "names", w.SHARED_NAMES * shared / min(len(f.names), len(g.names))
        else:
            yield "names", w.OTHER_NAMES
        if _rivals(left, right):
            yield "rival names", w.RIVAL_NAMES


def _unmatched(names: frozenset[str], others: frozenset[str]) -> frozenset[str]:
    """Names without one among others that is the same, or is it in short: "adeyemi" for "ines adeyemi"."""
    return frozenset(
        name
        for name in names - others
        if not any(
            (" " in name) != (" " in other) and name.rpartition(" ")[2] == other.rpartition(" ")[2]
            for other in others
        )
    )


def _rivals(left: frozenset[str], right: frozenset[str]) -> bool:
    """Whether two different names are built alike: two words or more, one of them the same ("north
    gate", "south gate").
    """
    return any(
        len(a.split()) > 1 and len(b.split()) > 1 and len(set(a.split()) & set(b.split())) > 0
        and len(a.split()) == len(b.split())
        for a in left
        for b in right
    )  # fmt: skip


def _time(f: Fact, g: Fact, one: Document, other: Document) -> Iterator[tuple[str, float]]:
    if f.dated and g.dated:
        apart = max(_after(f, g), _after(g, f))
        if apart <= 0:
            # Two that only happened before this day and that one may lie years apart.
            if f.placed or g.placed or _near(f.first, g.first) or _near(f.last, g.last):
                yield "time", w.SAME_TIME
        elif apart <= 2:
            yield "time", w.NEAR_TIME
        elif apart <= 10:
            yield "time", w.FAR_TIME if f.told and g.told else w.NEAR_TIME
        else:
            yield "time", w.OTHER_TIME if (f.told and g.told) or apart > w.MONTHS else w.FAR_TIME
    for early, doc, late in ((f, one, g), (g, other, f)):
        if (
            doc.last is not None
            and late.told
            and late.first is not None
            and late.first > doc.last
            and mode(early) == "real"
        ):
            yield "not yet", w.NOT_YET


def _apart(f: Fact, g: Fact) -> float:
    """What weeks between two publications count: more where hardly a word ties them ("nobody was hurt")."""
    return w.PUBLISHED_APART if _tied(f, g) or len(f.stems & g.stems) > 1 else w.PUBLISHED_LONG_APART


def _long_apart(f: Fact, g: Fact) -> float:
    """What months between two publications count: less where somebody in both ties them together."""
    return w.PUBLISHED_LONG_APART if _tied(f, g) else w.NOTHING_TIES


def _tied(f: Fact, g: Fact) -> bool:
    return bool(f.names & g.names or (f.speaker and f.speaker == g.speaker))


def _near(one: int | None, other: int | None) -> bool:
    return one is not None and other is not None and abs(one - other) <= w.MONTHS


def _after(f: Fact, g: Fact) -> int:
    """How many days after the end of ``f`` the beginning of ``g`` lies."""
    return g.first - f.last if f.last is not None and g.first is not None else 0


def _figures(f: Fact, g: Fact) -> Iterator[tuple[str, float]]:
    best: float | None = None
    for left in f.figures:
        for right in g.figures:
            same = (left.low, left.high) == (right.low, right.high)
            if left.counts == right.counts and left.counts:
                value = w.SAME_FIGURE if same else w.OTHER_FIGURE
            elif same and not (left.counts and right.counts):
                value = w.SAME_FIGURE / 2
            else:
                continue
            best = value if best is None else max(best, value)
    if best is not None:
        yield "figure", best


def probability(parts: Iterable[tuple[str, float]]) -> float:
    """The probability that contributions add up to."""
    # Summed in one fixed order: the same pair always has the same last digit.
    total = w.BIAS + math.fsum(score for _, score in parts)
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


class Pairs:
    """Scores pairs of statements of given documents. ``copied`` holds pairs of statements in one copied
    passage.
    """

    def __init__(self, documents: Documents, copied: Container[Pair]) -> None:
        self.documents = documents
        self.copied = copied
        self._alike: dict[Pair, float | None] = {}

    def alike(self, one: str, other: str) -> float | None:
        """Likeness of two articles by key."""
        pair = ordered(one, other)
        if pair not in self._alike:
            if len(self._alike) > KEPT:
                self._alike.clear()
            self._alike[pair] = likeness(self.documents[pair[0]], self.documents[pair[1]])
        return self._alike[pair]

    def parts(self, pair: Pair) -> list[tuple[str, float]]:
        """What speaks for and against a pair."""
        f, g = self.documents.fact(pair[0]), self.documents.fact(pair[1])
        one, other = self.documents[f.article], self.documents[g.article]
        alike = self.alike(one.key, other.key) if one.key != other.key else None
        return list(contributions(f, g, one, other, alike, pair in self.copied))

    def score(self, pairs: Iterable[Pair]) -> dict[Pair, int]:
        """Probability of each pair, as a whole number; improbable ones are left out."""
        found = {}
        for pair in pairs:
            value = probability(self.parts(pair))
            if value >= w.KEEP:
                found[pair] = round(value * UNIT)
        return found

    def reasons(self, pair: Pair) -> tuple[Reason, ...]:
        """The contributions to a pair's score in words, the weightiest first."""
        f, g = self.documents.fact(pair[0]), self.documents.fact(pair[1])
        parts = sorted(self.parts(pair), key=lambda part: (-abs(part[1]), part[0]))
        return tuple(
            Reason(rule, _seen(rule, f, g), round(score, 3)) for rule, score in parts if abs(score) >= 0.05
        )


def _seen(rule: str, f: Fact, g: Fact) -> str:
    """What a rule saw in two statements."""
    match rule:
        case "meaning":
            return f"vectors {meaning(f, g) or 0.0:.2f} alike"
        case "words":
            return ", ".join(sorted(f.stems & g.stems)) or "none shared"
        case "predicate":
            return f.lemma if f.lemma == g.lemma else f"{f.lemma} / {g.lemma}"
        case "agent":
            return ", ".join(sorted(f.agent & g.agent)) or f"{_list(f.agent)} / {_list(g.agent)}"
        case "patient":
            return ", ".join(sorted(f.patient & g.patient)) or f"{_list(f.patient)} / {_list(g.patient)}"
        case "one patient":
            return _list(f.patient | g.patient)
        case "names":
            return ", ".join(sorted(f.names & g.names)) or f"{_list(f.names)} / {_list(g.names)}"
        case "rival names":
            return f"{_list(f.names - g.names)} / {_list(g.names - f.names)}"
        case "published apart":
            return "more than a week, and no dates told"
        case "time" | "not yet":
            return f"{_when(f)} / {_when(g)}"
        case "place":
            return f.place if f.place == g.place else f"{f.place} / {g.place}"
        case "figure":
            return f"{_numbers(f)} / {_numbers(g)}"
        case "modality":
            return f"{f.statement.modality} / {g.statement.modality}"
        case "habit":
            return "one is told of every such day or year"
        case "kind":
            return f"{f.statement.kind} / {g.statement.kind}"
        case "speaker":
            return f.speaker
        case "passage":
            return "the words of one stand in a passage copied from the other"
        case _:
            return ""


def _list(items: Iterable[str]) -> str:
    return " ".join(sorted(items))


def _when(fact: Fact) -> str:
    time = fact.statement.time
    return "?" if time is None else f"{time.earliest or '..'}/{time.latest or '..'}"


def _numbers(fact: Fact) -> str:
    return ", ".join(show_number(q.low, q.high) + (f" {q.counts}" if q.counts else "") for q in fact.figures)
