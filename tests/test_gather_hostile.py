"""A folder of hostile files: each is named with its reason, the rest is read, memory stays bounded."""

from __future__ import annotations

import gzip
import io
import json
import os
import subprocess
import sys
import tarfile
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hearsay.gather import NotAnArticle, Problem, gather
from hearsay.gather.contents import articles
from hearsay.gather.given import Given
from hearsay.gather.kinds import KINDS, kind_by_head, kind_of
from hearsay.schema import Article

WORDS = (
    "The ferry was towed ashore on Monday evening after its engines failed off the coast, officials said, "
    "and eleven of the crew were brought to safety by the boats of the harbour authority."
)
PAGE = f"<html lang=en><body><article><h1>Ferry towed</h1><p>{WORDS}</p></article></body></html>"
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)


def make(folder: Path) -> dict[str, str]:
    """Fill a folder; return each hostile file with a part of the reason that it must be refused for."""
    hostile: dict[str, tuple[bytes, str]] = {
        "broken.html.gz": (gzip.compress(PAGE.encode())[:-30], "broken gzip"),
        "no-gzip.txt.gz": (b"plain text", "broken gzip"),
        "bomb.txt.gz": (gzip.compress(bytes(80_000_000), 9), "too large"),
        "bomb.zip": (zipped({"a.txt": bytes(60_000_000)}), "too large"),
        "directory.zip": (zipped({})[:12] + b"\xff\xff\xff\x70" + bytes(6), "too many members"),
        "cut.zip": (zipped({"a.txt": WORDS.encode()})[:-30], "no end"),
        "nul.txt": (b"The ferry\x00 was towed.", "NUL"),
        "nul.html": (bytes(5000), "NUL"),
        "wide.txt": (b"\xff\xfe" + bytes(range(256)) * 20, "not text"),
        "empty.warc": (b"", "not a web archive"),
        "junk.warc.gz": (os.urandom(2000), "not a web archive"),
        "junk.tar": (b"x" * 4096, "not a tar"),
        "junk.docx": (b"x" * 4096, "broken .docx"),
        "junk.pdf": (b"x" * 4096, "broken .pdf"),
        "junk.mbox": (b"x" * 4096, "no letter"),
        "junk.eml": (b"\xff" * 4096, ""),
        "laughs.xml": (f"{LAUGHS}]><newsItem>&i;</newsItem>".encode(), "entities of its own"),
        "outside.xml": (
            b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><x>&f;</x>',
            "entities of its own",
        ),
        "deep.xml": (b"<newsItem>" * 100_000, "not XML"),
        "deep.json": (b"[" * 200_000, ""),
        "deep-too.json": (b'{"text": ' + b"[" * 200_000, ""),
        "deep.jsonl": (b'{"text": "A ferry.", "outlet": ' + b'{"a":' * 100_000 + b"\n", ""),
        "deep.html": (b"<div>" * 300_000, "no article text"),
        "half.json": (b'{"text": "\\ud800"}', "surrogate"),
    }
    for name, (data, _) in hostile.items():
        (folder / name).write_bytes(data)
    with (folder / "line.jsonl").open("wb") as out:
        out.write(b'{"text": "')
        for _ in range(100):
            out.write(b"x" * 1_000_000)
        out.write(b'"}\n' + json.dumps({"text": WORDS}).encode() + b"\n")
    with (folder / "hole.txt").open("wb") as out:
        out.truncate(5_000_000_000)
    os.mkfifo(folder / "pipe.html")
    (folder / "loop").symlink_to(folder)
    (folder / "self.txt").symlink_to(folder / "self.txt")
    (folder / "sub").mkdir()
    (folder / "sub" / "up").symlink_to(folder)
    (folder / "sub" / os.fsdecode(b"name\xff\n.txt")).write_text(WORDS)
    (folder / "good.html").write_text(PAGE)
    (folder / "wrong-charset.html").write_bytes(
        PAGE.replace("<h1>", "<meta charset=utf-16><h1>").replace("officials", "“officials”").encode("cp1252")
    )
    sparse = io.BytesIO()
    with tarfile.open(fileobj=sparse, mode="w") as archive:
        for name in ("/etc/evil.txt", "../evil.txt"):
            info = tarfile.TarInfo(name)
            info.size = len(WORDS)
            archive.addfile(info, io.BytesIO(WORDS.encode()))
        device = tarfile.TarInfo("device.txt")
        device.type = tarfile.CHRTYPE
        archive.addfile(device)
    (folder / "names.tar").write_bytes(sparse.getvalue())
    others = {
        "line.jsonl": "line longer than",
        "hole.txt": "too large",
        "pipe.html": "a pipe",
        "self.txt": "cannot be read",
    }
    return {name: reason for name, (_, reason) in hostile.items()} | others


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def read(path: Path) -> tuple[list[Article], list[Problem]]:
    problems: list[Problem] = []
    return list(gather([path], problems=problems.append)), problems


