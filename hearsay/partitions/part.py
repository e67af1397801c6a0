"""One part: a Parquet file of articles with their readings, written whole or not at all.

A part is never changed. Its name is the hash of its bytes, so that one that was torn, or changed by somebody, is
known before anything of it is believed.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from hearsay.schema import Article, Reading

if TYPE_CHECKING:
    import pyarrow

#: Version of the columns, in the metadata of each part's schema.
VERSION = b"1"
#: What a part that is being written is called, as a pattern.
ASIDE = ".part-*.tmp"
_MARK = b"hearsay.readings"
_NAME = re.compile(r"part-([0-9a-f]{64})\.parquet")
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
#: Columns that a part cannot do without; the others are there for whoever asks the files themselves.
_NEEDED = ("key", "text", "article", "reading")
_COLUMNS = ("key", "id", "published", "outlet", "headline", "url", "text", "article", "reading")

_encoder = msgspec.json.Encoder()
_articles = msgspec.json.Decoder(Article)
_readings = msgspec.json.Decoder(Reading)


class BadPart(ValueError):
    """A file that is no part, or no longer: the message says why, without naming it."""


class Row(NamedTuple):
    """An article and its reading, as they are kept: JSON, the text apart, the reading without its article's id."""

    key: str
    text: str
    article: bytes
    reading: bytes

    @classmethod
    def of(cls, article: Article, reading: Reading) -> Row:
        """Return the row of an article."""
        return cls(
            article.key,
            article.text,
            _encoder.encode(msgspec.structs.replace(article, text="")),
            _encoder.encode(msgspec.structs.replace(reading, id="")),
        )

    def pair(self) -> tuple[Article, Reading]:
        """Return the article and its reading. BadPart: they are not what they were written as."""
        try:
            article = msgspec.structs.replace(_articles.decode(self.article), text=self.text)
            reading = _readings.decode(self.reading)
        except msgspec.MsgspecError as error:
            raise BadPart(f"holds an article or reading that cannot be understood ({error})") from error
        if article.key != self.key:
            raise BadPart(f"holds an article whose key is not {self.key}")
        return article, msgspec.structs.replace(reading, id=article.id or article.key)

    @property
    def size(self) -> int:
        """About how many bytes it takes."""
        return len(self.text) + len(self.article) + len(self.reading)


def need_pyarrow() -> None:
    """Raise ImportError that says what to install, where pyarrow is not there."""
    try:
        import pyarrow.parquet  # noqa: F401
    except ImportError as error:
        raise ImportError(
            "readings in Parquet need pyarrow: pip install 'hearsay[parquet]'", name="pyarrow"
        ) from error


def month(row: Row) -> str:
    """The month of publication, YYYY-MM, or "unknown"."""
    found = _MONTH.match(_articles.decode(row.article).published or "")
    return found[0] if found else "unknown"


def write_part(folder: Path, rows: Iterable[Row]) -> Path:
    """Write a part into ``folder``, which is made, and return its path; the same rows give the same path.

    It is there, on disk, with all its rows, or not at all. Raises OSError.
    """
    data = _parquet(sorted(set(rows)))
    path = folder / f"part-{hashlib.sha256(data).hexdigest()}.parquet"
    folder.mkdir(parents=True, exist_ok=True)
    aside = folder / f".{path.stem[:20]}-{os.getpid()}-{secrets.token_hex(4)}.tmp"
    try:
        with aside.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    except BaseException as error:
        with suppress(OSError):
            aside.unlink()
        if isinstance(error, OSError) and error.filename is None:
            # What write and fsync raise does not say which file it was.
            raise OSError(error.errno, error.strerror, str(path)) from error
        raise
    _settle(folder)
    return path


def read_part(path: Path) -> list[Row]:
    """Return all rows of a part, by key. Raises BadPart, and OSError where the file cannot be read."""
    import pyarrow
    import pyarrow.parquet

    named = _NAME.fullmatch(path.name)
    if not named:
        raise BadPart("no part of readings, by its name")
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != named[1]:
        raise BadPart("torn or changed: its content is not what its name says")
    try:
        with pyarrow.parquet.ParquetFile(pyarrow.BufferReader(data)) as file:
            version = (file.schema_arrow.metadata or {}).get(_MARK)
            if version is None:
                raise BadPart("Parquet, but no readings of Hearsay")
            if version != VERSION:
                raise BadPart("written by another version of Hearsay")
            table = file.read(columns=list(_NEEDED))
    except (pyarrow.ArrowException, OSError) as error:
        raise BadPart(f"not Parquet that can be read ({str(error).splitlines()[0]})") from error
    if [(f.name, f.type) for f in table.schema] != [(name, pyarrow.string()) for name in _NEEDED] or any(
        column.null_count for column in table.columns
    ):
        raise BadPart("lacks what each row must have: key, text, article and reading")
    keys, texts, articles, readings = (table.column(name).to_pylist() for name in _NEEDED)
    return [
        Row(key, text, article.encode(), reading.encode())
        for key, text, article, reading in zip(keys, texts, articles, readings, strict=True)
    ]


def is_part(name: str) -> bool:
    """Whether a file of this name may be a part."""
    return _NAME.fullmatch(name) is not None


def count_rows(path: Path) -> int:
    """How many rows a part says that it has; 0 where it cannot be read."""
    import pyarrow
    import pyarrow.parquet

    try:
        return int(pyarrow.parquet.read_metadata(path).num_rows)
    except (pyarrow.ArrowException, OSError):
        return 0


def _parquet(rows: list[Row]) -> bytes:
    import pyarrow
    import pyarrow.parquet

    schema: pyarrow.Schema = pyarrow.schema(
        [pyarrow.field(name, pyarrow.string(), nullable=name not in _NEEDED) for name in _COLUMNS],
        metadata={_MARK: VERSION},
    )
    fields = [_articles.decode(row.article) for row in rows]
    columns: dict[str, list[str | None]] = {
        "key": [row.key for row in rows],
        "id": [article.id for article in fields],
        "published": [article.published for article in fields],
        "outlet": [article.outlet for article in fields],
        "headline": [article.headline for article in fields],
        "url": [article.url for article in fields],
        "text": [row.text for row in rows],
        "article": [row.article.decode() for row in rows],
        "reading": [row.reading.decode() for row in rows],
    }
    out = pyarrow.BufferOutputStream()
    pyarrow.parquet.write_table(
        pyarrow.table(columns, schema=schema), out, compression="zstd", use_dictionary=["published", "outlet"]
    )
    return bytes(out.getvalue())


def _settle(folder: Path) -> None:
    """See to it that a name in ``folder`` survives a power cut, where the system lets one."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
