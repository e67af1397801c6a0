"""Batches handed out to workers of a cluster, and handed out again when a worker is lost."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from itertools import islice
from types import TracebackType
from typing import Any, Self

from hearsay.cluster.session import ClusterError, check_address, need_ray, session
from hearsay.cluster.worker import Worker, own_version
from hearsay.engine import (
    BATCH,
    ENDED,
    LIMIT,
    Load,
    Outcome,
    check_limits,
    load_reader,
    overdue,
    unpack_batch,
)
from hearsay.schema import Article

#: Batches at a worker: the one that it reads, and one that it need not wait for.
AHEAD = 2
#: A worker may end for reasons of its own; an article is to blame once so many ended over it, the last over it alone.
DEATHS = 3
#: Workers that end before they were ready, one after the other: no others will be.
FAILURES = 3
#: Seconds in which at least one worker must be ready. A cluster may have to start a machine first.
START = 600.0


@dataclass(slots=True)
class _Batch:
    """Articles to read, and over how many workers that ended."""

    articles: list[Article]
    deaths: int = 0


@dataclass(slots=True, eq=False)
class _Hand:
    """A worker as it is seen from here: an actor, and the batches that it was given, the first of them under way."""

    actor: Any
    #: The answer that it is ready; None since it came.
    starting: Any
    #: When it began with the first batch, or to start; seconds of the clock.
    since: float
    given: deque[tuple[Any, _Batch]] = field(default_factory=deque)

    @property
    def awaited(self) -> Any:
        """What it will answer next, if anything."""
        return self.starting or (self.given[0][0] if self.given else None)

    def has_room(self, given: int) -> bool:
        """Whether it is ready, and has no more than so many batches."""
        return self.starting is None and len(self.given) <= given

    def late(self, limit: float, now: float) -> bool:
        """Whether it took longer over its batch than articles may take."""
        return bool(self.given) and now - self.since > limit * len(self.given[0][1].articles)


class Cluster:
    """Ray, to read articles with. Nothing is started before there is an article; on leaving, all is ended.

    >>> with Cluster(jobs=2) as cluster:  # doctest: +SKIP
    ...     engine.fill(store, source, problems=print, readers=cluster.read_articles)
    """

    def __init__(
        self,
        *,
        address: str | None = None,
        jobs: int | None = None,
        load: Load = load_reader,
        limit: float = LIMIT,
    ) -> None:
        """Read with ``jobs`` workers here, or on the cluster at ``address`` (HOST:PORT, or "auto").

        ``load`` and ``limit`` are as for :func:`hearsay.engine.read_articles`; on a cluster, ``jobs`` None means as
        many workers as it has cores. Raises ImportError without Ray, ValueError for ``jobs`` or a ``limit`` that
        cannot be, ClusterError for an address at which no cluster is.
        """
        check_limits(jobs, limit)
        need_ray()
        if address is not None:
            check_address(address)
        self._address, self._jobs, self._load, self._limit = address, jobs, load, limit
        self._stack = ExitStack()
        self._workers: list[_Hand] = []
        self._number = 0
        self._failures = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End all workers, and Ray where it was started here."""
        try:
            for worker in self._workers:
                self._end(worker)
        finally:
            self._workers.clear()
            self._number = 0
            self._stack.close()

    def read_articles(self, articles: Iterable[Article]) -> Iterator[Outcome]:
        """Yield what becomes of each article, as it is known; articles are taken only a little ahead.

        A worker that is lost is replaced, and what it had is read by others. An article over which several ended, or
        that keeps one busy for more than the limit, costs only itself. Raises what loading the reader raises, and
        ClusterError when Ray cannot be used.
        """
        rest = iter(articles)
        again: deque[_Batch] = deque()
        fresh: _Batch | None = self._next(rest)
        if fresh is None:
            return
        self._start()
        try:
            while True:
                # One batch for each before a second one for any.
                for worker in (w for room in range(AHEAD) for w in self._workers if w.has_room(room)):
                    # What is in doubt has a worker for itself, so that it is known what ended it.
                    if again and not worker.given:
                        self._give(worker, again.popleft())
                    elif fresh and not again and not any(batch.deaths for _, batch in worker.given):
                        self._give(worker, fresh)
                        fresh = self._next(rest)
                if not (again or fresh or any(worker.given for worker in self._workers)):
                    return
                done = self._wait()
                now = time.monotonic()
                for worker in list(self._workers):
                    if worker.awaited is not None and worker.awaited in done:
                        yield from self._answered(worker, again)
                    elif worker.late(self._limit, now):
                        yield from self._lost(worker, again, late=True)
        finally:
            for worker in [worker for worker in self._workers if worker.given]:
                # Nobody waits for its answers any more.
                self._workers.remove(worker)
                self._end(worker)

    def _next(self, rest: Iterator[Article]) -> _Batch | None:
        batch = list(islice(rest, BATCH))
        return _Batch(batch) if batch else None

    def _start(self) -> None:
        if not self._number:
            self._number = self._stack.enter_context(session(self._address, self._jobs))
        while len(self._workers) < self._number:
            self._hire()

    def _hire(self) -> None:
        import ray

        kind = ray.remote(num_cpus=1, max_restarts=0, max_task_retries=0, scheduling_strategy="SPREAD")(
            Worker
        )
        actor = kind.remote(self._load)
        self._workers.append(_Hand(actor, actor.ready.remote(), time.monotonic()))

    def _give(self, worker: _Hand, batch: _Batch) -> None:
        if not worker.given:
            worker.since = time.monotonic()
        worker.given.append((worker.actor.read.remote(batch.articles), batch))

    def _wait(self) -> set[Any]:
        """Wait until a worker answers or is late, and return all answers that are there."""
        import ray

        awaited = [worker.awaited for worker in self._workers if worker.awaited is not None]
        now = time.monotonic()
        ends = [
            worker.since + self._limit * len(worker.given[0][1].articles)
            for worker in self._workers
            if worker.given
        ]
        if all(worker.starting for worker in self._workers):
            ends.append(max(worker.since for worker in self._workers) + START)
            if now > ends[0]:
                raise ClusterError(
                    f"no worker was ready within {START:g} seconds; has the cluster free cores?"
                )
        timeout = max(0.0, min(ends) - now) + 0.01 if ends else None
        ray.wait(awaited, num_returns=1, timeout=timeout, fetch_local=False)
        done, _ = ray.wait(awaited, num_returns=len(awaited), timeout=0, fetch_local=False)
        return set(done)

    def _answered(self, worker: _Hand, again: deque[_Batch]) -> Iterator[Outcome]:
        import ray

        try:
            answer = ray.get(worker.awaited)
        except ray.exceptions.RayTaskError as error:
            # Loading raised it there: no other worker would fare better.
            raise error.cause from error
        except ray.exceptions.RayError as error:
            if worker.starting is not None:
                self._failures += 1
                if self._failures >= FAILURES:
                    raise ClusterError(
                        f"no worker can be started: {' '.join(str(error).split())[:300]}"
                    ) from error
            yield from self._lost(worker, again)
            return
        if worker.starting is not None:
            worker.starting = None
            self._failures = 0
            if answer != own_version():
                raise ClusterError(
                    f"a machine of the cluster has Hearsay {answer}, this one {own_version()}: "
                    "install the same on all"
                )
            return
        _, batch = worker.given.popleft()
        worker.since = time.monotonic()
        yield from unpack_batch(batch.articles, answer)

    def _lost(self, worker: _Hand, again: deque[_Batch], *, late: bool = False) -> Iterator[Outcome]:
        """Replace a worker. The batch that it was reading is in doubt, what it had beside goes to others."""
        self._workers.remove(worker)
        self._end(worker)
        self._hire()
        batches = [batch for _, batch in worker.given]
        again.extendleft(reversed(batches[1:]))
        if not batches:
            return
        articles, deaths = batches[0].articles, batches[0].deaths + 1
        if len(articles) == 1 and (late or deaths >= DEATHS):
            yield Outcome(articles[0], error=overdue(self._limit) if late else ENDED)
            return
        # Halves tell soonest which article it was; but waiting for each of them in turn is dear.
        size = 1 if late else max(1, len(articles) // 2)
        again.extend(
            _Batch(articles[start : start + size], deaths) for start in range(0, len(articles), size)
        )

    def _end(self, worker: _Hand) -> None:
        import ray

        with suppress(Exception):  # it may have ended by itself, and Ray too
            ray.kill(worker.actor, no_restart=True)
