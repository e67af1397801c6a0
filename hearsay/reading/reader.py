"""Article to reading: the one place where the parts of the reading room are put together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import numpy as np

from hearsay.reading.attributions import Range, Relation, read_relations
from hearsay.reading.credits import read_credits
from hearsay.reading.datelines import find_dateline, find_header
from hearsay.reading.encoder import WEIGHTS, Encoded, Encoder
from hearsay.reading.entities import Actor, join_mentions
from hearsay.reading.event_order import order_events
from hearsay.reading.event_times import Dated, date_events
from hearsay.reading.events import Frame, read_frames
from hearsay.reading.figures import read_figures
from hearsay.reading.mentions import SPEAKER_PRONOUNS, Found, find_mentions, is_definite
from hearsay.reading.outlet_country import country_of
from hearsay.reading.sources import Cast, Source, bare_name, hearer, is_outlet, read_source
from hearsay.reading.statements import Proposition, chain_of, main_frame, split_propositions
from hearsay.reading.syntax import Syntax, read_syntax
from hearsay.reading.tagging import bio_path, spans_of
from hearsay.reading.tense import governing_verb, obliges, tense
from hearsay.reading.times import read_times
from hearsay.reading.words import Words, split_words, words_in
from hearsay.schema import (
    Article,
    Attribution,
    Credit,
    Entity,
    Event,
    EventTime,
    Figure,
    Hop,
    Mention,
    Modality,
    Place,
    Reading,
    Role,
    Span,
    Spans,
    Statement,
    Timex,
)

UNDATED = "no publication date: relative times are left unresolved"
_CONTRADICTION = "publication date {published} ({rule}) is contradicted by {others}"


class Reader:
    """Reads articles, one at a time; it keeps nothing of them."""

    def __init__(self, encoder: Encoder) -> None:
        from threadpoolctl import ThreadpoolController

        self.encoder = encoder
        self._threads = ThreadpoolController()

    @classmethod
    def load(cls, folder: Path = WEIGHTS, threads: int = 1) -> Reader:
        """Load the shipped weights, or those in ``folder``. Takes a good part of a second: once a process.

        Raises:
            FileNotFoundError: weights are missing; it names the file.
        """
        return cls(Encoder(folder, threads))

    def read(self, article: Article) -> Reading:
        """Read an article. The same article and weights give the same reading."""
        # The arrays are small: numpy's threads would wait for each other longer than they work.
        with self._threads.limit(limits=1, user_api="blas"):
            return _Article(article, self.encoder).reading()


class _Article:
    """One article while it is read."""

    def __init__(self, article: Article, encoder: Encoder) -> None:
        self.article = article
        self.dateline = find_dateline(article.text)
        heads = [s for s in (find_header(article.text), self.dateline and self.dateline.span) if s]
        self.words: Words = split_words(article.text)
        for _, end in heads:
            # What is told begins behind it.
            first, _ = words_in(self.words, end, len(article.text))
            self.words.opens[first : first + 1] = True
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
        self.actors: list[Actor] = join_mentions(encoded, self.syntax, self.mentions, in_sources)
        self.owner: dict[int, str] = {i: actor.name for actor in self.actors for i in actor.mentions}
        #: The head words of each actor's mentions.
        self.actor_words = {
            a.name: np.array([self.mentions[i].head for i in a.mentions]) for a in self.actors
        }
        self.cast = Cast(self.mentions, self.actors)
        self.sources: list[Source] = [read_source(encoded, self.syntax, r, self.cast) for r in self.relations]
        self._resolve_sources()
        self.frames: list[Frame] = read_frames(encoded, self.syntax, self.mentions)
        self.times: tuple[Timex, ...] = self._times()
        self.time_words = [words_in(self.words, t.start, t.end) for t in self.times]
        apart = [(t.start, t.end) for t in self.times if t.type != "DURATION"]
        apart += [self.span(a, b) for a, b in self.aside if b > a]
        tag_at = dict(zip(self.words.start.tolist(), self.syntax.upos, strict=True))
        self.figures: tuple[Figure, ...] = read_figures(article.text, upos=tag_at.get, leave_out=apart)
        self.dated: dict[int, Dated] = self._dated()
        self.order = order_events(self.words, self.syntax, self.frames)

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
            i for i, r in enumerate(found) if r.cue[0] not in aside and (r.source or not heading[r.cue[0]])
        ]
        place = {i: k for k, i in enumerate(keep)}
        return [
            found[i]._replace(parent=place.get(p) if (p := found[i].parent) is not None else None)
            for i in keep
        ]

    def _resolve_sources(self) -> None:
        """Mend what only all sources together tell: who "I" is, which words named somebody first, what is the outlet."""
        first: dict[int, str] = {}
        for i, relation in enumerate(self.relations):
            source = self.sources[i]
            if not relation.source or source.speaker is None:
                continue
            a, b = relation.source[0]
            parent = self.sources[relation.parent] if relation.parent is not None else None
            if b - a == 1 and self.words.forms[a].lower() in SPEAKER_PRONOUNS and parent and parent.speaker:
                # Inside somebody's words "I" and "we" are that somebody.
                source = source._replace(
                    speaker=parent.speaker, source_kind=parent.source_kind, actor=parent.actor
                )
            elif source.actor is not None and self.actors[source.actor].type in ("PRON", "NOM"):
                # "Two officials ... the officials": the first words say most.
                source = source._replace(speaker=first.setdefault(source.actor, source.speaker or ""))
            named = source.source_kind != "person"
            if (
                named
                and source.speaker
                and is_outlet(source.speaker, self.article.outlet, self.words.forms[a:b])
            ):
                source = source._replace(source_kind="outlet", speaker=self.article.outlet)
            self.sources[i] = source

    def _times(self) -> tuple[Timex, ...]:
        labels = self.encoded.encoder.heads["time"]
        spans = spans_of(bio_path(self.encoded.tags("time"), labels), labels)

        def tense_at(offset: int) -> str | None:
            first, last = words_in(self.words, offset, offset + 1)
            verb = governing_verb(self.syntax, first) if last > first else None
            return tense(self.words, self.syntax, verb) if verb is not None else None

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
        return int(self.words.start[first]), int(self.words.end[last - 1])

    def spans(self, some: Sequence[Range]) -> Spans:
        """Offsets of ranges of words."""
        return tuple(self.span(a, b) for a, b in some)

    def reading(self) -> Reading:
        """Put the reading together."""
        article = self.article
        innermost = self._innermost()
        notes = []
        if article.published is None:
            notes.append(UNDATED)
        if article.published_others:
            others = ", ".join(f"{date} ({rule})" for rule, date in article.published_others)
            rule = article.published_by or "given"
            notes.append(_CONTRADICTION.format(published=article.published, rule=rule, others=others))
        return Reading(
            id=article.id or article.key,
            published=article.published,
            sentences=self.spans(self.syntax.sentences()),
            mentions=tuple(
                Mention(f"m{n}", *self.span(m.first, m.last), m.type, self.owner[i])
                for n, (i, m) in enumerate(self._shown_mentions())
            ),
            times=self.times,
            attributions=tuple(self._attribution(i) for i in range(len(self.relations))),
            events=tuple(self._event(i, innermost) for i in range(len(self.frames))),
            credits=self.credits,
            statements=self._statements(),
            entities=tuple(
                Entity(a.name, a.type, a.aliases, a.title)
                for a in self.actors
                if a.type not in ("PRON", "NOM")
            ),
            published_by=article.published_by,
            notes=tuple(notes),
        )

    def _shown_mentions(self) -> list[tuple[int, Found]]:
        """Mentions worth a reader's while: a phrase that stands alone and points to nothing is none."""
        alone = {a.mentions[0] for a in self.actors if len(a.mentions) == 1}
        return [
            (i, m)
            for i, m in enumerate(self.mentions)
            if not (m.type == "NOM" and i in alone and not is_definite(self.words, m))
        ]

    def _attribution(self, i: int) -> Attribution:
        relation, source = self.relations[i], self.sources[i]
        return Attribution(
            id=f"a{i}",
            source=self.spans(relation.source),
            cue=self.spans([relation.cue]),
            content=self.spans(relation.content),
            parent=f"a{relation.parent}" if relation.parent is not None else None,
            kind=source.kind,
            source_kind=source.source_kind,
            stance=source.stance,
            speaker=source.speaker,
            confidence=round(relation.confidence, 4),
            chain=self._chain(i),
        )

    def _innermost(self) -> dict[int, int]:
        """For each word, the relation of smallest content that holds it."""
        out: dict[int, int] = {}
        sizes = [sum(b - a for a, b in r.content) for r in self.relations]
        for i in sorted(range(len(self.relations)), key=lambda i: (-sizes[i], -i)):
            for a, b in self.relations[i].content:
                out.update(dict.fromkeys(range(a, b), i))
        return out

    def _event(self, i: int, innermost: dict[int, int]) -> Event:
        frame = self.frames[i]
        held = innermost.get(frame.predicate)
        place = self.mentions[frame.place] if frame.place is not None else None
        return Event(
            id=f"e{i}",
            predicate=self.span(frame.predicate, frame.predicate + 1),
            roles=tuple(Role(role, *self.span(a, b)) for role, a, b in frame.roles),
            attribution=f"a{held}" if held is not None else None,
            roleset=frame.roleset,
            lemma=frame.lemma,
            time=self._time_of(frame),
            place=Place(*self.span(place.first, place.last), place.text) if place else None,
            modality=frame.modality,
            factuality=round(frame.factuality, 3),
            order=tuple((relation, f"e{k}") for relation, k in self.order[i]),
        )

    def _time_of(self, frame: Frame | None) -> EventTime | None:
        dated = self.dated.get(frame.predicate) if frame is not None else None
        return _event_time(self.times[dated.time], dated.by) if dated is not None else None

    def _statements(self) -> tuple[Statement, ...]:
        tells = self.encoded.tags("event").argmax(-1) == self.encoded.encoder.heads["event"].index(
            "REPORTING"
        )
        parts = split_propositions(self.words, self.syntax, self.relations, self.frames, self.aside, tells)
        return tuple(self._statement(n, part) for n, part in enumerate(parts))

    def _statement(self, number: int, part: Proposition) -> Statement:
        frame = self.frames[part.frame] if part.frame is not None else None
        relation = self.relations[part.relation] if part.relation is not None else None
        source = self.sources[part.relation] if part.relation is not None else None
        inside = np.zeros(len(self.words), bool)
        for a, b in part.spans:
            inside[a:b] = True
        entities = []
        for actor in self.actors:
            if actor.type in ("PRON", "NOM"):
                continue
            if inside[self.actor_words[actor.name]].any():
                entities.append(actor.name)
        stance = source.stance if source else "affirms"
        said = self._said(relation)
        modality: Modality = frame.modality if frame else "fact"
        if modality == "conditional" and relation and not self._has_condition(part):
            # "said it would leave": a future, told in the past.
            modality = "future"
        if frame and modality == "fact" and obliges(self.words, self.syntax, frame.lemma, frame.predicate):
            modality = "obliged"
        return Statement(
            id=f"s{number}",
            spans=self.spans(part.spans),
            chain=self._chain(part.relation),
            stance=stance,
            attribution=f"a{part.relation}" if part.relation is not None else None,
            kind=source.kind if source else "statement",
            modality=modality,
            event=f"e{part.frame}" if part.frame is not None else None,
            time=self._statement_time(part, frame, said),
            said=said,
            figures=self._figures(part),
            entities=tuple(entities),
            vector=self.encoded.vector(list(part.spans)).tobytes(),
        )

    def _has_condition(self, part: Proposition) -> bool:
        """Whether words state a condition, or are quoted: then "would" is no future told in the past."""
        forms = {self.words.forms[w].lower() for a, b in part.spans for w in range(a, b)}
        return not forms.isdisjoint(("if", "unless", '"', "“", "”"))

    def _statement_time(
        self, part: Proposition, frame: Frame | None, said: EventTime | None
    ) -> EventTime | None:
        """The main event's time; else the one time expression that the words hold; else no later than it was said."""
        own = self._time_of(frame)
        if own is not None:
            return own
        held = [
            t
            for t, (a, b) in zip(self.times, self.time_words, strict=True)
            if t.type in ("DATE", "TIME") and any(x <= a and b <= y for x, y in part.spans)
        ]
        if len(held) == 1:
            return _event_time(held[0])
        if said is None or said.latest is None or frame is None or frame.modality != "fact":
            return None
        # A noun ("the liberation") has no tense: what is told of as a fact has happened.
        if self.syntax.upos[frame.predicate] in ("VERB", "AUX"):
            verb = governing_verb(self.syntax, frame.predicate)
            if verb is None or tense(self.words, self.syntax, verb) != "past":
                return None
        day = said.edtf if said.edtf and _PLAIN_DATE.fullmatch(said.edtf) else said.latest[:10]
        return EventTime(None, said.latest, f"../{day}", said.precision, said.start, said.end, "saying")

    def _said(self, relation: Relation | None) -> EventTime | None:
        """The time that hangs on the cue."""
        if relation is None:
            return None
        for frame in self.frames:
            if relation.cue[0] <= frame.predicate < relation.cue[1] and frame.predicate in self.dated:
                return self._time_of(frame)
        return None

    def _figures(self, part: Proposition) -> tuple[Figure, ...]:
        spans = self.spans(part.spans)
        return tuple(f for f in self.figures if any(a <= f.start and f.end <= b for a, b in spans))

    def _chain(self, relation: int | None) -> tuple[Hop, ...]:
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


#: An EDTF date without an interval: 2031, 2031-03, 2031-03-03.
_PLAIN_DATE = re.compile(r"\d{4}(?:-\d\d){0,2}")


def _event_time(t: Timex, by: Literal["expression", "narrative"] = "expression") -> EventTime | None:
    if t.earliest is None and t.latest is None:
        return None
    return EventTime(t.earliest, t.latest, t.edtf, t.precision, t.start, t.end, by, t.anchor, t.anchor_span)


__all__ = ["UNDATED", "Reader", "main_frame"]
