"""Addresses: which machines are connected to, and what a fetch may cost."""

from __future__ import annotations

import gzip
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given as examples
from hypothesis import strategies as st
from misbehaving import HOST, Server, answered, running

from hearsay.gather import Problem, gather
from hearsay.gather.address import refusal
from hearsay.gather.fetch import Fetcher, split_url
from hearsay.gather.fetched import FetchError, Limits
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


# Which machines

REFUSED = [
    "127.0.0.1", "127.9.9.9", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1",
    "169.254.169.254", "100.64.0.1", "192.0.0.8", "192.0.2.1", "198.18.0.1", "198.51.100.7", "203.0.113.9",
    "192.88.99.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::", "::1", "fe80::1", "fe80::1%eth0",
    "fc00::1", "fd12:3456::1", "fec0::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::8.8.8.8",
    "64:ff9b::7f00:1", "64:ff9b::808:808", "64:ff9b:1::1", "2002:7f00:1::1", "2002:808:808::1", "2001::1",
    "2001:db8::1", "3fff::1", "100::1", "5f00::1", "4000::1", "2a00:1450::5efe:7f00:1", "nonsense", "",
]  # fmt: skip


@pytest.mark.parametrize("ip", REFUSED)
def test_addresses_that_are_not_of_the_public_internet_are_refused(ip: str) -> None:
    assert refusal(ip, 80)


@pytest.mark.parametrize("ip", ["8.8.8.8", "93.184.216.34", "172.32.0.1", "2a00:1450:4001:82a::200e"])
def test_public_addresses_are_not(ip: str) -> None:
    assert refusal(ip, 80) is None


@examples(st.ip_addresses(network="10.0.0.0/8") | st.ip_addresses(network="2002::/16"))
def test_no_address_of_a_refused_network_passes(ip: object) -> None:
    assert refusal(str(ip), 80)


def test_the_allowance_is_for_one_port(server: Server) -> None:
    assert refusal(HOST, server.port) is None
    assert refusal(HOST, server.port + 1)
    assert refusal("127.0.0.2", server.port)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]"]
)
def test_this_machine_is_not_connected_to_under_any_name(host: str) -> None:
    with running(trusted=False) as server:
        server.routes["/"] = answered(PAGE)
        reason = refused(f"http://{host}:{server.port}/")
        assert "refused" in reason or "not found" in reason
        assert server.requests == []


