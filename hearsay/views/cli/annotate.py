"""``hearsay annotate``: articles as lines of JSON in, readings as lines of JSON out."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Iterator
from typing import IO, TYPE_CHECKING

import click

from hearsay.views.cli import options
from hearsay.views.plain import plain, plain_json

if TYPE_CHECKING:
    from hearsay.gather import Problem
    from hearsay.schema import Article, Reading


@click.command()
@click.argument("file", type=click.File("rb"), default="-")
@options.min_confidence_option
@options.jobs_option
@click.pass_context
def annotate(ctx: click.Context, file: IO[bytes], min_confidence: float, jobs: int) -> None:
    """Read articles as lines of JSON, write readings as lines of JSON.

    Each line of FILE (standard input when it is left out) is an object with "id" and "text", and if known
    "published", "headline", "outlet" and "url". A line that is no article is told on standard error with its
    number, the rest goes on, and the exit code is 1. `hearsay schema` prints what the lines look like.
    --min-confidence leaves out less sure attributions, and the statements, events and commitments on them.

    \b
    Example:
      hearsay annotate articles.jsonl > readings.jsonl
      hearsay annotate articles.jsonl --min-confidence 0.8
    """
    import msgspec

    from hearsay import engine
    from hearsay.gather import Problem, lines
    from hearsay.views.progress import Bar
    from hearsay.views.surer import surer

    if getattr(file, "name", None) == "<stdin>" and sys.stdin.isatty():
        click.echo("Waiting for articles, each a line of JSON; Ctrl-D ends.", err=True)
    skipped = False
    # Readings on the same terminal tell enough.
    bar = Bar("Reading", "articles", shown=not sys.stdout.isatty())
    # Outcomes come in the order of the articles, so the numbers need only wait their turn.
    numbers: deque[int] = deque()

    def tell(number: int, kind: str, reason: str) -> None:
        bar.say(plain(f"{kind}: line {number}: {reason}"))

    def articles() -> Iterator[Article]:
        nonlocal skipped
        for number, item in lines(file, problems=note):
            if isinstance(item, Problem):
                skipped = True
                tell(number, "skipped", item.reason)
            else:
                numbers.append(number)
                yield item

    def note(problem: Problem) -> None:
        bar.say(plain(f"note: line {problem.origin.rpartition(':')[2]}: {problem.reason}"))

    encoder = msgspec.json.Encoder()
    stream = sys.stdout.buffer
    with bar:
        for outcome in engine.read_articles(articles(), load=engine.load_reader, jobs=jobs):
            number = numbers.popleft()
            bar.step()
            if outcome.reading is None:
                skipped = True
                tell(number, "skipped", f"could not be read: {outcome.error}")
                continue
            stream.write(plain_json(encoder.encode(bare(surer(outcome.reading, min_confidence)))) + b"\n")
            stream.flush()
    ctx.exit(1 if skipped else 0)


def bare(reading: Reading) -> Reading:
    """Return a reading without the statements' vectors, which mean something to this program alone."""
    import msgspec

    statements = tuple(msgspec.structs.replace(s, vector=b"") if s.vector else s for s in reading.statements)
    return msgspec.structs.replace(reading, statements=statements)
