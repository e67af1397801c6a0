"""What agreements oblige whom to do: duties, prohibitions, permissions and promises, with their conditions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from hearsay.reading.agreements import PARTS, Agreements, Instrument
from hearsay.reading.events import Frame, Range, lemma_of
from hearsay.reading.mentions import head_of, noun_phrase
from hearsay.reading.syntax import Syntax
from hearsay.schema import CommitmentKind, Modality

_OBLIGES = frozenset(
    str.split("oblige obligate require bind commit compel mandate call provide stipulate order")
)
_FORBIDS = frozenset(str.split("ban prohibit forbid bar outlaw preclude"))
_ALLOWS = frozenset(str.split("allow permit entitle authorise authorize enable"))
_PROMISES = frozenset(str.split("agree pledge promise vow undertake commit guarantee swear"))
_VERBS = _OBLIGES | _FORBIDS | _ALLOWS | _PROMISES
_BINDING = frozenset(["shall", "must"])
_SIDES = frozenset(str.split("side party signatory state country member government nation other"))
_CONDITIONS = frozenset(["if", "unless", "once", "provided", "when", "whenever", "until", "lest"])
#: Roles that tell what is to be done, and to whom, until when, where.
_ACTION = (
    "ARG1",
    "ARG2",
    "ARG3",
    "ARG4",
    "ARGM-TMP",
    "ARGM-LOC",
    "ARGM-GOL",
    "ARGM-DIR",
    "ARGM-MNR",
    "ARGM-PRD",
    "ARGM-EXT",
)


class Bond(NamedTuple):
    """A commitment as ranges of words; ``signed`` and ``in_force`` are numbers of dates."""

    kind: CommitmentKind
    #: The predicate of what is to be done, and the verb that binds to it, often the same.
    predicate: int
    binds: int
    action: Range
    debtor: Range | None
    creditor: Range | None
    conditions: tuple[Range, ...]
    agreement: Range | None
    #: Where the agreement is called by its name.
    called: Range | None
    #: Offsets of "Article 4".
    article: tuple[int, int] | None
    signed: int | None
    in_force: int | None


class Commitments:
    """Reads the commitments of one text."""

    def __init__(
        self, syntax: Syntax, frames: Sequence[Frame], presented: Sequence[Modality], agreements: Agreements
    ) -> None:
        self.syntax, self.frames, self.agreements = syntax, frames, agreements
        self.at = {f.predicate: f for f in frames}
        self.told = {f.predicate: m for f, m in zip(frames, presented, strict=True)}

    def all(self) -> list[Bond]:
        """All commitments, in order of what is to be done; each deed once."""
        found: dict[int, Bond] = {}
        for frame in self.frames:
            for bond in (self._governed(frame), self._modal(frame)):
                if bond is not None:
                    found.setdefault(bond.predicate, bond)
        return [found[w] for w in sorted(found)]

    def _governed(self, frame: Frame) -> Bond | None:
        """ "The treaty obliges each side to help", "Sund agreed to withdraw"."""
        w = frame.predicate
        if frame.lemma not in _VERBS:
            return None
        if self.told[w] not in ("fact", "future") and not self._helpers(w) & _BINDING:
            return None
        subject = self.agreements.subject_of(w)
        by = self.agreements.heads.get(subject) if subject is not None else None
        inner = self._taken(w)
        passive = any(self.syntax.relation[c] == "aux:pass" for c in self.syntax.children(w))
        if by is not None or passive:
            kind: CommitmentKind | None = (
                "obligation" if frame.lemma in _OBLIGES else "prohibition" if frame.lemma in _FORBIDS
                else "permission" if frame.lemma in _ALLOWS else None
            )  # fmt: skip
            instrument = by or self.agreements.under(w)
            if kind is None or instrument is None:
                return None
            if inner is None:
                thing = self._thing(frame)
                bond = self._bond(kind, w, w, None, instrument) if thing else None
                return bond._replace(action=thing) if bond and thing else None
            debtor = self._phrase(
                subject if passive else self._object(w) or self.agreements.subject_of(inner)
            )
            return self._bond(kind, inner, w, debtor or self._doer(inner), instrument)
        if frame.lemma in _PROMISES and inner is not None and self.told[w] == "fact" and subject is not None:
            return self._bond("promise", inner, w, self._phrase(subject), self.agreements.under(w))
        return None

    def _modal(self, frame: Frame) -> Bond | None:
        """ "Each side shall help", "Under the pact Norway must pay", "the banks will share data, the deal says"."""
        w = frame.predicate
        helpers = self._helpers(w)
        if not helpers & {"shall", "must", "will"}:
            return None
        instrument = self.agreements.under(w)
        sides = (s := self.agreements.subject_of(w)) is not None and lemma_of(self.syntax.forms[s]) in _SIDES
        binding = (
            "shall" in helpers
            or (
                (instrument is not None or self.agreements.article(w) is not None)
                and bool(helpers & {"must", "will"})
            )
            or ("must" in helpers and sides and bool(self.agreements.instruments))
        )
        # "We shall see" tells the future.
        if not binding or s is None or self.syntax.forms[s].lower() in ("i", "we"):
            return None
        denied = self.told[w] == "negated"
        return self._bond("prohibition" if denied else "obligation", w, w, self._phrase(s), instrument)

    def _bond(
        self, kind: CommitmentKind, w: int, binds: int, debtor: Range | None, instrument: Instrument | None
    ) -> Bond | None:
        if self._inverted(w):
            return None
        frame = self.at.get(w)
        conditions = self._conditions(w, binds)
        called = self.agreements.called(instrument, w)
        if instrument is None and kind != "promise":
            instrument = called or self.agreements.last_before(w)
        if instrument is not None and instrument.lemma in PARTS:
            instrument = called or self.agreements.last_before(w)
        creditor = None
        for role, a, b in frame.roles if frame else ():
            if (role in ("ARG2", "ARG4") and debtor is None) or (role == "ARG2" and (a, b) != debtor):
                creditor = creditor or self._somebody(a, b)
        return Bond(
            kind, w, binds, self._action(w, frame, conditions), debtor, creditor, conditions,
            (instrument.first, instrument.last) if instrument else None,
            (called.first, called.last) if called and instrument else None,
            self.agreements.article(w, instrument),
            self.agreements.date(self.agreements.signed, called) if instrument else None,
            self.agreements.date(self.agreements.in_force, called) if instrument else None,
        )  # fmt: skip

    def _helpers(self, w: int) -> set[str]:
        return {
            self.syntax.forms[c].lower() for c in self.syntax.children(w) if self.syntax.relation[c] == "aux"
        }

    def _inverted(self, w: int) -> bool:
        """ "Should either side be attacked": a condition, no duty."""
        return any(
            self.syntax.forms[c] == "Should" and self.syntax.relation[c] == "aux"
            for c in self.syntax.children(w)
        )

    def _object(self, w: int) -> int | None:
        return next((c for c in self.syntax.children(w) if self.syntax.relation[c] == "obj"), None)

    def _taken(self, w: int) -> int | None:
        """The verb that another one takes: an infinitive, or a gerund behind "to"."""
        for c in self.syntax.children(w):
            relation = self.syntax.relation[c]
            if c > w and relation in ("xcomp", "advcl", "ccomp") and self.syntax.upos[c] == "VERB":
                before = {self.syntax.forms[k].lower() for k in self.syntax.children(c) if k < c}
                if "to" in before or (relation == "xcomp" and not before & _CONDITIONS):
                    return c
        return None

    def _doer(self, w: int) -> Range | None:
        frame = self.at.get(w)
        return next(((a, b) for role, a, b in frame.roles if role == "ARG0"), None) if frame else None

    def _phrase(self, head: int | None) -> Range | None:
        return noun_phrase(self.syntax, head) if head is not None else None

    def _somebody(self, a: int, b: int) -> Range | None:
        """The phrase behind "to" or "for" in a role, or one without a preposition that is a side or a name."""
        head = head_of(self.syntax, a, b)
        cases = {
            self.syntax.forms[c].lower()
            for c in self.syntax.children(head)
            if self.syntax.relation[c] == "case"
        }
        somebody = self.syntax.upos[head] == "PROPN" or lemma_of(self.syntax.forms[head]) in _SIDES
        return noun_phrase(self.syntax, head) if somebody and cases <= {"to", "for", "with"} else None

    def _conditions(self, w: int, binds: int) -> tuple[Range, ...]:
        """Clauses and phrases that say on which condition: "if ...", "unless ...", "in the event of ...", "Should ..."."""
        out = []
        tops = {w, binds}
        if self.syntax.relation[w] == "conj":
            tops.add(self.syntax.head[w])
        for top in tops:
            for c in self.syntax.children(top):
                inner = [self.syntax.forms[k].lower() for k in self.syntax.children(c)]
                clause = self.syntax.relation[c] == "advcl" and (
                    not _CONDITIONS.isdisjoint(inner)
                    or any(self._inverted(k) for k in self.syntax.subtree(c))
                )
                event = (
                    self.syntax.relation[c] == "obl"
                    and "in" in inner
                    and self.syntax.forms[c].lower() in ("event", "case")
                )
                if clause or event:
                    out.append(self._run(c))
        return tuple(sorted(set(out)))

    def _run(self, head: int) -> Range:
        """The words of a clause about its head, from its conjunction on, without punctuation at the ends."""
        tree = set(self.syntax.subtree(head))
        marks = [
            k for k in self.syntax.children(head) if self.syntax.forms[k].lower() in (*_CONDITIONS, "in")
        ]
        a, b = head, head + 1
        while a - 1 in tree and a not in marks:
            a -= 1
        while b in tree:
            b += 1
        while self.syntax.upos[a] == "PUNCT":
            a += 1
        while self.syntax.upos[b - 1] == "PUNCT":
            b -= 1
        return a, b

    def _action(self, w: int, frame: Frame | None, conditions: Sequence[Range]) -> Range:
        """From the verb to the end of what it takes, less a condition behind it."""
        last = w + 1
        roles = [(a, b) for role, a, b in frame.roles if role in _ACTION and a > w] if frame else []
        roles += [
            (min(t), max(t) + 1)
            for c in self.syntax.children(w)
            if c > w
            and self.syntax.relation[c] in ("obj", "obl", "xcomp", "compound:prt")
            and (t := self.syntax.subtree(c))
        ]
        resting = {i.head for i in self.agreements.instruments}
        for a, b in sorted(roles):
            if self.syntax.forms[a].lower() in ("under", "according", "per") and resting & set(range(a, b)):
                continue
            if a <= last + 2 and not any(x < b and a < y for x, y in conditions):
                last = max(last, b)
        for x, _ in conditions:
            if w < x < last:
                last = x
        for k in range(w + 1, last):
            if self.syntax.forms[k].lower() in ("under", "according") and resting & set(range(k, last)):
                last = k
                break
        while last > w + 1 and self.syntax.upos[last - 1] == "PUNCT":
            last -= 1
        return w, last

    def _thing(self, frame: Frame) -> Range | None:
        """What is called for or banned where no verb says it: "the release of 40 prisoners"."""
        for role, a, b in frame.roles:
            if role == "ARG1" and a > frame.predicate:
                tree = set(self.syntax.subtree(head_of(self.syntax, a, b)))
                while b in tree and self.syntax.upos[b] != "PUNCT":
                    b += 1
                return a + (self.syntax.forms[a].lower() in ("for", "on", "to")), b
        return None


__all__ = ["Bond", "Commitments"]
