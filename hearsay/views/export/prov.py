"""W3C PROV as PROV-JSON: articles, statements and claims as entities, whoever said something as agents.

https://www.w3.org/submissions/prov-json/ - PROV-O's wasQuotedFrom is there a derivation of type prov:Quotation.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, BinaryIO

from hearsay.record.results import ArticleRow, Claim, ClaimOrigin, Link, StatementRow
from hearsay.record.selection import Selection
from hearsay.record.tables import Rows
from hearsay.views.export.names import agent_id
from hearsay.views.export.pages import present, write_json

_PREFIXES = {
    "hearsay": "urn:hearsay:",
    "article": "urn:hearsay:article:",
    "statement": "urn:hearsay:statement:",
    "claim": "urn:hearsay:claim:",
    "agent": "urn:hearsay:agent:",
    "schema": "https://schema.org/",
}
_TYPES = {"person": "prov:Person", "unnamed": "prov:Person", "organisation": "prov:Organization",
          "outlet": "prov:Organization"}  # fmt: skip

Part = dict[str, dict[str, Any]]


def write(chosen: Selection, out: BinaryIO, rows: Rows) -> None:
    """Write one PROV-JSON document."""
    document = _Document(chosen)
    for article in chosen.articles:
        document.article(article)
    for statement in chosen.statements:
        document.statement(statement)
    for claim in chosen.claims:
        document.claim(claim)
    document.copies()
    write_json(out, {"prefix": _PREFIXES, **{name: part for name, part in document.parts.items() if part}})


class _Document:
    """The parts of a PROV-JSON document, each a map from name to attributes."""

    def __init__(self, chosen: Selection) -> None:
        self.chosen = chosen
        self.parts: defaultdict[str, Part] = defaultdict(dict)
        self._outlets: set[str] = set()

    def article(self, row: ArticleRow) -> None:
        """An article, and the outlet that it is attributed to."""
        name = f"article:{row.key}"
        self.parts["entity"][name] = present(
            {
                "prov:type": _name("schema:NewsArticle"),
                "prov:label": row.headline,
                "schema:identifier": row.article,
                "schema:url": {"$": row.url, "type": "xsd:anyURI"} if row.url else None,
                "schema:datePublished": row.published,
            }
        )

    def statement(self, row: StatementRow) -> None:
        """A statement: quoted from its article, derived from what it copies, attributed to each hand."""
        name = f"statement:{row.id}"
        self.parts["entity"][name] = present(
            {
                "prov:type": _name("schema:Quotation"),
                "prov:value": row.text,
                "hearsay:stance": row.stance,
                "hearsay:modality": row.modality,
                "hearsay:earliest": row.time.earliest,
                "hearsay:latest": row.time.latest,
            }
        )
        article = self.chosen.keys[row.article]
        self.parts["entity"][name] |= {"hearsay:start": row.start, "hearsay:end": row.end}
        self._derived(name, f"article:{article}", {"prov:type": _name("prov:Quotation")})
        if row.copy_of:
            self._derived(
                name, f"article:{self.chosen.keys[row.copy_of]}", {"prov:type": _name("hearsay:Copy")}
            )
            self._known(row.copy_of)
        if article not in self._outlets:
            self._outlets.add(article)
            self._attributed(f"article:{article}", [(row.chain[0], {})])
        self._attributed(
            name, [(link, {"hearsay:hand": n}) for n, link in enumerate(row.chain) if link.kind != "unstated"]
        )

    def claim(self, claim: Claim) -> None:
        """A claim: derived from its statements, attributed to its independent origins."""
        name = f"claim:{claim.id}"
        self.parts["entity"][name] = {
            "prov:type": _name("schema:Claim"),
            "prov:label": claim.text,
            "hearsay:corroboration": claim.corroboration,
        }
        for row in self.chosen.of_claim[claim.id]:
            self._derived(name, f"statement:{row.id}", {"hearsay:stance": row.stance})
        self._attributed(name, [(origin, {"hearsay:origin": True}) for origin in claim.origins])

    def copies(self) -> None:
        """Articles derived from others, where it is known which was first."""
        named = {row.article for row in self.chosen.articles}
        for copy in self.chosen.record.copies():
            if copy.article in named and copy.direction != "unknown":
                self._known(copy.original)
                self._derived(
                    f"article:{self.chosen.keys[copy.article]}",
                    f"article:{self.chosen.keys[copy.original]}",
                    {"prov:type": _name("hearsay:Copy"), "hearsay:share": copy.share},
                )

    def _known(self, article: str) -> None:
        """An article that was not chosen can be the original of one that was."""
        if f"article:{self.chosen.keys[article]}" not in self.parts["entity"]:
            self.article(self.chosen.known[article])

    def _derived(self, made: str, used: str, more: dict[str, Any]) -> None:
        part = self.parts["wasDerivedFrom"]
        part[f"_:d{len(part)}"] = {"prov:generatedEntity": made, "prov:usedEntity": used, **more}

    def _attributed(self, entity: str, to: Iterable[tuple[Link | ClaimOrigin, dict[str, Any]]]) -> None:
        part = self.parts["wasAttributedTo"]
        for who, more in to:
            agent = f"agent:{agent_id(who.name, who.actor, who.kind)}"
            self.parts["agent"].setdefault(
                agent,
                present(
                    {
                        "prov:type": _name(_TYPES[who.kind]) if who.kind in _TYPES else None,
                        "prov:label": self.chosen.called(who.name, who.actor),
                        "hearsay:kind": who.kind,
                    }
                ),
            )
            part[f"_:a{len(part)}"] = {"prov:entity": entity, "prov:agent": agent, **more}


def _name(name: str) -> dict[str, str]:
    return {"$": name, "type": "prov:QUALIFIED_NAME"}
