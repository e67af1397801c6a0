"""Where sentences begin and end, as a parser says or by their signs."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

#: No sentence is taken to be longer: the search stays short in a text without signs.
_LONGEST = 2000
_SIGNS = (". ", "? ", "! ", "\n")


class Sentences:
    """The sentences of a text; ``spans`` are (start, end) code-point offsets in order, or none."""

    def __init__(self, text: str, spans: Sequence[tuple[int, int]] = ()) -> None:
        self.text = text
        self.starts = [start for start, _ in spans]

    def start(self, offset: int) -> int:
        """Return where the sentence that holds an offset begins."""
        if self.starts:
            k = bisect_right(self.starts, offset) - 1
            return self.starts[k] if k >= 0 else 0
        low = max(0, offset - _LONGEST)
        found = ((self.text.rfind(sign, low, offset), len(sign)) for sign in _SIGNS)
        return max((at + size for at, size in found if at >= 0), default=low)

    def end(self, offset: int) -> int:
        """Return where the sentence that holds an offset ends: where the next one begins."""
        if self.starts:
            k = bisect_right(self.starts, offset)
            return self.starts[k] if k < len(self.starts) else len(self.text)
        high = min(len(self.text), offset + _LONGEST)
        ends = [p for p in (self.text.find(sign, offset, high) for sign in _SIGNS) if p >= 0]
        return min(ends, default=high)

    def apart(self, first: int, second: int) -> int:
        """Return how many sentences begin between two offsets."""
        if self.starts:
            return bisect_right(self.starts, second) - bisect_right(self.starts, first)
        between = self.text[max(first, second - 20 * _LONGEST) : second]
        return between.count(". ") + between.count("\n\n")