def test_a_folder_of_hostile_files(tmp_path: Path) -> None:
    reasons = make(tmp_path)
    begun = time.monotonic()
    found, problems = read(tmp_path)
    took = time.monotonic() - begun
    # Nothing is lost of the rest.
    names = [Path(a.id).name for a in found]
    assert sorted(n for n in names if not n.startswith("name")) == sorted(
        ["good.html", "wrong-charset.html", "evil.txt", "evil.txt", "line.jsonl:2"]
    )
    assert len(names) == 6
    told = {Path(p.origin.partition("!")[0].split(".jsonl:")[0]).name: p.reason for p in problems if p.fatal}
    for name, reason in reasons.items():
        key = name.removesuffix(".jsonl") if name.endswith(".jsonl") else name
        assert key in told, name
        assert reason in told[key], (name, told[key])
    assert set(told) == {n.removesuffix(".jsonl") if n.endswith(".jsonl") else n for n in reasons}
    assert all(p.origin.isprintable() and p.reason.isprintable() and len(p.reason) < 400 for p in problems)
    assert took < 60


def test_memory_stays_bounded(tmp_path: Path) -> None:
    make(tmp_path)
    code = (
        "import resource, sys\n"
        "from hearsay.gather import gather\n"
        "list(gather([sys.argv[1]], problems=lambda p: None))\n"
        # Where the kernel tells this program's own peak: the other figure starts from its parent's.
        "lines = open('/proc/self/status').read() if sys.platform == 'linux' else ''\n"
        "own = [l.split()[1] for l in lines.splitlines() if l.startswith('VmHWM')]\n"
        "print(own[0] if own else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True, timeout=120
    )
    # Kibibytes on Linux, bytes on macOS.
    peak = int(done.stdout) // (1024 if sys.platform == "darwin" else 1)
    assert peak < 600_000


@pytest.mark.parametrize(
    "path", ["a.html", "a.HTML", "x/a.tar.gz", "a.tgz", "a.warc.gz", "a.jsonl.gz", "a.eml"]
)
def test_endings_are_known(path: str) -> None:
    assert kind_of(path)


@pytest.mark.parametrize("path", ["a", "a.png", "a.zip.gz", "a.gz", "a.html.zst", ".txt"])
def test_other_endings_are_not(path: str) -> None:
    assert kind_of(path) is None


#: Beginnings that lead into each parser.
STARTS = [b"", b"{", b'{"text": "', b'[{"uri": "x", "bodies": [', b"<html><body><p>", b"<newsItem><contentSet>",
          b"%PDF-1.4\n", b"PK\x03\x04", b"\x1f\x8b\x08\x00", b"WARC/1.0\r\nWARC-Type: response\r\n",
          b"From a@b Mon Mar  3 09:12:00 2031\nX: y\n",
          b"---\ntitle: x\n", b"# ", gzip.compress(b"x")[:8], b"BZh91AY&SY", b"\xfd7zXZ\x00\x00"]  # fmt: skip


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture], max_examples=150)
@given(
    st.sampled_from(STARTS), st.binary(max_size=120), st.sampled_from([None, *sorted(set(KINDS.values()))])
)
def test_any_bytes_of_any_kind_are_read_or_told(start: bytes, rest: bytes, kind: str | None) -> None:
    problems: list[Problem] = []
    data = start + rest
    stream = io.BufferedReader(io.BytesIO(data))  # type: ignore[arg-type]
    try:
        for article in articles(stream, "name", kind, Given(report=problems.append)):
            assert article.text.strip()
            article.text.encode()
    except NotAnArticle as error:
        problems.append(Problem("name", str(error)))
    assert all(p.reason for p in problems)
    assert all(p.origin.startswith("name") for p in problems)
    kind_by_head(data)
