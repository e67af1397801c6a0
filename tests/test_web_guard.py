"""Who is let in: names, tokens, forms; and the server as it is started."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import fake_reader
import pytest
import web_records
from starlette.testclient import TestClient

from hearsay.views.web.app import make_app
from hearsay.views.web.server import is_loopback

TOKEN = "a-token-of-many-letters"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return web_records.pile(tmp_path_factory.mktemp("web") / "pile.db")


@pytest.fixture
def client(path: Path) -> TestClient:
    return TestClient(
        make_app(path, load=fake_reader.load), base_url="http://localhost:9000", follow_redirects=False
    )


@pytest.fixture
def guarded(path: Path) -> TestClient:
    app = make_app(path, hosts=None, token=TOKEN, load=fake_reader.load)
    return TestClient(app, base_url="http://desk.example:9000", follow_redirects=False)


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8765", 200),
        ("localhost", 200),
        ("LOCALHOST:1", 200),
        ("[::1]:8765", 200),
        ("rebound.example", 421),
        ("127.0.0.1.rebound.example", 421),
        ("localhost:80@rebound.example", 421),
        ("", 421),
    ],
)
def test_it_answers_to_its_own_names_only(client: TestClient, host: str, status: int) -> None:
    assert client.get("/check", headers={"host": host}).status_code == status


@pytest.mark.parametrize("origin", ["http://elsewhere.example", "null", "http://localhost:9001"])
def test_a_form_of_somebody_else_is_refused(client: TestClient, origin: str) -> None:
    sent = client.post("/check", data={"text": "A man said it rained."}, headers={"origin": origin})
    assert sent.status_code == 403


def test_its_own_form_is_taken(client: TestClient) -> None:
    own = {"origin": "http://localhost:9000"}
    sent = client.post("/check", data={"text": "A man said it rained."}, headers=own)
    assert sent.status_code == 303


def test_any_host_needs_a_token(path: Path) -> None:
    with pytest.raises(ValueError, match="needs a token"):
        TestClient(make_app(path, hosts=None)).get("/")


def test_a_visitor_needs_the_token(guarded: TestClient) -> None:
    for address in ("/", "/claims.json", "/static/hearsay.css", "/?token=wrong"):
        assert guarded.get(address).status_code == 401, address
    assert guarded.get("/", headers={"authorization": f"Bearer {TOKEN}"}).status_code == 200
    first = guarded.get(f"/claims?origins=one&token={TOKEN}")
    assert (first.status_code, first.headers["location"]) == (303, "/claims?origins=one")
    assert "httponly" in first.headers["set-cookie"].lower()
    assert "samesite=strict" in first.headers["set-cookie"].lower()
    second = guarded.get("/claims")
    assert second.status_code == 200
    assert second.headers["cache-control"] == "no-store"


def test_the_token_leads_to_no_other_server(guarded: TestClient) -> None:
    answer = guarded.get(f"http://desk.example:9000//elsewhere.example/x?token={TOKEN}")
    assert answer.headers["location"].startswith("/elsewhere.example")


@pytest.mark.parametrize(
    ("host", "own"),
    [("127.0.0.1", True), ("localhost", True), ("::1", True), ("127.9.9.9", True), ("0.0.0.0", False),
     ("192.0.2.7", False), ("desk.example", False)],
)  # fmt: skip
def test_which_addresses_are_this_machines_own(host: str, own: bool) -> None:
    assert is_loopback(host) is own


def start(path: Path, *options: str) -> tuple[subprocess.Popen[str], str, float]:
    code = "from hearsay.views.cli import main; main()"
    begun = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-c", code, "serve", str(path), "--port", "0", *options],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    assert process.stdout is not None
    line = process.stdout.readline()
    return process, line, time.monotonic() - begun


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_the_command_serves_and_ends(path: Path) -> None:
    process, line, _ = start(path)
    try:
        found = re.search(r"(http://127\.0\.0\.1:\d+/)  ", line)
        assert found, line + (process.stderr.read() if process.stderr and process.poll() is not None else "")
        with urllib.request.urlopen(found[1], timeout=20) as answer:
            page = answer.read().decode()
        assert "say this" in page
    finally:
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)
    assert process.returncode in (0, 130)
    assert (out, err) == ("", "")


def test_another_address_gets_a_token(path: Path) -> None:
    process, line, _ = start(path, "--host", "0.0.0.0")
    try:
        assert re.search(r"\?token=[\w-]{20,}  ", line), line
    finally:
        process.terminate()
        process.communicate(timeout=20)


def test_what_cannot_be_served_is_told(tmp_path: Path) -> None:
    process, line, _ = start(tmp_path / "none.db")
    _, err = process.communicate(timeout=20)
    assert (process.returncode, line) == (2, "")
    assert "there is no record" in err
