"""The sourcing label as a card: one article, in about ten lines."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from hearsay.schema import Article, Credit, DateRule, Reading
from hearsay.views.label import Label
from hearsay.views.phrases import FLAGS, interval_words, sureness
from hearsay.views.plain import count, plain, shorten
from hearsay.views.screens.screen import BOLD, DATE, DIM, KINDS, WARN, Piece, Screen, chain_pieces
from hearsay.views.screens.statements import draw_statement

_WIDTH = 14
_LEANINGS = 8
_UNDATED = 6
_RULES: dict[DateRule, str] = {
    "option": "given with --published",
    "field": "its field 'published'",
    "metadata": "the page's metadata",
    "front matter": "its front matter",
    "first line": "its first line",
    "dateline": "its dateline",
    "url": "its address",
}


def draw_card(screen: Screen, label: Label) -> None:
    """Draw the card of one article."""
    screen.line((plain(label.headline or "") or plain(label.id) or "(no headline)", BOLD))
    screen.line(*_where_and_when(label))
    screen.blank()
    if not label.statements:
        _row(screen, "Statements", ["none found"])
    for n, piece in enumerate(_sourcing(label)):
        _row(screen, "" if n else count(label.statements, "statement"), [piece], BOLD)
    if label.second_hand:
        _row(screen, "Second hand", [f"{label.second_hand:,}", (", told by somebody to the outlet", DIM)])
    deeper = label.third_hand + label.further
    if deeper:
        told: list[Piece | str] = [f"{label.third_hand:,}"]
        if label.further:
            told.append(f", and {label.further:,} at fourth or further")
        _row(screen, "Third hand", [*told, (": ", DIM), *chain_pieces(label.longest_chain)])
    if label.leans_on:
        items: list[list[Piece | str]] = [
            [(shorten(plain(leaning.name), 60), KINDS[leaning.kind]), f" ({leaning.statements:,})"]
            for leaning in label.leans_on[:_LEANINGS]
        ]
        if len(label.leans_on) > _LEANINGS:
            items.append([f"and {len(label.leans_on) - _LEANINGS:,} more"])
        _row(screen, "Leans on", screen.flow(items, screen.width - _WIDTH - 1))
    for n, credit in enumerate(label.credits):
        _row(screen, "" if n else "Picture", [_credit(credit)])
    for n, words in enumerate(label.undated[:_UNDATED]):
        _row(screen, "" if n else "No date for", [(f"“{shorten(plain(words), 60)}”", WARN)])
    if len(label.undated) > _UNDATED:
        _row(screen, "", [f"and {len(label.undated) - _UNDATED:,} more"])
    for n, flag in enumerate(label.flags):
        words = f"“{shorten(plain(flag.source), 60)}”: {FLAGS[flag.kind]}"
        _row(screen, "" if n else "Ask about", [(words, WARN)])
    for n, note in enumerate(_notes(label)):
        _row(screen, "" if n else "Note", [(note, WARN)])


def draw_article(screen: Screen, article: Article, reading: Reading) -> None:
    """Draw the statements of one article, in the order of its text."""
    sure = {a.id: a.confidence for a in reading.attributions}
    for statement in reading.statements:
        time = statement.time
        last = statement.chain[-1]
        chain = statement.chain
        if last.kind == "unstated" and last.start is not None:
            # Nobody has no name; the words that say so are shown in its place.
            chain = (*chain[:-1], msgspec.structs.replace(last, name=article.text[last.start : last.end]))
        draw_statement(
            screen,
            when=interval_words(time.earliest, time.latest) if time else "",
            stance=statement.stance,
            words=" … ".join(article.text[start:end] for start, end in statement.spans),
            chain=chain,
            modality=statement.modality,
            notes=[
                *([f"said {interval_words(said.earliest, said.latest)}"] if (said := statement.said) else ()),
                *sureness(sure.get(statement.attribution or "", 1.0)),
            ],
        )


def _row(screen: Screen, name: str, body: Iterable[Piece | str], style: str = "") -> None:
    screen.row((name, style, _WIDTH), body=body)


def _where_and_when(label: Label) -> list[Piece | str]:
    pieces: list[Piece | str] = [plain(label.outlet or "") or "no outlet named", " · "]
    if label.published is None:
        return [*pieces, ("no publication date", WARN)]
    pieces.append((plain(label.published), DATE))
    if label.published_by:
        pieces.append((f" (from {_RULES[label.published_by]})", DIM))
    return pieces


def _sourcing(label: Label) -> list[Piece]:
    parts = [
        (label.named, "from named sources", ""),
        (label.unnamed, "from sources that are not named", KINDS["unnamed"]),
        (label.unstated, "naming nobody ('is said to')", KINDS["unstated"]),
        (label.own_voice, "in its own voice", ""),
    ]
    width = len(f"{label.statements:,}")
    return [(f"{number:>{width},} {words}", style) for number, words, style in parts if number]


def _credit(credit: Credit) -> str:
    parts = [
        f"by {plain(credit.creator)}" if credit.creator else "",
        f"at {plain(credit.platform)}" if credit.platform else "",
        plain(credit.licence or ""),
        plain(credit.licence_url or ""),
    ]
    return ", ".join(part for part in parts if part) or "credited, to nobody in particular"


def _notes(label: Label) -> list[str]:
    notes = [plain(note) for note in label.notes]
    if label.published is None and not any("publication date" in note for note in notes):
        notes.append(
            "no publication date: times such as 'yesterday' stay unresolved; give it with --published"
        )
    others = sorted(
        {day[:10] for _, day in label.published_others if day[:10] != (label.published or "")[:10]}
    )
    if others and not any(day in note for note in notes for day in others):
        notes.append(f"other dates found: {', '.join(map(plain, others))}")
    return notes
