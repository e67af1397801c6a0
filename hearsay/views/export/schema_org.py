"""schema.org as JSON-LD: each article a NewsArticle, each claim a Claim with where it appears, and a ClaimReview.

The review tells how the claim is sourced; it has no rating, since whether a claim is true is not judged here.
https://schema.org/Claim, https://schema.org/ClaimReview
"""

from __future__ import annotations

from typing import Any, BinaryIO

from hearsay.record.results import ArticleRow, Claim, ClaimOrigin
from hearsay.record.selection import Selection
from hearsay.record.tables import Rows, disagreement_words
from hearsay.views.export.names import agent_iri, article_iri, claim_iri
from hearsay.views.export.pages import present, write_json
from hearsay.views.plain import count

_TYPES = {
    "person": "Person",
    "unnamed": "Person",
    "organisation": "Organization",
    "outlet": "NewsMediaOrganization",
}
#: Who reviews.
_HEARSAY = {"@type": "Organization", "name": "Hearsay"}


def write(chosen: Selection, out: BinaryIO, rows: Rows) -> None:
    """Write one graph."""
    graph: list[dict[str, Any]] = [_article(chosen, row) for row in chosen.articles]
    for claim in chosen.claims:
        graph += [_claim(chosen, claim), _review(chosen, claim)]
    write_json(out, {"@context": "https://schema.org", "@graph": graph})


def _article(chosen: Selection, row: ArticleRow) -> dict[str, Any]:
    article = chosen.article(row.article)
    return present(
        {
            "@type": "NewsArticle",
            "@id": article_iri(row.key),
            "identifier": row.article,
            "url": row.url,
            "headline": row.headline,
            "datePublished": row.published,
            "inLanguage": article.language,
            "wordCount": row.words,
            "author": [{"@type": "Person", "name": name} for name in article.authors],
            "publisher": {"@type": "NewsMediaOrganization", "name": row.outlet} if row.outlet else None,
        }
    )


def _claim(chosen: Selection, claim: Claim) -> dict[str, Any]:
    appears = [{"@id": article_iri(chosen.keys[name])} for name in claim.articles]
    dated = [row for row in chosen.of_claim[claim.id] if row.published]
    first = min(dated, key=lambda row: (row.published or "", row.article), default=None)
    return present(
        {
            "@type": "Claim",
            "@id": claim_iri(claim.id),
            "text": claim.text,
            "temporalCoverage": _interval(claim.time.earliest, claim.time.latest),
            "author": [_origin(origin) for origin in claim.origins],
            "appearance": appears,
            "firstAppearance": {"@id": article_iri(chosen.keys[first.article])} if first else None,
        }
    )


def _review(chosen: Selection, claim: Claim) -> dict[str, Any]:
    told = (
        f"In {count(len(claim.articles), 'article')}, on {count(claim.corroboration, 'independent origin')}"
        + (f"; {count(claim.unstated, 'statement')} without a stated source" if claim.unstated else "")
        + "."
    )
    parting = disagreement_words(claim)
    return {
        "@type": "ClaimReview",
        "@id": f"{claim_iri(claim.id)}:sourcing",
        "author": _HEARSAY,
        "claimReviewed": claim.text,
        "itemReviewed": {"@id": claim_iri(claim.id)},
        "reviewAspect": "sourcing",
        "reviewBody": f"{told} Accounts differ: {parting}." if parting else told,
    }


def _origin(origin: ClaimOrigin) -> dict[str, Any]:
    return present(
        {
            "@type": _TYPES.get(origin.kind, "CreativeWork"),
            "@id": agent_iri(origin.name, origin.actor, origin.kind),
            "name": origin.name,
            "description": "not named in the article" if origin.kind == "unnamed" else None,
        }
    )


def _interval(earliest: str | None, latest: str | None) -> str | None:
    """An ISO 8601 interval, open where nothing is known."""
    if earliest is None and latest is None:
        return None
    return earliest if earliest == latest else f"{earliest or '..'}/{latest or '..'}"
