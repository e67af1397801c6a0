"""Captions and credits of a page's pictures, made into paragraphs so that they are read with the text."""

from __future__ import annotations

import re
from collections.abc import Set
from typing import Any

#: Class or itemprop of an element that holds a picture's credit. Sources: schema.org ImageObject (creditText,
#: copyrightHolder, copyrightNotice) and the words for it in class names ("photo-credit", "media__source").
_CREDIT = re.compile(
    r"(?:^|[\s_-])(?:photo|image|picture|media|caption)?[_-]?"
    r"(?:credits?|credittext|copyright|copyrightholder|copyrightnotice|source|attribution|photographer)(?:$|[\s_-])",
    re.IGNORECASE,
)
_CAPTION = re.compile(r"(?:^|[\s_-])(?:wp-)?caption(?:-text)?(?:$|[\s_-])", re.IGNORECASE)
_PICTURE = re.compile(
    r"(?:^|[\s_-])(?:image|photo|picture|media|figure|wp-caption|gallery)(?:$|[\s_-])", re.IGNORECASE
)
_SAYS_CREDIT = re.compile(
    r"\W*(?:photo|image|picture|credit|courtesy|copyright|illustration|graphic|via|by)\b|\s*(?:©|\(c\))",
    re.IGNORECASE,
)
_LICENCE_URL = re.compile(
    r"https?://(?:www\.)?creativecommons\.org/(?:licenses|publicdomain)/", re.IGNORECASE
)
#: Parts of a page in which pictures belong to other articles.
_ASIDE = frozenset(("aside", "nav", "footer", "form"))
_LIMIT = 1500
_CREDIT_LIMIT = 300
_MOST = 300
#: Most characters beside the caption that may go: "Enlarge this image", "1 of 12".
_SPARE = 60


def show_licences(tree: Any) -> None:
    """Write the address of each linked Creative Commons licence behind its link: the text is all that is
    kept.
    """
    for link in list(tree.iter("a"))[:20_000]:
        target = link.get("href") or ""
        if _LICENCE_URL.match(target) and target not in "".join(link.itertext()):
            link.tail = f" ({target.strip()})" + (link.tail or "")


def show_captions(tree: Any) -> list[str]:
    """Put each picture's caption and credit in its place as a paragraph; return them, in order.

    Only pictures of the article itself: none in a list of links to other articles.
    """
    captions: list[str] = []
    done: set[Any] = set()
    for figure in list(_figures(tree))[:_MOST]:
        above = list(figure.iterancestors())
        if figure in done or any(a in done or a.tag in _ASIDE or a.tag == "a" for a in above):
            continue
        done.add(figure)
        lines = _lines(figure)
        # What holds more than a picture and its caption (a table, a paragraph of the article) stays as it is.
        if not lines or len(_words(figure)) > sum(map(len, lines)) + _SPARE:
            continue
        captions.append("\n".join(lines))
        paragraph = figure.makeelement("p")
        paragraph.text = lines[0]
        for line in lines[1:]:
            rest = figure.makeelement("br")
            rest.tail = line
            paragraph.append(rest)
        parent = figure.getparent()
        if parent is not None:
            paragraph.tail, figure.tail = figure.tail, None
            parent.replace(figure, paragraph)
    return captions


def _figures(tree: Any) -> Any:
    for element in tree.iter("figure", "div"):
        if element.tag == "figure" or (
            element.tag == "div"
            and _PICTURE.search(element.get("class") or "")
            and len(element) <= 8
            and next(element.iter("img", "picture"), None) is not None
            and len(list(element.iter("p"))) <= 2
        ):
            yield element


def _lines(figure: Any) -> list[str]:
    """Return the lines of a picture's caption: what it shows, then who made it."""
    credits: list[Any] = []
    shown: list[Any] = []
    for element in figure.iter():
        if not isinstance(element.tag, str):
            continue
        marks = f"{element.get('class') or ''} {element.get('itemprop') or ''}"
        if (
            element.tag not in ("img", "picture", "source")
            and element is not figure
            and _CREDIT.search(marks)
        ):
            credits.append(element)
        elif element.tag == "figcaption" or (element is not figure and _CAPTION.search(marks)):
            shown.append(element)
    outer = {*credits, *shown}
    makers = set(credits)
    credits = [e for e in credits if not any(a in makers for a in e.iterancestors())][:_MOST]
    shown = [e for e in shown if not any(a in outer for a in e.iterancestors())][:_MOST]
    lines = [words for e in shown if (words := _words(e, without=makers))]
    for element in credits:
        words = _words(element)
        if words and len(words) <= _CREDIT_LIMIT:
            lines.append(words if _SAYS_CREDIT.match(words) else f"Photo: {words}")
    return [line for line in dict.fromkeys(lines) if len(line) <= _LIMIT]


def _words(element: Any, without: Set[Any] = frozenset()) -> str:
    parts: list[str] = []
    _gather_words(element, without, parts)
    return " ".join("".join(parts).split())


def _gather_words(element: Any, without: Set[Any], parts: list[str]) -> None:
    # Recursion is safe: the parser stops at a depth of 256.
    if element in without or element.tag in ("script", "style", "noscript", "button", "svg"):
        return
    if element.tag in ("br", "p", "div"):
        parts.append(" ")
    parts.append(element.text or "")
    for child in element:
        _gather_words(child, without, parts)
        parts.append(child.tail or "")
