"""The record behind the pages: opened for each of them, with the answers that take long kept."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from hearsay.record.pages import Pages, Source

Answer = TypeVar("Answer")
#: What the file looked like: any change to it changes this.
Stamp = tuple[tuple[int, int, int], ...]


class Desk:
    """Where pages get the record from. Safe to use from several threads."""

    def __init__(self, path: Path) -> None:
        """Serve the record at ``path``; each page opens it anew, so that it shows what was added since."""
        self.path = path
        self._lock = threading.Lock()
        self._stamp: Stamp = ()
        self._kept: dict[str, object] = {}

    @contextmanager
    def open(self) -> Iterator[Pages]:
        """Open the record. Raises RecordError when it is no longer there."""
        with Pages(self.path) as pages:
            yield pages

    def kept(self, name: str, pages: Pages, ask: Callable[[Pages], Answer]) -> Answer:
        """Return an answer that goes over the whole record, asked once as long as the file is the same."""
        stamp = self._now()
        with self._lock:
            if stamp != self._stamp:
                self._kept, self._stamp = {}, stamp
            if name not in self._kept:
                self._kept[name] = ask(pages)
            return self._kept[name]  # type: ignore[return-value]

    def sources(self, pages: Pages) -> tuple[list[Source], dict[str, Source]]:
        """All origins in their order, and by the id in their address."""

        def ask(pages: Pages) -> tuple[list[Source], dict[str, Source]]:
            found = pages.sources()
            return found, {source.id: source for source in found}

        return self.kept("sources", pages, ask)

    def warm(self) -> None:
        """Ask what every first page needs, ahead of it."""
        with self.open() as pages:
            self.kept("counts", pages, Pages.counts)
            self.sources(pages)

    def _now(self) -> Stamp:
        found = []
        for path in (self.path, self.path.with_name(self.path.name + "-wal")):
            try:
                held = path.stat()
                found.append((held.st_ino, held.st_mtime_ns, held.st_size))
            except OSError:
                found.append((0, 0, 0))
        return tuple(found)
