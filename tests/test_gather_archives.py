"""Archives of files, and letters: streaming, one bad member costs only itself, nothing is unpacked to disk."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import time
import zipfile
from pathlib import Path

import pytest

from hearsay.gather import Problem, gather
from hearsay.schema import Article

WORDS = (
    "The ferry was towed ashore on Monday evening after its engines failed off the coast, officials said, "
    "and eleven of the crew were brought to safety by the boats of the harbour authority."
)


def page(title: str = "Ferry towed", words: str = WORDS) -> bytes:
    return f"<html lang=en><body><article><h1>{title}</h1><p>{words}</p></article></body></html>".encode()


def read(path: Path) -> tuple[list[Article], list[Problem]]:
    problems: list[Problem] = []
    return list(gather([path], problems=problems.append)), problems


def fatal(problems: list[Problem]) -> list[str]:
    return [p.reason for p in problems if p.fatal]


# Archives of files


FILES = {
    "2031/a.html": page(),
    "2031/b.txt": WORDS.encode(),
    "picture.png": b"\x89PNG\r\n",
    "c.jsonl": b'{"id": "x", "text": "A ferry."}\n{"id": "y"}\n',
    "empty.txt": b"",
}


def zipped(files: dict[str, bytes], **options: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, **options) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def tarred(files: dict[str, bytes], mode: str = "w") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
        link = tarfile.TarInfo("link.html")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.zip", zipped(FILES)),
        ("a.tar", tarred(FILES)),
        ("a.tar.gz", tarred(FILES, "w:gz")),
        ("a.tgz", tarred(FILES, "w:gz")),
        ("a.tar.bz2", tarred(FILES, "w:bz2")),
        ("a.tar.xz", tarred(FILES, "w:xz")),
        ("named-otherwise", zipped(FILES)),
        ("named-otherwise", tarred(FILES)),
        ("named-otherwise", tarred(FILES, "w:gz")),
    ],
)
def test_archives_are_read_member_by_member(tmp_path: Path, name: str, data: bytes) -> None:
    file = tmp_path / name
    file.write_bytes(data)
    articles, problems = read(file)
    assert [a.id for a in articles] == [f"{file}!2031/a.html", f"{file}!2031/b.txt", "x"]
    assert fatal(problems) == ["no article: the text is missing", "empty file"]
    assert [p.origin for p in problems if p.fatal] == [f"{file}!c.jsonl:2", f"{file}!empty.txt"]
    (note,) = (p.reason for p in problems if not p.fatal)
    assert "passed over" in note
    assert ".png 1" in note


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.html.gz", gzip.compress(page())),
        ("a.txt.bz2", bz2.compress(WORDS.encode())),
        ("a.jsonl.xz", lzma.compress(b'{"text": "A ferry."}\n')),
        ("named-otherwise", gzip.compress(page())),
    ],
)
def test_compressed_files_are_read(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    assert len(read(tmp_path / name)[0]) == 1


def test_a_broken_member_of_a_zip_costs_only_itself(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.html": page("A"), "b.html": page("B"), "c.html": page("C")}))
    at = data.index(b"b.html") + 30
    data[at : at + 20] = bytes(20)
    (tmp_path / "a.zip").write_bytes(data)
    articles, problems = read(tmp_path / "a.zip")
    assert len(articles) == 2
    assert [p.origin for p in problems] == [f"{tmp_path / 'a.zip'}!b.html"]


@pytest.mark.parametrize("end", [".zip", ".tar", ".tar.gz"])
def test_an_archive_that_is_cut_off_is_told(tmp_path: Path, end: str) -> None:
    files = {f"{n}.html": page(words=WORDS * (n + 1)) + b" " * 9000 for n in range(9)}
    data = {".zip": zipped(files), ".tar": tarred(files), ".tar.gz": tarred(files, "w:gz")}[end]
    file = tmp_path / f"a{end}"
    file.write_bytes(data[: len(data) * 6 // 10])
    articles, problems = read(file)
    assert len(fatal(problems)) == 1
    assert (len(articles) > 1) == (end != ".zip")


def test_a_tar_cut_between_two_members_is_told(tmp_path: Path) -> None:
    data = tarred({"a.html": page()})
    (tmp_path / "a.tar").write_bytes(data[: 512 + 512])
    articles, problems = read(tmp_path / "a.tar")
    assert len(articles) == 1
    assert "perhaps cut off" in problems[0].reason


def test_bombs_are_refused(tmp_path: Path) -> None:
    begun = time.monotonic()
    zeros = gzip.compress(bytes(120_000_000), 9)
    (tmp_path / "a.zip").write_bytes(
        zipped({f"{n}.txt": b"x" * 15_000_000 for n in range(6)} | {"large.txt": b"x" * 30_000_000})
    )
    (tmp_path / "b.txt.gz").write_bytes(zeros)
    (tmp_path / "c.tar.gz").write_bytes(gzip.compress(tarred({"a.txt": bytes(90_000_000)}), 9))
    for name in ("a.zip", "b.txt.gz", "c.tar.gz"):
        articles, problems = read(tmp_path / name)
        reasons = fatal(problems)
        assert any("times its size" in r or "too large" in r for r in reasons), (name, reasons)
        assert len(articles) < 6
    assert time.monotonic() - begun < 30


def test_an_archive_in_an_archive_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({"inner.zip": zipped(FILES), "a.txt": WORDS.encode()}))
    articles, problems = read(tmp_path / "a.zip")
    assert len(articles) == 1
    assert [(p.fatal, ".zip 1" in p.reason) for p in problems] == [(False, True)]
    (tmp_path / "b").write_bytes(gzip.compress(gzip.compress(page())))
    assert fatal(read(tmp_path / "b")[1]) == ["compressed twice, or an archive in another"]


def test_an_encrypted_member_is_told(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.txt": WORDS.encode(), "b.txt": WORDS.encode()}))
    # The flag that says so, in the directory.
    data[data.index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "a.zip").write_bytes(data)
    articles, problems = read(tmp_path / "a.zip")
    assert len(articles) == 1
    assert fatal(problems) == ["encrypted"]


def test_names_in_archives_cannot_leave_it_or_steer_a_terminal(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(
        zipped({"../../evil.txt": WORDS.encode(), "a\x1b[2J\n.txt": WORDS.encode()})
    )
    articles, _ = read(tmp_path / "a.zip")
    assert [a.id for a in articles] == [
        f"{tmp_path}/a.zip!../../evil.txt",
        f"{tmp_path}/a.zip!a\\x1b[2J\\n.txt",
    ]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.zip"]


# Letters


LETTER = (
    "From: Harbour Times <news@h.example>\nTo: ana@h.example\nSubject: =?utf-8?q?Ferry_towed_=E2=80=93_crew_safe?=\n"
    "Date: Mon, 03 Mar 2031 09:12:00 +0900\nMIME-Version: 1.0\n"
)


def test_letters_are_read(tmp_path: Path) -> None:
    plain = (
        f'{LETTER}Content-Type: text/plain; charset="utf-8"\n\n{WORDS}\n\n>From the harbour office: more.\n'
    )
    both = (
        f'{LETTER}Content-Type: multipart/alternative; boundary="x"\n\n--x\nContent-Type: text/plain\n\nRead online.\n'
        f"--x\nContent-Type: text/html; charset=utf-8\n\n{page().decode()}\n--x--\n"
    )
    empty = f"{LETTER}Content-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBO\n"
    file = tmp_path / "a.mbox"
    line = "From news@h.example Mon Mar  3 09:12:00 2031\n"
    file.write_text("\n".join(line + letter for letter in (plain, empty, both)))
    articles, problems = read(file)
    first, second = articles
    assert (first.headline, first.outlet) == ("Ferry towed – crew safe", "Harbour Times")
    assert (first.published, first.published_by) == ("2031-03-03T09:12:00+09:00", "field")
    assert "\nFrom the harbour office" in first.text
    assert (second.id, second.published) == (f"{file}:3", first.published)
    assert WORDS in second.text
    assert [(p.origin, p.reason) for p in problems] == [(f"{file}:2", "no text in the letter")]
    (tmp_path / "b.eml").write_text(plain)
    (tmp_path / "c").write_text(line + plain)
    assert len(read(tmp_path / "b.eml")[0]) == len(read(tmp_path / "c")[0]) == 1
    (tmp_path / "d.mbox").write_text("no letter")
    assert fatal(read(tmp_path / "d.mbox")[1]) == ["no letter in it"]
