"""What runs on the cluster: a process that loads the reader once, and reads batches."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version

from hearsay import engine
from hearsay.schema import Article


def own_version() -> str:
    """The version of Hearsay that is installed here."""
    return version("hearsay")


class Worker:
    """An actor's content; nothing in it knows of Ray."""

    def __init__(self, load: engine.Load) -> None:
        self._load = load
        self._read: engine.Read | None = None

    def ready(self) -> str:
        """Load the reader, and return the version of Hearsay here. Raises what loading raises."""
        self._read = self._load()
        return own_version()

    def read(self, batch: Sequence[Article]) -> list[engine.Packed]:
        """Read a batch: for each article its reading, packed, or why there is none."""
        assert self._read is not None  # noqa: S101 - ready was called first
        return engine.read_batch(self._read, batch)
