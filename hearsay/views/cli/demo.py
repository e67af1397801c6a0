"""``hearsay demo``: the bundled articles, read and asked."""

from __future__ import annotations

import os
import shlex
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hearsay.views.cli.problems import Problems

if TYPE_CHECKING:
    from hearsay.engine import Report
    from hearsay.record import Record
    from hearsay.record.results import Claim
    from hearsay.schema import Article

_TIMELINE = 12
_SOURCES = 8


@click.command()
@click.option(
    "-r", "--record", "path", type=click.Path(path_type=Path, dir_okay=False),
    help="Where to make the record; else it is made among the temporary files.",
)  # fmt: skip
@click.pass_context
def demo(ctx: click.Context, path: Path | None) -> None:
    """Read the bundled articles and show what comes out.

    Sixty short invented articles go into a record; shown are its timeline, its sources, and one claim
    traced to its origin.

    \b
    Example:
      hearsay demo
      hearsay demo -r demo.db
    """
    from hearsay import engine
    from hearsay.record import Record
    from hearsay.views.cli.output import bring_up_to_date
    from hearsay.views.cli.read import counts_words, tally_words
    from hearsay.views.progress import Bar

    if path is None:
        path = Path(tempfile.mkdtemp(prefix="hearsay-")) / "demo.db"
    with Record.open(path) as record:
        bundled = {article.key for article in _articles(lambda problem: None)}
        if any(row.key not in bundled for row in record.articles()):
            raise click.UsageError(f"{path} holds other articles; the demo wants a record of its own.")
        with Bar("Reading", "articles") as bar:
            problems = Problems(bar.say)
            tally = engine.fill(record, _articles, problems=problems, load=engine.load_reader, step=bar.step)
            problems.close()
        bring_up_to_date(record)
        click.echo(tally_words(tally))
        click.echo(f"{path}: {counts_words(record.counts())}")
        _show(record, path)
    ctx.exit(1 if tally.skipped else 0)


def _articles(report: Report) -> Iterator[Article]:
    """Gather the bundled articles, each under its file's name alone."""
    import msgspec

    from hearsay.demo import articles
    from hearsay.gather import gather

    folder = f"{articles()}{os.sep}"
    for article in gather([articles()], problems=report):
        yield msgspec.structs.replace(
            article, id=article.id.removeprefix(folder), origin=(article.origin or "").removeprefix(folder)
        )


def _show(record: Record, path: Path) -> None:
    from hearsay.views.screens.screen import BOLD, Screen
    from hearsay.views.screens.sources import draw_sources
    from hearsay.views.screens.timeline import draw_timeline
    from hearsay.views.screens.trace import draw_trace

    screen = Screen()
    where = shlex.quote(str(path))

    def heading(words: str) -> None:
        screen.blank()
        screen.line((words, BOLD))
        screen.blank()

    timeline = [entry for entry in record.timeline() if entry.time.earliest or entry.time.latest]
    heading("What happened, and on whose word")
    most = sorted(timeline, key=lambda entry: -len(entry.articles))[:_TIMELINE]
    draw_timeline(screen, [entry for entry in timeline if entry in most])
    heading("Who it all rests on")
    draw_sources(screen, record.sources()[:_SOURCES])
    claim = most_repeated(record.claims())
    if claim is not None:
        heading(f"In {len(claim.articles)} articles, but who says so?")
        draw_trace(screen, record.trace(claim.id))
    heading("Go on with")
    click.echo(f"  hearsay serve {where}")
    click.echo(f"  hearsay claims --max-origins 1 -r {where}")
    click.echo(f"  hearsay disagreements -r {where}")
    sys.stdout.flush()


def most_repeated(claims: Sequence[Claim]) -> Claim | None:
    """Return the claim that most outlets repeat for each of its origins; None where two repeat none.

    Of two alike, the one that rests on somebody else than an outlet's own reporting.
    """

    def outlets(claim: Claim) -> int:
        return len({statement.chain[0].name for statement in claim.statements})

    known = [claim for claim in claims if claim.corroboration and outlets(claim) > 1]
    return max(
        known,
        key=lambda c: (
            outlets(c) / c.corroboration,
            any(o.kind != "outlet" for o in c.origins),
            len(c.articles),
            c.id,
        ),
        default=None,
    )
