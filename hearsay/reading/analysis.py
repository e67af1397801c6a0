"""What is found in one article, before it is written down as a reading."""

from __future__ import annotations

from collections.abc import Sequence

from hearsay.reading.affiliations import affiliation
from hearsay.reading.agreements import Agreements
from hearsay.reading.attributions import read_relations
from hearsay.reading.commitments import Bond, Commitments
from hearsay.reading.credits import read_credits
from hearsay.reading.datelines import find_dateline, find_header
from hearsay.reading.encoder import Encoded, Encoder
from hearsay.reading.entities import Actor, join_mentions
from hearsay.reading.event_order import order_events
from hearsay.reading.event_times import Dated, date_events
from hearsay.reading.event_types import EventTypes, Typed
from hearsay.reading.events import Frame, read_frames
from hearsay.reading.figures import read_figures
from hearsay.reading.headlines import link_headlines
from hearsay.reading.mentions import SPEAKER_PRONOUNS, Found, find_mentions
from hearsay.reading.outlet_country import country_of
from hearsay.reading.participants import Participants
from hearsay.reading.parts import Range, Relation
from hearsay.reading.places import Places, Resolved
from hearsay.reading.presented import presented
from hearsay.reading.quotations import open_at_end
from hearsay.reading.sources import Cast, Source, bare_name, hearer, is_outlet, read_source
from hearsay.reading.statements import chain_of
from hearsay.reading.syntax import Syntax, read_syntax
from hearsay.reading.tagging import bio_path, spans_of
from hearsay.reading.tense import governing_verb, tense
from hearsay.reading.times import read_times
from hearsay.reading.turns import INTERVIEWEE, Speakers, Turn, find_turns
from hearsay.reading.words import Words, split_words, words_in
from hearsay.schema import Article, Credit, Figure, Hop, Modality, SourceKind, Span, Spans, Stance, Timex

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


