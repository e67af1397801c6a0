"""Options and arguments that several commands share."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

DEFAULT_RECORD = Path("hearsay.db")

Command = TypeVar("Command", bound=Callable[..., Any])
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


class Day(click.ParamType[str]):
    """An ISO date, or a year or month alone."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the date as it was given; fail when it is none."""
        found = _DATE.fullmatch(str(value))
        try:
            if found is None:
                raise ValueError
            date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
        except ValueError:
            self.fail(f"{value!r} is no date: give YEAR, YEAR-MONTH or YEAR-MONTH-DAY.", param, ctx)
        return str(value)


def record_option(command: Command) -> Command:
    """-r, --record: which record."""
    return click.option(
        "-r",
        "--record",
        "path",
        type=click.Path(path_type=Path),
        default=DEFAULT_RECORD,
        show_default=True,
        help="The record, a file.",
    )(command)


def about_option(command: Command) -> Command:
    """--about: an actor's name or words."""
    return click.option("--about", metavar="WORDS", help="Only what names this actor or holds these words.")(
        command
    )


def since_option(command: Command) -> Command:
    """--since: the first day."""
    return click.option("--since", type=Day(), help="Only what happened on this day or later.")(command)


def until_option(command: Command) -> Command:
    """--until: the last day."""
    return click.option("--until", type=Day(), help="Only what happened on this day or earlier.")(command)


def source_option(command: Command) -> Command:
    """--source: a name in the chain."""
    return click.option(
        "--source", metavar="NAME", help="Only what came through this outlet, agency or person."
    )(command)


def min_confidence_option(command: Command) -> Command:
    """--min-confidence: only attributions that are this sure."""
    return click.option(
        "--min-confidence",
        type=click.FloatRange(0, 1),
        default=0.0,
        metavar="P",
        help="Only attributions that are right with this probability, 0 to 1; what the outlet says itself stays.",
    )(command)


def top_option(command: Command) -> Command:
    """--top: how many."""
    return click.option("--top", type=click.IntRange(1), metavar="N", help="Only the first N.")(command)


def json_option(command: Command) -> Command:
    """--json: for programs."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON, one object a line.")(command)


def why_option(command: Command) -> Command:
    """--why: with the reasons."""
    return click.option("--why", is_flag=True, help="Show the reasons for each step.")(command)


def jobs_option(command: Command) -> Command:
    """--jobs: how many processes."""
    return click.option(
        "-j",
        "--jobs",
        type=click.IntRange(1),
        default=1,
        show_default=True,
        metavar="N",
        help="Read with N processes.",
    )(command)


def limit_option(command: Command) -> Command:
    """--limit: how long one article may take."""
    return click.option(
        "--limit",
        type=click.FloatRange(0, min_open=True),
        default=600,
        show_default=True,
        metavar="SECONDS",
        help="With several processes, set an article aside that takes longer.",
    )(command)


def published_option(command: Command) -> Command:
    """--published: the publication date."""
    return click.option(
        "--published",
        metavar="DATE",
        callback=_published,
        help="The publication date (YYYY-MM-DD), whatever the articles say.",
    )(command)


def outlet_option(command: Command) -> Command:
    """--outlet: who published."""
    return click.option("--outlet", metavar="NAME", help="The outlet, whatever the articles say.")(command)


def _published(ctx: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    if value is None or ctx.resilient_parsing:
        return value
    from hearsay.gather.assemble import option_date

    try:
        option_date(value)
    except ValueError as error:
        raise click.BadParameter(f"{error}.", ctx, parameter) from None
    return value
