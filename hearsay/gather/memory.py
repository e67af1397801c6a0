"""What is remembered between runs of what was fetched: a small SQLite file beside the record."""

from __future__ import annotations

import hashlib
import sqlite3
import time
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

_SCHEMA = """
CREATE TABLE IF NOT EXISTS pages (url TEXT PRIMARY KEY, etag TEXT, modified TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS feeds (
    url TEXT PRIMARY KEY, moved TEXT, etag TEXT, modified TEXT, failures INTEGER, due REAL, dead TEXT
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS entries (
    feed TEXT, id BLOB, tries INTEGER, done INTEGER, seen REAL, PRIMARY KEY (feed, id)
) WITHOUT ROWID;
"""
#: "HSwb": so that no other file is taken for one.
_APPLICATION = 0x48537762
#: Entries that a feed has not shown for so long are forgotten, in seconds.
_KEPT = 180 * 86_400.0


class FeedState(msgspec.Struct):
    """What is known of a feed: its validators, how often in a row it failed, when it may be asked again."""

    moved: str | None = None
    etag: str | None = None
    modified: str | None = None
    failures: int = 0
    #: Seconds since 1970.
    due: float = 0.0
    #: Why it is not asked any more.
    dead: str | None = None


class Memory:
    """Validators of pages, states of feeds, entries that were read. Changes count once committed."""

    def __init__(self, path: Path | None = None) -> None:
        """Open the file, made when there is none; without ``path``, remember for this run only.

        Raises OSError where the file cannot be used.
        """
        self._path = path
        self._pages: dict[str, tuple[str | None, str | None]] = {}
        try:
            self._connection = sqlite3.connect(":memory:" if path is None else path, timeout=10)
            application = self._connection.execute("PRAGMA application_id").fetchone()[0]
            tables = self._connection.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()[0]
            if application != _APPLICATION and tables:
                raise OSError(0, "another program's file", str(path))
            self._connection.execute(f"PRAGMA application_id = {_APPLICATION}")
            self._connection.executescript(_SCHEMA)
        except sqlite3.Error as error:
            raise OSError(0, f"cannot be used: {error}", str(path)) from None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def commit(self) -> None:
        """Keep what was remembered since the last time: call it once the articles are safe.

        Raises OSError where the file cannot be written.
        """
        try:
            for url, (etag, modified) in self._pages.items():
                if etag or modified:
                    self._connection.execute(
                        "INSERT OR REPLACE INTO pages VALUES (?, ?, ?)", (url, etag, modified)
                    )
                else:
                    self._connection.execute("DELETE FROM pages WHERE url = ?", (url,))
            self._connection.commit()
        except sqlite3.Error as error:
            raise OSError(0, f"cannot be written: {error}", str(self._path)) from None
        self._pages.clear()

    def close(self) -> None:
        """Forget what was not committed."""
        self._connection.rollback()
        self._connection.close()

    def page(self, url: str) -> tuple[str | None, str | None]:
        """Return (ETag, Last-Modified) of a page as it was last read."""
        if url in self._pages:
            return self._pages[url]
        found = self._connection.execute("SELECT etag, modified FROM pages WHERE url = ?", (url,)).fetchone()
        return found or (None, None)

    def remember_page(self, url: str, etag: str | None, modified: str | None) -> None:
        """A page was read, and this is what the server calls its state."""
        # Not in the file yet: many pages are read before it is committed, and others may want to write.
        self._pages[url] = (etag, modified)

    def forget_page(self, url: str) -> None:
        """A page is to be read again."""
        self._pages[url] = (None, None)

    def feed(self, url: str) -> FeedState:
        """Return what is known of a feed."""
        found = self._connection.execute(
            "SELECT moved, etag, modified, failures, due, dead FROM feeds WHERE url = ?", (url,)
        ).fetchone()
        return FeedState(*found) if found else FeedState()

    def remember_feed(self, url: str, state: FeedState) -> None:
        """Keep the state of a feed."""
        self._connection.execute(
            "INSERT OR REPLACE INTO feeds VALUES (?, ?, ?, ?, ?, ?, ?)",
            (url, state.moved, state.etag, state.modified, state.failures, state.due, state.dead),
        )

    def tries(self, feed: str, entry: str) -> int | None:
        """Return how often an entry was tried in vain; None: it is done with."""
        found = self._connection.execute(
            "SELECT tries, done FROM entries WHERE feed = ? AND id = ?", (feed, _digest(entry))
        ).fetchone()
        if found is None:
            return 0
        return None if found[1] else int(found[0])

    def remember_entry(self, feed: str, entry: str, *, done: bool) -> None:
        """An entry was read or given up (``done``), or tried in vain."""
        self._connection.execute(
            "INSERT INTO entries VALUES (?, ?, 1, ?, ?) ON CONFLICT DO UPDATE SET "
            "tries = tries + 1, done = excluded.done, seen = excluded.seen",
            (feed, _digest(entry), done, time.time()),
        )

    def still_there(self, feed: str, entries: list[str]) -> None:
        """These entries stand in the feed now; forget those that have not for half a year."""
        now = time.time()
        self._connection.executemany(
            "UPDATE entries SET seen = ? WHERE feed = ? AND id = ?",
            [(now, feed, _digest(entry)) for entry in entries],
        )
        self._connection.execute("DELETE FROM entries WHERE feed = ? AND seen < ?", (feed, now - _KEPT))


def _digest(entry: str) -> bytes:
    return hashlib.sha256(entry.encode("utf-8", "surrogatepass")).digest()[:16]
