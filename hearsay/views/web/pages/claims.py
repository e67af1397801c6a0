"""The claims: filtered, searched, the most repeated first."""

from __future__ import annotations

from starlette.requests import Request

from hearsay.record.pages import Pages
from hearsay.views.web import asked
from hearsay.views.web.desk import Desk
from hearsay.views.web.page import Page
from hearsay.views.web.rows import claim_rows


def claims(request: Request, desk: Desk, pages: Pages) -> Page:
    """Make a page of claims."""
    wanted = asked.claim_filter(request)
    found = pages.claims(wanted, asked.start(request))
    return Page(
        "claims.html",
        f"Claims: {wanted.words}" if wanted.words else "Claims",
        lambda: {
            "total": found.total,
            "page": found.page,
            "claims": [pages.named(claim) for claim in found.rows],
        },
        {"found": found, "wanted": wanted, "values": dict(request.query_params)},
        lambda: claim_rows(pages.named(claim) for claim in found.rows),
    )
