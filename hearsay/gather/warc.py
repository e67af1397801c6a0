"""Pages in a web archive: WARC (ISO 28500), compressed or not, as CC-NEWS and crawlers write it."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import IO, TYPE_CHECKING, Any

from hearsay.gather.extras import need
from hearsay.gather.hints import Hints
from hearsay.gather.kinds import kind_of_media
from hearsay.gather.member import MEMBER_LIMIT, Member, inside
from hearsay.gather.passed import Passed
from hearsay.gather.problem import NotAnArticle, Problem, Report, quoted

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

_GZIP = b"\x1f\x8b\x08"
_BLOCK = 1 << 16
#: How a record begins, in a file that is not compressed.
_START = re.compile(rb"(WARC/1\.[0-9]+\r?\n)(?=WARC-|Content-)", re.IGNORECASE)
_CHUNK = re.compile(rb"([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n]{0,200})?\r?\n")


def warc_members(stream: IO[bytes], name: str, report: Report) -> Iterator[Member]:
    """Yield the pages and texts of a web archive, streaming, in its own order.

    Responses with status 200, resources, and texts (``conversion`` records) are given; others are passed
    over and counted. The time of capture is no publication date and is not used. A record that is broken, or
    shorter than its header says, is reported, and reading goes on at the next one, where ``stream`` can seek.
    Raises :class:`NotAnArticle` where it is no web archive, and where fastwarc is missing.
    """
    need("fastwarc", "archives", "web archives")
    seekable = stream.seekable()
    passed = Passed()
    begin = 0
    found = False
    while True:
        if seekable:
            stream.seek(begin)
        last = begin
        reason: str | None = None
        bare = _Bare(stream)
        try:
            for record in _records(bare):
                found = True
                last = begin + record.stream_pos
                member = _member(record, name, report, passed)
                if member is not None:
                    yield member
        except (OSError, EOFError, ValueError) as error:
            reason = f"{error}" or type(error).__name__
        if reason is None:
            if found and not (_whole_members(stream, last) if seekable and bare.packed else bare.whole):
                report(Problem(name, "the archive ends inside a record: cut off"))
            break
        following = _next_record(stream, last + 1) if seekable else None
        if not found and following is None:
            raise NotAnArticle(f"not a web archive: {reason}")
        where = f"{name}!byte {last}" if seekable else name
        rest = "" if following is not None else ", and no record is found after it"
        report(Problem(where, f"broken record: {reason}{rest}"))
        if following is None:
            break
        begin = following
    if not found and reason is None:
        raise NotAnArticle("not a web archive: no record in it")
    passed.tell(name, report, "record")


def _records(stream: _Bare) -> Iterator[WarcRecord]:
    from fastwarc.warc import ArchiveIterator

    # Every type, although few are read: only so the length of each can be checked.
    yield from ArchiveIterator(stream, parse_http=True, auto_decode="none", max_header_len=1 << 16)  # type: ignore[arg-type]


class _Bare:
    """A stream that is read from where it stands, and whose position counts from there."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._at = 0
        self._end = b""
        self.packed = False

    def read(self, size: int = -1) -> bytes:
        """Read up to so many bytes."""
        data = self._stream.read(size)
        if not self._at:
            self.packed = not data.startswith(b"WARC/")
        self._at += len(data)
        if data:
            self._end = (self._end + data[-4:])[-4:]
        return data

    @property
    def whole(self) -> bool:
        """Whether it ended as a record ends: with an empty line. Of compressed ones that is not known."""
        return self.packed or self._end.endswith((b"\r\n\r\n", b"\n\n"))

    def tell(self) -> int:
        """How far it was read."""
        return self._at


def _member(record: WarcRecord, name: str, report: Report, passed: Passed) -> Member | None:
    """Return what is to be read of a record, or None. Raises ValueError where it is cut off."""
    from fastwarc.warc import WarcRecordType

    # A header that is cut off runs into the next record's.
    if record.headers.get("Content-Length") is None or any("WARC/1." in v for _, v in record.headers.items()):
        raise ValueError("its header is cut off")
    wanted = record.record_type in (
        WarcRecordType.response,
        WarcRecordType.resource,
        WarcRecordType.conversion,
    )
    url = record.headers.get("WARC-Target-URI") or ""
    length = record.content_length
    data = record.reader.read(MEMBER_LIMIT) if wanted else b""
    size = len(data)
    while block := record.reader.read(_BLOCK):
        size += len(block)
    if size < length:
        raise ValueError(f"{size:,} of {length:,} bytes are there (cut off?): {quoted(url, 200)[1:-1]}")
    if not wanted:
        return None
    where = inside(name, url or str(record.record_id))
    kind, hints = "text", Hints(url=url if re.match(r"https?://", url) else None)
    if record.record_type == WarcRecordType.response:
        http: Any = record.http_headers
        if http is None:
            passed.add_kind("not HTTP")
            return None
        if http.status_code != 200:
            passed.add_kind(f"status {http.status_code}")
            return None
        media = http.get("Content-Type") or ""
        hints = Hints(url=hints.url, charset=record.http_charset)
    else:
        media = record.headers.get("Content-Type") or ""
    media = media.partition(";")[0].strip().lower()
    found = kind_of_media(media) if media else "html"
    if found is None or found in ("json", "jsonl", "xml"):
        passed.add_kind(media[:60])
        return None
    kind = found
    if size > MEMBER_LIMIT:
        report(Problem(where, f"too large: more than {MEMBER_LIMIT // 1_000_000} MB"))
        return None
    if record.record_type == WarcRecordType.response:
        try:
            data = plain_body(
                data, http.get("Transfer-Encoding"), http.get("Content-Encoding"), limit=MEMBER_LIMIT
            )
        except NotAnArticle as error:
            report(Problem(where, str(error)))
            return None
    if record.headers.get("WARC-Truncated"):
        report(Problem(where, "the crawler cut this page off", fatal=False))
    return Member(where, kind, data, hints)


