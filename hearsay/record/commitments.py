"""Commitments of a record: what agreements oblige whom to do, on which condition, since when, on whose word."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from hearsay.record.names import name_key
from hearsay.schema import Commitment, CommitmentKind, EventTime, Hop, Reading, Span

if TYPE_CHECKING:
    from hearsay.record.record import Record


class Words(msgspec.Struct, frozen=True):
    """Words of an article with their span."""

    words: str
    start: int
    end: int


class CommitmentRow(msgspec.Struct, frozen=True, omit_defaults=True):
    """A commitment as one article gives it; all spans are offsets into that article's text."""

    id: str
    kind: CommitmentKind
    article: str
    #: What is to be done, left undone, or may be done.
    action: Words
    #: Who is bound, and who that is in the record; to whom.
    debtor: Words | None = None
    name: str | None = None
    creditor: Words | None = None
    conditions: tuple[Words, ...] = ()
    #: The agreement by its name where the text gives one, else as it stands.
    agreement: Words | None = None
    under: Words | None = None
    due: EventTime | None = None
    signed: EventTime | None = None
    in_force: EventTime | None = None
    #: Who it came through, the outlet first.
    chain: tuple[Hop, ...] = ()
    outlet: str | None = None
    published: str | None = None


def commitments(
    record: Record,
    *,
    actor: str | None = None,
    agreement: str | None = None,
    kind: CommitmentKind | None = None,
) -> list[CommitmentRow]:
    """Commitments by publication, article and position.

    ``actor``: a name or a part of one, of who is bound. ``agreement``: words of the agreement's name. ``kind``: only this one.
    """
    record.derive()
    out = []
    for row in record.articles():
        reading, text = record.reading(row.article), record.article(row.article).text
        for commitment in reading.commitments:
            found = _row(row.article, row.outlet, row.published, reading, commitment, text)
            if (
                (kind is None or found.kind == kind)
                and (actor is None or _holds(actor, found.name, found.debtor))
                and (agreement is None or _holds(agreement, None, found.agreement))
            ):
                out.append(found)
    return out


def _row(
    article: str, outlet: str | None, published: str | None, reading: Reading, c: Commitment, text: str
) -> CommitmentRow:
    def words(span: Span | None) -> Words | None:
        return Words(" ".join(text[span[0] : span[1]].split()), *span) if span else None

    action = words(c.action)
    if action is None:
        raise ValueError(f"{article}: commitment {c.id} has no words")
    chain = next((a.chain for a in reading.attributions if a.id == c.attribution), ())
    return CommitmentRow(
        f"{article}.{c.id}",
        c.kind,
        article,
        action,
        words(c.debtor),
        c.bound,
        words(c.creditor),
        tuple(w for span in c.conditions if (w := words(span)) is not None),
        words(c.called or c.agreement),
        words(c.article),
        c.due,
        c.signed,
        c.in_force,
        chain or (Hop(outlet or article, "outlet"),),
        outlet,
        published,
    )


def _holds(asked: str, name: str | None, words: Words | None) -> bool:
    """Whether all words of a question are in a name or phrase."""
    wanted = set(name_key(asked).split())
    told = [n for n in (name, words.words if words else None) if n]
    return bool(wanted) and any(wanted <= set(name_key(n).split()) for n in told)


__all__ = ["CommitmentRow", "Words", "commitments"]
