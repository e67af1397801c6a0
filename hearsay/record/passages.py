"""What the record answers about passages: whom they rest on, what they share, which only repeat others."""

from __future__ import annotations

import msgspec

from hearsay.schema import SourceKind


class PassageOrigin(msgspec.Struct, frozen=True):
    """Somebody on whom passages rest. ``passages`` are their positions in what was given, from 0."""

    name: str
    actor: str | None
    kind: SourceKind
    passages: tuple[int, ...]


class PassageClaim(msgspec.Struct, frozen=True):
    """A claim that passages state. ``corroboration`` is the number of independent origins among *these* passages;
    ``in_record`` that of the whole record. Those who deny it are not among ``origins``.
    """

    claim: str
    text: str
    passages: tuple[int, ...]
    origins: tuple[PassageOrigin, ...]
    denied_by: tuple[PassageOrigin, ...]
    unstated: tuple[int, ...]
    corroboration: int
    in_record: int


class Excerpt(msgspec.Struct, frozen=True):
    """What became of one passage.

    ``articles`` hold it, each with the same words; ``exact`` is False where it was only compared. ``new`` is the
    part of what it states, 0 to 1, that no passage kept before it gives on the same word; ``repeats`` are those
    that do. A passage of which the record knows nothing has no statements.
    """

    passage: int
    articles: tuple[str, ...]
    exact: bool
    statements: tuple[str, ...]
    origins: tuple[str, ...]
    new: float
    repeats: tuple[int, ...]


class Independence(msgspec.Struct, frozen=True):
    """How many sources passages are.

    ``sources`` counts the independent origins of what at least two different passages state; where no two state
    the same, of all that they state. ``kept`` are the positions of the passages that add something, in the
    order given; unknown ones are kept, since nothing is known against them.
    """

    passages: int
    sources: int
    origins: tuple[PassageOrigin, ...]
    claims: tuple[PassageClaim, ...]
    kept: tuple[int, ...]
    unknown: tuple[int, ...]
    excerpts: tuple[Excerpt, ...]
