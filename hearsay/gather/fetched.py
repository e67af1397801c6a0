"""What came back from an address, or why nothing did."""

from __future__ import annotations

import msgspec


class FetchError(Exception):
    """An address could not be fetched. ``temporary``: it may be possible later, after ``wait`` seconds."""

    def __init__(
        self, reason: str, *, temporary: bool = False, wait: float | None = None, status: int | None = None
    ) -> None:
        super().__init__(reason)
        self.temporary = temporary
        self.wait = wait
        #: The status of the response that said so.
        self.status = status


class Limits(msgspec.Struct, frozen=True):
    """What one fetch may cost: seconds in all, bytes of the body (unpacked), hops from address to address."""

    seconds: float = 30.0
    size: int = 10_000_000
    redirects: int = 5


class Fetched(msgspec.Struct, frozen=True):
    """A response. ``unchanged``: the server says that it is what ``etag`` and ``modified`` were given for."""

    #: Where it was in the end, and where it is for good, if the server says that it moved.
    url: str
    body: bytes = b""
    media: str | None = None
    charset: str | None = None
    etag: str | None = None
    modified: str | None = None
    unchanged: bool = False
    moved: str | None = None
    #: Seconds for which the server says that it stays as it is.
    fresh: float | None = None
