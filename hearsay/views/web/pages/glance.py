"""The record at a glance: one claim traced, what is told most, on whom it all rests."""

from __future__ import annotations

from typing import Any

import msgspec
from starlette.requests import Request

from hearsay.record.pages import ClaimFilter, Pages
from hearsay.record.results import Claim
from hearsay.views.web.desk import Desk
from hearsay.views.web.drawings.tree import draw_tree, told
from hearsay.views.web.page import Page

_SHOWN = 5


def glance(request: Request, desk: Desk, pages: Pages) -> Page:
    """Make the first page."""
    counts = desk.kept("counts", pages, Pages.counts)
    sources, _ = desk.sources(pages)

    def ask(pages: Pages) -> dict[str, Any]:
        hero = pages.one_origin()
        alone = ClaimFilter(min_origins=0, max_origins=1, min_outlets=2)
        return {
            "hero": hero,
            "trace": pages.trace(hero) if hero else None,
            "corroborated": pages.claims(ClaimFilter(min_origins=2, order="corroborated")).rows[:_SHOWN],
            "lonely": [c for c in pages.claims(alone).rows if hero is None or c.id != hero.id][:_SHOWN],
            "disputes": pages.disputes(_SHOWN),
        }

    found = desk.kept("glance", pages, ask)
    hero: Claim | None = found["hero"]
    drawn: dict[str, Any] = {}
    if hero is not None:
        trace, identities = found["trace"], pages.origins_of(hero)
        drawn = {
            "tree": draw_tree(
                trace.roots,
                identities,
                title=told(trace.roots, len(hero.articles), hero.corroboration),
            ),
            "identities": identities,
        }
    return Page(
        "glance.html",
        "The record at a glance",
        lambda: {
            "counts": counts,
            "most_repeated": pages.named(hero) if hero else None,
            "corroborated": [pages.named(claim) for claim in found["corroborated"]],
            "on_one_origin": [pages.named(claim) for claim in found["lonely"]],
            "sources": msgspec.to_builtins(sources[:_SHOWN]),
        },
        {**found, **drawn, "counts": counts, "sources": sources[:8]},
    )
