"""Many articles read: in this process, or by several of them.

Nothing here knows how a reading is made or where it is kept: the reader is loaded by a callable that each
process calls once, and what takes the readings in is any :class:`Store`, such as a
:class:`hearsay.record.Record`.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import Protocol

import msgspec

from hearsay.gather import Problem
from hearsay.schema import Article, Reading

Read = Callable[[Article], Reading]
#: Makes a reader; called once in each process, so it must be a function of a module when there are several.
Load = Callable[[], Read]
Report = Callable[[Problem], None]
#: Yields articles and reports what it could not make one of, as :func:`hearsay.gather.gather` does.
Source = Callable[[Report], Iterable[Article]]

#: Reads articles and yields what becomes of each, as :func:`read_articles` does.
Readers = Callable[[Iterable[Article]], Iterator["Outcome"]]

#: Articles that are handed to a process at a time: few, so that processes finish together.
BATCH = 4
#: Batches under way for each process: enough that none waits, few enough that memory stays as it is.
AHEAD = 3
#: Seconds that a process may take over one article before it is taken to hang; a long book takes a few minutes.
LIMIT = 600.0


class Store(Protocol):
    """What :func:`fill` puts readings into."""

    def has(self, key: str) -> bool:
        """Whether the article with this key is in."""

    def add(self, article: Article, reading: Reading) -> bool:
        """Take an article in; False when it was in already. ValueError: the reading does not fit it."""

    def reading(self, ref: str) -> Reading:
        """The reading of the article with this key."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an article: a reading, or the reason why there is none, in one line."""

    article: Article
    reading: Reading | None = None
    error: str | None = None


@dataclass(slots=True)
class Tally:
    """How many articles were ``read``, ``known`` already, ``foreign`` (not in English), or ``failed``."""

    read: int = 0
    known: int = 0
    foreign: int = 0
    failed: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.read + self.known + self.foreign + self.failed

    @property
    def skipped(self) -> int:
        """Those of which nothing could be made."""
        return self.foreign + self.failed


def load_reader() -> Read:
    """Load the shipped weights: slow, once a process. FileNotFoundError names what is missing."""
    from hearsay.reading import Reader

    return Reader.load().read


def read_articles(
    articles: Iterable[Article], *, load: Load = load_reader, jobs: int = 1, limit: float = LIMIT
) -> Iterator[Outcome]:
    """Yield what becomes of each article, in the order in which they come.

    With ``jobs`` 1 they are read in this process, one as it is asked for; with more, by so many processes,
    a few batches ahead. An article that cannot be read costs only itself, even one that ends its process or,
    where there are several, keeps one busy for more than ``limit`` seconds.
    Raises ValueError for ``jobs`` below 1 or a ``limit`` that is not positive, and what ``load`` raises.
    """
    if jobs < 1:
        raise ValueError(f"jobs must be 1 or more, not {jobs}")
    if not limit > 0:
        raise ValueError(f"limit must be more than 0 seconds, not {limit}")
    return _pooled(articles, load, jobs, limit) if jobs > 1 else _here(articles, load)


def fill(
    store: Store,
    source: Source,
    *,
    problems: Report,
    load: Load = load_reader,
    jobs: int = 1,
    limit: float = LIMIT,
    step: Callable[[], None] = lambda: None,
    readers: Readers | None = None,
) -> Tally:
    """Read the articles of ``source`` that ``store`` does not have, and put them in, one at a time.

    ``problems`` takes all that went wrong, ``step`` is called after each article or input that was dealt
    with. ``readers``, where given, read instead of this machine's processes, in any order. Whatever stops it, what
    was put in stays in, and the same call goes on from there. Raises what ``source``, ``store``, ``load`` and
    ``readers`` raise.
    """
    tally = Tally()

    def report(problem: Problem) -> None:
        if problem.fatal:
            if problem.reason.startswith("not in English"):
                tally.foreign += 1
            else:
                tally.failed += 1
            step()
        problems(problem)

    def unknown(articles: Iterable[Article]) -> Iterator[Article]:
        for article in articles:
            key = article.key
            if not store.has(key):
                yield article
                continue
            # The same content under another id or path: the store decides under which it goes.
            store.add(article, store.reading(key))
            tally.known += 1
            step()

    wanted = unknown(source(report))
    for outcome in readers(wanted) if readers else read_articles(wanted, load=load, jobs=jobs, limit=limit):
        article, error = outcome.article, outcome.error
        if outcome.reading is not None:
            try:
                if store.add(article, outcome.reading):
                    tally.read += 1
                else:
                    tally.known += 1
                step()
                continue
            except ValueError as broken:
                error = str(broken)
        report(Problem(article.origin or article.id, f"could not be read: {error}"))
    return tally


