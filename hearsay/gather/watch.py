"""Feeds watched: asked again and again, politely, and what is new in them read."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable, Generator, Iterable, Iterator
from pathlib import Path

from msgspec import structs

from hearsay.gather.contents import one
from hearsay.gather.feed import Entry, Feed, parse_feed, read_opml
from hearsay.gather.fetched import FetchError
from hearsay.gather.given import Given
from hearsay.gather.hints import Hints
from hearsay.gather.member import Member, printable
from hearsay.gather.memory import FeedState, Memory
from hearsay.gather.ninjs import words_of
from hearsay.gather.problem import NotAnArticle, Problem, Report
from hearsay.gather.web import Web
from hearsay.schema import Article

#: Seconds between two looks at a feed that asks for nothing else, and the longest back-off.
EVERY = 900.0
LONGEST = 86_400.0
#: By how much each wait is longer or shorter by chance, so that feeds are not all asked at once.
JITTER = 0.1
#: So often a page that could not be fetched is tried again, at later looks at its feed.
TRIES = 3
#: Fewest characters of a feed's own text that are read in the place of a page that cannot be fetched.
ENOUGH = 500
_OPML_LIMIT = 10_000_000


def feed_addresses(given: Iterable[str], problems: Report) -> list[str]:
    """Return the addresses of feeds that ``given`` names: addresses themselves, and OPML files of them.

    A file that cannot be read is reported.
    """
    found: dict[str, None] = {}
    for name in given:
        if re.match(r"https?://", name, re.IGNORECASE):
            found[name] = None
            continue
        try:
            with Path(name).open("rb") as stream:
                data = stream.read(_OPML_LIMIT + 1)
            if len(data) > _OPML_LIMIT:
                raise NotAnArticle("too large for a list of feeds")
            found.update(dict.fromkeys(read_opml(data)))
        except NotAnArticle as error:
            problems(Problem(printable(name), str(error)))
        except (OSError, ValueError) as error:
            problems(Problem(printable(name), f"cannot be read: {getattr(error, 'strerror', None) or error}"))
    return list(found)


class Watcher:
    """Looks at feeds in turn. All that must outlast the run is in the memory of ``web``."""

    def __init__(
        self,
        feeds: Iterable[str],
        web: Web,
        *,
        every: float = EVERY,
        stopped: Callable[[], bool] = lambda: False,
        clock: Callable[[], float] = time.time,
        chance: random.Random | None = None,
    ) -> None:
        """Watch ``feeds``; ``stopped`` is asked between two steps, ``clock`` tells seconds since 1970."""
        self._web = web
        self._memory: Memory = web.memory
        self._every = every
        self._stopped = stopped
        self._clock = clock
        self._chance = chance or random.Random()
        self._states = {feed: self._memory.feed(feed) for feed in feeds}
        for state in self._states.values():
            # Whoever asks for a dead one again by name gets one more try; a failing one keeps its back-off.
            state.dead = None
            state.due = state.due if state.failures else 0.0

    @property
    def alive(self) -> bool:
        """Whether any feed is left to watch."""
        return any(not state.dead for state in self._states.values())

    def rest(self) -> float:
        """Return the seconds until the next feed is due; 0 when one is."""
        due = [state.due for state in self._states.values() if not state.dead]
        return max(0.0, min(due, default=0.0) - self._clock())

    def poll(self, given: Given) -> Iterator[Article]:
        """Yield what is new in the feeds that are due. One that fails is reported, and left alone for longer
        each time.

        An entry counts as read once the next article is asked for.
        """
        waiting = sorted((s.due, f) for f, s in self._states.items() if not s.dead)
        for due, feed in waiting:
            if self._stopped():
                return
            if due <= self._clock():
                yield from self._look(feed, self._states[feed], given)
                self._memory.remember_feed(feed, self._states[feed])
                self._memory.commit()

    def _look(self, address: str, state: FeedState, given: Given) -> Iterator[Article]:
        name = printable(address)
        try:
            fetched = self._web.fetch(state.moved or address, etag=state.etag, modified=state.modified)
            if fetched.unchanged:
                self._succeeded(state, fetched.fresh)
                return
            feed = parse_feed(fetched.body, fetched.url, _typed(fetched.media, fetched.charset))
        except FetchError as error:
            if not self._stopped():
                self._failed(name, state, error, given.report)
            return
        except NotAnArticle as error:
            self._failed(name, state, FetchError(str(error)), given.report)
            return
        done = True
        for entry in feed.entries:
            tries = self._memory.tries(address, entry.id)
            if tries is None:
                continue
            if self._stopped():
                return
            read = yield from self._read(entry, feed, tries, given)
            if self._stopped() and not read:
                return
            self._memory.remember_entry(address, entry.id, done=read)
            self._memory.commit()
            done = done and read
        self._memory.still_there(address, [entry.id for entry in feed.entries])
        if fetched.moved and fetched.moved != state.moved:
            given.report(Problem(name, f"moved for good to {printable(fetched.moved)}", fatal=False))
            state.moved = fetched.moved
        # While some of it is still to be tried, the feed must be given whole again.
        state.etag, state.modified = (fetched.etag, fetched.modified) if done else (None, None)
        self._succeeded(state, max(fetched.fresh or 0.0, feed.pause or 0.0))

    def _read(self, entry: Entry, feed: Feed, tries: int, given: Given) -> Generator[Article, None, bool]:
        """Yield the articles of an entry; the value is whether it is done with."""
        hints = Hints(
            url=entry.link,
            headline=entry.headline,
            outlet=feed.title,
            authors=entry.authors,
            published=entry.published,
            language=feed.language,
        )
        name = printable(entry.link or entry.id)
        try:
            if entry.link is None:
                raise FetchError("the entry leads nowhere")
            fetched = self._web.fetch(entry.link)
            yield from self._web.read(fetched, name, given, hints)
            return True
        except (FetchError, NotAnArticle) as error:
            if self._stopped():
                return False
            if isinstance(error, FetchError) and error.temporary and tries + 1 < TRIES:
                given.report(Problem(name, f"not fetched, to be tried again: {error}", fatal=False))
                return False
            told = f"not fetched: {error}" if isinstance(error, FetchError) else str(error)
            # What was refused for what it is (its language) is the same in the feed.
            text = words_of(entry.content) if isinstance(error, FetchError) else ""
        if len(text) < ENOUGH:
            given.report(Problem(name, told))
            return True
        given.report(Problem(name, f"{told}; read as the feed gives it", fatal=False))
        yield from one(Member(name, "text", text.encode(), structs.replace(hints, charset="utf-8")), given)
        return True

    def _succeeded(self, state: FeedState, fresh: float | None) -> None:
        state.failures = 0
        self._rest(state, min(max(self._every, fresh or 0.0), LONGEST))

    def _failed(self, name: str, state: FeedState, error: FetchError, report: Report) -> None:
        state.failures += 1
        if error.status == 410:
            state.dead = "gone for good (status 410)"
            report(Problem(name, f"{state.dead}: not asked any more"))
            return
        wait = min(self._every * 2.0 ** min(state.failures, 20), LONGEST)
        wait = self._rest(state, max(wait, error.wait or 0.0))
        report(Problem(name, f"{error}; asked again in {_told(wait)}"))

    def _rest(self, state: FeedState, seconds: float) -> float:
        # Never shorter than asked for: chance only adds.
        seconds *= 1.0 + self._chance.random() * JITTER
        state.due = self._clock() + seconds
        return seconds


def _typed(media: str | None, charset: str | None) -> str | None:
    return f"{media}; charset={charset}" if media and charset else media


def _told(seconds: float) -> str:
    """Return "15 minutes", "2 hours"."""
    minutes = round(seconds / 60)
    if minutes < 2:
        return f"{seconds:.0f} seconds"
    return f"{minutes} minutes" if minutes < 120 else f"{round(minutes / 60)} hours"
