"""The file under a record: opening it, keeping articles and readings in it, giving them back.

Nothing here concludes anything; what follows from the readings is written by :mod:`hearsay.record.derive`.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import msgspec

from hearsay.record.errors import RecordError
from hearsay.record.migrations import APPLICATION_ID, MIGRATIONS, migrate
from hearsay.schema import Article, Reading, Statement

_HEADER = b"SQLite format 3\x00"
_WORD = re.compile(r"\w+")
_readings = msgspec.json.Decoder(Reading)
_articles = msgspec.json.Decoder(Article)
_pair = msgspec.json.Decoder(tuple[Article, Reading])
_pairs = msgspec.json.Encoder()

#: SQLite's own words for a file that is broken rather than misused.
_DAMAGED = ("malformed", "not a database", "corrupt", "disk i/o")
#: Errors of input and output by which nothing in the file is lost: https://sqlite.org/rescode.html
_UNWRITTEN = {
    f"SQLITE_IOERR_{what}" for what in ("WRITE", "FSYNC", "DIR_FSYNC", "TRUNCATE", "SHMSIZE", "SHMOPEN")
}


def statement_id(key: str, statement: Statement | str) -> str:
    """The id of a statement in the record: 12 hex digits of its article's key, and its id in the reading."""
    return f"{key[:12]}.{statement if isinstance(statement, str) else statement.id}"


def statement_text(text: str, statement: Statement) -> str:
    """The words of a statement, on one line; pieces that stand apart are joined by an ellipsis."""
    return " … ".join(" ".join(text[start:end].split()) for start, end in statement.spans)


