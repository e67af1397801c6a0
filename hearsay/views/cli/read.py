"""``hearsay read``: articles into a record."""

from __future__ import annotations

from contextlib import ExitStack, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hearsay.views.cli import options
from hearsay.views.cli.engines import engine_options, readers
from hearsay.views.cli.problems import Problems
from hearsay.views.plain import count, plain

if TYPE_CHECKING:
    from hearsay.engine import Tally
    from hearsay.record.results import Counts


def _fields(ctx: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    from hearsay.gather.fields import parse_fields

    try:
        return parse_fields(values)
    except ValueError as error:
        raise click.BadParameter(f"{error}.", ctx, parameter) from None


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@options.record_option
@options.published_option
@options.outlet_option
@options.jobs_option
@options.limit_option
@click.option(
    "--field",
    "fields",
    multiple=True,
    metavar="FIELD=NAME",
    callback=_fields,
    help="In lines of JSON, FIELD is called NAME: text=body. May be repeated.",
)
@engine_options
@click.option(
    "--problems", "problem_file", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
    help="Keep what could not be read, as lines of JSON.",
)  # fmt: skip
@click.pass_context
def read(
    ctx: click.Context,
    paths: tuple[str, ...],
    path: Path,
    published: str | None,
    outlet: str | None,
    jobs: int,
    limit: float,
    fields: dict[str, str],
    engine_name: str,
    address: str | None,
    readings: Path | None,
    problem_file: Path | None,
) -> None:
    """Read articles into a record.

    PATH is a file (text, Markdown, HTML, JSON, NewsML, letters, documents, an archive of them), a folder, an
    address (https://...), - for standard input, or a folder of readings that --readings made, from which nothing
    is read anew. The record is made when there is none; an article that is
    in it already is not read again, so the same command may be repeated, also after it was stopped.

    \b
    Example:
      hearsay read saved-pages/ -r ferry.db
      hearsay read story.txt --published 2031-03-04 --outlet "Harbour Times"
      hearsay read https://harbour.example/2031/ferry
      hearsay read corpus/ --field text=body --field published=date
    """
    from hearsay import engine
    from hearsay.gather import count_files, gather
    from hearsay.record import Record
    from hearsay.views.cli.fetching import is_address, web_beside
    from hearsay.views.cli.output import bring_up_to_date
    from hearsay.views.cli.readings import Readings, folders_among
    from hearsay.views.progress import Bar

    folders, paths = folders_among(paths)
    if folders and (published or outlet or fields):
        raise click.UsageError(
            f"{folders[0]} holds readings: --published, --outlet and --field come too late for them."
        )
    if engine_name == "ray" and readings is None and paths:
        readings = path.with_suffix(".readings")
    kept = Readings(folders, readings)
    fetching = web_beside(path) if any(map(is_address, paths)) else nullcontext()
    with ExitStack() as running, fetching as web:
        # First, so that there is no record where the engine cannot start.
        engine_readers = running.enter_context(readers(ctx, engine_name, address, jobs, limit))
        with Record.open(path) as record:
            total = None if "-" in paths else count_files(paths) + kept.count()
            with Bar("Reading", "articles", total) as bar:
                problems = Problems(bar.say, problem_file)
                try:
                    with kept.opened(record, problems, bar.step) as store:
                        tally = engine.fill(
                            store,
                            lambda report: gather(
                                paths, published=published, outlet=outlet, fields=fields, web=web, problems=report,
                                progress=lambda file, done, size: bar.within(_how_far(file, done, size)),
                            ),
                            problems=problems, load=engine.load_reader, jobs=jobs, limit=limit, step=bar.step,
                            readers=engine_readers,
                        )  # fmt: skip
                    # What it held of the machine is wanted for what follows.
                    running.close()
                    if web:
                        web.keep(problems.addresses)
                    taken = kept.done(tally)
                except KeyboardInterrupt:
                    ctx.exit(_stopped(path))
                finally:
                    problems.close()
            bring_up_to_date(record)
            click.echo(tally_words(tally, taken))
            click.echo(f"{path}: {counts_words(record.counts())}")
    ctx.exit(1 if tally.skipped else 0)


def _how_far(file: str, done: int, size: int) -> str:
    return plain(f"Reading {Path(file).name[-40:]}, {done / size:.0%}")


def _stopped(path: Path) -> int:
    click.echo(f"Stopped. What was read is in {path}; the same command goes on from there.", err=True)
    return 130


def tally_words(tally: Tally, taken: int = 0) -> str:
    """Return what became of the articles: "412 articles: 396 read, 16 not in English".

    ``taken``: how many of those in ``tally`` that are known were known from readings, not from the record.
    """
    parts = [f"{tally.read:,} read"]
    for number, words in (
        (taken, "from readings"),
        (tally.known - taken, "already in the record"),
        (tally.foreign, "not in English"),
        (tally.failed, "could not be read"),
    ):
        if number:
            parts.append(f"{number:,} {words}")
    return f"{count(tally.total, 'article')}: {', '.join(parts)}"


def counts_words(counts: Counts) -> str:
    """Return how much a record holds."""
    return (
        f"{count(counts.articles, 'article')} from {count(counts.outlets, 'outlet')} · "
        f"{count(counts.statements, 'statement')} · {count(counts.claims, 'claim')} · "
        f"{count(counts.origins, 'origin')}"
    )
