"""The group of all commands: their order, and how errors are told."""

from __future__ import annotations

import os
from typing import Any

import click

from hearsay.views.cli.actors import actors, merge, split
from hearsay.views.cli.annotate import annotate
from hearsay.views.cli.check import check
from hearsay.views.cli.claims import claims, copies, disagreements, trace
from hearsay.views.cli.commitments import commitments
from hearsay.views.cli.demo import demo
from hearsay.views.cli.events import events
from hearsay.views.cli.export import export
from hearsay.views.cli.mcp import mcp
from hearsay.views.cli.read import read
from hearsay.views.cli.schema import schema
from hearsay.views.cli.serve import serve
from hearsay.views.cli.statements import sources, statements, timeline
from hearsay.views.cli.watch import watch

NOBODY_READS = 141
_SECTIONS: dict[str, tuple[click.Command, ...]] = {
    "Begin": (demo, read, watch, serve),
    "Ask a record": (
        claims,
        trace,
        timeline,
        events,
        commitments,
        sources,
        statements,
        disagreements,
        copies,
        actors,
    ),
    "Judge": (merge, split),
    "Take it elsewhere": (export, mcp),
    "Without a record": (check, annotate, schema),
}


class Failure(click.ClickException):
    """The command cannot start or go on: one line that names what is wrong."""

    exit_code = 2


class Hearsay(click.Group):
    """A group that lists its commands by what they are for and tells every error in one line."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names of the commands, in the order in which help shows them."""
        return [command.name or "" for section in _SECTIONS.values() for command in section]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands under their headings."""
        for heading, commands in _SECTIONS.items():
            with formatter.section(heading):
                formatter.write_dl(
                    [(command.name or "", command.get_short_help_str(64)) for command in commands]
                )

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except BrokenPipeError:
            raise click.exceptions.Exit(NOBODY_READS) from None
        except Exception as error:
            if os.environ.get("HEARSAY_TRACEBACK"):
                raise
            raise Failure(_told(error)) from error


def _told(error: Exception) -> str:
    from hearsay.cluster.session import ClusterError
    from hearsay.partitions.part import BadPart
    from hearsay.record.errors import AmbiguousId, NotFound, RecordError
    from hearsay.views.plain import plain

    if isinstance(error, (RecordError, NotFound, AmbiguousId, ClusterError, BadPart)):
        return plain(str(error))
    if isinstance(error, OSError):
        reason = error.strerror or str(error)
        return plain(f"{error.filename}: {reason}" if error.filename else reason)
    return plain(f"internal error, {type(error).__name__}: {error} (set HEARSAY_TRACEBACK=1 to see where)")


def _version(ctx: click.Context, parameter: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        import hearsay as package

        click.echo(f"hearsay {package.__version__}")
        ctx.exit()


@click.group(
    cls=Hearsay,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
    commands=[command for section in _SECTIONS.values() for command in section],
    epilog="hearsay COMMAND --help tells more of a command, with an example.",
)
@click.option(
    "--version",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_version,
    help="Print the version and exit.",
)
def hearsay() -> None:
    """Read news and ask of every claim in it: who says so?

    \b
    Example:
      hearsay demo
      hearsay read saved-pages/
      hearsay claims --max-origins 1
    """
