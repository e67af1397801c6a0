"""``hearsay check``: the sourcing label of an article, without a record."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from hearsay.views.cli import options

if TYPE_CHECKING:
    from hearsay.gather import Problem


@click.command()
@click.argument("file", metavar="FILE")
@options.published_option
@options.outlet_option
@click.option(
    "--statements", "with_statements", is_flag=True, help="Show each statement with its chain, too."
)
@options.min_confidence_option
@options.json_option
@click.pass_context
def check(
    ctx: click.Context,
    file: str,
    published: str | None,
    outlet: str | None,
    with_statements: bool,
    min_confidence: float,
    as_json: bool,
) -> None:
    """Show on whose word an article's statements stand.

    FILE is text, Markdown, HTML or JSON, or - for standard input; no record is needed. The card tells how
    many statements come from named sources, from unnamed ones, from nobody, and from the outlet itself, and
    through how many hands; and what a standards desk would ask about. --min-confidence cuts what --statements shows.

    \b
    Example:
      hearsay check story.html
      hearsay check story.txt --published 2031-03-04 --statements
    """
    from hearsay import engine
    from hearsay.gather import Problem, gather
    from hearsay.views.cli.output import write_json
    from hearsay.views.label import label
    from hearsay.views.plain import plain
    from hearsay.views.progress import waiting
    from hearsay.views.screens.card import draw_article, draw_card
    from hearsay.views.screens.screen import Screen
    from hearsay.views.surer import surer

    skipped = False

    def tell(problem: Problem) -> None:
        nonlocal skipped
        skipped = skipped or problem.fatal
        click.echo(plain(f"{'skipped' if problem.fatal else 'note'}: {problem}"), err=True)

    screen = Screen()
    first = True
    articles = gather([file], published=published, outlet=outlet, problems=tell)
    for outcome in waiting(engine.read_articles(articles, load=engine.load_reader)):
        if outcome.reading is None:
            tell(Problem(outcome.article.origin or outcome.article.id, f"could not be read: {outcome.error}"))
            continue
        if as_json:
            write_json([label(outcome.article, outcome.reading)])
            continue
        if not first:
            screen.blank()
        first = False
        draw_card(screen, label(outcome.article, outcome.reading))
        if with_statements:
            screen.blank()
            draw_article(screen, outcome.article, surer(outcome.reading, min_confidence))
    ctx.exit(1 if skipped else 0)
