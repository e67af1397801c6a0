"""What a page says about itself: JSON-LD first, then ``<meta>``, then marked-up elements."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import msgspec

from hearsay.gather.page_kind import PAYWALL, kind_remarks

if TYPE_CHECKING:
    from lxml.html import HtmlElement

#: schema.org types of a page that holds one text. Source: schema.org, Article and its subtypes.
_ARTICLE_TYPES = frozenset(
    str.split(
        "Article NewsArticle ReportageNewsArticle AnalysisNewsArticle AskPublicNewsArticle "
        "BackgroundNewsArticle OpinionNewsArticle ReviewNewsArticle AdvertiserContentArticle "
        "SatiricalArticle BlogPosting LiveBlogPosting SocialMediaPosting DiscussionForumPosting Report "
        "ScholarlyArticle TechArticle WebPage ItemPage"
    )
)
#: Names of ``<meta>``, lower case, by field, in the order in which they are believed. Sources: Open Graph
#: protocol, Dublin Core, and the documentation of Sailthru, Parse.ly, Highwire Press (citation_*) and
#: Swiftype tags.
_META: dict[str, tuple[str, ...]] = {
    "headline": (
        "og:title",
        "twitter:title",
        "dc.title",
        "dcterms.title",
        "citation_title",
        "sailthru.title",
        "parsely-title",
        "title",
    ),
    "outlet": (
        "og:site_name",
        "publisher",
        "dc.publisher",
        "dcterms.publisher",
        "citation_journal_title",
        "article:publisher_name",
        "application-name",
    ),
    "published": (
        "article:published_time",
        "og:article:published_time",
        "og:published_time",
        "datepublished",
        "dcterms.issued",
        "dc.date.issued",
        "dcterms.created",
        "dc.date.created",
        "dc.date",
        "dcterms.date",
        "citation_publication_date",
        "citation_date",
        "sailthru.date",
        "parsely-pub-date",
        "publish-date",
        "publish_date",
        "publishdate",
        "publicationdate",
        "publication_date",
        "pubdate",
        "pub_date",
        "article.published",
        "published_at",
        "cxenseparse:recs:publishtime",
        "date",
    ),
    "authors": (
        "author",
        "article:author",
        "dc.creator",
        "dcterms.creator",
        "citation_author",
        "sailthru.author",
        "parsely-author",
        "byl",
    ),
    "url": ("og:url", "twitter:url", "parsely-link"),
    "language": (
        "og:locale",
        "content-language",
        "dc.language",
        "dcterms.language",
        "language",
        "inlanguage",
    ),
}
_SCRIPT_LIMIT = 2_000_000
_SCRIPTS = 30
_NODES = 5_000


class Metadata(msgspec.Struct):
    """What a page says about itself, as written; ``published`` holds every publication date, best first."""

    headline: str | None = None
    outlet: str | None = None
    authors: list[str] = msgspec.field(default_factory=list)
    published: list[str] = msgspec.field(default_factory=list)
    url: str | None = None
    language: str | None = None
    #: schema.org types of the nodes of its JSON-LD that are the page's own.
    types: set[str] = msgspec.field(default_factory=set)
    #: What the reader should know: "behind a paywall", "a live blog".
    remarks: list[str] = msgspec.field(default_factory=list)


def read_metadata(tree: HtmlElement, url: str | None = None) -> Metadata:
    """Return what the page ``tree`` says about itself. ``url`` is where it was fetched from, if that is
    known.
    """
    data = Metadata()
    _read_json(tree, data)
    meta = _metas(tree)
    data.headline = data.headline or _one(meta, "headline") or _heading(tree)
    data.outlet = data.outlet or _one(meta, "outlet")
    data.published += _all(meta, "published")
    # Facebook's article:author is often the address of a profile.
    data.authors = data.authors or [a for a in _all(meta, "authors") if not a.startswith(("http:", "https:"))]
    _read_elements(tree, data)
    canonical = [e.get("href") or "" for e in tree.iterfind(".//link[@rel='canonical']")]
    addresses = [*canonical, url or "", data.url or "", *_all(meta, "url")]
    data.url = next((a.strip() for a in addresses if _host(a)), None)
    # The words of the text are believed before this: templates carry the language of the template.
    data.language = data.language or tree.get("lang") or _one(meta, "language")
    if data.outlet is None and (host := _host(data.url)):
        data.outlet = host.removeprefix("www.")
    data.remarks = list(dict.fromkeys([*data.remarks, *kind_remarks(tree, data.types, meta, data.url)]))
    data.published = list(dict.fromkeys(data.published))
    return data


def _host(url: str | None) -> str | None:
    try:
        parts = urlsplit((url or "").strip())
        return parts.hostname if parts.scheme in ("http", "https") else None
    except ValueError:
        return None


def _metas(tree: HtmlElement) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        key = (
            element.get("property")
            or element.get("name")
            or element.get("itemprop")
            or element.get("http-equiv")
        )
        value = (element.get("content") or "").strip()
        if key and value:
            found.setdefault(key.strip().lower(), []).append(value)
    return found


def _all(meta: dict[str, list[str]], field: str) -> list[str]:
    return [value for key in _META[field] for value in meta.get(key, ())]


def _one(meta: dict[str, list[str]], field: str) -> str | None:
    return next(iter(_all(meta, field)), None)


def _heading(tree: HtmlElement) -> str | None:
    for path in (".//h1", ".//title"):
        words = [" ".join("".join(e.itertext()).split()) for e in tree.iterfind(path)]
        if len(words) == 1 or (words and path == ".//title"):
            return words[0] or None
    return None


def _read_elements(tree: HtmlElement, data: Metadata) -> None:
    """Read dates and authors marked with ``itemprop`` or ``rel``, and ``<time pubdate>``."""
    # By the attributes: few elements have them, and asking each element takes ten times as long.
    marked = tree.xpath("//@itemprop[.='datePublished' or .='author']/.. | //@rel[.='author']/..")
    # Below what the page says as a whole: the same marks stand on lists of other articles.
    if not data.published:
        first = [e for e in marked if e.get("itemprop") == "datePublished" and e.tag != "meta"][:1]
        data.published += [e.get("datetime") or e.get("content") or "".join(e.itertext()) for e in first]
    if not data.published:
        times = tree.xpath("//time[@datetime]")
        # An unmarked time tells only where the article holds no other.
        inside = {
            e.get("datetime") for e in times if any(a.tag in ("article", "main") for a in e.iterancestors())
        }
        stated = [e.get("datetime") for e in times if e.get("pubdate") is not None]
        data.published += stated[:1] or (list(inside) if len(inside) == 1 else [])
    data.published = [" ".join(date.split()) for date in data.published if date and date.strip()]
    for mark in ("itemprop", "rel"):
        named = [e for e in marked if e.get(mark) == "author" and e.tag != "meta"]
        data.authors = data.authors or [" ".join("".join(e.itertext()).split()) for e in named][:20]


def _read_json(tree: HtmlElement, data: Metadata) -> None:
    for script in list(tree.iterfind(".//script[@type='application/ld+json']"))[:_SCRIPTS]:
        source = (script.text or "").strip().removeprefix("<!--").removesuffix("-->")
        source = source.strip().removeprefix("//<![CDATA[").removesuffix("//]]>")
        if not source or len(source) > _SCRIPT_LIMIT:
            continue
        try:
            # Pages break strings over lines; JSON does not allow that.
            parsed = msgspec.json.decode(source.replace("\r", " ").replace("\n", " ").replace("\t", " "))
        except (msgspec.DecodeError, RecursionError, UnicodeError, ValueError):
            continue
        nodes = list(_nodes(parsed))
        by_id = {n["@id"]: n for n in nodes if isinstance(n.get("@id"), str) and len(n) > 1}
        for node in nodes:
            data.types |= _types(node)
        articles = [n for n in nodes if _types(n) & _ARTICLE_TYPES]
        # A page's own node says less than the article's on it.
        articles.sort(key=lambda n: bool(_types(n) <= {"WebPage", "ItemPage"}))
        for node in articles[:5]:
            _read_article(node, by_id, data)


def _read_article(node: dict[str, Any], by_id: dict[str, dict[str, Any]], data: Metadata) -> None:
    data.headline = data.headline or _string(node.get("headline"))
    data.outlet = data.outlet or next(iter(_names(node.get("publisher"), by_id)), None)
    data.authors = data.authors or _names(node.get("author"), by_id)
    # The first only: what follows on a page can be other articles.
    if not data.published and (date := _string(node.get("datePublished"))):
        data.published.append(date)
    data.language = data.language or _string(node.get("inLanguage"))
    data.url = data.url or _string(node.get("url")) or _string(node.get("mainEntityOfPage"))
    parts = node.get("hasPart")
    for part in (node, *(parts if isinstance(parts, list) else [parts])):
        if isinstance(part, dict) and str(part.get("isAccessibleForFree")).lower() == "false":
            data.remarks.append(PAYWALL)


def _nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Yield the objects of a JSON-LD document, breadth first: the page's own, not those of other pages."""
    queue = [value]
    for count, item in enumerate(queue):
        if count >= _NODES:
            return
        if isinstance(item, list):
            queue += item
        elif isinstance(item, dict):
            yield item
            queue += [item[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in item]


def _types(node: dict[str, Any]) -> set[str]:
    types = node.get("@type")
    values = types if isinstance(types, list) else [types]
    return {v.rpartition("/")[2] for v in values if isinstance(v, str)}


def _string(value: Any) -> str | None:
    import html

    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict):
        value = value.get("@value") or value.get("@id") or value.get("name")
    return html.unescape(value).strip() or None if isinstance(value, str) else None


def _names(value: Any, by_id: dict[str, dict[str, Any]]) -> list[str]:
    """Return the names of people or organisations, which are given as strings, objects or references."""
    names = []
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            reference = item.get("@id")
            if not item.get("name") and isinstance(reference, str):
                item = by_id.get(reference, item)
            item = item.get("name")
        if (name := _string(item)) and not name.startswith(("http:", "https:")):
            names.append(name)
    return names
