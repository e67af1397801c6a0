"""The words of a text with their places: what the grammar of time reads."""

from __future__ import annotations

import re
from typing import Final

_TOKEN: Final = re.compile(r"[^\W\d_]+|\d+|[^\w\s]|_")


class Tokens:
    """A text cut into runs of letters, runs of digits, and single signs.

    ``low[i]`` is the i-th token in lower case, ``start[i]`` and ``end[i]`` are its code-point offsets.
    Reading
    past either end gives the empty string, so that the grammar need not check.
    """

    __slots__ = ("end", "low", "size", "start", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        spans = [m.span() for m in _TOKEN.finditer(text)]
        self.size = len(spans)
        self.start = [a for a, _ in spans]
        self.end = [b for _, b in spans]
        self.low = [text[a:b].lower() for a, b in spans]
        self.low.extend(("", "", "", "", "", ""))

    def word(self, i: int) -> str:
        """Return token ``i`` in lower case, "" outside the text."""
        return self.low[i] if 0 <= i < self.size else ""

    def raw(self, i: int) -> str:
        """Return token ``i`` as written, "" outside the text."""
        return self.text[self.start[i] : self.end[i]] if 0 <= i < self.size else ""

    def capital(self, i: int) -> bool:
        """Say whether token ``i`` begins with a capital."""
        return 0 <= i < self.size and self.text[self.start[i]].isupper()

    def joined(self, i: int) -> bool:
        """Say whether nothing stands between token ``i`` and the one before it."""
        return 0 < i < self.size and self.end[i - 1] == self.start[i]

    def apart(self, i: int) -> bool:
        """Say whether a paragraph ends between token ``i`` and the one before it."""
        if not 0 < i < self.size:
            return True
        return self.text.count("\n", self.end[i - 1], self.start[i]) > 1

    def slice(self, i: int, j: int) -> str:
        """Return the text from token ``i`` up to, not including, token ``j``."""
        return self.text[self.start[i] : self.end[j - 1]] if i < j else ""
