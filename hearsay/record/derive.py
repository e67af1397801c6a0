"""What follows from the readings, written into the record: actors, copies, claims, origins, disagreements.

Everything here is a function of the set of readings and of what users judged; the order in which the articles
came cannot matter. A run is one transaction: interrupted, it leaves the record marked as out of date.
"""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import combinations

import msgspec
import numpy as np
import numpy.typing as npt

from hearsay.record import weights
from hearsay.record.actors import Actors, find_actors
from hearsay.record.candidates import Candidates
from hearsay.record.claims import ClaimFound, build_claim
from hearsay.record.copied import copied_statements
from hearsay.record.copies import CopyFound, find_copies
from hearsay.record.documents import KEPT, Documents
from hearsay.record.facts import Document, Fact
from hearsay.record.linkage import UNIT, Pair, average_link, number_components
from hearsay.record.migrations import DERIVED
from hearsay.record.notices import Notices, find_notices
from hearsay.record.pairs import Pairs
from hearsay.record.places import place
from hearsay.record.results import Actor, Copy, Dispute, Interval, Link, StatementRow
from hearsay.record.roots import Root
from hearsay.record.store import Store
from hearsay.schema import Article, Reading

#: Raised when other conclusions are drawn from the same readings: records are then derived anew.
VERSION = 2
#: Components of up to so many statements have all their pairs scored; in larger ones as clusters meet.
COMPLETE = 500
#: So many pairs are scored at a time.
CHUNK = 4096
#: The mean score at which clusters are merged.
CUT = round(weights.CUT * UNIT)

Progress = Callable[[str, int, int], None]

_json = msgspec.json.Encoder()


def current(store: Store) -> bool:
    """Whether what is derived fits the readings."""
    return store.state("derived") == str(VERSION)


def derive(store: Store, progress: Progress | None = None) -> None:
    """Derive everything anew and write it."""
    tell = progress or (lambda stage, done, total: None)
    with _no_collecting(), store.transaction() as connection:
        total = int(connection.execute("SELECT COUNT(*) FROM articles").fetchone()[0])

        def counted() -> Iterator[tuple[Article, Reading]]:
            for n, (_, key) in enumerate(places(store), 1):
                yield store.article(key), store.reading(key)
                tell("loading", n, total)

        with Documents(counted()) as documents:
            judgements = connection.execute(
                "SELECT judgement, one, other FROM judgements ORDER BY one, other"
            ).fetchall()
            actors = find_actors(documents, judgements)
            tell("copies", 0, total)
            order = {key: n for n, key in enumerate(documents)}
            # In the order in which documents lie together.
            copies = sorted(find_copies(documents), key=lambda copy: order[copy.article])
            tell("copies", total, total)
            for table in DERIVED:
                connection.execute(f"DELETE FROM {table}")
            _write_copies(store, copies, documents)
            parts: _Parts = (Counter(), Counter())
            # Each claim is written as it is found: a record's claims do not fit into memory.
            found = find_claims(documents, actors, copies, tell, find_notices(documents))
            for written, (claim, reasons) in enumerate(found, 1):
                _write_claim(store, claim, reasons, documents, actors)
                _count(claim, parts)
                tell("writing", written, written)
            _write_actors(store, actors, parts)
            store.set_state("derived", str(VERSION))


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Pause the search for reference cycles: deriving makes none, and looking through all it holds takes long."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def places(store: Store) -> list[tuple[int, str]]:
    """The places of all articles, with their keys, in order."""
    rows = store.rows(
        "SELECT a.key, COALESCE(a.published, json_extract(r.reading, '$.published')) "
        "FROM articles a JOIN readings r ON r.article = a.key"
    )
    return sorted((place(key, published), key) for key, published in rows)


