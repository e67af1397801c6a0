"""A progress bar for what takes long: on a terminal, and not before two seconds are over."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar

if TYPE_CHECKING:
    from rich.progress import Progress

Item = TypeVar("Item")

#: Seconds before the bar shows.
PATIENCE = 2.0


class Bar:
    """Counts what was done. Shows on standard error; where that is no terminal, never."""

    def __init__(self, name: str, unit: str, total: int | None = None, *, shown: bool = True) -> None:
        """Begin to count ``unit`` ("articles"); with ``total`` the bar knows how far it is."""
        self._unit = unit
        self._lock = threading.Lock()
        self._progress: Progress | None = None
        self._closed = False
        self._name = name
        self._done = 0
        self._began = time.monotonic()
        self._total = total
        self._timer: threading.Timer | None = None
        if shown and sys.stderr.isatty():
            self._timer = threading.Timer(PATIENCE, self._show)
            self._timer.daemon = True

    def __enter__(self) -> Self:
        if self._timer:
            self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._timer:
            self._timer.cancel()
        with self._lock:
            self._closed = True
            if self._progress:
                self._progress.stop()

    def step(self) -> None:
        """One more is done."""
        self.at(self._name, self._done + 1, self._total)

    def within(self, name: str) -> None:
        """Say what is being worked at; nothing more is done yet."""
        self.at(name, self._done, self._total)

    def at(self, name: str, done: int, total: int | None) -> None:
        """So much of ``name`` is done, of so much. A total that turned out too small is dropped."""
        with self._lock:
            self._name, self._done = name, done
            self._total = total if total is not None and done <= total else None
            if self._progress:
                self._update(self._progress)

    def say(self, line: str) -> None:
        """Write a line above the bar, or just write it."""
        with self._lock:
            if self._progress:
                self._progress.console.print(line, markup=False, highlight=False, soft_wrap=True)
                return
        print(line, file=sys.stderr)

    def _show(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

        with self._lock:
            if self._closed:
                return
            self._progress = Progress(
                TextColumn("{task.description}"),
                BarColumn(bar_width=24),
                TextColumn("{task.fields[told]}"),
                TimeElapsedColumn(),
                console=Console(stderr=True),
                transient=True,
                redirect_stdout=False,
                redirect_stderr=False,
                refresh_per_second=5,
            )
            task = self._progress.add_task("", told="")
            self._progress.tasks[task].start_time = self._progress.get_time() - (
                time.monotonic() - self._began
            )
            self._update(self._progress)
            self._progress.start()

    def _update(self, progress: Progress) -> None:
        task = progress.tasks[0]
        passed = time.monotonic() - self._began
        # Steps are no unit that anybody waits for.
        speed = self._done / passed if passed > PATIENCE and self._unit != "steps" else 0.0
        of = f" of {self._total:,}" if self._total is not None else ""
        rate = f"  {speed:.0f}/s" if speed >= 1 else ""
        progress.update(
            task.id,
            description=self._name,
            completed=self._done,
            total=self._total,
            told=f"{self._done:,}{of} {self._unit}{rate}",
        )


def waiting(items: Iterable[Item]) -> Iterator[Item]:
    """Yield the items. A bar tells that one is waited for, and is gone when it is there."""
    source = iter(items)
    while True:
        with Bar("Reading", "articles") as bar:
            try:
                item = next(source)
            except StopIteration:
                return
            bar.step()
        yield item
