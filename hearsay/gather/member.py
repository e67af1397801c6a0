"""A file inside something else: an archive's member, an archived response, a letter's body."""

from __future__ import annotations

import msgspec

from hearsay.gather.hints import NOTHING, Hints

#: Largest page, text or letter inside an archive, in bytes, decompressed.
MEMBER_LIMIT = 20_000_000


class Member(msgspec.Struct, frozen=True):
    """``data`` is one of the plain kinds in :mod:`hearsay.gather.kinds`; ``name`` is "FILE!MEMBER"."""

    name: str
    kind: str
    data: bytes
    hints: Hints = NOTHING


def printable(path: str) -> str:
    """Return a path as text that can be stored: bytes that are no UTF-8 escaped, line breaks too."""
    text = path.encode("utf-8", "backslashreplace").decode("utf-8")
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)


def inside(archive: str, member: str) -> str:
    """Return the name of a member for messages: "FILE!MEMBER", printable, of bearable length."""
    return f"{archive}!{printable(member[:1000])}"
