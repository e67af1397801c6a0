"""A text that is in no record, checked: the form, and what came of it."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request

from hearsay.record.errors import NotFound
from hearsay.views.label import label
from hearsay.views.surer import surer
from hearsay.views.web import asked
from hearsay.views.web.drawings.card import card
from hearsay.views.web.marks import mark
from hearsay.views.web.page import Page
from hearsay.views.web.reader import Checker


def form(problem: str = "", given: dict[str, str] | None = None) -> Page:
    """Make the form; ``problem`` says why what was ``given`` could not be read."""
    return Page(
        "check.html",
        "Check a text",
        lambda: {"problem": problem} if problem else {"post": "text, file or url; published, outlet"},
        {
            "problem": problem,
            "given": {"text": "", "url": "", "published": "", "outlet": "", **(given or {})},
        },
        status=422 if problem else 200,
    )


def checked(request: Request, checker: Checker) -> Page:
    """Make the page of a text that was checked."""
    name = request.path_params["id"]
    found = checker.found(name)
    if found is None:
        raise NotFound("checked text", name)
    told = label(found.article, found.reading)
    least = asked.least_sure(request)
    reading = surer(found.reading, least)
    marked = mark(found.article, reading, (), (), actors={}, address={})
    others: list[Any] = [o for o in request.query_params.get("with", "").split(",") if checker.found(o)]
    return Page(
        "label.html",
        f"Sourcing label: {told.headline or told.outlet or 'a text'}",
        lambda: told,
        {
            "label": told,
            "key": name,
            "checked": True,
            "card": card(told),
            "base": f"/check/{name}",
            "marked": marked,
            "article": found.article,
            "statements": reading.statements,
            "least": least,
            "others": others,
        },
    )
