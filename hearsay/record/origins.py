"""Origins: each statement's chain followed, through copies and cited articles, to the last hand that it
reaches.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from hearsay.record.actors import OUTLET, Actors
from hearsay.record.copied import Copied
from hearsay.record.days import earlier
from hearsay.record.facts import Document, Fact, meaning
from hearsay.record.names import name_key
from hearsay.record.notices import Notices
from hearsay.record.results import Link, Reason
from hearsay.record.roots import Root, Roots
from hearsay.schema import Hop

#: So much text after the words of a source may belong to an outlet's name.
LONGEST = 40


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the way to a root: how (``copies``, ``cites``, ``restates``; ``withdrawn`` or
    ``corrected`` by an article), and the statement it leads to ("" for none).
    """

    how: str
    article: str
    fact: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """The root of a statement and the first step towards it, if it is not reached in its own article."""

    root: Root
    step: Step | None


#: The root of what rests on nobody that could be named.
NOBODY = Root("", "", None, "unstated")


def withdrawn_by(fact: str, ways: Mapping[str, Way]) -> str | None:
    """The article that takes back a statement, or one that it rests on."""
    seen: set[str] = set()
    while fact in ways and fact not in seen:
        seen.add(fact)
        step = ways[fact].step
        if step is None:
            return None
        if step.how == "withdrawn":
            return step.article
        fact = step.fact
    return None


