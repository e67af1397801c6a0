"""Disagreements: where the statements of one claim part, in a figure, a date, a place, an actor, or in
stance.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from hearsay.record.actors import Actors
from hearsay.record.days import day_of, iso_day
from hearsay.record.facts import Document, Fact
from hearsay.record.figures import show_number
from hearsay.record.names import person_key
from hearsay.record.notices import Notices
from hearsay.record.origins import Way, withdrawn_by
from hearsay.record.results import About, DisagreementKind, Reason, Value
from hearsay.schema import Stance

#: Endless bounds of open intervals.
_LOW, _HIGH = float("-inf"), float("inf")

Bounds = tuple[float, float]

#: "Her office", "my kitchen": a place without a name that is yet a definite one (possessive DET of UD
#: English).
_SOMEBODYS = [[word] for word in ("my", "your", "his", "her", "its", "our", "their")]


@dataclass(frozen=True, slots=True)
class Parting:
    """One disagreement. ``times`` holds, for each value, the day on which it was first published, if
    known.
    """

    about: About
    of: str
    kind: DisagreementKind
    values: tuple[Value, ...]
    times: tuple[str | None, ...]
    reasons: tuple[Reason, ...]


class Comparison:
    """The statements of one claim, to be compared. ``stances`` are relative to the claim."""

    def __init__(
        self,
        facts: Iterable[Fact],
        documents: Mapping[str, Document],
        ways: Mapping[str, Way],
        stances: Mapping[str, Stance],
        actors: Actors,
        copies: Container[str] = (),
        notices: Notices | None = None,
    ) -> None:
        self.notices = notices or Notices()
        # What a notice repeats of a mistake is nobody's account.
        self.facts = sorted((f for f in facts if not self._repeats(f)), key=lambda f: f.id)
        self.by_id = {fact.id: fact for fact in self.facts}
        self.documents = documents
        self.ways = ways
        self.stances = stances
        self.actors = actors
        self.copies = copies

    def all(self) -> list[Parting]:
        """All disagreements among the statements."""
        affirmed = [f for f in self.facts if self.stances[f.id] != "denies"]
        found = [
            *self._figures(affirmed),
            self._dates(affirmed),
            self._places(affirmed),
            self._agents(affirmed),
        ]
        return [parting for parting in [*found, self._stance()] if parting is not None]

    def dates(self) -> list[tuple[Bounds, list[Fact]]]:
        """The dates that are given, each as narrow as any statement has it, with the statements that
        fit it.
        """
        own = self._own(self.facts)
        told = [f for f in own if f.dated and f.told] or [f for f in own if f.dated]
        return _group(told, _interval)

    def _own(self, facts: list[Fact]) -> list[Fact]:
        """Facts that are no copies: "this morning", copied a day later, still means the original's
        morning.
        """
        return [f for f in facts if f.id not in self.copies] or facts

    def _figures(self, facts: list[Fact]) -> list[Parting]:
        counted: dict[str, dict[str, list[Bounds]]] = {}
        by_id = {f.id: f for f in facts}
        for fact in facts:
            for q in fact.figures:
                if q.part or (q.low is None and q.high is None):
                    continue
                bounds = (_LOW if q.low is None else q.low, _HIGH if q.high is None else q.high)
                counted.setdefault(q.counts, {}).setdefault(fact.id, []).append(bounds)
        found = []
        for counts, table in sorted(counted.items()):
            # A statement with several figures of one kind gives a sum and its parts: nothing to compare.
            single = {name: values[0] for name, values in table.items() if len(set(values)) == 1}
            groups = _group([by_id[name] for name in sorted(single)], lambda f, s=single: s[f.id])  # type: ignore[misc]
            if len(groups) > 1 and counts:
                found.append(self._parting("figure", counts, groups, _figure))
        return found

    def _dates(self, facts: list[Fact]) -> Parting | None:
        # Only what was placed by words of its own; a time carried over from an earlier sentence proves
        # little.
        told = [f for f in self._own(facts) if f.dated and f.told and _length(_interval(f)) <= 31]
        groups = _group(told, _interval)
        return self._parting("date", "", groups, _date) if len(groups) > 1 else None

    def _places(self, facts: list[Fact]) -> Parting | None:
        named = [f for f in facts if f.place in f.named_places or f.place.split()[:1] in _SOMEBODYS]
        groups: dict[str, list[Fact]] = {}
        for fact in named:
            groups.setdefault(fact.place, []).append(fact)
        keys = sorted(groups)
        for i, one in enumerate(keys):
            for other in keys[i + 1 :]:
                if self._may_be_one_place(one, groups[one], other, groups[other]):
                    return None
        if len(keys) < 2:
            return None
        values = [((_LOW, _HIGH), groups[key]) for key in keys]
        return self._parting("place", "", values, lambda bounds, fs: (fs[0].place_name, None, None))

    def _may_be_one_place(self, one: str, left: list[Fact], other: str, right: list[Fact]) -> bool:
        """Whether a place may lie in the other: they share a word, or an article that names one names
        both.
        """
        if set(one.split()) & set(other.split()):
            return True
        return any({one, other} <= self.documents[fact.article].names for fact in [*left, *right])

    def _agents(self, facts: list[Fact]) -> Parting | None:
        """Two persons who are each said to have done the one thing."""
        groups: dict[str, list[Fact]] = {}
        lemmas = set()
        for fact in facts:
            person = self._agent(fact)
            if person is not None and fact.lemma:
                groups.setdefault(person, []).append(fact)
                lemmas.add(fact.lemma)
        if len(groups) < 2 or len(lemmas) > 1:
            return None
        values = [((_LOW, _HIGH), groups[key]) for key in sorted(groups)]
        return self._parting(
            "actor", "", values, lambda bounds, fs: (self.actors.names[self._agent(fs[0]) or ""], None, None)
        )

    def _agent(self, fact: Fact) -> str | None:
        """The person in a statement's agent, if there is just one, under a full name."""
        reading = self.documents[fact.article].reading
        people = {
            entity.name
            for entity in reading.entities
            if entity.type == "PER" and entity.name in fact.statement.entities
            and " " in person_key(entity.name)
            and fact.agent.issuperset(s for s in _stems(entity.name))
        }  # fmt: skip
        return self.actors.resolve(fact.article, next(iter(people))) if len(people) == 1 else None

    def _stance(self) -> Parting | None:
        groups: dict[Stance, list[Fact]] = {}
        for fact in self.facts:
            groups.setdefault(self.stances[fact.id], []).append(fact)
        if "denies" not in groups or len(groups) < 2:
            return None
        order: tuple[Stance, ...] = ("affirms", "hedges", "denies")
        values = [((_LOW, _HIGH), groups[stance]) for stance in order if stance in groups]
        return self._parting("stance", "", values, lambda bounds, fs: (self.stances[fs[0].id], None, None))

    def _parting(
        self,
        about: About,
        of: str,
        groups: list[tuple[Bounds, list[Fact]]],
        show: Callable[[Bounds, list[Fact]], tuple[str, float | None, float | None]],
    ) -> Parting:
        made = []
        put_right: dict[str, str] = {}
        for bounds, facts in groups:
            value, low, high = show(bounds, facts)
            days = sorted(day for f in facts if (day := day_of(self.documents[f.article].published)))
            notices = [self._put_right(f) for f in facts]
            if about != "stance" and all(notices):
                # Whoever repeats a mistake after it was put right repeats it still.
                days = days[:1]
                put_right[value] = next(filter(None, notices))
            made.append((days, self._value(value, low, high, facts)))
        if about != "stance":
            made.sort(key=lambda item: (item[0][:1] or ["~"], item[1].low or 0.0, item[1].value))
        times = tuple(days[0] if days else None for days, _ in made)
        firsts = [day for day in times if day is not None]
        spread = len(firsts) == len(made) and len(set(firsts)) == len(firsts)
        # A value that is still published after a later one has come out stands against it.
        replaced = spread and all(one[0][-1] <= other[0][0] for one, other in pairwise(made))
        kept = [v for _, v in made if v.value not in put_right]
        kind: DisagreementKind = "update" if about != "stance" and replaced else "conflict"
        if put_right and len(kept) < 2:
            kind = "update"
        seen = "; ".join(
            f"{v.value}: first {day or 'undated'}" for day, (_, v) in zip(times, made, strict=True)
        )
        reasons = [Reason("published", seen), *(Reason(f"corrected: {v}", w) for v, w in put_right.items())]
        return Parting(about, of, kind, tuple(v for _, v in made), times, tuple(reasons))

    def _repeats(self, fact: Fact) -> bool:
        """Whether a statement lies where a notice tells what was wrong."""
        notice = self.notices.within.get(fact.article)
        return notice is not None and any(a <= fact.start and fact.end <= b for a, b in notice.old)

    def taken_back(self) -> set[str]:
        """The statements that were withdrawn, corrected or repeat what was."""
        told = {f.id for f in self.facts if self._put_right(f) or withdrawn_by(f.id, self.ways)}
        return told | (self.ways.keys() - self.by_id.keys())

    def _put_right(self, fact: Fact) -> str:
        """The words that correct a statement, or one that it leads to, or ""."""
        seen: set[str] = set()
        at: str | None = fact.id
        while at is not None and at not in seen and at in self.by_id:
            seen.add(at)
            article = self.by_id[at].article
            notice = self.notices.corrected.get(article)
            # Where a correction is made in place, the article as it stands is right.
            if notice is not None and notice.article != article:
                return notice.words
            step = self.ways[at].step
            at = step.fact if step is not None else None
        return ""

    def _value(self, value: str, low: float | None, high: float | None, facts: list[Fact]) -> Value:
        origins = sorted({self.ways[f.id].root.name for f in facts} - {""})
        return Value(value, low, high, tuple(origins), tuple(sorted({f.article for f in facts})))


