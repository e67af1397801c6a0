"""The files in a folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from hearsay.gather.problem import Problem, Report

#: Endings that browsers give the folder of pictures and scripts beside a saved page.
_PARTS = ("_files", "_archivos", "_fichiers", "-Dateien", ".files")


def walk(folder: str, problems: Report) -> Iterator[str]:
    """Yield the paths of the files in ``folder`` and the folders in it, in order of their names.

    Hidden ones are passed over, and the parts of saved pages. Links are followed; a folder that is reached
    twice (a link to a folder above it) is read once. A folder that cannot be read is reported.
    """
    seen: set[tuple[int, int]] = set()
    # A stack of what is left at each level, not recursion: a tree of folders can be deeper than Python's.
    levels: list[Iterator[os.DirEntry[str]]] = [iter(_entries(folder, seen, problems))]
    while levels:
        entry = next(levels[-1], None)
        if entry is None:
            levels.pop()
        elif _is_folder(entry):
            levels.append(iter(_entries(entry.path, seen, problems)))
        else:
            # What is no plain file, and links that lead nowhere, are given too: whoever opens it says why it
            # cannot be.
            yield entry.path


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _entries(folder: str, seen: set[tuple[int, int]], problems: Report) -> list[os.DirEntry[str]]:
    try:
        status = Path(folder).stat()
        if (status.st_dev, status.st_ino) in seen:
            return []
        seen.add((status.st_dev, status.st_ino))
        with os.scandir(folder) as found:
            entries = sorted((e for e in found if not e.name.startswith(".")), key=lambda e: e.name)
    except OSError as error:
        name = folder.encode("utf-8", "backslashreplace").decode("utf-8")
        problems(Problem(name, f"folder cannot be read: {error.strerror or error}"))
        return []
    pages = {Path(e.name).stem for e in entries if e.name.lower().endswith((".html", ".htm", ".xhtml"))}
    return [e for e in entries if not any(e.name.endswith(p) and e.name[: -len(p)] in pages for p in _PARTS)]
