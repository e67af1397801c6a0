"""Who is at the end of a chain: the person, organisation, document or outlet on whose word it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from hearsay.record.actors import OUTLET, Actors
from hearsay.record.facts import Document, Fact
from hearsay.record.names import is_proper, name_key, person_key
from hearsay.record.words import content_stems
from hearsay.schema import Hop, SourceKind

#: Somebody who speaks for an organisation; unnamed, it is the organisation that speaks.
_SPEAKS_FOR = re.compile(
    r"\bspokes(?:man|woman|person|people|men|women)\b|\bpress (?:office|service|release)\b", re.IGNORECASE
)
#: Words in an unnamed source's description that do not tell one from another.
_DESCRIBED = frozenset({"who", "nam", "ask", "speak", "condition", "anonymity", "unnamed", "identifi"})


#: Where what is told besides of an unnamed source begins: relative pronouns (PronType=Rel of UD English), a comma.
_BESIDES = re.compile(r",|\b(?:who|whom|whose|which|that)\b", re.IGNORECASE)
_CAPITALISED = re.compile(r" [A-Z]\w+")
_POSSESSED = re.compile(r"(.+?)(?:['’]s|s['’]) (.+)$")


@dataclass(frozen=True, slots=True)
class Root:
    """Where a statement leads. Statements with one ``identity`` have one origin; it is "" where none is
    stated.
    """

    identity: str
    name: str
    actor: str | None
    kind: SourceKind


class Roots:
    """Names roots for the statements of one claim."""

    def __init__(
        self, documents: Mapping[str, Document], actors: Actors, claim: str, articles: Iterable[str]
    ) -> None:
        self.documents = documents
        self.actors = actors
        self.claim = claim
        self.articles = sorted(articles)

    def actor(self, fact: Fact, hop: Hop, *, first: bool) -> str | None:
        """The actor that a hop of a statement's chain stands for; the first hop is the article's outlet."""
        if first:
            return self.actors.of.get((fact.article, OUTLET))
        return self.actors.resolve(fact.article, hop.name)

    def outlet(self, doc: Document) -> Root:
        """An article's outlet, for what it says in its own voice."""
        actor = self.actors.of.get((doc.key, OUTLET))
        if actor:
            return Root(actor, self.actors.names[actor], actor, "outlet")
        # Without an outlet an article goes by what its reader would know it by.
        shown = doc.outlet or doc.article.headline or doc.article.id or doc.key[:12]
        return Root(f"article {doc.key}", shown, None, "outlet")

    def root(self, fact: Fact, last: Hop) -> Root:
        """Whoever the last hop of a statement's chain names or describes."""
        actor = self._longer(fact, last) or self.actors.resolve(fact.article, last.name)
        if actor and last.kind != "unnamed":
            return Root(actor, self.actors.names[actor], actor, last.kind)
        spoken = self._spoken_for(fact, last)
        if spoken is not None:
            return spoken
        key = name_key(last.name)
        if last.kind in ("person", "organisation", "outlet") and is_proper(last.name):
            key = person_key(last.name) if last.kind == "person" else key
            return Root(f"name {key}", last.name, None, last.kind)
        of = self._of_somebody(fact, last)
        if of is not None:
            return of
        # What is told of a source besides, this article tells and that one does not.
        head = _BESIDES.split(last.name)[0] or last.name
        words = " ".join(sorted(content_stems(head) - _DESCRIBED)) or key
        shown = last.name.partition(",")[0] or last.name
        if last.kind == "unnamed":
            # Two reporters' unnamed officials cannot be known to be one: each is its reporter's own.
            chain = fact.statement.chain
            parent = chain[-2] if len(chain) > 1 else chain[0]
            via = self.actor(fact, parent, first=len(chain) <= 2) or name_key(parent.name) or fact.article
            return Root(f"unnamed {words} via {via}", shown, None, last.kind)
        if last.kind in ("document", "footage") and is_proper(last.name):
            return Root(f"{last.kind} {key}", last.name, None, last.kind)
        return Root(f"{last.kind} {words} in {self.claim}", shown, None, last.kind)

    def _longer(self, fact: Fact, last: Hop) -> str | None:
        """The actor whose name goes on where a hop's ends ("North Shore" of "North Shore Today")."""
        if last.start is None or last.end is None or not is_proper(last.name):
            return None
        doc = self.documents[fact.article]
        onward = _CAPITALISED.match(doc.article.text, last.end)
        if onward is None or name_key(doc.article.text[last.start : last.end]) != name_key(last.name):
            return None
        return self.actors.by_key.get(name_key(doc.article.text[last.start : onward.end()]))

    def _of_somebody(self, fact: Fact, last: Hop) -> Root | None:
        """Somebody's office, family, lawyer: one by whichever of his names or titles each article calls him."""
        found = _POSSESSED.match(last.name)
        if found is None:
            return None
        whose, what = found.groups()
        actor = self.actors.resolve(fact.article, whose)
        if actor is None:
            # Another article of the claim may tell who the prime minister is.
            stems = content_stems(whose)
            held = {
                one
                for article in self.articles
                for title, one in self.actors.titled.get(article, ())
                if stems and stems <= title
            }
            actor = held.pop() if len(held) == 1 else None
        if actor is None:
            return None
        return Root(
            f"{last.kind} {' '.join(sorted(content_stems(what)))} of {actor}", last.name, None, last.kind
        )

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
