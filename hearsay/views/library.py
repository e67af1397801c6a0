"""Articles read into a record from Python, as ``hearsay read`` does from a terminal."""

from __future__ import annotations

import shutil
import tempfile
import warnings
import weakref
from collections.abc import Callable, Iterable
from pathlib import Path

from hearsay.gather import Problem
from hearsay.record import Record


class Unread(UserWarning):
    """Something of what was to be read could not be; the message names it."""


def read(
    paths: str | Path | Iterable[str | Path],
    record: str | Path | None = None,
    *,
    published: str | None = None,
    outlet: str | None = None,
    jobs: int = 1,
    problems: Callable[[Problem], None] | None = None,
) -> Record:
    """Read files and folders of articles, or of their readings, into a record; return it open, all derived up to date.

    ``record`` is its file, made when there is none; without it, the record lives among the temporary files as
    long as the object does. ``published`` (ISO date) and ``outlet`` are those of all articles, whatever the files
    say. ``jobs``: processes that read; more than one wants a program whose main module can be imported.
    ``problems`` takes what could not be read; without it each is a warning of category :class:`Unread`.

    Raises :class:`hearsay.record.RecordError` where the record cannot be opened, ValueError for a date that is none,
    and for a date or an outlet that is given with a folder of readings, ImportError for one without pyarrow.
    """
    from hearsay import engine, partitions
    from hearsay.gather import gather

    given = [paths] if isinstance(paths, (str, Path)) else list(paths)
    readings = [path for path in given if partitions.is_partitions(Path(path))]
    if readings:
        partitions.need_pyarrow()
        if published or outlet:
            raise ValueError(f"{readings[0]} holds readings: a date or an outlet comes too late for them")
        given = [path for path in given if path not in readings]
    report = problems or _warn
    folder = tempfile.mkdtemp(prefix="hearsay-") if record is None else None
    try:
        opened = Record.open(Path(folder) / "hearsay.db" if folder else Path(record or ""))
    except BaseException:
        _forget(folder)
        raise
    try:
        for path in readings:
            partitions.feed(opened, path, problems=report)
        engine.fill(
            opened,
            lambda told: gather(given, published=published, outlet=outlet, problems=told),
            problems=report,
            load=engine.load_reader,
            jobs=jobs,
        )
        opened.derive()
    except BaseException:
        opened.close()
        _forget(folder)
        raise
    if folder is not None:
        weakref.finalize(opened, _forget, folder)
    return opened


def _warn(problem: Problem) -> None:
    if problem.fatal:
        # Past this function, the engine and read() itself, to whoever called it, is no fixed distance.
        warnings.warn(str(problem), Unread, stacklevel=2)


def _forget(folder: str | None) -> None:
    if folder is not None:
        shutil.rmtree(folder, ignore_errors=True)
