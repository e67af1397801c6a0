"""Who each source of an article is, once all of them are known."""

from __future__ import annotations

from collections.abc import Sequence

from hearsay.reading.affiliations import affiliation
from hearsay.reading.cast import Cast, bare_name
from hearsay.reading.encoder import Encoded
from hearsay.reading.headlines import link_headlines
from hearsay.reading.interviewees import called, find_interviewee, named_in_headline, offices
from hearsay.reading.mentions import GROUP_PRONOUNS, PERSON_PRONOUNS, SPEAKER_PRONOUNS, THING_PRONOUNS
from hearsay.reading.outlets import is_outlet
from hearsay.reading.parts import Relation
from hearsay.reading.quotations import open_at_end
from hearsay.reading.sources import Source, read_source
from hearsay.reading.statements import chain_of
from hearsay.reading.syntax import Syntax
from hearsay.reading.turns import INTERVIEWEE, Speakers, find_turns
from hearsay.schema import Article, SourceKind, Stance

#: First persons plural.
_WE = frozenset(("we", "us", "our", "ours", "ourselves"))
_OWN = frozenset(["my", "our", "your"])


def _label_source(source: Source, name: str | None, outlet: str | None) -> Source:
    """Source of an interview's turn; without a name it is the outlet that asks."""
    if name is None:
        return source._replace(source_kind="outlet", speaker=outlet)
    if name == INTERVIEWEE:
        return source._replace(source_kind="unnamed", speaker=name, stance=_answered(source))
    kind: SourceKind = "person" if source.source_kind in ("outlet", "unstated") else source.source_kind
    return source._replace(source_kind=kind, speaker=name, stance=_answered(source))


def _answered(source: Source) -> Stance:
    """The stance of a turn: nobody hedges only for want of a label."""
    return "affirms" if source.source_kind == "unstated" and source.stance == "hedges" else source.stance


