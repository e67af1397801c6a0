"""The articles of a record as it compares them, kept in a file and looked up: few are in memory at a time."""

from __future__ import annotations

import pickle
import tempfile
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import TracebackType
from typing import Self

from hearsay.record.facts import Document, Fact, document
from hearsay.record.store import Store
from hearsay.schema import Article, Reading

#: So many documents are kept in memory; what is compared lies mostly close together in time.
KEPT = 1024


class Documents(Mapping[str, Document]):
    """Documents by article key, in order of publication, then key.

    Made from ``(article, reading)`` in that order; ``see`` is shown each document once. Looking one up costs some
    tenths of a millisecond where it is not among the last ones that were asked for. Close it: it holds a
    temporary file.
    """

    def __init__(
        self,
        articles: Iterable[tuple[Article, Reading]],
        see: Callable[[Document], None] = lambda doc: None,
    ) -> None:
        self._file = tempfile.TemporaryFile(prefix="hearsay-")  # noqa: SIM115 - closed by close()
        self._at: dict[str, tuple[int, int]] = {}
        self._kept: OrderedDict[str, tuple[Document, dict[str, Fact]]] = OrderedDict()
        self._key: dict[str, str] = {}
        at = 0
        for article, reading in articles:
            doc = document(article, reading)
            # Written and read within one run by one program: nothing from outside is ever unpickled.
            data = pickle.dumps(doc, protocol=pickle.HIGHEST_PROTOCOL)
            self._file.write(data)
            self._at[doc.key] = (at, len(data))
            self._key[doc.key[:12]] = doc.key
            at += len(data)
            see(doc)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the file back."""
        self._file.close()
        self._kept.clear()

    def __len__(self) -> int:
        return len(self._at)

    def __iter__(self) -> Iterator[str]:
        return iter(self._at)

    def __getitem__(self, key: str) -> Document:
        return self._load(key)[0]

    def fact(self, name: str) -> Fact:
        """The statement with this id."""
        return self._load(self._key[name[:12]])[1][name]

    def _load(self, key: str) -> tuple[Document, dict[str, Fact]]:
        held = self._kept.get(key)
        if held is not None:
            self._kept.move_to_end(key)
            return held
        doc = self._read(key)
        held = self._kept[key] = (doc, {fact.id: fact for fact in doc.facts})
        if len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return held

    def _read(self, key: str) -> Document:
        at, size = self._at[key]
        self._file.seek(at)
        doc: Document = pickle.loads(self._file.read(size))
        return doc


class StoredDocuments(Documents):
    """The same, made from a record's articles as they are asked for."""

    def __init__(self, store: Store) -> None:
        # It needs no file of its own: the record is one.
        self._store = store
        self._kept = OrderedDict()
        self._key = {}

    def close(self) -> None:
        """Forget what was asked for."""
        self._kept.clear()

    def __len__(self) -> int:
        return int(self._store.rows("SELECT COUNT(*) FROM articles")[0][0])

    def __iter__(self) -> Iterator[str]:
        return iter([row[0] for row in self._store.rows("SELECT key FROM articles ORDER BY key")])

    def fact(self, name: str) -> Fact:
        """The statement with this id."""
        start = name[:12]
        if start not in self._key:
            found = self._store.rows(
                "SELECT key FROM articles WHERE key >= ? AND key < ?", (start, start + "g")
            )
            self._key[start] = found[0][0]
        return self._load(self._key[start])[1][name]

    def _read(self, key: str) -> Document:
        return document(self._store.article(key), self._store.reading(key))
