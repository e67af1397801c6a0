"""``hearsay mcp``: a record for assistants."""

from __future__ import annotations

from pathlib import Path

import click

from hearsay.views.cli import options


@click.command()
@options.record_option
def mcp(path: Path) -> None:
    """Let an assistant ask a record.

    Speaks the Model Context Protocol on standard input and output; a program that speaks it starts this command
    itself. docs/mcp.md has the configuration. Needs: pip install 'hearsay[mcp]'

    \b
    Example:
      hearsay mcp -r hearsay.db
    """
    from hearsay.record.errors import RecordError

    if not path.exists():
        raise RecordError(path, "there is no record; hearsay read PATH... makes one")
    try:
        from hearsay.views.mcp.server import serve
    except ImportError as error:
        told = "the Model Context Protocol needs its SDK: pip install 'hearsay[mcp]'"
        raise click.UsageError(f"{told} ({error}).") from error
    serve(path).run()
