"""Anything that holds news, made into articles: files, pages, lines of JSON.

A :class:`Problem` names every input that could not be read, and everything that the reader should know of one
that was; nothing else is lost.
"""

from __future__ import annotations

from hearsay.gather.files import count_files, gather
from hearsay.gather.jsonl import lines
from hearsay.gather.markdown import from_markdown
from hearsay.gather.page import from_html
from hearsay.gather.problem import NotAnArticle, Problem
from hearsay.gather.text import from_text

__all__ = [
    "NotAnArticle",
    "Problem",
    "count_files",
    "from_html",
    "from_markdown",
    "from_text",
    "gather",
    "lines",
]