class Walker:
    """Walks the statements of one claim to their roots."""

    def __init__(
        self,
        facts: Iterable[Fact],
        documents: Mapping[str, Document],
        actors: Actors,
        copied: Copied,
        claim: str,
        notices: Notices,
    ) -> None:
        self.notices = notices
        self.facts = {fact.id: fact for fact in facts}
        self.documents = documents
        self.actors = actors
        self.copied = copied
        self.by_article: dict[str, list[Fact]] = {}
        self.by_outlet: dict[str, list[Fact]] = {}
        for fact in sorted(self.facts.values(), key=lambda f: f.id):
            self.by_article.setdefault(fact.article, []).append(fact)
            for key in self._outlet_names(fact.article):
                self.by_outlet.setdefault(key, []).append(fact)
        self.roots = Roots(documents, actors, claim, self.by_article)
        self.done: dict[str, Way] = {}

    def ways(self) -> dict[str, Way]:
        """The way of every statement, by id."""
        for name in sorted(self.facts):
            self._walk(self.facts[name], ())
        for name in self._circles():
            cited = self.facts[name].statement.chain[-1].name
            told = Reason("circular", f"{cited} rests on it in turn, and neither on anything else")
            self.done[name] = Way(NOBODY, Step("cites", "", "", (told,)))
        return self.done

    def _circles(self) -> set[str]:
        """Statements that lead back to themselves. Whoever leads into such a circle has no origin either."""
        found: set[str] = set()
        safe: set[str] = set()
        for name in sorted(self.done):
            path: list[str] = []
            at = name
            while at in self.done and at not in safe and at not in path:
                path.append(at)
                step = self.done[at].step
                at = step.fact if step is not None else ""
            if at in path:
                found.update(path[path.index(at) :])
            safe.update(path)
        return found

    def links(self, fact: Fact) -> tuple[Link, ...]:
        """A statement's own chain, its names resolved to actors."""
        chain = fact.statement.chain
        return tuple(
            Link(hop.name, self.roots.actor(fact, hop, first=n == 0), hop.kind, hop.start, hop.end)
            for n, hop in enumerate(chain)
        )

    # The walk

    def _walk(self, fact: Fact, visited: tuple[str, ...]) -> Way:
        if fact.id in self.done:
            return self.done[fact.id]
        way = self._next(fact, (*visited, fact.id))
        if not visited or way.root.identity:
            # Inside a circle, where a statement leads depends on where one came in: only whole walks are
            # kept.
            self.done[fact.id] = way
        return way

    def _next(self, fact: Fact, visited: tuple[str, ...]) -> Way:
        taken_back = self._taken_back(fact)
        if taken_back is not None:
            return taken_back
        last = fact.statement.chain[-1]
        copied = self._through_copy(fact, visited)
        if copied is not None:
            return copied
        if last.kind == "unstated":
            return Way(NOBODY, None)
        own = len(fact.statement.chain) == 1 or self._is_own(fact, last)
        if own:
            return self._restated(fact, visited) or Way(self.roots.outlet(self.documents[fact.article]), None)
        cited = self._through_citation(fact, visited)
        return cited if cited is not None else Way(self.roots.root(fact, last), None)

    def _taken_back(self, fact: Fact) -> Way | None:
        """What an outlet withdrew stands on nobody's word, and neither does what a notice repeats of it."""
        notice = self.notices.withdrawn.get(fact.article)
        if notice is None:
            within = self.notices.within.get(fact.article)
            if within is None or not any(a <= fact.start and fact.end <= b for a, b in within.old):
                return None
            # The words of a notice count for what they repeat, if the report says it, or says it no more.
            if within.of not in self.by_article:
                return None
            notice = within
        how = "withdrawn" if notice.kind == "withdrawal" else "corrected"
        return Way(NOBODY, Step(how, notice.article, "", (Reason(how, notice.words),)))

    def _through_copy(self, fact: Fact, visited: tuple[str, ...]) -> Way | None:
        for original, same, copy in self.copied.of.get(fact.id, ()):
            reasons = (
                Reason("copied passage", f"{copy.share:.0%} of the article", copy.share),
                *copy.reasons[1:],
            )
            # A copy hardly says the opposite of what it copied; that it seems to is more likely a misreading.
            for name in (
                *same,
                *self._counterparts(fact, original),
                *self._counterparts(fact, original, other=True),
            ):
                if name in self.facts and name not in visited:
                    way = self._walk(self.facts[name], visited)
                    return Way(way.root, Step("copies", original, name, reasons))
            if len(fact.statement.chain) == 1 and not any(name in visited for name in same):
                doc = self.documents[original]
                return Way(self.roots.outlet(doc), Step("copies", original, "", reasons))
        if len(fact.statement.chain) == 1:
            for copy in self.copied.whole.get(fact.article, ()):
                for name in self._counterparts(fact, copy.original):
                    if name not in visited:
                        told = Reason("copied article", f"{copy.share:.0%} of it, and this in other words")
                        way = self._walk(self.facts[name], visited)
                        return Way(way.root, Step("copies", copy.original, name, (told, *copy.reasons[1:])))
        return None

    def _counterparts(self, fact: Fact, original: str, *, other: bool = False) -> list[str]:
        """The statements of an original in this claim that one of a copy may put in other words; or, with ``other``,
        those that only one of the two negates.
        """
        facts = [f for f in self.by_article.get(original, ()) if (f.negated != fact.negated) == other]
        return [f.id for f in sorted(facts, key=lambda f: (-(meaning(fact, f) or 0.0), f.id))]

    def _through_citation(self, fact: Fact, visited: tuple[str, ...]) -> Way | None:
        """Walk on into the article of a cited outlet.

        The last hop may name it: then its article tells who is behind it. Or a hop on the way does: then its
        article is the way to the source that both name, or to one that neither names.
        """
        chain = fact.statement.chain
        circle = False
        for hop in (chain[-1], *chain[1:-1]):
            for target in self._cited(fact, hop):
                if target.id in visited:
                    circle = circle or hop is chain[-1]
                    continue
                way = self._walk(target, visited)
                if hop is not chain[-1] and not self._same_end(fact, target, way):
                    continue
                told = Reason("cites", f"{hop.name}, whose article is in the record")
                return Way(way.root, Step("cites", target.article, target.id, (told,)))
            if circle:
                told = Reason("circular", f"{hop.name} rests in turn on this article")
                return Way(NOBODY, Step("cites", "", "", (told,)))
        return None

    def _same_end(self, fact: Fact, target: Fact, way: Way) -> bool:
        """Whether a cited statement ends where the citing one's own chain does."""
        last, other = fact.statement.chain[-1], target.statement.chain[-1]
        if last.kind == "unnamed":
            return other.kind == "unnamed"
        return bool(way.root.identity) and way.root.identity == self.roots.root(fact, last).identity

    def _cited(self, fact: Fact, hop: Hop) -> list[Fact]:
        """Statements of the outlet that a hop names, in this claim: not published later, the latest
        such first.
        """
        keys = {name_key(hop.name), *self._in_words(fact, hop)}
        actor = self.actors.resolve(fact.article, hop.name)
        if actor:
            keys.add(actor)
        found = {f.id: f for key in keys for f in self.by_outlet.get(key, ()) if f.article != fact.article}
        here = self.documents[fact.article].published
        facts = [f for f in found.values() if earlier(here, self.documents[f.article].published) is not True]
        # The report with the same figures, then the newest one is most likely meant; one that has it from
        # elsewhere leads on.
        return sorted(
            facts,
            key=lambda f: (
                not {(q.low, q.high) for q in fact.figures} <= {(q.low, q.high) for q in f.figures},
                _negative(self.documents[f.article].published),
                -len(f.statement.chain),
                f.id,
            ),
        )

    def _in_words(self, fact: Fact, hop: Hop) -> set[str]:
        """The outlets whose whole names stand in a hop's words ("Cape Wire" in "a reporter of Cape Wire"), or
        begin there: what follows may have been read as something else ("North Shore" of "North Shore Today").
        """
        if hop.start is None or hop.end is None:
            return set()
        text = self.documents[fact.article].article.text
        words = f" {name_key(text[hop.start : hop.end])} "
        onward = name_key(text[hop.start : hop.end + LONGEST]) + " "
        return {key for key in self.by_outlet if f" {key} " in words or onward.startswith(f"{key} ")}

    def _restated(self, fact: Fact, visited: tuple[str, ...]) -> Way | None:
        """In its own voice an article may restate what it gives on somebody's word further on: no
        second origin.
        """
        for sibling in self.by_article[fact.article]:
            if sibling.id in visited or len(sibling.statement.chain) == 1:
                continue
            last = sibling.statement.chain[-1]
            if last.kind in ("unstated", "outlet") or sibling.statement.stance == "denies":
                continue
            if (sibling.negated, sibling.figures != ()) != (fact.negated, fact.figures != ()):
                continue
            way = self._walk(sibling, visited)
            if way.root.identity:
                told = Reason("restates", "the same article gives it on somebody's word")
                return Way(way.root, Step("restates", fact.article, sibling.id, (told,)))
        return None

    # Who is who

    def _outlet_names(self, article: str) -> set[str]:
        doc = self.documents[article]
        actor = self.actors.of.get((article, OUTLET))
        return set(doc.outlet_keys) | ({actor} if actor else set())

    def _is_own(self, fact: Fact, hop: Hop) -> bool:
        """Whether a hop is the article's own outlet ("told this newspaper")."""
        names = self._outlet_names(fact.article)
        return hop.kind == "outlet" and (
            hop is fact.statement.chain[0]
            or name_key(hop.name) in names
            or self.actors.resolve(fact.article, hop.name) in names
        )

    def _actor(self, fact: Fact, hop: Hop, *, first: bool) -> str | None:
        if first:
            return self.actors.of.get((fact.article, OUTLET))
        return self.actors.resolve(fact.article, hop.name)


def _negative(published: str | None) -> tuple[int, ...]:
    """A sort key that puts later dates first and missing ones last."""
    return tuple(-ord(c) for c in published) if published else (1,)
