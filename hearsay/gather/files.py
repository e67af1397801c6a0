"""Files and folders of them to articles."""

from __future__ import annotations

import io
import os
import re
import stat
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO

from hearsay.gather.assemble import option_date
from hearsay.gather.decode import decode
from hearsay.gather.jsonl import LINE_LIMIT, elements, from_json, lines
from hearsay.gather.language import is_english
from hearsay.gather.markdown import from_markdown
from hearsay.gather.page import from_html, looks_like_html
from hearsay.gather.problem import NotAnArticle, Problem, Report, quoted
from hearsay.gather.text import from_text
from hearsay.gather.walk import walk
from hearsay.schema import Article

#: Largest file that is read whole, in bytes. Lines of JSON are streamed and have no such limit.
FILE_LIMIT = 50_000_000
#: What each ending holds.
KINDS = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".mdown": "markdown",
    ".mkd": "markdown",
    ".qmd": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".shtml": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".jsonlines": "jsonl",
    ".json": "json",
}


def gather(
    paths: Iterable[str | Path],
    *,
    published: str | None = None,
    outlet: str | None = None,
    problems: Report,
) -> Iterator[Article]:
    """Yield the articles in ``paths``, one at a time: files, folders of them, and "-" for standard input.

    Reads text, Markdown, HTML, and JSON (lines, one object, an array), told by a file's ending; a file that
    is named itself and has another ending is told by how it begins, as is standard input. Folders are walked
    in sorted order, hidden files and the parts of saved pages passed over, each folder entered once. An
    article's ``id`` is its path, or the ``id`` of its line. ``published`` (an ISO date) and ``outlet`` win
    over what the articles say.

    ``problems`` takes each :class:`Problem`: what was not read (fatal) and what the reader should know. One
    bad input costs only itself. Raises ValueError, at once, when ``published`` is no date.
    """
    option_date(published)
    return _gather(paths, published, outlet, problems)


def count_files(paths: Iterable[str | Path]) -> int:
    """Return how many files :func:`gather` will open: for a progress bar."""
    return sum(1 for _ in _files(paths, lambda problem: None))


def _files(paths: Iterable[str | Path], problems: Report) -> Iterator[tuple[str, str | None]]:
    """Yield (path, kind) of what is to be read; kind is None where it must be looked at."""
    for given in paths:
        path = os.fspath(given)
        if path == "-":
            yield path, None
        elif Path(path).is_dir():
            others: Counter[str] = Counter()
            found = False
            for file in walk(path, problems):
                kind = KINDS.get(Path(file).suffix.lower())
                if kind is None:
                    others[Path(file).suffix.lower() or "no ending"] += 1
                else:
                    found = True
                    yield file, kind
            if others:
                kinds = ", ".join(f"{ending} {count}" for ending, count in others.most_common(6))
                files = "1 file" if others.total() == 1 else f"{others.total()} files"
                more = ", ..." if len(others) > 6 else ""
                reason = f"{files} of another kind passed over ({printable(kinds)}{more})"
                problems(Problem(printable(path), reason, fatal=False))
            elif not found:
                problems(Problem(printable(path), "nothing to read in this folder"))
        else:
            yield path, KINDS.get(Path(path).suffix.lower())


def _gather(
    paths: Iterable[str | Path], published: str | None, outlet: str | None, problems: Report
) -> Iterator[Article]:
    for path, kind in _files(paths, problems):
        name = printable(path)
        try:
            with _open(path) as stream:
                yield from _articles(stream, name, kind, published, outlet, problems)
        except NotAnArticle as error:
            problems(Problem(name, str(error)))
        except OSError as error:
            reason = error.strerror or str(error)
            if re.match(r"https?://", path):
                reason += " (addresses are not fetched)"
            problems(Problem(name, f"cannot be read: {reason}"))
        except ValueError as error:  # a path with a NUL in it
            problems(Problem(name, f"cannot be read: {error}"))


def printable(path: str) -> str:
    """Return a path as text that can be stored: bytes that are no UTF-8 escaped, line breaks too."""
    text = path.encode("utf-8", "backslashreplace").decode("utf-8")
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)