def _attempt(read: Read, article: Article) -> Outcome:
    try:
        return Outcome(article, read(article))
    except Exception as error:  # whatever it is, the other articles are read
        told = " ".join(str(error).split())[:200]
        return Outcome(article, error=f"{type(error).__name__}: {told}" if told else type(error).__name__)


def _here(articles: Iterable[Article], load: Load) -> Iterator[Outcome]:
    read: Read | None = None
    for article in articles:
        # Not before the first article: nothing to read, nothing to load.
        read = read or load()
        yield _attempt(read, article)


def _pooled(articles: Iterable[Article], load: Load, jobs: int, limit: float) -> Iterator[Outcome]:
    rest = iter(articles)
    ahead: deque[tuple[list[Article], Future[list[Packed]]]] = deque()
    pool: ProcessPoolExecutor | None = None
    try:
        while True:
            while len(ahead) < jobs * AHEAD and (batch := list(islice(rest, BATCH))):
                pool = pool or _pool(load, jobs)
                ahead.append((batch, _submit(pool, batch)))
            if not ahead:
                return
            batch, future = ahead.popleft()
            try:
                # The oldest batch is under way by now, if it is not done.
                outcomes = unpack_batch(batch, future.result(limit * len(batch)))
            except (BrokenProcessPool, TimeoutError):
                # Which article it was is not known: read the batch one by one, each in a process of its own.
                if pool is not None:
                    _end(pool)
                outcomes = [_alone(article, load, limit) for article in batch]
                pool = _pool(load, jobs)
                ahead = deque((waiting, _submit(pool, waiting)) for waiting, _ in ahead)
            yield from outcomes
    finally:
        if pool is not None:
            pool.shutdown(wait=True, cancel_futures=True)


def _alone(article: Article, load: Load, limit: float) -> Outcome:
    pool = _pool(load, 1)
    try:
        # Loading is not the article's fault, and has its own time.
        _submit(pool, []).result()
        return unpack_batch([article], _submit(pool, [article]).result(limit))[0]
    except BrokenProcessPool:
        return Outcome(article, error="the process that read it ended (out of memory?)")
    except TimeoutError:
        return Outcome(article, error=f"the process that read it was ended after {limit:g} seconds")
    finally:
        _end(pool)


def _end(pool: ProcessPoolExecutor) -> None:
    """End a pool's processes, whatever they are doing."""
    # Not documented before Python 3.14, which has kill_workers; a process that hangs hears nothing else.
    for process in list((getattr(pool, "_processes", None) or {}).values()):
        process.kill()
    pool.shutdown(wait=True, cancel_futures=True)


# What runs in the other processes

_load: Load | None = None
_read: Read | None = None

#: A reading and an error as they travel. Pickled, fields that hold their default would not be known as such
#: on arrival, and would stand in the JSON.
Packed = tuple[bytes, str | None]
_readings = msgspec.msgpack.Decoder(Reading)


def unpack_batch(batch: Sequence[Article], packed: Sequence[Packed]) -> list[Outcome]:
    """Return what became of the articles of a batch, from what :func:`read_batch` gave for them."""
    return [
        Outcome(article, _readings.decode(data) if data else None, error)
        for article, (data, error) in zip(batch, packed, strict=True)
    ]


def _pool(load: Load, jobs: int) -> ProcessPoolExecutor:
    # Not by fork: threads of the encoder's runtime do not survive it.
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=_prepare, initargs=(load,))


def _submit(pool: ProcessPoolExecutor, batch: Sequence[Article]) -> Future[list[Packed]]:
    with _no_interrupt():
        try:
            return pool.submit(_work, list(batch))
        except BrokenProcessPool as broken:
            # A process ended while the caller was busy: it is seen to when this batch's turn comes.
            failed: Future[list[Packed]] = Future()
            failed.set_exception(broken)
            return failed


@contextmanager
def _no_interrupt() -> Iterator[None]:
    """Let processes that start here be deaf to Ctrl-C from their first moment: this one ends them."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _prepare(load: Load) -> None:
    global _load
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow, daemon=True).start()
    _load = load


def _follow() -> None:
    """End this process when the one that started it is gone, however it went."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _work(batch: list[Article]) -> list[Packed]:
    global _read
    if _read is None:
        # Here and not on starting, so that what goes wrong reaches the caller as itself.
        assert _load is not None  # noqa: S101 - _prepare has run
        _read = _load()
    return read_batch(_read, batch)


def read_batch(read: Read, batch: Iterable[Article]) -> list[Packed]:
    """Read articles one after the other: for each its reading, packed, or why there is none."""
    outcomes = (_attempt(read, article) for article in batch)
    return [(msgspec.msgpack.encode(o.reading) if o.reading else b"", o.error) for o in outcomes]
