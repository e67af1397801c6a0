"""W3C Web Annotations: each statement marked in its article, with who says so as the mark's text.

https://www.w3.org/TR/annotation-model/ - targets carry a TextQuoteSelector, which finds the words again in a
page whose offsets are others, and a TextPositionSelector, whose offsets count code points of the stored text.
"""

from __future__ import annotations

from typing import Any, BinaryIO

from hearsay.record.results import StatementRow
from hearsay.record.selection import Selection
from hearsay.record.tables import Rows
from hearsay.schema import Article, Span
from hearsay.views.export.names import address, claim_iri, statement_iri
from hearsay.views.export.pages import write_json
from hearsay.views.phrases import chain_words

#: So many characters before and after tell a quotation that stands in an article twice.
_CONTEXT = 48


def write(chosen: Selection, out: BinaryIO, rows: Rows) -> None:
    """Write one AnnotationPage with an annotation for each statement."""
    write_json(
        out,
        {
            "@context": "http://www.w3.org/ns/anno.jsonld",
            "id": "urn:hearsay:statements",
            "type": "AnnotationPage",
            "startIndex": 0,
            "items": [_annotation(chosen, row) for row in chosen.statements],
        },
    )


def _annotation(chosen: Selection, row: StatementRow) -> dict[str, Any]:
    article = chosen.article(row.article)
    target = address(article.url, chosen.keys[row.article])
    return {
        "id": statement_iri(row.id),
        "type": "Annotation",
        "motivation": "describing",
        "body": [
            {
                "type": "TextualBody",
                "format": "text/plain",
                "language": "en",
                "purpose": "describing",
                "value": f"{row.stance}: {chain_words(row.chain)}",
            },
            {"type": "SpecificResource", "purpose": "linking", "source": claim_iri(row.claim)},
        ],
        "target": [
            {"source": target, "type": "SpecificResource", "selector": selectors(article, span)}
            for span in row.spans
        ],
    }


def selectors(article: Article, span: Span) -> list[dict[str, Any]]:
    """The words with what stands around them, and where they stand: one target, told in two ways."""
    start, end = span
    return [
        {
            "type": "TextQuoteSelector",
            "exact": article.text[start:end],
            "prefix": article.text[max(0, start - _CONTEXT) : start],
            "suffix": article.text[end : end + _CONTEXT],
        },
        {"type": "TextPositionSelector", "start": start, "end": end},
    ]
