"""What is kept between derivations, so that one article more need not be compared with all others.

For each article a sketch of it; under each key, and each shingle, who has it, in order of places; the units that
actors are made of; who is linked to whom; what each claim leans on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec
import numpy as np
import numpy.typing as npt

from hearsay.record.candidates import fact_keys, hashed_names, outline
from hearsay.record.copies import CopyFound, document_words
from hearsay.record.facts import Document
from hearsay.record.linkage import Pair
from hearsay.record.shingles import Hashes
from hearsay.record.sketches import sketch, span
from hearsay.record.store import Store
from hearsay.record.units import Unit, alias_keys

#: Rows written at a time.
_ROWS = 1 << 17

_json = msgspec.json.Encoder()
_units = msgspec.json.Decoder(Unit)
_takings = msgspec.json.Decoder(CopyFound)

Ints = npt.NDArray[np.int64]


def house(doc: Document) -> str:
    """The outlet whose boilerplate an article may hold: an article without one is a house of its own."""
    return min(doc.outlet_keys, default="") or f"article {doc.key}"


def place_of(store: Store, article: str) -> int:
    """The place of an article that is kept."""
    return int(store.rows("SELECT place FROM sketches WHERE article = ?", (article,))[0][0])


def put_sketch(store: Store, doc: Document, at: int) -> None:
    """Keep what is compared of an article. Raises sqlite3.IntegrityError where another one has its place."""
    whole = doc.vector is not None
    store.connection.execute(
        "INSERT INTO sketches VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            at, doc.key, house(doc), *span(doc), _json.encode([f.id for f in doc.facts]).decode(),
            sketch(doc).tobytes(), hashed_names(doc).tobytes(),
            outline(doc).astype(np.int32).tobytes() if whole else None,
        ),
    )  # fmt: skip


def put_blocks(store: Store, places: Ints, hashes: Ints, articles: Ints, numbers: Ints) -> None:
    """Keep keys, sorted, with the numbers of articles and of the statements in them."""
    for start in range(0, len(hashes), _ROWS):
        part = slice(start, start + _ROWS)
        store.connection.executemany(
            "INSERT INTO blocks VALUES (?, ?, ?)",
            zip(hashes[part].tolist(), places[articles[part]].tolist(), numbers[part].tolist(), strict=True),
        )


def put_shingles(store: Store, places: Ints, groups: Iterable[tuple[Hashes, Ints]]) -> None:
    """Keep shingles, sorted, with the numbers of the articles that have them."""
    for hashes, articles in groups:
        for start in range(0, len(hashes), _ROWS):
            part = slice(start, start + _ROWS)
            store.connection.executemany(
                "INSERT INTO shingles VALUES (?, ?)",
                zip(hashes[part].tolist(), places[articles[part]].tolist(), strict=True),
            )


def put_keys(store: Store, doc: Document, at: int) -> None:
    """Keep the keys of one article's statements, and its shingles."""
    store.connection.executemany(
        "INSERT INTO blocks VALUES (?, ?, ?)",
        [(key, at, k) for k, fact in enumerate(doc.facts) for key in fact_keys(fact)],
    )
    store.connection.executemany("INSERT INTO shingles VALUES (?, ?)", [(h, at) for h in distinct(doc)])


def drop_keys(store: Store, doc: Document, at: int) -> None:
    """Forget the keys, the shingles and the sketch of one article."""
    store.connection.executemany(
        "DELETE FROM blocks WHERE hash = ? AND place = ?",
        [(key, at) for key in {key for fact in doc.facts for key in fact_keys(fact)}],
    )
    store.connection.executemany(
        "DELETE FROM shingles WHERE hash = ? AND place = ?", [(h, at) for h in distinct(doc)]
    )
    store.connection.execute("DELETE FROM sketches WHERE place = ?", (at,))


def distinct(doc: Document) -> list[int]:
    """The shingles of an article, ascending."""
    found: list[int] = np.unique(document_words(doc).hashes).tolist()
    return found


def put_boilerplate(store: Store, boilerplate: Mapping[str, Iterable[int]]) -> None:
    """Keep what outlets repeat."""
    store.connection.executemany(
        "INSERT INTO boilerplate VALUES (?, ?)",
        [(name, int(h)) for name, hashes in boilerplate.items() for h in hashes],
    )


def put_takings(store: Store, found: Iterable[CopyFound]) -> None:
    """Keep copies, those through another included."""
    store.connection.executemany(
        "INSERT INTO takings VALUES (?, ?, ?)", [(c.article, c.original, _json.encode(c)) for c in found]
    )


def takings(store: Store, where: str, values: Sequence[object]) -> list[CopyFound]:
    """Copies that were kept, by article, then original."""
    return [
        _takings.decode(row[0])
        for row in store.rows(f"SELECT detail FROM takings WHERE {where} ORDER BY article, original", values)
    ]


def put_links(store: Store, links: Iterable[tuple[Pair, int]]) -> None:
    """Keep pairs of statements with their scores."""
    store.connection.executemany(
        "INSERT OR REPLACE INTO links VALUES (?, ?, ?)", [(*pair, score) for pair, score in links]
    )


def put_units(store: Store, units: Iterable[Unit]) -> None:
    """Keep units, and the other names that their articles give them."""
    every = sorted(units, key=lambda u: (u.group, u.article, u.name))
    store.connection.executemany(
        "INSERT INTO units VALUES (?, ?, ?, ?, ?)",
        (
            (u.group, u.article, u.name, u.group.split()[-1] if u.person else None, _json.encode(u))
            for u in every
        ),
    )
    store.connection.executemany(
        "INSERT INTO aliases VALUES (?, ?, ?, ?)",
        ((key, u.group, u.article, u.name) for u in every for key in alias_keys(u)),
    )


def units(store: Store, where: str, values: Sequence[object]) -> Iterator[Unit]:
    """Units that were kept."""
    for row in store.rows(f"SELECT detail FROM units WHERE {where}", values):
        yield _units.decode(row[0])


def put_leans(store: Store, claim: str, leans: Iterable[str]) -> None:
    """Keep what a claim leans on: names of actors, and who alone goes by a name."""
    store.connection.executemany(
        "INSERT OR IGNORE INTO leans VALUES (?, ?)", [(what, claim) for what in leans]
    )
