"""The timeline: what is told to have happened, in its order, uncertain and open spans drawn as such."""

from __future__ import annotations

import msgspec
from starlette.requests import Request

from hearsay.record import refer
from hearsay.record.pages import ClaimFilter, Pages
from hearsay.views.phrases import interval_words
from hearsay.views.web import addresses, asked
from hearsay.views.web.desk import Desk
from hearsay.views.web.drawings.histogram import draw_histogram
from hearsay.views.web.drawings.spans import Scale, draw_scale, draw_span
from hearsay.views.web.page import Page, Rows


def timeline(request: Request, desk: Desk, pages: Pages) -> Page:
    """Make a page of the timeline."""
    wanted = asked.claim_filter(request)
    found = pages.timeline(wanted, asked.start(request))
    if wanted == ClaimFilter():
        period = desk.kept("spread", pages, lambda pages: pages.spread(ClaimFilter()))
    else:
        period = pages.spread(wanted)
    scale = Scale.of(found.rows, wanted.since, wanted.until)
    kept = {
        name: value for name, value in request.query_params.items() if name not in ("since", "until", "page")
    }

    def zoom(name: str) -> str | None:
        return addresses.query("/timeline", **kept, since=name, until=name)

    def rows() -> Rows:
        yield ("earliest", "latest", "claim", "text", "told as", "articles", "outlets", "origins")
        for e in found.rows:
            yield (
                e.time.earliest, e.time.latest, e.claim, e.text, e.modality, len(e.articles), len(e.outlets),
                "; ".join(o.name for o in e.origins),
            )  # fmt: skip

    spans = [
        draw_span(entry, scale, title=interval_words(entry.time.earliest, entry.time.latest))
        for entry in found.rows
    ]
    return Page(
        "timeline.html",
        "Timeline",
        lambda: {
            "total": found.total,
            "page": found.page,
            "entries": [refer.entry(entry, pages.refs) for entry in found.rows],
            "spread": msgspec.to_builtins(period),
        },
        {
            "found": found,
            "entries": list(zip(found.rows, spans, strict=True)),
            "scale": draw_scale(scale),
            "histogram": draw_histogram(period, zoom, title=f"Claims by {period.grain}"),
            "period": period,
            "wanted": wanted,
            "undated": pages.undated(wanted),
            "values": dict(request.query_params),
            "wider": wider(wanted.since) if wanted.since and wanted.since == wanted.until else "",
        },
        rows,
    )


def wider(name: str) -> str:
    """The year of a month, the month of a day; "" for a year: all of time."""
    return name.rpartition("-")[0]
