"""What could not be gathered, and why."""

from __future__ import annotations

from collections.abc import Callable

import msgspec


class Problem(msgspec.Struct, frozen=True):
    """Something was wrong with an input.

    ``origin`` names it: a path, ``FILE:LINE``, or "-" for standard input. ``fatal`` says that nothing was
    made of it; otherwise it was read, and ``reason`` is what the reader should know (a date that was
    refused).
    """

    origin: str
    reason: str
    fatal: bool = True

    def __str__(self) -> str:
        return f"{self.origin}: {self.reason}"


#: Takes each problem as it is met.
Report = Callable[[Problem], None]


def ignore(problem: Problem) -> None:
    """Take a problem and do nothing: for callers who need only the article."""


class NotAnArticle(ValueError):
    """No article can be made of this input; the message says why, without naming the input."""


def quoted(text: str, limit: int = 60) -> str:
    """Return untrusted ``text`` for a message: cut to ``limit`` characters, control characters escaped."""
    if len(text) > limit:
        text = text[: limit - 3] + "..."
    return repr(text)
