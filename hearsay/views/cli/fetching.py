"""What fetches addresses for a record, with its memory in a file beside it."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hearsay.gather.web import Web


def is_address(given: str) -> bool:
    """Tell whether it is an address of the web, not a path."""
    return given.lower().startswith(("http://", "https://"))


def memory_path(record: Path) -> Path:
    """Return where it is remembered what was fetched for a record."""
    return record.with_name(f"{record.name}.web")


@contextmanager
def web_beside(record: Path, wait: Callable[[float], None] | None = None) -> Iterator[Web]:
    """Open what fetches for a record, before the record itself is made.

    ``wait`` is called with the seconds of each pause. Raises OSError where its file cannot be used.
    """
    import time

    from hearsay.gather.memory import Memory
    from hearsay.gather.web import Web

    path = memory_path(record)
    if not record.exists():
        # What was fetched for a record that is gone is to be fetched again.
        with contextlib.suppress(FileNotFoundError):
            path.unlink()
    with Memory(path) as memory:
        yield Web(memory, wait=wait or time.sleep)
