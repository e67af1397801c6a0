"""How pages are asked for: robots.txt, pauses, charsets, and what is remembered of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from misbehaving import Server, answered, running

from hearsay.gather import Problem, gather
from hearsay.gather.fetch import USER_AGENT, content_type
from hearsay.gather.fetched import Limits
from hearsay.gather.memory import Memory
from hearsay.gather.web import Web
from hearsay.schema import Article

WORDS = (
    "The ferry was towed ashore on Monday evening after its engines failed off the coast, officials said, "
    "and eleven of the crew were brought to safety by the boats of the harbour authority."
)
PAGE = (
    f"<!doctype html><html lang=en><body><article><h1>Ferry towed</h1><p>{WORDS}</p></article></body></html>"
)


@pytest.fixture
def server() -> Iterator[Server]:
    with running() as found:
        yield found


def read(url: str, web: Web | None = None) -> tuple[list[Article], list[Problem]]:
    problems: list[Problem] = []
    return list(gather([url], web=web or Web(pause=0), problems=problems.append)), problems


def refused(url: str, **limits: float) -> str:
    """The one reason why nothing was made of an address."""
    articles, problems = read(url, Web(limits=Limits(**limits), pause=0))  # type: ignore[arg-type]
    assert articles == []
    (problem,) = problems
    assert problem.fatal
    assert problem.origin == url
    return problem.reason


# Robots


ROBOTS = [
    ("User-agent: *\nDisallow: /private", "/private/a", False),
    ("User-agent: *\nDisallow: /private", "/public", True),
    ("User-agent: hearsay\nDisallow: /\n\nUser-agent: *\nAllow: /", "/a", False),
    ("User-agent: other\nDisallow: /", "/a", True),
    ("<html>no rules here</html>", "/a", True),
    ("", "/a", True),
]


@pytest.mark.parametrize(("rules", "path", "allowed"), ROBOTS)
def test_robots_txt_is_respected(server: Server, rules: str, path: str, allowed: bool) -> None:
    server.routes["/robots.txt"] = answered(rules, Content_Type="text/plain")
    server.routes[path] = answered(PAGE)
    articles, problems = read(server.url(path))
    assert bool(articles) == allowed
    assert bool(server.asked(path)) == allowed
    if not allowed:
        assert problems[0].reason == "not fetched: the site's robots.txt does not allow it"


@pytest.mark.parametrize(
    ("status", "allowed"), [("404 Not Found", True), ("403 Forbidden", True), ("503 Busy", False)]
)
def test_a_site_whose_rules_cannot_be_asked_is_left_alone(server: Server, status: str, allowed: bool) -> None:
    server.routes["/robots.txt"] = answered("x", status=status)
    server.routes["/a"] = answered(PAGE)
    assert bool(read(server.url("/a"))[0]) == allowed


def test_a_redirect_cannot_lead_past_the_rules(server: Server) -> None:
    server.routes["/robots.txt"] = answered("User-agent: *\nDisallow: /private")
    server.routes["/a"] = answered(status="301 Moved", Location="/private")
    server.routes["/private"] = answered(PAGE)
    assert "robots.txt" in refused(server.url("/a"))
    assert not server.asked("/private")


def test_the_site_is_asked_for_its_rules_once_and_not_hurried(server: Server) -> None:
    server.routes["/robots.txt"] = answered("User-agent: *\nCrawl-delay: 7")
    server.routes["/a"] = server.routes["/b"] = answered(PAGE)
    pauses: list[float] = []
    web = Web(wait=pauses.append)
    for path in ("/a", "/b"):
        assert len(read(server.url(path), web)[0]) == 1
    assert len(server.asked("/robots.txt")) == 1
    assert pauses == [pytest.approx(7, abs=0.5)]
    assert all(f"User-Agent: {USER_AGENT}\r\n".encode() in request for request in server.requests)


# Charsets and kinds


LATIN = "Café owners said: “The ferry was late.” " + WORDS


@pytest.mark.parametrize(
    ("body", "media", "words"),
    [
        (LATIN.encode(), "text/html; charset=utf-8", "Café owners said: “The"),
        (LATIN.encode("cp1252"), "text/html; charset=ISO-8859-1", "Café owners said: “The"),
        (LATIN.encode("cp1252"), "text/html", "Café owners said: “The"),
        (b"\xff\xfe" + LATIN.encode("utf-16-le"), "text/html; charset=utf-8", "Café owners said: “The"),
        (LATIN.encode("cp1251", "replace"), "text/html; charset=windows-1251", "owners said: “The"),
        (LATIN.encode(), "text/html; charset=nonsense", "Café owners said: “The"),
        (LATIN.encode("cp1252"), "text/html; charset=utf-16", "Café owners said: “The"),
    ],
)  # fmt: skip
def test_charsets(server: Server, body: bytes, media: str, words: str) -> None:
    mark, body = (body[:2], body[2:]) if body.startswith(b"\xff\xfe") else (b"", body)
    wide = "utf-16-le" if mark else "ascii"
    before = '<html lang="en"><body><article><p>'.encode(wide)
    server.routes["/"] = answered(
        mark + before + body + "</p></article></body></html>".encode(wide), Content_Type=media
    )
    (article,), _ = read(server.url())
    assert words in article.text


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("text/html; charset=UTF-8", ("text/html", "utf-8")),
        ('Text/HTML;Charset="windows-1252"', ("text/html", "windows-1252")),
        ("text/html", ("text/html", None)),
        ("", (None, None)),
        (None, (None, None)),
        (";;;charset", (None, None)),
    ],
)
def test_content_types(value: str | None, expected: tuple[str | None, str | None]) -> None:
    assert content_type(value) == expected


def test_plain_text_and_ninjs_are_read_too(server: Server) -> None:
    server.routes["/text"] = answered(f" date 2031-03-03 Ferry towed\n\n{WORDS}", Content_Type="text/plain")
    server.routes["/item"] = answered(
        '{"uri": "urn:x", "headlines": [{"value": "Ferry"}], "bodies": [{"contenttype": "text/html", '
        f'"value": "<p>{WORDS}</p>"}}]}}',
        Content_Type="application/json",
    )
    (text,), _ = read(server.url("/text"))
    assert (text.published, text.url) == ("2031-03-03", server.url("/text"))
    (item,), _ = read(server.url("/item"))
    assert (item.text, item.headline) == (WORDS, "Ferry")


# What is remembered


def conditional(request: bytes, send: Callable[[bytes], None]) -> None:
    if b'If-None-Match: "one"' in request or b"If-Modified-Since: Mon" in request:
        send(answered(status="304 Not Modified", ETag='"one"'))
    else:
        send(answered(PAGE, ETag='"one"', Last_Modified="Mon, 03 Mar 2031 09:00:00 GMT"))


def test_a_page_that_has_not_changed_is_not_read_again(server: Server, tmp_path: Path) -> None:
    server.routes["/"] = conditional
    file = tmp_path / "state.web"
    with Memory(file) as memory:
        assert len(read(server.url(), Web(memory, pause=0))[0]) == 1
        # Not kept yet: whoever reads says when it is safe.
    with Memory(file) as memory:
        assert memory.page(server.url()) == (None, None)
        web = Web(memory, pause=0)
        assert len(read(server.url(), web)[0]) == 1
        web.keep()
    with Memory(file) as memory:
        web = Web(memory, pause=0)
        articles, problems = read(server.url(), web)
        assert articles == []
        assert [(p.fatal, "not read again" in p.reason) for p in problems] == [(False, True)]
        web.keep(failed=[server.url()])
        assert len(read(server.url(), web)[0]) == 1


def test_a_page_of_which_nothing_was_made_is_asked_for_again(server: Server) -> None:
    server.routes["/"] = answered("<html><body></body></html>", ETag='"one"')
    web = Web(pause=0)
    for _ in range(2):
        assert "no article text" in read(server.url(), web)[1][0].reason
    assert b"If-None-Match" not in server.asked("/")[1]


def test_another_file_is_not_taken_for_a_memory(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("not a database, but long enough to be looked at as one" * 20)
    with pytest.raises(OSError, match="cannot be used"):
        Memory(file)


def test_without_leave_nothing_is_fetched() -> None:
    problems: list[Problem] = []
    assert list(gather(["https://harbour.example/a"], problems=problems.append)) == []
    assert "not fetched" in problems[0].reason
