"""Commitments as a record gives them: the structs, every cell with the span it was read from."""

from __future__ import annotations

import msgspec

from hearsay.record.results import ClaimOrigin
from hearsay.schema import CommitmentKind, EventTime, Hop, Stance


class Words(msgspec.Struct, frozen=True):
    """Words of an article with their span."""

    words: str
    start: int
    end: int


class CommitmentAccount(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where an article tells of a commitment, in its own words, and who these came through, the outlet first."""

    id: str
    article: str
    action: Words
    chain: tuple[Hop, ...]
    stance: Stance = "affirms"
    #: The statement that it stands in, and that one's claim.
    statement: str | None = None
    claim: str | None = None
    outlet: str | None = None
    published: str | None = None


class CommitmentRow(msgspec.Struct, frozen=True, omit_defaults=True):
    """A commitment as a record has it. All cells are those of the account that tells most, and their spans are
    offsets into the text of its ``article``; ``accounts`` are all that tell of it, the first published first.
    """

    id: str
    kind: CommitmentKind
    article: str
    #: What is to be done, left undone, or may be done.
    action: Words
    #: Who is bound, and who that is in the record; to whom.
    debtor: Words | None = None
    name: str | None = None
    actor: str | None = None
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
    accounts: tuple[CommitmentAccount, ...] = ()
    #: The independent origins of the accounts that affirm or hedge it, and of those that deny it.
    origins: tuple[ClaimOrigin, ...] = ()
    denied_by: tuple[ClaimOrigin, ...] = ()
    #: How many accounts have no origin.
    unstated: int = 0


__all__ = ["CommitmentAccount", "CommitmentRow", "Words"]
