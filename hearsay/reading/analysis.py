"""What is found in one article, before it is written down as a reading."""

from __future__ import annotations

from collections.abc import Sequence

from hearsay.reading.agreements import Agreements
from hearsay.reading.attributions import read_relations
from hearsay.reading.cast import Cast, bare_name
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
from hearsay.reading.mentions import Found, find_mentions
from hearsay.reading.outlet_country import country_of
from hearsay.reading.outlets import hearer, is_outlet
from hearsay.reading.participants import Participants
from hearsay.reading.parts import Range, Relation
from hearsay.reading.places import Places, Resolved
from hearsay.reading.presented import presented
from hearsay.reading.resolution import Resolution
from hearsay.reading.sources import Source
from hearsay.reading.statements import chain_of
from hearsay.reading.syntax import Syntax, read_syntax
from hearsay.reading.tagging import bio_path, spans_of
from hearsay.reading.tense import governing_verb, tense
from hearsay.reading.times import read_times
from hearsay.reading.words import Words, split_words, words_in
from hearsay.schema import Article, Credit, Figure, Hop, Modality, Span, Spans, Timex


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
        self.sources: list[Source]
        self.relations, self.sources = Resolution(
            article, encoded, self.syntax, self.cast, self.relations
        ).resolve()
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
        #: The times that are a day or an hour, with their words.
        self.days = [
            (t, a, b)
            for t, (a, b) in zip(self.times, self.time_words, strict=True)
            if t.type in ("DATE", "TIME")
        ]
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
        if told is not None and not is_outlet(self.owner[told], self.article.outlet, ()):
            m = self.mentions[told]
            out.append(Hop(self.owner[told], "organisation", *self.span(m.first, m.last)))
        a, b = relation.source[0]
        if source.source_kind != "outlet":
            out.append(Hop(source.speaker or "", source.source_kind, *self.span(a, b)))
        return out
