"""News in JSON as agencies send it: IPTC's ninjs, versions 1 to 3."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import msgspec

from hearsay.gather.assemble import assemble
from hearsay.gather.given import Given
from hearsay.gather.problem import NotAnArticle, Problem
from hearsay.schema import Article, DateRule

_FIELDS = frozenset(("bodies", "headlines", "body_text", "body_html", "body_xhtml", "versioncreated"))
#: Roles of bodies and headlines, as IPTC's examples name them, the fullest first.
_ROLES = ("main", "body", "full", "title", "standard")


def is_ninjs(data: bytes) -> bool:
    """Tell whether a JSON object is a ninjs item: it has a ``uri`` and fields that only ninjs has."""
    if b'"uri"' not in data or not any(b'"%s"' % field.encode() in data for field in _FIELDS):
        return False
    try:
        item = msgspec.json.decode(data, type=dict[str, msgspec.Raw])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, ValueError):
        return False
    return "uri" in item and "text" not in item and not _FIELDS.isdisjoint(item)


def from_ninjs(data: bytes, *, name: str, given: Given) -> Article:
    """Return the article that a ninjs item is.

    Source: IPTC, ninjs standard 1.x to 3.0 (``headline`` and ``body_*``, later ``headlines`` and ``bodies``).
    Raises :class:`NotAnArticle` where it holds no text or was withdrawn.
    """
    try:
        item: Any = msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, ValueError) as error:
        raise NotAnArticle(f"not JSON: {error}") from None
    if not isinstance(item, dict):
        raise NotAnArticle("not a ninjs item")
    status = str(item.get("pubstatus") or "usable").rpartition(":")[2]
    if status == "canceled":
        raise NotAnArticle("withdrawn by its provider (pubstatus canceled)")
    if status != "usable":
        given.report(Problem(name, f"not for publication ({status[:40]})", fatal=False))
    text, markup = _body(item)
    if markup:
        text = words_of(text)
    found: list[tuple[DateRule, str]] = [
        ("field", written)
        for field in ("firstcreated", "versioncreated", "contentcreated")
        if isinstance(written := item.get(field), str)
    ]
    # The first publication tells; what came later is a version of the same.
    return assemble(
        text,
        name=name,
        id=_string(item.get("uri")) or name,
        option=given.published,
        found=found[:1],
        url=_string(item.get("url")) or _string(item.get("uri")),
        headline=_headline(item),
        outlet=given.outlet or _outlet(item),
        authors=_authors(item),
        declared=_string(item.get("language")),
        report=given.report,
    )


def words_of(markup: str) -> str:
    """Return the text of a piece of HTML that is all article: no extraction, its blocks as paragraphs."""
    import lxml.etree
    import lxml.html

    if not markup.strip():
        return ""
    try:
        tree = lxml.html.fragment_fromstring(
            markup.replace("\x00", ""), create_parent="div", parser=lxml.html.HTMLParser(no_network=True)
        )
    except (lxml.etree.LxmlError, ValueError, RecursionError):
        return ""
    blocks = ("p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "tr", "hr", "section")
    parts: list[str] = []
    for _, element in lxml.etree.iterwalk(tree, events=("start",)):
        if not isinstance(element.tag, str):
            continue
        if element.tag in blocks:
            element.text = f"\n\n{element.text or ''}"
            element.tail = f"\n\n{element.tail or ''}"
        elif element.tag == "br":
            element.tail = f"\n{element.tail or ''}"
        elif element.tag in ("script", "style"):
            element.text = ""
    parts = re.split(r"\s*\n\s*\n\s*", "".join(tree.itertext()))
    return "\n\n".join(
        "\n".join(" ".join(line.split()) for line in part.splitlines() if line.strip())
        for part in parts
        if part.strip()
    )


def _body(item: dict[str, Any]) -> tuple[str, bool]:
    """Return the body and whether it is markup."""
    bodies = item.get("bodies")
    if isinstance(bodies, list):
        usable = [b for b in bodies if isinstance(b, dict) and isinstance(b.get("value"), str)]
        usable.sort(key=lambda b: _rank(b.get("role")))
        for body in usable:
            kind = str(body.get("contenttype") or "text/plain").lower()
            if body["value"].strip() and ("html" in kind or kind.startswith("text/")):
                return body["value"], "html" in kind
    for field in ("body_text", "body_html", "body_xhtml"):
        if isinstance(value := item.get(field), str) and value.strip():
            return value, field != "body_text"
    raise NotAnArticle("no text in it")


def _rank(role: object) -> int:
    return _ROLES.index(role) if role in _ROLES else len(_ROLES)


def _headline(item: dict[str, Any]) -> str | None:
    headlines = item.get("headlines")
    if isinstance(headlines, list):
        usable = [h for h in headlines if isinstance(h, dict) and isinstance(h.get("value"), str)]
        for headline in sorted(usable, key=lambda h: _rank(h.get("role"))):
            return words_of(headline["value"]) or None
    return _string(item.get("headline")) or _string(item.get("title"))


def _outlet(item: dict[str, Any]) -> str | None:
    sources = item.get("infosources") or item.get("infosource")
    for source in sources if isinstance(sources, list) else [sources]:
        if isinstance(source, dict) and (name := _string(source.get("name"))):
            return name
    return _string(item.get("source")) or _string(item.get("copyrightholder"))


def _authors(item: dict[str, Any]) -> Iterable[str]:
    people = item.get("people")
    for person in people if isinstance(people, list) else ():
        if isinstance(person, dict) and str(person.get("rel", "")).lower() in ("author", "creator"):
            yield _string(person.get("name")) or ""
    if byline := _string(item.get("byline")) or _string(item.get("by")):
        yield re.sub(r"^\s*by\s+", "", byline, flags=re.IGNORECASE)


def _string(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None