class Store:
    """An open record file. Every :class:`sqlite3.Error` comes out as a RecordError that names the file."""

    def __init__(self, path: Path | str, *, create: bool, read_only: bool) -> None:
        self.path = Path(path)
        self.read_only = read_only
        if not read_only and create and not self.path.exists() and not self.path.parent.is_dir():
            raise RecordError(self.path, f"there is no folder {self.path.parent}")
        fresh = self._check(create and not read_only)
        with self.guard():
            self.connection = self._connect()
            try:
                self._prepare(fresh)
            except BaseException:
                self.connection.close()
                raise

    def _check(self, create: bool) -> bool:
        """Look at the file before SQLite does; True when it is yet to be made."""
        try:
            if self.path.is_dir():
                raise RecordError(self.path, "a folder, not a record")
            if not self.path.exists():
                if create:
                    return True
                raise RecordError(self.path, "there is no record")
            with self.path.open("rb") as file:
                header = file.read(16)
        except OSError as error:
            raise RecordError(self.path, f"cannot be read: {error.strerror or error}") from error
        if header == b"" and create:
            return True
        if header != _HEADER:
            raise RecordError(self.path, "not a Hearsay record")
        return False

    def _connect(self) -> sqlite3.Connection:
        mode = "ro" if self.read_only else "rwc"
        address = f"file:{quote(str(self.path.absolute()))}?mode={mode}"
        connection = sqlite3.connect(address, uri=True, isolation_level=None, timeout=20.0)
        if self.read_only:
            try:
                connection.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()
            except sqlite3.OperationalError:
                # A folder that cannot be written has no room for SQLite's shared-memory file.
                connection.close()
                connection = sqlite3.connect(f"{address}&immutable=1", uri=True, isolation_level=None)
        return connection

    def _prepare(self, fresh: bool) -> None:
        run = self.connection.execute
        version = int(run("PRAGMA user_version").fetchone()[0])
        if not fresh:
            if run("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
                if run("SELECT COUNT(*) FROM sqlite_master").fetchone()[0]:
                    raise RecordError(self.path, "an SQLite database, but not a Hearsay record")
                fresh = True
            if version > len(MIGRATIONS):
                raise RecordError(
                    self.path,
                    f"written by a newer version of Hearsay (record version {version}, "
                    f"this one reads up to {len(MIGRATIONS)})",
                )
        run("PRAGMA foreign_keys = ON")
        run("PRAGMA temp_store = MEMORY")
        if self.read_only:
            if version < len(MIGRATIONS):
                raise RecordError(
                    self.path, "written by an older version of Hearsay; open it for writing once"
                )
            return
        run("PRAGMA journal_mode = WAL")
        run("PRAGMA synchronous = NORMAL")
        if version < len(MIGRATIONS):
            with self.transaction():
                # Another process may have taken the same steps in the meantime.
                version = int(run("PRAGMA user_version").fetchone()[0])
                migrate(self.connection, version)

    @contextmanager
    def guard(self) -> Iterator[None]:
        """Turn what SQLite raises into a RecordError with the file's name."""
        try:
            yield
        except sqlite3.Error as error:
            text = str(error).lower()
            if getattr(error, "sqlite_errorname", "") in _UNWRITTEN:
                problem = f"could not be added to, a write failed; what was in it is still there ({error})"
            elif any(word in text for word in _DAMAGED):
                problem = f"damaged ({error})"
            elif "readonly" in text or "read-only" in text:
                problem = "cannot be written: it is read-only"
            elif "locked" in text or "busy" in text:
                problem = "in use by another process"
            elif "full" in text:
                problem = f"could not be added to, the disk is full; what was in it is still there ({error})"
            elif "unable to open" in text:
                problem = "cannot be opened"
            else:
                problem = str(error)
            raise RecordError(self.path, problem) from error

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Everything or nothing."""
        with self.guard():
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield self.connection
                self.connection.execute("COMMIT")
            except BaseException:
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
                raise

    def rows(self, query: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Fetch all rows of a query."""
        with self.guard():
            return self.connection.execute(query, parameters).fetchall()

    def close(self) -> None:
        """Close the file."""
        with self.guard():
            self.connection.close()

    # State

    def state(self, name: str) -> str | None:
        """A value kept beside the tables, or None."""
        found = self.rows("SELECT value FROM state WHERE name = ?", (name,))
        return str(found[0][0]) if found else None

    def set_state(self, name: str, value: str) -> None:
        """Keep a value beside the tables; the caller holds the transaction."""
        self.connection.execute("INSERT OR REPLACE INTO state VALUES (?, ?)", (name, value))

    def touch(self) -> None:
        """Mark all that is derived as out of date; the caller holds the transaction."""
        self.connection.execute("DELETE FROM state WHERE name = 'derived'")

    def _change(self, key: str) -> None:
        """Keep an article as it was when all was derived, before it changes; the caller holds the transaction."""
        run = self.connection.execute
        if run("SELECT 1 FROM state WHERE name = 'derived'").fetchone() is None:
            return
        was = _pairs.encode((self.article(key), self.reading(key))) if self.has(key) else None
        run("INSERT OR IGNORE INTO changes VALUES (?, ?)", (key, was))

    def changes(self) -> dict[str, tuple[Article, Reading] | None]:
        """The articles that came, went or changed since all was derived, as they were then; None: not there."""
        rows = self.rows("SELECT article, was FROM changes ORDER BY article")
        return {key: None if was is None else _pair.decode(was) for key, was in rows}

    # Articles

    def has(self, key: str) -> bool:
        """Whether the article is here."""
        return bool(self.rows("SELECT 1 FROM articles WHERE key = ?", (key,)))

    def add(self, article: Article, reading: Reading) -> bool:
        """Keep an article and its reading; False when it was here already.

        The same content may come under several ids or from several places: the one whose JSON sorts first is
        kept, so that the order of arrival cannot matter. Raises ValueError when the reading is not of this
        article.
        """
        _verify(article, reading)
        key = article.key
        fields = msgspec.json.encode(msgspec.structs.replace(article, text=""))
        with self.transaction() as connection:
            held = connection.execute("SELECT fields FROM articles WHERE key = ?", (key,)).fetchone()
            if held is not None:
                if fields < held[0]:
                    self._change(key)
                    connection.execute(
                        "UPDATE articles SET id = ?, fields = ? WHERE key = ?", (article.id, fields, key)
                    )
                return False
            self._change(key)
            words = len(_WORD.findall(article.text))
            connection.execute(
                "INSERT INTO articles (key, id, outlet, published, headline, url, words, text, fields) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    key, article.id, article.outlet, article.published, article.headline, article.url, words,
                    article.text, fields,
                ),
            )  # fmt: skip
            bare = tuple(msgspec.structs.replace(s, vector=b"") for s in reading.statements)
            kept = msgspec.structs.replace(reading, id="", statements=bare)
            connection.execute("INSERT INTO readings VALUES (?, ?)", (key, msgspec.json.encode(kept)))
            connection.executemany(
                "INSERT INTO statements (id, article, start, end, text, stance, kind, modality, earliest, "
                "latest, origin, origin_kind, hops, vector) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [_statement_row(key, article.text, statement) for statement in reading.statements],
            )
        return True

    def remove(self, key: str) -> bool:
        """Take an article out; False when it was not here."""
        with self.transaction() as connection:
            if not self.has(key):
                return False
            self._change(key)
            # The search tables follow by trigger, and triggers do not run on cascades everywhere.
            connection.execute("DELETE FROM statements WHERE article = ?", (key,))
            connection.execute("DELETE FROM readings WHERE article = ?", (key,))
            return connection.execute("DELETE FROM articles WHERE key = ?", (key,)).rowcount > 0

    def article(self, key: str) -> Article:
        """The article with this key; KeyError when it is not here."""
        found = self.rows("SELECT fields, text FROM articles WHERE key = ?", (key,))
        if not found:
            raise KeyError(key)
        return msgspec.structs.replace(_articles.decode(found[0][0]), text=found[0][1])

    def reading(self, key: str, *, vectors: bool = True) -> Reading:
        """The reading of the article with this key; KeyError when it is not here."""
        found = self.rows(
            "SELECT a.id, r.reading FROM readings r JOIN articles a ON a.key = r.article WHERE a.key = ?",
            (key,),
        )
        if not found:
            raise KeyError(key)
        reading = msgspec.structs.replace(_readings.decode(found[0][1]), id=found[0][0])
        if not vectors:
            return reading
        blobs = dict(self.rows("SELECT id, vector FROM statements WHERE article = ?", (key,)))
        whole = tuple(
            msgspec.structs.replace(s, vector=bytes(blobs.get(statement_id(key, s), b"")))
            for s in reading.statements
        )
        return msgspec.structs.replace(reading, statements=whole)

    def refs(self) -> dict[str, str]:
        """For each article's key the name it goes by: its id where no other article has it, else its key."""
        pairs = self.rows("SELECT key, id FROM articles ORDER BY key")
        count: dict[str, int] = {}
        for _, name in pairs:
            count[name] = count.get(name, 0) + 1
        return {key: name if name and count[name] == 1 else key for key, name in pairs}


