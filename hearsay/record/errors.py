"""What can go wrong with a record, each error naming the file or the id."""

from __future__ import annotations

from pathlib import Path


class RecordError(Exception):
    """A record file that cannot be used: missing, not a record, from a newer version, damaged, not
    writable.
    """

    def __init__(self, path: Path | str, problem: str) -> None:
        self.path = Path(path)
        self.problem = problem
        super().__init__(f"{path}: {problem}")


class NotFound(LookupError):
    """Nothing in the record answers to this id or query."""

    def __init__(self, what: str, query: str) -> None:
        self.what = what
        self.query = query
        super().__init__(f"no {what} in the record for {query!r}")


class AmbiguousId(LookupError):
    """The beginning of an id that several things share. ``candidates`` are their whole ids, sorted."""

    def __init__(self, what: str, query: str, candidates: tuple[str, ...]) -> None:
        self.what = what
        self.query = query
        self.candidates = candidates
        shown = ", ".join(candidates[:8]) + (", ..." if len(candidates) > 8 else "")
        super().__init__(f"{query!r} could be any of {len(candidates)} {what}s: {shown}")