def find_claims(
    documents: Documents,
    actors: Actors,
    copies: Iterable[CopyFound],
    tell: Progress,
    notices: Notices,
) -> Iterator[tuple[ClaimFound, dict[Pair, bytes]]]:
    """Cluster all statements to claims; with each the reasons for its merges, as JSON."""
    copied = copied_statements(documents, copies)
    pairs = Pairs(documents, copied.pairs)
    candidates = Candidates(documents, copied.pairs)
    done = 0
    for group, links in linked_groups(candidates, pairs, tell):
        done += len(group)
        tell("claims", done, candidates.count)
        for cluster, inside in clusters(group, links, pairs):
            facts = [documents.fact(name) for name in cluster]
            claim = build_claim(facts, inside, documents, actors, copied, notices)
            yield claim, {pair: _json.encode(pairs.reasons(pair)) for pair, _ in claim.merges}
    tell("claims", candidates.count, candidates.count)


def clusters(
    group: list[str], links: dict[Pair, int], pairs: Pairs
) -> Iterator[tuple[list[str], dict[Pair, int]]]:
    """Part statements that links join into clusters, each with the scores of its pairs.

    ``links`` holds the scores of the pairs among them at or above :data:`CUT`. A mean over a cluster needs the pairs
    that nothing brought together, too: of up to :data:`COMPLETE` statements all are scored, of more those that are
    asked for as clusters meet.
    """
    if len(group) <= COMPLETE:
        scores = links | pairs.score(pair for pair in combinations(group, 2) if pair not in links)
        found = average_link(group, scores, CUT) if len(group) > 1 else [group]
    else:
        scores = dict(links)
        found = average_link(group, scores, CUT, pairs.score)
        for cluster in found:
            if len(cluster) <= COMPLETE:
                scores.update(pairs.score(pair for pair in combinations(cluster, 2) if pair not in scores))
    home = {name: n for n, cluster in enumerate(found) for name in cluster}
    inside: list[dict[Pair, int]] = [{} for _ in found]
    for pair, score in scores.items():
        if home[pair[0]] == home[pair[1]]:
            inside[home[pair[0]]][pair] = score
    yield from zip(found, inside, strict=True)


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


_Parts = tuple[Counter[str], Counter[str]]


def _count(claim: ClaimFound, parts: _Parts) -> None:
    """Count how often actors speak, and are origins."""
    speaks, origin_of = parts
    for fact in claim.facts:
        speaks.update({link.actor for link in claim.links[fact.id] if link.actor})
        root = claim.ways[fact.id].root
        if root.actor:
            origin_of[root.actor] += 1


def _write_actors(store: Store, actors: Actors, parts: _Parts) -> None:
    speaks, origin_of = parts
    for found in actors.found:
        articles = tuple(sorted({unit.article for unit in found.units}))
        actor = Actor(
            id=found.id, name=found.names[0], type=found.type, names=found.names, titles=found.titles,
            articles=articles, mentions=sum(unit.mentions for unit in found.units), speaks=speaks[found.id],
            origin_of=origin_of[found.id], reasons=found.reasons,
        )  # fmt: skip
        store.connection.execute(
            "INSERT INTO actors VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                actor.id, actor.name, actor.type, len(articles), actor.mentions, actor.speaks,
                actor.origin_of,
                _json.encode(actor),
            ),
        )  # fmt: skip
        store.connection.executemany(
            "INSERT INTO actor_names VALUES (?, ?, ?)", [(u.article, u.name, found.id) for u in found.units]
        )


def _write_copies(store: Store, copies: Iterable[CopyFound], documents: Mapping[str, Document]) -> None:
    for found in copies:
        copy = Copy(
            article=found.article,
            original=found.original,
            outlet=documents[found.article].article.outlet,
            original_outlet=documents[found.original].article.outlet,
            direction=found.direction,
            share=found.share,
            passages=found.passages,
            reasons=found.reasons,
        )
        store.connection.execute(
            "INSERT INTO copies VALUES (?, ?, ?, ?, ?)",
            (copy.article, copy.original, copy.direction, copy.share, _json.encode(copy)),
        )
        store.connection.executemany(
            "INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (copy.article, copy.original, p.start, p.end, p.of_start, p.of_end, p.words, p.likeness)
                for p in copy.passages
            ],
        )


