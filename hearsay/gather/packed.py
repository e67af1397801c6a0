"""Compressed streams, read with a bound: what unpacks to far more than a text does is refused."""

from __future__ import annotations

import importlib
import io
from typing import IO, Any

from hearsay.gather.problem import NotAnArticle

#: Text packs to a tenth, pages to a thirtieth; what unpacks to more than this many times is a bomb.
MOST_TIMES = 200
#: So much is always let through: small files of one repeated line.
FREE = 50_000_000


class Bomb(NotAnArticle):
    """What was being unpacked is too large for anything that holds news."""

    def __init__(self) -> None:
        super().__init__(f"unpacks to more than {MOST_TIMES} times its size: not read on")


class Counted(io.RawIOBase):
    """The bytes of a stream, counted as they are read."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        #: Bytes read so far.
        self.count = 0

    def readable(self) -> bool:
        """Whether it can be read: yes."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill ``buffer``; return how much was read."""
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        self.count += len(data)
        return len(data)


class Unpacked(io.RawIOBase):
    """What a compressed stream holds. Reading raises :class:`NotAnArticle` where it is broken or a bomb."""

    def __init__(self, stream: IO[bytes], module: str) -> None:
        """Read ``stream`` with the module ("gzip", "bz2", "lzma") of the standard library."""
        self._packed = Counted(stream)
        self._module = module
        self._count = 0
        opener = importlib.import_module(module).open
        self._plain: IO[bytes] = opener(io.BufferedReader(self._packed), "rb")

    def readable(self) -> bool:
        """Whether it can be read: yes."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill ``buffer``; return how much was read."""
        import lzma
        import zlib

        try:
            data = self._plain.read(len(buffer))
        except (EOFError, OSError, lzma.LZMAError, zlib.error) as error:
            raise NotAnArticle(f"broken {self._module}: {error}") from None
        self._count += len(data)
        if self._count > FREE + MOST_TIMES * self._packed.count:
            raise Bomb
        buffer[: len(data)] = data
        return len(data)


def unpacked(stream: IO[bytes], module: str) -> IO[bytes]:
    """Return a buffered stream of what ``stream`` holds."""
    return io.BufferedReader(Unpacked(stream, module))
