"""What follows from the readings, written into the record: actors, copies, claims, origins, disagreements.

Everything here is a function of the set of readings and of what users judged; the order in which the articles
came cannot matter. A run is one transaction: interrupted, it leaves the record marked as out of date. What little
came since the last run is brought in by :mod:`hearsay.record.grow`, with the same result.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import msgspec
import numpy as np
import numpy.typing as npt

from hearsay.collecting import no_collecting
from hearsay.record import workings
from hearsay.record.actors import bring_together
from hearsay.record.candidates import Candidates, Gathered
from hearsay.record.claims import ClaimFound, build_claim
from hearsay.record.clusters import CUT, clusters
from hearsay.record.copied import copied_statements
from hearsay.record.copies import CopyFound, copies_of, direct, document_words
from hearsay.record.documents import KEPT, Documents
from hearsay.record.facts import Document
from hearsay.record.grow import grow
from hearsay.record.judgements import Judgement
from hearsay.record.linkage import Pair, number_components
from hearsay.record.migrations import DERIVED
from hearsay.record.notice_rows import put_outlets, read_notices, settle_notices
from hearsay.record.notices import Notices, holds_notice
from hearsay.record.noting import Noting, noting
from hearsay.record.pairs import Pairs
from hearsay.record.places import place
from hearsay.record.rows import Parts, write_actor, write_claim, write_copies
from hearsay.record.shingles import Sharing
from hearsay.record.store import Store
from hearsay.record.units import Unit, units
from hearsay.schema import Article, Reading

#: Raised when other conclusions are drawn from the same readings: records are then derived anew.
VERSION = 4
#: Changes of up to so large a part of the articles are brought in one by one.
LITTLE = 0.02
#: So many pairs are scored at a time.
CHUNK = 4096

Progress = Callable[[str, int, int], None]

_json = msgspec.json.Encoder()


def current(store: Store) -> bool:
    """Whether what is derived fits the readings."""
    return complete(store) and not store.rows("SELECT 1 FROM changes LIMIT 1")


def complete(store: Store) -> bool:
    """Whether what is derived fitted the readings before articles came or went."""
    return store.state("derived") == str(VERSION)


def derive(store: Store, progress: Progress | None = None) -> None:
    """Bring what is derived up to date: by what changed where that is little, else all anew."""
    tell = progress or (lambda stage, done, total: None)
    with no_collecting(), store.transaction() as connection:
        changed = int(connection.execute("SELECT COUNT(*) FROM changes").fetchone()[0])
        total = int(connection.execute("SELECT COUNT(*) FROM articles").fetchone()[0])
        if not (complete(store) and changed <= LITTLE * total and grow(store, judgements(store), tell)):
            _anew(store, total, tell)
        connection.execute("DELETE FROM changes")
        store.set_state("derived", str(VERSION))


def _anew(store: Store, total: int, tell: Progress) -> None:
    """Derive everything anew and write it."""
    for table in DERIVED:
        store.connection.execute(f"DELETE FROM {table}")
    order = places(store)
    at = {key: place for place, key in order}
    numbers = np.array([place for place, _ in order], dtype=np.int64)

    def counted() -> Iterator[tuple[Article, Reading]]:
        for n, (_, key) in enumerate(order, 1):
            yield store.article(key), store.reading(key)
            tell("loading", n, total)

    every: list[Unit] = []
    holders: list[str] = []
    sharing, gathered = Sharing(), Gathered()

    def see(doc: Document) -> None:
        every.extend(units(doc))
        sharing.add(document_words(doc))
        gathered.add(doc)
        if holds_notice(doc):
            holders.append(doc.key)
        workings.put_sketch(store, doc, at[doc.key])
        put_outlets(store, doc, at[doc.key])

    with Documents(counted(), see) as documents:
        actors = noting(bring_together(every, judgements(store)))
        workings.put_units(store, every)
        every.clear()
        copies = _copies(store, documents, sharing, numbers, tell)
        settle_notices(store, documents, holders)
        parts = Parts()
        # Each claim is written as it is found: a record's claims do not fit into memory.
        found = find_claims(store, documents, gathered, numbers, actors, copies, tell, read_notices(store))
        for written, (claim, reasons) in enumerate(found, 1):
            write_claim(store, claim, reasons, documents, actors)
            workings.put_leans(store, claim.claim.id, actors.noted())
            for fact in claim.facts:
                parts.count(claim.links[fact.id], claim.ways[fact.id].root.actor)
            tell("writing", written, written)
        for actor in actors.found:
            write_actor(store, actor, parts.speaks[actor.id], parts.origin_of[actor.id])


def judgements(store: Store) -> list[Judgement]:
    """What users judged about actors."""
    return store.rows("SELECT judgement, one, other FROM judgements ORDER BY one, other")


def _copies(
    store: Store, documents: Documents, sharing: Sharing, at: npt.NDArray[np.int64], tell: Progress
) -> list[CopyFound]:
    """Find all copies and write them; in the order in which documents lie together."""
    tell("copies", 0, len(documents))
    workings.put_shingles(store, at, sharing.groups())
    shared = sharing.shared()
    workings.put_boilerplate(store, {name: hashes.tolist() for name, hashes in shared.boilerplate.items()})
    taken = copies_of(documents, shared)
    sharing.forget()
    workings.put_takings(store, taken)
    order = {key: n for n, key in enumerate(documents)}
    copies = sorted(direct(taken), key=lambda copy: order[copy.article])
    write_copies(store, copies, documents)
    tell("copies", len(documents), len(documents))
    return copies


def places(store: Store) -> list[tuple[int, str]]:
    """The places of all articles, with their keys, in order."""
    rows = store.rows(
        "SELECT a.key, COALESCE(NULLIF(a.published, ''), json_extract(r.reading, '$.published')) "
        "FROM articles a JOIN readings r ON r.article = a.key"
    )
    order: list[tuple[int, str]] = []
    for at, key in sorted((place(key, published), key) for key, published in rows):
        # Two articles of one place are very rare: the greater key goes behind.
        order.append((max(at, order[-1][0] + 1 if order else 0), key))
    return order


def find_claims(
    store: Store,
    documents: Documents,
    gathered: Gathered,
    at: npt.NDArray[np.int64],
    actors: Noting,
    copies: Iterable[CopyFound],
    tell: Progress,
    notices: Notices,
) -> Iterator[tuple[ClaimFound, dict[Pair, bytes]]]:
    """Cluster all statements to claims; with each the reasons for its merges, as JSON."""
    copied = copied_statements(documents, copies)
    pairs = Pairs(documents, copied.pairs)
    candidates = Candidates(gathered, copied.pairs, lambda *keys: workings.put_blocks(store, at, *keys))
    done = 0
    for group, links in linked_groups(candidates, pairs, tell):
        done += len(group)
        tell("claims", done, candidates.count)
        workings.put_links(store, links.items())
        for cluster, inside in clusters(group, links, pairs):
            actors.forget()
            facts = [documents.fact(name) for name in cluster]
            claim = build_claim(facts, inside, documents, actors, copied, notices)
            yield claim, {pair: _json.encode(pairs.reasons(pair)) for pair, _ in claim.merges}
    tell("claims", candidates.count, candidates.count)


def linked_groups(
    candidates: Candidates, pairs: Pairs, tell: Progress
) -> Iterator[tuple[list[str], dict[Pair, int]]]:
    """Statements that pairs at or above the cut join, by id, with the scores of those pairs."""
    kept: list[npt.NDArray[np.int64]] = [np.zeros(0, dtype=np.int64)]
    values: list[npt.NDArray[np.int32]] = [np.zeros(0, dtype=np.int32)]
    # In such an order that the documents at hand are among those kept in memory.
    sequence = candidates.near(KEPT // 2)
    for start in range(0, len(sequence), CHUNK):
        tell("comparing", start, len(sequence))
        codes = sequence[start : start + CHUNK]
        named = candidates.pairs(codes)
        found = pairs.score(named)
        score = np.array([found.get(pair, 0) for pair in named], dtype=np.int32)
        kept.append(codes[score >= CUT])
        values.append(score[score >= CUT])
    tell("comparing", len(sequence), len(sequence))
    codes, score = np.concatenate(kept), np.concatenate(values)
    del kept, values
    ones, others = np.divmod(codes, candidates.count)
    root = number_components(len(candidates.names), ones, others)
    by_root = np.argsort(root[ones], kind="stable")
    codes, score, homes = codes[by_root], score[by_root], root[ones[by_root]]
    members = np.argsort(root, kind="stable")
    for part in np.split(members, np.flatnonzero(np.diff(root[members])) + 1):
        if len(part):
            low, high = np.searchsorted(homes, root[part[0]]), np.searchsorted(homes, root[part[0]], "right")
            links = dict(zip(candidates.pairs(codes[low:high]), score[low:high].tolist(), strict=True))
            yield sorted(candidates.names[n] for n in part.tolist()), links
