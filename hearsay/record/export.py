"""A whole record as JSON lines, in an order that depends on content alone: for comparing and for keeping."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from typing import Any

import msgspec

from hearsay.record.store import Store

_TABLES = (
    ("articles", "key, fields, text", "key"),
    ("readings", "article, reading", "article"),
    ("statements", "id, article, start, end, text, vector", "id"),
    ("judgements", "judgement, one, other", "one, other"),
    ("actors", "id, detail", "id"),
    ("actor_names", "article, entity, actor", "article, entity"),
    ("copies", "article, original, direction, share, detail", "article, original"),
    ("passages", "*", "article, original, start, of_start"),
    ("claims", "*", "id"),
    ("claim_statements", "*", "statement"),
    ("statement_actors", "statement, actor", "statement, actor"),
    ("claim_origins", "*", "claim, identity, stance"),
    ("merges", "*", "one, other"),
    ("disagreements", "*", "claim, about, of"),
)


def export(store: Store) -> Iterator[bytes]:
    """Yield a line for each row of each table: ``{"table": ..., column: value, ...}``."""
    for table, columns, order in _TABLES:
        cursor = store.connection.execute(f"SELECT {columns} FROM {table} ORDER BY {order}")
        names = [column[0] for column in cursor.description]
        for row in cursor:
            yield (
                msgspec.json.encode({"table": table, **dict(zip(names, map(_plain, row), strict=True))})
                + b"\n"
            )


def _plain(value: Any) -> Any:
    if not isinstance(value, bytes):
        return value
    if value[:1] in (b"{", b"["):
        return msgspec.Raw(value)
    return base64.b64encode(value).decode()
