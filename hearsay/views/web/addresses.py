"""Addresses of pages. They hold ids and keys, never text from an article."""

from __future__ import annotations

from urllib.parse import quote, urlencode, urlsplit

from hearsay.record.pages.sources import source_id

#: Characters of an article's key that its address shows.
KEY = 12


def claim(name: str) -> str:
    """A claim's page."""
    return f"/claim/{quote(name, safe='')}"


def article(key: str, start: int | None = None) -> str:
    """An article's page, at the statement that begins at ``start``."""
    return f"/article/{quote(key[:KEY], safe='')}" + ("" if start is None else f"#at{start}")


def actor(name: str) -> str:
    """An actor's page."""
    return f"/actor/{quote(name, safe='')}"


def source(identity: str) -> str:
    """The page of an origin."""
    return f"/source/{source_id(identity)}"


def outside(url: str | None) -> str | None:
    """A link out of the record, where it is one that a browser may follow: http or https; else None."""
    if not url or len(url) > 2000:
        return None
    try:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            return None
    except ValueError:
        return None
    return quote(url, safe="%/:=&?~#+!$,;'@()*[]")


def query(path: str, **values: object) -> str:
    """A path with the values that are set."""
    told = {name: str(value) for name, value in values.items() if value not in (None, "", False)}
    return f"{path}?{urlencode(told)}" if told else path
