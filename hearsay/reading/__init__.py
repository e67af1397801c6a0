"""One article made into one reading: what it says, who says it, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hearsay.reading.reader import Reader

__all__ = ["Reader"]


def __getattr__(name: str) -> Any:
    # Lazily: numpy and the encoder's runtime are not needed to import the package.
    if name == "Reader":
        from hearsay.reading.reader import Reader

        return Reader
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
