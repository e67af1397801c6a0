"""``hearsay commitments``: what was promised, and what agreements oblige whom to do."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import click

from hearsay.schema import CommitmentKind
from hearsay.views.cli import options
from hearsay.views.cli.output import answer, asked, nothing_found


@click.command()
@options.record_option
@click.option("--actor", metavar="NAME", help="Only what binds this one.")
@click.option("--agreement", metavar="WORDS", help="Only what stands in this agreement.")
@click.option(
    "--kind", type=click.Choice(get_args(CommitmentKind)), metavar="KIND",
    help=f"Only this kind: {', '.join(get_args(CommitmentKind))}.",
)  # fmt: skip
@options.top_option
@options.json_option
def commitments(
    path: Path,
    actor: str | None,
    agreement: str | None,
    kind: CommitmentKind | None,
    top: int | None,
    as_json: bool,
) -> None:
    """List commitments: who must do what, on which condition, under which agreement.

    With the articles that say so, the origins that they rest on, and when the agreement was signed and came into
    force, where the text tells. What several articles tell of is one row. None of it has happened. --json gives the
    span of every cell.

    \b
    Example:
      hearsay commitments --actor Calden
      hearsay commitments --agreement "Treaty of Sarn" --kind prohibition
    """
    from hearsay.record.commitments import commitments as find
    from hearsay.views.screens.commitments import draw_commitments

    with asked(path) as record:
        rows = find(record, actor=actor, agreement=agreement, kind=kind)[:top]
    nothing = nothing_found(path, "commitments", actor=actor, agreement=agreement, kind=kind)
    answer(rows, as_json=as_json, draw=draw_commitments, nothing=nothing)
