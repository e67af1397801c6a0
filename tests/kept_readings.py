"""Articles with readings that need no weights, put into folders of readings and taken out again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import fake_reader
import msgspec

from hearsay.gather import Problem
from hearsay.partitions import Partitions
from hearsay.schema import Article

MONTHS = ["2031-03-04", "2031-03-31T23:00:00Z", "2031-04", "2031", None]


def article(n: int, name: str = "", published: str | None = "2031-03-04") -> Article:
    return Article(
        f"Ana Ruiz said boat {n} sank. It is said that the crew of boat {n} swam.",
        id=name or f"a{n}",
        published=published,
        outlet=f"Outlet {n % 3}",
    )


def none(problem: Problem) -> None:
    raise AssertionError(str(problem))


def held(folder: Path) -> list[bytes]:
    """All that a folder holds, in an order of its own."""
    with Partitions(folder, none) as opened:
        return sorted(map(msgspec.json.encode, opened))


def fill(folder: Path, articles: Sequence[Article]) -> None:
    with Partitions(folder, none) as opened:
        for each in articles:
            opened.add(each, fake_reader.read(each))


def files(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
