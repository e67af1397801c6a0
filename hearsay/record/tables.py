"""A record as flat tables for data tools: one row an event, a statement, or a claim.

Column names follow those that conflict researchers know from ACLED and PLOVER where they mean the same. Each
row leads back to the characters that it was read from: ``article``, ``start``, ``end``.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, get_args

from hearsay.record.event_rows import EVENT_COLUMNS, SEPARATOR, event_rows
from hearsay.record.selection import Selection, unique

if TYPE_CHECKING:
    import pandas
    import pyarrow

    from hearsay.record.record import Record
    from hearsay.record.results import Claim, StatementRow

Rows = Literal["events", "statements", "claims"]
ROWS: tuple[Rows, ...] = get_args(Rows)
Cell: TypeAlias = str | int | float | bool | None
#: What stands between the hands of a chain, the outlet's first.
BY = " < "

STATEMENT_COLUMNS: dict[str, type] = {
    "statement_id": str,
    "claim_id": str,
    "article": str,
    "outlet": str,
    "headline": str,
    "published": str,
    "url": str,
    "text": str,
    "start": int,
    "end": int,
    "stance": str,
    "kind": str,
    "modality": str,
    "earliest": str,
    "latest": str,
    "precision": str,
    "chain": str,
    "hands": int,
    "said_by": str,
    "said_by_kind": str,
    "rests_on": str,
    "rests_on_kind": str,
    "rests_on_id": str,
    "copy_of": str,
    "names": str,
    "confidence": float,
}
CLAIM_COLUMNS: dict[str, type] = {
    "claim_id": str,
    "text": str,
    "earliest": str,
    "latest": str,
    "precision": str,
    "modality": str,
    "stance": str,
    "statements": int,
    "articles": int,
    "outlets": int,
    "origins": int,
    "unstated": int,
    "outlet_names": str,
    "origin_names": str,
    "origin_kinds": str,
    "disputed": bool,
    "disagreements": str,
    "article": str,
    "start": int,
    "end": int,
}
_COLUMNS: dict[Rows, dict[str, type]] = {
    "events": EVENT_COLUMNS,
    "statements": STATEMENT_COLUMNS,
    "claims": CLAIM_COLUMNS,
}


@dataclass(frozen=True)
class Table:
    """Rows of equal shape. ``columns`` maps each name to the type of its cells (or None where unknown)."""

    name: Rows
    columns: dict[str, type]
    rows: tuple[tuple[Cell, ...], ...]

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, Cell]]:
        for row in self.rows:
            yield dict(zip(self.columns, row, strict=True))

    def to_arrow(self) -> pyarrow.Table:
        """As an Arrow table; needs ``hearsay[parquet]``. ImportError names it when it is missing."""
        try:
            import pyarrow
        except ImportError as error:
            raise ImportError("Arrow needs pyarrow: pip install 'hearsay[parquet]'") from error
        types = {str: pyarrow.string(), int: pyarrow.int64(), float: pyarrow.float64(), bool: pyarrow.bool_()}
        columns = list(zip(*self.rows, strict=True)) or [()] * len(self.columns)
        return pyarrow.table(
            [
                pyarrow.array(cells, type=types[kind])
                for cells, kind in zip(columns, self.columns.values(), strict=True)
            ],
            names=list(self.columns),
        )

    def to_pandas(self) -> pandas.DataFrame:
        """As a data frame; needs pandas. ImportError says so when it is missing."""
        try:
            import pandas
        except ImportError as error:
            raise ImportError("a data frame needs pandas: pip install pandas") from error
        # Columns of numbers with gaps stay whole numbers, and unknown stays unknown.
        types = {str: "string", int: "Int64", float: "Float64", bool: "boolean"}
        columns = list(zip(*self.rows, strict=True)) or [()] * len(self.columns)
        return pandas.DataFrame(
            {
                name: pandas.Series(list(cells), dtype=types[kind])
                for (name, kind), cells in zip(self.columns.items(), columns, strict=True)
            }
        )

    def _repr_html_(self, shown: int = 20) -> str:
        """The first rows as an HTML table, for notebooks. Texts are escaped: they are not trusted."""
        head = "".join(f"<th>{html.escape(name)}</th>" for name in self.columns)
        body = "".join(
            "<tr>" + "".join(f"<td>{_escaped(cell)}</td>" for cell in row) + "</tr>"
            for row in self.rows[:shown]
        )
        more = f"<p>{len(self):,} {self.name}</p>"
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


def _escaped(cell: Cell) -> str:
    return "" if cell is None else html.escape(str(cell))


def table(
    record: Record,
    rows: Rows = "statements",
    about: str | None = None,
    since: str | None = None,
    until: str | None = None,
    source: str | None = None,
) -> Table:
    """A record as one table. The filters choose claims, as :meth:`hearsay.record.Record.claims` does.

    Raises ValueError for an unknown ``rows``, and for what is no date.
    """
    if rows not in _COLUMNS:
        raise ValueError(f"rows must be one of {', '.join(ROWS)}, not {rows!r}")
    return of_selection(Selection(record, about, since, until, source), rows)


def of_selection(chosen: Selection, rows: Rows) -> Table:
    """The same of claims that were chosen already."""
    made = tuple(tuple(row[name] for name in _COLUMNS[rows]) for row in _MAKERS[rows](chosen))
    return Table(rows, _COLUMNS[rows], made)


def _statement_rows(chosen: Selection) -> Iterator[dict[str, Any]]:
    addresses = {row.article: row.url for row in chosen.articles}
    for row in chosen.statements:
        yield _statement_row(row, addresses.get(row.article))


def _statement_row(row: StatementRow, url: str | None) -> dict[str, Any]:
    return {
        "statement_id": row.id,
        "claim_id": row.claim,
        "article": row.article,
        "outlet": row.outlet,
        "headline": row.headline,
        "published": row.published,
        "url": url,
        "text": row.text,
        "start": row.start,
        "end": row.end,
        "stance": row.stance,
        "kind": row.kind,
        "modality": row.modality,
        "earliest": row.time.earliest,
        "latest": row.time.latest,
        "precision": row.precision,
        "chain": BY.join(link.name or link.kind for link in row.chain),
        "hands": len(row.chain),
        "said_by": row.origin.name or None,
        "said_by_kind": row.origin.kind,
        "rests_on": row.root.name if row.root else None,
        "rests_on_kind": row.root.kind if row.root else "unstated",
        "rests_on_id": row.root.actor if row.root else None,
        "copy_of": row.copy_of,
        "names": SEPARATOR.join(row.entities) or None,
        "confidence": row.confidence,
    }


def _claim_rows(chosen: Selection) -> Iterator[dict[str, Any]]:
    for claim in chosen.claims:
        entry = chosen.entries[claim.id]
        first = next((s for s in chosen.of_claim[claim.id] if s.text == claim.text), None)
        first = first or chosen.of_claim[claim.id][0]
        yield {
            "claim_id": claim.id,
            "text": claim.text,
            "earliest": claim.time.earliest,
            "latest": claim.time.latest,
            "precision": entry.precision,
            "modality": entry.modality,
            "stance": entry.stance,
            "statements": len(claim.statements),
            "articles": len(claim.articles),
            "outlets": len(chosen.publishers(claim.id)),
            "origins": claim.corroboration,
            "unstated": claim.unstated,
            "outlet_names": SEPARATOR.join(chosen.publishers(claim.id)),
            "origin_names": SEPARATOR.join(origin.name for origin in claim.origins) or None,
            "origin_kinds": SEPARATOR.join(unique(origin.kind for origin in claim.origins)) or None,
            "disputed": bool(claim.disagreements),
            "disagreements": disagreement_words(claim) or None,
            "article": first.article,
            "start": first.start,
            "end": first.end,
        }


def disagreement_words(claim: Claim) -> str:
    """Where accounts part, in one line: "figure: crew: 11 | 12"."""
    return SEPARATOR.join(
        f"{parting.about}: {' | '.join(value.value for value in parting.values)}"
        for parting in claim.disagreements
    )


_MAKERS: dict[Rows, Callable[[Selection], Iterator[dict[str, Any]]]] = {
    "events": event_rows,
    "statements": _statement_rows,
    "claims": _claim_rows,
}
