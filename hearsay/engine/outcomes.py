"""Articles to outcomes, in order, by this process or by a pool of them."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from itertools import islice

from hearsay.engine.batch import Load, Outcome, Packed, Read, attempt, check_limits, load_reader, unpack_batch
from hearsay.schema import Article

#: Articles that are handed to a process at a time: few, so that processes finish together.
BATCH = 4
#: Batches under way for each process: enough that none waits for another's long article, few enough that
#: memory stays as it is.
AHEAD = 8
#: Seconds that a process may take over one article before it is taken to hang; a long book takes a few minutes.
LIMIT = 600.0


def read_articles(
    articles: Iterable[Article], *, load: Load = load_reader, jobs: int = 1, limit: float = LIMIT
) -> Iterator[Outcome]:
    """Yield what becomes of each article, in the order in which they come.

    With ``jobs`` 1 they are read in this process, one as it is asked for; with more, by so many processes,
    a few batches ahead, and an article that ends its process twice, or keeps it busy for more than ``limit``
    seconds, costs only itself, as one that cannot be read does with any number.
    Raises ValueError for ``jobs`` below 1 or a ``limit`` that is not positive, what ``load`` raises, and
    ChildProcessError when processes end while they load.
    """
    check_limits(jobs, limit)
    return _pooled(articles, load, jobs, limit) if jobs > 1 else _here(articles, load)


def _here(articles: Iterable[Article], load: Load) -> Iterator[Outcome]:
    read: Read | None = None
    for article in articles:
        # Not before the first article: nothing to read, nothing to load.
        read = read or load()
        yield attempt(read, article)


def _pooled(articles: Iterable[Article], load: Load, jobs: int, limit: float) -> Iterator[Outcome]:
    rest = iter(articles)
    if not (batch := list(islice(rest, BATCH))):
        return
    from hearsay.engine.pool import Pool

    ahead: deque[tuple[list[Article], Future[list[Packed]]]] = deque()
    with Pool(load, jobs, limit) as pool:
        while batch or ahead:
            while batch:
                ahead.append((batch, pool.submit(batch)))
                batch = list(islice(rest, BATCH)) if len(ahead) < jobs * AHEAD else []
            read, future = ahead.popleft()
            yield from unpack_batch(read, future.result())
            batch = list(islice(rest, BATCH))
