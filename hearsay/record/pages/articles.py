"""Articles, a page at a time, and what hangs on one of them."""

from __future__ import annotations

import msgspec

from hearsay.record.errors import AmbiguousId, NotFound
from hearsay.record.filters import match_words
from hearsay.record.pages.slice import SIZE, Slice
from hearsay.record.results import ArticleRow, Copy, StatementRow
from hearsay.record.store import Store

_copies = msgspec.json.Decoder(Copy)
_rows = msgspec.json.Decoder(StatementRow)
_COLUMNS = (
    "a.key, a.key, a.outlet, a.headline, a.published, a.url, "
    "(SELECT COUNT(*) FROM statements s WHERE s.article = a.key), a.words"
)


def articles(store: Store, words: str = "", outlet: str = "", start: int = 0) -> Slice[ArticleRow]:
    """Articles, the latest first; with these words in headline or text, of this outlet."""
    parts, values = ["1"], []
    if words:
        query = match_words(words)
        parts.append(
            "a.n IN (SELECT rowid FROM article_search WHERE article_search MATCH ?)" if query else "0"
        )
        values += [query] if query else []
    if outlet:
        parts.append("a.outlet = ?")
        values.append(outlet)
    where = " AND ".join(parts)
    rows = store.rows(
        f"SELECT {_COLUMNS} FROM articles a WHERE {where} "
        "ORDER BY COALESCE(a.published, '') DESC, a.key LIMIT ? OFFSET ?",
        (*values, SIZE, start),
    )
    total = store.rows(f"SELECT COUNT(*) FROM articles a WHERE {where}", values)[0][0]
    return Slice(tuple(ArticleRow(*row) for row in rows), int(total), start)


def article_rows(store: Store, keys: tuple[str, ...]) -> dict[str, ArticleRow]:
    """Articles by key, without their texts."""
    found = {}
    for key in keys:
        rows = store.rows(f"SELECT {_COLUMNS} FROM articles a WHERE a.key = ?", (key,))
        if rows:
            found[key] = ArticleRow(*rows[0])
    return found


def article_key(store: Store, name: str) -> str:
    """The key that begins so, or of the article with this id. Raises NotFound, AmbiguousId."""
    rows = store.rows("SELECT key FROM articles WHERE key >= ? AND key < ? LIMIT 3", (name, name + "~"))
    if len(name) < 6 or not rows or not name.isascii():
        rows = store.rows("SELECT key FROM articles WHERE id = ? LIMIT 3", (name,))
    if not rows:
        raise NotFound("article", name)
    if len(rows) > 1:
        raise AmbiguousId("article", name, tuple(row[0] for row in rows))
    return str(rows[0][0])


def statements_in(store: Store, key: str) -> list[StatementRow]:
    """The statements of one article, in the order of its text."""
    rows = store.rows("SELECT detail FROM claim_statements WHERE article = ?", (key,))
    return sorted((_rows.decode(row[0]) for row in rows), key=lambda row: (row.start, row.end, row.id))


def copies_of(store: Store, key: str) -> tuple[list[Copy], list[Copy]]:
    """What an article took over, and what was taken over from it; the greatest share first."""
    taken = store.rows("SELECT detail FROM copies WHERE article = ? ORDER BY share DESC, original", (key,))
    given = store.rows("SELECT detail FROM copies WHERE original = ? ORDER BY share DESC, article", (key,))
    return [_copies.decode(row[0]) for row in taken], [_copies.decode(row[0]) for row in given]
