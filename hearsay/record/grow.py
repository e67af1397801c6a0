"""What little came, went or changed, brought into what is derived: the same as deriving all anew, byte for byte.

The changed articles are put into, or taken out of, what is kept between derivations. That tells which articles and
statements are to be compared again, whose actors are to be made anew, and with that which claims are no longer what
they were; these are taken out and concluded again. All else is left as it is.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator

import msgspec

from hearsay.record import kin, workings
from hearsay.record.claims import build_claim
from hearsay.record.clusters import CUT, clusters, inside
from hearsay.record.copied import Copied, copied_statements
from hearsay.record.copies import CopyFound
from hearsay.record.documents import StoredDocuments
from hearsay.record.facts import document
from hearsay.record.judgements import Judgement
from hearsay.record.linkage import Pair
from hearsay.record.nearby import Nearby
from hearsay.record.notice_rows import (
    drop_outlets,
    forget_notice,
    holders_after,
    put_outlets,
    read_notices,
    settle_notices,
)
from hearsay.record.notices import Notices, holds_notice
from hearsay.record.noting import stored
from hearsay.record.pairs import Pairs
from hearsay.record.places import place
from hearsay.record.results import StatementRow
from hearsay.record.rows import Parts, write_claim
from hearsay.record.store import Store
from hearsay.record.taken import Taken, TooMuch

Progress = Callable[[str, int, int], None]

_json = msgspec.json.Encoder()
_rows = msgspec.json.Decoder(StatementRow)
_takings = msgspec.json.Decoder(CopyFound)


def grow(store: Store, judgements: list[Judgement], tell: Progress) -> bool:
    """Bring in what changed; False where all is to be derived anew. The caller holds the transaction."""
    try:
        Growth(store, tell).run(judgements)
    except (TooMuch, sqlite3.IntegrityError):
        # Two articles of one place come once in many records; their order is known to a whole derivation alone.
        return False
    return True


class Growth:
    """One run. ``statements`` are those whose claims may no longer be what they were."""

    def __init__(self, store: Store, tell: Progress) -> None:
        self.store = store
        self.tell = tell
        self.documents = StoredDocuments(store)
        self.copies = _Copies(store, self.documents)
        self.pairs = Pairs(self.documents, self.copies)
        self.notices = Notices()
        self.statements: set[str] = set()
        #: Statements that hang together otherwise than before.
        self.moved: set[str] = set()

    def run(self, judgements: list[Judgement]) -> None:
        """Bring in what changed."""
        gone = [document(*was) for was in self.store.changes().values() if was is not None]
        come = [self.documents[key] for key in self.store.changes() if self.store.has(key)]
        holders: set[str] = set()
        noticed: set[str] = set()
        nearby, taken = Nearby(self.store), Taken(self.store, self.documents)
        for n, doc in enumerate(gone):
            self.tell("comparing", n, len(gone) + len(come))
            at = workings.place_of(self.store, doc.key)
            workings.drop_keys(self.store, doc, at)
            drop_outlets(self.store, doc, at)
            noticed |= forget_notice(self.store, doc.key)
            holders |= holders_after(self.store, doc, at)
            nearby.go(doc, at)
            taken.go(doc, at)
        for n, doc in enumerate(come, len(gone)):
            self.tell("comparing", n, len(gone) + len(come))
            at = place(doc.key, doc.published)
            workings.put_sketch(self.store, doc, at)
            workings.put_keys(self.store, doc, at)
            put_outlets(self.store, doc, at)
            holders |= holders_after(self.store, doc, at) | ({doc.key} if holds_notice(doc) else set())
            nearby.come(doc, at)
            taken.come(doc, at)
        changed = taken.settle()
        noticed |= settle_notices(self.store, self.documents, {key for key in holders if self.store.has(key)})
        self.notices = read_notices(self.store)
        left = {fact.id for doc in gone for fact in doc.facts}
        self.moved.update(fact.id for doc in come for fact in doc.facts)
        self._link(nearby, changed, left)
        self.tell("actors", 0, 1)
        actors = kin.bring_in(self.store, gone, come, judgements)
        # A copy of an article that is not in the claim rests on that article's outlet.
        articles = {*actors.articles, *self._copying(actors.articles), *changed, *noticed}
        self.statements.update(self._of_articles(articles))
        self.statements.update(self._leaning(actors.leans))
        self._conclude(left)

    # Links

    def _link(self, nearby: Nearby, changed: set[str], left: set[str]) -> None:
        """Score the pairs that are to be compared again, and keep those at or above the cut."""
        for name in left:
            for pair in self._links(name):
                self.moved.update(pair)
                self._unlink(pair)
        gained, lost = nearby.touched()
        held = {
            pair: score for name in self._of_articles(changed) for pair, score in self._links(name).items()
        }
        copied = {pair for article in changed for pair in self.copies.within(article)}
        doubtful = {pair for pair in lost if pair in gained or self._score(pair)} | held.keys()
        wanted = copied | {
            pair for pair in gained | doubtful if pair not in doubtful or self._supported(nearby, pair)
        }
        scores = self.pairs.score(sorted(wanted))
        for pair in sorted(wanted | doubtful):
            score = scores.get(pair, 0) if pair in wanted else 0
            before = self._score(pair)
            if score >= CUT and score != before:
                workings.put_links(self.store, [(pair, score)])
                self.moved.update(pair)
            elif score < CUT and before:
                self._unlink(pair)
                self.moved.update(pair)
        self.moved -= left

    def _supported(self, nearby: Nearby, pair: Pair) -> bool:
        if pair in self.copies:
            return True
        f, g = (self.documents.fact(name) for name in pair)
        return nearby.supported(self.documents[f.article], self.documents[g.article], pair)

    def _score(self, pair: Pair) -> int:
        found = self.store.rows("SELECT score FROM links WHERE one = ? AND other = ?", pair)
        return int(found[0][0]) if found else 0

    def _unlink(self, pair: Pair) -> None:
        self.store.connection.execute("DELETE FROM links WHERE one = ? AND other = ?", pair)

    def _links(self, name: str) -> dict[Pair, int]:
        """The links of one statement."""
        rows = self.store.rows(
            "SELECT one, other, score FROM links WHERE one = ? UNION SELECT one, other, score FROM links "
            "WHERE other = ?",
            (name, name),
        )
        return {(one, other): score for one, other, score in rows}

    # What depends on what

    def _of_articles(self, articles: Iterable[str]) -> Iterator[str]:
        for article in sorted(articles):
            for (name,) in self.store.rows("SELECT id FROM statements WHERE article = ?", (article,)):
                yield name

    def _copying(self, articles: Iterable[str]) -> Iterator[str]:
        for article in articles:
            for (copy,) in self.store.rows("SELECT article FROM copies WHERE original = ?", (article,)):
                yield copy

    def _leaning(self, leans: Iterable[str]) -> Iterator[str]:
        for what in leans:
            for (name,) in self.store.rows(
                "SELECT s.statement FROM leans l JOIN claim_statements s ON s.claim = l.claim WHERE l.what = ?",
                (what,),
            ):
                yield name

    # Claims

    def _conclude(self, left: set[str]) -> None:
        """Take out the claims that may no longer be what they were, and conclude them again."""
        groups = list(self._groups())
        moved = {name for group, _ in groups for name in group}
        parts = Parts()
        old = {claim for name in moved | left if (claim := self._claim(name))}
        rebuilt = {claim for name in self.statements - moved - left if (claim := self._claim(name))} - old
        kept = [self._members(claim) for claim in sorted(rebuilt)]
        for claim in old | rebuilt:
            self._take_out(claim, parts)
        done = 0
        for group, links in groups:
            self.tell("claims", done, len(moved))
            done += len(group)
            for cluster, scores in clusters(group, links, self.pairs):
                self._write(cluster, scores, parts)
        for members in kept:
            links = {pair: score for name in members for pair, score in self._links(name).items()}
            self._write(members, inside(members, links, self.pairs), parts)
        kin.recount(self.store, parts)

    def _groups(self) -> Iterator[tuple[list[str], dict[Pair, int]]]:
        """The groups of linked statements in which one moved, with their links."""
        seen: set[str] = set()
        for first in sorted(self.moved):
            if first in seen:
                continue
            group, waiting = set(), {first}
            links: dict[Pair, int] = {}
            while waiting:
                name = waiting.pop()
                group.add(name)
                for pair, score in self._links(name).items():
                    links[pair] = score
                    waiting.update(set(pair) - group)
            seen |= group
            yield sorted(group), links

    def _claim(self, name: str) -> str | None:
        found = self.store.rows("SELECT claim FROM claim_statements WHERE statement = ?", (name,))
        return str(found[0][0]) if found else None

    def _members(self, claim: str) -> list[str]:
        rows = self.store.rows(
            "SELECT statement FROM claim_statements WHERE claim = ? ORDER BY statement", (claim,)
        )
        return [row[0] for row in rows]

    def _take_out(self, claim: str, parts: Parts) -> None:
        for name, root, detail in self.store.rows(
            "SELECT statement, root_actor, detail FROM claim_statements WHERE claim = ?", (claim,)
        ):
            parts.count(_rows.decode(detail).chain, root, -1)
            self.store.connection.execute("DELETE FROM statement_actors WHERE statement = ?", (name,))
        for table in ("disagreements", "merges", "claim_origins", "claim_statements"):
            self.store.connection.execute(f"DELETE FROM {table} WHERE claim = ?", (claim,))
        self.store.connection.execute("DELETE FROM claims WHERE id = ?", (claim,))

    def _write(self, cluster: list[str], scores: dict[Pair, int], parts: Parts) -> None:
        facts = [self.documents.fact(name) for name in cluster]
        actors = stored(self.store)
        copied = self.copies.copied(sorted({fact.article for fact in facts}))
        claim = build_claim(facts, scores, self.documents, actors, copied, self.notices)
        reasons = {pair: _json.encode(self.pairs.reasons(pair)) for pair, _ in claim.merges}
        write_claim(self.store, claim, reasons, self.documents, actors)
        workings.put_leans(self.store, claim.claim.id, actors.noted())
        for fact in claim.facts:
            parts.count(claim.links[fact.id], claim.ways[fact.id].root.actor)


class _Copies:
    """Copies as they are written, and the pairs of statements in them."""

    def __init__(self, store: Store, documents: StoredDocuments) -> None:
        self.store = store
        self.documents = documents
        self._pairs: dict[str, set[Pair]] = {}

    def __contains__(self, pair: object) -> bool:
        if not isinstance(pair, tuple):
            return False
        return any(pair in self.within(self.documents.fact(name).article) for name in pair)

    def within(self, article: str) -> set[Pair]:
        """The pairs of statements with the same words, of an article and what it is a copy of."""
        if article not in self._pairs:
            self._pairs[article] = self.copied([article]).pairs
        return self._pairs[article]

    def copied(self, articles: Iterable[str]) -> Copied:
        """The statements of articles that stand in copied passages."""
        copies: list[CopyFound] = []
        for article in articles:
            for (detail,) in self.store.rows(
                "SELECT t.detail FROM copies c JOIN takings t ON t.article = c.article AND t.original = c.original "
                "WHERE c.article = ? ORDER BY c.original",
                (article,),
            ):
                copies.append(_takings.decode(detail))
        return copied_statements(self.documents, copies)
