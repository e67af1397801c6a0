"""What one open file holds, whatever its kind, to articles."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from io import BytesIO
from typing import IO

from hearsay.gather.decode import decode
from hearsay.gather.given import Given
from hearsay.gather.jsonl import LINE_LIMIT, elements, from_json, lines
from hearsay.gather.kinds import PLAIN, kind_by_head
from hearsay.gather.language import is_english
from hearsay.gather.markdown import from_markdown
from hearsay.gather.member import Member
from hearsay.gather.page import from_html, looks_like_html
from hearsay.gather.problem import NotAnArticle, Problem, quoted
from hearsay.gather.text import from_text
from hearsay.schema import Article

#: Largest file that is read whole, in bytes. Lines of JSON and archives are streamed and have no such limit.
FILE_LIMIT = 50_000_000


def articles(stream: IO[bytes], name: str, kind: str | None, given: Given) -> Iterator[Article]:
    """Yield the articles in ``stream``, which must have ``peek``; ``kind`` None: it is told by its beginning.

    What is wrong with one of several is reported. Raises :class:`NotAnArticle` for what is wrong with all,
    and OSError where reading fails.
    """
    if kind in (None, "json"):
        kind = _kind(stream, kind)
    if kind.startswith("packed:"):
        from hearsay.gather.packed import unpacked

        _, module, inner = kind.split(":")
        yield from _unpacked(unpacked(stream, module), name, inner or None, given)
    elif kind == "jsonl":
        yield from _lines(stream, name, given)
    elif members := _members(stream, name, kind, given):
        for member in members:
            yield from one(member, given)
    else:
        limit = LINE_LIMIT if kind == "json" else FILE_LIMIT
        yield from plain(Member(name, kind, whole(stream, limit)), given)


def one(member: Member, given: Given) -> Iterator[Article]:
    """Yield the articles of a member of something larger; what is wrong with it costs only itself."""
    try:
        if member.kind == "jsonl":
            yield from _lines(BytesIO(member.data), member.name, given)
        else:
            yield from plain(member, given)
    except NotAnArticle as error:
        given.report(Problem(member.name, str(error)))


def whole(stream: IO[bytes], limit: int) -> bytes:
    """Read all of it. Raises :class:`NotAnArticle` where that is more than ``limit`` bytes."""
    too_large = NotAnArticle(f"too large: more than {limit // 1_000_000} MB")
    try:
        if os.fstat(stream.fileno()).st_size > limit:
            raise too_large
    except OSError:
        pass
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise too_large
    return data


def _unpacked(stream: IO[bytes], name: str, kind: str | None, given: Given) -> Iterator[Article]:
    if kind is None:
        kind = _kind(stream, None)
        if kind not in PLAIN | {"mbox", "warc", "tar"}:
            raise NotAnArticle("compressed twice, or an archive in another")
    # Readers of archives take the compression off too, and want to move about; these were given a stream.
    yield from articles(stream, name, kind, given)


def _kind(stream: IO[bytes], kind: str | None) -> str:
    """Tell what a stream holds by how it begins, without reading on."""
    start: bytes = stream.peek(1)  # type: ignore[attr-defined]
    if kind is None and (found := kind_by_head(start)):
        return found
    head = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(b"{"):
        first, newline, rest = head.partition(b"\n")
        single = first.strip() == b"{" or (
            kind == "json" and not (newline and rest.lstrip().startswith(b"{"))
        )
        return "json" if single else "jsonl"
    return "json" if kind == "json" or re.match(rb"\[\s*\{", head) else "text"


def _members(stream: IO[bytes], name: str, kind: str, given: Given) -> Iterator[Member] | None:
    """Return the members of an archive, or None when ``kind`` is none."""
    if kind == "warc":
        from hearsay.gather.warc import warc_members

        return warc_members(stream, name, given.report)
    if kind == "zip":
        from hearsay.gather.zips import zip_members

        return zip_members(stream, name, given.report)
    if kind == "tar":
        from hearsay.gather.tars import tar_members

        return tar_members(stream, name, given.report)
    if kind == "mbox":
        from hearsay.gather.letters import mbox_members

        return mbox_members(stream, name, given.report)
    return None


def _lines(stream: IO[bytes], name: str, given: Given) -> Iterator[Article]:
    found = False
    for _, item in lines(
        stream,
        origin=name,
        published=given.published,
        outlet=given.outlet,
        fields=given.fields,
        problems=given.report,
    ):
        found = True
        if isinstance(item, Problem):
            given.report(item)
        else:
            yield item
    if not found:
        raise NotAnArticle("empty file")


def plain(member: Member, given: Given) -> Iterator[Article]:
    """Yield the articles in one file that is no archive. Raises :class:`NotAnArticle`."""
    name, kind, data = member.name, member.kind, member.data
    if kind == "json":
        yield from _json(member, given)
        return
    if kind == "xml":
        from hearsay.gather.newsml import news_items

        yield from _english_ones(news_items(data, name, given), given)
        return
    if kind == "letter":
        from hearsay.gather.letters import letter_member

        member = letter_member(data, name)
        name, kind, data = member.name, member.kind, member.data
    if kind in ("docx", "pdf"):
        from hearsay.gather.documents import from_document

        article = from_document(data, kind, name=name, given=given)
    elif kind == "html":
        article = _page(member, given)
    else:
        text, remark = decode(data, declared=member.hints.charset)
        if kind != "markdown" and looks_like_html(text):
            article = _page(member, given)
        else:
            if remark:
                given.report(Problem(name, remark, fatal=False))
            if kind == "markdown":
                article = from_markdown(
                    text, name=name, published=given.published, outlet=given.outlet, problems=given.report
                )
            else:
                article = from_text(
                    text,
                    name=name,
                    published=given.published,
                    outlet=given.outlet,
                    hints=member.hints,
                    problems=given.report,
                )
    yield english(article)


def _page(member: Member, given: Given) -> Article:
    return from_html(
        member.data,
        name=member.name,
        url=member.hints.url,
        published=given.published,
        outlet=given.outlet,
        hints=member.hints,
        english_only=True,
        problems=given.report,
    )


def english(article: Article) -> Article:
    """Return the article. Raises :class:`NotAnArticle` when it is not in English."""
    if not is_english(article.language):
        raise NotAnArticle(f"not in English: looks like {quoted(article.language or '')[1:-1]}")
    return article


def _english_ones(found: Iterator[Article], given: Given) -> Iterator[Article]:
    for article in found:
        try:
            yield english(article)
        except NotAnArticle as error:
            given.report(Problem(article.origin or article.id, str(error)))


def _json(member: Member, given: Given) -> Iterator[Article]:
    from hearsay.gather.ninjs import from_ninjs, is_ninjs

    name = member.name
    text, _ = decode(member.data)
    single = not text.lstrip().startswith("[")
    found = False
    for number, element in enumerate(elements(text), 1):
        found = True
        where = name if single else f"{name}:{number}"
        try:
            if is_ninjs(element):
                yield english(from_ninjs(element, name=where, given=given))
                continue
            yield from_json(
                element,
                name=where,
                published=given.published,
                outlet=given.outlet,
                fields=given.fields,
                problems=given.report,
            )
        except NotAnArticle as error:
            given.report(Problem(where, str(error)))
    if not found:
        raise NotAnArticle("no article: an empty array")