def test_the_address_that_was_checked_is_the_one_that_is_connected_to(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that leads elsewhere each time it is looked up (rebinding) is looked up once a connection."""
    server.routes["/"] = answered(PAGE)
    asked: list[str] = []

    def lookup(host: str, port: int, **options: object) -> list[object]:
        asked.append(host)
        # The rules and the first page come from outside; from then on the name leads inside.
        ip = HOST if len(asked) <= 2 else "127.0.0.2"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port))]

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    web = Web(pause=0)
    url = f"http://rebinding.example:{server.port}/"
    assert len(read(url, web)[0]) == 1
    assert len(asked) == len(server.requests) == 2
    assert "127.0.0.2, which is not on the public internet (loopback): refused" in read(url, web)[1][0].reason
    assert len(server.requests) == 2


def test_an_answer_with_a_private_address_in_it_uses_the_others(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.routes["/"] = answered(PAGE)
    monkeypatch.setattr(
        socket,
        "getaddrinfo",
        lambda host, port, **options: [
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("10.0.0.1", port)),
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", (HOST, port)),
        ],
    )
    assert len(read(f"http://mixed.example:{server.port}/")[0]) == 1


def test_a_redirect_to_this_machine_is_refused(server: Server) -> None:
    with running(trusted=False) as inner:
        server.routes["/"] = answered(status="302 Found", Location=inner.url("/secret"))
        assert "refused" in refused(server.url())
        assert inner.requests == []


ADDRESSES = {
    "ftp://harbour.example/": "not an address of the web",
    "http://": "no",
    "https://ana:secret@harbour.example/": "name or password",
    "http://harbour.example:99999/": "not an address",
    "http://[::1": "not an address",
    "http://harbour.example/a b": "spaces",
    "http://harbour.example/a\r\nX: y": "spaces",
    "http://a.example/" + "x" * 5000: "too long",
}


@pytest.mark.parametrize("url", ADDRESSES)
def test_what_is_no_address_is_told(url: str) -> None:
    with pytest.raises(FetchError, match=ADDRESSES[url]):
        split_url(url)


@examples(st.text(max_size=60).map(lambda s: f"http://{s}"))
def test_any_text_is_an_address_or_told_why_not(url: str) -> None:
    try:
        scheme, host, port, target = split_url(url)
    except FetchError:
        return
    assert scheme == "http"
    assert host
    assert 0 <= port < 65536
    assert target.isascii()
    assert not set(target) & set(" \r\n")


# What a fetch may cost


def endless(part: bytes, pause: float, head: bytes = b"") -> Callable[..., None]:
    def answer(request: bytes, send: Callable[[bytes], None]) -> None:
        send(head)
        for _ in range(400):
            send(part)
            time.sleep(pause)

    return answer


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n"
BROKEN: dict[str, tuple[object, str]] = {
    "drips its head": (endless(b"x", 0.02, b"HTTP/1.1 200 OK\r\nX: "), "longer than 1.2 seconds"),
    "drips its body": (endless(b"x", 0.02, HEAD), "longer than 1.2 seconds"),
    "says nothing": (lambda request, send: time.sleep(3), "not fetched"),
    "is endless": (endless(b"x" * 100_000, 0, HEAD), "too large"),
    "says that it is large": (answered("x", Content_Length="50000000"), "too large"),
    "is a bomb": (answered(gzip.compress(b"x" * 30_000_000), Content_Encoding="gzip"), "too large"),
    "is cut off": (answered(PAGE, Content_Length="100000"), "cut off"),
    "is no gzip": (answered(PAGE, Content_Encoding="gzip"), "broken compression"),
    "has a broken chunk": (
        answered("zz\r\nabc", Content_Length="", Transfer_Encoding="chunked"),
        "broken response",
    ),
    "is no HTTP": (b"SSH-2.0-OpenSSH\r\n", "broken response"),
    "is nothing": (b"", "broken response"),
    "is empty": (answered(""), "empty"),
    "is a picture": (answered(b"\x89PNG", Content_Type="image/png"), "no text to read: image/png"),
    "is an archive": (answered(b"PK\x03\x04", Content_Type="application/octet-stream"), "an archive"),
    "is a feed": (
        answered("<rss><channel/></rss>", Content_Type="application/rss+xml"),
        "hearsay watch",
    ),
    "is gone": (answered("x", status="410 Gone"), "status 410"),
    "leads nowhere": (answered(status="302 Found"), "no address to go to"),
    "leads to a file": (
        answered(status="302 Found", Location="file:///etc/passwd"),
        "not an address of the web",
    ),
    "has a head without end": (endless(b"X: " + b"y" * 60_000 + b"\r\n", 0, HEAD[:-2]), "broken response"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_server_that_misbehaves_costs_little_and_is_named(server: Server, name: str) -> None:
    answer, reason = BROKEN[name]
    server.routes["/a"] = answer  # type: ignore[assignment]
    server.routes["/robots.txt"] = answered("")
    begun = time.monotonic()
    assert reason in refused(server.url("/a"), seconds=1.2, size=5_000_000)
    assert time.monotonic() - begun < 5


def test_redirects_are_followed_and_end(server: Server) -> None:
    for n in range(9):
        server.routes[f"/{n}"] = answered(status="302 Found", Location=f"/{n + 1}")
    server.routes["/4"] = answered(PAGE)
    (article,), _ = read(server.url("/0"))
    assert article.url == server.url("/4")
    server.routes["/4"] = answered(status="302 Found", Location="/0")
    assert refused(server.url("/0")) == "not fetched: more than 5 redirects"


def test_no_such_host_is_told() -> None:
    assert "is not found" in refused("http://no-such-host.invalid/")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate that nobody trusts, with its key."""
    if not (program := shutil.which("openssl")):
        pytest.skip("skipped: no openssl to make a certificate")
    file = tmp_path_factory.mktemp("tls") / "server.pem"
    done = subprocess.run(
        [program, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=test", "-out", file,
         "-keyout", file.with_suffix(".key"), "-addext", f"subjectAltName=IP:{HOST}"],
        capture_output=True, check=False,
    )  # fmt: skip
    if done.returncode:
        pytest.skip("skipped: this openssl cannot make a certificate")
    return file


def test_a_secure_connection_is_checked(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, certificate.with_suffix(".key"))
    with running(context=context) as server:
        server.routes["/a"] = answered(PAGE)
        assert "no secure connection" in refused(server.url("/a"))
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        assert len(read(server.url("/a"))[0]) == 1
    with running(trusted=False, context=context) as server:
        assert "refused" in refused(server.url("/a"))


def test_a_handshake_that_never_ends_is_ended(server: Server) -> None:
    # The server waits for a request that it can read, the client for the other half of the handshake.
    begun = time.monotonic()
    assert "not fetched" in refused(server.url("/a").replace("http:", "https:"), seconds=0.5)
    assert time.monotonic() - begun < 20


def test_stopped_means_stopped(server: Server) -> None:
    fetcher = Fetcher()
    fetcher.stop()
    with pytest.raises(FetchError, match="stopped"):
        fetcher.get(server.url())
