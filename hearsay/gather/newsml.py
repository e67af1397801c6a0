"""News in XML as agencies send it: IPTC's NewsML-G2 and NITF."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from hearsay.gather.assemble import assemble
from hearsay.gather.given import Given
from hearsay.gather.ninjs import words_of
from hearsay.gather.problem import NotAnArticle, Problem
from hearsay.schema import Article, DateRule

#: Blocks of text in NITF and XHTML.
_BLOCKS = frozenset(
    ("p", "hl2", "h1", "h2", "h3", "h4", "h5", "h6", "li", "pre", "bq", "blockquote", "td", "dd")
)


def news_items(data: bytes, name: str, given: Given) -> Iterator[Article]:
    """Yield the articles of a NewsML-G2 document (one item, a message or set of them) or a NITF one.

    Each item's id is its ``guid``. Items without text (pictures, packages) are reported as notes; one that is
    bad costs only itself. Entities of the document's own are not expanded, nothing is fetched. Source: IPTC,
    NewsML-G2 2.x and NITF 3.x. Raises :class:`NotAnArticle` where no item is in it.
    """
    root = parse_xml(data)
    kind = tag(root)
    if kind in ("rss", "feed", "RDF"):
        raise NotAnArticle("a feed: hearsay watch reads what it leads to")
    if kind == "opml":
        raise NotAnArticle("a list of feeds: hearsay watch reads what they lead to")
    if kind == "nitf":
        yield _nitf(root, name, given)
        return
    items = [root] if kind == "newsItem" else [e for e in root.iter() if tag(e) == "newsItem"]
    if not items:
        raise NotAnArticle(f"no news in this XML: its root is {kind[:40]!r}")
    for number, item in enumerate(items, 1):
        where = name if len(items) == 1 else f"{name}:{number}"
        try:
            yield _item(item, where, given)
        except NotAnArticle as error:
            given.report(Problem(where, str(error)))


def parse_xml(data: bytes) -> Any:
    """Return the root of an XML document. Raises :class:`NotAnArticle`, also for one with entities of its
    own.
    """
    import lxml.etree

    if re.search(rb"<!ENTITY", data[:100_000], re.IGNORECASE):
        raise NotAnArticle("XML with entities of its own: not read")
    parser = lxml.etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
    )
    try:
        return lxml.etree.fromstring(data.lstrip(), parser)
    except (lxml.etree.LxmlError, ValueError, LookupError) as error:
        reason = " ".join(str(error).split())[:200]
        raise NotAnArticle(f"not XML: {reason}") from None


def tag(element: Any) -> str:
    """Return the name of an element without its namespace; "" for what is none."""
    name = element.tag
    return name.rpartition("}")[2] if isinstance(name, str) else ""


def _item(item: Any, name: str, given: Given) -> Article:
    meta = _child(item, "itemMeta")
    content = _child(item, "contentMeta")
    status = _child(meta, "pubStatus")
    state = (status.get("qcode") or "").rpartition(":")[2] if status is not None else "usable"
    if state == "canceled":
        raise NotAnArticle("withdrawn by its provider (pubStatus canceled)")
    if state not in ("usable", ""):
        given.report(Problem(name, f"not for publication ({state[:40]})", fatal=False))
    text, inner = _content(_child(item, "contentSet"))
    if not text:
        raise NotAnArticle("no text in the item")
    language = next((e.get("tag") for e in _children(content, "language")), None)
    provider = _child(meta, "provider")
    found: list[tuple[DateRule, str]] = [
        ("metadata", date)
        for date in (
            _words(_child(meta, "firstCreated")),
            _words(_child(content, "contentCreated")),
            _words(_child(meta, "versionCreated")),
        )
        if date
    ]
    creators = [_name(e) for e in _children(content, "creator")] + [
        _words(e) for e in _children(content, "by")
    ]
    headline = _words(_child(content, "headline")) or (_headline(inner) if inner is not None else None)
    source = next((_name(e) for e in _children(content, "infoSource")), None)
    return assemble(
        text,
        name=name,
        id=item.get("guid") or name,
        option=given.published,
        found=found[:1],
        headline=headline,
        outlet=given.outlet or (_name(provider) if provider is not None else None) or source,
        authors=[_unprefixed(c) for c in creators if c],
        declared=language or item.get("{http://www.w3.org/XML/1998/namespace}lang"),
        report=given.report,
    )


def _content(contents: Any) -> tuple[str, Any]:
    """Return the text of an item, and the NITF or XHTML that it is in, if it is."""
    for element in () if contents is None else contents:
        kind = tag(element)
        media = (element.get("contenttype") or "").lower()
        if kind == "inlineXML":
            for document in element:
                if text := _paragraphs(document):
                    return text, document
        elif kind == "inlineData" and (media.startswith("text/") or not media):
            words = "".join(element.itertext())
            return (words_of(words) if "html" in media else words.strip()), None
    return "", None


def _nitf(root: Any, name: str, given: Given) -> Article:
    text = _paragraphs(root)
    if not text:
        raise NotAnArticle("no text in the item")
    dates = [e.get("norm") for e in root.iter() if tag(e) in ("date.issue", "story.date") and e.get("norm")]
    found: list[tuple[DateRule, str]] = [("metadata", dates[0])] if dates else []
    ids = [e.get("id-string") for e in root.iter() if tag(e) == "doc-id"]
    bylines = [_words(e) for e in root.iter() if tag(e) == "byline"]
    outlets = [e.get("name") for e in root.iter() if tag(e) == "pubdata"]
    outlets += [_words(e) for e in root.iter() if tag(e) == "distributor"]
    return assemble(
        text,
        name=name,
        id=next(filter(None, ids), None) or name,
        option=given.published,
        found=found,
        headline=_headline(root),
        outlet=given.outlet or next(filter(None, outlets), None),
        authors=[_unprefixed(b) for b in bylines if b],
        declared=root.get("{http://www.w3.org/XML/1998/namespace}lang"),
        report=given.report,
    )


def _paragraphs(document: Any) -> str:
    """Return the blocks of NITF's ``body.content`` or XHTML's ``body``, with the dateline before them."""
    body = next((e for e in document.iter() if tag(e) == "body.content"), None)
    if body is None:
        body = next((e for e in document.iter() if tag(e) == "body"), document)
    blocks = []
    for element in body.iter():
        outer = tag(element) in _BLOCKS and not any(tag(a) in _BLOCKS for a in element.iterancestors())
        if outer and (words := _words(element)):
            blocks.append(words)
    place = next((_words(e) for e in document.iter() if tag(e) == "dateline"), None)
    if place and blocks and not blocks[0].startswith(place):
        blocks.insert(0, place)
    return "\n\n".join(blocks)


def _headline(document: Any) -> str | None:
    for wanted in ("hl1", "hedline", "title", "h1"):
        for element in document.iter():
            if tag(element) == wanted and (words := _words(element)):
                return words
    return None


def _child(element: Any, name: str) -> Any:
    return next(iter(_children(element, name)), None)


def _children(element: Any, name: str) -> list[Any]:
    return [] if element is None else [e for e in element if tag(e) == name]


def _name(element: Any) -> str | None:
    """Return what a concept is called: its ``name``, its literal, or the code that stands for it."""
    named = _words(_child(element, "name"))
    code: str | None = element.get("literal") or (element.get("qcode") or "").rpartition(":")[2] or None
    return named or code


def _words(element: Any) -> str | None:
    return " ".join("".join(element.itertext()).split()) or None if element is not None else None


def _unprefixed(byline: str) -> str:
    return re.sub(r"^\s*by\s+", "", byline, flags=re.IGNORECASE)
