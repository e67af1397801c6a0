"""The actors, the places, and one of them: its names, what it says, what is said of it."""

from __future__ import annotations

from starlette.requests import Request

from hearsay.record import refer
from hearsay.record.pages import Pages
from hearsay.views.web import asked
from hearsay.views.web.desk import Desk
from hearsay.views.web.page import Page, Rows
from hearsay.views.web.rows import claim_rows

_TYPES = {"PER": ("PER",), "ORG": ("ORG",), "MISC": ("MISC",), "LOC": ("LOC",)}


def actors(request: Request, desk: Desk, pages: Pages) -> Page:
    """Make a page of people, organisations and others."""
    kind = asked.words(request, "type")
    if kind and kind not in _TYPES:
        raise asked.Unanswerable(f"type: {kind!r} is none of {', '.join(_TYPES)}")
    return _list(request, pages, _TYPES.get(kind, ("PER", "ORG", "MISC")), "Actors", kind)


def places(request: Request, desk: Desk, pages: Pages) -> Page:
    """Make a page of places."""
    return _list(request, pages, ("LOC",), "Places", "LOC")


def _list(request: Request, pages: Pages, types: tuple[str, ...], title: str, kind: str) -> Page:
    words = asked.words(request, "q")
    found = pages.actors(types, words, asked.start(request))

    def rows() -> Rows:
        yield ("id", "name", "type", "other names", "titles", "articles", "mentions", "speaks", "origin of")
        for a in found.rows:
            yield (
                a.id, a.name, a.type, "; ".join(a.names[1:]), "; ".join(a.titles), len(a.articles), a.mentions,
                a.speaks, a.origin_of,
            )  # fmt: skip

    return Page(
        "actors.html",
        title,
        lambda: {
            "total": found.total,
            "page": found.page,
            "actors": [refer.many(actor, pages.refs) for actor in found.rows],
        },
        {"found": found, "words": words, "kind": kind, "values": dict(request.query_params)},
        rows,
    )


def actor(request: Request, desk: Desk, pages: Pages) -> Page:
    """Make the page of one actor."""
    told = pages.actor(request.path_params["id"])
    found = pages.claims_about(told.id, asked.start(request))
    _, by_id = desk.sources(pages)
    return Page(
        "actor.html",
        told.name,
        lambda: {
            "actor": refer.many(told, pages.refs),
            "total": found.total,
            "page": found.page,
            "claims": [pages.named(claim) for claim in found.rows],
        },
        {
            "actor": told,
            "found": found,
            "source": by_id.get(told.id),
            "articles": pages.article_rows(told.articles[:30]),
            "values": dict(request.query_params),
        },
        lambda: claim_rows(pages.named(claim) for claim in found.rows),
    )
