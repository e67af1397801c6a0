"""Several processes that read batches, each replaced when it ends or hangs."""

from __future__ import annotations

import threading
from concurrent.futures import Future, ThreadPoolExecutor
from queue import SimpleQueue
from types import TracebackType

from hearsay.engine.batch import ENDED, Load, Packed, overdue
from hearsay.engine.worker import Ended, Worker
from hearsay.schema import Article


class Pool:
    """So many processes, started at once; on leaving it they are ended, whatever they are doing."""

    def __init__(self, load: Load, jobs: int, limit: float) -> None:
        """``limit``: seconds that a process may take over one article before it is taken to hang."""
        self._load = load
        self._limit = limit
        self._lock = threading.Lock()
        self._closed = False
        self._workers: set[Worker] = set()
        self._free: SimpleQueue[Worker] = SimpleQueue()
        # A thread for each process sees to it, whatever the caller is busy with.
        self._threads = ThreadPoolExecutor(jobs, "worker")
        for _ in range(jobs):
            self._free.put(self._started())

    def __enter__(self) -> Pool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._lock:
            self._closed = True
            for worker in self._workers:
                worker.kill()
        self._threads.shutdown(wait=True, cancel_futures=True)
        for worker in self._workers:
            worker.close()

    def submit(self, batch: list[Article]) -> Future[list[Packed]]:
        """Have a batch read: for each article its reading, or why there is none, as ``read_batch`` gives it.

        The article in whose reading a process ends is read once more, by a new one, for the fault may be
        another's; the articles before it are not, those after it go to the new process.
        The future raises what loading raises, and ChildProcessError when two processes end while they load.
        """
        return self._threads.submit(self._read, batch)

    def _read(self, batch: list[Article]) -> list[Packed]:
        worker = self._free.get()
        done: list[Packed] = []
        again = False  # whether a process has ended over the article whose turn it is
        try:
            while len(done) < len(batch):
                try:
                    worker = self._loaded(worker)
                    for packed in worker.read(batch[len(done) :], self._limit):
                        done.append(packed)
                        again = False
                except Ended:
                    worker = self._replaced(worker)
                    if again:
                        done.append((b"", ENDED))
                    again = not again
                except TimeoutError:
                    worker = self._replaced(worker)
                    done.append((b"", overdue(self._limit)))
                    again = False
            return done
        finally:
            self._free.put(worker)

    def _loaded(self, worker: Worker) -> Worker:
        """A process that has its reader: this one, or another when this one ends before it has."""
        try:
            worker.loaded()
        except Ended:
            worker = self._replaced(worker)
            try:
                worker.loaded()
            except Ended:
                raise ChildProcessError("processes end while they load the reader (out of memory?)") from None
        return worker

    def _replaced(self, worker: Worker) -> Worker:
        with self._lock:
            self._workers.discard(worker)
        worker.close()
        return self._started()

    def _started(self) -> Worker:
        with self._lock:
            if self._closed:
                raise Ended
            worker = Worker(self._load)
            self._workers.add(worker)
            return worker
