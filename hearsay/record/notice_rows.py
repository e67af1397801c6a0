"""The notices of a record as they are kept between derivations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from hearsay.record.facts import Document
from hearsay.record.notices import REPORTS, Notice, Notices, notice_of
from hearsay.record.places import KEY_BITS, day
from hearsay.record.store import Store
from hearsay.record.workings import place_of

_json = msgspec.json.Encoder()
_notices = msgspec.json.Decoder(Notice | None)


def put_outlets(store: Store, doc: Document, at: int) -> None:
    """Keep which outlets an article is of."""
    store.connection.executemany(
        "INSERT INTO outlets VALUES (?, ?, ?)", [(outlet, at, doc.key) for outlet in sorted(doc.outlet_keys)]
    )


def drop_outlets(store: Store, doc: Document, at: int) -> None:
    """Forget which outlets an article is of."""
    store.connection.executemany(
        "DELETE FROM outlets WHERE outlet = ? AND place = ?", [(outlet, at) for outlet in doc.outlet_keys]
    )


def settle_notices(store: Store, documents: Mapping[str, Document], holders: Iterable[str]) -> set[str]:
    """Find out anew of which report the notices in some articles are, and keep that; the articles for which it changed."""
    changed: set[str] = set()
    for key in sorted(holders):
        at = place_of(store, key)
        held = store.rows("SELECT detail FROM notices WHERE article = ?", (key,))
        before = _notices.decode(held[0][0]) if held else None
        after = notice_of(documents[key], documents, lambda outlet, at=at: _not_after(store, outlet, at))  # type: ignore[misc]
        store.connection.execute(
            "INSERT OR REPLACE INTO notices VALUES (?, ?, ?)", (key, at, _json.encode(after))
        )
        if before != after:
            changed.update(n for notice in (before, after) if notice is not None for n in (key, notice.of))
    return changed


def forget_notice(store: Store, key: str) -> set[str]:
    """Forget the notice in an article that went; the articles for which that changes something."""
    held = store.rows("SELECT detail FROM notices WHERE article = ?", (key,))
    store.connection.execute("DELETE FROM notices WHERE article = ?", (key,))
    notice = _notices.decode(held[0][0]) if held else None
    return {notice.of} if notice is not None else set()


def holders_after(store: Store, doc: Document, at: int) -> set[str]:
    """The articles whose notices may be of another report as an article comes or goes: its outlets' on its day or later."""
    found: set[str] = set()
    for outlet in doc.outlet_keys:
        rows = store.rows(
            "SELECT n.article FROM notices n JOIN outlets o ON o.place = n.place WHERE o.outlet = ? AND o.place >= ?",
            (outlet, day(at) << KEY_BITS),
        )
        found.update(row[0] for row in rows)
    return found


def read_notices(store: Store) -> Notices:
    """All notices, in order of publication."""
    found = Notices({}, {}, {})
    for (detail,) in store.rows("SELECT detail FROM notices ORDER BY place"):
        notice = _notices.decode(detail)
        if notice is not None:
            table = found.withdrawn if notice.kind == "withdrawal" else found.corrected
            table.setdefault(notice.of, notice)  # type: ignore[attr-defined]
            found.within.setdefault(notice.article, notice)  # type: ignore[attr-defined]
    return found


def _not_after(store: Store, outlet: str, at: int) -> list[str]:
    rows = store.rows(
        "SELECT article FROM outlets WHERE outlet = ? AND place < ? ORDER BY place DESC LIMIT ?",
        (outlet, (day(at) + 1) << KEY_BITS, REPORTS + 1),
    )
    return [row[0] for row in reversed(rows)]
