"""Rows of the tables that lists are exported as."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hearsay.record.results import Claim, StatementRow
from hearsay.views.phrases import chain_words, source_words
from hearsay.views.web.page import Rows


def outlets_of(claim: Claim) -> int:
    """How many outlets state a claim."""
    return len({statement.chain[0].name for statement in claim.statements if statement.chain})


def origins_of(claim: Claim) -> str:
    """The origins of a claim, by name."""
    return "; ".join(source_words(origin.name, origin.kind) for origin in claim.origins)


def claim_rows(claims: Iterable[Claim]) -> Iterator[tuple[object, ...]]:
    """Claims as a table."""
    yield (
        "claim", "text", "earliest", "latest", "articles", "outlets", "origins", "rests on", "naming nobody",
        "differ in",
    )  # fmt: skip
    for claim in claims:
        yield (
            claim.id, claim.text, claim.time.earliest, claim.time.latest, len(claim.articles),
            outlets_of(claim), claim.corroboration, origins_of(claim), claim.unstated,
            "; ".join(d.about for d in claim.disagreements),
        )  # fmt: skip


def statement_rows(rows: Iterable[StatementRow]) -> Rows:
    """Statements as a table."""
    yield (
        "statement", "claim", "published", "outlet", "headline", "article", "start", "end", "words", "stance",
        "came through", "rests on", "earliest", "latest",
    )  # fmt: skip
    for row in rows:
        root = row.root
        yield (
            row.id, row.claim, row.published, row.outlet, row.headline, row.article, row.start, row.end, row.text,
            row.stance, chain_words(row.chain), source_words(root.name, root.kind) if root else "nobody is named",
            row.time.earliest, row.time.latest,
        )  # fmt: skip
