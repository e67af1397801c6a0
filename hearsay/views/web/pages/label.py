"""The sourcing label of an article in the record, by itself: to read, to embed, for programs."""

from __future__ import annotations

from starlette.requests import Request

from hearsay.record.pages import Pages
from hearsay.views.web.desk import Desk
from hearsay.views.web.drawings.card import card
from hearsay.views.web.page import Page
from hearsay.views.web.pages.article import article_label


def article_card(request: Request, desk: Desk, pages: Pages) -> Page:
    """Make the label's page."""
    key = pages.key(request.path_params["id"])
    told = article_label(pages, key, pages.copies_of(key)[0])
    return Page(
        "label.html",
        f"Sourcing label: {told.headline or told.outlet or key}",
        lambda: told,
        {
            "label": told,
            "key": key,
            "checked": False,
            "card": card(told),
            "base": f"/article/{key[:12]}/label",
        },
    )
