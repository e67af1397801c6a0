"""Files and folders of them to articles."""

from __future__ import annotations

import io
import os
import re
import stat
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, TYPE_CHECKING

from hearsay.gather.assemble import option_date
from hearsay.gather.contents import articles
from hearsay.gather.given import Given
from hearsay.gather.kinds import kind_of
from hearsay.gather.member import printable
from hearsay.gather.passed import Passed
from hearsay.gather.problem import NotAnArticle, Problem, Report
from hearsay.gather.walk import walk
from hearsay.schema import Article

if TYPE_CHECKING:
    from hearsay.gather.web import Web

#: Takes the name of a file, its bytes that are read, and all its bytes.
Progress = Callable[[str, int, int], None]
#: Files with more bytes than this are worth a word on how far it is.
_LARGE = 5_000_000
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)


def gather(
    paths: Iterable[str | Path],
    *,
    published: str | None = None,
    outlet: str | None = None,
    fields: Mapping[str, str] | None = None,
    web: Web | None = None,
    progress: Progress | None = None,
    problems: Report,
) -> Iterator[Article]:
    """Yield the articles in ``paths``, one at a time: files, folders of them, addresses, and "-" for standard
    input.

    Reads all that :mod:`hearsay.gather.kinds` knows, told by a file's ending; a file that is named itself and
    has another ending is told by how it begins, as is standard input. Archives are read as they stand, never
    unpacked to disk. Folders are walked in sorted order, hidden files and the parts of saved pages passed
    over, each folder entered once. An article's ``id`` is its path, ``FILE!MEMBER`` in an archive, or the
    ``id`` of its line. ``published`` (an ISO date) and ``outlet`` win over what the articles say; ``fields``
    names the fields of lines of JSON that are called otherwise. Addresses are fetched with ``web``, and
    without it refused: nothing goes to the network that was not asked to. ``progress`` is called after each
    article of a large file with its name, how many of its bytes are read, and how many there are.

    ``problems`` takes each :class:`Problem`: what was not read (fatal) and what the reader should know. One
    bad input costs only itself. Raises ValueError, at once, when ``published`` is no date.
    """
    option_date(published)
    return _gather(paths, Given(published, outlet, fields or {}, problems), web, progress)


def count_files(paths: Iterable[str | Path]) -> int:
    """Return how many files :func:`gather` will open: for a progress bar."""
    return sum(1 for _ in _files(paths, lambda problem: None))


def _files(paths: Iterable[str | Path], problems: Report) -> Iterator[tuple[str, str | None]]:
    """Yield (path, kind) of what is to be read; kind is None where it must be looked at."""
    for given in paths:
        path = os.fspath(given)
        if path == "-" or _ADDRESS.match(path):
            yield path, None
        elif Path(path).is_dir():
            passed = Passed()
            found = False
            for file in walk(path, problems):
                kind = kind_of(file)
                if kind is None:
                    passed.add(file)
                else:
                    found = True
                    yield file, kind
            if passed:
                passed.tell(printable(path), problems)
            elif not found:
                problems(Problem(printable(path), "nothing to read in this folder"))
        else:
            yield path, kind_of(path)


def _gather(
    paths: Iterable[str | Path], given: Given, web: Web | None, progress: Progress | None
) -> Iterator[Article]:
    for path, kind in _files(paths, given.report):
        name = printable(path)
        if _ADDRESS.match(path):
            if web is None:
                given.report(
                    Problem(name, "cannot be read: addresses are not fetched here, hearsay read does")
                )
            else:
                yield from web.articles(path, given)
            continue
        try:
            with _open(path) as stream:
                size = 0 if path == "-" else os.fstat(stream.fileno()).st_size
                for article in articles(stream, name, kind, given):
                    yield article
                    if progress and size > _LARGE:
                        progress(name, min(stream.tell(), size), size)
        except NotAnArticle as error:
            given.report(Problem(name, str(error)))
        except OSError as error:
            given.report(Problem(name, f"cannot be read: {error.strerror or error}"))
        except ValueError as error:  # a path with a NUL in it
            given.report(Problem(name, f"cannot be read: {error}"))


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
