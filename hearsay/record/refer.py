"""Answers with the names that articles go by for their readers, in place of keys."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from msgspec import UNSET
from msgspec.structs import replace

from hearsay.record.results import (
    Actor,
    Claim,
    ClaimOrigin,
    Copy,
    Dispute,
    Node,
    SourceRow,
    StatementRow,
    TimelineEntry,
    Trace,
    Value,
)

Refs = Mapping[str, str]
_WithArticles = TypeVar("_WithArticles", Actor, ClaimOrigin, SourceRow, Value)


def many(found: _WithArticles, refs: Refs) -> _WithArticles:
    """Rename the articles of anything that lists them."""
    return replace(found, articles=tuple(sorted(refs[key] for key in found.articles)))


def claim(found: Claim, refs: Refs) -> Claim:
    """Rename the articles of a claim."""
    return replace(
        found,
        statements=tuple(
            replace(
                s,
                article=refs[s.article],
                copy_of=refs[s.copy_of] if s.copy_of else None,
                withdrawn=refs[s.withdrawn] if s.withdrawn else UNSET,
            )
            for s in found.statements
        ),
        origins=tuple(many(origin, refs) for origin in found.origins),
        disagreements=tuple(
            replace(d, values=tuple(many(value, refs) for value in d.values)) for d in found.disagreements
        ),
    )


def statement(found: StatementRow, refs: Refs) -> StatementRow:
    """Rename the articles of a statement."""
    return replace(found, article=refs[found.article], copy_of=refs[found.copy_of] if found.copy_of else None)


def entry(found: TimelineEntry, refs: Refs) -> TimelineEntry:
    """Rename the articles of an entry of the timeline."""
    return replace(
        found,
        origins=tuple(many(origin, refs) for origin in found.origins),
        articles=tuple(sorted(refs[key] for key in found.articles)),
        dates=tuple(many(value, refs) for value in found.dates),
    )


def dispute(found: Dispute, refs: Refs) -> Dispute:
    """Rename the articles of a disagreement."""
    return replace(found, values=tuple(many(value, refs) for value in found.values))


def copy(found: Copy, refs: Refs) -> Copy:
    """Rename the articles of a copy."""
    return replace(found, article=refs[found.article], original=refs[found.original])


def trace(found: Trace, refs: Refs) -> Trace:
    """Rename the articles of a trace."""
    return replace(
        found,
        claim=claim(found.claim, refs),
        roots=tuple(_node(node, refs) for node in found.roots),
        disputes=tuple(dispute(d, refs) for d in found.disputes),
    )


def _node(found: Node, refs: Refs) -> Node:
    return replace(
        found,
        article=refs[found.article] if found.article else None,
        children=tuple(_node(child, refs) for child in found.children),
    )
