"""Which engine reads: the processes of this machine, or Ray."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from hearsay.engine import Readers

Command = TypeVar("Command", bound=Callable[..., Any])


def engine_options(command: Command) -> Command:
    """--engine, --address and --readings."""
    for option in (
        click.option(
            "--readings", type=click.Path(path_type=Path, file_okay=False), metavar="DIR",
            help="Keep the readings as Parquet, too, by month.",
        ),
        click.option(
            "--address", metavar="HOST:PORT", help="With --engine ray, the cluster that reads, or auto."
        ),
        click.option(
            "--engine", "engine_name", type=click.Choice(["local", "ray"]), default="local", show_default=True,
            help="What reads: processes of this machine, or Ray.",
        ),
    ):  # fmt: skip
        command = option(command)
    return command


@contextmanager
def readers(
    ctx: click.Context, engine_name: str, address: str | None, jobs: int, limit: float
) -> Iterator[Readers | None]:
    """Give what reads in place of this machine's processes, or None. UsageError: it cannot."""
    if engine_name != "ray":
        if address:
            raise click.UsageError("--address is for --engine ray.")
        yield None
        return
    from hearsay import engine
    from hearsay.cluster import Cluster

    given = ctx.get_parameter_source("jobs") is not click.core.ParameterSource.DEFAULT
    try:
        # On a cluster, all that it has unless told.
        cluster = Cluster(
            address=address, jobs=jobs if given or not address else None, load=engine.load_reader, limit=limit
        )
    except ImportError as error:
        raise click.UsageError(f"{error}.") from error
    with cluster:
        yield cluster.read_articles