def plain_body(data: bytes, transfer: str | None, encoding: str | None, *, limit: int) -> bytes:
    """Return the body of a response without its transfer and content encodings.

    Many crawlers store the body decoded and keep the headers, so each encoding is taken off only where the
    bytes show it. Raises :class:`NotAnArticle` for what is broken, or larger than ``limit``.
    """
    if "chunked" in (transfer or "").lower():
        data = _unchunked(data)
    for name in reversed((encoding or "").lower().split(",")):
        name = name.strip().removeprefix("x-")
        if name == "gzip" and data.startswith(_GZIP):
            data = _inflated(data, 31, limit)
        elif name == "deflate" and data[:1] == b"\x78":
            data = _inflated(data, 15, limit)
        elif name == "br" and not data[:400].lstrip().startswith(b"<"):
            data = _brotli(data, limit)
    return data


def _inflated(data: bytes, bits: int, limit: int) -> bytes:
    machine = zlib.decompressobj(bits)
    try:
        plain = machine.decompress(data, limit + 1)
    except zlib.error as error:
        raise NotAnArticle(f"broken compression: {error}") from None
    if len(plain) > limit:
        raise NotAnArticle(f"too large: unpacks to more than {limit // 1_000_000} MB")
    return plain


def _brotli(data: bytes, limit: int) -> bytes:
    import brotli

    machine = brotli.Decompressor()
    parts: list[bytes] = []
    size = 0
    try:
        part = machine.process(data, output_buffer_limit=_BLOCK)
        while part or not (machine.is_finished() or machine.can_accept_more_data()):
            parts.append(part)
            size += len(part)
            if size > limit:
                raise NotAnArticle(f"too large: unpacks to more than {limit // 1_000_000} MB")
            part = machine.process(b"", output_buffer_limit=_BLOCK)
    except brotli.error as error:
        raise NotAnArticle(f"broken compression: {error}") from None
    return b"".join(parts)


def _unchunked(data: bytes) -> bytes:
    """Return the body that chunks hold; what is not in chunks is given back as it is."""
    parts: list[bytes] = []
    at = 0
    while (match := _CHUNK.match(data, at)) is not None:
        size = int(match[1], 16)
        if not size:
            return b"".join(parts)
        parts.append(data[match.end() : match.end() + size])
        at = match.end() + size
        at += 2 if data[at : at + 2] == b"\r\n" else 1
    return b"".join(parts) if parts and at >= len(data) else data


def _whole_members(stream: IO[bytes], at: int) -> bool:
    """Tell whether each gzip member from ``at`` to the end is whole."""
    stream.seek(at)
    machine = zlib.decompressobj(31)
    begun = False
    data = b""
    while data or (data := stream.read(_BLOCK)):
        if not begun and not data.startswith(_GZIP[: len(data)]):
            # Zeros that fill a block, or another format: not for this to judge.
            return True
        begun = True
        try:
            machine.decompress(data, 1 << 20)
            data = machine.unconsumed_tail
            if machine.eof:
                data, machine, begun = machine.unused_data, zlib.decompressobj(31), False
        except zlib.error:
            return False
    return not begun


def _next_record(stream: IO[bytes], at: int) -> int | None:
    """Return where the next record begins, from ``at`` on; None where there is none."""
    stream.seek(0)
    compressed = stream.read(3) == _GZIP
    stream.seek(at)
    kept = b""
    while block := stream.read(1 << 20):
        data = kept + block
        start = at - len(kept)
        position = 0
        while True:
            if compressed:
                position = data.find(_GZIP, position)
                if position < 0:
                    break
                if _begins_record(data[position : position + 4096]):
                    return start + position
                position += 1
            else:
                match = _START.search(data, position)
                if match is None:
                    break
                return start + match.start(1)
        at += len(block)
        kept = data[-4096:]
    return None


def _begins_record(data: bytes) -> bool:
    try:
        return zlib.decompressobj(31).decompress(data, 16).startswith(b"WARC/1.")
    except zlib.error:
        return False
