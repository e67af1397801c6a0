"""The application: which address leads to which page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from hearsay.record.errors import AmbiguousId, NotFound, RecordError
from hearsay.record.pages import Pages
from hearsay.views.label import Label
from hearsay.views.web.asked import Unanswerable
from hearsay.views.web.desk import Desk
from hearsay.views.web.drawings.card import card, embedded
from hearsay.views.web.guard import HEADERS, LOOPBACK, Guard
from hearsay.views.web.page import Page, answer
from hearsay.views.web.pages import check
from hearsay.views.web.pages.actors import actor, actors, places
from hearsay.views.web.pages.article import article, article_label
from hearsay.views.web.pages.articles import articles
from hearsay.views.web.pages.claim import claim
from hearsay.views.web.pages.claims import claims
from hearsay.views.web.pages.glance import glance
from hearsay.views.web.pages.label import article_card
from hearsay.views.web.pages.sources import source, sources
from hearsay.views.web.pages.timeline import timeline
from hearsay.views.web.reader import LARGEST, Checker, Read, Unreadable

_STATIC = Path(__file__).parent / "static"
_FORMS = ("json", "csv", "html")
Make = Callable[[Request, Desk, Pages], Page]


class Web:
    """The pages of one record."""

    def __init__(self, desk: Desk, checker: Checker) -> None:
        self.desk = desk
        self.checker = checker

    def page(self, make: Make) -> Callable[[Request], Response]:
        """Return an endpoint that answers with a page, in the form that its address ends with."""

        def endpoint(request: Request) -> Response:
            form = _form(request)
            with self.desk.open() as pages:
                frame = {"record": self.desk.path.name, "current": pages.current}
                return answer(request, make(request, self.desk, pages), form, frame)

        return endpoint

    def label_file(self, request: Request) -> Response:
        """The label of an article in the record, by itself: a picture, or a page with nothing else."""
        with self.desk.open() as pages:
            key = pages.key(request.path_params["id"])
            told = article_label(pages, key, pages.copies_of(key)[0])
        return _file(told, _form(request, "svg"))

    def checked(self, request: Request) -> Response:
        """The label of a text that was checked."""
        form = _form(request, "svg")
        if form == "svg" or request.url.path.endswith(".html"):
            found = self.checker.found(request.path_params["id"])
            if found is None:
                raise NotFound("checked text", request.path_params["id"])
            return _file(found.label, form)
        return self._plain(request, check.checked(request, self.checker), form)

    async def check(self, request: Request) -> Response:
        """The form, and a text that is sent with it."""
        if request.method in ("GET", "HEAD"):
            return self._plain(request, check.form(), _form(request))
        length = request.headers.get("content-length", "")
        if not length.isdigit() or int(length) > LARGEST + 100_000:
            raise HTTPException(413, f"a text may have {LARGEST:,} bytes at most")
        async with request.form(max_files=1, max_fields=8, max_part_size=LARGEST) as fields:
            given = {
                name: value
                for name in ("text", "url", "published", "outlet")
                if isinstance(value := fields.get(name, ""), str)
            }
            file = fields.get("file")
            data = b"" if file is None or isinstance(file, str) else await file.read()
            name = "" if file is None or isinstance(file, str) else file.filename or "file"
        given = {key: value.strip() if key != "text" else value for key, value in given.items()}
        more: dict[str, Any] = {"published": given.get("published", ""), "outlet": given.get("outlet", "")}
        try:
            if data:
                names = await run_in_threadpool(self.checker.check_file, name, data, **more)
            elif given.get("url"):
                names = await run_in_threadpool(self.checker.check_address, given["url"], **more)
            elif given.get("text", "").strip():
                text = given["text"].replace("\r\n", "\n")
                names = await run_in_threadpool(self.checker.check_text, text, **more)
            else:
                raise Unreadable("there is no text; paste one, choose a file, or give an address")
        except Unreadable as error:
            return self._plain(request, check.form(str(error), given), "html")
        others = f"?with={','.join(names[1:])}" if names[1:] else ""
        return RedirectResponse(f"/check/{names[0]}{others}", 303)

    def error(self, request: Request, error: Exception) -> Response:
        """What could not be answered, and why: as a page, or as JSON where that was asked for."""
        status, told = 500, "Something went wrong here; the terminal tells what."
        if isinstance(error, HTTPException):
            status, told = error.status_code, error.detail
            if status == 404:
                told = "There is no such page."
        elif isinstance(error, NotFound):
            status, told = 404, str(error)
        elif isinstance(error, (AmbiguousId, Unanswerable)):
            status, told = 400, str(error)
        elif isinstance(error, RecordError):
            status, told = 503, str(error)
        page = Page(
            "error.html", "No answer" if status >= 500 else "Nothing here", lambda: {"error": told}, {"told": told},
            status=status,
        )  # fmt: skip
        form = "json" if request.url.path.endswith(".json") else "html"
        response = self._plain(request, page, form)
        # What breaks is answered from outside of the guard, which sets them on all else.
        response.headers.update(HEADERS)
        return response

    def _plain(self, request: Request, page: Page, form: str) -> Response:
        return answer(request, page, form, {"record": self.desk.path.name, "current": True})


def _form(request: Request, *more: str) -> str:
    """The form that an address asks for by its ending, which is taken off the id before it."""
    for form in (*_FORMS, *more):
        if request.url.path.endswith(f".{form}"):
            for name, value in request.path_params.items():
                request.path_params[name] = value.removesuffix(f".{form}")
            return form
    return "html"


def _file(told: Label, form: str) -> Response:
    headers = {"Content-Security-Policy": "default-src 'none'"}
    if form == "html":
        return Response(str(embedded(told)), media_type="text/html; charset=utf-8", headers=headers)
    return Response(str(card(told)), media_type="image/svg+xml", headers=headers)


def make_app(
    path: Path,
    *,
    hosts: Sequence[str] | None = LOOPBACK,
    token: str | None = None,
    load: Callable[[], Read] | None = None,
) -> Starlette:
    """Return the application for the record at ``path``, which must be up to date.

    ``hosts``: the names it answers to, None for any, which needs a ``token``. ``load`` makes the reader for
    texts that are checked. Raises ValueError for any host without a token.
    """
    web = Web(Desk(path), Checker(load))
    routes: list[Route | Mount] = [Mount("/static", StaticFiles(directory=_STATIC), name="static")]
    listed: dict[str, Make] = {
        "/claims": claims,
        "/timeline": timeline,
        "/sources": sources,
        "/actors": actors,
        "/places": places,
        "/articles": articles,
    }
    single: dict[str, Make] = {
        "/claim/{id}": claim,
        "/source/{id}": source,
        "/actor/{id}": actor,
        "/article/{id}/label": article_card,
        "/article/{id}/label.json": article_card,
        "/article/{id}": article,
    }
    routes += [Route("/", web.page(glance)), Route("/index.json", web.page(glance))]
    for address, make in listed.items():
        routes += [Route(f"{address}{ending}", web.page(make)) for ending in ("", ".json", ".csv")]
    routes += [Route(f"/article/{{id}}/label.{form}", web.label_file) for form in ("svg", "html")]
    routes += [Route(address, web.page(make)) for address, make in single.items()]
    routes += [
        Route("/check", web.check, methods=["GET", "POST"]),
        Route("/check.json", web.check),
        Route("/check/{id}", web.checked),
    ]
    told = (HTTPException, NotFound, AmbiguousId, Unanswerable, RecordError)
    app = Starlette(
        routes=routes,
        middleware=[Middleware(Guard, hosts=hosts, token=token)],
        exception_handlers={**dict.fromkeys(told, web.error), 500: web.error},
    )
    app.state.desk = web.desk
    return app
