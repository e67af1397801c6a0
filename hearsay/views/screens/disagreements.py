"""Disagreements: the values that accounts give, each with those who give it and since when."""

from __future__ import annotations

from collections.abc import Sequence

from hearsay.record.results import Dispute
from hearsay.views.phrases import dispute_words, names
from hearsay.views.plain import count, plain, shorten
from hearsay.views.screens.screen import BOLD, DIM, WARN, Piece, Screen


def draw_disagreements(screen: Screen, disputes: Sequence[Dispute]) -> None:
    """Draw each disagreement under the claim it is about."""
    for n, dispute in enumerate(disputes):
        if n:
            screen.blank()
        draw_dispute(screen, dispute)


def draw_dispute(screen: Screen, dispute: Dispute, *, claim: bool = True, why: bool = False) -> None:
    """Draw one disagreement; without ``claim`` the claim is known and left out."""
    if claim:
        screen.line((shorten(plain(dispute.text), 220), BOLD), (f"  claim {plain(dispute.claim)}", DIM))
    about = dispute.about + (f" ({plain(dispute.of)})" if dispute.of else "")
    screen.line((f"Differ in {about}: ", WARN), (dispute_words(dispute), WARN))
    values = [shorten(plain(value.value), 40) for value in dispute.values]
    width = min(28, max(map(len, values), default=1))
    times = [*dispute.times, *[None] * len(dispute.values)]
    for value, words, first in zip(dispute.values, values, times, strict=False):
        given = names([origin or "nobody named" for origin in value.origins] or ["no origin"])
        body: list[Piece | str] = [given, (f" · {count(len(value.articles), 'article')}", DIM)]
        if first:
            body.append((f" · first on {plain(first)[:10]}", DIM))
        screen.row(("", "", 1), (words, BOLD, width), body=body)
    if why:
        for reason in dispute.reasons:
            screen.line((f"  {plain(reason.rule)}: {plain(reason.seen)}", DIM))
