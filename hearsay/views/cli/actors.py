"""``hearsay actors``, ``merge`` and ``split``: who is who, and the user's own judgements on it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from hearsay.views.cli import options
from hearsay.views.cli.output import answer, asked, nothing_found
from hearsay.views.plain import plain


@click.command()
@options.record_option
@click.option("--about", metavar="NAME", help="Only those with this name, or with it in theirs.")
@options.top_option
@options.why_option
@options.json_option
def actors(path: Path, about: str | None, top: int | None, why: bool, as_json: bool) -> None:
    """List people, organisations and places, with all their names.

    \b
    Example:
      hearsay actors --about ruiz --why
    """
    from hearsay.views.screens.actors import draw_actors

    with asked(path) as record:
        rows = record.actors(about)[:top]
    answer(
        rows,
        as_json=as_json,
        draw=partial(draw_actors, why=why),
        nothing=nothing_found(path, "actors", about=about),
    )


@click.command()
@click.argument("one")
@click.argument("other")
@options.record_option
def merge(one: str, other: str, path: Path) -> None:
    """Judge that two actors are the same; kept for good.

    ONE and OTHER are names or ids as `hearsay actors` shows them. `hearsay split` takes it back.

    \b
    Example:
      hearsay merge "Ana Ruiz" "A. Ruiz"
    """
    with asked(path, judge=True) as record:
        record.merge(one, other)
    click.echo(f"{path}: {plain(one)} and {plain(other)} are the same.")


@click.command()
@click.argument("one")
@click.argument("other")
@options.record_option
def split(one: str, other: str, path: Path) -> None:
    """Judge that two names are not the same actor; kept for good.

    ONE and OTHER are names; NAME@ARTICLE means the one of that article alone. `hearsay merge` takes it back.

    \b
    Example:
      hearsay split "Ana Ruiz@harbour.md" "Ana Ruiz@valley.md"
    """
    with asked(path, judge=True) as record:
        try:
            record.split(one, other)
        except ValueError as error:
            raise click.UsageError(f"{error}.") from None
    click.echo(f"{path}: {plain(one)} and {plain(other)} are two.")
