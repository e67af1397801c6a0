"""``hearsay events``: what happened, or is said to, by kind, who, where and how many."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import get_args

import click

from hearsay.schema import EventType, FigureKind
from hearsay.views.cli import options
from hearsay.views.cli.output import answer, asked, nothing_found


@click.command()
@options.record_option
@click.option(
    "--type", "types", type=click.Choice(get_args(EventType), case_sensitive=False), multiple=True, metavar="TYPE",
    help="Only this kind, one of PLOVER's classes (ASSAULT, PROTEST ...); can be repeated.",
)  # fmt: skip
@click.option(
    "--actor", metavar="NAME", help="Only those in which this one takes part; a country's code (SYR) will do."
)
@click.option("--place", metavar="NAME", help="Only what happened at this place, or in this country (SYR).")
@options.since_option
@options.until_option
@click.option(
    "--figure", type=click.Choice(get_args(FigureKind)), metavar="KIND",
    help=f"Only those with a figure of this kind: {', '.join(get_args(FigureKind))}.",
)  # fmt: skip
@click.option("--happened", is_flag=True, help="Only what is told as having happened.")
@options.top_option
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV, with columns named as ACLED names its own.")
@options.json_option
def events(
    path: Path,
    types: tuple[str, ...],
    actor: str | None,
    place: str | None,
    since: str | None,
    until: str | None,
    figure: FigureKind | None,
    happened: bool,
    top: int | None,
    as_csv: bool,
    as_json: bool,
) -> None:
    """List events: when, what kind, who did it to whom, where, how many.

    What is planned, threatened, promised, ordered, doubted or denied says so before all else, and --happened
    leaves it out. An event that several articles tell of is one row. --json gives the span of every cell.

    \b
    Example:
      hearsay events --type ASSAULT --type FIGHT --happened
      hearsay events --figure killed --csv > events.csv
    """
    from hearsay.record.events import events as find
    from hearsay.views.screens.events import draw_events

    if as_csv and as_json:
        raise click.UsageError("--csv and --json are two forms; give one.")
    with asked(path) as record:
        rows = find(
            record, types=types, actor=actor, place=place, since=since, until=until, figure=figure, happened=happened
        )[:top]  # fmt: skip
    if as_csv:
        from hearsay.views.export.events import write_events

        write_events(rows, sys.stdout.buffer)
        return
    nothing = nothing_found(
        path, "events", type=" ".join(types) or None, actor=actor, place=place, since=since, until=until,
        figure=figure, happened=happened,
    )  # fmt: skip
    answer(rows, as_json=as_json, draw=draw_events, nothing=nothing)
