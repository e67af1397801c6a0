"""``hearsay statements``, ``timeline``, ``sources``: what is said to have happened, when, on whose word."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hearsay.views.cli import options
from hearsay.views.cli.output import answer, asked, nothing_found

if TYPE_CHECKING:
    from hearsay.record import Record
    from hearsay.record.results import StatementRow


@click.command()
@options.record_option
@options.about_option
@options.since_option
@options.until_option
@options.source_option
@options.min_confidence_option
@options.top_option
@options.json_option
def statements(
    path: Path,
    about: str | None,
    since: str | None,
    until: str | None,
    source: str | None,
    min_confidence: float,
    top: int | None,
    as_json: bool,
) -> None:
    """List statements: date, stance, words, and whose word it is.

    The chain is read from the left: the outlet has it from the one after it, who has it from the next.
    Dates are those of what happened; --since and --until take the publication date where a statement tells
    none. "60 % sure" is the probability that an attribution is right; above 80 % it is not told.

    \b
    Example:
      hearsay statements --about ferry --since 2031-03
      hearsay statements --min-confidence 0.9
      hearsay statements --source "Cape Wire"
    """
    from hearsay.views.screens.statements import draw_statements

    with asked(path) as record:
        rows = record.statements(about, since, until, source, None if min_confidence else top)
        rows = [row for row in rows if row.confidence >= min_confidence][:top]
        if not as_json:
            rows = _with_cues(rows, record)
    nothing = nothing_found(path, "statements", about=about, since=since, until=until, source=source)
    answer(rows, as_json=as_json, draw=draw_statements, nothing=nothing)


def _with_cues(rows: Sequence[StatementRow], record: Record) -> list[StatementRow]:
    """Put the words that hide a source ("is said to") in the place of its name."""
    from msgspec.structs import replace

    found = []
    texts: dict[str, str] = {}
    for row in rows:
        last = row.chain[-1]
        if last.kind == "unstated" and last.start is not None:
            if row.article not in texts:
                texts[row.article] = record.article(row.article).text
            last = replace(last, name=texts[row.article][last.start : last.end])
            row = replace(row, chain=(*row.chain[:-1], last))
        found.append(row)
    return found


@click.command()
@options.record_option
@options.about_option
@options.since_option
@options.until_option
@options.source_option
@options.top_option
@options.json_option
def timeline(
    path: Path,
    about: str | None,
    since: str | None,
    until: str | None,
    source: str | None,
    top: int | None,
    as_json: bool,
) -> None:
    """Show what happened in order of time, and on whose word.

    Each line is a claim, however many articles repeat it. Those that no date could be put to come last.

    \b
    Example:
      hearsay timeline --about treaty
      hearsay timeline --since 2031-03 --until 2031-04
    """
    from hearsay.views.screens.timeline import draw_timeline

    with asked(path) as record:
        rows = record.timeline(about, since, until, source)[:top]
    nothing = nothing_found(path, "claims", about=about, since=since, until=until, source=source)
    answer(rows, as_json=as_json, draw=draw_timeline, nothing=nothing)


@click.command()
@options.record_option
@options.about_option
@options.since_option
@options.until_option
@options.source_option
@options.top_option
@options.json_option
def sources(
    path: Path,
    about: str | None,
    since: str | None,
    until: str | None,
    source: str | None,
    top: int | None,
    as_json: bool,
) -> None:
    """Show who the record rests on, and how much on each alone.

    \b
    Example:
      hearsay sources --top 10
      hearsay sources --about ferry
    """
    from hearsay.views.screens.sources import draw_sources

    with asked(path) as record:
        rows = record.sources(about, since, until, source)[:top]
    nothing = nothing_found(path, "sources", about=about, since=since, until=until, source=source)
    answer(rows, as_json=as_json, draw=draw_sources, nothing=nothing)
