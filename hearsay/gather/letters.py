"""Letters, as newsletters come: one message (RFC 5322), or an mbox (RFC 4155) of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO, TYPE_CHECKING

from hearsay.gather.hints import Hints
from hearsay.gather.member import MEMBER_LIMIT, Member
from hearsay.gather.problem import NotAnArticle, Problem, Report

if TYPE_CHECKING:
    from email.message import EmailMessage

#: The line that stands before each message of an mbox.
_FROM = re.compile(rb"From \S*.{0,100}\d{4}\s*$")
_QUOTED = re.compile(rb">+From ")
_LINE = 1 << 20


def mbox_members(stream: IO[bytes], name: str, report: Report) -> Iterator[Member]:
    """Yield the letters of an mbox, streaming; "FILE:NUMBER" names each.

    A letter without words, or larger than 20 MB, is reported and costs only itself. Raises
    :class:`NotAnArticle` where no letter is in it.
    """
    number = 0
    for number, data in enumerate(_messages(stream), 1):
        where = f"{name}:{number}"
        try:
            if data is None:
                raise NotAnArticle(f"too large: more than {MEMBER_LIMIT // 1_000_000} MB")
            yield letter_member(data, where)
        except NotAnArticle as error:
            report(Problem(where, str(error)))
    if not number:
        raise NotAnArticle("no letter in it")


def letter_member(data: bytes, name: str) -> Member:
    """Return the body of a letter, HTML before plain text, with what its head says.

    The subject is the headline, who it is from the outlet, its date the date. Raises :class:`NotAnArticle`
    where it has no body of text.
    """
    import email
    import email.policy

    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        body = message.get_body(preferencelist=("html", "plain"))
        if body is None:
            raise NotAnArticle("no text in the letter")
        kind = "html" if body.get_content_type() == "text/html" else "text"
        charset = body.get_content_charset()
        payload = body.get_payload(decode=True)
    except NotAnArticle:
        raise
    except Exception as error:
        # The standard library's parser fails in many ways on letters that are not well formed.
        raise NotAnArticle(f"a letter that cannot be read: {type(error).__name__}") from None
    if not isinstance(payload, bytes):
        raise NotAnArticle("no text in the letter")
    hints = Hints(
        charset=charset,
        headline=_head(message, "subject"),
        outlet=_sender(message),
        published=_head(message, "date"),
        language=_head(message, "content-language"),
    )
    return Member(name, kind, payload.replace(b"\r\n", b"\n"), hints)


def _messages(stream: IO[bytes]) -> Iterator[bytes | None]:
    """Yield each message without the line before it; None in the place of one that is too large."""
    parts: list[bytes] | None = None
    size = 0
    blank = True
    while line := stream.readline(_LINE):
        if blank and _FROM.match(line):
            if parts is not None:
                yield b"".join(parts) if size <= MEMBER_LIMIT else None
            parts, size = [], 0
        elif parts is not None:
            size += len(line)
            if size <= MEMBER_LIMIT:
                parts.append(line[1:] if _QUOTED.match(line) else line)
            else:
                parts.clear()
        blank = not line.strip()
    if parts is not None:
        yield b"".join(parts) if size <= MEMBER_LIMIT else None


def _head(message: EmailMessage, field: str) -> str | None:
    try:
        value = message[field]
    except Exception:
        return None
    return str(value) if value is not None else None


def _sender(message: EmailMessage) -> str | None:
    """Return the name that the sender goes by, or the host of the address."""
    from email.utils import parseaddr

    name, address = parseaddr(_head(message, "from") or "")
    return name or address.rpartition("@")[2] or None
