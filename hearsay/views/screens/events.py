"""Events as rows: when, what kind, who did it to whom, where, how many, and how sure the writer is."""

from __future__ import annotations

from collections.abc import Sequence

from hearsay.record.event_results import EventRow, Party, Told
from hearsay.schema import Figure
from hearsay.views.phrases import MODALITIES, chain_words, interval_words
from hearsay.views.plain import count, plain, shorten
from hearsay.views.screens.screen import BOLD, DATE, DIM, STANCE_STYLES, WARN, Piece, Screen
from hearsay.views.screens.statements import DATE_WIDTH, WORDS

_TYPE_WIDTH = 11
#: What is not told as having happened, in words; it stands before all else.
TOLD: dict[Told, str] = {
    "happened": "",
    "hedged": "hedged",
    "denied": "denied",
    "negated": MODALITIES["negated"],
    "possible": MODALITIES["possible"],
    "future": MODALITIES["future"],
    "conditional": "on a condition",
    "obliged": MODALITIES["obliged"],
    "ordered": MODALITIES["ordered"],
    "hoped": MODALITIES["hoped"],
    "asked": MODALITIES["asked"],
}


def draw_events(screen: Screen, rows: Sequence[EventRow]) -> None:
    """Draw each event; what did not happen says so first."""
    for n, row in enumerate(rows):
        if n:
            screen.blank()
        when = interval_words(row.time.earliest, row.time.latest) if row.time else ""
        body: list[Piece | str] = []
        if TOLD[row.told]:
            body.append((f"[{TOLD[row.told]}] ", WARN if row.told != "denied" else STANCE_STYLES["denies"]))
        body += [(plain(row.predicate), BOLD), f": {shorten(plain(row.text), WORDS)}"]
        cells = _cells(row)
        if cells:
            body.append(f"\n{cells}")
        body += ["\n", chain_words(row.chain)]
        body.append(("\n" + " · ".join(_notes(row)), DIM))
        screen.row(
            (when or "undated", DATE if when else DIM, DATE_WIDTH),
            (row.type, "", _TYPE_WIDTH),
            body=body,
        )


def _cells(row: EventRow) -> str:
    told = []
    if row.actors or row.targets:
        sides = [" and ".join(map(party_words, side)) or "?" for side in (row.actors, row.targets)]
        told.append(" → ".join(sides) if row.targets else sides[0])
    if row.place is not None:
        told.append(f"at {place_words(row)}")
    told += [figure_words(f) for f in row.figures if f.kind]
    return " · ".join(told)


def party_words(party: Party) -> str:
    """Return who takes part, with the country that it is of."""
    return plain(party.name) + (f" ({party.country})" if party.country else "")


def place_words(row: EventRow) -> str:
    """Return where it happened: the place, its country, and its coordinates as GeoNames has them."""
    place = row.place
    if place is None:
        return ""
    told = plain(place.name)
    if place.country:
        told += f", {place.region + ', ' if place.region and place.kind == 'city' else ''}{place.country}"
    if place.latitude is not None and place.longitude is not None:
        told += f" ({place.latitude:.2f}, {place.longitude:.2f})"
    return told


def figure_words(figure: Figure) -> str:
    """Return a figure of what befell people: "12 killed", "40 or more displaced"."""
    low, high = (None if n is None else f"{n:,.0f}" for n in (figure.low, figure.high))
    number = (
        low
        if low == high
        else f"{low} or more"
        if high is None
        else f"up to {high}"
        if low is None
        else f"{low} to {high}"
    )
    return f"{'about ' if figure.approx else ''}{number} {figure.kind or plain(figure.counts or '')}"


def _notes(row: EventRow) -> list[str]:
    sure = [] if row.factuality is None else [f"factuality {row.factuality:+.1f}"]
    articles = len({a.article for a in row.accounts})
    return [*sure, f"published {plain(row.published)[:10] if row.published else 'on an unknown day'}",
            count(articles, "article"), f"claim {plain(row.claim)}"]  # fmt: skip
