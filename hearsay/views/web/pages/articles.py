"""The articles of a record, the latest first."""

from __future__ import annotations

from msgspec.structs import replace
from starlette.requests import Request

from hearsay.record.pages import Pages
from hearsay.views.web import asked
from hearsay.views.web.desk import Desk
from hearsay.views.web.page import Page, Rows


def articles(request: Request, desk: Desk, pages: Pages) -> Page:
    """Make a page of articles."""
    words, outlet = asked.words(request, "q"), asked.words(request, "outlet")
    found = pages.articles(words, outlet, asked.start(request))

    def rows() -> Rows:
        yield ("article", "outlet", "published", "headline", "url", "words", "statements")
        for row in found.rows:
            name = pages.refs[row.key]
            yield (name, row.outlet, row.published, row.headline, row.url, row.words, row.statements)

    return Page(
        "articles.html",
        f"Articles of {outlet}" if outlet else "Articles",
        lambda: {
            "total": found.total,
            "page": found.page,
            "articles": [replace(row, article=pages.refs[row.key]) for row in found.rows],
        },
        {"found": found, "words": words, "outlet": outlet, "values": dict(request.query_params)},
        rows,
    )
