"""``hearsay watch``: feeds asked again and again, and what is new in them read into a record."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import click

from hearsay.views.cli import options
from hearsay.views.cli.problems import Problems
from hearsay.views.cli.read import counts_words, tally_words
from hearsay.views.cli.web import web_beside
from hearsay.views.plain import plain

if TYPE_CHECKING:
    from hearsay.engine import Read, Tally
    from hearsay.gather.given import Given
    from hearsay.gather.watch import Watcher


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
    from hearsay.gather.given import Given
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
            assert web is not None
            watcher = Watcher(addresses, web, every=every * 60.0, stopped=lambda: stop.asked)
            if once:
                watcher.ask_now()
            else:
                say(f"Watching {plain_count(len(addresses))}; Ctrl-C ends.")
            with stop.on_signal(web.stop):
                code = _rounds(watcher, Given(outlet=outlet, report=problems), path, stop, once, problems)
    finally:
        problems.close()
    ctx.exit(code)