class Resolution:
    """The sources of one article while they are resolved: of which actors and outlets they are."""

    def __init__(
        self,
        article: Article,
        encoded: Encoded,
        syntax: Syntax,
        cast: Cast,
        relations: Sequence[Relation],
    ) -> None:
        self.article, self.encoded, self.syntax, self.cast = article, encoded, syntax, cast
        self.words = encoded.words
        self.mentions, self.actors = cast.mentions, cast.actors
        self.relations = [*relations]
        self.sources = [read_source(encoded, syntax, relation, cast) for relation in relations]

    def resolve(self) -> tuple[list[Relation], list[Source]]:
        """The relations and sources, mended by what only all of them together tell.

        Who "I" is, which words named somebody first, what is the outlet, who answers, who speaks in the headline.
        """
        people = [a.name for a in self.actors if a.type == "PER"]
        parts = find_turns(self.words)
        answers = find_interviewee(self.words, self.cast, parts)
        named = self.actors[answers].name if answers is not None else None
        if parts and named is None and self.article.headline:
            named = named_in_headline(self.encoded.encoder, self.article.headline)
        speakers = Speakers(
            self.words,
            parts,
            people,
            self.article.outlet,
            interviewee=named,
            offices=offices(self.words, self.syntax, self.cast) if parts else {},
        )
        turns = [speakers.turn_of(relation.cue[0]) for relation in self.relations]
        first: dict[int, str] = {}
        for i, relation in enumerate(self.relations):
            source, turn = self.sources[i], turns[i]
            if turn is not None:
                if parts[turn].label is None and answers is not None:
                    # No label stands there; where they were named is what tells who answers.
                    m = self.mentions[self.actors[answers].mentions[0]]
                    self.relations[i] = relation._replace(source=((m.first, m.last),))
                self.sources[i] = _label_source(source, speakers.names[turn], self.article.outlet)
                if parts[turn].label is None:
                    self.sources[i] = self.sources[i]._replace(kind="statement")
            elif relation.source and source.speaker is not None:
                if self._nameless(source.actor):
                    # "Two officials ... the officials": the first words say most.
                    source = source._replace(speaker=first.setdefault(source.actor or 0, source.speaker))
                self.sources[i] = self._or_outlet(source, relation)
        depth = [len(chain_of(i, self.relations)) for i in range(len(self.relations))]
        known: dict[int, str] = {}
        # Outer ones first: who "I" is hangs on who speaks; and "my daughter" before the "she" that is her.
        for i in sorted(range(len(self.relations)), key=lambda i: (depth[i], i)):
            source = self.sources[i]
            if turns[i] is not None or not self.relations[i].source or source.speaker is None:
                continue
            if (said := self._said_of_self(i, speakers)) is not None:
                self.sources[i] = said
                if said.actor is not None and said.actor == source.actor and self._nameless(said.actor):
                    known[said.actor] = said.speaker or ""
            elif source.actor in known:
                self.sources[i] = source._replace(speaker=known[source.actor])
        if not parts:
            self._headline_sources()
        return self.relations, self.sources

    def _headline_sources(self) -> None:
        """Give headlines the sources that the text below names; they are the same origin."""
        opens = [w for w in range(len(self.words)) if self.words.opens[w]]
        first = next((w for w in opens if not self.encoded.headings[w]), 0)
        if not any(relation.cue[0] < first for relation in self.relations):
            return
        nouns: list[set[str]] = []
        for relation, source in zip(self.relations, self.sources, strict=True):
            some: set[str] = set()
            if source.actor is not None:
                some = called(self.words, self.syntax, self.cast, self.actors[source.actor])
            if relation.source and source.speaker:
                some |= {source.speaker.split()[-1].lower()}
            nouns.append(some)
        for i, j in link_headlines(self.syntax, first, self.relations, self.sources, nouns).items():
            it = self.sources[i]
            # "Minister denies talks": an office with a capital passes for a name.
            if it.actor is None or self._nameless(it.actor) or (it.speaker or "").lower() in nouns[j]:
                named = self.sources[j]
                self.sources[i] = it._replace(
                    speaker=named.speaker, source_kind=named.source_kind, actor=named.actor
                )

    def _nameless(self, actor: int | None) -> bool:
        return actor is not None and self.actors[actor].type in ("PRON", "NOM")

    def _or_outlet(self, source: Source, relation: Relation) -> Source:
        """A source, or the article's outlet where that is what it calls itself."""
        a, b = relation.source[0]
        words = self.words.forms[a:b]
        form = words[0].lower()
        alone = b - a == 1 and form in ("i", "we")
        staff = form in ("our", "this") and is_outlet("", None, words)
        if alone and self._quoted(a):
            # Of a quotation whose own attribution was not found: anybody but the outlet.
            return source._replace(source_kind="unnamed") if source.source_kind == "outlet" else source
        if source.source_kind == "person" and not (alone and relation.parent is None):
            return source._replace(source_kind="outlet") if staff else source
        if source.source_kind in ("document", "footage") or not is_outlet(
            source.speaker or "", self.article.outlet, words
        ):
            if source.source_kind == "outlet" and self._another(source):
                return source._replace(source_kind="organisation")
            if source.source_kind == "outlet" and self._names_another(a, b):
                # "A reporter for USA Today".
                return source._replace(source_kind="unnamed")
            return source
        # The issuer of a press release is an organisation that speaks of itself; the heads tell it from a newspaper.
        # What an issuer sees or asks, it does not report.
        issuer = source.source_kind == "organisation" and source.kind not in ("perception", "question")
        kind: SourceKind = "organisation" if issuer and not staff else "outlet"
        return source._replace(source_kind=kind, speaker=self.article.outlet)

    def _another(self, source: Source) -> bool:
        """Whether a source resolves to an organisation that is not the article's outlet: "the newspaper", another one."""
        return (
            source.actor is not None
            and self.actors[source.actor].type == "ORG"
            and not is_outlet(source.speaker or "", self.article.outlet, ())
        )

    def _names_another(self, a: int, b: int) -> bool:
        """Whether words name an organisation, and not the article's outlet."""
        return any(
            m.type == "ORG" and not is_outlet(bare_name(m.text), self.article.outlet, ())
            for m in self.mentions
            if a <= m.first < b
        )

    def _quoted(self, word: int) -> bool:
        """Whether a word stands within a quotation."""
        line = word
        while not self.words.opens[line]:
            line -= 1
        return open_at_end(self.words.forms[line:word])

    def _said_of_self(self, i: int, speakers: Speakers) -> Source | None:
        """Source of a relation whose words mean who speaks, or is spoken to: "I", "my lawyer", "you" in an interview."""
        relation, source = self.relations[i], self.sources[i]
        a, b = relation.source[0]
        form = self.words.forms[a].lower()
        if relation.parent is None or (b - a > 1 and form not in _OWN):
            return None
        parent = self.sources[relation.parent]
        top = chain_of(i, self.relations)[0]
        turn = speakers.turn_of(self.relations[top].cue[0])
        whose: str | None = None
        if form in SPEAKER_PRONOUNS:
            whose = parent.speaker or None
            if form in _WE and (group := self._spoken_for(parent)) is not None:
                parent = parent._replace(source_kind="organisation", actor=group)
                whose = self.actors[group].name
        elif form in ("you", "your") and turn is not None:
            whose = speakers.addressee(turn)
        if not whose:
            return None
        if b - a == 1:
            if form == "you":
                return source._replace(speaker=whose, source_kind="person", actor=None)
            return source._replace(speaker=whose, source_kind=parent.source_kind, actor=parent.actor)
        if parent.source_kind == "outlet" and form != "your":
            return None
        if whose.lower() in PERSON_PRONOUNS | THING_PRONOUNS | GROUP_PRONOUNS:
            # Nobody was found behind "she": "she's mother" would be no name.
            return None
        own = a + 1 + (self.words.forms[a + 1].lower() == "own" and b - a > 2)
        start, end = int(self.words.start[own]), int(self.words.end[b - 1])
        return source._replace(speaker=f"{whose}'s {bare_name(self.article.text[start:end])}")

    def _spoken_for(self, source: Source) -> int | None:
        """The organisation that a named person speaks for as "we"."""
        if source.actor is None or self.actors[source.actor].type != "PER":
            return None
        return affiliation(source.actor, self.syntax, self.cast)
