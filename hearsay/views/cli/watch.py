"""``hearsay watch``: feeds asked again and again, and what is new in them read into a record."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

import click

from hearsay.views.cli import options
from hearsay.views.cli.fetching import web_beside
from hearsay.views.cli.problems import Problems
from hearsay.views.cli.read import counts_words, tally_words
from hearsay.views.plain import count

if TYPE_CHECKING:
    from hearsay.engine import Read, Report
    from hearsay.gather.watch import Watcher
    from hearsay.schema import Article


@click.command()
@click.argument("feeds", nargs=-1, required=True, metavar="FEED...")
@options.record_option
@options.outlet_option
@click.option(
    "--every",
    type=click.IntRange(1, 1440),
    default=15,
    show_default=True,
    metavar="MINUTES",
    help="How often each feed is asked.",
)
@click.option("--once", is_flag=True, help="Ask each feed once, then end: for a timer to start.")
@click.option(
    "--problems",
    "problem_file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Keep what could not be read, as lines of JSON.",
)
@click.pass_context
def watch(
    ctx: click.Context,
    feeds: tuple[str, ...],
    path: Path,
    outlet: str | None,
    every: int,
    once: bool,
    problem_file: Path | None,
) -> None:
    """Watch feeds, and read what is new into a record.

    FEED is the address of a feed (RSS, Atom), or an OPML file that lists some. Each article is fetched once,
    as robots.txt allows. A feed that fails is asked less and less often. Ctrl-C or a SIGTERM ends it after
    the article at hand; nothing is lost, and the same command goes on from there.

    \b
    Example:
      hearsay watch https://harbour.example/feed.xml -r harbour.db
      hearsay watch feeds.opml --every 30
    """
    from hearsay.gather.watch import Watcher, feed_addresses

    def say(line: str) -> None:
        click.echo(line, err=True)

    problems = Problems(say, problem_file)
    try:
        addresses = feed_addresses(feeds, problems)
        if not addresses:
            raise click.UsageError("No feed to watch.")
        stop = Stop()
        with web_beside(path, wait=stop.wait) as web:
            watcher = Watcher(addresses, web, every=every * 60.0, stopped=stop)
            if not once:
                say(f"Watching {count(len(addresses), 'feed')}; Ctrl-C ends.")
            with stop.on_signal(web.stop):
                failed = _rounds(watcher, path, outlet, problems, stop, once=once)
    finally:
        problems.close()
    ctx.exit(1 if failed else 0)


def _rounds(
    watcher: Watcher, path: Path, outlet: str | None, problems: Problems, stop: Stop, *, once: bool
) -> bool:
    """Look at feeds until told to stop; the value is whether it ended badly."""
    from hearsay import engine
    from hearsay.gather.given import Given
    from hearsay.record import Record
    from hearsay.views.cli.output import bring_up_to_date

    loaded: list[Read] = []

    def load() -> Read:
        if not loaded:
            loaded.append(engine.load_reader())
        return loaded[0]

    def source(report: Report) -> Iterator[Article]:
        return watcher.poll(Given(outlet=outlet, report=report))

    while True:
        # Between two rounds the record is closed: others may work with it, or copy it.
        with Record.open(path) as record:
            tally = engine.fill(record, source, problems=problems, load=load)
            if tally.read:
                bring_up_to_date(record)
            if tally.total or once:
                click.echo(f"{time.strftime('%Y-%m-%d %H:%M')}  {tally_words(tally)}")
            if once or stop() or not watcher.alive:
                click.echo(f"{path}: {counts_words(record.counts())}")
                return bool(tally.skipped) if once else not watcher.alive
        stop.wait(watcher.rest())
        if stop():
            click.echo(f"Stopped; what was read is in {path}.", err=True)
            return False


class Stop:
    """Whether a signal asked to stop; called, it tells."""

    def __init__(self) -> None:
        self._asked = False

    def __call__(self) -> bool:
        """Whether it was asked."""
        return self._asked

    def wait(self, seconds: float) -> None:
        """Wait so long, or until asked to stop."""
        # In short steps, not on a lock: a lock that a signal's handler wants, too, can be held for ever.
        end = time.monotonic() + seconds
        while not self._asked and (left := end - time.monotonic()) > 0:
            time.sleep(min(left, 0.2))

    @contextmanager
    def on_signal(self, then: Callable[[], None]) -> Iterator[None]:
        """Let the first SIGINT or SIGTERM ask to stop, and call ``then``; the second does what it always did."""
        before: dict[int, Any] = {}

        def restore() -> None:
            for number, handler in before.items():
                signal.signal(number, handler)

        def asked(number: int, frame: FrameType | None) -> None:
            self._asked = True
            restore()
            then()

        for number in (signal.SIGINT, signal.SIGTERM):
            before[number] = signal.signal(number, asked)
        try:
            yield
        finally:
            restore()
