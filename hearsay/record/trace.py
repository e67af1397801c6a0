"""A claim as a tree: its origins, under each the statements that rest on it, by the way they have it
from there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import msgspec

from hearsay.record.results import Claim, Dispute, Link, Node, NodeKind, Reason, StatementRow, Trace
from hearsay.record.store import Store
from hearsay.schema import SourceKind, Stance

_rows = msgspec.json.Decoder(StatementRow)
_reasons = msgspec.json.Decoder(tuple[Reason, ...])
_disputes = msgspec.json.Decoder(Dispute)


@dataclass(frozen=True, slots=True)
class _Said:
    """A statement with the step by which it leads to its root."""

    row: StatementRow
    stance: Stance
    how: str | None
    via: str | None
    root: tuple[str, str, str | None, SourceKind]
    reasons: tuple[Reason, ...]


def build_trace(store: Store, claim: Claim) -> Trace:
    """Build the tree of a claim. Articles go by key, as in the tables."""
    said = {
        row[0]: _Said(
            _rows.decode(row[1]),
            row[2],
            row[3],
            row[4],
            (row[5], row[6], row[7], row[8]),
            _reasons.decode(row[9]),
        )
        for row in store.rows(
            "SELECT statement, detail, stance, how, via, root, root_name, root_actor, root_kind, reasons "
            "FROM claim_statements WHERE claim = ?",
            (claim.id,),
        )
    }
    notices = _notices(store, said.values())
    order = {name: n for n, name in enumerate(sorted(said, key=lambda s: _when(said[s].row)))}
    below: dict[str, list[str]] = {}
    tops: dict[tuple[str, bool, str], list[str]] = {}
    for name in sorted(said, key=lambda s: order[s]):
        one = said[name]
        if one.via in said and one.via is not None:
            below.setdefault(one.via, []).append(name)
        else:
            tops.setdefault((one.root[0], one.stance == "denies", _cause(one)), []).append(name)
    roots = [_root(key, names, said, below, notices) for key, names in tops.items()]
    weight = {"affirms": 0, "hedges": 0, "denies": 1}
    roots.sort(
        key=lambda n: (
            n.source_kind == "unstated",
            weight[n.stance or "affirms"],
            -_articles(n),
            n.name,
            n.words,
        )
    )
    disputes = tuple(
        _disputes.decode(row[0])
        for row in store.rows(
            "SELECT detail FROM disagreements WHERE claim = ? ORDER BY about, of", (claim.id,)
        )
    )
    merged: dict[str, tuple[float, int]] = {}
    for _, reasons in store.rows(
        "SELECT score, reasons FROM merges WHERE claim = ? ORDER BY one, other", (claim.id,)
    ):
        for reason in _reasons.decode(reasons):
            total, count = merged.get(f"{reason.rule}\0{reason.seen}", (0.0, 0))
            merged[f"{reason.rule}\0{reason.seen}"] = (total + (reason.score or 0.0), count + 1)
    return Trace(claim, tuple(roots), disputes, _summary(merged))


def _cause(one: _Said) -> str:
    """Why a statement has no origin, where it is not that none is stated: "withdrawn", "corrected", "circular"."""
    if one.root[0]:
        return ""
    if one.how in ("withdrawn", "corrected"):
        return one.how
    return "circular" if any(r.rule == "circular" for r in one.reasons) else ""


def _notices(store: Store, said: Iterable[_Said]) -> Mapping[str, tuple[str | None, str | None]]:
    """Outlet and date of the articles that take something back."""
    keys = sorted({one.via for one in said if one.via and _cause(one) in ("withdrawn", "corrected")})
    found = {}
    for key in keys:
        for outlet, published in store.rows("SELECT outlet, published FROM articles WHERE key = ?", (key,)):
            found[key] = (outlet, published)
    return found


def _summary(merged: Mapping[str, tuple[float, int]]) -> tuple[Reason, ...]:
    """The reasons of all merges, each said once, those that weigh most together first; the commonest
    wording of a rule.
    """
    rules: dict[str, tuple[float, str]] = {}
    for key, (total, _) in sorted(merged.items(), key=lambda item: (-abs(item[1][0]), item[0])):
        rule, _, seen = key.partition("\0")
        weight, first = rules.get(rule, (0.0, seen))
        rules[rule] = (weight + total, first)
    return tuple(
        Reason(rule, seen, round(weight, 3))
        for rule, (weight, seen) in sorted(rules.items(), key=lambda item: (-item[1][0], item[0]))
    )


def _when(row: StatementRow) -> tuple[str, str, int, str]:
    return row.published or "~", row.article, row.start, row.id


def _root(
    key: tuple[str, bool, str],
    names: list[str],
    said: Mapping[str, _Said],
    below: Mapping[str, list[str]],
    notices: Mapping[str, tuple[str | None, str | None]],
) -> Node:
    _, name, actor, kind = said[names[0]].root
    first = said[names[0]]
    cause = key[2]
    children = tuple(_node(n, said, below, top=True) for n in names)
    stance: Stance = "denies" if key[1] else "hedges"
    if any(said[n].stance == "affirms" for n in names):
        stance = "affirms"
    if first.via is not None and first.via in notices and cause:
        outlet, published = notices[first.via]
        return Node(
            kind="origin", name=outlet or first.via[:12], how=cause, source_kind="unstated", stance=stance,
            article=first.via, outlet=outlet, published=published, reasons=first.reasons, children=children,
            words=first.reasons[0].seen if first.reasons else "",
        )  # fmt: skip
    last = first.row.origin
    own = last.start is not None and last.end is not None and first.via is None
    return Node(
        kind="origin",
        name=name,
        how=cause or ("unstated" if kind == "unstated" else "says"),
        source_kind=kind,
        actor=actor,
        stance=stance,
        article=first.row.article if own else None,
        start=last.start if own else None,
        end=last.end if own else None,
        children=children,
    )


def _node(name: str, said: Mapping[str, _Said], below: Mapping[str, list[str]], *, top: bool = False) -> Node:
    """A statement, and under it those that have it from there. Copies of it are gathered in one branch."""
    one = said[name]
    row = one.row
    cause = _cause(one) if top else ""
    how = (cause if cause == "circular" else None if cause else one.how) or (
        "own reporting"
        if cause or row.origin.kind == "outlet"
        else "unstated"
        if row.root is None
        else "reports"
    )
    children = list(below.get(name, ()))
    copies = [n for n in children if said[n].how == "copies"]
    made = [_node(n, said, below) for n in children if n not in copies]
    if len(copies) > 1:
        made.insert(
            0,
            Node(
                kind="copies",
                name=", ".join(dict.fromkeys(said[n].row.outlet or said[n].row.article[:12] for n in copies)),
                how="copies",
                children=tuple(_node(n, said, below) for n in copies),
            ),
        )
    else:
        made = [*(_node(n, said, below) for n in copies), *made]
    node = Node(
        kind="article",
        name=row.outlet or row.headline or row.article[:12],
        how=how,
        source_kind=None,
        actor=row.chain[0].actor,
        stance=one.stance,
        article=row.article,
        outlet=row.outlet,
        published=row.published,
        start=row.start,
        end=row.end,
        words=row.text,
        reasons=one.reasons,
        children=tuple(made),
    )
    return _through(row.chain, node, row) if top else node


def _through(chain: tuple[Link, ...], node: Node, row: StatementRow) -> Node:
    """Put the hands between the origin and the article (an agency that is not in the record) between them."""
    for link in chain[1:-1]:
        kind: NodeKind = "hop"
        node = Node(
            kind=kind, name=link.name, how="cites", source_kind=link.kind, actor=link.actor,
            article=row.article, start=link.start, end=link.end, children=(node,),
        )  # fmt: skip
    return node


def _articles(node: Node) -> int:
    found: set[str] = set()

    def visit(branch: Node) -> None:
        if branch.kind == "article" and branch.article:
            found.add(branch.article)
        for child in branch.children:
            visit(child)

    visit(node)
    return len(found)
