"""Feeds: what is read of them, how they are watched, and that a bad one costs only itself."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given as examples
from hypothesis import strategies as st
from misbehaving import Server, answered, running

from hearsay.gather import NotAnArticle, Problem
from hearsay.gather.feed import parse_feed, read_opml
from hearsay.gather.given import Given
from hearsay.gather.memory import Memory
from hearsay.gather.watch import TRIES, Watcher, feed_addresses
from hearsay.gather.web import Web
from hearsay.schema import Article

WORDS = (
    "The ferry was towed ashore on Monday evening after its engines failed off the coast, officials said, "
    "and eleven of the crew were brought to safety by the boats of the harbour authority."
)


@pytest.fixture
def server() -> Iterator[Server]:
    with running() as found:
        yield found


def rss(*items: str, more: str = "") -> bytes:
    head = f"<title>Harbour Times</title><link>https://h.example/</link>{more}"
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{head}{"".join(items)}</channel></rss>'.encode()


def item(
    link: str, date: str = "Mon, 03 Mar 2031 09:12:00 +0900", title: str = "Ferry towed", more: str = ""
) -> str:
    return f"<item><title>{title}</title><link>{link}</link><guid>{link}</guid><pubDate>{date}</pubDate>{more}</item>"


def page(title: str = "Ferry towed", words: str = WORDS, head: str = "") -> bytes:
    return answered(
        f"<!doctype html><html lang=en><head>{head}</head><body><article><h1>{title}</h1><p>{words}</p>"
        "</article></body></html>"
    )


@pytest.mark.parametrize(
    ("written", "published"),
    [
        ("Mon, 03 Mar 2031 09:12:00 +0900", "2031-03-03T09:12:00+09:00"),
        ("Mon, 03 Mar 2031 23:30:00 -0500", "2031-03-03T23:30:00-05:00"),
        ("Mon, 03 Mar 2031 09:12:00 GMT", "2031-03-03T09:12:00+00:00"),
        ("2031-03-03T09:12:00+02:00", "2031-03-03T09:12:00+02:00"),
        ("soon", None),
        ("", None),
    ],
)
def test_the_offset_of_a_date_is_kept(written: str, published: str | None) -> None:
    feed = parse_feed(rss(item("/a", written)), "https://h.example/feed")
    assert [e.published for e in feed.entries] == [published]


def test_an_atom_feed() -> None:
    data = (
        b'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Harbour Times</title><entry><id>urn:1</id>'
        b'<title>Ferry &amp; crew</title><link href="../a"/><published>2031-03-03T09:12:00-05:00</published>'
        b'<author><name>Ana Ruiz</name></author><content type="html">&lt;p&gt;Words.&lt;/p&gt;</content>'
        b"</entry></feed>"
    )
    (entry,) = parse_feed(data, "https://h.example/x/feed").entries
    assert (entry.id, entry.link, entry.headline) == ("urn:1", "https://h.example/a", "Ferry & crew")
    assert (entry.published, entry.authors) == ("2031-03-03T09:12:00-05:00", ("Ana Ruiz",))
    assert "Words." in entry.content


def test_entries_come_oldest_first_and_lead_only_to_the_web() -> None:
    late, early = (
        item("/late", "Tue, 04 Mar 2031 00:10:00 +0900"),
        item("/early", "Mon, 03 Mar 2031 14:00:00 GMT"),
    )
    feed = parse_feed(rss(late, early, item("file:///etc/passwd")), "https://h.example/feed")
    assert [e.link for e in feed.entries if e.link] == ["https://h.example/early", "https://h.example/late"]
    assert all(e.link is None or e.link.startswith("https://") for e in feed.entries)


NOT_FEEDS = [
    b"",
    b"<html><body>Not found</body></html>",
    b"\x00\xff" * 50,
    b"<rss",
    b"{}",
    b"<!DOCTYPE x [<!ENTITY a 'b'>]><rss/>",
]


@pytest.mark.parametrize("data", NOT_FEEDS)
def test_what_is_no_feed_is_told(data: bytes) -> None:
    with pytest.raises(NotAnArticle):
        parse_feed(data, "https://h.example/feed")


@examples(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_any_bytes_are_a_feed_or_none(data: bytes) -> None:
    for whole in (data, rss(data.decode("utf-8", "replace"))):
        try:
            parse_feed(whole, "https://h.example/feed")
        except NotAnArticle:
            continue


def test_opml_lists_feeds(tmp_path: Path) -> None:
    text = (
        '<opml version="2.0"><body><outline text="News"><outline text="A" type="rss" xmlUrl="https://a.example/f"/>'
        '<outline xmlurl="https://b.example/f"/><outline xmlUrl="https://a.example/f"/>'
        '<outline xmlUrl="file:///etc/passwd"/></outline></body></opml>'
    )
    assert read_opml(text.encode()) == ["https://a.example/f", "https://b.example/f"]
    (tmp_path / "feeds.opml").write_text(text)
    (tmp_path / "none.opml").write_text("<opml><body/></opml>")
    (tmp_path / "page.opml").write_text("<html/>")
    problems: list[Problem] = []
    given = [str(tmp_path / name) for name in ("feeds.opml", "none.opml", "page.opml", "gone.opml")]
    found = feed_addresses(["https://c.example/f", *given], problems.append)
    assert found == ["https://c.example/f", "https://a.example/f", "https://b.example/f"]
    assert [p.origin for p in problems] == given[1:]


class Desk:
    """A watcher with a clock that is set by hand, and all that came of it."""

    def __init__(self, *feeds: str, memory: Memory | None = None) -> None:
        self.now = 1_000_000.0
        self.asked_to_stop = False
        self.problems: list[Problem] = []
        self.web = Web(memory, pause=0)
        self.watcher = Watcher(
            feeds,
            self.web,
            every=600,
            stopped=lambda: self.asked_to_stop,
            clock=lambda: self.now,
            chance=random.Random(1),
        )

    def poll(self) -> list[Article]:
        return list(self.watcher.poll(Given(report=self.problems.append)))

    def later(self) -> list[Article]:
        self.now += self.watcher.rest()
        return self.poll()


def test_what_is_new_is_read_once(server: Server) -> None:
    server.routes["/feed"] = answered(
        rss(item("/a"), item("/b", title="Inquiry")), Content_Type="application/rss+xml"
    )
    server.routes["/a"] = page()
    server.routes["/b"] = page("Inquiry", head='<meta name="date" content="2031-03-05">')
    desk = Desk(server.url("/feed"))
    first, second = sorted(desk.poll(), key=lambda a: a.url or "")
    assert (first.headline, first.outlet, first.url) == ("Ferry towed", "127.0.0.1", server.url("/a"))
    assert (first.published, first.published_by) == ("2031-03-03T09:12:00+09:00", "field")
    # What the page itself says wins, and the contradiction is kept.
    assert (second.published, second.published_by) == ("2031-03-05", "metadata")
    assert second.published_others == (("field", "2031-03-03T09:12:00+09:00"),)
    assert desk.later() == []
    server.routes["/feed"] = answered(rss(item("/a"), item("/c")))
    server.routes["/c"] = page()
    assert [a.url for a in desk.later()] == [server.url("/c")]
    assert len(server.asked("/a")) == 1
    assert desk.problems == []


def test_a_feed_is_not_asked_before_its_time(server: Server) -> None:
    server.routes["/feed"] = answered(rss())
    desk = Desk(server.url("/feed"))
    desk.poll()
    assert 600 <= desk.watcher.rest() <= 660
    desk.poll()
    assert len(server.asked("/feed")) == 1
    server.routes["/feed"] = answered(rss(more="<ttl>120</ttl>"))
    desk.later()
    assert desk.watcher.rest() >= 7200
    server.routes["/feed"] = answered(rss(), Cache_Control="public, max-age=3600")
    desk.later()
    assert desk.watcher.rest() >= 3600


def test_it_asks_whether_anything_changed(server: Server) -> None:
    def feed(request: bytes, send: Callable[[bytes], None]) -> None:
        if b'If-None-Match: "one"' in request and b"If-Modified-Since: Mon, 03 Mar" in request:
            send(answered(status="304 Not Modified"))
        else:
            send(answered(rss(), ETag='"one"', Last_Modified="Mon, 03 Mar 2031 09:00:00 GMT"))

    server.routes["/feed"] = feed
    desk = Desk(server.url("/feed"))
    desk.poll()
    desk.later()
    desk.later()
    assert [b"If-None-Match" in r for r in server.asked("/feed")] == [False, True, True]


def test_a_dead_feed_costs_only_itself_and_is_asked_less_and_less(server: Server) -> None:
    server.routes["/dead"] = answered("x", status="500 Broken")
    server.routes["/junk"] = answered("<html>a page</html>")
    server.routes["/feed"] = answered(rss(item("/a")))
    server.routes["/a"] = page()
    desk = Desk(
        server.url("/dead"), server.url("/junk"), server.url("/feed"), "http://no-such-host.invalid/f"
    )
    assert len(desk.poll()) == 1
    assert len(desk.problems) == 3
    waits = []
    dead = Desk(server.url("/dead"))
    for _ in range(9):
        dead.later()
        waits.append(dead.watcher.rest())
    assert [min(w, 86_400) for w in waits] == sorted(min(w, 86_400) for w in waits)
    assert 1200 <= waits[0] <= 1320
    assert waits[-1] <= 86_400 * 1.1
    # Back to life, back to its pace.
    server.routes["/dead"] = answered(rss())
    dead.later()
    assert dead.watcher.rest() <= 660


def test_a_feed_can_ask_to_be_left_alone_or_be_gone(server: Server) -> None:
    server.routes["/busy"] = answered("x", status="429 Too Many", Retry_After="5000")
    desk = Desk(server.url("/busy"))
    desk.poll()
    assert desk.watcher.rest() >= 5000
    server.routes["/busy"] = answered("x", status="410 Gone")
    assert desk.later() == []
    assert not desk.watcher.alive
    assert "gone for good" in desk.problems[-1].reason


def test_a_feed_that_moved_is_followed(server: Server) -> None:
    server.routes["/old"] = answered(status="301 Moved", Location="/new")
    server.routes["/new"] = answered(rss())
    desk = Desk(server.url("/old"))
    desk.poll()
    desk.later()
    assert (len(server.asked("/old")), len(server.asked("/new"))) == (1, 2)
    assert [p.reason for p in desk.problems] == [f"moved for good to {server.url('/new')}"]


def test_a_page_that_fails_is_tried_again_and_given_up(server: Server) -> None:
    server.routes["/feed"] = answered(
        rss(item("/a"), item("/b"), item("/c", more=f"<description>{WORDS * 3}</description>"))
    )
    server.routes["/a"] = answered("x", status="503 Busy")
    desk = Desk(server.url("/feed"))
    # /b and /c are not there; of /c the feed itself says enough.
    assert [a.text for a in desk.poll()] == [WORDS * 3]
    for _ in range(5):
        assert desk.later() == []
    assert len(server.asked("/a")) == TRIES
    assert len(server.asked("/b")) == 1
    assert [p.origin for p in desk.problems if p.fatal] == [server.url("/b"), server.url("/a")]


def test_what_was_read_outlasts_the_run(server: Server, tmp_path: Path) -> None:
    server.routes["/feed"] = answered(rss(item("/a"), item("/b")))
    server.routes["/a"] = server.routes["/b"] = page()
    file = tmp_path / "state.web"
    with Memory(file) as memory:
        articles = Desk(server.url("/feed"), memory=memory).watcher.poll(Given())
        # Killed while the second article is at hand: that one is read again.
        first, second = next(articles), next(articles)
        articles.close()
    with Memory(file) as memory:
        assert [a.url for a in Desk(server.url("/feed"), memory=memory).poll()] == [second.url]
    with Memory(file) as memory:
        assert Desk(server.url("/feed"), memory=memory).poll() == []
    assert first.url != second.url


def test_it_ends_between_two_articles(server: Server) -> None:
    server.routes["/feed"] = answered(rss(*(item(f"/{n}") for n in range(5))))
    for n in range(5):
        server.routes[f"/{n}"] = page()
    desk = Desk(server.url("/feed"))
    read = []
    for article in desk.watcher.poll(Given(report=desk.problems.append)):
        read.append(article)
        if len(read) == 2:
            desk.asked_to_stop = True
            desk.web.stop()
    assert len(read) == 2
    assert desk.problems == []
