"""The types that cross a room's wall: :class:`Article`, :class:`Reading` and what a reading holds.

Every ``start`` and ``end`` is a code-point offset into :attr:`Article.text`, end exclusive, so that
``text[start:end]`` is exactly what was read. A :data:`Span` is such a pair; :data:`Spans` are several, in
order of position, where the words stand apart. Lists in a reading are ordered by position.

The JSON form leaves out fields that hold their default, and keeps those that have none.
"""

from __future__ import annotations

import hashlib
from typing import Any, Literal

import msgspec

#: Version of the JSON form of a reading. Raised when a field is renamed, removed or changes its meaning.
SCHEMA_VERSION = 1

Span = tuple[int, int]
Spans = tuple[Span, ...]

MentionType = Literal["PER", "ORG", "LOC", "MISC", "PRON", "NOM"]
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
#: What kind of speech act or state of mind the cue reports.
SpeechKind = Literal["statement", "belief", "intention", "order", "question", "perception"]
#: What kind of thing the origin of an attribution is.
#: ``unnamed``: somebody, described but not named ("two officials briefed on the talks");
#: ``unstated``: nobody at all ("is said to", "reportedly"); ``outlet``: the article itself ("told this newspaper").
SourceKind = Literal["person", "organisation", "document", "footage", "unnamed", "unstated", "outlet"]
Stance = Literal["affirms", "denies", "hedges"]
#: What a standards desk looks for: an insider without a name and no word why; "sources" of whom only one ever speaks.
FlagKind = Literal["anonymity without reason", "plural sources one speaker"]
#: How the writer presents an event: as having happened, as not having, as something that may or is to happen, or as a question.
Modality = Literal[
    "fact", "negated", "possible", "future", "conditional", "obliged", "ordered", "hoped", "asked"
]
#: Which rule gave the publication date, in the order in which they are believed.
DateRule = Literal["option", "field", "metadata", "front matter", "first line", "dateline", "url"]
#: How one event stands to another in time; "when", "while" and "as" are ``during``.
OrderRelation = Literal["before", "after", "since", "until", "during"]
FigureKind = Literal["killed", "wounded", "missing", "detained", "displaced", "deployed"]
#: What kind of event: PLOVER's classes, and ``other`` where none fits.
EventType = Literal[
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "COOPERATE",
    "AID",
    "CONCEDE",
    "RETREAT",
    "INVESTIGATE",
    "DEMAND",
    "DISAPPROVE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
    "FIGHT",
    "other",
]
#: What binds: a duty, a duty not to, a right, or somebody's word.
CommitmentKind = Literal["obligation", "prohibition", "permission", "promise"]
#: What a place is: a country (by name or people), a part of one, a city, a seat of government ("the Kremlin").
PlaceKind = Literal["country", "region", "city", "seat"]
#: What decided for what a place name stands for: it has one meaning only; a country or state named beside it; one
#: named elsewhere in the article; the dateline; the largest, where nothing else tells.
PlaceRule = Literal["only one", "beside", "article", "dateline", "largest"]
Precision = Literal[
    "second",
    "minute",
    "hour",
    "part of day",
    "day",
    "week",
    "month",
    "season",
    "quarter",
    "half-year",
    "year",
    "decade",
    "century",
    "span",
]


class Article(msgspec.Struct, frozen=True, omit_defaults=True):
    """One published text. ``published`` is an ISO 8601 date or date-time, or None when nothing tells it."""

    text: str
    id: str = ""
    published: str | None = None
    headline: str | None = None
    outlet: str | None = None
    url: str | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None
    #: Which rule gave ``published``.
    published_by: DateRule | None = None
    #: Other dates that were found and contradict ``published``: (rule, ISO date).
    published_others: tuple[tuple[str, str], ...] = ()
    #: Where it was gathered from: a path, an address, ``FILE:LINE``.
    origin: str | None = None

    @property
    def key(self) -> str:
        """Hash of all that a reading depends on or that the record shows: the same content, the same key."""
        parts = (self.text, self.published, self.headline, self.outlet, self.url)
        return hashlib.sha256(msgspec.json.encode(parts)).hexdigest()[:32]


class Mention(msgspec.Struct, frozen=True, omit_defaults=True):
    """A span that names or points to somebody or something; ``entity`` is an :attr:`Entity.name`."""

    id: str
    start: int
    end: int
    type: MentionType
    entity: str


