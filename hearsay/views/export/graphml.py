"""GraphML of sources: who has it from whom. http://graphml.graphdrawing.org/specification.html

Nodes are outlets and those whom they cite; an edge leads from each hand to the one it has a statement from, and
from an outlet to the one whose articles it copied.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import BinaryIO
from xml.sax.saxutils import escape, quoteattr

from hearsay.record.results import Link, StatementRow
from hearsay.record.selection import Selection
from hearsay.record.tables import Rows
from hearsay.views.export.names import agent_id

#: What XML 1.0 cannot hold at all, not even as a reference.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NODE = {
    "name": "string",
    "kind": "string",
    "actor": "string",
    "statements": "int",
    "claims": "int",
    "alone": "int",
}
_EDGE = {"how": "string", "statements": "int", "claims": "int"}


@dataclass
class _Node:
    name: str
    kind: str
    actor: str | None
    statements: int = 0
    claims: set[str] = field(default_factory=set)
    alone: set[str] = field(default_factory=set)


@dataclass
class _Edge:
    statements: int = 0
    claims: set[str] = field(default_factory=set)


def write(chosen: Selection, out: BinaryIO, rows: Rows) -> None:
    """Write one directed graph; parallel edges where one outlet both cites and copies another."""
    nodes, edges = _graph(chosen)
    for line in _lines(nodes, edges):
        out.write(line.encode("utf-8") + b"\n")


def _graph(chosen: Selection) -> tuple[dict[str, _Node], dict[tuple[str, str, str], _Edge]]:
    nodes: dict[str, _Node] = {}
    edges: dict[tuple[str, str, str], _Edge] = {}
    lone = {claim.id for claim in chosen.claims if claim.corroboration == 1}
    outlets = {row.article: _hand(chosen, nodes, row.chain[0], row) for row in chosen.statements}
    for row in chosen.statements:
        hands = [_hand(chosen, nodes, link, row) for link in row.chain if link.kind != "unstated"]
        for outer, inner in pairwise(hands):
            if outer != inner:
                _count(edges, (outer, inner, "cites"), row)
        if row.copy_of in outlets and outlets[row.copy_of] != hands[0]:
            _count(edges, (hands[0], outlets[row.copy_of], "copies"), row)
        if row.root is not None:
            root = nodes[_hand(chosen, nodes, row.root, row)]
            root.statements += 1
            root.claims.add(row.claim)
            if row.claim in lone and row.stance != "denies":
                root.alone.add(row.claim)
    return nodes, edges


def _hand(chosen: Selection, nodes: dict[str, _Node], link: Link, row: StatementRow) -> str:
    # Two unnamed officials, and two articles of no outlet, are not known to be one.
    apart = link.kind in ("unnamed", "document", "footage") or (link.kind == "outlet" and not row.outlet)
    where = f"{link.name} in {row.article}" if apart and link.actor is None else link.name
    name = agent_id(where, link.actor, "outlet" if link.kind == "outlet" else "source")
    node = nodes.setdefault(name, _Node(chosen.called(link.name, link.actor), link.kind, link.actor))
    if link.kind == "outlet":
        node.kind = "outlet"
    return name


def _count(edges: dict[tuple[str, str, str], _Edge], key: tuple[str, str, str], row: StatementRow) -> None:
    edge = edges.setdefault(key, _Edge())
    edge.statements += 1
    edge.claims.add(row.claim)


def _lines(nodes: dict[str, _Node], edges: dict[tuple[str, str, str], _Edge]) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
    for of, columns in (("node", _NODE), ("edge", _EDGE)):
        for name, kind in columns.items():
            yield f'  <key id="{of}_{name}" for="{of}" attr.name="{name}" attr.type="{kind}"/>'
    yield '  <graph id="sources" edgedefault="directed">'
    for name, node in sorted(nodes.items()):
        yield f"    <node id={quoteattr(name)}>"
        yield from _data("node", {
            "name": node.name, "kind": node.kind, "actor": node.actor, "statements": node.statements,
            "claims": len(node.claims), "alone": len(node.alone),
        })  # fmt: skip
        yield "    </node>"
    for n, ((outer, inner, how), edge) in enumerate(sorted(edges.items())):
        yield f'    <edge id="e{n}" source={quoteattr(outer)} target={quoteattr(inner)}>'
        yield from _data("edge", {"how": how, "statements": edge.statements, "claims": len(edge.claims)})
        yield "    </edge>"
    yield "  </graph>"
    yield "</graphml>"


def _data(of: str, values: dict[str, str | int | None]) -> Iterator[str]:
    for name, value in values.items():
        if value is not None:
            yield f'      <data key="{of}_{name}">{escape(_FORBIDDEN.sub(chr(0xFFFD), str(value)))}</data>'
