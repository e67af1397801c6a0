"""``hearsay serve``: the record in a browser."""

from __future__ import annotations

from pathlib import Path

import click

from hearsay.views.cli import options

PORT = 8765


@click.command()
@click.argument("record", required=False, type=click.Path(path_type=Path))
@click.option(
    "-r", "--record", "path", type=click.Path(path_type=Path), default=options.DEFAULT_RECORD, show_default=True,
    help="The record, a file, where it is not given as RECORD.",
)  # fmt: skip
@click.option("--port", type=click.IntRange(0, 65535), default=PORT, show_default=True, help="0: a free one.")
@click.option(
    "--host", default="127.0.0.1", show_default=True,
    help="The address to listen on. Any but this machine's own wants a token.",
)  # fmt: skip
@click.option("--token", help="What a visitor must know; for another address one is made up.")
@click.option("--open/--no-open", "show", default=False, help="Open the first page in a browser.")
def serve(record: Path | None, path: Path, port: int, host: str, token: str | None, show: bool) -> None:
    """Show a record in a browser.

    Nothing leaves this machine, and nobody else can look, unless --host says so. Ctrl-C ends it.

    \b
    Example:
      hearsay serve ferry.db
      hearsay serve ferry.db --port 0 --open
    """
    import secrets

    from hearsay.record.pages import Pages
    from hearsay.views.cli.output import asked
    from hearsay.views.web.server import is_loopback, listen
    from hearsay.views.web.server import serve as serve_record

    path = record or path
    with asked(path):
        pass
    Pages.prepare(path)
    with Pages(path) as pages:
        if not pages.current:
            raise click.UsageError(
                f"{path} holds articles that were not compared yet, and cannot be written: copy it to where it can be."
            )
    if token is not None and len(token) < 12:
        raise click.BadParameter("a token has 12 characters or more.", param_hint="--token")
    if token is None and not is_loopback(host):
        token = secrets.token_urlsafe(18)
    opened = listen(host, port)
    name = f"[{host}]" if ":" in host else host
    address = f"http://{name}:{opened.getsockname()[1]}/" + (f"?token={token}" if token else "")

    def ready() -> None:
        click.echo(f"{path} is at {address}  (Ctrl-C ends it)")
        if show:
            import webbrowser

            webbrowser.open(address)

    serve_record(path, opened, token=token, ready=ready)
