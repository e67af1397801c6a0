"""Large tables that are read once and stay."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def kept_objects() -> Iterator[None]:
    """Make many objects that stay: the search for rubbish, which would go through them again and again, waits.

    It took half the time of reading the gazetteer.
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


__all__ = ["kept_objects"]
