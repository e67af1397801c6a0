"""SVG, written: elements with escaped text and attributes, and text cut to a width."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from markupsafe import Markup, escape

from hearsay.views.plain import plain

#: Mean width of a character, in parts of the font's size: a sans-serif's small letters; a wide script's.
NARROW = 0.58
WIDE = 1.05


def element(tag: str, *children: Markup, **attributes: object) -> Markup:
    """Return an element. ``class_`` is ``class``, other underscores are hyphens; None leaves one out."""
    told = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{escape(_number(value))}"'
        for name, value in attributes.items()
        if value is not None
    )
    return Markup(f"<{tag}{told}>{Markup().join(children)}</{tag}>")


def words(text: str, x: float, y: float, **attributes: object) -> Markup:
    """Return a line of text, harmless."""
    return element("text", Markup(escape(plain(text))), x=x, y=y, **attributes)


def drawing(
    width: float,
    height: float,
    children: Iterable[Markup],
    *,
    title: str,
    class_: str = "",
    links: bool = False,
) -> Markup:
    """Return a whole drawing. ``title`` tells it to who cannot see it; with ``links`` it can be gone into."""
    return element(
        "svg",
        *children,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {_number(width)} {_number(height)}",
        width=width,
        height=height,
        role="group" if links else "img",
        aria_label=plain(title),
        class_=class_ or None,
    )


def width_of(text: str, size: float) -> float:
    """Return about how wide a text is, in the units of ``size``."""
    wide = sum(1 for c in text if unicodedata.east_asian_width(c) in "WF")
    upper = sum(1 for c in text if c.isupper())
    return size * (WIDE * wide + NARROW * (len(text) - wide) + 0.12 * upper)


def fit(text: str, width: float, size: float) -> str:
    """Return a text cut so that it is about ``width`` wide, with an ellipsis where it was cut."""
    text = plain(text[:2000])
    if width_of(text, size) <= width:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if width_of(text[:middle] + "…", size) <= width:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip() + "…"


def lines(text: str, width: float, size: float, most: int) -> list[str]:
    """Return a text broken into at most ``most`` lines; the last is cut."""
    found: list[str] = []
    rest = plain(text[:4000]).split(" ")
    while rest and len(found) < most:
        line = rest.pop(0)
        while rest and width_of(f"{line} {rest[0]}", size) <= width:
            line += " " + rest.pop(0)
        if len(found) == most - 1 and rest:
            line = " ".join([line, *rest])
        found.append(fit(line, width, size))
    return found


def _number(value: object) -> object:
    return f"{value:.1f}".rstrip("0").rstrip(".") if isinstance(value, float) else value
