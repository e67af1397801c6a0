"""``hearsay read https://...`` and ``hearsay watch``, against a server on this machine."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import fake_reader
import pytest
from click.testing import CliRunner, Result
from misbehaving import Server, answered, running

from hearsay import engine
from hearsay.gather import web
from hearsay.views.cli import hearsay

Run = Callable[..., Result]
HERE = Path(__file__).parent


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command in an empty folder, with a reader that needs no weights."""
    monkeypatch.setattr(engine, "load_reader", fake_reader.load)
    monkeypatch.setattr(web, "PAUSE", 0.0)
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> Result:
        result = CliRunner().invoke(hearsay, arguments, catch_exceptions=False)
        assert "Traceback" not in result.output
        return result

    return run


@pytest.fixture
def server() -> Iterator[Server]:
    with running() as found:
        yield found


def page(said: str) -> str:
    return (
        f"<!doctype html><html lang=en><body><article><h1>A ferry</h1><p>Ana Ruiz said {said}.</p>"
        "<p>The boats of the harbour authority brought eleven of the crew to safety on Monday evening, "
        "after the engines of the ferry had failed off the coast.</p></article></body></html>"
    )


def feed(server: Server, *paths: str) -> bytes:
    items = "".join(
        f"<item><title>A ferry</title><link>{server.url(path)}</link>"
        "<pubDate>Mon, 03 Mar 2031 09:12:00 +0900</pubDate></item>"
        for path in paths
    )
    return answered(f"<rss version='2.0'><channel><title>Harbour Times</title>{items}</channel></rss>")


def test_an_address_is_read_into_a_record(run: Run, server: Server) -> None:
    def changing(request: bytes, send: Callable[[bytes], None]) -> None:
        same = b'If-None-Match: "one"' in request
        send(answered(status="304 Not Modified") if same else answered(page("the ferry sank"), ETag='"one"'))

    server.routes["/a"] = changing
    result = run("read", server.url("/a"))
    assert result.exit_code == 0
    assert "1 article: 1 read" in result.output
    assert server.url("/a") in run("statements", "--json").output or "ferry sank" in run("statements").output
    again = run("read", server.url("/a"))
    assert again.exit_code == 0
    assert "not read again" in again.stderr
    # Another record was not read into, and a record that is gone is filled anew.
    assert "1 article: 1 read" in run("read", server.url("/a"), "-r", "other.db").output
    Path("hearsay.db").unlink()
    assert "1 article: 1 read" in run("read", server.url("/a")).output


def test_an_article_that_could_not_be_read_is_fetched_again(run: Run, server: Server) -> None:
    server.routes["/a"] = answered(page("CRASH"), ETag='"one"')
    for _ in range(2):
        result = run("read", server.url("/a"))
        assert result.exit_code == 1
        assert "could not be read" in result.stderr
    assert all(b"If-None-Match" not in request for request in server.asked("/a"))


def test_what_cannot_be_fetched_is_told_and_the_rest_read(run: Run, server: Server) -> None:
    server.routes["/a"] = answered(page("the ferry sank"))
    result = run(
        "read", server.url("/gone"), server.url("/a"), "http://127.0.0.1:1/", "--problems", "p.jsonl"
    )
    assert result.exit_code == 1
    assert "3 articles: 1 read, 2 could not be read" in result.output
    told = {
        line["origin"]: line["reason"] for line in map(json.loads, Path("p.jsonl").read_text().splitlines())
    }
    assert told[server.url("/gone")] == "not fetched: status 404"
    assert "refused" in told["http://127.0.0.1:1/"]


def test_fields_are_mapped(run: Run) -> None:
    Path("a.jsonl").write_text('{"body": "Ana Ruiz said the ferry sank.", "date": "2031-03-03"}\n')
    assert run("read", "a.jsonl", "--field", "text=body", "--field", "published=date").exit_code == 0
    wrong = run("read", "a.jsonl", "--field", "words=body")
    assert wrong.exit_code == 2
    assert "no field of an article: 'words'" in wrong.stderr


def test_a_feed_is_watched_once(run: Run, server: Server) -> None:
    server.routes["/feed"] = feed(server, "/a", "/b")
    server.routes["/a"] = answered(page("the ferry sank"))
    server.routes["/b"] = answered(page("the pumps failed"))
    Path("feeds.opml").write_text(
        f'<opml><body><outline xmlUrl="{server.url("/feed")}"/><outline xmlUrl="{server.url("/dead")}"/></body></opml>'
    )
    result = run("watch", "feeds.opml", "--once")
    assert "2 read" in result.output
    assert f"skipped: {server.url('/dead')}: status 404" in result.stderr
    assert result.exit_code == 1
    again = run("watch", server.url("/feed"), "--once")
    assert again.exit_code == 0
    assert "0 articles" in again.output
    assert len(server.asked("/a")) == 1


def test_without_a_feed_it_does_not_start(run: Run) -> None:
    Path("none.opml").write_text("<opml/>")
    result = run("watch", "none.opml")
    assert result.exit_code == 2
    assert "No feed to watch" in result.stderr


WATCH = """
import sys
import fake_reader
from hearsay import engine
from hearsay.gather import address, web
from hearsay.views.cli import main

engine.load_reader = fake_reader.load
web.PAUSE = 0.0
address.TRUSTED.add(("127.0.0.1", int(sys.argv[1])))
main(["watch", sys.argv[2], "-r", sys.argv[3]])
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("hanging", [False, True])
def test_a_signal_ends_it_cleanly(server: Server, tmp_path: Path, how: signal.Signals, hanging: bool) -> None:
    def hang(request: bytes, send: Callable[[bytes], None]) -> None:
        send(b"HTTP/1.1 200 OK\r\n")
        server.closing.wait(20)

    server.routes["/feed"] = feed(server, *(["/b"] if hanging else []), "/a")
    server.routes["/a"] = answered(page("the ferry sank"))
    server.routes["/b"] = hang
    (tmp_path / "watch.py").write_text(WATCH)
    with subprocess.Popen(
        [sys.executable, tmp_path / "watch.py", str(server.port), server.url("/feed"), tmp_path / "a.db"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(HERE)},
    ) as process:
        try:
            assert process.stdout is not None
            if hanging:
                end = time.monotonic() + 30
                while not server.asked("/b") and time.monotonic() < end:
                    time.sleep(0.05)
                first = ""
            else:
                first = process.stdout.readline()
            begun = time.monotonic()
            process.send_signal(how)
            said, told = process.communicate(timeout=15)
        finally:
            process.kill()
    assert process.returncode == 0, told
    assert time.monotonic() - begun < 10
    assert "Traceback" not in told
    assert "1 article from" in said if hanging else "1 article: 1 read" in first
    assert "skipped" not in told
