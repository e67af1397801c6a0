"""What the tools answer: small JSON objects of a record's claims, traces, passages and labels.

Words from articles are fit for a terminal and on one line; long lists say how many were left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from hearsay.record.passages import Independence
from hearsay.record.results import Claim, ClaimOrigin, Dispute, Node, TimelineEntry, Trace
from hearsay.schema import Article, Reading, Statement
from hearsay.views.label import Label
from hearsay.views.phrases import chain_words, interval_words, source_words
from hearsay.views.plain import count, plain

Answer = dict[str, Any]

#: Articles named of one claim; the number of all stands beside them.
_NAMED = 12
#: Statements shown of an article that is checked; the label counts all.
_STATEMENTS = 200


def fit(value: Any) -> Any:
    """The value as JSON has it, every text in it harmless, without fields that hold nothing."""
    return _fit(msgspec.to_builtins(value))


def _fit(value: Any) -> Any:
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, dict):
        return {plain(str(name)): _fit(held) for name, held in value.items() if held is not None}
    if isinstance(value, (list, tuple)):
        return [_fit(held) for held in value]
    return value


def sourced(articles: int, origins: int, unstated: int) -> str:
    """How a claim is sourced, in words: so that nobody has to reckon."""
    on = (
        f"on {count(origins, 'independent origin')}"
        if origins
        else "on nobody's word: no origin is stated anywhere"
    )
    more = f"; {count(unstated, 'statement')} without a stated source" if unstated and origins else ""
    return f"in {count(articles, 'article')}, {on}{more}"


def claim_answer(claim: Claim) -> Answer:
    """A claim in short."""
    return fit(  # type: ignore[no-any-return]
        {
            "claim": claim.id,
            "text": claim.text,
            "when": interval_words(claim.time.earliest, claim.time.latest) or None,
            "sourcing": sourced(len(claim.articles), claim.corroboration, claim.unstated),
            "corroboration": claim.corroboration,
            "origins": [_origin(origin) for origin in claim.origins],
            "articles": claim.articles[:_NAMED],
            "articles_in_all": len(claim.articles),
            "accounts_differ_on": [
                {"about": parting.about, "values": [_value(v.value, v.origins) for v in parting.values]}
                for parting in claim.disagreements
            ],
        }
    )


def _origin(origin: ClaimOrigin) -> Answer:
    return {
        "who": source_words(origin.name, origin.kind),
        "kind": origin.kind,
        "articles": len(origin.articles),
    }


def _value(value: str, origins: Sequence[str]) -> Answer:
    return {"value": value, "says": [name or "nobody is named" for name in origins]}


def trace_answer(trace: Trace) -> Answer:
    """A claim's tree: each origin, under it the hands and the articles with their words."""
    return {
        **claim_answer(trace.claim),
        "tree": [fit(_node(node)) for node in trace.roots],
        "disagreements": [fit(_dispute(dispute)) for dispute in trace.disputes],
    }


def _node(node: Node) -> Answer:
    told = {
        "who": source_words(node.name, node.source_kind) if node.source_kind else node.name,
        "is": node.kind,
        "how": node.how or None,
        "stance": node.stance,
        "published": node.published,
        "article": node.article if node.kind == "article" else None,
        "words": node.words or None,
        "start": node.start if node.words else None,
        "end": node.end if node.words else None,
    }
    return told | ({"passed_on_to": [_node(child) for child in node.children]} if node.children else {})


def _dispute(dispute: Dispute) -> Answer:
    return {
        "about": f"{dispute.about}: {dispute.of}" if dispute.of else dispute.about,
        "kind": dispute.kind,
        "values": [
            _value(value.value, value.origins) | {"first_published": first}
            for value, first in zip(dispute.values, dispute.times, strict=True)
        ],
    }


def entry_answer(entry: TimelineEntry) -> Answer:
    """A row of the timeline."""
    return fit(  # type: ignore[no-any-return]
        {
            "when": interval_words(entry.time.earliest, entry.time.latest),
            "text": entry.text,
            "told_as": None if entry.modality == "fact" else entry.modality,
            "stance": entry.stance,
            "sourcing": sourced(len(entry.articles), len(entry.origins), entry.unstated),
            "origins": [_origin(origin) for origin in entry.origins],
            "claim": entry.claim,
        }
    )


def passages_answer(found: Independence) -> Answer:
    """How many sources passages are, in words first."""
    known = found.passages - len(found.unknown)
    told = f"{count(found.passages, 'passage')}: {count(found.sources, 'independent source')}"
    if found.unknown:
        told += f"; of {count(len(found.unknown), 'passage')} the record knows nothing"
    return fit(  # type: ignore[no-any-return]
        {
            "answer": told if known else "the record knows nothing of these passages",
            "sources": found.sources,
            "origins": [
                {"who": source_words(o.name, o.kind), "kind": o.kind, "passages": o.passages}
                for o in found.origins
            ],
            "claims": [
                {
                    "claim": claim.claim,
                    "text": claim.text,
                    "passages": claim.passages,
                    "independent_origins": claim.corroboration,
                    "says": [source_words(o.name, o.kind) for o in claim.origins],
                    "denied_by": [source_words(o.name, o.kind) for o in claim.denied_by],
                    "without_a_source": claim.unstated,
                    "independent_origins_in_the_whole_record": claim.in_record,
                }
                for claim in found.claims[:50]
            ],
            "keep": found.kept,
            "repetitions": [
                {"passage": e.passage, "repeats": e.repeats}
                for e in found.excerpts
                if e.passage not in found.kept
            ],
            "unknown": found.unknown,
        }
    )


def label_answer(label: Label, article: Article, reading: Reading) -> Answer:
    """An article's sourcing label, and the statements of a reading with who they came through and how sure that is."""
    sure = {found.id: found.confidence for found in reading.attributions}
    said = [
        {
            "words": " … ".join(article.text[start:end] for start, end in statement.spans),
            "chain": chain_words(statement.chain),
            "stance": statement.stance,
            "told_as": None if statement.modality == "fact" else statement.modality,
            "when": _when(statement),
            "confidence": sure.get(statement.attribution or ""),
            "start": statement.spans[0][0],
            "end": statement.spans[-1][1],
        }
        for statement in reading.statements[:_STATEMENTS]
    ]
    return fit({**msgspec.to_builtins(label), "who_says_what": said})  # type: ignore[no-any-return]


def _when(statement: Statement) -> str | None:
    time = statement.time
    return interval_words(time.earliest, time.latest) or None if time else None
