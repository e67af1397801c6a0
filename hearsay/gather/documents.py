"""Office and print documents: .docx by python-docx, .pdf by pypdf (the extra ``documents``)."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from hearsay.gather.assemble import assemble
from hearsay.gather.extras import need
from hearsay.gather.given import Given
from hearsay.gather.problem import NotAnArticle, Problem
from hearsay.schema import Article

#: Most that a .docx may unpack to, in bytes: pictures aside, books stay below it.
_DOCX_LIMIT = 300_000_000
_XML_LIMIT = 50_000_000
_PAGES = 500
#: Most characters of one document.
_TEXT_LIMIT = 5_000_000
_HYPHEN = re.compile(r"(?<=[a-z])-\n(?=[a-z])")
_ENDS = re.compile(r"[.!?:;”\"')\]]\s*$")


def from_document(data: bytes, kind: str, *, name: str, given: Given) -> Article:
    """Return the article that a "docx" or "pdf" is.

    Its own dates tell when the file was made, not when it was published, and are not used; its title is the
    headline. Raises :class:`NotAnArticle` for what is broken, encrypted, without text, or much too large,
    and where the library is not installed.
    """
    if kind == "docx":
        need("docx", "documents", ".docx files")
        text, title, author = _docx(data)
    else:
        need("pypdf", "documents", ".pdf files")
        text, title, author = _pdf(data, name, given)
    # Programs fill the title with the file's name, or with theirs.
    if title and re.search(r"\.\w{2,4}$|^(?:untitled|microsoft word|document\d*)\b", title, re.IGNORECASE):
        title = None
    return assemble(
        text,
        name=name,
        option=given.published,
        headline=title,
        outlet=given.outlet,
        authors=[author] if author else (),
        report=given.report,
    )


def _docx(data: bytes) -> tuple[str, str | None, str | None]:
    import docx

    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            sizes = [(i.filename, i.file_size) for i in archive.infolist()]
        if sum(size for _, size in sizes) > _DOCX_LIMIT or any(
            size > _XML_LIMIT for name, size in sizes if name.endswith((".xml", ".rels"))
        ):
            raise NotAnArticle("unpacks to far more than a document holds: not read")
        document = docx.Document(BytesIO(data))
        blocks = [block for block in _blocks(document) if block]
        properties = document.core_properties
        return "\n\n".join(blocks)[:_TEXT_LIMIT], properties.title or None, properties.author or None
    except NotAnArticle:
        raise
    except Exception as error:
        # Broken files fail in the zip reader, the XML parser or the library, each in its own way.
        raise NotAnArticle(
            f"broken .docx: {type(error).__name__}: {' '.join(str(error).split())[:120]}"
        ) from None


def _blocks(container: Any) -> Iterator[str]:
    for item in container.iter_inner_content():
        if hasattr(item, "rows"):
            for row in item.rows:
                # A cell that spans several columns is given once for each.
                cells = dict.fromkeys(" ".join(cell.text.split()) for cell in row.cells)
                yield " | ".join(cell for cell in cells if cell)
        else:
            yield item.text.strip()


def _pdf(data: bytes, name: str, given: Given) -> tuple[str, str | None, str | None]:
    import logging

    import pypdf

    # Its remarks on files would go to standard error; what matters of them is a Problem.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = pypdf.PdfReader(BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise NotAnArticle("encrypted")
        count = len(reader.pages)
        pages: list[str] = []
        size = 0
        for page in reader.pages[:_PAGES]:
            pages.append(page.extract_text())
            size += len(pages[-1])
            if size > _TEXT_LIMIT:
                break
        meta = reader.metadata
        title, author = (meta.title, meta.author) if meta is not None else (None, None)
    except NotAnArticle:
        raise
    except Exception as error:
        # Broken files fail anywhere in the library, and some by recursion.
        raise NotAnArticle(
            f"broken .pdf: {type(error).__name__}: {' '.join(str(error).split())[:120]}"
        ) from None
    if len(pages) < count:
        given.report(
            Problem(name, f"long: only the first {len(pages)} of {count} pages are read", fatal=False)
        )
    text = "\n\n".join(filter(None, map(_paragraphs, pages))).replace("\x00", "")
    if not text.strip():
        raise NotAnArticle("no text in it: pictures of pages?")
    return text.encode("utf-8", "replace").decode("utf-8"), title or None, author or None


def _paragraphs(page: str) -> str:
    """Return the text of a page with its lines joined to paragraphs.

    A PDF knows lines only: one that ends a sentence and is shorter than the others ends a paragraph.
    """
    lines = [" ".join(line.split()) for line in _HYPHEN.sub("", page).splitlines()]
    longest = max(map(len, lines), default=0)
    parts: list[str] = []
    joined = False
    for line in lines:
        if not line:
            joined = False
            continue
        if joined:
            parts[-1] += f" {line}"
        else:
            parts.append(line)
        joined = not (_ENDS.search(line) and len(line) < 0.8 * longest) and len(line) > 0.4 * longest
    return "\n\n".join(parts)
