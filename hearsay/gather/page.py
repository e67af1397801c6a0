"""An HTML page to an article: its text, its pictures' captions in place, and what it says about itself."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING, Any

from hearsay.gather.assemble import assemble, option_date
from hearsay.gather.captions import show_captions, show_licences
from hearsay.gather.decode import declared_charset, decode
from hearsay.gather.hints import NOTHING, Hints
from hearsay.gather.language import is_english, recognise
from hearsay.gather.metadata import read_metadata
from hearsay.gather.page_kind import PAYWALL, STUB, has_wall, is_stub
from hearsay.gather.problem import NotAnArticle, Problem, Report, ignore, quoted
from hearsay.schema import Article, DateRule

if TYPE_CHECKING:
    from lxml.html import HtmlElement

#: Most elements of a page, and most characters of it that are no picture: beyond, extraction takes minutes.
ELEMENT_LIMIT = 60_000
TEXT_LIMIT = 5_000_000
#: Pictures and fonts inside the page: most of a saved page's bytes, none of its words.
_DATA = re.compile(r"data:[\w/+.;=-]{1,100},[A-Za-z0-9+/=%_.~-]{200,}")


def from_html(
    html: str | bytes,
    *,
    name: str | None = None,
    url: str | None = None,
    published: str | None = None,
    outlet: str | None = None,
    hints: Hints = NOTHING,
    english_only: bool = False,
    problems: Report = ignore,
) -> Article:
    """Return the article that an HTML page holds.

    The text is what trafilatura takes for the page's own text, its paragraphs separated by a blank line;
    captions of pictures stand among them as lines of their own, credits as "Photo: ...". Headline, outlet,
    authors, date, address and language are read from JSON-LD, then ``<meta>``, then marked-up elements; a
    copyright line is never a date. ``url`` is where the page was fetched from; ``published`` and ``outlet``
    win over what it says, ``hints`` stand in where it says nothing. ``problems`` takes what the reader should
    know. Raises :class:`NotAnArticle` for a page without a text or too large to extract, with
    ``english_only`` also for one whose paragraphs are plainly in another language (which spares the
    extraction), and ValueError when ``published`` is no date.
    """
    option_date(published)
    if isinstance(html, bytes):
        html, remark = decode(html, declared=hints.charset or declared_charset(html))
        if remark:
            problems(Problem(name or "", remark, fatal=False))
    tree = _parse(html)
    data = read_metadata(tree, url)
    if english_only and (language := _foreign(tree)):
        raise NotAnArticle(f"not in English: looks like {quoted(language)[1:-1]}")
    wall = has_wall(tree, html)
    text = _text(tree)
    if not text:
        raise NotAnArticle("no article text found in the page")
    if PAYWALL not in data.remarks and is_stub(text, wall):
        data.remarks.append(PAYWALL if wall else STUB)
    for remark in data.remarks:
        problems(Problem(name or "", remark, fatal=False))
    found: list[tuple[DateRule, str]] = [("metadata", date) for date in data.published]
    if hints.published:
        found.append(("field", hints.published))
    return assemble(
        text,
        name=name or "",
        option=published,
        found=found,
        url=data.url,
        headline=data.headline or hints.headline,
        outlet=outlet or data.outlet or hints.outlet,
        authors=data.authors or hints.authors,
        declared=data.language or hints.language,
        report=problems,
    )


def looks_like_html(text: str) -> bool:
    """Tell whether ``text`` begins as an HTML page does."""
    return (
        re.match(
            r"\ufeff?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head)\b",
            text[:4096],
            re.IGNORECASE | re.DOTALL,
        )
        is not None
    )


def _parse(html: str) -> HtmlElement:
    import lxml.etree
    import lxml.html

    html = _DATA.sub("data:,", html).replace("\x00", "")
    # lxml refuses a declared encoding in a str, and libxml2 half a surrogate pair.
    html = re.sub(r"\A\s*<\?xml[^>]{0,400}\?>", "", html.lstrip("\ufeff"))
    html = html.encode("utf-8", "replace").decode("utf-8")
    if not html.strip():
        raise NotAnArticle("empty page")
    if len(html) > TEXT_LIMIT:
        raise NotAnArticle(
            f"too large for a page: {len(html):,} characters without pictures, the limit is {TEXT_LIMIT:,}"
        )
    # Entities are not expanded, nothing is fetched, and libxml2 stops at a depth of 256.
    parser = lxml.html.HTMLParser(
        no_network=True, remove_comments=True, remove_pis=True, collect_ids=False, encoding="utf-8"
    )
    try:
        tree: Any = lxml.html.document_fromstring(html.encode("utf-8"), parser=parser)
    except (lxml.etree.LxmlError, ValueError, RecursionError) as error:
        raise NotAnArticle(f"no page can be made of it: {error}") from None
    count = int(tree.xpath("count(//*)"))
    if count > ELEMENT_LIMIT:
        raise NotAnArticle(f"too large for a page: {count:,} elements, the limit is {ELEMENT_LIMIT:,}")
    return tree


def _foreign(tree: HtmlElement) -> str | None:
    """Return the language of the page's longer paragraphs where it is plainly not English."""
    found: list[str] = []
    size = 0
    for element in tree.iter("p"):
        words = "".join(element.itertext())
        if len(words) > 80:
            found.append(words)
            size += len(words)
            if size > 8000:
                break
    language = recognise("\n".join(found)) if size > 600 else None
    return None if is_english(language) else language


