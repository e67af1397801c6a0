"""A slice of a long answer: the rows of one page, and how many there are in all."""

from __future__ import annotations

from typing import Generic, TypeVar

import msgspec

Row = TypeVar("Row")

#: Rows on a page.
SIZE = 40


class Slice(msgspec.Struct, Generic[Row], frozen=True):
    """Rows ``start`` (from 0) and on, of ``total``. ``capped``: there may be more than ``total``."""

    rows: tuple[Row, ...]
    total: int
    start: int = 0
    capped: bool = False

    @property
    def page(self) -> int:
        """Which page it is, from 1."""
        return self.start // SIZE + 1

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, -(-self.total // SIZE))
