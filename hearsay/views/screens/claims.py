"""Claims as a list: how many articles state each, on how many origins it really rests."""

from __future__ import annotations

from collections.abc import Sequence

from hearsay.record.results import Claim, Disagreement
from hearsay.views.phrases import interval_words
from hearsay.views.plain import count, plain, shorten
from hearsay.views.screens.screen import BOLD, DIM, WARN, Piece, Screen
from hearsay.views.screens.timeline import origin_pieces

_WORDS = 220


def draw_claims(screen: Screen, claims: Sequence[Claim]) -> None:
    """Draw the claims under a line of headings."""
    if not claims:
        return
    screen.row(("articles", BOLD, 8), ("origins", BOLD, 7), body=[("claim", BOLD)], right=True)
    for claim in claims:
        body: list[Piece | str] = [shorten(plain(claim.text), _WORDS), ("\nrests on ", DIM)]
        body += origin_pieces(claim.origins, claim.unstated, shown=3)
        if claim.unstated and claim.origins:
            body.append((f"; {count(claim.unstated, 'statement')} naming nobody", WARN))
        if claim.withdrawn:
            body.append((f"; {count(claim.withdrawn, 'statement')} withdrawn", WARN))
        for disagreement in claim.disagreements:
            body.append((f"\ndiffer in {differ_words(disagreement)}", WARN))
        when = interval_words(claim.time.earliest, claim.time.latest)
        body.append((f"\nclaim {plain(claim.id)}" + (f" · {when}" if when else " · undated"), DIM))
        screen.row(
            (f"{len(claim.articles):,}", "", 8), (f"{claim.corroboration:,}", BOLD, 7), body=body, right=True
        )


def differ_words(disagreement: Disagreement) -> str:
    """Return what a claim's accounts differ in, and the values: "figure: crew (11 / 12)"."""
    values = " / ".join(plain(value.value) for value in disagreement.values)
    return f"{plain(disagreement.about)} ({shorten(values, 120)})"
