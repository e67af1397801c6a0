"""Files, folders and lines: what is read, in which order, and what is reported of the rest."""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path

import pytest

from hearsay.gather import NotAnArticle, Problem, count_files, from_text, gather, lines
from hearsay.schema import Article

STORY = (
    "The ferry was towed ashore on Monday evening after its engines failed off the coast, officials said, "
    "and eleven of the crew were brought to safety by the boats of the harbour authority.\n"
)
GERMAN = (
    "Die Fähre wurde am Montagabend an Land geschleppt, nachdem die Maschinen vor der Küste ausgefallen "
    "waren, "
    "sagten die Behörden, und elf Mitglieder der Besatzung wurden von den Booten der Hafenbehörde gerettet."
)


def read(*paths: str | Path, **options: str) -> tuple[list[Article], list[Problem]]:
    problems: list[Problem] = []
    return list(gather(paths, problems=problems.append, **options)), problems


def only_problem(path: Path) -> Problem:
    articles, problems = read(path)
    assert articles == []
    assert len(problems) == 1
    assert problems[0].fatal
    assert problems[0].origin.startswith(str(path))
    return problems[0]


def test_a_folder_is_read_in_sorted_order(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "two.md").write_text("# Two\n\n" + STORY)
    (tmp_path / "a.txt").write_text(STORY)
    (tmp_path / "c.jsonl").write_text(json.dumps({"id": "x", "text": STORY}) + "\n")
    (tmp_path / "d.html").write_text(f"<html><body><article><p>{STORY}</p></article></body></html>")
    (tmp_path / ".hidden.txt").write_text(STORY)
    (tmp_path / "e.png").write_bytes(b"\x89PNG\r\n")
    (tmp_path / "d_files").mkdir()
    (tmp_path / "d_files" / "frame.html").write_text("<html></html>")
    articles, problems = read(tmp_path)
    assert [Path(a.origin or "").name for a in articles] == ["a.txt", "two.md", "c.jsonl:1", "d.html"]
    assert [a.id for a in articles][2] == "x"
    assert [(p.reason, p.fatal) for p in problems] == [("1 file of another kind passed over (.png 1)", False)]
    assert count_files([tmp_path]) == 4


def test_symlink_loops_end(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "one.txt").write_text(STORY)
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    articles, problems = read(tmp_path)
    assert len(articles) == 1
    assert sorted(Path(p.origin).name for p in problems) == ["gone.txt", "self.txt"]


def test_text_is_kept_as_it_came(tmp_path: Path) -> None:
    text = " date 2031-03-03 Ferry towed\r\n\r\n" + STORY + "\u2028 “x” \U0001f6a2\n\n"
    file = tmp_path / "a.txt"
    file.write_bytes(b"\xef\xbb\xbf" + text.encode())
    (article,), problems = read(file)
    assert article.text == text
    assert (article.published, article.published_by) == ("2031-03-03", "first line")
    assert article.headline == "Ferry towed"
    assert not problems


def test_option_wins_and_the_contradiction_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(" date 2031-03-03 Ferry towed\n\nPORT ELSA, 4 March 2031 (Cape Wire) - " + STORY)
    (article,), _ = read(file, published="2031-03-05", outlet="Harbour Times")
    assert (article.published, article.published_by, article.outlet) == (
        "2031-03-05",
        "option",
        "Harbour Times",
    )
    assert article.published_others == (("first line", "2031-03-03"), ("dateline", "2031-03-04"))


def test_no_date_is_never_guessed() -> None:
    article = from_text(STORY + "\nCopyright 2024 Harbour Times\n")
    assert article.published is None
    assert article.published_by is None


def test_an_option_that_is_no_date_is_refused_at_once() -> None:
    with pytest.raises(ValueError, match="2031-02-30"):
        gather([], published="2031-02-30", problems=print)
    with pytest.raises(ValueError, match="soon"):
        lines(io.BytesIO(), published="soon")


