"""The sourcing label as a picture to embed: one drawing that needs no style sheet, font or script."""

from __future__ import annotations

from markupsafe import Markup

from hearsay.schema import SourceKind
from hearsay.views.label import Label
from hearsay.views.phrases import chain_words, day_words
from hearsay.views.plain import count, plain
from hearsay.views.web.drawings.svg import drawing, element, fit, lines, words
from hearsay.views.web.kinds import SIGNS

_WIDTH = 480.0
_PAD = 22.0
_INK, _DIM, _PAPER, _LINE = "#1c1b19", "#5c5852", "#fffdf8", "#cfc8bb"
_FONT = "system-ui, 'Segoe UI', Helvetica, Arial, sans-serif"

#: The four ways in which a statement is sourced: field, words, sign, colour.
PARTS: tuple[tuple[str, str, SourceKind, str], ...] = (
    ("named", "from named sources", "person", "#1f7a5c"),
    ("unnamed", "from somebody not named", "unnamed", "#b7791f"),
    ("unstated", "from nobody at all (“is said to”)", "unstated", "#b3372f"),
    ("own_voice", "in its own voice", "outlet", "#4a5a78"),
)


def card(label: Label) -> Markup:
    """Return the card of one article."""
    parts: list[Markup] = []
    y = 40.0

    def line(text: str, size: float = 13, *, weight: int = 400, fill: str = _INK, x: float = _PAD) -> None:
        room = _WIDTH - _PAD - x
        parts.append(words(fit(text, room, size), x, y, font_size=size, font_weight=weight, fill=fill))

    line("WHO SAYS SO?", 11, weight=700, fill=_DIM)
    y += 26
    for text in lines(label.headline or label.id or "(no headline)", _WIDTH - 2 * _PAD, 19, 3):
        line(text, 18, weight=700)
        y += 23
    line(f"{label.outlet or 'no outlet named'} · {day_words(label.published)}", 12.5, fill=_DIM)
    y += 24
    x = _PAD
    for field, _, _, colour in PARTS:
        number = getattr(label, field)
        if number:
            wide = (_WIDTH - 2 * _PAD) * number / label.statements
            parts.append(element("rect", x=x, y=y, width=max(1.0, wide - 2), height=14, fill=colour))
            x += wide
    y += 36
    line(count(label.statements, "statement"), 14, weight=700)
    y += 22
    for field, told, kind, colour in PARTS:
        number = getattr(label, field)
        parts.append(words(SIGNS[kind], _PAD, y, font_size=14, fill=colour))
        parts.append(
            words(f"{number:,}", _PAD + 56, y, font_size=14, font_weight=700, fill=_INK, text_anchor="end")
        )
        line(told, 13.5, x=_PAD + 66)
        y += 21
    for name, text in facts(label):
        y += 4
        line(name, 11.5, weight=700, fill=_DIM)
        for piece in lines(text, _WIDTH - 2 * _PAD - 120, 12.5, 2):
            line(piece, 12.5, x=_PAD + 120)
            y += 17
    y += 16
    line("Hearsay", 11, fill=_DIM)
    frame = element(
        "rect", x=1, y=1, width=_WIDTH - 2, height=y + 14, rx=10, fill=_PAPER, stroke=_LINE, stroke_width=1.5
    )
    body = element("g", frame, *parts, font_family=_FONT)
    return drawing(_WIDTH, y + 16, [body], title=told_of(label))


def embedded(label: Label) -> Markup:
    """Return the card as an HTML page of its own, for a frame or to be cut out: no style sheet, no script."""
    head = Markup('<meta charset="utf-8"><title>{}</title>').format(plain(told_of(label)))
    return Markup('<!doctype html>\n<html lang="en"><head>{}</head><body>{}</body></html>\n').format(
        head, card(label)
    )


def facts(label: Label) -> list[tuple[str, str]]:
    """Return what else a card tells, as names and values."""
    found = []
    if label.second_hand:
        found.append(("Second hand", f"{label.second_hand:,}, told by somebody to the outlet"))
    deeper = label.third_hand + label.further
    if deeper:
        found.append(("Third hand", f"{deeper:,}, such as {chain_words(label.longest_chain, 40)}"))
    if label.leans_on:
        names = ", ".join(f"{leaning.name} ({leaning.statements:,})" for leaning in label.leans_on[:6])
        found.append(("Leans on", names))
    for taken in label.taken_over[:2]:
        found.append(("Taken over", f"{taken.share:.0%} of its words, from {taken.outlet or taken.article}"))
    return found


def told_of(label: Label) -> str:
    """Return the card in one sentence."""
    parts = [f"{getattr(label, field):,} {told}" for field, told, _, _ in PARTS if getattr(label, field)]
    return f"Sourcing label: {count(label.statements, 'statement')}: {', '.join(parts) or 'none found'}"
