"""Articles that tell much the same as a whole: each with those most like it among its neighbours in time.

An article is compared with :data:`WINDOW` articles before it and as many after it, in order of their places, so
that the work grows with the number of articles. All sums are of whole numbers below 2**53, and so exact: what is
found does not depend on how many articles are looked at together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from hearsay.record import weights as w

#: So many articles on either side are looked at.
WINDOW = 512
#: Of those that are alike enough, so many that are most alike.
ALIKE = 48
#: Articles without vectors are alike when they name so many of the same.
NAMED = 2
#: So many articles are compared with their neighbours at a time.
_BLOCK = 256

Names = npt.NDArray[np.int64]


class Outlines:
    """Articles in order of their places: the sums of their statements' vectors [n, width], whether they have one,
    and the names in them, hashed.
    """

    def __init__(
        self, sums: npt.NDArray[np.float32], whole: npt.NDArray[np.bool_], names: Sequence[Names]
    ) -> None:
        self.sums = sums
        self.whole = whole
        self.names = names

    def near(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        """For the articles from ``first`` up to ``last``, those that each is compared with; either may be the
        smaller number.
        """
        squares = np.einsum("ij,ij->i", self.sums, self.sums, dtype=np.float64)
        for start in range(first, last, _BLOCK):
            stop = min(last, start + _BLOCK)
            low, high = max(0, start - WINDOW), min(len(self.sums), stop + WINDOW)
            dots = self.sums[start:stop].astype(np.float64) @ self.sums[low:high].astype(np.float64).T
            lengths = np.sqrt(squares[start:stop, None] * squares[None, low:high])
            likeness = np.divide(dots, lengths, out=np.zeros_like(dots), where=lengths > 0)
            likeness[:, ~self.whole[low:high]] = -1.0
            rows, columns = np.arange(start, stop)[:, None], np.arange(low, high)[None, :]
            likeness[(np.abs(rows - columns) > WINDOW) | (rows == columns)] = -1.0
            likeness[~self.whole[start:stop]] = -1.0
            found = likeness >= w.ALIKE_ARTICLES
            for row in np.flatnonzero(found.any(1)).tolist():
                near = np.flatnonzero(found[row])
                if len(near) > ALIKE:
                    # Rounded, and then by place: equally alike ones are the same in every run.
                    likest = np.round(likeness[row][near], 4)
                    near = near[np.lexsort((near, -likest))[:ALIKE]]
                for column in near.tolist():
                    yield start + row, low + column
        yield from self._named(first, last)

    def _named(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        """The same of pairs of which one has no vector: by the names that both have."""
        for one in range(first, last):
            low, high = max(0, one - WINDOW), min(len(self.sums), one + WINDOW + 1)
            others = range(low, high) if not self.whole[one] else np.flatnonzero(~self.whole[low:high]) + low
            for other in others:
                if other != one:
                    shared = np.intersect1d(self.names[one], self.names[int(other)], assume_unique=True)
                    if len(shared) >= NAMED:
                        yield one, int(other)