BAD = {
    "empty.txt": (b"", "empty file"),
    "blank.txt": (b" \n\t\n", "no text in it"),
    "nul.txt": (b"The ferry\x00 was towed.", "NUL"),
    "binary.txt": (bytes(range(1, 32)) * 50, "binary"),
    "paper.txt": (b"%PDF-1.7 ...", "a PDF"),
    "office.md": (b"PK\x03\x04....", "zip"),
    "packed.html": (b"\x1f\x8b\x08\x00", "gzip"),
    "empty.jsonl": (b"", "empty file"),
    "empty.html": (b"", "empty file"),
    "nothing.html": (b"<html><body></body></html>", "no article text"),
    "number.json": (b"5", "no article"),
    "array.json": (b"[]", "empty array"),
    "german.txt": (GERMAN.encode(), "not in English: looks like de"),
    "german.html": (
        f"<html lang=en><body><article><p>{GERMAN}</p></article></body></html>".encode(),
        "like de",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_named_with_its_reason(tmp_path: Path, name: str) -> None:
    data, reason = BAD[name]
    (tmp_path / name).write_bytes(data)
    assert reason in only_problem(tmp_path / name).reason


def test_what_is_no_file_is_refused_without_waiting(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)
    assert "pipe" in only_problem(pipe).reason
    assert "No such file" in only_problem(tmp_path / "gone.txt").reason
    assert "device" in only_problem(Path(os.devnull)).reason
    assert "nothing to read" in only_problem((tmp_path / "folder", (tmp_path / "folder").mkdir())[0]).reason
    assert "cannot be read" in read("a\x00b")[1][0].reason
    assert "not fetched" in read("https://harbour.example/a")[1][0].reason


def test_a_large_file_is_refused_by_its_size(tmp_path: Path) -> None:
    file = tmp_path / "large.txt"
    with file.open("wb") as out:
        out.truncate(200_000_000)
    assert only_problem(file).reason == "too large: more than 50 MB"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads everything")
def test_a_file_without_permission_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY)
    (tmp_path / "a.txt").chmod(0)
    assert "Permission denied" in only_problem(tmp_path / "a.txt").reason


def test_one_bad_file_costs_only_itself(tmp_path: Path) -> None:
    for name, (data, _) in BAD.items():
        (tmp_path / f"{name[0]}-{name}").write_bytes(data)
        (tmp_path / f"{name}-good.txt").write_text(STORY)
    articles, problems = read(tmp_path)
    assert len(articles) == len(BAD)
    assert len([p for p in problems if p.fatal]) == len(BAD)


ENCODED = [
    (("“Eleven” men – said Zoë" + STORY).encode("cp1252"), "“Eleven” men – said Zoë" + STORY, "Windows-1252"),
    ("\ufeffEleven “men”".encode("utf-16-le"), "Eleven “men”", None),
    ("\ufeffEleven “men”".encode("utf-16-be"), "Eleven “men”", None),
    (("Eleven men. " * 9).encode("utf-16-le"), "Eleven men. " * 9, None),
    (("“é” " * 40).encode() + b"\xff end", "“é” " * 40 + "\ufffd end", "1 place"),
]


@pytest.mark.parametrize(("data", "text", "remark"), ENCODED)
def test_charsets(tmp_path: Path, data: bytes, text: str, remark: str | None) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    (article,), problems = read(tmp_path / "a.txt")
    assert article.text == text
    assert [remark in p.reason and not p.fatal for p in problems if remark] == [True] * bool(remark)


LINES = [
    ('{"id": "a", "text": "The ferry."}', None),
    ("", "blank"),
    ("not json", "not JSON"),
    ('{"id": "b", "text": "cut', "not JSON"),
    ("[1, 2]", "no article"),
    ('{"id": "c"}', "the text is missing"),
    ('{"id": "d", "text": 5}', "not a string"),
    ('{"id": "e", "text": null}', "not a string"),
    ('{"id": "f", "text": " "}', "no text"),
    ('{"id": "g", "text": "a\\u0000b"}', "NUL"),
    ('{"id": "h", "text": "a\\ud800b"}', "surrogate"),
    ("[" * 100_000, "no article"),
    ('{"x": ' * 100_000 + "1" + "}" * 100_000, "too deep"),
    (json.dumps({"id": "i", "text": GERMAN}), "not in English: looks like de"),
    ('{"text": "The last."}', None),
]


def test_lines_that_are_no_article_are_named_and_the_rest_goes_on() -> None:
    stream = io.BytesIO("\n".join(line for line, _ in LINES).encode() + b"\n\xff\xfe\n")
    got = dict(lines(stream, origin="f"))
    for number, (line, reason) in enumerate(LINES, 1):
        if reason == "blank":
            assert number not in got
        elif reason is None:
            assert isinstance(got[number], Article), line
        else:
            problem = got[number]
            assert isinstance(problem, Problem)
            assert problem.origin == f"f:{number}"
            assert reason in problem.reason, line[:40]
    assert isinstance(got[len(LINES) + 1], Problem)
    last = got[len(LINES)]
    assert isinstance(last, Article)
    assert last.id == f"f:{len(LINES)}"


def test_fields_of_a_line() -> None:
    line = {
        "id": 7,
        "text": " \r\nA ferry. ",
        "published": "2031-03-03T09:12:00Z",
        "headline": "Towed",
        "outlet": "Cape Wire",
        "url": "https://cape.example/2031/03/05/x",
        "more": [1],
    }
    ((number, article),) = lines(io.StringIO("\ufeff" + json.dumps(line)))
    assert isinstance(article, Article)
    assert (number, article.id, article.text) == (1, "7", " \r\nA ferry. ")
    assert (article.published, article.published_by) == ("2031-03-03T09:12:00Z", "field")
    assert article.published_others == (("url", "2031-03-05"),)
    assert (article.headline, article.outlet, article.origin) == ("Towed", "Cape Wire", "-:1")


def test_a_wrong_field_is_reported_and_left_out() -> None:
    problems: list[Problem] = []
    line = b'{"id": "a", "text": "A ferry.", "published": "2031-02-30", "headline": 5, "outlet": ["x"]}'
    ((_, article),) = lines(io.BytesIO(line), problems=problems.append)
    assert isinstance(article, Article)
    assert (article.published, article.headline, article.outlet) == (None, None, None)
    assert len(problems) == 3
    assert not any(p.fatal for p in problems)
    assert "2031-02-30" in " ".join(p.reason for p in problems)


def test_a_line_that_is_too_long_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hearsay.gather.jsonl.LINE_LIMIT", 1_000)
    stream = io.BytesIO(b'{"text": "' + b"a" * 5_000 + b'"}\n{"text": "A ferry."}\n')
    got = dict(lines(stream))
    assert isinstance(got[1], Problem)
    assert "longer" in got[1].reason
    assert isinstance(got[2], Article)


def test_lines_are_read_one_at_a_time() -> None:
    def endless() -> io.RawIOBase:
        class Endless(io.RawIOBase):
            def readable(self) -> bool:
                return True

            def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
                data = (b'{"text": "A ferry."}\n' * 100)[: len(buffer)]
                buffer[: len(data)] = data
                return len(data)

        return Endless()

    stream = io.BufferedReader(endless())  # type: ignore[type-var]
    assert next(lines(stream))[0] == 1


@pytest.mark.parametrize(
    ("data", "ids"),
    [
        (b'{"id": "a", "text": "A ferry."}\n{"id": "b", "text": "A boat."}\n', ["a", "b"]),
        (b'{\n "id": "a",\n "text": "A ferry."\n}\n', ["a"]),
        (b'[{"id": "a", "text": "A ferry."}, {"id": "b", "text": "A boat."}]', ["a", "b"]),
        (b"[Photo: Ana Ruiz] The ferry was towed.", ["-"]),
        (b"The ferry was towed.", ["-"]),
        (b"<!DOCTYPE html><html><body><article><p>" + STORY.encode() + b"</p></article>", ["-"]),
    ],
)
def test_standard_input_is_told_by_how_it_begins(
    monkeypatch: pytest.MonkeyPatch, data: bytes, ids: list[str]
) -> None:
    stdin = io.TextIOWrapper(io.BytesIO(data))
    monkeypatch.setattr(sys, "stdin", stdin)
    articles, problems = read("-")
    assert [a.id for a in articles] == ids
    assert problems == []
    assert not stdin.closed


def test_json_files(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_text('[{"text": "A ferry."}, {"x": 1}, {"id": "c", "text": "A boat."}, {"text"')
    articles, problems = read(file)
    assert [a.id for a in articles] == [f"{file}:1", "c"]
    assert [p.origin for p in problems] == [f"{file}:2", str(file)]
    file.write_text('{"text": "A ferry."}\n{"text": "A boat."}\n')
    assert len(read(file)[0]) == 2


def test_a_name_that_is_no_utf8_can_be_stored(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/a\xff\n.txt"
    try:
        Path(os.fsdecode(name)).write_text(STORY)
    except OSError:
        pytest.skip("this file system refuses such names")
    ((article,), _) = read(tmp_path)
    article.id.encode()
    assert "\n" not in article.id


def test_the_pure_part_refuses_what_is_no_text() -> None:
    for text in ("", " \n", "a\x00b", "a\ud800b"):
        with pytest.raises(NotAnArticle):
            from_text(text)
