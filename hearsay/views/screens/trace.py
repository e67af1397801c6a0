"""A claim as a tree: from its origins, through the hands that passed it on, to the articles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from hearsay.record.results import Node, Reason, Trace
from hearsay.views.phrases import NO_ORIGINS, day_words, interval_words, source_words
from hearsay.views.plain import count, plain, shorten
from hearsay.views.screens.disagreements import draw_dispute
from hearsay.views.screens.screen import BOLD, DIM, KINDS, STANCE_STYLES, WARN, Piece, Screen

if TYPE_CHECKING:
    from rich.tree import Tree

_WORDS = 170
#: Branches deeper than this stay at this depth, or nothing would be left of the line.
_DEEPEST = 8
#: How an article hangs on what stands above it, said before and after its name.
_HOW = {
    "says": ("", ""),
    "reports": ("reported by ", ""),
    "own reporting": ("", ", in its own voice"),
    "cites": ("cited by ", ""),
    "copies": ("copied by ", ""),
    "restates": ("restated by ", ""),
    "unstated": ("", ", which names nobody"),
    "circular": ("", ""),
}


def draw_trace(screen: Screen, trace: Trace, *, why: bool = False) -> None:
    """Draw the tree of a claim; ``why`` adds the reasons for every step."""
    from rich.tree import Tree

    claim = trace.claim
    origins = "NO origin" if not claim.corroboration else count(claim.corroboration, "origin")
    if claim.corroboration == 1:
        origins = "ONE origin"
    when = interval_words(claim.time.earliest, claim.time.latest) or "undated"
    head: list[Piece | str] = [
        (shorten(plain(claim.text), 300), BOLD),
        (f"\n{when} · {count(len(claim.articles), 'article')} · ", ""),
        (origins, BOLD),
        (f" · claim {plain(claim.id)}", DIM),
    ]
    if claim.unstated:
        head.append((f"\n{count(claim.unstated, 'statement')} naming nobody as the source", WARN))
    if claim.withdrawn:
        head.append((f"\n{count(claim.withdrawn, 'statement')} taken back: see below", WARN))
    tree = Tree(screen.text(head), guide_style=DIM)
    for root in trace.roots:
        _grow(screen, tree, root, 1, why=why)
    screen.draw(tree)
    for dispute in trace.disputes:
        draw_dispute(screen, dispute, claim=False, why=why)
    if len(claim.statements) > 1 and trace.reasons:
        _draw_why(screen, trace.reasons, why=why)


def _grow(screen: Screen, above: Tree, node: Node, depth: int, *, why: bool, words: bool = True) -> None:
    pieces = _label(node)
    if node.words and words:
        pieces.append((f"\n“{shorten(plain(node.words), _WORDS)}”", ""))
    if why and node.reasons:
        pieces.append((f"\n{_reasons(node.reasons)}", DIM))
    branch = above.add(screen.text(pieces))
    for child in node.children:
        if node.kind == "copies" and not child.children and not why:
            continue  # it is named above
        # The words of a copy are those above it.
        shown = node.kind != "copies" and child.how != "copies"
        _grow(screen, branch if depth < _DEEPEST else above, child, depth + 1, why=why, words=shown or why)


def _label(node: Node) -> list[Piece | str]:
    if node.kind == "origin":
        if node.how in NO_ORIGINS:
            return _no_origin(node)
        kind = node.source_kind or "unnamed"
        pieces: list[Piece | str] = [(source_words(node.name, kind), f"{BOLD} {KINDS[kind]}".strip())]
        if node.stance and node.stance != "affirms":
            pieces.append((f"  {node.stance} it", STANCE_STYLES[node.stance]))
        return pieces
    if node.kind == "hop":
        kind = node.source_kind or "organisation"
        return [("through ", DIM), (source_words(node.name, kind), KINDS[kind])]
    if node.kind == "copies":
        copies = count(len(node.children), "article")
        return [(f"copied by {copies}: ", DIM), shorten(plain(node.name), 200)]
    before, after = _HOW.get(node.how, (f"{plain(node.how)}: ", ""))
    name = plain(node.outlet or node.name) or "(no name)"
    pieces = [(before, DIM), (name, ""), (after, DIM), (f", {day_words(node.published)}", DIM)]
    if node.stance and node.stance != "affirms":
        pieces.append((f"  {node.stance} it", STANCE_STYLES[node.stance]))
    return pieces


def _no_origin(node: Node) -> list[Piece | str]:
    """Why what follows has no origin: each cites the other, or it was taken back."""
    if node.how == "circular":
        return [(NO_ORIGINS[node.how], WARN)]
    by = f" by {plain(node.name)}, {day_words(node.published)}"
    return [(NO_ORIGINS[node.how], WARN), by]


def _draw_why(screen: Screen, reasons: Sequence[Reason], *, why: bool) -> None:
    if why:
        screen.line(("Why one claim (summed over all its pairs of statements):", DIM))
        for reason in reasons:
            screen.row(("", "", 1), body=[(_reason(reason), DIM)])
        return
    alike = [plain(reason.rule) for reason in reasons if reason.score is None or reason.score > 0]
    screen.line((f"Why one claim: alike in {', '.join(alike[:5])} (--why tells more)", DIM))


def _reasons(reasons: Sequence[Reason]) -> str:
    return "; ".join(map(_reason, reasons))


def _reason(reason: Reason) -> str:
    told = plain(reason.rule) + (f": {shorten(plain(reason.seen), 80)}" if reason.seen else "")
    return told + (f" ({reason.score:+.2f})" if reason.score is not None else "")
