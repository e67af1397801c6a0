"""One article: its text with marks, its sourcing label, its statements, what it copied."""

from __future__ import annotations

import msgspec
from starlette.requests import Request

from hearsay.record import refer
from hearsay.record.pages import Pages
from hearsay.record.results import Copy
from hearsay.views.label import Label, Taken, label
from hearsay.views.surer import surer
from hearsay.views.web import addresses, asked
from hearsay.views.web.desk import Desk
from hearsay.views.web.marks import mark
from hearsay.views.web.page import Page
from hearsay.views.web.rows import statement_rows


def article(request: Request, desk: Desk, pages: Pages) -> Page:
    """Make the page of an article."""
    key = pages.key(request.path_params["id"])
    least = asked.least_sure(request)
    found, reading = pages.article(key), surer(pages.reading(key), least)
    every = pages.statements_in(key)
    rows = [row for row in every if row.confidence >= least]
    taken, given = pages.copies_of(key)
    actors = pages.actors_in(key)
    address = {actor: addresses.actor(actor) for actor in actors.values()}
    address |= {copy.original: addresses.article(copy.original) for copy in taken}
    shaded = [copy for copy in taken if copy.direction != "unknown"]
    marked = mark(found, reading, every, shaded, actors=actors, address=address)
    told = article_label(pages, key, taken)
    support = pages.support(row.claim for row in rows)
    return Page(
        "article.html",
        found.headline or found.outlet or key,
        lambda: {
            "article": msgspec.structs.replace(found, id=found.id or key),
            "reading": reading,
            "label": told,
            "statements": [refer.statement(row, pages.refs) for row in rows],
            "took_over": [refer.copy(copy, pages.refs) for copy in taken],
            "taken_over_by": [refer.copy(copy, pages.refs) for copy in given],
        },
        {
            "article": found,
            "key": key,
            "outside": addresses.outside(found.url),
            "marked": marked,
            "label": told,
            "rows": rows,
            "least": least,
            "support": support,
            "taken": taken,
            "given": given,
            "pending": bool(reading.statements) and not every,
        },
        lambda: statement_rows(refer.statement(row, pages.refs) for row in rows),
    )


def article_label(pages: Pages, key: str, taken: list[Copy]) -> Label:
    """The sourcing label of an article in the record."""
    found = pages.article(key)
    copies = [
        Taken(copy.original_outlet, pages.refs[copy.original], copy.share)
        for copy in taken
        if copy.direction != "unknown"
    ]
    return label(found, pages.reading(key), copies)
