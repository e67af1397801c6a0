"""A record as a notebook shows it: how much it holds, and its most repeated claims with their origins."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hearsay.record.record import Record

#: So many claims are shown.
SHOWN = 10


def record_html(record: Record) -> str:
    """Return a record as HTML. What comes from articles is escaped: it is not trusted."""
    counts = record.counts()
    told = (
        f"{counts.articles:,} articles from {counts.outlets:,} outlets · {counts.statements:,} statements · "
        f"{counts.claims:,} claims · {counts.origins:,} origins"
    )
    rows = "".join(
        f"<tr><td>{len(claim.articles):,}</td><td>{claim.corroboration:,}</td>"
        f"<td>{escape(claim.text)}</td><td>{escape(_origins([o.name for o in claim.origins]))}</td></tr>"
        for claim in record.claims(top=SHOWN)
    )
    head = "<tr><th>articles</th><th>origins</th><th>claim</th><th>on the word of</th></tr>"
    return (
        f"<p><b>{escape(record.path.name)}</b>: {told}</p>"
        f"<table><thead>{head}</thead><tbody>{rows}</tbody></table>"
    )


def _origins(names: list[str], shown: int = 3) -> str:
    more = f" and {len(names) - shown} more" if len(names) > shown else ""
    return ", ".join(names[:shown]) + more if names else "nobody is named"
