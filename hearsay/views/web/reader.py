"""The reader behind the label's page: loaded by the first text that is checked, one text at a time."""

from __future__ import annotations

import hashlib
import tempfile
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path, PurePosixPath

import msgspec

from hearsay.schema import Article, Reading
from hearsay.views.label import Label, label

#: Texts that are kept, so that their labels have an address; the oldest goes first.
_KEPT = 64
#: Bytes of a text or file that is taken.
LARGEST = 2_000_000
#: Articles of one file that are read.
_MOST = 10
_SUFFIXES = {".txt", ".md", ".markdown", ".html", ".htm", ".xhtml", ".json", ".jsonl", ".ndjson"}

#: Seconds that a page waits at most, where a site asks for pauses.
_PATIENCE = 10.0

Read = Callable[[Article], Reading]


class Unreadable(ValueError):
    """Nothing could be made of what was given; the message says why."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A text that was checked: what was read, its label."""

    article: Article
    reading: Reading
    label: Label


def _wait(seconds: float) -> None:
    if seconds > _PATIENCE:
        raise Unreadable(f"the site asks to wait for {seconds:.0f} seconds; try later")
    time.sleep(seconds)


class Checker:
    """Reads texts that are in no record, and keeps the latest."""

    def __init__(self, load: Callable[[], Read] | None = None) -> None:
        """``load`` makes the reader; the shipped weights where it is None."""
        self._load = load
        self._read: Read | None = None
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, Checked] = OrderedDict()

    def check_text(self, text: str, *, published: str, outlet: str) -> list[str]:
        """Read a text; returns the id of its label. Raises Unreadable."""
        from hearsay.gather import NotAnArticle, from_text

        try:
            article = from_text(text, published=published or None, outlet=outlet or None)
        except (NotAnArticle, ValueError) as error:
            raise Unreadable(str(error)) from None
        return self._keep([article])

    def check_file(self, name: str, data: bytes, *, published: str, outlet: str) -> list[str]:
        """Read a file; returns the ids of its articles' labels. Raises Unreadable."""
        from hearsay.gather import Problem, gather

        suffix = PurePosixPath(name.replace("\\", "/")).suffix.lower()
        problems: list[Problem] = []
        with tempfile.TemporaryDirectory(prefix="hearsay-") as folder:
            # Under a name of its own: the given one only tells what kind of file it is.
            path = Path(folder) / f"text{suffix if suffix in _SUFFIXES else '.txt'}"
            path.write_bytes(data)
            try:
                found = list(
                    gather(
                        [path], published=published or None, outlet=outlet or None, problems=problems.append
                    )
                )
            except ValueError as error:
                raise Unreadable(str(error)) from None
        fatal = next((p for p in problems if p.fatal), None)
        if not found:
            raise Unreadable(f"{name}: {fatal.reason if fatal else 'nothing to read in it'}")
        return self._keep([msgspec.structs.replace(a, id=name, origin=name) for a in found[:_MOST]])

    def check_address(self, url: str, *, published: str, outlet: str) -> list[str]:
        """Fetch an address of the web and read it; returns the ids of its labels. Raises Unreadable."""
        from hearsay.gather import Problem
        from hearsay.gather.given import Given
        from hearsay.gather.web import Web

        if not url.lower().startswith(("http://", "https://")):
            raise Unreadable(f"{url}: no address of the web; it begins with https:// or http://")
        problems: list[Problem] = []
        given = Given(published=published or None, outlet=outlet or None, report=problems.append)
        try:
            found = list(islice(Web(wait=_wait).articles(url, given), _MOST))
        except (ValueError, OSError) as error:
            raise Unreadable(f"{url}: {error}") from None
        fatal = next((p for p in problems if p.fatal), None)
        if not found:
            raise Unreadable(f"{url}: {fatal.reason if fatal else 'nothing to read there'}")
        return self._keep(found)

    def found(self, name: str) -> Checked | None:
        """What was checked under this id; None where it is not kept (any more)."""
        with self._lock:
            return self._kept.get(name)

    def _keep(self, articles: list[Article]) -> list[str]:
        from hearsay.engine import read_articles

        names = []
        with self._lock:
            for article in articles:
                name = hashlib.sha256(article.key.encode()).hexdigest()[:12]
                if name not in self._kept:
                    (outcome,) = read_articles([article], load=self._reader)
                    if outcome.reading is None:
                        raise Unreadable(outcome.error or "nothing could be made of it")
                    reading = outcome.reading
                    self._kept[name] = Checked(article, reading, label(article, reading))
                self._kept.move_to_end(name)
                names.append(name)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return names

    def _reader(self) -> Read:
        """The reader, loaded the first time that it is asked for."""
        if self._read is None:
            if self._load is None:
                from hearsay.engine import load_reader

                self._read = load_reader()
            else:
                self._read = self._load()
        return self._read
