"""Article to reading: the one place where the parts of the reading room are put together."""

from __future__ import annotations

from pathlib import Path

from hearsay.collecting import no_collecting
from hearsay.reading.commitments import Bond
from hearsay.reading.confidence import confidence
from hearsay.reading.encoder import WEIGHTS, Encoder
from hearsay.reading.event_types import Typed
from hearsay.reading.events import Frame
from hearsay.reading.mentions import Found, is_definite
from hearsay.reading.participants import Part
from hearsay.reading.parts import Range
from hearsay.reading.places import Resolved
from hearsay.reading.sourcing_flags import find_flags
from hearsay.reading.stated import Stated, event_time
from hearsay.schema import (
    Article,
    Attribution,
    Commitment,
    Entity,
    Event,
    EventTime,
    EventType,
    Flag,
    Mention,
    Participant,
    Place,
    Reading,
    Role,
    Span,
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
        # Much is made here, hardly anything of it goes round in circles: to search for such is left to the time after.
        with self._threads.limit(limits=1, user_api="blas"), no_collecting():
            return _Report(article, self.encoder).reading()


class _Report(Stated):
    """What was found in an article, written down with its offsets."""

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
            statements=self.statements(),
            entities=tuple(
                Entity(a.name, a.type, a.aliases, a.title)
                for a in self.actors
                if a.type not in ("PRON", "NOM")
            ),
            places=tuple(self._place(p) for p in self.places),
            commitments=tuple(self._commitment(n, bond, innermost) for n, bond in enumerate(self.bonds)),
            published_by=article.published_by,
            flags=tuple(
                Flag(kind, *self.span(a, b))
                for kind, (a, b) in find_flags(self.words, self.syntax, self.relations, self.sources)
            ),
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
            confidence=round(confidence(relation), 4),
            chain=self.chain(i),
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
        kind, parts = self._kind(i, held)
        return Event(
            id=f"e{i}",
            predicate=self.span(frame.predicate, frame.predicate + 1),
            roles=tuple([Role(role, *self.span(a, b)) for role, a, b in frame.roles]),
            attribution=f"a{held}" if held is not None else None,
            roleset=frame.roleset,
            lemma=frame.lemma,
            time=self.time_of(frame),
            place=self._place_of(frame) or self._place_among(parts),
            modality="asked" if i in self.asked else self.presented[i],
            factuality=round(frame.factuality, 3),
            order=tuple([(relation, f"e{k}") for relation, k in self.order[i]]),
            type=kind,
            participants=parts,
            within=self._within(i, innermost),
        )

    def _place_of(self, frame: Frame) -> Place | None:
        """Where an event happened; a name that stands for a government is not where."""
        if frame.place is None:
            return None
        m = self.mentions[frame.place]
        for place in self.places:
            if place.first < m.last and m.first < place.last:
                return None if place.acts else self._place(place)
        return Place(*self.span(m.first, m.last), m.text)

    def _place_among(self, parts: tuple[Participant, ...]) -> Place | None:
        """The city or region that something was done to: what is shelled is where it is shelled."""
        spans = {(p.start, p.end) for p in parts if p.role == "target"}
        if not spans:
            return None
        for place in self.places:
            if place.kind in ("city", "region") and not place.acts:
                start, end = self.span(place.first, place.last)
                if any(a <= start and end <= b for a, b in spans):
                    return self._place(place)
        return None

    def _place(self, p: Resolved) -> Place:
        start, end = self.span(p.first, p.last)
        return Place(
            start,
            end,
            self.article.text[start:end],
            p.kind,
            p.country.code,
            p.called,
            p.region,
            p.city.latitude if p.city and not p.acts else None,
            p.city.longitude if p.city and not p.acts else None,
            p.city.geonames if p.city and not p.acts else None,
            p.by,
            p.acts,
        )

    def _country_of(self, first: int, last: int) -> str | None:
        """The country of a participant: the one that its words name or are in."""
        found = next((p.country for p in self.places if first < p.last and p.first < last), None)
        found = found or next((c for w in range(first, last) if (c := self._places.inside.get(w))), None)
        return found.code if found else None

    def _within(self, i: int, innermost: dict[int, int]) -> str | None:
        """The event that tells of this one, if it has a type itself."""
        k = self.outer.get(i)
        if k is None or self._kind(k, innermost.get(self.frames[k].predicate))[0] == "other":
            return None
        return f"e{k}"

    def _kind(self, i: int, held: int | None) -> tuple[EventType, tuple[Participant, ...]]:
        """An event's type, and who takes part. A deed needs somebody: a verb that names nobody has no type."""
        typed = self.typed[i]
        demand = typed.demanded and held is not None and bool(self.relations[held].source)
        if typed.type == "other" or (typed.demanded and typed.bare == "other" and not demand):
            return "other", ()
        parts = self._parts(typed, held if demand else None)
        verb = self.syntax.upos[self.frames[i].predicate] in ("VERB", "AUX")
        if self.syntax.relation[self.frames[i].predicate] == "compound":
            return "other", ()  # "combat fraternity"
        if (
            verb
            and not any(map(self.participants.is_somebody, parts))
            and typed.type not in ("FIGHT", "ASSAULT", "PROTEST")
        ):
            return "other", ()
        if verb and typed.bare in ("COERCE", "SANCTION") and self.participants.by_itself(typed):
            return "other", ()
        return typed.type, tuple(
            Participant(
                *self.span(part.first, part.last),
                "actor" if part.acts else "target",
                self.owner[part.mention] if part.mention is not None else None,
                self._country_of(part.first, part.last),
            )
            for part in parts
        )

    def _parts(self, typed: Typed, demands: int | None) -> tuple[Part, ...]:
        parts = self.participants.of(typed)
        if demands is not None:
            # Who says that it must be done demands it, of whom it says it.
            parts = self.participants.demanded(self.relations[demands].source[0], parts)
        return parts

    def _commitment(self, number: int, bond: Bond, innermost: dict[int, int]) -> Commitment:
        at = {frame.predicate: i for i, frame in enumerate(self.frames)}
        held = innermost.get(bond.predicate)

        def span(part: Range | None) -> Span | None:
            return self.span(*part) if part else None

        def time(number: int | None) -> EventTime | None:
            return event_time(self.times[number]) if number is not None else None

        bound = bond.debtor and self._named_in(*bond.debtor)
        return Commitment(
            f"k{number}",
            bond.kind,
            self.span(*bond.action),
            f"e{at[bond.predicate]}" if bond.predicate in at else None,
            span(bond.debtor),
            bound,
            span(bond.creditor),
            self.spans(bond.conditions),
            span(bond.agreement),
            span(bond.called),
            bond.article,
            self.time_of(self.frames[at[bond.predicate]]) if bond.predicate in at else None,
            time(bond.signed),
            time(bond.in_force),
            f"a{held}" if held is not None else None,
        )

    def _named_in(self, a: int, b: int) -> str | None:
        """The entity that a range of words ends with."""
        return next(
            (self.owner[i] for i, m in enumerate(self.mentions) if a <= m.first and m.last == b), None
        )


__all__ = ["UNDATED", "Reader"]
