"""The pages in a real browser: the newcomer's path, hostile text, and what a checker of accessibility finds."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import fake_reader
import pytest
import web_records

from benchmarks.browser import browser as started_browser
from benchmarks.browser import chromium, served
from hearsay.record.pages import ClaimFilter, Pages
from hearsay.views.web.app import make_app

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1200, "height": 900}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if chromium() is None:
        pytest.skip("skipped: no chromium on the path (scripts/chromium installs it)")
    with started_browser() as started:
        yield started


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return web_records.pile(tmp_path_factory.mktemp("web") / "pile.db")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return web_records.hostile(tmp_path_factory.mktemp("web") / "hostile.db")


@pytest.fixture(scope="module")
def address(browser: Browser, path: Path) -> Iterator[str]:
    with served(make_app(path, load=fake_reader.load)) as found:
        yield found


class Visit:
    """A tab that remembers what went wrong in it, and what it asked for."""

    def __init__(self, context: BrowserContext, root: str) -> None:
        self.root = root
        self.complaints: list[str] = []
        self.foreign: list[str] = []
        self.page: Page = context.new_page()
        self.page.set_default_timeout(10_000)
        self.page.on("console", lambda message: self._heard(message.type, message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: self.complaints.append(f"dialog {dialog.message}"))
        self.page.on("request", lambda request: self._asked(request.url))

    def _heard(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.complaints.append(text)

    def _asked(self, url: str) -> None:
        if not url.startswith(self.root):
            self.foreign.append(url)

    def go(self, path: str) -> Page:
        self.page.goto(self.root + path)
        return self.page

    def quiet(self) -> None:
        assert self.complaints == []
        assert self.foreign == []


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    context = browser.new_context(viewport=DESK)
    try:
        yield Visit(context, address)
    finally:
        context.close()


def kinds_of_pages(path: Path) -> list[str]:
    """One page of each kind."""
    with Pages(path) as pages:
        claim = next((c for c in pages.claims(ClaimFilter()).rows if c.disagreements), None)
        claim = claim or pages.claims(ClaimFilter()).rows[0]
        key = pages.article_rows(claim.articles)[claim.articles[0]].key[:12]
        source = pages.sources()[0].id
        actor = pages.actors(("PER",)).rows[0].id
    one = [
        f"/claim/{claim.id}",
        f"/article/{key}",
        f"/article/{key}/label",
        f"/source/{source}",
        f"/actor/{actor}",
    ]
    return ["/", "/claims", "/timeline", "/sources", "/actors", "/places", "/articles", "/check", *one]


def width(page: Page) -> tuple[int, int]:
    """How wide the page is, and how wide the window."""
    found: list[int] = page.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )
    return found[0], found[1]


def test_the_newcomers_path(visit: Visit, path: Path, tmp_path: Path) -> None:
    page = visit.go("/")
    assert "one source" in page.locator("h1").inner_text()
    # The claim, its tree and the two lines above it are seen at once, without scrolling.
    for part in (page.locator("h1"), page.locator(".hero blockquote"), page.locator("svg.tree")):
        box = part.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= DESK["height"]
    page.screenshot(path=tmp_path / "glance.png")
    page.locator(".hero blockquote a").click()
    numbers = page.locator(".numbers b").all_inner_texts()
    assert int(numbers[0]) > int(numbers[1]) == 1
    page.screenshot(path=tmp_path / "claim.png")
    # From the tree to the article, at the very statement.
    page.locator("svg.tree a:has(.k-article)").last.click()
    page.wait_for_url("**/article/*")
    anchor = page.url.rpartition("#")[2]
    assert page.locator(f"[id='{anchor}']").count() == 1
    page.screenshot(path=tmp_path / "article.png")
    for name in ("glance", "claim", "article"):
        assert (tmp_path / f"{name}.png").stat().st_size > 20_000
    visit.quiet()


def test_from_the_demo_to_a_traced_claim(browser: Browser, tmp_path: Path) -> None:
    code = [sys.executable, "-c", "from hearsay.views.cli import main; main()"]
    done = subprocess.run(
        [*code, "demo", "-r", "demo.db"], cwd=tmp_path, capture_output=True, text=True, timeout=120
    )
    assert "hearsay serve demo.db" in done.stdout, done.stderr
    command = [*code, "serve", "demo.db", "--port", "0"]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            found = re.search(r"http://[\d.:]+", process.stdout.readline())
            assert found is not None
            context = browser.new_context(viewport=DESK)
            visit = Visit(context, found[0])
            page = visit.go("/")
            page.locator(".hero blockquote a").click()
            page.wait_for_url("**/claim/*")
            articles, origins = map(int, page.locator(".numbers b").all_inner_texts())
            assert articles >= 3
            assert origins < articles
            assert page.locator("svg.tree a").count() > articles / 2
            visit.quiet()
            context.close()
        finally:
            process.terminate()


def test_the_keyboard_is_enough(visit: Visit) -> None:
    page = visit.go("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the page"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/claim/*")
    visit.quiet()


def test_a_mark_explains_itself(browser: Browser, address: str, path: Path) -> None:
    page_of = next(p for p in kinds_of_pages(path) if p.startswith("/article/"))
    for script in (True, False):
        context = browser.new_context(viewport=DESK, java_script_enabled=script)
        try:
            visit = Visit(context, address)
            page = visit.go(page_of)
            mark = page.locator(".text a.m").first
            words = mark.inner_text()
            mark.click()
            note = page.locator("#explain" if script else ".notes li:target")
            assert words in note.inner_text()
            if script:
                page.keyboard.press("Escape")
                assert note.count() == 0
            visit.quiet()
        finally:
            context.close()


def test_a_search_is_answered(visit: Visit) -> None:
    page = visit.go("/")
    page.get_by_label("Search all claims").fill("ferry")
    page.get_by_role("button", name="Search").click()
    page.wait_for_url("**/claims?q=ferry")
    assert page.locator("li.claim").count() > 0
    visit.quiet()


def test_a_text_is_checked(visit: Visit) -> None:
    page = visit.go("/check")
    page.get_by_label("Text of the article").fill("Ana Ruiz said the bridge is closed. It rained.")
    page.get_by_role("button", name="Who says so?").click()
    page.wait_for_url("**/check/*")
    assert "2 statements" in page.locator(".label-card").inner_text()
    with page.expect_download() as started:
        page.get_by_role("button", name="PNG").click()
    assert Path(started.value.path()).read_bytes().startswith(b"\x89PNG")
    visit.quiet()


@pytest.mark.parametrize(("scheme", "size"), [("light", DESK), ("dark", PHONE)], ids=["desk", "phone"])
def test_axe_finds_nothing_serious(
    browser: Browser, address: str, path: Path, scheme: str, size: dict[str, int]
) -> None:
    axe = pytest.importorskip("axe_playwright_python.base")
    source = Path(axe.__file__).with_name("axe.min.js").read_text(encoding="utf-8")
    # The page's own policy lets no script in but its own; the checker is one.
    context = browser.new_context(viewport=size, color_scheme=scheme, bypass_csp=True)  # type: ignore[arg-type]
    found: list[str] = []
    try:
        visit = Visit(context, address)
        for kind in kinds_of_pages(path):
            page = visit.go(kind)
            page.evaluate(source)
            result: dict[str, Any] = page.evaluate("axe.run()")
            found += [
                f"{kind}: {broken['id']}: {json.dumps(broken['nodes'][0]['target'])} {broken['help']}"
                for broken in result["violations"]
                if broken["impact"] in ("serious", "critical")
            ]
            wide, window = width(page)
            assert wide <= window, (kind, wide, window)
    finally:
        context.close()
    assert found == []


def test_paper_shows_what_the_screen_does(visit: Visit, path: Path, tmp_path: Path) -> None:
    page = visit.go(next(p for p in kinds_of_pages(path) if p.startswith("/claim/")))
    page.emulate_media(media="print")
    assert not page.locator(".search").is_visible()
    assert page.locator("svg.tree").is_visible()
    assert len(page.pdf()) > 10_000
    visit.quiet()


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_hostile_text_runs_nothing(browser: Browser, hostile: Path, size: dict[str, int]) -> None:
    with Pages(hostile) as pages:
        articles = [f"/article/{row.key[:12]}" for row in pages.articles().rows]
        claims = [f"/claim/{claim.id}" for claim in pages.claims(ClaimFilter()).rows]
        actors = [f"/actor/{actor.id}" for actor in pages.actors(("PER",)).rows]
    every = ["/", "/claims", "/timeline", "/sources", "/actors", "/places", "/articles", *claims, *articles]
    every += [f"{article}/label" for article in articles] + actors
    with served(make_app(hostile, load=fake_reader.load)) as root:
        context = browser.new_context(viewport=size)  # type: ignore[arg-type]
        try:
            visit = Visit(context, root)
            for kind in every:
                page = visit.go(kind)
                assert page.title().endswith("· Hearsay"), kind
                wide, window = width(page)
                assert wide <= window, (kind, wide, window)
            visit.quiet()
        finally:
            context.close()


def test_words_from_right_to_left_keep_to_their_own(browser: Browser, hostile: Path) -> None:
    with Pages(hostile) as pages:
        key = next(r.key for r in pages.articles().rows if r.headline == web_records.RTL)
    with served(make_app(hostile, load=fake_reader.load)) as root:
        context = browser.new_context(viewport=DESK)
        try:
            page = Visit(context, root).go(f"/article/{key[:12]}")
            assert page.evaluate("getComputedStyle(document.querySelector('.text')).direction") == "rtl"
            # The line of outlet and date around the name still runs from the left.
            assert page.evaluate("getComputedStyle(document.querySelector('.eyebrow')).direction") == "ltr"
        finally:
            context.close()