def _verify(article: Article, reading: Reading) -> None:
    name = article.id or article.headline or article.key
    seen: set[str] = set()
    for statement in reading.statements:
        if statement.id in seen:
            raise ValueError(f"reading of {name}: two statements have the id {statement.id!r}")
        seen.add(statement.id)
        if not statement.spans or not statement.chain:
            raise ValueError(f"reading of {name}: statement {statement.id!r} has no words or no chain")
        spans = [*statement.spans, *((f.start, f.end) for f in statement.figures)]
        spans += [(h.start, h.end) for h in statement.chain if h.start is not None and h.end is not None]
        for start, end in spans:
            if not 0 <= start < end <= len(article.text):
                raise ValueError(
                    f"reading of {name}: span {start}:{end} of {statement.id!r} is not in the text"
                )


def _statement_row(key: str, text: str, statement: Statement) -> tuple[Any, ...]:
    last = statement.chain[-1] if statement.chain else None
    time = statement.time
    return (
        statement_id(key, statement), key, statement.spans[0][0], statement.spans[-1][1],
        statement_text(text, statement), statement.stance, statement.kind, statement.modality,
        time.earliest if time else None, time.latest if time else None,
        last.name if last else "", last.kind if last else "unstated", len(statement.chain), statement.vector,
    )  # fmt: skip
