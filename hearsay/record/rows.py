"""What was concluded, as rows of the derived tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

import msgspec

from hearsay.record.actors import ActorFound, Actors
from hearsay.record.claims import ClaimFound
from hearsay.record.copies import CopyFound
from hearsay.record.facts import Document, Fact
from hearsay.record.linkage import UNIT, Pair
from hearsay.record.results import Actor, Copy, Dispute, Interval, Link, StatementRow
from hearsay.record.roots import Root
from hearsay.record.store import Store

_json = msgspec.json.Encoder()


class Parts:
    """How often actors speak, and are origins; of what is taken away less than nothing."""

    def __init__(self) -> None:
        self.speaks: Counter[str] = Counter()
        self.origin_of: Counter[str] = Counter()

    def count(self, chain: Iterable[Link], root: str | None, times: int = 1) -> None:
        """Count one statement, by its chain and the actor who is its root."""
        for actor in {link.actor for link in chain if link.actor}:
            self.speaks[actor] += times
        if root:
            self.origin_of[root] += times

    def actors(self) -> set[str]:
        """The actors whose parts are not as they were."""
        return {actor for part in (self.speaks, self.origin_of) for actor, n in part.items() if n}


def write_actor(store: Store, found: ActorFound, speaks: int, origin_of: int) -> None:
    """Write an actor with its names."""
    actor = Actor(
        id=found.id, name=found.names[0], type=found.type, names=found.names, titles=found.titles,
        articles=tuple(sorted({unit.article for unit in found.units})),
        mentions=sum(unit.mentions for unit in found.units), speaks=speaks, origin_of=origin_of,
        reasons=found.reasons,
    )  # fmt: skip
    put_actor(store, actor)
    run = store.connection.executemany
    run("INSERT INTO actor_names VALUES (?, ?, ?)", [(u.article, u.name, found.id) for u in found.units])
    run("INSERT INTO actor_keys VALUES (?, ?)", [(key, found.id) for key in {u.key for u in found.units}])


def put_actor(store: Store, actor: Actor) -> None:
    """Write an actor in place of what is there."""
    store.connection.execute(
        "INSERT OR REPLACE INTO actors VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            actor.id, actor.name, actor.type, len(actor.articles), actor.mentions, actor.speaks,
            actor.origin_of, _json.encode(actor),
        ),
    )  # fmt: skip


def write_copies(store: Store, copies: Iterable[CopyFound], documents: Mapping[str, Document]) -> None:
    """Write copies with their passages."""
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


def write_claim(
    store: Store,
    found: ClaimFound,
    reasons: Mapping[Pair, bytes],
    documents: Mapping[str, Document],
    actors: Actors,
) -> None:
    """Write a claim with its statements, its origins, and why it is one."""
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