class Entity(msgspec.Struct, frozen=True, omit_defaults=True):
    """Who or what the mentions of one article stand for. ``name`` is unique within the article."""

    name: str
    type: MentionType
    #: Other names and descriptions used for it in this article, as they stand there.
    aliases: tuple[str, ...] = ()
    #: A title or role given to it ("Chief of the Russian General Staff").
    title: str | None = None


class Timex(msgspec.Struct, frozen=True, omit_defaults=True):
    """A time expression: TIMEX3 type, value and mod; ``edtf`` is the same as an EDTF level 1 string.

    ``earliest`` and ``latest`` are inclusive ISO dates (None: open or unknown). ``value`` is "" where the
    expression could not be resolved.
    """

    start: int
    end: int
    type: TimexType
    value: str
    edtf: str | None = None
    mod: str | None = None
    quant: str | None = None
    freq: str | None = None
    earliest: str | None = None
    latest: str | None = None
    precision: Precision | None = None
    #: What it was resolved against: "publication", "text" (an earlier expression), "event", or None: it says all itself.
    anchor: str | None = None
    #: Span of the earlier expression or event that it hangs on.
    anchor_span: Span | None = None


class Hop(msgspec.Struct, frozen=True, omit_defaults=True):
    """One hand that a statement came through. The outlet's own hop has no span."""

    name: str
    kind: SourceKind
    start: int | None = None
    end: int | None = None


class Attribution(msgspec.Struct, frozen=True):
    """Somebody is given as the source of something: source, cue and content spans (PolNeAR's terms).

    ``parent`` is the id of the attribution in whose content this one stands. ``speaker`` is the name that the
    source resolves to ("He" to "Ana Ruiz"). ``confidence`` is between 0 and 1.
    """

    id: str
    source: Spans
    cue: Spans
    content: Spans
    parent: str | None
    kind: SpeechKind
    source_kind: SourceKind
    stance: Stance
    speaker: str | msgspec.UnsetType | None = msgspec.UNSET
    confidence: float = 1.0
    #: Who the content came through, outermost first: the outlet, then the sources down to this one.
    chain: tuple[Hop, ...] = ()


class Role(msgspec.Struct, frozen=True):
    """An argument of an event: a PropBank role label (ARG0, ARGM-LOC) and its span."""

    role: str
    start: int
    end: int


class EventTime(msgspec.Struct, frozen=True, omit_defaults=True):
    """When an event happened: inclusive ISO dates, the expression that says so, and how it was found."""

    earliest: str | None = None
    latest: str | None = None
    edtf: str | None = None
    precision: Precision | None = None
    start: int | None = None
    end: int | None = None
    #: "expression": one in its own clause; "narrative": the last time that the text named; "saying": it was told
    #: then as past, so it happened no later.
    by: Literal["expression", "narrative", "saying"] = "expression"
    #: What the expression was resolved against, as :attr:`Timex.anchor`.
    anchor: str | None = None
    #: Span of the earlier expression or event that it hangs on.
    anchor_span: Span | None = None


class Place(msgspec.Struct, frozen=True, omit_defaults=True):
    """A place as the text says it, and what it resolves to by GeoNames.

    ``country`` is an ISO 3166 alpha-3 code. Cities have coordinates (degrees, WGS 84) and their number in GeoNames;
    countries and regions have none, since no point stands for them.
    """

    start: int
    end: int
    name: str
    kind: PlaceKind | None = None
    country: str | None = None
    #: What it is called in GeoNames, or the country that is meant.
    resolved: str | None = None
    #: The state, of a place in the US, or the region that is named.
    region: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    geonames: int | None = None
    #: What decided.
    by: PlaceRule | None = None
    #: It stands for those who govern the country, not for the place ("Pyongyang said").
    acts: bool = False


class Figure(msgspec.Struct, frozen=True, omit_defaults=True):
    """A quantity and what it counts. ``low`` and ``high`` bound it; None: open to that side."""

    start: int
    end: int
    low: float | None = None
    high: float | None = None
    unit: str | None = None
    #: What is counted, as it stands in the text ("soldiers").
    counts: str | None = None
    #: What the counted ones underwent, as conflict researchers code it.
    kind: FigureKind | None = None
    #: The text says "about", "some", "nearly".
    approx: bool = False


class Participant(msgspec.Struct, frozen=True, omit_defaults=True):
    """Somebody who takes part in an event, as a phrase: who acts, or on whom; PLOVER's source and target."""

    start: int
    end: int
    role: Literal["actor", "target"]
    #: Name of the entity that the phrase is or holds.
    entity: str | None = None
    #: ISO 3166 alpha-3 code of the country that it is, belongs to or stands for.
    country: str | None = None


