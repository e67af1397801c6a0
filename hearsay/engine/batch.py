"""A batch of articles, read one after the other: the pure function that every kind of worker runs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import msgspec

from hearsay.schema import Article, Reading

Read = Callable[[Article], Reading]
#: Makes a reader; called once in each process, so it must be a function of a module when there are several.
Load = Callable[[], Read]

#: A reading and an error as they travel. Pickled, fields that hold their default would not be known as such
#: on arrival, and would stand in the JSON.
Packed = tuple[bytes, str | None]
_readings = msgspec.msgpack.Decoder(Reading)


#: Why there is no reading of an article over which processes ended.
ENDED = "the process that read it ended (out of memory?)"


def overdue(limit: float) -> str:
    """Why there is no reading of an article that took more than ``limit`` seconds."""
    return f"the process that read it was ended after {limit:g} seconds"


def check_limits(jobs: int | None, limit: float) -> None:
    """Raise ValueError for ``jobs`` below 1 or a ``limit`` that is not positive."""
    if jobs is not None and jobs < 1:
        raise ValueError(f"jobs must be 1 or more, not {jobs}")
    if not limit > 0:
        raise ValueError(f"limit must be more than 0 seconds, not {limit}")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an article: a reading, or the reason why there is none, in one line."""

    article: Article
    reading: Reading | None = None
    error: str | None = None


def load_reader() -> Read:
    """Load the shipped weights: slow, once a process. FileNotFoundError names what is missing."""
    from hearsay.reading import Reader

    return Reader.load().read


def attempt(read: Read, article: Article) -> Outcome:
    """Read an article; whatever that raises is its outcome's error."""
    try:
        return Outcome(article, read(article))
    except Exception as error:  # whatever it is, the other articles are read
        told = " ".join(str(error).split())[:200]
        return Outcome(article, error=f"{type(error).__name__}: {told}" if told else type(error).__name__)


def read_batch(read: Read, batch: Iterable[Article]) -> list[Packed]:
    """Read articles one after the other: for each its reading, packed, or why there is none."""
    outcomes = (attempt(read, article) for article in batch)
    return [(msgspec.msgpack.encode(o.reading) if o.reading else b"", o.error) for o in outcomes]


def unpack_batch(batch: Sequence[Article], packed: Sequence[Packed]) -> list[Outcome]:
    """Return what became of the articles of a batch, from what :func:`read_batch` gave for them."""
    return [
        Outcome(article, _readings.decode(data) if data else None, error)
        for article, (data, error) in zip(batch, packed, strict=True)
    ]