class Analysis:
    """One article while it is read: its words, and all that was found in them, as ranges of words."""

    def __init__(self, article: Article, encoder: Encoder) -> None:
        self.article = article
        self.dateline = find_dateline(article.text)
        heads = [s for s in (find_header(article.text), self.dateline and self.dateline.span) if s]
        self.words: Words = split_words(article.text)
        for _, end in heads:
            # What is told begins behind it.
            first, _ = words_in(self.words, end, len(article.text))
            self.words.opens[first : first + 1] = True
        #: Asked for by the thousand: a list gives an integer sooner than an array does.
        self._starts: list[int] = self.words.start.tolist()
        self._ends: list[int] = self.words.end.tolist()
        encoded: Encoded = encoder.encode(self.words)
        self.encoded = encoded
        self.syntax: Syntax = read_syntax(encoded)
        self.credits: tuple[Credit, ...] = read_credits(article.text)
        #: Words that are no prose.
        self.aside: list[Range] = [words_in(self.words, c.start, c.end) for c in self.credits]
        self.aside += [words_in(self.words, *span) for span in heads]
        self.mentions: list[Found] = find_mentions(encoded, self.syntax)
        self.relations: list[Relation] = [*self._relations()]
        self._chains: dict[int | None, tuple[Hop, ...]] = {}
        in_sources = [part for relation in self.relations for part in relation.source]
        self.actors: list[Actor] = join_mentions(
            encoded,
            self.syntax,
            self.mentions,
            in_sources,
            [(r.source[0], r.content) for r in self.relations if r.source],
        )
        self.owner: dict[int, str] = {i: actor.name for actor in self.actors for i in actor.mentions}
        #: The actors, by their places, whose mentions' head a word is.
        self.actors_at: dict[int, list[int]] = {}
        for k, a in enumerate(self.actors):
            for i in a.mentions:
                self.actors_at.setdefault(self.mentions[i].head, []).append(k)
        self.cast = Cast(self.mentions, self.actors)
        self.sources: list[Source] = [read_source(encoded, self.syntax, r, self.cast) for r in self.relations]
        self._resolve_sources()
        self.frames: list[Frame] = read_frames(encoded, self.syntax, self.mentions)
        self.typed: list[Typed] = EventTypes(self.syntax, self.frames).all()
        self.presented: list[Modality] = self._presented()
        #: For the frames that another one's class was read from, that one; the outermost.
        self.outer = {k: t.path[0] for t in reversed(self.typed) for k in t.path[1:] if t.type != "other"}
        self.participants = Participants(encoded, self.syntax, self.mentions, self.frames)
        self._places = Places(
            self.words,
            self.syntax,
            self.mentions,
            self.frames,
            self.typed,
            self.dateline.span if self.dateline else None,
            in_sources,
        )
        self.places: list[Resolved] = self._places.all()
        self.times: tuple[Timex, ...] = self._times()
        self.time_words = [words_in(self.words, t.start, t.end) for t in self.times]
        apart = [(t.start, t.end) for t in self.times if t.type != "DURATION"]
        apart += [self.span(a, b) for a, b in self.aside if b > a]
        tag_at = dict(zip(self.words.start.tolist(), self.syntax.upos, strict=True))
        self.figures: tuple[Figure, ...] = read_figures(article.text, upos=tag_at.get, leave_out=apart)
        self.dated: dict[int, Dated] = self._dated()
        agreements = Agreements(
            self.words,
            self.syntax,
            self.frames,
            self.presented,
            [
                span if t.type == "DATE" and t.value else (0, 0)
                for t, span in zip(self.times, self.time_words, strict=True)
            ],
            {
                w: relation.source[0]
                for relation in self.relations
                if relation.source
                for a, b in relation.content
                for w in range(a, b)
            },
        )
        self.bonds: list[Bond] = Commitments(self.syntax, self.frames, self.presented, agreements).all()
        self.order = order_events(self.words, self.syntax, self.frames)

    def _presented(self) -> list[Modality]:
        """How each frame is presented, by its clause and by what governs it."""
        lemmas = {f.predicate: f.lemma for f in self.frames}
        modalities = {f.predicate: f.modality for f in self.frames}
        return [
            presented(self.syntax, lemmas, modalities, f.predicate, f.factuality)
            if f.modality == "fact"
            else f.modality
            for f in self.frames
        ]

    def _dated(self) -> dict[int, Dated]:
        """The times of the frames, by predicate."""
        said = [
            i for i, source in enumerate(self.sources) if source.kind in ("statement", "belief", "question")
        ]
        dated = date_events(
            self.words,
            self.syntax,
            self.frames,
            self.times,
            self.time_words,
            cues={w for i in said for w in range(*self.relations[i].cue)},
            told={w for i in said for part in self.relations[i].content for w in range(*part)},
            published=self.article.published,
        )
        return {f.predicate: d for f, d in zip(self.frames, dated, strict=True) if d is not None}

    def _relations(self) -> Sequence[Relation]:
        aside = {w for a, b in self.aside for w in range(a, b)}
        found = read_relations(self.encoded, self.syntax, aside=aside)
        heading = self.encoded.headings
        # A headline that names nobody ("Talks confirmed") says what the article says.
        keep = [
            i
            for i, r in enumerate(found)
            if r.cue[0] not in aside
            and (r.source or not heading[r.cue[0]] or self.words.forms[r.cue[0]] == "?")
        ]
        place = {i: k for k, i in enumerate(keep)}
        return [
            found[i]._replace(parent=place.get(p) if (p := found[i].parent) is not None else None)
            for i in keep
        ]

    def _resolve_sources(self) -> None:
        """Mend what only all sources together tell: who "I" is, which words named somebody first, what is the outlet."""
        people = [a.name for a in self.actors if a.type == "PER"]
        parts = find_turns(self.words)
        answers = self._interviewee(parts)
        speakers = Speakers(
            self.words,
            parts,
            people,
            self.article.outlet,
            interviewee=self.actors[answers].name if answers is not None else self._headlined(parts),
            offices=self._offices() if parts else {},
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

    def _interviewee(self, turns: Sequence[Turn]) -> int | None:
        """Who answers in an interview, of those that the text names before it: whoever is mentioned most, then first.

        A byline's person ("Interview by Ana Ruiz") asks.
        """
        if not turns:
            return None
        first = min(turn.label[0] if turn.label else turn.mark for turn in turns)
        found: list[tuple[int, int, int]] = []
        for k, actor in enumerate(self.actors):
            before = [m for i in actor.mentions if (m := self.mentions[i]).last <= first]
            if (
                actor.type != "PER"
                or not before
                or self.words.forms[max(0, before[0].first - 1)].lower() == "by"
            ):
                continue
            found.append((-len(before), before[0].first, k))
        return min(found)[2] if found else None

    def _headlined(self, turns: Sequence[Turn]) -> str | None:
        """The first person whom the headline names, where the text of an interview names nobody before it."""
        if not turns or not self.article.headline:
            return None
        headline = self.encoded.encoder.encode(split_words(self.article.headline))
        people = (m for m in find_mentions(headline, read_syntax(headline)) if m.type == "PER")
        return next((bare_name(m.text) for m in people), None)

    def _called(self, actor: Actor) -> set[str]:
        """The nouns, small letters, by which somebody is called beside the name: titles, and what is set beside them."""
        relation, head = self.syntax.relation, self.syntax.head
        heads = [self.mentions[i].head for i in actor.mentions if self.mentions[i].type != "PRON"]
        # "The minister, Tom Hale", "Tom Hale, the minister".
        beside = [int(head[w]) for w in heads if relation[w] == "appos"]
        beside += [c for w in heads for c in self.syntax.children(w) if relation[c] == "appos"]
        found = {self.words.forms[w] for w in (*heads, *beside) if self.words.forms[w].islower()}
        if actor.title:
            found |= {actor.title.casefold(), actor.title.split()[-1].casefold()}
        return found

    def _offices(self) -> dict[str, str]:
        """Whom an office stands for, in small letters, where one person alone is called by it."""
        holders: dict[str, set[str]] = {}
        for actor in self.actors:
            for office in self._called(actor) if actor.type == "PER" else ():
                holders.setdefault(office, set()).add(actor.name)
        return {office: min(names) for office, names in holders.items() if len(names) == 1}

    def _headline_sources(self) -> None:
        """Give headlines the sources that the text below names; they are the same origin."""
        opens = [w for w in range(len(self.words)) if self.words.opens[w]]
        first = next((w for w in opens if not self.encoded.headings[w]), 0)
        if not any(relation.cue[0] < first for relation in self.relations):
            return
        called = []
        for relation, source in zip(self.relations, self.sources, strict=True):
            nouns = set() if source.actor is None else self._called(self.actors[source.actor])
            if relation.source and source.speaker:
                nouns |= {source.speaker.split()[-1].lower()}
            called.append(nouns)
        for i, j in link_headlines(self.syntax, first, self.relations, self.sources, called).items():
            it = self.sources[i]
            # "Minister denies talks": an office with a capital passes for a name.
            if it.actor is None or self._nameless(it.actor) or (it.speaker or "").lower() in called[j]:
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
        own = a + 1 + (self.words.forms[a + 1].lower() == "own" and b - a > 2)
        start, end = self.span(own, b)
        return source._replace(speaker=f"{whose}'s {bare_name(self.article.text[start:end])}")

    def _spoken_for(self, source: Source) -> int | None:
        """The organisation that a named person speaks for as "we"."""
        if source.actor is None or self.actors[source.actor].type != "PER":
            return None
        return affiliation(source.actor, self.syntax, self.cast)

    def _times(self) -> tuple[Timex, ...]:
        labels = self.encoded.encoder.heads["time"]
        spans = spans_of(bio_path(self.encoded.tags("time"), labels), labels)

        words, syntax = self.words, self.syntax

        # It is kept for a while by what refers to itself: not with the article's scores, which take megabytes.
        def tense_at(offset: int) -> str | None:
            first, last = words_in(words, offset, offset + 1)
            verb = governing_verb(syntax, first) if last > first else None
            return tense(words, syntax, verb) if verb is not None else None

        header = find_header(self.article.text) or (0, 0)
        found = read_times(
            self.article.text,
            self.article.published,
            encoder_spans=[(*self.span(a, b), kind) for a, b, kind in spans],
            sentences=[self.span(a, b) for a, b in self.syntax.sentences()],
            tense_at=tense_at,
            events=[(*self.span(f.predicate, f.predicate + 1), f.lemma) for f in self.frames],
            outlet_country=country_of(self.article.url),
        )
        # The header's word "date" is no time.
        return tuple(t for t in found if (t.start >= header[1] or t.value) and not self._in_a_name(t))

    def _in_a_name(self, t: Timex) -> bool:
        """Whether a month, season or weekday opens a name: "the October Committee", "the Sunday Herald"."""
        a, b = words_in(self.words, t.start, t.end)
        if b >= len(self.words) or b <= a or not self.words.forms[b - 1].isalpha():
            return False
        if b - a > 1 + (self.words.forms[a].lower() == "the") or not self.words.forms[b][0].isupper():
            return False
        return any(
            m.first <= b - 1 and b < m.last and m.type in ("PER", "ORG", "LOC", "MISC") for m in self.mentions
        )

    def span(self, first: int, last: int) -> Span:
        """Offsets of a range of words."""
        return self._starts[first], self._ends[last - 1]

    def spans(self, some: Sequence[Range]) -> Spans:
        """Offsets of ranges of words."""
        return tuple(self.span(a, b) for a, b in some)

    def chain(self, relation: int | None) -> tuple[Hop, ...]:
        """Who the words came through, from the outlet inwards; one hand that stands twice in a row counts once."""
        if relation in self._chains:
            return self._chains[relation]
        hops = [Hop(self.article.outlet or "this article", "outlet")]
        agency = self.dateline.agency if self.dateline else None
        if self.dateline and agency and agency.casefold() != hops[0].name.casefold():
            hops.append(Hop(agency, "organisation", *(self.dateline.agency_span or (None, None))))
        for i in chain_of(relation, self.relations):
            for hop in self._hops(i):
                if (
                    bare_name(hop.name).casefold() != bare_name(hops[-1].name).casefold()
                    or hop.kind == "unstated"
                ):
                    hops.append(hop)
        self._chains[relation] = tuple(hops)
        return self._chains[relation]

    def _hops(self, i: int) -> list[Hop]:
        relation, source = self.relations[i], self.sources[i]
        if not relation.source:
            if source.speaker:
                # An answer without a label.
                return [Hop(source.speaker, source.source_kind)]
            return [Hop("", "unstated", *self.span(*relation.cue))]
        out = []
        told = hearer(relation, self.syntax, self.cast)
        if told is not None and not is_outlet(self.mentions[told].text, self.article.outlet, ()):
            m = self.mentions[told]
            out.append(Hop(self.owner[told], "organisation", *self.span(m.first, m.last)))
        a, b = relation.source[0]
        if source.source_kind != "outlet":
            out.append(Hop(source.speaker or "", source.source_kind, *self.span(a, b)))
        return out
