"""The bundled pile: short invented articles on invented events, and what is true of them.

The outlets, agencies, people and places are made up. :func:`articles` is the folder that ``hearsay demo``
reads; :func:`truth` says which article copied which, who stands behind each claim, where the accounts part.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import msgspec

from hearsay.schema import SourceKind, Stance

_HERE = Path(__file__).parent

CopyKind = Literal["verbatim", "cut", "reworded"]
About = Literal["figure", "date", "place", "actor", "stance"]


class Copy(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What an article was taken over from: a file of the pile, how, and whether the copy says so."""

    file: str
    kind: CopyKind
    stated: bool


class ArticleTruth(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One article. ``file`` is its name in the folder, ``NAME:LINE`` for a line of a JSONL file.

    ``outlet`` is None where nothing in the file tells it; in chains such an article goes by its file name.
    ``published`` is an ISO date; ``story`` the name of the story that it belongs to.
    """

    file: str
    outlet: str | None
    published: str
    copy_of: Copy | None
    story: str


class StatementTruth(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A claim as one article gives it. ``quote`` stands in the article's text exactly once.

    ``said`` is the chain that the article itself shows; ``chain`` the whole one, walked on through copies and
    through cited articles of the pile. Both go from the outlet inwards. ``origin`` is the last link of
    ``chain``, None where no source is stated or the chain comes back to where it began (``circular``);
    ``copy_of`` the file whose words these are. ``withdrawn``: it stands in a report that its outlet took back,
    or rests on one; its origin is none of the claim's.
    """

    file: str
    quote: str
    stance: Stance
    said: tuple[str, ...]
    chain: tuple[str, ...]
    origin: str | None
    origin_kind: SourceKind
    copy_of: str | None
    circular: bool = False
    withdrawn: bool = False


class Value(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One of the values that accounts give: a number, an ISO date, a name or a stance, as a string."""

    value: str
    origins: tuple[str, ...]
    files: tuple[str, ...]


class DisagreementTruth(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where the statements of one claim part; values in the order in which they were first published.

    ``kind``: whether later values replace earlier ones, or values stand side by side; None: not judged.
    """

    about: About
    values: tuple[Value, ...]
    kind: Literal["update", "conflict"] | None = None


class ClaimTruth(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One claim and all statements of it in the pile.

    ``origins`` stand behind the claim (they affirm or hedge it), ``denied_by`` deny it; ``corroboration`` is
    the number of ``origins``. ``unstated`` counts the statements that give no source, which are no origin.
    ``earliest`` and ``latest`` bound when it happened, inclusive ISO dates, or are None where nothing tells.
    ``negative`` marks a claim that something did not happen, which a record may hold the other way round.
    """

    id: str
    text: str
    negative: bool
    statements: tuple[StatementTruth, ...]
    origins: tuple[str, ...]
    denied_by: tuple[str, ...]
    unstated: int
    corroboration: int
    earliest: str | None
    latest: str | None
    disagreements: tuple[DisagreementTruth, ...]


class NoticeTruth(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``file`` corrects or withdraws what stood in ``of``, an earlier report of its outlet or itself."""

    file: str
    of: str
    kind: Literal["correction", "withdrawal"]


class Boilerplate(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What an outlet repeats under its articles; it makes none of them a copy of another."""

    outlet: str
    text: str
    files: tuple[str, ...]


class TimeTruth(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A time expression and its TIMEX3 value. ``context`` stands in the text once, ``quote`` in it."""

    file: str
    context: str
    quote: str
    value: str


class CreditTruth(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A picture credit; ``quote`` is the line that holds it."""

    file: str
    quote: str
    creator: str
    platform: str
    licence: str
    licence_url: str


class ActorTruth(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody or something that the pile names, with the other names that it goes by there."""

    name: str
    type: Literal["PER", "ORG", "LOC", "MISC"]
    aliases: tuple[str, ...]


class Truth(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All that is known of the pile.

    ``apart`` are pairs of claims that look alike and are two; ``strangers`` pairs of actors who share a name.
    ``held`` are the stories that nothing was tuned on.
    """

    version: int
    articles: tuple[ArticleTruth, ...]
    claims: tuple[ClaimTruth, ...]
    apart: tuple[tuple[str, str], ...]
    actors: tuple[ActorTruth, ...]
    strangers: tuple[tuple[str, str], ...]
    boilerplate: tuple[Boilerplate, ...]
    times: tuple[TimeTruth, ...]
    credits: tuple[CreditTruth, ...]
    held: tuple[str, ...]
    notices: tuple[NoticeTruth, ...]


def articles() -> Path:
    """Return the folder of the bundled articles: Markdown, HTML, plain text and JSONL."""
    return _HERE / "articles"


def truth() -> Truth:
    """Return what is true of the bundled articles, read from ``truth.json``."""
    return msgspec.json.decode((_HERE / "truth.json").read_bytes(), type=Truth)
