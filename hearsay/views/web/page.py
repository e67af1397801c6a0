"""A page: what its template shows, and the same as JSON and, for lists, as a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from hearsay.views.plain import plain
from hearsay.views.web.templates import render

#: Rows of a table: the first one names the columns.
Rows = Iterable[Sequence[object]]


@dataclass(frozen=True)
class Page:
    """One page. ``data`` gives its JSON twin, ``table`` its rows, where it is a list."""

    template: str
    title: str
    data: Callable[[], Any]
    shown: Mapping[str, Any] = field(default_factory=dict)
    table: Callable[[], Rows] | None = None
    status: int = 200


def answer(request: Request, page: Page, form: str, frame: Mapping[str, Any]) -> Response:
    """Return a page as ``html``, ``json`` or ``csv``. ``frame`` is what stands around every page."""
    if form == "json":
        body = msgspec.json.format(msgspec.json.encode(page.data()), indent=1)
        return Response(body, page.status, media_type="application/json")
    if form == "csv" and page.table is not None:
        return Response(table(page.table()), page.status, media_type="text/csv; charset=utf-8")
    query = f"?{request.url.query}" if request.url.query else ""
    path = request.url.path
    twin = ("/index" if path == "/" else path).rstrip("/")
    context = {
        **frame,
        **page.shown,
        "title": page.title,
        "json_address": f"{twin}.json{query}",
        "csv_address": f"{twin}.csv{query}" if page.table else None,
        "path": path,
    }
    return Response(render(page.template, context), page.status, media_type="text/html; charset=utf-8")


def table(rows: Rows) -> str:
    """Return rows as CSV. No cell can be taken for a formula by a spreadsheet."""
    out = io.StringIO()
    writer = csv.writer(out)
    for row in rows:
        writer.writerow([_cell(value) for value in row])
    return out.getvalue()


def _cell(value: object) -> object:
    if not isinstance(value, str):
        return "" if value is None else value
    value = plain(value)
    return f"'{value}" if value[:1] in ("=", "+", "-", "@", "\t") else value
