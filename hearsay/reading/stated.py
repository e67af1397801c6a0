"""What an article states: its propositions with who says them, how, and when."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Literal

from hearsay.reading.analysis import Analysis
from hearsay.reading.events import Frame
from hearsay.reading.parts import Relation
from hearsay.reading.statements import Proposition, split_propositions
from hearsay.reading.telling import telling_verbs
from hearsay.reading.tense import governing_verb, obliges, tense
from hearsay.schema import EventTime, Figure, Modality, Statement, Timex

#: What a question begins with: interrogative words and operators; closed classes (Quirk et al. 1985, 6.36 and 3.21).
_ASKING = frozenset(
    str.split(
        "who whom whose what which when where why how is are am was were do does did have has had can could may might "
        "must shall should will would"
    )
)


class Stated(Analysis):
    """An article's analysis with its statements."""

    def time_of(self, frame: Frame | None) -> EventTime | None:
        """When an event was, if that is known."""
        dated = self.dated.get(frame.predicate) if frame is not None else None
        return event_time(self.times[dated.time], dated.by) if dated is not None else None

    def statements(self) -> tuple[Statement, ...]:
        """All propositions as statements."""
        return tuple(self._statement(n, part) for n, part in enumerate(self.propositions))

    @cached_property
    def propositions(self) -> list[Proposition]:
        """What the article tells, proposition by proposition."""
        reporting = self.encoded.encoder.heads["event"].index("REPORTING")
        tells: list[bool] = (self.encoded.tags("event").argmax(-1) == reporting).tolist()
        for f in self.frames:
            if f.lemma in telling_verbs():
                tells[f.predicate] = True
        return split_propositions(self.words, self.syntax, self.relations, self.frames, self.aside, tells)

    @cached_property
    def asked(self) -> frozenset[int]:
        """The frames that questions ask about: nobody tells that it is so."""
        return frozenset(p.frame for p in self.propositions if p.frame is not None and self._is_asked(p))

    def _is_asked(self, part: Proposition) -> bool:
        """Whether a proposition is a question: of who asks, or by the mark behind it."""
        if part.relation is not None and self.sources[part.relation].kind == "question":
            return True
        # Quotations keep their marks: ‘"Where were you?"’.
        first, last = part.spans[-1]
        if "?" in self.words.forms[max(first, last - 2) : last + 1]:
            return True
        # "|Who built it|, and who pays for it?"
        end = int(self.syntax.edges[self.syntax.sentence[last - 1] + 1])
        return (
            "?" in self.words.forms[max(last, end - 2) : end] and self.syntax.low[part.spans[0][0]] in _ASKING
        )

    def _statement(self, number: int, part: Proposition) -> Statement:
        frame = self.frames[part.frame] if part.frame is not None else None
        relation = self.relations[part.relation] if part.relation is not None else None
        source = self.sources[part.relation] if part.relation is not None else None
        named = {k for a, b in part.spans for w in range(a, b) for k in self.actors_at.get(w, ())}
        entities = [self.actors[k].name for k in sorted(named) if self.actors[k].type not in ("PRON", "NOM")]
        stance = source.stance if source else "affirms"
        said = self._said(relation)
        modality: Modality = frame.modality if frame else "fact"
        if modality == "conditional" and relation and not self._has_condition(part):
            # "said it would leave": a future, told in the past.
            modality = "future"
        if frame and modality == "fact" and obliges(self.words, self.syntax, frame.lemma, frame.predicate):
            modality = "obliged"
        asked = self._is_asked(part)
        return Statement(
            id=f"s{number}",
            spans=self.spans(part.spans),
            chain=self.chain(part.relation),
            stance=stance,
            attribution=f"a{part.relation}" if part.relation is not None else None,
            kind=source.kind if source else "question" if asked else "statement",
            modality="asked" if asked else modality,
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
        own = self.time_of(frame)
        if own is not None:
            return own
        held = [t for x, y in part.spans for t, a, b in self.days if x <= a and b <= y]
        if len(held) == 1:
            return event_time(held[0])
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
        dated = next((self.dated[w] for w in range(*relation.cue) if w in self.dated), None)
        return event_time(self.times[dated.time], dated.by) if dated is not None else None

    def _figures(self, part: Proposition) -> tuple[Figure, ...]:
        spans = self.spans(part.spans)
        return tuple(f for f in self.figures if any(a <= f.start and f.end <= b for a, b in spans))


#: An EDTF date without an interval: 2031, 2031-03, 2031-03-03.
_PLAIN_DATE = re.compile(r"\d{4}(?:-\d\d){0,2}")


def event_time(t: Timex, by: Literal["expression", "narrative"] = "expression") -> EventTime | None:
    """A time expression as the time of an event; None where it could not be resolved."""
    if t.earliest is None and t.latest is None:
        return None
    return EventTime(t.earliest, t.latest, t.edtf, t.precision, t.start, t.end, by, t.anchor, t.anchor_span)
