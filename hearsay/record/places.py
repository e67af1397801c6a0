"""Places of articles in the order of a record: by day of publication, then key, as one whole number.

An article's place depends on it alone; so does a statement's, which is its article's place and its own number there.
"""

from __future__ import annotations

from hearsay.record.days import first_day

#: Bits of an article's key in its place; the day's number stands above them.
KEY_BITS = 41


def place(key: str, published: str | None) -> int:
    """The place of an article: positive, below 2**63; those without a date come first."""
    return (first_day(published) or 0) << KEY_BITS | int(key[:11], 16) >> 3


def day(at: int) -> int:
    """The day of a place, 0 where none is known."""
    return at >> KEY_BITS
