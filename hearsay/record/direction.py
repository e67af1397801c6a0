"""Which of two articles had the words first: the one that the other names, or the earlier one, or it is not known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from hearsay.record.days import earlier
from hearsay.record.facts import Document
from hearsay.record.names import name_key, name_tokens
from hearsay.record.results import Direction, Passage, Reason
from hearsay.record.words import fold

#: How an article says where its words were taken from. Each is followed by the outlet's name.
_TAKEN = (
    r"source:?",
    r"read the (?:full|original|whole) (?:article|story|report) (?:at|on|in)",
    r"(?:this|the) (?:article|story|report) (?:was )?(?:first|originally) (?:appeared|published|ran) "
    r"(?:in|on|by|at)",
    r"(?:first|originally) published (?:in|on|by|at)",
    r"(?:republished|reprinted|reproduced|taken|adapted) (?:with permission )?from",
    r"(?:with )?(?:additional )?(?:reporting|material) (?:by|from)",
    r"courtesy of",
    r"via",
    r"copyright",
)
_STATED = re.compile(
    rf"(?:^|[\n(\[]|[.!?]\s)\s*(?:{'|'.join(_TAKEN)})\s+(?:the\s+)?([^\n]{{2,80}})", re.IGNORECASE
)
#: "(Cape Wire) -": the credit in a dateline, at the beginning of a paragraph.
_DATELINE = re.compile(r"^[^\n()]{0,60}\(([^()\n]{2,50})\)\s*[-–—]", re.MULTILINE)


def _credits(text: str) -> Iterator[tuple[str, str]]:
    """Whom an article names as where its text is from: the words that begin with the name, and the whole credit."""
    for pattern in (_DATELINE, _STATED):
        for found in pattern.finditer(text):
            yield found.group(1), " ".join(found.group().split())


def decide(
    left: Document, right: Document, passages: Sequence[Passage]
) -> tuple[Document, Document, Direction, tuple[Reason, ...]]:
    """Which of two articles is the copy: (copy, original, how that is known, why)."""
    for rule, one, other in (
        ("names its source", states_source(left, right), states_source(right, left)),
        (
            "the passage names the outlet",
            _names_itself(right, [(p.of_start, p.of_end) for p in passages]),
            _names_itself(left, [(p.start, p.end) for p in passages]),
        ),
    ):
        if one and not other:
            return left, right, "stated", (Reason(rule, one),)
        if other and not one:
            return right, left, "stated", (Reason(rule, other),)
    first = earlier(left.published, right.published)
    if first is not None:
        copy, original = (right, left) if first else (left, right)
        return (
            copy,
            original,
            "time",
            (Reason("published later", f"{original.published} / {copy.published}"),),
        )
    known = bool(left.published and right.published)
    told = "published on one day" if known else "a publication date is missing"
    # Neither is known to be the original: the one with fewer words of its own is listed as the copy.
    copy, original = sorted((left, right), key=lambda d: (len(d.article.text), d.key))
    return copy, original, "unknown", (Reason(told, f"{left.published or '?'} / {right.published or '?'}"),)


def states_source(doc: Document, other: Document) -> str:
    """The words in which one article names the other's outlet as where its text is from, or ""."""
    if not other.outlet_keys:
        return ""
    for told, credit in _credits(doc.article.text):
        if _begins_with(told, other.outlet_keys):
            return credit
    for author in doc.article.authors:
        if name_key(author) in other.outlet_keys:
            return author
    return ""


def _begins_with(words: str, keys: frozenset[str]) -> bool:
    joined = " ".join(name_tokens(words)) + " "
    return any(joined.startswith(key + " ") for key in keys)


def _names_itself(doc: Document, spans: Iterable[tuple[int, int]]) -> str:
    """The name of its own outlet within given spans of an article ("told Cape Wire"), or ""."""
    for start, end in spans:
        passage = fold(doc.article.text[start:end])
        if not any(key.split()[-1] in passage for key in doc.outlet_keys if key):
            continue
        words = " " + " ".join(name_tokens(doc.article.text[start:end])) + " "
        for key in sorted(doc.outlet_keys):
            if f" {key} " in words:
                return key
    return ""
