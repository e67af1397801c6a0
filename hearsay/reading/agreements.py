"""Agreements that a text names: treaties, pacts, deals; when they were signed, and since when they are in force."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from hearsay.reading.events import Frame, Range, lemma_of
from hearsay.reading.mentions import noun_phrase
from hearsay.reading.syntax import Syntax
from hearsay.reading.words import Words, words_in
from hearsay.schema import Modality

#: Nouns for what binds: instruments of the Vienna Convention on the Law of Treaties, article 2, and of contract.
_INSTRUMENTS = frozenset(
    str.split(
        "treaty agreement pact accord deal convention protocol memorandum charter ceasefire cease-fire truce armistice contract "
        "covenant compact declaration resolution settlement concordat communique article clause provision annex"
    )
)
#: Parts of an instrument; they name it by an of-phrase or not at all.
PARTS = frozenset(["article", "clause", "provision", "annex"])
_SIGNS = frozenset(str.split("sign initial ink conclude seal countersign"))
#: Words that are not capitalised in titles.
_SMALL = frozenset(["of", "on", "for", "and", "the", "between", "'s", "’s", "-"])
_IN_FORCE = frozenset(["force", "effect", "effective"])
_ARTICLE = re.compile(
    r"\b(?:Article|Art\.|Section|Clause|Paragraph|Chapter|Annex)\s+(?:\d+[a-z]?|[IVXLC]+)\b"
)


class Instrument(NamedTuple):
    """An agreement where it is named: its phrase, its noun, and whether the phrase holds a name."""

    first: int
    last: int
    head: int
    lemma: str
    named: bool


class Agreements:
    """The agreements of one text."""

    def __init__(
        self,
        words: Words,
        syntax: Syntax,
        frames: Sequence[Frame],
        presented: Sequence[Modality],
        times: Sequence[Range],
        sources: Mapping[int, Range],
    ) -> None:
        """``times``: the words of each date. ``sources``: for each word of an attribution's content those of its source."""
        self.words, self.syntax = words, syntax
        self.times, self.sources = times, sources
        self.at = {f.predicate: f for f in frames}
        self.told = {f.predicate: m for f, m in zip(frames, presented, strict=True)}
        self.instruments = self._instruments()
        self.heads = {i.head: i for i in self.instruments}
        #: Agreements with the numbers of the dates on which they were signed, and since which they are in force.
        self.signed, self.in_force = self._dates()

    def _instruments(self) -> list[Instrument]:
        out = []
        for w, tag in enumerate(self.syntax.upos):
            if tag not in ("NOUN", "PROPN"):
                continue
            lemma = lemma_of(self.syntax.forms[w])
            if lemma not in _INSTRUMENTS or self.syntax.relation[w] == "compound":
                continue
            first, last = noun_phrase(self.syntax, w)
            for c in self.syntax.children(w):
                if (
                    c > w
                    and self.syntax.relation[c] in ("nmod", "flat", "appos")
                    and self.syntax.upos[c] == "PROPN"
                ):
                    last = max(last, max(self.syntax.subtree(c)) + 1)
            title = self._title(w)
            last = max(last, title)
            # "The Treaty" in a heading is no name yet.
            proper = any(self.syntax.upos[k] == "PROPN" for k in range(first, last) if k != w)
            named = lemma not in PARTS and (title > w + 1 or proper)
            out.append(Instrument(first, last, w, lemma, named))
        return out

    def _title(self, w: int) -> int:
        """Where a capitalised title ends that follows its noun: "Treaty on Comprehensive Strategic Partnership between"."""
        forms, end = self.syntax.forms, w + 1
        if not (forms[w][0].isupper() and forms[w + 1 : w + 2] and forms[w + 1] in ("on", "of", "for")):
            return end
        stop = int(self.syntax.edges[self.syntax.sentence[w] + 1])
        for k in range(w + 1, stop):
            if forms[k][0].isupper():
                end = k + 1
            elif forms[k] not in _SMALL:
                break
        return end

    def called(self, instrument: Instrument | None, at: int) -> Instrument | None:
        """The named agreement that is meant: this one, the last one of its noun before, or the text's only one."""
        if instrument is not None and instrument.named:
            return instrument
        named = [i for i in self.instruments if i.named]
        before = [i for i in named if i.head <= at and (instrument is None or i.lemma == instrument.lemma)]
        if before:
            return before[-1]
        if instrument is not None and instrument.lemma not in PARTS:
            named = [i for i in named if i.lemma == instrument.lemma]
        return named[0] if len({self.syntax.forms[i.head].lower() for i in named}) == 1 else None

    def last_before(self, w: int) -> Instrument | None:
        """The agreement spoken of last before a word; a part of one is none."""
        return next((i for i in reversed(self.instruments) if i.head < w and i.lemma not in PARTS), None)

    def _dates(self) -> tuple[list[tuple[Instrument, int]], list[tuple[Instrument, int]]]:
        """Dates (their numbers) that tell when an agreement was signed, and since when it is in force."""
        signed: list[tuple[Instrument, int]] = []
        in_force: list[tuple[Instrument, int]] = []
        for w, form in enumerate(self.syntax.forms):
            signs = self.syntax.upos[w] == "VERB" and lemma_of(form) in _SIGNS
            # "entered into force", "took effect": the date hangs on the verb.
            holds = form.lower() in _IN_FORCE
            if not signs and not holds:
                continue
            top = (
                self.syntax.head[w] if holds and self.syntax.relation[w] in ("obl", "obj", "compound") else w
            )
            if (
                self.told.get(top) in ("negated", "possible", "future", "conditional")
                or self.told.get(w) == "negated"
            ):
                continue
            about = self._about(top)
            date = next((d for k in (w, top) if (d := self._date_at(k)) is not None), None)
            if date is None and holds:
                # "effective since December", wherever the parser hung the month.
                date = next((n for n, (a, b) in enumerate(self.times) if w < a <= w + 3 and b > a), None)
            if about is not None and date is not None:
                (signed if signs else in_force).append((about, date))
        return signed, in_force

    def _date_at(self, w: int) -> int | None:
        """The date that hangs nearest to a word, on no other word that tells of signing or force."""
        tree = set(self.syntax.subtree(w))
        for k in sorted(tree - {w}):
            rival = lemma_of(self.syntax.forms[k]) in _SIGNS or self.syntax.forms[k].lower() in _IN_FORCE
            if rival and (self.syntax.head[k] != w or self._has_date(k)):
                tree -= set(self.syntax.subtree(k))
        held = [n for n, (a, b) in enumerate(self.times) if b > a and set(range(a, b)) <= tree]
        return min(held, key=lambda n: abs(self.times[n][0] - w), default=None)

    def _has_date(self, w: int) -> bool:
        tree = set(self.syntax.subtree(w))
        return any(b > a and set(range(a, b)) <= tree for a, b in self.times)

    def _about(self, w: int) -> Instrument | None:
        """The agreement that is signed or holds: what the verb takes, what it hangs on, or the subject of its clause."""
        frame = self.at.get(w)
        for _, a, b in frame.roles if frame else ():
            found = next((i for i in self.instruments if a <= i.head < b), None)
            if found is not None:
                return found
        for _ in range(4):
            if w in self.heads:
                return self.heads[w]
            subject = self.subject_of(w)
            if subject is not None and self.syntax.forms[subject].lower() not in ("which", "that"):
                return self.heads.get(subject)
            above = self.syntax.head[w]
            if above == w:
                return None
            w = above
        return None

    def date(self, pairs: Sequence[tuple[Instrument, int]], called: Instrument | None) -> int | None:
        """The date of this agreement; where the text speaks of one only, that one's."""
        for instrument, date in pairs:
            if called is not None and self.called(instrument, instrument.head) == called:
                return date
        return pairs[0][1] if pairs and len({i for i in self.instruments if i.named}) < 2 else None

    def subject_of(self, w: int) -> int | None:
        """The subject of a verb, passive or not."""
        return next((c for c in self.syntax.children(w) if self.syntax.relation[c].startswith("nsubj")), None)

    def under(self, w: int) -> Instrument | None:
        """The agreement that a clause rests on: "under the treaty", "according to the pact", "the accord says"."""
        for _ in range(4):
            for c in self.syntax.children(w):
                if self.syntax.relation[c] in ("obl", "nmod", "advcl", "obl:agent"):
                    held = [self.heads[k] for k in self.syntax.subtree(c) if k in self.heads]
                    cases = {
                        self.syntax.forms[k].lower()
                        for k in self.syntax.children(c)
                        if self.syntax.relation[k] == "case"
                    }
                    if held and cases & {"under", "according", "by", "per", "in"}:
                        # "Article 4 of the treaty": the whole rather than its part.
                        return next((i for i in held if i.lemma not in PARTS), self._whole(held[0]))
            if w in self.sources:
                a, b = self.sources[w]
                found = next((i for i in self.instruments if a <= i.head < b), None)
                if found is not None:
                    return found
            above = self.syntax.head[w]
            if above == w or self.syntax.relation[w] not in ("conj", "xcomp", "ccomp", "advcl", "parataxis"):
                return None
            w = above
        return None

    def _whole(self, part: Instrument) -> Instrument:
        """The agreement that an article is of, however it was parsed."""
        for i in self.instruments:
            if (
                part.head < i.first <= part.head + 4
                and i.lemma not in PARTS
                and "of" in self.syntax.forms[part.head : i.first]
            ):
                return i
        return part

    def article(self, w: int, instrument: Instrument | None = None) -> tuple[int, int] | None:
        """ "Article 4" in the same sentence, unless it is another agreement's ("Article 51 of the UN Charter")."""
        number = self.syntax.sentence[w]
        a, b = (int(self.syntax.edges[number + k]) for k in (0, 1))
        start, end = int(self.words.start[a]), int(self.words.end[b - 1])
        for found in _ARTICLE.finditer(self.words.text, start, end):
            k, _ = words_in(self.words, found.end(), end)
            whole = next((i for i in self.instruments if k <= i.first <= k + 2), None)
            if whole is None or not whole.named or instrument is None or self.called(instrument, w) == whole:
                return found.span()
        return None


__all__ = ["PARTS", "Agreements", "Instrument"]
