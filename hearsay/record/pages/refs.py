"""The names that articles go by, looked up as they are asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from hearsay.record.store import Store


class Refs(Mapping[str, str]):
    """For an article's key the name it goes by: its id where it is unique, else the key."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: dict[str, str] = {}

    def __getitem__(self, key: str) -> str:
        if key not in self._known:
            found = self._store.rows(
                "SELECT id, (SELECT COUNT(*) FROM articles b WHERE b.id = a.id) FROM articles a WHERE key = ?",
                (key,),
            )
            if not found:
                raise KeyError(key)
            name, count = found[0]
            self._known[key] = name if name and count == 1 else key
        return self._known[key]

    def __iter__(self) -> Iterator[str]:
        return (row[0] for row in self._store.rows("SELECT key FROM articles ORDER BY key"))

    def __len__(self) -> int:
        return int(self._store.rows("SELECT COUNT(*) FROM articles")[0][0])
