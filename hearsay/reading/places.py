"""What place names stand for: which city or country, for what reason, and whether they stand for a government."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from hearsay.reading.event_types import FORCE, Typed
from hearsay.reading.events import Frame
from hearsay.reading.gazetteer import Called, City, Country, fold, gazetteer, written
from hearsay.reading.mentions import Found, head_of
from hearsay.reading.syntax import Syntax
from hearsay.reading.words import Words, words_in
from hearsay.schema import PlaceKind, PlaceRule, Span

#: In powers of ten of people: what a place gains by its country being named in the article, and by being a capital.
_NAMED, _CAPITAL = 1.5, 0.7
#: What it loses by being called so only by others (GeoNames' alternate names).
_OTHERWISE = 0.3
#: A region counts as a city of two million.
_REGION = 6.3
_BY_PLACE = frozenset(["in", "at", "near", "outside", "inside", "around", "through", "across", "into", "toward", "towards"]) | {
    "from", "to", "over", "above", "off", "beyond",
}  # fmt: skip
_BY_ACTOR = frozenset(["with", "by", "between", "against", "on", "of", "for", "among", "upon", "from", "to"])
#: Words between a place and the country named beside it.
_JOINS = frozenset([",", "in", "of", "the", "northern", "southern", "eastern", "western", "central"])
_SIDES = frozenset(["north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest"]) | {
    "city", "town", "village", "port", "capital", "province", "region", "district", "state", "border",
}  # fmt: skip


class Resolved(NamedTuple):
    """A place name as a range of words, and what it stands for."""

    first: int
    last: int
    kind: PlaceKind
    country: Country
    called: str
    region: str | None
    city: City | None
    by: PlaceRule
    acts: bool


class _Reading(NamedTuple):
    """One thing that a name can stand for, and how likely it is before the article is looked at."""

    kind: PlaceKind
    country: Country
    region: str | None
    city: City | None
    weight: float


class Places:
    """Resolves the places of one article."""

    def __init__(
        self,
        words: Words,
        syntax: Syntax,
        mentions: Sequence[Found],
        frames: Sequence[Frame],
        typed: Sequence[Typed],
        dateline: Span | None,
        speakers: Sequence[tuple[int, int]] = (),
    ) -> None:
        self.words, self.syntax, self.frames, self.typed = words, syntax, frames, typed
        self.mentions = mentions
        self.dated = words_in(words, *dateline) if dateline else (0, 0)
        self.speaking = {head_of(syntax, a, b) for a, b in speakers}
        self.acting, self.other = self._roles()
        self.countries: dict[tuple[int, int], list[Called]] = {}
        self.inside: dict[int, Country] = {}
        self._find_countries()
        self.named: Counter[str] = Counter()
        for calls in self.countries.values():
            if len({c.country for c in calls}) == 1:
                self.named[calls[0].country.alpha2] += 1
        for w, country in self.inside.items():
            if not any(a <= w < b for a, b in self.countries):
                self.named[country.alpha2] += 1

    def _roles(self) -> tuple[set[int], dict[int, Typed]]:
        """Heads of what acts, and of what an event does something to, with that event's type."""
        acting: set[int] = set()
        other: dict[int, Typed] = {}
        for frame, typed in zip(self.frames, self.typed, strict=True):
            for role, a, b in frame.roles:
                head = head_of(self.syntax, a, b)
                if role == "ARG0":
                    acting.add(head)
                elif role in ("ARG1", "ARG2", "ARG3", "ARGM-COM"):
                    other.setdefault(head, typed)
        return acting, other

    def _find_countries(self) -> None:
        """Look the whole text through for what news calls countries by; within a longer name it is no place."""
        starts = written()
        within: dict[int, Found] = {}
        for m in self.mentions:
            if m.type in ("PER", "ORG", "MISC", "LOC"):
                within.update(dict.fromkeys(range(m.first, m.last), m))
        forms, w = self.words.forms, 0
        while w < len(forms):
            step = 1
            for name in starts.get(forms[w], ()):
                if tuple(forms[w : w + len(name)]) != name:
                    continue
                step = len(name)
                a = w + (forms[w] == "the")
                held = within.get(a)
                calls = gazetteer().calls(" ".join(name))
                if held is not None and held.last - held.first > w + step - a:
                    # "Bank of Sund", "Sundish Observatory": of that country, and not the country. Persons' names tell nothing.
                    if held.type != "PER":
                        self.inside.update(dict.fromkeys(range(a, w + step), calls[0].country))
                else:
                    self.countries[a, w + step] = calls
                    if len({c.country for c in calls}) == 1:
                        self.inside.update(dict.fromkeys(range(a, w + step), calls[0].country))
                break
            w += step

    def all(self) -> list[Resolved]:
        """All places that are known, in order."""
        spans = dict.fromkeys(self.countries)
        for m in self.mentions:
            if m.type == "LOC" and not any(a < m.last and m.first < b for a, b in self.countries):
                spans[m.first, m.last] = None
        return [found for span in sorted(spans) if (found := self.resolve(*span)) is not None]

    def resolve(self, first: int, last: int) -> Resolved | None:
        """What a range of words stands for; None where it is no place that GeoNames knows."""
        name = self.words.text[self.words.start[first] : self.words.end[last - 1]]
        some = self._readings(name, self.countries.get((first, last)))
        beside = self._beside(first, last) or self._behind(first, some)
        if beside is not None:
            country, region = beside
            near = [
                r for r in some if r.country == country and (region is None or region in (r.region, None))
            ]
            if not near and not any(r.kind in ("country", "seat") for r in some):
                return Resolved(first, last, "city", country, name, region, None, "beside", False)
            if near and len({(r.country, r.region) for r in some}) > 1:
                return self._chosen(first, last, max(near, key=lambda r: r.weight), "beside")
        if not some:
            return None
        best = max(some, key=lambda r: (self._weight(r), r.weight))
        if len(some) == 1:
            by: PlaceRule = "only one"
        elif max(some, key=lambda r: r.weight) == best:
            by = (
                "article"
                if self._mentioned(best, first) and not all(self._mentioned(r, first) for r in some)
                else "largest"
            )
        else:
            by = "article" if self.named[best.country.alpha2] else "dateline"
        return self._chosen(first, last, best, by)

    def _mentioned(self, reading: _Reading, first: int) -> bool:
        """Whether the article names the country elsewhere, other than by this very name."""
        own = self.inside.get(first) == reading.country
        return self.named[reading.country.alpha2] > own

    def _weight(self, reading: _Reading) -> float:
        dated = self.inside.get(self.dated[0]) == reading.country
        return reading.weight + (_NAMED if self.named[reading.country.alpha2] or dated else 0)

    def _readings(self, name: str, calls: list[Called] | None) -> list[_Reading]:
        places = gazetteer()
        out = []
        for called in places.calls(name) if calls is None else calls:
            country = called.country
            if called.by == "seat" and any(
                places.is_seat(c) and c.alpha2 == country.alpha2 for c in places.cities(name)
            ):
                continue  # a capital: it is among the cities
            kind: PlaceKind = "country" if called.by in ("name", "demonym") else called.by  # type: ignore[assignment]
            weight = _REGION if kind == "region" else math.log10(country.population + 1) + _CAPITAL
            out.append(_Reading(kind, country, called.region, None, weight))
        if calls and out and all(called.by in ("demonym", "seat") for called in calls):
            return out
        for city in places.cities(name):
            weight = math.log10(city.population + 1) + (_CAPITAL if places.is_seat(city) else 0)
            weight -= 0 if fold(city.name) == fold(name) else _OTHERWISE
            region = city.region if city.alpha2 == "US" else None
            out.append(_Reading("city", places.countries[city.alpha2], region, city, weight))
        return out

    def _beside(self, first: int, last: int) -> tuple[Country, str | None] | None:
        """The country or state named with a place: "Paris, Texas", "Syria's Idlib", "the Syrian city of Homs"."""
        forms = self.words.forms
        if last + 1 < len(forms) and forms[last] == ",":
            behind = forms[last + 1]
            dotted = behind + "." if forms[last + 2 : last + 3] == ["."] else behind
            state = gazetteer().abbreviations.get(behind) or gazetteer().abbreviations.get(dotted)
            if state is not None:
                return gazetteer().countries["US"], state
        w = last
        while w < min(len(forms), last + 4) and (forms[w].lower() in _JOINS or forms[w].lower() in _SIDES):
            w += 1
        if w > last and not self.words.opens[last : w + 1].any():
            for (a, _), calls in self.countries.items():
                fits = [c for c in calls if c.by in ("name", "region")]
                if a == w and fits and (forms[last] != "," or w == last + 1) and "from" not in forms[last:w]:
                    states = [c for c in fits if c.by == "region"]
                    chosen = states[0] if states and forms[last] == "," else fits[0]
                    return chosen.country, chosen.region if chosen.country.alpha2 == "US" else None
        for (a, b), calls in self.countries.items():
            if b <= first <= b + 4 and a < first and not self.words.opens[b : first + 1].any():
                between = [f.lower() for f in forms[b:first]]
                fine = _JOINS | _SIDES | {"'s", "’s"}
                if (
                    all(f in fine and f != "," for f in between)
                    and "in" not in between
                    and (calls[0].by == "demonym" or (between and between[0] in ("'s", "’s")))
                ):
                    return calls[0].country, None
        return None

    def _behind(self, first: int, some: Sequence[_Reading]) -> tuple[Country, str | None] | None:
        """The state of the US that an ambiguous name is behind one of its cities: "Atlanta, Georgia"."""
        states = {r.region for r in some if r.kind == "region" and r.country.alpha2 == "US"}
        if len(some) < 2 or not states or first < 2 or self.words.forms[first - 1] != ",":
            return None
        for m in self.mentions:
            if m.last == first - 1:
                held = {c.region for c in gazetteer().cities(m.text) if c.alpha2 == "US"} & states
                return (gazetteer().countries["US"], held.pop()) if held else None
        return None

    def _chosen(self, first: int, last: int, r: _Reading, by: PlaceRule) -> Resolved:
        places = gazetteer()
        demonym = (
            any(c.by == "demonym" for c in self.countries.get((first, last), ())) and r.kind == "country"
        )
        seat = r.kind in ("country", "seat") or (r.city is not None and places.is_seat(r.city))
        acts = seat and not demonym and self._acts(first, last, r.kind)
        called = r.city.name if r.city and not acts else r.country.name
        if r.kind == "region":
            called = self.words.text[self.words.start[first] : self.words.end[last - 1]]
        return Resolved(first, last, r.kind, r.country, called, r.region, r.city, by, acts)

    def _acts(self, first: int, last: int, kind: PlaceKind) -> bool:
        """Whether a name stands for those who govern: as what acts, speaks, or is dealt with other than by force."""
        head = head_of(self.syntax, first, last)
        relation = self.syntax.relation[head]
        if relation in ("compound", "flat", "nmod:desc", "amod"):
            return False
        joined = head
        while self.syntax.relation[joined] == "conj" and self.syntax.head[joined] != joined:
            joined = self.syntax.head[joined]
            relation = self.syntax.relation[joined]
        above = self.syntax.head[joined]
        if relation == "nsubj" and any(
            self.syntax.relation[c] == "aux:pass" for c in self.syntax.children(above)
        ):
            relation = "nsubj:pass"
        cases = {
            self.syntax.forms[c].lower()
            for c in self.syntax.children(joined)
            if self.syntax.relation[c] == "case"
        }
        event = self.other.get(head) or self.other.get(joined)
        gentle = event is not None and event.type not in ("other", "COERCE", "PROTEST", *FORCE)
        if relation != "nsubj:pass" and {head, joined} & (self.acting | self.speaking):
            return not cases & (_BY_PLACE - _BY_ACTOR)
        if cases:
            return (kind == "seat" and not cases & _BY_PLACE) or (
                gentle and bool(cases & _BY_ACTOR) and not cases & (_BY_PLACE - {"from", "to"})
            )
        if relation in ("nsubj", "csubj"):
            return self.syntax.upos[above] == "VERB"
        if relation in ("obj", "iobj", "nsubj:pass"):
            # "visited London"
            return kind == "seat" or (gentle and event is not None and event.type != "CONSULT")
        if relation == "nmod:poss":
            return kind == "seat" or any(f.predicate == above for f in self.frames)
        return kind == "seat"


__all__ = ["Places", "Resolved"]
