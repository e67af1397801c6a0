"""A claim drawn: its origins at the left, through agencies, to the outlets at the right, copies folded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from hearsay.record.results import Node
from hearsay.views.phrases import NO_ORIGINS, day_words, source_words
from hearsay.views.plain import count, plain
from hearsay.views.web import addresses
from hearsay.views.web.drawings.svg import drawing, element, fit, lines, words
from hearsay.views.web.kinds import HOWS, KINDS, SIGNS

_WIDTH, _GAP_X, _GAP_Y = 196.0, 58.0, 14.0
_LINE = 17.0
#: Size at which names are measured: they are bold, 14 high.
_NAME = 15.0
#: Boxes below one branch; the rest is folded into one stack.
_MOST = 7
_DEEPEST = 6


@dataclass
class Box:
    """A box of the drawing with what hangs on it."""

    small: str
    name: list[str]
    foot: str
    style: str
    link: str | None
    stack: int = 0
    stance: str = ""
    children: list[Box] = field(default_factory=list)
    y: float = 0.0

    @property
    def height(self) -> float:
        """How high it is."""
        return 22.0 + _LINE * len(self.name) + (19.0 if self.foot else 6.0)


def draw_tree(roots: Sequence[Node], identities: Mapping[str, str], *, title: str) -> Markup:
    """Return the tree of a claim; every box leads to its page. ``identities``: of the origins, by name.

    Empty where there is nothing to draw.
    """
    boxes = [_root(node, identities) for node in roots[:_MOST]]
    if len(roots) > _MOST:
        rest = roots[_MOST:]
        boxes.append(Box("", [f"and {len(rest):,} more"], "listed below", "k-outlet", None, stack=len(rest)))
    if not boxes:
        return Markup()
    height = 10.0
    for box in boxes:
        height = _place(box, height) + _GAP_Y * 1.6
    depth = max(_depth(box) for box in boxes)
    # Room for the shadow of a stack, at the right and below.
    width = depth * _WIDTH + (depth - 1) * _GAP_X + 24.0
    edges: list[Markup] = []
    shapes: list[Markup] = []
    for box in boxes:
        _draw(box, 8.0, edges, shapes)
    return drawing(width, height + 6.0, [*edges, *shapes], title=title, class_="tree", links=True)


def _root(node: Node, identities: Mapping[str, str]) -> Box:
    kind = node.source_kind or "unnamed"
    unstated = kind == "unstated"
    name = "nobody is named" if unstated else source_words(node.name, kind, 200)
    if node.how in NO_ORIGINS:
        name = NO_ORIGINS[node.how] + (
            f" by {node.name}, {day_words(node.published)}" if node.article else ""
        )
    box = Box(
        small=f"{SIGNS[kind]} {'no origin' if node.how in NO_ORIGINS else KINDS[kind]}",
        name=lines(name, _WIDTH - 22, _NAME, 2),
        foot=_stance(node) if node.stance and node.stance != "affirms" else "",
        style=f"k-{kind}",
        link=addresses.source(identities[node.name]) if not unstated and node.name in identities else None,
        stance=node.stance or "",
    )
    box.children = _below(node, 1)
    return box


def _below(node: Node, depth: int) -> list[Box]:
    if depth >= _DEEPEST:
        return []
    plain_ones = [child for child in node.children if child.kind == "article" and not child.children]
    folded = plain_ones[_MOST - 1 :] if len(plain_ones) > _MOST else []
    made = [_box(child, depth) for child in node.children if not any(child is f for f in folded)]
    if folded:
        made.append(
            Box(
                HOWS.get(folded[0].how, ""),
                [f"{len(folded):,} more articles"],
                fit(_names(folded), _WIDTH - 22, 11.5),
                "k-copies",
                None,
                stack=len(folded),
            )
        )
    return made


def _box(node: Node, depth: int) -> Box:
    if node.kind == "hop":
        kind = node.source_kind or "organisation"
        box = Box(
            f"{SIGNS[kind]} passed on by", lines(source_words(node.name, kind, 200), _WIDTH - 22, _NAME, 2), "",
            "k-hop", None,
        )  # fmt: skip
    elif node.kind == "copies":
        number = len(node.children)
        box = Box(
            "copied by",
            [f"{number:,} articles"],
            fit(_names(node.children), _WIDTH - 22, 11.5),
            "k-copies",
            None,
            stack=number,
        )
        # Copies are one stack; only what others took from them stands out again.
        box.children = [b for child in node.children for b in _below(child, depth + 1)]
        return box
    else:
        link = addresses.article(node.article, node.start) if node.article else None
        told = _stance(node) if node.stance and node.stance != "affirms" else ""
        box = Box(
            HOWS.get(node.how, plain(node.how)),
            lines(node.outlet or node.name, _WIDTH - 22, _NAME, 2),
            f"{day_words(node.published)}{' · ' + told if told else ''}",
            "k-article",
            link,
            stance=node.stance or "",
        )
    box.children = _below(node, depth + 1)
    return box


def _names(nodes: Sequence[Node]) -> str:
    return ", ".join(dict.fromkeys(plain(node.outlet or node.name) for node in nodes[:40]))


def _stance(node: Node) -> str:
    return {"denies": "denies it", "hedges": "with a hedge"}.get(node.stance or "", "")


def _place(box: Box, top: float) -> float:
    """Give a box and all below it their heights; where the next one may begin."""
    shadow = 7.0 if box.stack else 0.0
    if not box.children:
        box.y = top
        return top + box.height + shadow + _GAP_Y
    bottom = top
    for child in box.children:
        bottom = _place(child, bottom)
    first, last = box.children[0], box.children[-1]
    middle = (first.y + last.y + last.height) / 2
    box.y = max(top, middle - box.height / 2)
    return max(bottom, box.y + box.height + shadow + _GAP_Y)


def _depth(box: Box) -> int:
    return 1 + max((_depth(child) for child in box.children), default=0)


def _draw(box: Box, x: float, edges: list[Markup], shapes: list[Markup]) -> None:
    parts = [
        element("rect", x=x + n * 4, y=box.y + n * 4, width=_WIDTH, height=box.height, rx=8, class_="leaf")
        for n in ((2, 1) if box.stack else ())
    ]
    parts.append(element("rect", x=x, y=box.y, width=_WIDTH, height=box.height, rx=8, class_="box"))
    parts.append(words(box.small, x + 11, box.y + 17, class_="small"))
    for n, line in enumerate(box.name):
        parts.append(words(line, x + 11, box.y + 35 + n * _LINE, class_="name"))
    if box.foot:
        foot = box.y + 35 + _LINE * len(box.name) - 1
        parts.append(words(box.foot, x + 11, foot, class_="small"))
    group = element("g", *parts, class_=f"node {box.style} {box.stance}".strip())
    shapes.append(element("a", group, href=box.link) if box.link else group)
    # After the box itself: so the keyboard goes from the origin outwards.
    middle = box.y + box.height / 2
    for child in box.children:
        to_x, to_y = x + _WIDTH + _GAP_X, child.y + child.height / 2
        bend = x + _WIDTH + _GAP_X / 2
        style = "edge copy" if child.style == "k-copies" or child.small == HOWS["copies"] else "edge"
        edges.append(
            element(
                "path",
                d=f"M{x + _WIDTH:.1f} {middle:.1f} C{bend:.1f} {middle:.1f} {bend:.1f} {to_y:.1f} {to_x:.1f} {to_y:.1f}",
                class_=style,
            )
        )
        _draw(child, to_x, edges, shapes)


def told(roots: Sequence[Node], articles: int, origins: int) -> str:
    """Return in one sentence what the drawing shows, for who cannot see it."""
    names = ", ".join(
        source_words(r.name, r.source_kind or "unnamed") for r in roots[:5] if r.source_kind != "unstated"
    )
    return f"Tree: {count(articles, 'article')} go back to {count(origins, 'origin')}{': ' + names if names else ''}."
