"""The sources, and one of them: all that rests on it."""

from __future__ import annotations

import msgspec
from starlette.requests import Request

from hearsay.record.errors import NotFound
from hearsay.record.pages import Pages, Slice
from hearsay.record.pages.slice import SIZE
from hearsay.views.web import asked
from hearsay.views.web.desk import Desk
from hearsay.views.web.kinds import KINDS
from hearsay.views.web.page import Page, Rows
from hearsay.views.web.rows import claim_rows


def sources(request: Request, desk: Desk, pages: Pages) -> Page:
    """Make a page of sources."""
    every, _ = desk.sources(pages)
    words, kind = asked.words(request, "q").casefold(), asked.words(request, "kind")
    if kind and kind not in KINDS:
        raise asked.Unanswerable(f"kind: {kind!r} is none of {', '.join(KINDS)}")
    if words or kind:
        every = [s for s in every if words in s.name.casefold() and (not kind or s.kind == kind)]
    start = asked.start(request)
    found = Slice(tuple(every[start : start + SIZE]), len(every), start)

    def rows() -> Rows:
        yield ("source", "kind", "alone", "claims", "statements")
        for s in every:
            yield (s.name, s.kind, s.alone, s.claims, s.statements)

    return Page(
        "sources.html",
        "Sources",
        lambda: {"total": found.total, "page": found.page, "sources": msgspec.to_builtins(found.rows)},
        {
            "found": found,
            "most": max((s.claims for s in found.rows), default=1),
            "words": asked.words(request, "q"),
            "kind": kind,
            "values": dict(request.query_params),
        },
        rows,
    )


def source(request: Request, desk: Desk, pages: Pages) -> Page:
    """Make the page of one source."""
    name = request.path_params["id"]
    _, by_id = desk.sources(pages)
    if name not in by_id:
        raise NotFound("source", name)
    told = by_id[name]
    found = pages.claims_resting_on(told.identity, asked.start(request))
    return Page(
        "source.html",
        told.name or "Source",
        lambda: {
            "source": msgspec.to_builtins(told),
            "total": found.total,
            "page": found.page,
            "claims": [pages.named(claim) for claim in found.rows],
        },
        {
            "source": told,
            "found": found,
            "outlets": pages.outlets_resting_on(told.identity),
            "values": dict(request.query_params),
        },
        lambda: claim_rows(pages.named(claim) for claim in found.rows),
    )
