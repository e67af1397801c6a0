"""Speed: the encoder alone and the whole of ``annotate``, on the same articles in one run."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from io import BytesIO
from typing import NamedTuple

import msgspec

from benchmarks import attribution
from benchmarks.figures import Bench, Figures
from benchmarks.workbench import Workbench
from hearsay.schema import Article

#: As many articles as a run of a few seconds can take, spread over the corpus; each repeat reads them all.
ARTICLES = 10
REPEATS = 3


class Clock(NamedTuple):
    """Seconds by the wall, and seconds of this process's own work, all its threads together."""

    wall: float
    work: float

    @staticmethod
    def of(task: Callable[[], object]) -> Clock:
        """Run a task and time it."""
        wall, work = time.perf_counter(), time.process_time()
        task()
        return Clock(time.perf_counter() - wall, time.process_time() - work)


def run(workbench: Workbench) -> Figures:
    """Take turns: the encoder, then ``annotate``, over all articles, several times; medians."""
    from hearsay.engine import read_articles
    from hearsay.gather import lines
    from hearsay.reading.words import split_words
    from hearsay.views.cli.annotate import bare
    from hearsay.views.plain import plain_json

    every = list(attribution.articles(workbench))
    articles = every[:: max(1, len(every) // ARTICLES)][:ARTICLES]
    encoder, read = workbench.encoder, workbench.reader.read
    words = [split_words(article.text) for article in articles]
    pieces = sum(len(window.ids) - 2 for some in words for window in encoder.windows(some))
    given = b"".join(msgspec.json.encode(article) + b"\n" for article in articles)

    def encode() -> None:
        for some in words:
            encoder.encode(some)

    def annotate() -> None:
        # What the command does, without starting it: lines to articles to readings to lines.
        wanted = (item for _, item in lines(BytesIO(given)) if isinstance(item, Article))
        for outcome in read_articles(wanted, load=lambda: read):
            if outcome.reading is None:
                raise RuntimeError(f"{outcome.article.id}: {outcome.error}")
            plain_json(msgspec.json.encode(bare(outcome.reading)))

    annotate()  # what is loaded late is loaded now
    turns = [(Clock.of(encode), Clock.of(annotate)) for _ in range(REPEATS)]
    alone = statistics.median(a.wall for a, _ in turns)
    whole = statistics.median(b.wall for _, b in turns)
    return {
        "encoder pieces/s": pieces / alone,
        "encoder articles/s": len(articles) / alone,
        "annotate pieces/s": pieces / whole,
        "annotate articles/s": len(articles) / whole,
        "annotate words/s": sum(map(len, words)) / whole,
        "annotate, % of the encoder's speed": 100 * statistics.median(a.work / b.work for a, b in turns),
    }


BENCH = Bench(
    "speed",
    "the encoder alone and the whole of annotate, one thread",
    run,
    corpora=(attribution.FILE,),
    promised={"annotate, % of the encoder's speed": 50.0},
    loose=frozenset(
        f"{part} {unit}/s" for part in ("encoder", "annotate") for unit in ("pieces", "articles", "words")
    ),
    notes=f"{ARTICLES} articles of PolNeAR dev, whole, taken in turns {REPEATS} times by the encoder (its "
    "windows cut and its graph run, words given) and by `annotate` (a line of JSON in, a line out); medians. "
    "The last figure compares seconds of work, not of the wall, so that other load does not count; its floor "
    "is a promise.",
)
