"""Many readings in one SQLite file: who and what they speak of, what was copied, what is claimed on whose
word.

>>> from hearsay.record import Record
>>> with Record.open("hearsay.db") as record:  # doctest: +SKIP
...     record.add(article, reading)
...     for claim in record.claims(max_origins=1):
...         print(claim.id, claim.corroboration, claim.text)
"""

from hearsay.record.errors import AmbiguousId, NotFound, RecordError
from hearsay.record.record import Record
from hearsay.record.results import (
    Actor,
    ArticleRow,
    Claim,
    ClaimOrigin,
    ClaimStatement,
    Copy,
    Counts,
    Disagreement,
    Dispute,
    Interval,
    Link,
    Node,
    Passage,
    Reason,
    SourceRow,
    StatementRow,
    TimelineEntry,
    Trace,
    Value,
)

__all__ = [
    "Actor",
    "AmbiguousId",
    "ArticleRow",
    "Claim",
    "ClaimOrigin",
    "ClaimStatement",
    "Copy",
    "Counts",
    "Disagreement",
    "Dispute",
    "Interval",
    "Link",
    "Node",
    "NotFound",
    "Passage",
    "Reason",
    "Record",
    "RecordError",
    "SourceRow",
    "StatementRow",
    "TimelineEntry",
    "Trace",
    "Value",
]
