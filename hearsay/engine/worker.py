"""A process that reads: what runs in it, and the end of it that the caller holds."""

from __future__ import annotations

import gc
import multiprocessing
import os
import pickle
import signal
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection

from hearsay.engine.batch import Load, Packed, read_batch
from hearsay.schema import Article

#: Seconds of a wait that are counted as one step. While everything stands still (Ctrl-Z, a laptop that
#: sleeps) one step passes, however long it takes.
_STEP = 0.25


class Ended(Exception):
    """The process is gone."""


class Worker:
    """One process, started at once. Not for several threads at a time, but for :meth:`kill`."""

    def __init__(self, load: Load) -> None:
        # Not by fork: threads of the encoder's runtime do not survive it.
        context = multiprocessing.get_context("spawn")
        self._connection, its = context.Pipe()
        self._process = context.Process(target=_serve, args=(its, load), daemon=True)
        with _no_interrupt():
            self._process.start()
        # With the last other end closed, the end of the process is the end of what it sends.
        its.close()
        self._loaded = False

    def loaded(self) -> None:
        """Wait until the reader is there. Raises Ended, or what loading raised."""
        if self._loaded:
            return
        told = self._take(float("inf"))
        if isinstance(told, Exception):
            raise told
        self._loaded = True

    def read(self, batch: Sequence[Article], limit: float) -> Iterator[Packed]:
        """Yield what becomes of each article, as soon as it is read.

        Raises Ended, or TimeoutError when an article takes more than ``limit`` seconds.
        """
        try:
            self._connection.send(batch)
        except OSError as error:
            raise Ended from error
        for _ in batch:
            packed: Packed = self._take(limit)  # type: ignore[assignment]
            yield packed

    def kill(self) -> None:
        """End the process, whatever it is doing; whoever waits for it is told."""
        self._process.kill()

    def close(self) -> None:
        """End the process and forget it."""
        self.kill()
        self._process.join()
        self._process.close()
        self._connection.close()

    def _take(self, seconds: float) -> object:
        try:
            while not self._connection.poll(min(seconds, _STEP)):
                seconds -= _STEP
                if seconds <= 0:
                    raise TimeoutError
            return self._connection.recv()
        except (EOFError, ConnectionError) as error:
            raise Ended from error


@contextmanager
def _no_interrupt() -> Iterator[None]:
    """Let a process that starts here be deaf to Ctrl-C from its first moment: this one ends it."""
    if threading.current_thread() is threading.main_thread():
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, before)
    elif hasattr(signal, "pthread_sigmask"):
        mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            yield
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)
    else:
        yield


# What runs in the process


def _serve(connection: Connection, load: Load) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow, daemon=True).start()
    with suppress(EOFError, ConnectionError):  # nobody listens any more
        try:
            read = load()
        except Exception as error:  # the caller's to deal with
            _send_error(connection, error)
            return
        connection.send(None)
        settled = False
        while True:
            for article in connection.recv():
                # One at a time, so that what is read outlives this process.
                [packed] = read_batch(read, [article])
                connection.send(packed)
                if not settled:
                    # What the first article loaded stays: no need to look through it for rubbish ever again.
                    gc.collect()
                    gc.freeze()
                    settled = True


def _send_error(connection: Connection, error: Exception) -> None:
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:  # some cannot be sent, some not be made anew
        error = RuntimeError(f"{type(error).__name__}: {error}")
    connection.send(error)


def _follow() -> None:
    """End this process when the one that started it is gone, however it went."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
