"""One address fetched: bounded in time, size and hops, from machines of the public internet only."""

from __future__ import annotations

import datetime
import email.message
import email.utils
import re
import time
from collections.abc import Callable
from importlib.metadata import version
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urljoin

from msgspec import structs

from hearsay.gather.fetched import Fetched, FetchError, Limits
from hearsay.gather.problem import quoted

if TYPE_CHECKING:
    from urllib3.response import BaseHTTPResponse

    from hearsay.gather.connection import Guard

#: How it names itself to servers, and in robots.txt.
ROBOT = "hearsay"
USER_AGENT = f"{ROBOT}/{version('hearsay')}"
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_FOR_GOOD = frozenset((301, 308))
#: Statuses that pass: too early, too many requests, and what servers say when they are overloaded.
_TEMPORARY = frozenset((408, 425, 429, 500, 502, 503, 504))
_URL_LIMIT = 4000
_BLOCK = 1 << 16
#: Longest that a server can ask to be left alone, in seconds.
LONGEST_WAIT = 7 * 86_400.0


def _nothing(url: str) -> None:
    pass


class Fetcher:
    """Fetches addresses, one at a time."""

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self._guard: Guard | None = None
        self._stopped = False

    def get(
        self,
        url: str,
        *,
        etag: str | None = None,
        modified: str | None = None,
        permit: Callable[[str], None] = _nothing,
        cut: bool = False,
    ) -> Fetched:
        """Fetch ``url``. ``etag`` and ``modified`` are those of the last response: is it still the same?

        ``permit`` is called with each address on the way and may raise. ``cut``: keep the beginning of what
        is too large. Raises :class:`FetchError`.
        """
        from hearsay.gather.connection import Guard

        moved: str | None = None
        for_good = True
        left = self.limits.seconds
        for _ in range(self.limits.redirects + 1):
            # Not on the fetch's own time: it may wait, or ask for the site's rules.
            permit(url)
            begun = time.monotonic()
            with Guard(self.limits.seconds, left) as self._guard:
                if self._stopped:
                    raise FetchError("stopped", temporary=True)
                found = self._once(url, etag, modified, cut, self._guard)
                if self._guard.ended:
                    # A body without a length that was ended looks like one that came to its end.
                    raise FetchError(self._guard.ended, temporary=True)
            if isinstance(found, Fetched):
                return structs.replace(found, moved=moved)
            left -= time.monotonic() - begun
            status, target = found
            url = urldefrag(urljoin(url, target)).url
            for_good = for_good and status in _FOR_GOOD
            moved = url if for_good else moved
        raise FetchError(f"more than {self.limits.redirects} redirects")

    def stop(self) -> None:
        """End what is being fetched, and fetch no more. May be called from a signal handler."""
        self._stopped = True
        if self._guard is not None:
            self._guard.end("stopped")

    def _once(
        self, url: str, etag: str | None, modified: str | None, cut: bool, guard: Guard
    ) -> Fetched | tuple[int, str]:
        """Return the response, or (status, target) of a redirect."""
        import urllib3.exceptions as errors
        from urllib3 import Timeout

        from hearsay.gather.connection import pool

        scheme, host, port, target = split_url(url)
        headers = {
            "User-Agent": USER_AGENT,
            "Accept": "text/html, application/xhtml+xml;q=0.9, */*;q=0.5",
            "Accept-Encoding": "gzip, deflate",
        }
        if etag:
            headers["If-None-Match"] = etag
        if modified:
            headers["If-Modified-Since"] = modified
        connections = pool(scheme, host, port, guard)
        try:
            response = connections.urlopen(
                "GET",
                target,
                headers=headers,
                redirect=False,
                retries=False,
                preload_content=False,
                timeout=Timeout(connect=guard.left, read=guard.left),
            )
            try:
                return self._taken(response, url, cut)
            finally:
                response.close()
        except errors.HTTPError as error:
            raise FetchError(guard.ended or _told(error, host), temporary=True) from None
        except (OSError, ValueError) as error:
            raise FetchError(
                guard.ended or f"broken response: {quoted(str(error))}", temporary=True
            ) from None
        finally:
            connections.close()

    def _taken(self, response: BaseHTTPResponse, url: str, cut: bool) -> Fetched | tuple[int, str]:
        status = response.status
        if status in _REDIRECTS:
            if not (target := response.headers.get("Location")):
                raise FetchError(f"status {status}, and no address to go to")
            return status, _as_text(target)
        etag, modified = _short(response, "ETag"), _short(response, "Last-Modified")
        if status == 304:
            return Fetched(url, etag=etag, modified=modified, unchanged=True, fresh=_fresh(response))
        if status != 200:
            temporary = status in _TEMPORARY
            wait = _seconds(response.headers.get("Retry-After")) if temporary else None
            raise FetchError(f"status {status}", temporary=temporary, wait=wait, status=status)
        media, charset = content_type(response.headers.get("Content-Type"))
        return Fetched(
            url,
            body=self._body(response, cut),
            media=media,
            charset=charset,
            etag=etag,
            modified=modified,
            fresh=_fresh(response),
        )

    def _body(self, response: BaseHTTPResponse, cut: bool) -> bytes:
        limit = self.limits.size
        too_large = FetchError(f"too large: more than {limit / 1_000_000:g} MB")
        length = response.headers.get("Content-Length") or ""
        if not cut and length.isdigit() and len(length) < 20 and int(length) > limit:
            raise too_large
        parts: list[bytes] = []
        size = 0
        for block in response.stream(_BLOCK, decode_content=True):
            parts.append(block)
            size += len(block)
            if size > limit:
                if cut:
                    break
                raise too_large
        return b"".join(parts)[:limit]


