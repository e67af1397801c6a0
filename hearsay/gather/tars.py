"""Pages in a tar archive, compressed or not, read from front to back and never unpacked to disk."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Iterator
from typing import IO, Any

from hearsay.gather.kinds import PLAIN, kind_by_head, kind_of
from hearsay.gather.member import MEMBER_LIMIT, Member, inside
from hearsay.gather.packed import unpacked
from hearsay.gather.passed import Passed
from hearsay.gather.problem import NotAnArticle, Problem, Report

_BLOCK = 512


class _Tail(io.RawIOBase):
    """A stream whose last block is remembered: an archive ends with blocks of zeros."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.last = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        if data:
            self.last = (self.last + data)[-_BLOCK:]
        return len(data)


def tar_members(stream: IO[bytes], name: str, report: Report) -> Iterator[Member]:
    """Yield the members of a tar archive (plain, gzip, bzip2, xz) that can hold articles, in its own order.

    Links and devices are passed over. One that is too large is reported and costs only itself; where the
    archive breaks off, that is reported and what came before stays. Raises :class:`NotAnArticle` where it is
    none, and :class:`~hearsay.gather.packed.Bomb`.
    """
    packed = (kind_by_head(stream.peek(1)) or "").split(":")  # type: ignore[attr-defined]
    plain = unpacked(stream, packed[1]) if packed[0] == "packed" else stream
    tail = _Tail(plain)
    passed = Passed()
    read = 0
    try:
        with tarfile.open(fileobj=tail, mode="r|") as archive:
            for info in archive:
                read += 1
                # Or the archive would remember every member.
                archive.members.clear()  # type: ignore[attr-defined]
                if info.isdir():
                    continue
                kind = kind_of(info.name)
                if not info.isreg() or kind not in PLAIN:
                    passed.add(info.name)
                    continue
                where = inside(name, info.name)
                if info.size > MEMBER_LIMIT:
                    report(Problem(where, f"too large: more than {MEMBER_LIMIT // 1_000_000} MB"))
                    continue
                file = archive.extractfile(info)
                data = file.read(MEMBER_LIMIT) if file else b""
                if len(data) < info.size:
                    raise tarfile.ReadError(f"{printable_size(len(data), info.size)} of {where}")
                yield Member(where, kind, data)
    except (tarfile.TarError, EOFError, ValueError, OverflowError) as error:
        if isinstance(error, NotAnArticle) and not read:
            raise
        if not read:
            raise NotAnArticle(f"not a tar archive: {error}") from None
        report(Problem(name, f"the archive breaks off after {read} members: {error}"))
    else:
        if tail.last.strip(b"\x00"):
            report(
                Problem(name, f"the archive has no end: perhaps cut off after {read} members", fatal=False)
            )
    passed.tell(name, report)


def printable_size(found: int, wanted: int) -> str:
    """Return "404 of 500 bytes"."""
    return f"{found:,} of {wanted:,} bytes"