def _stems(name: str) -> frozenset[str]:
    from hearsay.record.words import content_stems

    return content_stems(person_key(name))


def _interval(fact: Fact) -> Bounds:
    return (_LOW if fact.first is None else fact.first, _HIGH if fact.last is None else fact.last)


def _length(bounds: Bounds) -> float:
    return bounds[1] - bounds[0]


def _group(facts: Iterable[Fact], bounds_of: Callable[[Fact], Bounds]) -> list[tuple[Bounds, list[Fact]]]:
    """Group facts by value: the narrowest intervals first, each taking the wider ones that hold or meet it.

    A wide interval that fits several values supports them all and makes none of its own.
    """
    kept: list[tuple[Bounds, list[Fact]]] = []
    for fact in sorted(facts, key=lambda f: (_length(bounds_of(f)), bounds_of(f), f.id)):
        low, high = bounds_of(fact)
        fits = [members for (a, b), members in kept if a <= high and low <= b]
        if fits:
            for members in fits:
                members.append(fact)
        else:
            kept.append(((low, high), [fact]))
    return sorted(kept, key=lambda item: item[0])


def _figure(bounds: Bounds, _facts: list[Fact]) -> tuple[str, float | None, float | None]:
    low = None if bounds[0] == _LOW else bounds[0]
    high = None if bounds[1] == _HIGH else bounds[1]
    return show_number(low, high), low, high


def _date(bounds: Bounds, _facts: list[Fact]) -> tuple[str, float | None, float | None]:
    first = None if bounds[0] == _LOW else iso_day(int(bounds[0]))
    last = None if bounds[1] == _HIGH else iso_day(int(bounds[1]))
    shown = first if first == last and first else f"{first or '..'}/{last or '..'}"
    return shown or "", None, None
