"""Pages in a zip archive, read one at a time and never unpacked to disk."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

from hearsay.gather.kinds import PLAIN, kind_of
from hearsay.gather.member import MEMBER_LIMIT, Member, inside
from hearsay.gather.packed import FREE, MOST_TIMES, Bomb
from hearsay.gather.passed import Passed
from hearsay.gather.problem import NotAnArticle, Problem, Report

#: Largest directory of an archive, in bytes: half a million members. All of it goes into memory.
_DIRECTORY_LIMIT = 50_000_000
_END, _END64, _LOCATOR64 = b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07"
_UNKNOWN = 0xFFFFFFFF


def zip_members(stream: IO[bytes], name: str, report: Report) -> Iterator[Member]:
    """Yield the members of a zip archive that can hold articles, in its own order.

    One that is encrypted, broken, too large or packed in an unknown way is reported and costs only itself.
    Archives inside the archive are passed over. Raises :class:`NotAnArticle` where the archive itself is
    broken, and :class:`~hearsay.gather.packed.Bomb`.
    """
    if not stream.seekable():
        raise NotAnArticle("a zip archive is read from its end: give it as a file")
    size = stream.seek(0, io.SEEK_END)
    _check_directory(stream, size)
    stream.seek(0)
    try:
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, struct.error) as error:
        raise NotAnArticle(f"broken zip archive: {error}") from None
    passed = Passed()
    total = 0
    with archive:
        for info in archive.infolist():
            if info.is_dir():
                continue
            kind = kind_of(info.filename)
            if kind not in PLAIN or "__MACOSX/" in info.filename:
                passed.add(info.filename)
                continue
            where = inside(name, info.filename)
            try:
                data = _read(archive, info)
            except NotAnArticle as error:
                report(Problem(where, str(error)))
                continue
            total += len(data)
            if total > FREE + MOST_TIMES * size:
                raise Bomb
            yield Member(where, kind, data)
    passed.tell(name, report)


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    if info.flag_bits & 0x1:
        raise NotAnArticle("encrypted")
    if info.file_size > MEMBER_LIMIT:
        raise NotAnArticle(f"too large: more than {MEMBER_LIMIT // 1_000_000} MB")
    try:
        with archive.open(info) as member:
            return member.read(MEMBER_LIMIT)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, struct.error) as error:
        raise NotAnArticle(f"broken member: {error}") from None
    except (NotImplementedError, RuntimeError) as error:
        raise NotAnArticle(f"cannot be unpacked: {error}") from None
    except Exception as error:  # lzma and bz2 raise their own
        raise NotAnArticle(f"broken member: {type(error).__name__}: {error}") from None


def _check_directory(stream: IO[bytes], size: int) -> None:
    """Raise :class:`NotAnArticle` where the archive's directory is more than a machine should hold."""
    # The end record is 22 bytes and a comment of 65,535 at most; with it, in front, a locator of 20.
    start = max(0, size - 22 - 65_535 - 20)
    stream.seek(start)
    tail = stream.read()
    at = tail.rfind(_END)
    if at < 0 or at + 22 > len(tail):
        raise NotAnArticle("broken zip archive: it has no end (cut off?)")
    directory = int.from_bytes(tail[at + 12 : at + 16], "little")
    if directory == _UNKNOWN and tail[at - 20 : at - 16] == _LOCATOR64:
        stream.seek(min(size, int.from_bytes(tail[at - 12 : at - 4], "little")))
        record = stream.read(56)
        if record.startswith(_END64):
            directory = int.from_bytes(record[40:48], "little")
    if directory > _DIRECTORY_LIMIT:
        raise NotAnArticle("too many members in the zip archive")
