"""Articles from addresses: robots.txt respected, sites not hurried, nothing fetched twice unchanged."""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Iterable, Iterator
from urllib.parse import urlsplit

from msgspec import structs

from hearsay.gather.contents import articles, plain
from hearsay.gather.fetch import Fetcher
from hearsay.gather.fetched import Fetched, FetchError, Limits
from hearsay.gather.given import Given
from hearsay.gather.hints import NOTHING, Hints
from hearsay.gather.kinds import ARCHIVES, kind_by_head, kind_of, kind_of_media
from hearsay.gather.member import Member, printable
from hearsay.gather.memory import Memory
from hearsay.gather.problem import NotAnArticle, Problem
from hearsay.gather.robots import LIMITS, Robots
from hearsay.schema import Article

#: Seconds between two requests to one host, where its robots.txt does not ask for another pause.
PAUSE = 1.0


class Web:
    """Fetches articles, one at a time, politely."""

    def __init__(
        self,
        memory: Memory | None = None,
        *,
        limits: Limits | None = None,
        pause: float | None = None,
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        """Remember in ``memory`` what was fetched; ``wait`` is called with the seconds of each pause."""
        self.memory = memory or Memory()
        self._fetcher = Fetcher(limits)
        seconds = min(LIMITS.seconds, self._fetcher.limits.seconds)
        self._rules = Fetcher(structs.replace(LIMITS, seconds=seconds))
        self._robots = Robots(self._rules)
        self._pause = PAUSE if pause is None else pause
        self._wait = wait
        self._asked: dict[str, float] = {}

    def stop(self) -> None:
        """End what is being fetched, and fetch no more. May be called from a signal handler."""
        self._fetcher.stop()
        self._rules.stop()

    def keep(self, failed: Iterable[str] = ()) -> None:
        """Keep for the next run what was fetched, but for the addresses in ``failed``: the articles are
        safe.
        """
        for url in failed:
            self.memory.forget_page(url)
        self.memory.commit()

    def articles(self, url: str, given: Given) -> Iterator[Article]:
        """Yield the articles at ``url``: one, where it is a page. What goes wrong is reported.

        A page that the server says is as it was when it was last read is reported as a note, and not read.
        """
        name = printable(url)
        etag, modified = self.memory.page(url)
        try:
            fetched = self.fetch(url, etag=etag, modified=modified)
        except FetchError as error:
            given.report(Problem(name, f"not fetched: {error}"))
            return
        if fetched.unchanged:
            given.report(Problem(name, "as it was when it was last read: not read again", fatal=False))
            return
        try:
            yield from self.read(fetched, name, given)
        except NotAnArticle as error:
            given.report(Problem(name, str(error)))
            return
        self.memory.remember_page(url, fetched.etag, fetched.modified)

    def fetch(self, url: str, *, etag: str | None = None, modified: str | None = None) -> Fetched:
        """Fetch an address, when its site's rules and the last request to its host allow it.

        Raises :class:`FetchError`.
        """
        return self._fetcher.get(url, etag=etag, modified=modified, permit=self._permit)

    def read(self, fetched: Fetched, name: str, given: Given, hints: Hints = NOTHING) -> Iterator[Article]:
        """Yield the articles in a response; ``hints`` are what led to it says. Raises
        :class:`NotAnArticle`.
        """
        kind = kind_of_media(fetched.media)
        path = urlsplit(fetched.url).path
        if kind is None and fetched.media in (None, "application/octet-stream", "binary/octet-stream"):
            kind = kind_of(path) or kind_by_head(fetched.body[:1024]) or "text"
        if kind is None:
            raise NotAnArticle(f"no text to read: {printable((fetched.media or '')[:80])}")
        if kind in ARCHIVES or kind.startswith("packed:"):
            raise NotAnArticle("an archive: download it and give the file")
        if not fetched.body.strip():
            raise NotAnArticle("the response is empty")
        told = structs.replace(hints, url=fetched.url, charset=fetched.charset)
        if kind in ("json", "jsonl"):
            yield from articles(io.BufferedReader(io.BytesIO(fetched.body)), name, kind, given)
        else:
            yield from plain(Member(name, kind, fetched.body, told), given)

    def _permit(self, url: str) -> None:
        self._robots.permit(url)
        host = urlsplit(url).netloc.lower()
        pause = self._robots.pause(url)
        pause = self._pause if pause is None else max(pause, self._pause)
        rest = self._asked.get(host, -pause) + pause - time.monotonic()
        if rest > 0:
            self._wait(rest)
        if len(self._asked) > 10_000:
            self._asked.clear()
        self._asked[host] = time.monotonic()
