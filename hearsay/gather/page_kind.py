"""Pages that are no plain article: stubs before a paywall, live blogs, galleries, videos."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from lxml.html import HtmlElement

PAYWALL = "behind a paywall: perhaps only its beginning is here"
STUB = "breaks off with dots: perhaps only the beginning is here"
LIVE = "a live blog: many short texts, each with its own time, read as one"
GALLERY = "a gallery of pictures: captions are most of its words"
VIDEO = "a video page: only the words beside it are read"

#: schema.org types of such pages. Source: schema.org.
_TYPES = {
    "LiveBlogPosting": LIVE,
    "ImageGallery": GALLERY,
    "MediaGallery": GALLERY,
    "VideoGallery": VIDEO,
}
#: Parts of an address in which sites keep such pages.
_LIVE_PATH = re.compile(r"(?:^|[/_-])live(?:blog|-blog|-updates|-coverage|story|$|[/_])", re.IGNORECASE)
_GALLERY_PATH = re.compile(
    r"/(?:photo-?)?(?:galler(?:y|ies)|slideshows?|in-pictures|pictures|photos)(?:/|$|-)", re.IGNORECASE
)
_VIDEO_PATH = re.compile(r"/(?:videos?|watch|av)(?:/|$)", re.IGNORECASE)
#: Fewest posts of a live blog, and pictures of a gallery, that bear out what an address says.
_POSTS = 4
_PICTURES = 5
#: A page with fewer characters of text than this can be the stub of a longer one, or mere captions.
_SHORT = 1500
#: Class or id of what stands between a reader and the rest. Each is the word for it in the field.
_WALL = (
    "contains(translate(concat(' ', @class, ' ', @id), 'PAYWLREG', 'paywlreg'), 'paywall') or "
    "contains(translate(concat(' ', @class, ' ', @id), 'PAYWLREG', 'paywlreg'), 'regwall') or "
    "contains(@class, 'subscriber-only') or contains(@class, 'subscribers-only') or "
    "contains(@class, 'metered-content')"
)
_WALL_WORDS = ("aywall", "AYWALL", "egwall", "EGWALL", "ubscriber-only", "ubscribers-only", "etered-content")
#: Values of Facebook's article:content_tier for what is not free.
_TIERS = frozenset(("locked", "metered"))


def kind_remarks(
    tree: HtmlElement, types: Iterable[str], meta: Mapping[str, Sequence[str]], url: str | None
) -> list[str]:
    """Return what the page is besides an article, by what it says of itself and how it is made.

    ``types`` are the schema.org types of its JSON-LD, ``meta`` its ``<meta>`` by lower-case name. An
    address alone is not believed: the page must look like it, too.
    """
    found = {_TYPES[t]: None for t in types if t in _TYPES}
    for scope in tree.xpath("//@itemtype"):
        kind = str(scope).rpartition("/")[2]
        if kind in _TYPES:
            found[_TYPES[kind]] = None
    types = frozenset(types)
    path = _path(url)
    if (
        LIVE not in found
        and _LIVE_PATH.search(path)
        and _count(tree, "//article//time | //main//time") >= _POSTS
    ):
        found[LIVE] = None
    if (
        GALLERY not in found
        and _GALLERY_PATH.search(path)
        and _count(tree, "//figure | //*[@data-gallery]//img") >= _PICTURES
    ):
        found[GALLERY] = None
    says_video = any(v.lower().startswith("video") for v in meta.get("og:type", ()))
    if says_video or (
        _VIDEO_PATH.search(path)
        and ("VideoObject" in types or _count(tree, "//video") > 0)
        and not any(t.endswith("NewsArticle") for t in types)
    ):
        found[VIDEO] = None
    if any(v.strip().lower() in _TIERS for v in meta.get("article:content_tier", ())):
        found[PAYWALL] = None
    return list(found)


def has_wall(tree: HtmlElement, html: str) -> bool:
    """Tell whether an element of the page ``html`` is named as a paywall is. Pages for everybody can carry
    one, too.
    """
    # Most pages do not have the words at all; to ask every element takes longer than all else here.
    return any(words in html for words in _WALL_WORDS) and bool(tree.xpath(f"boolean(//*[{_WALL}])"))


def is_stub(text: str, wall: bool) -> bool:
    """Tell whether ``text`` is likely the beginning only of what is behind a paywall."""
    return (wall and len(text) < _SHORT) or (
        len(text) < _SHORT and text.rstrip().endswith(("…", "...", "[…]"))
    )


def _count(tree: HtmlElement, path: str) -> int:
    return int(tree.xpath(f"count({path})"))


def _path(url: str | None) -> str:
    try:
        return urlsplit(url or "").path[:2000]
    except ValueError:
        return ""
