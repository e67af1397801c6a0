"""Notices: where an outlet takes back a report of its own, or puts a figure in it right."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from hearsay.record.facts import Document
from hearsay.record.pairs import likeness

#: A notice is of the likest of so many of its outlet's articles before it, if it is so much like it, or
#: shares so many names with it.
REPORTS = 256
ALIKE = 0.35
NAMES = 2

#: So many words may be a heading.
HEADING = 5
#: So many characters before the words of a withdrawal may tell again what is taken back.
BEFORE = 300

Kind = Literal["withdrawal", "correction"]

#: What an outlet publishes, and the verbs by which it takes that back: lists by hand.
_REPORT = r"(?:report|story|article|account|broadcast|item|piece|coverage|headline|post)s?"
_TAKES_BACK = (
    r"(?:withdr(?:aws?|ew|awn|awing)|retract(?:s|ed|ing)?|(?:take|takes|took|taken|taking) (?:back|down)|"
    r"delet(?:es?|ed|ing)|remov(?:es?|ed|ing))"
)
#: "We have withdrawn our report", "our story ... has been retracted"; with "it" for one that the sentence names.
_VERB = re.compile(rf"\b{_TAKES_BACK}\b", re.IGNORECASE)
_WITHDRAWN = (
    rf"\b(?:we|our|this (?:newspaper|paper|site|station)|{{outlet}})\b[^.!?\n]{{0,80}}?\b{_TAKES_BACK}\b"
    rf"[^.!?\n]{{0,40}}?\b(?:(?:its|our|this|that|the) (?:[\w-]+ ){{0,2}}{_REPORT}|it)\b"
    rf"|\b(?:our|this|that|the) (?:[\w-]+ ){{0,2}}{_REPORT}\b[^.!?\n]{{0,80}}?\b(?:has|have|had|is|are|was|were) "
    rf"(?:been )?(?:hereby )?{_TAKES_BACK}\b"
)
_CORRECTED = re.compile(
    r"(?:^|\n)\s*corrections?\b[^\n]{0,60}?[:.–—-]"
    rf"|\b(?:we|our (?:\w+ )?{_REPORT})\b[^.!?\n]{{0,60}}?\b(?:gave|stated|reported|named|published|misstated)\b"
    r"[^.!?\n]{0,30}?\b(?:wrong|incorrect|mistaken|misstated|in error)\b"
    rf"|\b(?:earlier|previous|original) versions? of th(?:is|e) {_REPORT}\b"
    rf"|\bth(?:is|e) {_REPORT} (?:has been|was) (?:corrected|amended|revised)\b",
    re.IGNORECASE,
)
#: It stands in the report itself.
_IN_PLACE = re.compile(
    rf"\b(?:earlier|previous|original) versions? of th(?:is|e) {_REPORT}\b|\bth(?:is|e) {_REPORT} (?:has been|was) "
    rf"(?:corrected|amended|revised)\b",
    re.IGNORECASE,
)
#: What a sentence of a notice repeats of the mistake.
_OLD = re.compile(
    rf"\b(?:earlier|previous|original) versions? of th(?:is|e) {_REPORT}\b[^.!?\n]*"
    r"|\bwe (?:had )?(?:wrongly |mistakenly |incorrectly )?(?:reported|said|wrote|stated)\b[^.!?\n]*"
    rf"|\b(?:an|the|our) {_REPORT}\b[^.!?\n]*\b(?:misstated|misidentified|incorrectly|erroneously)\b[^.!?\n]*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Notice:
    """``article`` takes back, or corrects, ``of`` (keys; one and the same where it is done in place).

    ``words`` are its own; ``old`` the spans in which it repeats what was wrong.
    """

    kind: Kind
    article: str
    of: str
    words: str
    old: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Notices:
    """All notices, by the report they are of (of several of one report the first) and by the article they stand in."""

    withdrawn: Mapping[str, Notice] = field(default_factory=dict)
    corrected: Mapping[str, Notice] = field(default_factory=dict)
    within: Mapping[str, Notice] = field(default_factory=dict)


def holds_notice(doc: Document) -> bool:
    """Whether an article holds a notice."""
    return next(notices_in(doc), None) is not None


def notice_of(
    doc: Document, documents: Mapping[str, Document], before: Callable[[str], list[str]]
) -> Notice | None:
    """The notice that an article holds, with the report that it is of; None where that is not known.

    ``before`` gives, for an outlet's key, the keys of its articles not after the day of this one, in order, this
    one among them: the last ``REPORTS`` and one are enough.
    """
    for kind, words, old, in_place in notices_in(doc):
        of = doc.key if in_place else _report(doc, documents, before)
        return Notice(kind, doc.key, of, words, old) if of is not None else None
    return None


def notices_in(doc: Document) -> Iterator[tuple[Kind, str, tuple[tuple[int, int], ...], bool]]:
    """The notice in an article, if there is one: its kind, its words, where it repeats what was wrong, and
    whether it is of this very article.
    """
    text = doc.article.text
    patterns: list[tuple[Kind, re.Pattern[str]]] = [("correction", _CORRECTED)]
    if _VERB.search(text):
        patterns.insert(0, ("withdrawal", _withdrawn(doc.outlet)))
    for kind, pattern in patterns:
        held = [(m, _sentence(text, m.start(), m.end())) for m in pattern.finditer(text)]
        if not held:
            continue
        # A heading says less than the sentence that it stands over.
        found, words = next((item for item in held if len(item[1].split()) > HEADING), held[0])
        # What is taken back is often told again in the sentences before.
        line = text.rfind("\n", 0, found.start()) + 1
        stop = text.find("\n", found.end())
        paragraph = text[line : stop if stop >= 0 else len(text)]
        old = tuple((line + m.start(), line + m.end()) for m in _OLD.finditer(paragraph))
        if kind == "withdrawal":
            begin = max(line, found.start() - BEFORE)
            old = ((begin, line + len(paragraph)),)
        # A correction is put under the article, or is an article of its own: then at most a headline precedes it.
        under = found.group().lstrip()[:10].lower() == "correction" and "." in text[: found.start()]
        in_place = kind == "correction" and bool(_IN_PLACE.search(text) or under)
        yield kind, words, old, in_place
        return


@lru_cache(maxsize=256)
def _withdrawn(outlet: str) -> re.Pattern[str]:
    """How an outlet says that it takes a report back, under its own name or as "we"."""
    names = "|".join(re.escape(name) for name in (outlet, outlet.removeprefix("The ")) if name) or "we"
    return re.compile(_WITHDRAWN.replace("{outlet}", f"(?:the )?(?:{names})"), re.IGNORECASE)


def _sentence(text: str, start: int, end: int) -> str:
    """The sentence that holds ``text[start:end]``."""
    ends = (". ", "\n", "! ", "? ")
    begin = max(text.rfind(mark, 0, start + 1) for mark in ends) + 1
    stop = min((at for mark in ends if (at := text.find(mark, end)) >= 0), default=len(text))
    return " ".join(text[begin : stop + 1].split())


def _report(
    doc: Document, documents: Mapping[str, Document], before: Callable[[str], list[str]]
) -> str | None:
    """The report that a notice is of: of its outlet's articles not after it the one most like it."""
    own = {name for key in doc.outlet_keys for name in (key, f"the {key}")}
    best: tuple[tuple[float, int], str] | None = None
    for outlet in sorted(doc.outlet_keys):
        for n, key in enumerate(before(outlet)):
            other = documents[key]
            if key == doc.key or any(not in_place for *_, in_place in notices_in(other)):
                continue
            shared = len((doc.names & other.names) - own)
            alike = likeness(doc, other) or 0.0
            if shared and (alike >= ALIKE or shared >= NAMES):
                rank = (alike + shared / max(1, len(doc.names - own)), n)
                best = max(best, (rank, key)) if best is not None else (rank, key)
    return best[1] if best is not None else None
