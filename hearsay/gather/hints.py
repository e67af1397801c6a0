"""What the thing that a text came in says of it: a feed's entry, a letter's head, a response's header."""

from __future__ import annotations

import msgspec


class Hints(msgspec.Struct, frozen=True):
    """Told from outside, believed after what the text itself says. Dates are as written."""

    url: str | None = None
    charset: str | None = None
    headline: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    language: str | None = None


NOTHING = Hints()
