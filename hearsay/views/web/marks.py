"""An article's text with its marks: sources, cues, contents, times, names, figures, what it copied.

Marks overlap and nest; the text is cut at every end of one, and each piece says which marks it belongs to.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from hearsay.record.results import Copy, StatementRow
from hearsay.schema import Article, Reading, Span
from hearsay.views.phrases import chain_words, interval_words, source_words, sureness
from hearsay.views.plain import plain, shorten
from hearsay.views.web.kinds import KINDS, TYPES
from hearsay.views.web.text import visible

#: A mark that answers when it is touched, the most telling first where several lie on one word.
ACTIVE = ("cue", "source", "figure", "time", "name")
_SHOWN = 300


@dataclass(frozen=True, slots=True)
class Note:
    """What a mark explains: ``kind`` names its class, ``head`` its words, ``lines`` what they are taken for."""

    n: int
    kind: str
    head: str
    lines: tuple[str, ...]
    #: Addresses with their words.
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of text and the note that explains it; ``note`` None: it only shows."""

    start: int
    end: int
    kind: str
    note: int | None


@dataclass(frozen=True, slots=True)
class Marked:
    """The text with its marks, as HTML, and the notes."""

    html: Markup
    notes: tuple[Note, ...]


def mark(
    article: Article,
    reading: Reading,
    rows: Sequence[StatementRow],
    copies: Sequence[Copy],
    *,
    actors: Mapping[str, str],
    address: Mapping[str, str],
) -> Marked:
    """Mark an article's text. ``address``: for an actor's id, and for a copied article's key, its page."""
    text = article.text
    marks: list[Mark] = []
    notes: list[Note] = []

    def add(
        kind: str, spans: Iterable[Span], head: str, lines: Iterable[str], *links: tuple[str, str]
    ) -> None:
        n = len(notes)
        # A note about nobody's words ("reportedly" without a source) has nothing to stand on.
        told = [Mark(start, end, kind, n) for start, end in spans if 0 <= start < end <= len(text)]
        if told:
            marks.extend(told)
            notes.append(Note(n, kind, shorten(plain(head), 120), tuple(plain(x) for x in lines if x), links))

    def quoted(spans: Iterable[Span]) -> str:
        return " … ".join(text[start:end] for start, end in spans)

    by_attribution = {s.attribution: s.chain for s in reading.statements if s.attribution}
    for found in reading.attributions:
        chain = by_attribution.get(found.id)
        speaker = found.speaker if isinstance(found.speaker, str) else ""
        source = quoted(found.source)
        who = source_words(speaker or source, found.source_kind)
        about = [
            f"{KINDS[found.source_kind]}" + (f": {speaker}" if speaker and speaker != source else ""),
            f"came through: {chain_words(chain)}" if chain else "",
            *sureness(found.confidence),
        ]
        add("source", found.source, source, about)
        add(
            "cue",
            found.cue,
            quoted(found.cue),
            [
                f"{who}: a {found.kind}, which {found.stance} what follows" if found.stance != "affirms"
                else f"{who}: a {found.kind}",
                f"what was said: “{shorten(plain(quoted(found.content)), _SHOWN)}”" if found.content else "",
                *about[1:],
            ],
        )  # fmt: skip
        marks += [Mark(start, end, "content", None) for start, end in found.content]
    for time in reading.times:
        when = interval_words(time.earliest, time.latest)
        about = [
            when or "no date could be put to it",
            f"TIMEX3 {time.type} {time.value}" if time.value else "",
        ]
        if time.anchor:
            about.append(
                f"counted from the {'date of ' if time.anchor == 'publication' else ''}{time.anchor}"
            )
        add("time", [(time.start, time.end)], text[time.start : time.end], about)
    names = {entity.name: entity for entity in reading.entities}
    for mention in reading.mentions:
        entity = names.get(mention.entity)
        if (entity.type if entity else mention.type) in ("PRON", "NOM"):
            continue  # nobody was found behind it
        links = []
        if (actor := actors.get(mention.entity)) and actor in address:
            links.append((address[actor], "all about it in the record"))
        add(
            "name",
            [(mention.start, mention.end)],
            text[mention.start : mention.end],
            [
                f"{TYPES[entity.type if entity else mention.type]}: {mention.entity}",
                entity.title or "" if entity else "",
            ],
            *links,
        )
    for statement in reading.statements:
        for figure in statement.figures:
            bounds = _bounds(figure.low, figure.high)
            told = [f"{'about ' if figure.approx else ''}{bounds} {figure.unit or ''} {figure.counts or ''}"]
            told += [figure.kind] if figure.kind else []
            add("figure", [(figure.start, figure.end)], text[figure.start : figure.end], told)
    for copy in copies:
        link = [(address[copy.original], "the article it was taken from")] if copy.original in address else []
        for passage in copy.passages:
            add(
                "copied",
                [(passage.start, passage.end)],
                f"taken over from {copy.original_outlet or 'an earlier article'}",
                [
                    f"{passage.words:,} words, "
                    + ("word for word" if passage.likeness >= 0.999 else f"{passage.likeness:.0%} alike"),
                    "; ".join(f"{reason.rule}: {reason.seen}" for reason in copy.reasons),
                ],
                *link,
            )
    anchors = {row.start for row in rows}
    return Marked(_html(text, marks, anchors), tuple(notes))


def _bounds(low: float | None, high: float | None) -> str:
    if low is not None and high is not None:
        return f"{low:,.12g}" if low == high else f"{low:,.12g} to {high:,.12g}"
    if low is not None:
        return f"{low:,.12g} or more"
    return f"up to {high:,.12g}" if high is not None else "some"


def _html(text: str, marks: Sequence[Mark], anchors: set[int]) -> Markup:
    cuts = {0, len(text), *anchors}
    begin: dict[int, list[Mark]] = {}
    for found in marks:
        cuts |= {found.start, found.end}
        begin.setdefault(found.start, []).append(found)
    ordered = sorted(cut for cut in cuts if 0 <= cut <= len(text))
    active: list[Mark] = []
    parts: list[str] = []
    for start, end in zip(ordered, [*ordered[1:], len(text)], strict=True):
        active = [m for m in active if m.end > start] + begin.get(start, [])
        if start in anchors:
            parts.append(f'<span class="anchor" id="at{start}"></span>')
        if start < end:
            parts.append(_piece(visible(text[start:end]), active))
    return Markup("".join(parts))


def _piece(shown: str, active: Sequence[Mark]) -> str:
    words = str(escape(shown))
    if not active:
        return words
    depth = sum(1 for m in active if m.kind == "content")
    classes = {m.kind for m in active} | ({f"deep{min(depth, 3)}"} if depth > 1 else set())
    told = [m for kind in (*ACTIVE, "copied") for m in active if m.kind == kind and m.note is not None]
    first = next((m for m in told if m.kind in ACTIVE), None)
    numbers = " ".join(dict.fromkeys(f"n{m.note}" for m in told))
    style = " ".join(sorted(classes))
    if first is None or not shown.strip():
        return (
            f'<span class="m {style}"' + (f' data-notes="{numbers}"' if numbers else "") + f">{words}</span>"
        )
    return f'<a class="m {style}" href="#n{first.note}" data-notes="{numbers}">{words}</a>'
