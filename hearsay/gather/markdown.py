"""Markdown to an article: front matter into fields, the markup off, so that the text reads as prose."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from hearsay.gather import dates
from hearsay.gather.assemble import assemble, check_text, option_date
from hearsay.gather.front_matter import split_front_matter
from hearsay.gather.problem import NotAnArticle, Report, ignore
from hearsay.schema import Article, DateRule

if TYPE_CHECKING:
    from markdown_it.token import Token

#: Longest Markdown that is parsed, in characters: a long book.
LIMIT = 2_000_000
#: Longest paragraph whose inline markup is parsed: the parser is quadratic in brackets that do not match.
_INLINE_LIMIT = 20_000
_BRACKET_LIMIT = 400
_TAG = re.compile(
    r"<!--.*?(?:-->|\Z)|<(?:script|style)\b.*?(?:</(?:script|style)\s*>|\Z)|</?[a-zA-Z][^<>]{0,2000}>",
    re.DOTALL | re.IGNORECASE,
)
_LICENCE_URL = re.compile(
    r"https?://(?:www\.)?creativecommons\.org/(?:licenses|publicdomain)/", re.IGNORECASE
)
_BLANK = re.compile(r"[ \t]+")
#: Keys of front matter, by field, in the order in which they are believed. Source: the site generators' own
#: documentation (Jekyll, Hugo, Pelican, Quarto) and Obsidian's web clipper.
_KEYS: dict[str, tuple[str, ...]] = {
    "headline": ("headline", "title"),
    "date": ("date", "published", "date_published", "datepublished", "publishdate", "pubdate"),
    "outlet": ("outlet", "publisher", "site", "site_name", "publication", "source"),
    "url": ("url", "link", "canonical_url", "canonical", "source_url", "source"),
    "authors": ("authors", "author", "byline"),
    "language": ("language", "lang"),
}


def from_markdown(
    markdown: str,
    *,
    name: str | None = None,
    published: str | None = None,
    outlet: str | None = None,
    problems: Report = ignore,
) -> Article:
    """Return the article that a Markdown file is.

    Front matter gives headline, date, outlet, address, authors and language, and is left out of the text. Of
    the rest the markup is taken off: links leave their words (and the address, where it is a Creative Commons
    licence), pictures their description on a line, blocks are separated by a blank line. ``published`` and
    ``outlet`` win over what the file says. Raises :class:`NotAnArticle` for a text that is blank, too long or
    holds NUL, and ValueError when ``published`` is no date.
    """
    option_date(published)
    if len(markdown) > LIMIT:
        raise NotAnArticle(f"too large for Markdown: {len(markdown):,} characters, the limit is {LIMIT:,}")
    check_text(markdown)
    fields, body = split_front_matter(markdown)
    found: list[tuple[DateRule, str]] = []
    if written := _first(fields, "date"):
        found.append(("front matter", written))
    headline = _first(fields, "headline")
    if line := dates.first_line(body):
        found.append(("first line", line[0]))
        headline = headline or line[1] or None
    text, title = plain(body)
    site, url = _first(fields, "outlet"), _first(fields, "url")
    # "source" holds an outlet's name in some files, an address in others.
    if site and re.match(r"https?://", site):
        url, site = url or site, None
    if url and not re.match(r"https?://", url):
        url = None
    return assemble(
        text,
        name=name or "",
        option=published,
        found=found,
        url=url,
        headline=headline or title,
        outlet=outlet or site,
        authors=[a for key in _KEYS["authors"] for a in fields.get(key, ())],
        declared=_first(fields, "language"),
        report=problems,
    )


def _first(fields: dict[str, list[str]], field: str) -> str | None:
    return next((fields[key][0] for key in _KEYS[field] if fields.get(key)), None)


def plain(markdown: str) -> tuple[str, str | None]:
    """Return (text without markup, the first heading or None). Blocks of the text are separated by a blank
    line.
    """
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark").disable("inline")
    if max(map(len, markdown.splitlines()), default=0) <= _INLINE_LIMIT:
        parser.enable("table")
    environment: dict[str, object] = {}
    blocks: list[str] = []
    row: list[str] = []
    title: str | None = None
    tokens = parser.parse(markdown, environment)
    parser.enable("inline")
    for i, token in enumerate(tokens):
        words = ""
        if token.type == "inline":
            words = _inline(parser, token, environment)
            if i and tokens[i - 1].type in ("th_open", "td_open"):
                row.append(words)
                continue
            if title is None and tokens[i - 1].type == "heading_open":
                title = words or None
        elif token.type in ("code_block", "fence"):
            words = token.content
        elif token.type == "html_block":
            words = _untagged(token.content)
        elif token.type == "tr_close":
            words, row = " | ".join(row), []
        if words.strip():
            blocks.append(words.strip())
    return "\n\n".join(blocks), title


def _inline(parser: object, token: Token, environment: dict[str, object]) -> str:
    if len(token.content) > _INLINE_LIMIT or token.content.count("[") > _BRACKET_LIMIT:
        return token.content
    parsed = parser.parseInline(token.content, environment)  # type: ignore[attr-defined]
    return _BLANK.sub(" ", "".join(_words(parsed[0].children or ())))


def _words(tokens: Iterable[Token]) -> Iterable[str]:
    """Yield the words of inline tokens."""
    targets: list[str] = []
    for token in tokens:
        if token.type in ("text", "code_inline"):
            yield token.content
        elif token.type == "softbreak":
            yield " "
        elif token.type == "hardbreak" or (
            token.type == "html_inline" and token.content[:3].lower() == "<br"
        ):
            yield "\n"
        elif token.type == "image":
            words = "".join(_words(token.children or ()))
            caption = str(token.attrs.get("title", ""))
            yield "\n" + "\n".join(part for part in (words, caption) if part.strip()) + "\n"
        elif token.type == "link_open":
            targets.append(str(token.attrs.get("href", "")))
        elif token.type == "link_close":
            target = targets.pop() if targets else ""
            if _LICENCE_URL.match(target) and token.markup != "autolink":
                yield f" ({target})"


def _untagged(markup: str) -> str:
    text = html.unescape(_TAG.sub(" ", markup))
    return "\n".join(line for line in (_BLANK.sub(" ", part).strip() for part in text.splitlines()) if line)