def _text(tree: HtmlElement) -> str:
    """Return the page's own text. Changes ``tree``."""
    import trafilatura

    # Its remarks on pages would go to standard error; what matters of them is a Problem.
    log = logging.getLogger("trafilatura")
    if not log.handlers:
        log.addHandler(logging.NullHandler())
    show_licences(tree)
    captions = show_captions(tree)
    try:
        document = trafilatura.bare_extraction(tree, include_comments=False, include_tables=True)
    except Exception as error:
        # An extractor that is fed hostile pages can fail in any way; one page must not stop the rest.
        raise NotAnArticle(f"the text cannot be extracted: {type(error).__name__}") from None
    body = getattr(document, "body", None)
    if body is None:
        return ""
    blocks = [block for element in body for block in _blocks(element)]
    kept = {_bare(block) for block in blocks}
    joined = " ".join(kept)
    # What stood beside the text and fell out is put after it: a credit can be the only trace of where a
    # picture is from.
    blocks += [c for c in captions if _bare(c) not in kept and _bare(c) not in joined] if blocks else []
    return "\n\n".join(blocks).replace("\x00", "")


def _bare(text: str) -> str:
    return "".join(text.split()).lower()


def _blocks(element: Any) -> list[str]:
    """Return the paragraphs of one element of trafilatura's tree (p, head, list, quote, table, code)."""
    if element.tag in ("list", "quote", "table", "row", "div") and len(element):
        parts = [element.text or ""]
        blocks: list[str] = []
        if element.tag == "row":
            cells = [" ".join("".join(cell.itertext()).split()) for cell in element]
            return [" | ".join(cell for cell in cells if cell)] if any(cells) else []
        for child in element:
            if child.tag in ("p", "item", "list", "quote", "table", "row", "head", "div"):
                blocks += _lines("".join(parts)) + _blocks(child)
                parts = [child.tail or ""]
            else:
                parts += [_inner(child), child.tail or ""]
        return blocks + _lines("".join(parts))
    return _lines(_inner(element)) + _lines(element.tail or "")


def _inner(element: Any) -> str:
    for mark in element.iter("lb"):
        mark.tail = "\n" + (mark.tail or "")
    return "".join(element.itertext())


def _lines(words: str) -> list[str]:
    lines = (" ".join(line.split()) for line in words.split("\n"))
    text = "\n".join(line for line in lines if line)
    return [text] if text else []
