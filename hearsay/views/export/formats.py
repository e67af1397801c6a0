"""Which formats there are, and the one way in which they are written."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, Protocol, cast

if TYPE_CHECKING:
    from hearsay.record.selection import Selection
    from hearsay.record.tables import Rows


class Write(Protocol):
    """Writes all that was chosen. The same record and choice give the same bytes."""

    def __call__(self, chosen: Selection, out: BinaryIO, rows: Rows) -> None:
        """Write to ``out``. ``rows``: what a row is, for formats that are a table; others take no notice."""


@dataclass(frozen=True)
class Format:
    """A format. ``suffix`` ends its files' names; ``tabular``: it has rows; ``binary``: no text."""

    name: str
    module: str
    suffix: str
    what: str
    tabular: bool = False
    binary: bool = False

    def write(self, chosen: Selection, out: BinaryIO, rows: Rows = "statements") -> None:
        """Write all that was chosen. ImportError names the extra that the format needs."""
        module = importlib.import_module(f"hearsay.views.export.{self.module}")
        cast("Write", module.write)(chosen, out, rows)


FORMATS: dict[str, Format] = {
    found.name: found
    for found in (
        Format("csv", "delimited", "csv", "a table for spreadsheets", tabular=True),
        Format("parquet", "parquet", "parquet", "a table for data tools", tabular=True, binary=True),
        Format("ftm", "follow_the_money", "jsonl", "FollowTheMoney statements"),
        Format("schema-org", "schema_org", "jsonld", "schema.org NewsArticle and Claim as JSON-LD"),
        Format("prov", "prov", "json", "W3C PROV-JSON"),
        Format("web-annotation", "web_annotation", "jsonld", "W3C Web Annotations on the articles"),
        Format("timelinejs", "timeline_js", "json", "a TimelineJS timeline"),
        Format("graphml", "graphml", "graphml", "a graph of who has it from whom"),
    )
}
