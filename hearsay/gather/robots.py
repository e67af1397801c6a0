"""What sites allow robots: robots.txt (RFC 9309), read by protego."""

from __future__ import annotations

import time
from collections.abc import Callable
from urllib.parse import urlsplit

from hearsay.gather.fetch import ROBOT, Fetcher
from hearsay.gather.fetched import FetchError, Limits

#: RFC 9309: at least 500 KiB are to be read; no more than a day it may be kept.
LIMITS = Limits(seconds=15.0, size=512_000, redirects=5)
_KEPT = 86_400.0
#: Unreachable rules are asked for again sooner.
_KEPT_FAILURE = 600.0
#: Longest pause between two requests that a site is granted, in seconds.
LONGEST_PAUSE = 30.0

#: Whether an address may be fetched, and the pause in seconds that its site asks for.
_Rules = tuple[Callable[[str], bool], float | None]


class Robots:
    """Remembers the rules of each site for a day."""

    def __init__(self, fetcher: Fetcher, clock: Callable[[], float] = time.monotonic) -> None:
        """Fetch rules with ``fetcher``."""
        self._fetcher = fetcher
        self._clock = clock
        self._kept: dict[str, tuple[float, _Rules | FetchError]] = {}

    def permit(self, url: str) -> None:
        """Raise :class:`FetchError` where the site does not allow ``url``, or cannot be asked."""
        allows, _ = self._rules(url)
        if not allows(url):
            raise FetchError("the site's robots.txt does not allow it")

    def pause(self, url: str) -> float | None:
        """Return the seconds that the site asks for between two requests, or None."""
        try:
            return self._rules(url)[1]
        except FetchError:
            return None

    def _rules(self, url: str) -> _Rules:
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}".lower()
        until, found = self._kept.get(site, (0.0, None))
        if found is None or until < self._clock():
            try:
                found, keep = self._asked(site), _KEPT
            except FetchError as error:
                found, keep = error, _KEPT_FAILURE
            if len(self._kept) > 5000:
                self._kept.clear()
            self._kept[site] = (self._clock() + keep, found)
        if isinstance(found, FetchError):
            raise FetchError(str(found), temporary=found.temporary, wait=found.wait)
        return found

    def _asked(self, site: str) -> _Rules:
        from protego import Protego

        try:
            fetched = self._fetcher.get(f"{site}/robots.txt", cut=True)
        except FetchError as error:
            # A site without rules allows everything; one that cannot be asked, nothing.
            if error.status is not None and 400 <= error.status < 500 and error.status != 429:
                return (lambda url: True), None
            if error.status is None and not error.temporary:
                # The address itself is refused.
                raise
            raise FetchError(
                f"robots.txt could not be asked for: {error}", temporary=error.temporary, wait=error.wait
            ) from None
        rules = Protego.parse(fetched.body.decode("utf-8", "replace"))
        pause = rules.crawl_delay(ROBOT)
        return (
            lambda url: bool(rules.can_fetch(url, ROBOT)),
            min(float(pause), LONGEST_PAUSE) if pause is not None else None,
        )
