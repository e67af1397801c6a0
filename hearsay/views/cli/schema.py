"""``hearsay schema``: what the lines that go in and come out look like."""

from __future__ import annotations

import click


@click.command()
@click.argument("what", type=click.Choice(["article", "reading"]), default="reading")
def schema(what: str) -> None:
    """Print the JSON Schema of an article or a reading.

    These are the lines that `hearsay annotate` reads and writes.

    \b
    Example:
      hearsay schema reading
    """
    import msgspec

    from hearsay.schema import article_schema, reading_schema

    found = article_schema() if what == "article" else reading_schema()
    click.echo(msgspec.json.format(msgspec.json.encode(found), indent=2))