class Event(msgspec.Struct, frozen=True):
    """A predicate with its roles. ``attribution`` is the innermost attribution whose content holds it."""

    id: str
    predicate: Span
    roles: tuple[Role, ...]
    attribution: str | None
    roleset: str | msgspec.UnsetType | None = msgspec.UNSET
    lemma: str = ""
    time: EventTime | msgspec.UnsetType | None = msgspec.UNSET
    place: Place | msgspec.UnsetType | None = msgspec.UNSET
    modality: Modality = "fact"
    #: How sure the writer is that it happened, -3 (did not) to 3 (did), as in UDS.
    factuality: float | msgspec.UnsetType | None = msgspec.UNSET
    #: What the text's own words say of it and other events: ("before", "e3") where this one came before event e3.
    order: tuple[tuple[OrderRelation, str], ...] = ()
    type: EventType = "other"
    participants: tuple[Participant, ...] = ()
    #: Id of the event that says of this one that it was done, begun, agreed to: "launched" of "an investigation".
    within: str | None = None


class Statement(msgspec.Struct, frozen=True, omit_defaults=True):
    """One proposition as this article gives it: in its own voice (``attribution`` None) or on somebody's word.

    ``spans`` are the words of the proposition. ``chain`` is who it came through, outermost first; the first hop
    is the article's outlet, the last one its origin.
    """

    id: str
    spans: Spans
    chain: tuple[Hop, ...]
    stance: Stance
    attribution: str | None = None
    kind: SpeechKind = "statement"
    modality: Modality = "fact"
    #: Id of the main event of the proposition, if it has one.
    event: str | None = None
    time: EventTime | None = None
    #: When it was said, where the text tells ("confirmed in April that ...").
    said: EventTime | None = None
    figures: tuple[Figure, ...] = ()
    #: Names of the entities in it.
    entities: tuple[str, ...] = ()
    #: The sentence embedding, 384 signed bytes; left out of what ``annotate`` prints.
    vector: bytes = b""


class Commitment(msgspec.Struct, frozen=True, omit_defaults=True):
    """What an agreement obliges somebody to do, forbids or allows, or what somebody promises.

    ``action`` is what is to be done, ``debtor`` who is bound, ``creditor`` to whom, as spans; ``due``, ``signed`` and
    ``in_force`` name the spans of the expressions that tell them.
    """

    id: str
    kind: CommitmentKind
    action: Span
    #: Id of the event that is to be done, where it is one.
    event: str | None = None
    debtor: Span | None = None
    #: Name of the entity that is bound.
    bound: str | None = None
    creditor: Span | None = None
    conditions: Spans = ()
    #: The agreement as it stands beside the commitment ("the treaty"), and where its name stands.
    agreement: Span | None = None
    called: Span | None = None
    #: "Article 4".
    article: Span | None = None
    due: EventTime | None = None
    signed: EventTime | None = None
    in_force: EventTime | None = None
    #: The innermost attribution whose content holds it.
    attribution: str | None = None


class Flag(msgspec.Struct, frozen=True, omit_defaults=True):
    """Something about the sourcing that a standards desk would ask about, and the source that raises it."""

    kind: FlagKind
    start: int
    end: int


class Credit(msgspec.Struct, frozen=True, omit_defaults=True):
    """A picture credit: who made it, where it was taken from, under which licence."""

    start: int
    end: int
    creator: str | None = None
    platform: str | None = None
    licence: str | None = None
    licence_url: str | None = None


class Reading(msgspec.Struct, frozen=True):
    """What one article says, who says it, and when. The same article and weights give the same reading."""

    id: str
    published: str | None
    sentences: Spans
    mentions: tuple[Mention, ...]
    times: tuple[Timex, ...]
    attributions: tuple[Attribution, ...]
    events: tuple[Event, ...]
    credits: tuple[Credit, ...]
    statements: tuple[Statement, ...] = ()
    entities: tuple[Entity, ...] = ()
    #: Places and countries, resolved; a name that GeoNames does not know is left out.
    places: tuple[Place, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    published_by: DateRule | None = None
    #: What is to be asked about the sourcing.
    flags: tuple[Flag, ...] = ()
    #: What the reader should know: no publication date, dates that contradict each other.
    notes: tuple[str, ...] = ()
    schema: int = SCHEMA_VERSION


def reading_schema() -> dict[str, Any]:
    """Return the JSON Schema of a line that ``hearsay annotate`` writes."""
    return msgspec.json.schema(Reading)


def article_schema() -> dict[str, Any]:
    """Return the JSON Schema of a line that ``hearsay annotate`` reads."""
    return msgspec.json.schema(Article)
