"""``hearsay claims``, ``trace``, ``disagreements``, ``copies``: what accounts share, and where they part."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from hearsay.views.cli import options
from hearsay.views.cli.output import answer, asked, nothing_found, write_json


@click.command()
@options.record_option
@options.about_option
@options.since_option
@options.until_option
@click.option(
    "--max-origins", type=click.IntRange(0), metavar="N", help="Only claims with N origins or fewer."
)
@click.option("--disputed", is_flag=True, help="Only claims that accounts disagree on.")
@options.top_option
@options.json_option
def claims(
    path: Path,
    about: str | None,
    since: str | None,
    until: str | None,
    max_origins: int | None,
    disputed: bool,
    top: int | None,
    as_json: bool,
) -> None:
    """List claims: in how many articles, and on how many origins.

    Articles that copy or cite each other, or rest on the same person, have one origin. What is said without a
    source has none.

    \b
    Example:
      hearsay claims --max-origins 1 --top 10
      hearsay claims --about ferry --disputed
    """
    from hearsay.views.screens.claims import draw_claims

    with asked(path) as record:
        rows = record.claims(about, since, max_origins, disputed, top, until)
    nothing = nothing_found(
        path, "claims", about=about, since=since, until=until, max_origins=max_origins, disputed=disputed
    )
    answer(rows, as_json=as_json, draw=draw_claims, nothing=nothing)


@click.command()
@click.argument("claim", nargs=-1, required=True, metavar="CLAIM")
@options.record_option
@options.why_option
@options.json_option
def trace(claim: tuple[str, ...], path: Path, why: bool, as_json: bool) -> None:
    """Show a claim as a tree, from its origins to the articles.

    CLAIM is a claim's id or the beginning of it, a statement's id, or words: the claim that fits them best.

    \b
    Example:
      hearsay trace c81f20ab1c
      hearsay trace crew brought ashore --why
    """
    from hearsay.views.screens.screen import Screen
    from hearsay.views.screens.trace import draw_trace

    with asked(path) as record:
        found = record.trace(" ".join(claim))
    if as_json:
        write_json([found])
    else:
        draw_trace(Screen(), found, why=why)


@click.command()
@options.record_option
@options.about_option
@options.top_option
@options.json_option
def disagreements(path: Path, about: str | None, top: int | None, as_json: bool) -> None:
    """List where accounts part: figures, dates, places, yes or no.

    \b
    Example:
      hearsay disagreements --about toll
    """
    from hearsay.views.screens.disagreements import draw_disagreements

    with asked(path) as record:
        rows = record.disagreements(about)[:top]
    nothing = nothing_found(path, "disagreements", about=about)
    answer(rows, as_json=as_json, draw=draw_disagreements, nothing=nothing)


@click.command()
@options.record_option
@click.option("--about", metavar="NAME", help="Only those of this outlet or article.")
@options.top_option
@options.why_option
@options.json_option
def copies(path: Path, about: str | None, top: int | None, why: bool, as_json: bool) -> None:
    """List which articles took their words from which.

    \b
    Example:
      hearsay copies --about "Harbour Times"
    """
    from hearsay.views.screens.copies import draw_copies

    with asked(path) as record:
        rows = record.copies(about)[:top]
    answer(
        rows,
        as_json=as_json,
        draw=partial(draw_copies, why=why),
        nothing=nothing_found(path, "copies", about=about),
    )