def split_url(url: str) -> tuple[str, str, int, str]:
    """Return (scheme, host, port, path and query) of an address, percent-encoded as HTTP wants it.

    Raises :class:`FetchError` for what is no address of the web, and for one with a name and password in it.
    """
    from urllib3.exceptions import LocationParseError
    from urllib3.util import parse_url

    if len(url) > _URL_LIMIT:
        raise FetchError("the address is too long")
    if re.search(r"[\x00-\x20\x7f\\]", url):
        raise FetchError("the address holds spaces or control characters")
    try:
        name = re.match(r"https?://(?:[^/?#@]*@)?([^/?#:\[\]]+)", url, re.IGNORECASE)
        if name and not name[1].isascii():
            # International names (RFC 3490), by the standard library's codec.
            plain = name[1].encode("idna").decode("ascii")
            url = url[: name.start(1)] + plain + url[name.end(1) :]
        parts = parse_url(url)
    except (LocationParseError, UnicodeError):
        raise FetchError(f"not an address: {quoted(url)}") from None
    if parts.scheme not in ("http", "https"):
        raise FetchError(f"not an address of the web: {quoted(url)}")
    if parts.auth is not None:
        raise FetchError("the address holds a name or password")
    if not parts.host:
        raise FetchError(f"the address names no host: {quoted(url)}")
    port = parts.port if parts.port is not None else 443 if parts.scheme == "https" else 80
    return parts.scheme, parts.host, port, parts.request_uri


def content_type(value: str | None) -> tuple[str | None, str | None]:
    """Return (media type, charset) of a Content-Type field, lower case; None for what it does not say."""
    if not value:
        return None, None
    message = email.message.Message()
    message["Content-Type"] = _as_text(value).replace("\r", " ").replace("\n", " ")[:500]
    media = value.partition(";")[0].strip().lower() or None
    try:
        return media, message.get_content_charset() or None
    except (LookupError, ValueError):
        return media, None


def _told(error: Exception, host: str) -> str:
    """Say in words what the client library raised."""
    import urllib3.exceptions as errors

    if isinstance(error, errors.TimeoutError):
        return f"{host} did not answer in time"
    if isinstance(error, errors.DecodeError):
        return "broken compression"
    if isinstance(error, errors.SSLError):
        return f"no secure connection to {host}: {quoted(str(error), 120)[1:-1]}"
    if isinstance(error, errors.IncompleteRead) or "IncompleteRead" in str(error):
        return "the response is cut off"
    return f"broken response: {quoted(str(error), 120)[1:-1]}"


def _as_text(value: str) -> str:
    """Return a header field as the text that servers mean: UTF-8 where it is that (HTTP says Latin-1)."""
    try:
        return value.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return value


def _short(response: BaseHTTPResponse, field: str) -> str | None:
    value = response.headers.get(field)
    return value if value and len(value) <= 500 and value.isprintable() else None


def _fresh(response: BaseHTTPResponse) -> float | None:
    match = re.search(r"\bmax-age\s*=\s*\"?(\d{1,9})", response.headers.get("Cache-Control") or "")
    return float(match[1]) if match else None


def _seconds(value: str | None) -> float | None:
    """Return what Retry-After says, in seconds from now."""
    value = (value or "").strip()
    if value.isdigit() and len(value) < 10:
        return min(float(value), LONGEST_WAIT)
    try:
        moment = email.utils.parsedate_to_datetime(value)
    except (ValueError, TypeError, OverflowError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=datetime.UTC)
    seconds = (moment - datetime.datetime.now(datetime.UTC)).total_seconds()
    return min(max(seconds, 0.0), LONGEST_WAIT)