def _write_claim(
    store: Store,
    found: ClaimFound,
    reasons: Mapping[Pair, bytes],
    documents: Mapping[str, Document],
    actors: Actors,
) -> None:
    claim = found.claim
    run = store.connection.execute
    run(
        "INSERT INTO claims VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            claim.id, claim.text, claim.time.earliest, claim.time.latest, found.precision, found.modality,
            "denies" if found.negative else "affirms", len(claim.statements), len(claim.articles),
            len({documents[key].outlet or key for key in claim.articles}), claim.corroboration,
            sum(1 for f in found.facts if not found.ways[f.id].root.identity),
            len(claim.disagreements), _json.encode(claim),
        ),
    )  # fmt: skip
    for fact in found.facts:
        way = found.ways[fact.id]
        step = way.step
        run(
            "INSERT INTO claim_statements VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                fact.id, claim.id, fact.article, found.stances[fact.id], found.copy_of.get(fact.id),
                step.how if step else None, (step.fact or step.article) if step else None, way.root.identity,
                way.root.name, way.root.actor, way.root.kind, _json.encode(step.reasons if step else ()),
                _json.encode(_row(found, fact, documents[fact.article])),
            ),
        )  # fmt: skip
        named = {actors.resolve(fact.article, name) for name in fact.statement.entities} - {None}
        store.connection.executemany(
            "INSERT INTO statement_actors VALUES (?, ?)",
            [(fact.id, actor) for actor in sorted(filter(None, named))],
        )
    for root, stance, articles in found.roots:
        count = sum(
            1
            for f in found.facts
            if found.ways[f.id].root.identity == root.identity
            and (found.stances[f.id] == "denies") == (stance == "denies")
        )
        run(
            "INSERT INTO claim_origins VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (claim.id, root.identity, root.name, root.actor, root.kind, stance, count, len(articles)),
        )
    for pair, score in found.merges:
        run(
            "INSERT INTO merges VALUES (?, ?, ?, ?, ?)",
            (claim.id, pair[0], pair[1], score / UNIT, reasons[pair]),
        )
    for parting in found.partings:
        dispute = Dispute(
            claim=claim.id, text=claim.text, about=parting.about, of=parting.of, kind=parting.kind,
            values=parting.values, times=parting.times, reasons=parting.reasons,
        )  # fmt: skip
        run(
            "INSERT INTO disagreements VALUES (?, ?, ?, ?, ?)",
            (claim.id, parting.about, parting.of, parting.kind, _json.encode(dispute)),
        )


def _row(found: ClaimFound, fact: Fact, doc: Document) -> StatementRow:
    statement, article = fact.statement, doc.article
    links = found.links[fact.id]
    root = found.ways[fact.id].root
    time = statement.time
    confidence = 1.0
    for attribution in doc.reading.attributions:
        if attribution.id == statement.attribution:
            confidence = attribution.confidence
    return StatementRow(
        id=fact.id,
        claim=found.claim.id,
        article=fact.article,
        outlet=article.outlet,
        headline=article.headline,
        published=doc.published,
        text=fact.text,
        start=fact.start,
        end=fact.end,
        spans=statement.spans,
        predicate=fact.predicate,
        stance=statement.stance,
        kind=statement.kind,
        modality=statement.modality,
        time=Interval(time.earliest if time else None, time.latest if time else None),
        precision=time.precision if time else None,
        chain=links,
        origin=links[-1],
        root=_root_link(root, links[-1]),
        copy_of=found.copy_of.get(fact.id),
        entities=statement.entities,
        confidence=confidence,
    )


def _root_link(root: Root, last: Link) -> Link | None:
    """A statement's root as a link; with a span where it is the last hop of the statement's own chain."""
    if not root.identity:
        return None
    same = (root.actor is not None and root.actor == last.actor) or root.name == last.name
    return Link(root.name, root.actor, root.kind, last.start if same else None, last.end if same else None)
