"""Web archives: streaming, one bad record costs only itself, what is cut off is told."""

from __future__ import annotations

import contextlib
import gzip
import io
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import brotli
import pytest
from hypothesis import given as examples
from hypothesis import strategies as st

from hearsay.gather import NotAnArticle, Problem, gather
from hearsay.gather.extras import need
from hearsay.gather.warc import plain_body
from hearsay.schema import Article

WORDS = (
    "The ferry was towed ashore on Monday evening after its engines failed off the coast, officials said, "
    "and eleven of the crew were brought to safety by the boats of the harbour authority."
)
GERMAN = (
    "Die Fähre wurde am Montagabend an Land geschleppt, nachdem die Maschinen vor der Küste ausgefallen waren, "
    "sagten die Behörden, und elf Mitglieder der Besatzung wurden von den Booten der Hafenbehörde gerettet. "
)


def page(title: str = "Ferry towed", words: str = WORDS) -> bytes:
    return f"<html lang=en><body><article><h1>{title}</h1><p>{words}</p></article></body></html>".encode()


def read(path: Path) -> tuple[list[Article], list[Problem]]:
    problems: list[Problem] = []
    return list(gather([path], problems=problems.append)), problems


def fatal(problems: list[Problem]) -> list[str]:
    return [p.reason for p in problems if p.fatal]


# Web archives


def record(
    url: str,
    body: bytes,
    *,
    status: str = "200 OK",
    kind: str = "response",
    length: int | None = None,
    **fields: str,
) -> bytes:
    head = {"Content-Type": "text/html; charset=utf-8"} | {k.replace("_", "-"): v for k, v in fields.items()}
    lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
    block = f"HTTP/1.1 {status}\r\n{lines}\r\n".encode() + body if kind == "response" else body
    media = "application/http; msgtype=response" if kind == "response" else head["Content-Type"]
    return (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{zlib.crc32(url.encode())}>\r\n"
        f"WARC-Date: 2031-03-09T00:00:00Z\r\nWARC-Target-URI: {url}\r\nContent-Type: {media}\r\n"
        f"Content-Length: {len(block) if length is None else length}\r\n\r\n"
    ).encode() + block + b"\r\n\r\n"  # fmt: skip


INFO = record("urn:info", b"software: a crawler\r\n", kind="warcinfo", Content_Type="application/warc-fields")
A, B, C = (record(f"https://h.example/{n}", page(f"Ferry {n}")) for n in "abc")


def packed(*records: bytes) -> bytes:
    return b"".join(map(gzip.compress, records))


@pytest.mark.parametrize("pack", [b"".join, lambda rs: packed(*rs), lambda rs: gzip.compress(b"".join(rs))])
def test_a_web_archive_is_read(tmp_path: Path, pack: Callable[[list[bytes]], bytes]) -> None:
    file = tmp_path / ("a.warc" if pack is bytes.join else "a.warc.gz")
    file.write_bytes(pack([INFO, A, record("https://h.example/p", b"\x89PNG", Content_Type="image/png"), B,
                           record("https://h.example/gone", page(), status="404 Not Found"), C]))  # fmt: skip
    articles, problems = read(file)
    assert [a.url for a in articles] == [f"https://h.example/{n}" for n in "abc"]
    assert [a.id for a in articles] == [f"{file}!https://h.example/{n}" for n in "abc"]
    # When a page was captured is not when it was published.
    assert {a.published for a in articles} == {None}
    assert [(p.reason, p.fatal) for p in problems] == [
        ("2 records of another kind passed over (image/png 1, status 404 1)", False)
    ]


def test_what_is_inside_is_told_without_an_ending(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(packed(A))
    (tmp_path / "b").write_bytes(A)
    assert len(read(tmp_path / "a")[0]) == len(read(tmp_path / "b")[0]) == 1


def broken_gzip() -> bytes:
    data = bytearray(gzip.compress(B))
    data[60:120] = bytes(60)
    return bytes(data)


DAMAGE = {
    "a broken member": packed(A) + broken_gzip() + packed(C),
    "garbage between": A + b"garbage\r\n" * 40 + C,
    "a header cut off": A + B[:100] + C,
    "a length too long": A + record("https://h.example/b", page(), length=90_000) + C,
    "a length that is none": A + B.replace(b"Content-Length: ", b"Content-Length: x") + C,
    "lies about compression": A
    + record("https://h.example/b", b"\x1f\x8b\x08junk" * 30, Content_Encoding="gzip")
    + C,
}


@pytest.mark.parametrize("name", DAMAGE)
@pytest.mark.parametrize("pack", [False, True])
def test_one_bad_record_costs_only_itself(tmp_path: Path, name: str, pack: bool) -> None:
    data = DAMAGE[name]
    if pack and not data.startswith(b"\x1f\x8b"):
        data = packed(A, data[len(A) : -len(C)], C)
    file = tmp_path / "a.warc"
    file.write_bytes(data)
    articles, problems = read(file)
    assert [a.url for a in articles] == ["https://h.example/a", "https://h.example/c"]
    assert len(fatal(problems)) >= 1
    assert all(p.origin.startswith(str(file)) for p in problems)


@pytest.mark.parametrize("pack", [False, True])
@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.9])
def test_a_last_record_that_is_cut_off_is_told(tmp_path: Path, pack: bool, share: float) -> None:
    last = packed(C) if pack else C
    file = tmp_path / "a.warc"
    file.write_bytes((packed(A, B) if pack else A + B) + last[: int(len(last) * share)])
    articles, problems = read(file)
    assert [a.url for a in articles] == ["https://h.example/a", "https://h.example/b"]
    assert len(fatal(problems)) == 1


