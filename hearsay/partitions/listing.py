"""What lies in a folder of readings: the parts of each month, and what does not belong there."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from hearsay.gather import Problem
from hearsay.gather.problem import Report
from hearsay.partitions.part import ASIDE, BadPart, Row, count_rows, is_part, need_pyarrow, read_part

#: Seconds after which nobody writes to a half-written part any more.
_ABANDONED = 24 * 3600
_MONTHS = re.compile(r"month=(\d{4}-(?:0[1-9]|1[0-2])|unknown)")


def is_partitions(folder: Path) -> bool:
    """Whether ``folder`` holds readings by month: at least one part under a name ``month=...``."""
    try:
        return folder.is_dir() and any(True for _, _ in _parts(folder))
    except OSError:
        return False


def count(folder: Path) -> int:
    """How many rows the parts in ``folder`` say that they hold; nothing of them is read. ImportError without pyarrow."""
    need_pyarrow()
    return sum(count_rows(path) for _, path in _parts(folder))


def parts(folder: Path, problems: Report) -> Iterator[tuple[str, Path, list[Row]]]:
    """Yield month, path and rows of each part in ``folder``, in the order of their names.

    What is torn, changed or no part is told to ``problems`` by name, and passed over. Parts that come while it
    goes on, by compaction, are given too. Raises OSError where a folder cannot be listed,
    ImportError without pyarrow.
    """
    need_pyarrow()
    foreign(folder, problems)
    seen: set[Path] = set()
    while new := [(month, path) for month, path in _parts(folder) if path not in seen]:
        for month, path in new:
            seen.add(path)
            try:
                rows = read_part(path)
            except FileNotFoundError:
                continue  # made into a larger one just now, which the next round finds
            except (BadPart, OSError) as error:
                reason = error.strerror or str(error) if isinstance(error, OSError) else str(error)
                problems(Problem(str(path), reason))
                continue
            yield month, path, rows


def foreign(folder: Path, problems: Report) -> None:
    """Tell ``problems`` of whatever lies in ``folder`` and is no part of readings; hidden files may."""
    for entry in sorted(folder.iterdir()) if folder.is_dir() else ():
        if entry.name.startswith((".", "_")):
            continue
        if not (_MONTHS.fullmatch(entry.name) and entry.is_dir()):
            problems(Problem(str(entry), "no month of readings: it was passed over"))
            continue
        for file in sorted(entry.iterdir()):
            if not (file.name.startswith((".", "_")) or is_part(file.name)):
                problems(Problem(str(file), "no part of readings: it was passed over"))


def remove_abandoned(folder: Path) -> None:
    """Remove what processes that were killed left half written; the youngest may be written to yet, and stay."""
    for entry in folder.iterdir() if folder.is_dir() else ():
        if _MONTHS.fullmatch(entry.name) and entry.is_dir():
            for file in entry.glob(ASIDE):
                # Another process may be as tidy.
                with suppress(FileNotFoundError):
                    if time.time() - file.stat().st_mtime > _ABANDONED:
                        file.unlink()


def _parts(folder: Path) -> Iterator[tuple[str, Path]]:
    for entry in sorted(folder.iterdir()) if folder.is_dir() else ():
        if (month := _MONTHS.fullmatch(entry.name)) and entry.is_dir():
            for file in sorted(entry.iterdir()):
                if is_part(file.name):
                    yield month[1], file
