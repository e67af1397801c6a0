"""Indexes over the derived tables, for looking at a long record a page at a time."""

from __future__ import annotations

from hearsay.record.errors import RecordError
from hearsay.record.store import Store

#: Each holds all that a list's order and filters ask, so that a page reads as many claims as it shows.
INDEXES = {
    "claims_rank": "claims (outlets DESC, articles DESC, corroboration DESC, statements DESC, id, "
    "disputed, earliest, latest, modality)",
    "claims_corroboration": "claims (corroboration DESC, outlets DESC, articles DESC, id, disputed, earliest, "
    "latest, modality)",
    "claims_when": "claims (COALESCE(earliest, latest), COALESCE(latest, '~'), articles DESC, id, outlets, earliest, "
    "latest)",
    "claim_statements_root": "claim_statements (root, claim, article)",
    "claim_statements_of": "claim_statements (statement, claim, article)",
    "claim_statements_in": "claim_statements (claim, article, root)",
    "actors_rank": "actors (type, articles DESC, mentions DESC, name, id)",
    "copies_original": "copies (original, share)",
    "articles_outlet": "articles (outlet, published)",
    "articles_order": "articles (COALESCE(published, '') DESC, key)",
}


def make_indexes(store: Store) -> bool:
    """Make the indexes that are not there yet; False where the file cannot be written, which is only slower."""
    held = {row[0] for row in store.rows("SELECT name FROM sqlite_master WHERE type = 'index'")}
    missing = [name for name in INDEXES if name not in held]
    if not missing:
        return True
    if store.read_only:
        return False
    try:
        with store.transaction() as connection:
            for name in missing:
                connection.execute(f"CREATE INDEX IF NOT EXISTS {name} ON {INDEXES[name]}")
            connection.execute("PRAGMA optimize")
    except RecordError:
        return False
    return True
