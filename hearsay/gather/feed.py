"""Feeds (RSS, Atom, RDF) and lists of them (OPML)."""

from __future__ import annotations

import datetime
import re
from io import BytesIO
from typing import Any
from urllib.parse import urljoin, urlsplit

import msgspec

from hearsay.gather import dates
from hearsay.gather.newsml import parse_xml, tag
from hearsay.gather.problem import NotAnArticle

#: Most entries of one feed that are looked at.
ENTRIES = 500
_FEEDS = 10_000


class Entry(msgspec.Struct, frozen=True):
    """What a feed says of one article. ``published`` has the offset that the feed wrote."""

    id: str
    link: str | None = None
    headline: str | None = None
    published: str | None = None
    authors: tuple[str, ...] = ()
    #: The article's text as markup, where the feed carries it whole or in part.
    content: str = ""


class Feed(msgspec.Struct, frozen=True):
    """A feed: its entries, oldest first where dates tell, else in the feed's order turned round."""

    title: str | None
    language: str | None
    entries: tuple[Entry, ...]
    #: Seconds that the feed asks to be left alone for (RSS ``ttl``), or None.
    pause: float | None = None


def parse_feed(data: bytes, url: str, content_type: str | None = None) -> Feed:
    """Return the feed in ``data``, which came from ``url``. Raises :class:`NotAnArticle` where it is none."""
    import feedparser

    if re.search(rb"<!ENTITY", data[:100_000], re.IGNORECASE):
        raise NotAnArticle("a feed with entities of its own: not read")
    headers = {"content-location": url, "content-type": content_type or "application/xml"}
    try:
        # Bytes in a stream: feedparser would take a string for an address or a file's name.
        found: Any = feedparser.parse(BytesIO(data), response_headers=headers)
    except Exception as error:
        # A parser that is fed hostile feeds can fail in any way.
        raise NotAnArticle(f"a feed that cannot be read: {type(error).__name__}") from None
    if not found.get("version") and not found.entries:
        raise NotAnArticle("not a feed")
    entries = [_entry(item, url) for item in found.entries[:ENTRIES]]
    entries = [e for e in entries if e.id]
    entries.reverse()
    entries.sort(key=_moment)
    ttl = str(found.feed.get("ttl") or "").strip()
    return Feed(
        title=_text(found.feed.get("title")),
        language=_text(found.feed.get("language")),
        entries=tuple({e.id: e for e in entries}.values()),
        pause=min(float(ttl) * 60, 86_400.0) if ttl.isdigit() and len(ttl) < 6 else None,
    )


def read_opml(data: bytes) -> list[str]:
    """Return the addresses of the feeds that an OPML document lists, in order.

    Raises :class:`NotAnArticle` where it is none.
    """
    root = parse_xml(data)
    if tag(root) != "opml":
        raise NotAnArticle(f"not OPML: its root is {tag(root)[:40]!r}")
    found: dict[str, None] = {}
    for element in root.iter():
        if tag(element) == "outline":
            address = next(
                (str(v).strip() for k, v in element.attrib.items() if str(k).lower() == "xmlurl"), ""
            )
            if re.match(r"https?://", address, re.IGNORECASE) and len(found) < _FEEDS:
                found[address] = None
    if not found:
        raise NotAnArticle("no feed in the list")
    return list(found)


def _entry(item: Any, url: str) -> Entry:
    link = _text(item.get("link"))
    if link:
        link = urljoin(url, link)
        if urlsplit(link).scheme not in ("http", "https"):
            link = None
    content = max((str(c.get("value") or "") for c in item.get("content") or ()), key=len, default="")
    authors = [_text(a.get("name")) for a in item.get("authors") or () if isinstance(a, dict)]
    headline = _text(item.get("title"))
    published = _date(item)
    return Entry(
        id=_text(item.get("id")) or link or (f"{headline}|{published}" if headline else ""),
        link=link,
        headline=headline,
        published=published,
        authors=tuple(a for a in authors if a),
        content=content or str(item.get("summary") or ""),
    )


def _date(item: Any) -> str | None:
    """Return when an entry was published, with the offset that it was written with."""
    for field in ("published", "created", "issued"):
        written = _text(item.get(field))
        if written and (found := dates.parse_date(written)):
            return found
        if parsed := item.get(f"{field}_parsed"):
            try:
                # In no form that is known here; feedparser brings what it reads to UTC.
                return datetime.datetime(*parsed[:6]).replace(tzinfo=datetime.UTC).isoformat()
            except (ValueError, TypeError):
                continue
    return None


def _moment(entry: Entry) -> float:
    """Return a number to sort by: entries without a date come first."""
    if not entry.published:
        return float("-inf")
    moment = datetime.datetime.fromisoformat(entry.published)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=datetime.UTC)
    return (moment - datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)).total_seconds()


def _text(value: object) -> str | None:
    return " ".join(value.split())[:4000] or None if isinstance(value, str) else None
