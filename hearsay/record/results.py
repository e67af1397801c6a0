"""What the record answers: the structs that its queries return. All go to JSON with ``msgspec.json.encode``.

An ``article`` field holds the article's own id where it has one that no other article in the record has, and
its :attr:`~hearsay.schema.Article.key` otherwise; :meth:`hearsay.record.Record.article` takes either.
``start``
and ``end`` are code-point offsets into that article's text. ``actor`` fields hold an :attr:`Actor.id`, or
None
where a name was not resolved to an actor. Dates are ISO 8601, inclusive.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from hearsay.schema import MentionType, Modality, Precision, SourceKind, Span, SpeechKind, Stance

#: What a disagreement is about.
About = Literal["figure", "date", "place", "actor", "stance"]
#: ``update``: the values were published on different days, later ones may replace earlier ones;
#: ``conflict``: different values stand side by side on one day.
DisagreementKind = Literal["update", "conflict"]
#: How the direction of a copy is known: the copy names its source, it was published later, or not at all.
Direction = Literal["stated", "time", "unknown"]
NodeKind = Literal["origin", "hop", "article", "copies"]


class Reason(msgspec.Struct, frozen=True, omit_defaults=True):
    """One reason for something that the record concluded: which rule, what it saw, and its weight in
    the sum.
    """

    rule: str
    seen: str
    score: float | None = None


class Link(msgspec.Struct, frozen=True):
    """One hand in a chain, outermost first. The outlet's own hop has no span."""

    name: str
    actor: str | None
    kind: SourceKind
    start: int | None
    end: int | None


class Interval(msgspec.Struct, frozen=True):
    """Inclusive ISO dates; None: unknown or open."""

    earliest: str | None
    latest: str | None


class ClaimStatement(msgspec.Struct, frozen=True):
    """A statement of a claim. ``copy_of`` is the article from which its words were taken over, if they
    were. ``withdrawn`` is there only where the outlet took the report back, or one that this rests on: the article
    that says so.
    """

    article: str
    start: int
    end: int
    predicate: Span | None
    stance: Stance
    chain: tuple[Link, ...]
    copy_of: str | None
    withdrawn: str | msgspec.UnsetType = msgspec.UNSET


class ClaimOrigin(msgspec.Struct, frozen=True):
    """One independent origin of a claim, and the articles that rest on it."""

    name: str
    actor: str | None
    kind: SourceKind
    articles: tuple[str, ...]


class Value(msgspec.Struct, frozen=True):
    """One of the values that disagree. ``origins`` are names; "" stands for an unstated one."""

    value: str
    low: float | None
    high: float | None
    origins: tuple[str, ...]
    articles: tuple[str, ...]


class Disagreement(msgspec.Struct, frozen=True):
    """Where the statements of one claim part: ``about`` is "figure: crew", "date", "place", "actor" or
    "stance".
    """

    about: str
    values: tuple[Value, ...]


class Claim(msgspec.Struct, frozen=True):
    """What several statements state in common. The JSON form is stable.

    ``origins`` are the independent origins that affirm or hedge it; unstated ones are not among them.
    ``corroboration`` is their number.
    """

    id: str
    text: str
    time: Interval
    statements: tuple[ClaimStatement, ...]
    origins: tuple[ClaimOrigin, ...]
    corroboration: int
    disagreements: tuple[Disagreement, ...]

    @property
    def articles(self) -> tuple[str, ...]:
        """The articles that state it, each once, sorted."""
        return tuple(sorted({statement.article for statement in self.statements}))

    @property
    def withdrawn(self) -> int:
        """How many of its statements were taken back by their outlets, or rest on one that was."""
        return sum(1 for s in self.statements if s.withdrawn)

    @property
    def unstated(self) -> int:
        """How many of its statements give no source ("it is said", "reportedly")."""
        return sum(1 for s in self.statements if s.chain and s.chain[-1].kind == "unstated")


class StatementRow(msgspec.Struct, frozen=True):
    """A statement with the article it stands in. ``id`` is unique in the record, ``text`` are its words.

    ``origin`` is the last hop of its own chain; ``root`` is where that leads through copies and cited
    articles in the record (the same as ``origin`` when nothing leads on; None: unstated).
    """

    id: str
    claim: str
    article: str
    outlet: str | None
    headline: str | None
    published: str | None
    text: str
    start: int
    end: int
    spans: tuple[Span, ...]
    predicate: Span | None
    stance: Stance
    kind: SpeechKind
    modality: Modality
    time: Interval
    precision: Precision | None
    chain: tuple[Link, ...]
    origin: Link
    root: Link | None
    copy_of: str | None
    entities: tuple[str, ...]
    confidence: float = 1.0


