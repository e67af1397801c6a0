"""Hearsay reads news and answers one question about every claim in it: who says so?

>>> import hearsay
>>> reading = hearsay.read_text("The ferry sank, a harbour official said.")  # doctest: +SKIP
>>> [statement.chain[-1].name for statement in reading.statements]  # doctest: +SKIP
['a harbour official']

Importing it is cheap: the encoder's weights are loaded by the first text that is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from hearsay.gather import Problem
    from hearsay.record import Record as Record
    from hearsay.schema import Article as Article
    from hearsay.schema import Reading as Reading

    __version__: str

__all__ = ["Article", "Reading", "Record", "__version__", "read", "read_text"]

_read: Any = None


def read_text(
    text: str, *, published: str | None = None, outlet: str | None = None, headline: str | None = None
) -> Reading:
    """Return what one article says, who says it, and when; offsets count the code points of ``text``.

    ``published`` is an ISO date or date-time; without it, a first line `` date YYYY-MM-DD headline`` or a
    dateline gives the date, and failing those, relative times stay unresolved. Raises ValueError, which
    says why, when ``published`` is no date or ``text`` is nothing to read (blank, or with NUL characters).
    English is assumed.
    """
    global _read
    import msgspec

    from hearsay.gather import from_text

    article = from_text(text, published=published, outlet=outlet)
    if headline is not None:
        article = msgspec.structs.replace(article, headline=headline)
    if _read is None:
        from hearsay.engine import load_reader

        _read = load_reader()
    reading: Reading = _read(article)
    return reading


def read(
    paths: str | Path | Iterable[str | Path],
    record: str | Path | None = None,
    *,
    published: str | None = None,
    outlet: str | None = None,
    jobs: int = 1,
    problems: Callable[[Problem], None] | None = None,
) -> Record:
    """Read files and folders of articles into a record, and return it; :func:`hearsay.views.library.read` tells more.

    Without ``record``, a file, it lives among the temporary files as long as the object does. What cannot be read
    goes to ``problems``, or is a warning that names it.
    """
    from hearsay.views import library

    return library.read(paths, record, published=published, outlet=outlet, jobs=jobs, problems=problems)


def __getattr__(name: str) -> Any:
    if name in ("Article", "Reading"):
        import hearsay.schema

        return getattr(hearsay.schema, name)
    if name == "Record":
        from hearsay.record import Record

        return Record
    if name == "__version__":
        from importlib.metadata import version

        return version("hearsay")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
