"""A record full of text that is meant to do harm: it is shown as text, and nothing more."""

from __future__ import annotations

import re
from pathlib import Path

import fake_reader
import pytest
import web_records
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html
from markupsafe import Markup
from starlette.testclient import TestClient

from hearsay.record.pages import Pages
from hearsay.views.web import addresses
from hearsay.views.web.app import make_app
from hearsay.views.web.drawings.svg import drawing, fit, lines, width_of, words
from hearsay.views.web.page import table
from hearsay.views.web.templates import render
from hearsay.views.web.text import visible

#: What may stand in no page: controls but line breaks, and what reorders or hides words.
_FORBIDDEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]"
)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return web_records.hostile(tmp_path_factory.mktemp("web") / "hostile.db")


@pytest.fixture(scope="module")
def client(path: Path) -> TestClient:
    return TestClient(make_app(path, load=fake_reader.load), base_url="http://127.0.0.1")


def all_pages(client: TestClient, path: Path) -> list[str]:
    found = ["/", "/claims", "/timeline", "/sources", "/actors", "/places", "/articles", "/check"]
    with Pages(path) as pages:
        keys = [row.key[:12] for row in pages.articles().rows]
    found += [f"/article/{key}" for key in keys] + [f"/article/{key}/label" for key in keys]
    for kind in ("claims", "sources", "actors", "places"):
        rows = client.get(f"/{kind}.json").json()
        name = "actors" if kind == "places" else kind
        found += [f"/{'actor' if kind == 'places' else kind[:-1]}/{row['id']}" for row in rows[name]]
    return found


def test_it_stays_text(client: TestClient, path: Path) -> None:
    for address in all_pages(client, path):
        answer = client.get(address)
        assert answer.status_code == 200, (address, answer.text[-500:])
        assert not _FORBIDDEN.search(answer.text), (address, _FORBIDDEN.search(answer.text))
        page = html.fromstring(answer.text)
        assert page.xpath("//script/@src") == ["/static/hearsay.js"]
        assert not page.xpath("//script[not(@src)] | //img | //iframe | //style")
        assert not [a for e in page.iter() for a in e.attrib if a.startswith("on") or a == "style"], address
        for link in page.xpath("//@href | //@src | //@action"):
            assert link.startswith(("/", "#")), (address, link)
        assert "49" not in page.findtext(".//h1", "")


def test_it_stays_text_in_the_label(client: TestClient, path: Path) -> None:
    with Pages(path) as pages:
        keys = [row.key[:12] for row in pages.articles().rows]
    for key in keys:
        picture = client.get(f"/article/{key}/label.svg")
        root = etree.fromstring(picture.content)
        assert {etree.QName(node).localname for node in root.iter()} <= {"svg", "g", "rect", "text"}


def test_twins_are_sent_as_data(client: TestClient, path: Path) -> None:
    for address in all_pages(client, path):
        answer = client.get(f"{address}.json" if address != "/" else "/index.json")
        assert answer.headers["content-type"] == "application/json"
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_no_cell_of_a_table_is_a_formula() -> None:
    told = table([["=1+1", "@sum", "-3", "+4", 5, None, "a\tb", "plain"]])
    assert told == "'=1+1,'@sum,'-3,'+4,5,,a b,plain\r\n"


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("https://a.example/x y", "https://a.example/x%20y"),
        ("http://a.example/?q=1&r=<2>", "http://a.example/?q=1&r=%3C2%3E"),
        ("javascript:alert(1)", None),
        ("JavaScript:alert(1)", None),
        (" javascript:alert(1)", None),
        ("java\nscript:alert(1)", None),
        ("data:text/html,x", None),
        ("//a.example", None),
        ("http://[", None),
        ("https://", None),
        (None, None),
        ("https://a.example/" + "x" * 3000, None),
    ],
)
def test_only_addresses_of_the_web_are_links(address: str | None, link: str | None) -> None:
    assert addresses.outside(address) == link


@given(st.text())
def test_any_text_is_shown_character_by_character(text: str) -> None:
    shown = visible(text)
    assert not _FORBIDDEN.search(shown)
    assert len(shown) <= len(text)
    if text.isascii() and text.isprintable():
        assert shown == text


@given(st.text(), st.floats(10, 500), st.integers(1, 4))
def test_any_text_can_be_drawn(text: str, width: float, most: int) -> None:
    parts: list[Markup] = [words(line, 1, 2) for line in lines(text, width, 12, most)]
    assert len(parts) <= most
    root = etree.fromstring(str(drawing(width, 20, parts, title=text)).encode("utf-8", "replace"))
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert width_of(fit(text, width, 12), 12) <= max(width, width_of("…", 12))


@given(st.text())
def test_a_template_escapes_all_that_it_shows(text: str) -> None:
    context = {"title": text, "told": text, "path": "/", "json_address": None, "csv_address": None}
    page = html.fromstring(render("error.html", {**context, "record": text, "current": True}))
    assert len(page.findall(".//script")) == 1
    assert not page.xpath("//h1/*")