class TimelineEntry(msgspec.Struct, frozen=True):
    """A claim put in time. ``dates`` has more than one interval where the accounts give different dates.

    ``edtf`` and ``precision`` describe ``time``; with no time at all, ``time`` is open on both sides, and
    such entries come last. ``withdrawn`` counts its statements that were taken back. ``modality`` other than "fact"
    means: not told as something that happened.
    """

    claim: str
    text: str
    time: Interval
    precision: Precision | None
    modality: Modality
    stance: Stance
    origins: tuple[ClaimOrigin, ...]
    unstated: int
    articles: tuple[str, ...]
    outlets: tuple[str, ...]
    dates: tuple[Value, ...] = ()
    withdrawn: int = 0


class SourceRow(msgspec.Struct, frozen=True):
    """Who the record rests on. ``alone`` counts the claims that have no other origin.

    The row with kind "unstated" and name "" gathers the statements that give no source; there ``alone``
    counts
    the claims with no origin at all.
    """

    name: str
    actor: str | None
    kind: SourceKind
    statements: int
    claims: int
    alone: int
    articles: tuple[str, ...]
    outlets: tuple[str, ...]


class Dispute(msgspec.Struct, frozen=True):
    """One disagreement, with the claim it belongs to. ``times``: for each value, when it was first
    published.
    """

    claim: str
    text: str
    about: About
    of: str
    kind: DisagreementKind
    values: tuple[Value, ...]
    times: tuple[str | None, ...]
    reasons: tuple[Reason, ...]


class Passage(msgspec.Struct, frozen=True):
    """Words taken over: where they stand in the copy and in the original. ``likeness`` is 1.0 word for
    word.
    """

    start: int
    end: int
    of_start: int
    of_end: int
    words: int
    likeness: float


class Copy(msgspec.Struct, frozen=True):
    """One article took over passages of another. With direction "unknown", which is the original is not
    known.

    ``share`` is the part of the copy's words that stand in the passages, between 0 and 1.
    """

    article: str
    original: str
    outlet: str | None
    original_outlet: str | None
    direction: Direction
    share: float
    passages: tuple[Passage, ...]
    reasons: tuple[Reason, ...]


class Actor(msgspec.Struct, frozen=True):
    """A person, organisation or place across articles. ``names`` begins with ``name``, its most common one.

    ``speaks`` counts the statements whose chain it stands in; ``origin_of`` those it is the origin of.
    """

    id: str
    name: str
    type: MentionType
    names: tuple[str, ...]
    titles: tuple[str, ...]
    articles: tuple[str, ...]
    mentions: int
    speaks: int
    origin_of: int
    reasons: tuple[Reason, ...]


class Node(msgspec.Struct, frozen=True):
    """A branch of a trace. ``words`` are the article's own at ``start:end`` ("" where nothing is quoted).

    ``how`` says how it hangs on its parent: "says", "own reporting", "cites", "copies", "unstated". An origin that
    is none says why: "unstated", "circular", and "withdrawn" or "corrected" with the article and the words that do so.
    """

    kind: NodeKind
    name: str
    how: str
    source_kind: SourceKind | None = None
    actor: str | None = None
    stance: Stance | None = None
    article: str | None = None
    outlet: str | None = None
    published: str | None = None
    start: int | None = None
    end: int | None = None
    words: str = ""
    reasons: tuple[Reason, ...] = ()
    children: tuple[Node, ...] = ()


class Trace(msgspec.Struct, frozen=True):
    """A claim as a tree: its origins, under each the hands it went through, the articles, their words.

    ``roots`` begins with the origins that affirm it, then those that deny it, then the unstated ones.
    ``reasons`` say why its statements were taken for one claim.
    """

    claim: Claim
    roots: tuple[Node, ...]
    disputes: tuple[Dispute, ...]
    reasons: tuple[Reason, ...]


class ArticleRow(msgspec.Struct, frozen=True):
    """An article in the record, without its text."""

    article: str
    key: str
    outlet: str | None
    headline: str | None
    published: str | None
    url: str | None
    statements: int
    words: int


class Counts(msgspec.Struct, frozen=True):
    """How much the record holds. ``unstated`` counts statements without a stated source."""

    articles: int
    outlets: int
    statements: int
    claims: int
    origins: int
    actors: int
    copies: int
    disagreements: int
    unstated: int
