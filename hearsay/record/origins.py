"""Origins: each statement's chain followed, through copies and cited articles, to the last hand that it
reaches.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from hearsay.record.actors import OUTLET, Actors
from hearsay.record.copied import Copied
from hearsay.record.days import earlier
from hearsay.record.facts import Document, Fact
from hearsay.record.names import is_proper, name_key, person_key
from hearsay.record.results import Link, Reason
from hearsay.record.words import content_stems
from hearsay.schema import Hop, SourceKind

#: Somebody who speaks for an organisation; unnamed, it is the organisation that speaks.
_SPEAKS_FOR = re.compile(
    r"\bspokes(?:man|woman|person|people|men|women)\b|\bpress (?:office|service|release)\b", re.IGNORECASE
)
#: Words in an unnamed source's description that do not tell one from another.
_DESCRIBED = frozenset({"who", "nam", "ask", "speak", "condition", "anonymity", "unnamed", "identifi"})


@dataclass(frozen=True, slots=True)
class Root:
    """Where a statement leads. Statements with one ``identity`` have one origin; it is "" where none is
    stated.
    """

    identity: str
    name: str
    actor: str | None
    kind: SourceKind


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the way to a root: how (``copies``, ``cites``, ``restates``), and the statement it
    leads to ("" for none).
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


class Walker:
    """Walks the statements of one claim to their roots."""

    def __init__(
        self,
        facts: Iterable[Fact],
        documents: Mapping[str, Document],
        actors: Actors,
        copied: Copied,
        claim: str,
    ) -> None:
        self.facts = {fact.id: fact for fact in facts}
        self.documents = documents
        self.actors = actors
        self.copied = copied
        self.claim = claim
        self.by_article: dict[str, list[Fact]] = {}
        self.by_outlet: dict[str, list[Fact]] = {}
        for fact in sorted(self.facts.values(), key=lambda f: f.id):
            self.by_article.setdefault(fact.article, []).append(fact)
            for key in self._outlet_names(fact.article):
                self.by_outlet.setdefault(key, []).append(fact)
        self.done: dict[str, Way] = {}

    def ways(self) -> dict[str, Way]:
        """The way of every statement, by id."""
        for name in sorted(self.facts):
            self._walk(self.facts[name], ())
        for name in self._circles():
            told = Reason("circular", "each rests on the other, and none on anything else")
            self.done[name] = Way(Root("", "", None, "unstated"), Step("cites", "", "", (told,)))
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
            Link(hop.name, self._actor(fact, hop, first=n == 0), hop.kind, hop.start, hop.end)
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
        last = fact.statement.chain[-1]
        copied = self._through_copy(fact, visited)
        if copied is not None:
            return copied
        if last.kind == "unstated":
            return Way(Root("", "", None, "unstated"), None)
        own = len(fact.statement.chain) == 1 or self._is_own(fact, last)
        if own:
            return self._restated(fact, visited) or Way(self._outlet_root(fact), None)
        cited = self._through_citation(fact, visited)
        return cited if cited is not None else Way(self._root(fact, last), None)

    def _through_copy(self, fact: Fact, visited: tuple[str, ...]) -> Way | None:
        for original, same, copy in self.copied.of.get(fact.id, ()):
            reasons = (
                Reason("copied passage", f"{copy.share:.0%} of the article", copy.share),
                *copy.reasons[1:],
            )
            for name in same:
                if name in self.facts and name not in visited:
                    way = self._walk(self.facts[name], visited)
                    return Way(way.root, Step("copies", original, name, reasons))
            if len(fact.statement.chain) == 1 and not any(name in visited for name in same):
                doc = self.documents[original]
                return Way(self._outlet_of(doc), Step("copies", original, "", reasons))
        return None

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
                return Way(Root("", "", None, "unstated"), Step("cites", "", "", (told,)))
        return None

    def _same_end(self, fact: Fact, target: Fact, way: Way) -> bool:
        """Whether a cited statement ends where the citing one's own chain does."""
        last, other = fact.statement.chain[-1], target.statement.chain[-1]
        if last.kind == "unnamed":
            return other.kind == "unnamed"
        return bool(way.root.identity) and way.root.identity == self._root(fact, last).identity

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
        """The outlets whose whole names stand in a hop's words ("Cape Wire" in "a reporter of Cape Wire")."""
        if hop.start is None or hop.end is None:
            return set()
        words = f" {name_key(self.documents[fact.article].article.text[hop.start : hop.end])} "
        return {key for key in self.by_outlet if f" {key} " in words}

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

    def _outlet_root(self, fact: Fact) -> Root:
        return self._outlet_of(self.documents[fact.article])

    def _outlet_of(self, doc: Document) -> Root:
        actor = self.actors.of.get((doc.key, OUTLET))
        if actor:
            return Root(actor, self.actors.names[actor], actor, "outlet")
        # Without an outlet an article goes by what its reader would know it by.
        shown = doc.outlet or doc.article.headline or doc.article.id or doc.key[:12]
        return Root(f"article {doc.key}", shown, None, "outlet")

    def _root(self, fact: Fact, last: Hop) -> Root:
        actor = self.actors.resolve(fact.article, last.name)
        if actor and last.kind != "unnamed":
            return Root(actor, self.actors.names[actor], actor, last.kind)
        spoken = self._spoken_for(fact, last)
        if spoken is not None:
            return spoken
        key = name_key(last.name)
        if last.kind in ("person", "organisation", "outlet") and is_proper(last.name):
            key = person_key(last.name) if last.kind == "person" else key
            return Root(f"name {key}", last.name, None, last.kind)
        words = " ".join(sorted(content_stems(last.name) - _DESCRIBED)) or key
        if last.kind == "unnamed":
            # Two reporters' unnamed officials cannot be known to be one: each is its reporter's own.
            chain = fact.statement.chain
            parent = chain[-2] if len(chain) > 1 else chain[0]
            via = self._actor(fact, parent, first=len(chain) <= 2) or name_key(parent.name) or fact.article
            return Root(f"unnamed {words} via {via}", last.name, None, last.kind)
        if last.kind in ("document", "footage") and is_proper(last.name):
            return Root(f"{last.kind} {key}", last.name, None, last.kind)
        return Root(f"{last.kind} {words} in {self.claim}", last.name, None, last.kind)

    def _spoken_for(self, fact: Fact, last: Hop) -> Root | None:
        """The organisation for which an unnamed spokesman speaks."""
        if last.start is None or last.end is None or last.kind not in ("unnamed", "person"):
            return None
        doc = self.documents[fact.article]
        if not _SPEAKS_FOR.search(doc.article.text[last.start : last.end]):
            return None
        for mention in doc.reading.mentions:
            if mention.type == "ORG" and last.start <= mention.start and mention.end <= last.end:
                actor = self.actors.resolve(fact.article, mention.entity)
                if actor:
                    return Root(actor, self.actors.names[actor], actor, "organisation")
        return None


def _negative(published: str | None) -> tuple[int, ...]:
    """A sort key that puts later dates first and missing ones last."""
    return tuple(-ord(c) for c in published) if published else (1,)
