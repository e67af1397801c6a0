"""What kind of thing a file holds: told by its ending, or by how it begins."""

from __future__ import annotations

import re
from pathlib import PurePath

#: What each ending holds.
KINDS = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".mdown": "markdown",
    ".mkd": "markdown",
    ".qmd": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".shtml": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".jsonlines": "jsonl",
    ".json": "json",
    ".xml": "xml",
    ".nitf": "xml",
    ".newsml": "xml",
    ".eml": "letter",
    ".mbox": "mbox",
    ".docx": "docx",
    ".pdf": "pdf",
    ".warc": "warc",
    ".zip": "zip",
    ".tar": "tar",
    ".tgz": "tar",
    ".tbz2": "tar",
    ".txz": "tar",
}
#: Endings of one compressed file, and the name of its module in the standard library.
PACKED = {".gz": "gzip", ".bz2": "bz2", ".xz": "lzma"}
#: Kinds that hold other files, which are told by their own endings.
ARCHIVES = frozenset(("zip", "tar", "warc", "mbox"))
#: Kinds that are looked for inside an archive: no archive in an archive.
PLAIN = frozenset(KINDS.values()) - ARCHIVES
#: How formats begin. Source: each format's specification.
_HEADS = (
    (b"WARC/1.", "warc"),
    (b"PK\x03\x04", "zip"),
    (b"%PDF-", "pdf"),
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bz2"),
    (b"\xfd7zXZ\x00", "lzma"),
)
_MBOX = re.compile(rb"From \S+.{0,80}\d\d:\d\d(?::\d\d)?.{0,20}\d{4}\r?\n[\w-]+:")
_XML = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:\w{1,20}:)?"
    rb"(?:newsItem|newsMessage|packageItem|nitf|rss|feed|opml|RDF)\b",
    re.DOTALL,
)
#: Media types (RFC 9110) and what they hold.
_MEDIA = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "text",
    "text/markdown": "markdown",
    "application/json": "json",
    "application/vnd.iptc.g2.newsitem+xml": "xml",
    "application/xml": "xml",
    "text/xml": "xml",
    "application/rss+xml": "xml",
    "application/atom+xml": "xml",
    "application/rdf+xml": "xml",
    "application/pdf": "pdf",
    "application/x-ndjson": "jsonl",
    "application/jsonl": "jsonl",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
}


def kind_of(path: str) -> str | None:
    """Return what the ending of ``path`` says that it holds, or None when it says nothing.

    One compressed file is "packed:MODULE:KIND", as "packed:gzip:html" for ``story.html.gz``.
    """
    name = PurePath(path)
    ending = name.suffix.lower()
    if ending in PACKED:
        inner = KINDS.get(PurePath(name.stem).suffix.lower())
        # Readers of these take the compression off themselves.
        if inner == "tar" or (inner == "warc" and ending == ".gz"):
            return inner
        return f"packed:{PACKED[ending]}:{inner}" if inner in PLAIN or inner in ("mbox", "warc") else None
    return KINDS.get(ending)


def kind_by_head(head: bytes) -> str | None:
    """Return what bytes at the front of a file say that it holds, or None for text of some kind."""
    for magic, kind in _HEADS:
        if head.startswith(magic):
            return f"packed:{kind}:" if kind in PACKED.values() else kind
    if head[257:262] == b"ustar":
        return "tar"
    if _MBOX.match(head):
        return "mbox"
    if head.startswith((b"<", b"\xef\xbb\xbf<", b" ", b"\n")) and _XML.match(
        head.removeprefix(b"\xef\xbb\xbf")
    ):
        return "xml"
    return None


def kind_of_media(media: str | None) -> str | None:
    """Return what a media type ("text/html; charset=utf-8") says, or None when it is no text to read."""
    return _MEDIA.get((media or "").partition(";")[0].strip().lower())