def _open(path: str) -> IO[bytes]:
    if path == "-":
        source = getattr(sys.stdin, "buffer", None)
        if source is None:
            return io.BufferedReader(io.BytesIO(sys.stdin.read().encode("utf-8", "surrogatepass")))
        # A descriptor of its own is not needed, but closing the program's standard input is not wanted.
        return _Unclosed(source)
    # Opening a device can have effects, opening a pipe waits: look first, and again at what was opened.
    _check(Path(path).stat().st_mode)
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    try:
        _check(os.fstat(handle).st_mode)
        return os.fdopen(handle, "rb")
    except BaseException:
        os.close(handle)
        raise


def _check(mode: int) -> None:
    if stat.S_ISREG(mode):
        return
    kinds: tuple[tuple[Callable[[int], bool], str], ...] = (
        (stat.S_ISFIFO, "a pipe; give - and send it to standard input"),
        (stat.S_ISSOCK, "a socket"),
        (stat.S_ISDIR, "a folder"),
    )
    raise NotAnArticle("not a file: " + next((what for test, what in kinds if test(mode)), "a device"))


class _Unclosed(io.BufferedReader):
    """A buffered view of a stream that stays open when the view is closed."""

    def __init__(self, source: IO[bytes]) -> None:
        super().__init__(_Reads(source))


class _Reads(io.RawIOBase):
    def __init__(self, source: IO[bytes]) -> None:
        self._read = getattr(source, "read1", source.read)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def _articles(
    stream: IO[bytes],
    name: str,
    kind: str | None,
    published: str | None,
    outlet: str | None,
    problems: Report,
) -> Iterator[Article]:
    if kind in (None, "json"):
        kind = _kind(stream, kind)
    if kind == "jsonl":
        found = False
        for _, item in lines(stream, origin=name, published=published, outlet=outlet, problems=problems):
            found = True
            if isinstance(item, Problem):
                problems(item)
            else:
                yield item
        if not found:
            raise NotAnArticle("empty file")
        return
    data = _whole(stream, LINE_LIMIT if kind == "json" else FILE_LIMIT)
    if kind == "json":
        yield from _json(data, name, published, outlet, problems)
        return
    if kind == "html":
        article = from_html(data, name=name, published=published, outlet=outlet, problems=problems)
    else:
        text, remark = decode(data)
        if kind != "markdown" and looks_like_html(text):
            article = from_html(data, name=name, published=published, outlet=outlet, problems=problems)
        else:
            if remark:
                problems(Problem(name, remark, fatal=False))
            make = from_markdown if kind == "markdown" else from_text
            article = make(text, name=name, published=published, outlet=outlet, problems=problems)
    if not is_english(article.language):
        raise NotAnArticle(f"not in English: looks like {quoted(article.language or '')[1:-1]}")
    yield article


def _kind(stream: IO[bytes], kind: str | None) -> str:
    """Tell what a stream holds by how it begins, without reading on: one object or array of JSON, lines, or
    text.
    """
    head = stream.peek(1).removeprefix(b"\xef\xbb\xbf").lstrip()  # type: ignore[attr-defined]
    if head.startswith(b"{"):
        first, newline, rest = head.partition(b"\n")
        whole = first.strip() == b"{" or (kind == "json" and not (newline and rest.lstrip().startswith(b"{")))
        return "json" if whole else "jsonl"
    return "json" if kind == "json" or re.match(rb"\[\s*\{", head) else "text"


def _whole(stream: IO[bytes], limit: int) -> bytes:
    too_large = NotAnArticle(f"too large: more than {limit // 1_000_000} MB")
    try:
        if os.fstat(stream.fileno()).st_size > limit:
            raise too_large
    except OSError:
        pass
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise too_large
    return data


def _json(
    data: bytes, name: str, published: str | None, outlet: str | None, problems: Report
) -> Iterator[Article]:
    text, _ = decode(data)
    single = not text.lstrip().startswith("[")
    found = False
    for number, element in enumerate(elements(text), 1):
        found = True
        where = name if single else f"{name}:{number}"
        try:
            yield from_json(element, name=where, published=published, outlet=outlet, problems=problems)
        except NotAnArticle as error:
            problems(Problem(where, str(error)))
    if not found:
        raise NotAnArticle("no article: an empty array")