def test_encodings_of_responses(tmp_path: Path) -> None:
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(page()), page())
    records = [
        record("https://h.example/1", gzip.compress(page()), Content_Encoding="gzip"),
        record("https://h.example/2", zlib.compress(page()), Content_Encoding="deflate"),
        record("https://h.example/3", chunked, Transfer_Encoding="chunked"),
        # Crawlers that store the body decoded and keep the fields.
        record("https://h.example/4", page(), Content_Encoding="gzip", Transfer_Encoding="chunked"),
        record("https://h.example/5", page(), Content_Encoding="br"),
        record(
            "https://h.example/6",
            page(words="“" + WORDS + "”").decode().encode("cp1252"),
            Content_Type="text/html; charset=windows-1252",
        ),
        record("https://h.example/7", brotli.compress(page()), Content_Encoding="br"),
        record("https://h.example/8", WORDS.encode(), kind="conversion", Content_Type="text/plain"),
    ]
    file = tmp_path / "a.warc.gz"
    file.write_bytes(packed(*records))
    articles, problems = read(file)
    assert [a.url for a in articles] == [f"https://h.example/{n}" for n in range(1, 9)]
    assert all(WORDS in a.text for a in articles)
    assert "“" in articles[5].text
    assert fatal(problems) == []


def test_bombs_and_foreign_pages_in_a_web_archive(tmp_path: Path) -> None:
    bomb = record("https://h.example/bomb", gzip.compress(b"x" * 60_000_000), Content_Encoding="gzip")
    other = record(
        "https://h.example/br", brotli.compress(b"x" * 60_000_000, quality=1), Content_Encoding="br"
    )
    large = record("https://h.example/large", b"x" * 25_000_000)
    german = record("https://h.example/de", page(words=f"{GERMAN * 2}</p><p>{GERMAN * 2}"))
    file = tmp_path / "a.warc.gz"
    file.write_bytes(packed(bomb, other, large, german, A))
    articles, problems = read(file)
    assert len(articles) == 1
    assert [r.partition(":")[0] for r in fatal(problems)] == [
        "too large",
        "too large",
        "too large",
        "not in English",
    ]


def test_what_is_no_web_archive_is_told(tmp_path: Path) -> None:
    for data in (b"", b"hello " * 100, b"WARC/1.0\r\n", gzip.compress(b"hello " * 100)):
        (tmp_path / "a.warc").write_bytes(data)
        articles, problems = read(tmp_path / "a.warc")
        assert articles == []
        assert len(fatal(problems)) == 1


def test_a_web_archive_on_standard_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(Pipe(packed(A, B)), encoding="utf-8"))
    problems: list[Problem] = []
    assert len(list(gather(["-"], problems=problems.append))) == 2
    assert problems == []


def test_a_missing_library_is_named_with_its_extra() -> None:
    with pytest.raises(NotAnArticle, match=r"pip install 'hearsay\[archives\]'"):
        need("no_such_module", "archives", "web archives")


@examples(st.binary(max_size=200), st.sampled_from(["gzip", "deflate", "br", "chunked", None]))
def test_any_body_is_decoded_or_told(data: bytes, encoding: str | None) -> None:
    with contextlib.suppress(NotAnArticle):
        plain_body(data, "chunked" if encoding == "chunked" else None, encoding, limit=1000)


def test_how_far_a_large_file_is_read_is_told(tmp_path: Path) -> None:
    file = tmp_path / "a.warc"
    filler = record("https://h.example/picture", bytes(3_000_000), Content_Type="image/png")
    file.write_bytes(A + filler + B + filler + C)
    told: list[tuple[str, int, int]] = []
    found = gather([file], problems=print, progress=lambda *far: told.append(far))
    assert len(list(found)) == 3
    assert [name for name, _, _ in told] == [str(file)] * 3
    assert [done for _, done, _ in told] == sorted(done for _, done, _ in told)
    assert {size for _, _, size in told} == {file.stat().st_size}
    assert 0 < told[0][1] < told[1][1] <= told[0][2]
