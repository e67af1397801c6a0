"""A long record made up for measuring: articles, claims and origins as many as wanted, written as derived.

Deriving 20,000 articles takes its time and is measured elsewhere; here the derived tables are filled with
what deriving such articles would leave in them, so that the pages that read them can be measured.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from hearsay.record.derive import VERSION
from hearsay.record.pages.indexes import make_indexes
from hearsay.record.results import Actor, Claim, ClaimOrigin, ClaimStatement, Interval, Link, StatementRow
from hearsay.record.store import Store, statement_id
from hearsay.schema import Article, Entity, Hop, Mention, Reading, Statement

_NOUNS = (
    "harbour",
    "ferry",
    "bridge",
    "council",
    "minister",
    "engine",
    "crew",
    "valley",
    "market",
    "river",
    "school",
    "court",
    "strike",
    "vote",
    "storm",
)
_VERBS = (
    "closed",
    "opened",
    "sank",
    "rose",
    "fell",
    "agreed",
    "refused",
    "signed",
    "ended",
    "began",
    "warned",
    "moved",
    "stopped",
    "doubled",
    "failed",
)
_PLACES = ("Tarn", "Osk", "Velby", "Marrow", "Dunholt", "Selby", "Corran", "Astwick", "Brill", "Hexley")
_STATEMENTS = 8
_OUTLETS = 150
_PEOPLE = 2000


def long_record(path: Path, articles: int, seed: int = 7) -> None:
    """Write a record of so many articles to ``path``, eight statements each, a third of them told by many."""
    rng = random.Random(seed)
    store = Store(path, create=True, read_only=False)
    encode = msgspec.json.encode
    people = [Link(f"{_name(rng)} {_name(rng)}", f"a{n:09x}", "person", 0, 4) for n in range(_PEOPLE)]
    outlets = [
        Link(f"{_name(rng)} Post {n}", f"a{0xF00000 + n:09x}", "outlet", None, None) for n in range(_OUTLETS)
    ]
    shared = max(1, articles * _STATEMENTS // 12)
    told: dict[int, list[tuple[str, StatementRow]]] = {}
    named: dict[str, set[str]] = {}
    store.connection.execute("PRAGMA synchronous = OFF")
    for n in range(articles):
        outlet = rng.choice(outlets)
        day = f"20{rng.randint(10, 29)}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}"
        pieces: list[str] = []
        spans: list[tuple[int, int]] = []
        claims: list[int] = []
        at = 0
        for _ in range(_STATEMENTS):
            # The claims that many tell are few, and a few of those are told by very many.
            claim = (
                int(shared * rng.random() ** 3)
                if rng.random() < 0.33
                else shared + n * _STATEMENTS + len(pieces)
            )
            words = _sentence(claim)
            who = people[claim % _PEOPLE]
            pieces.append(f"{who.name} said {words}.")
            spans.append((at + len(who.name) + 6, at + len(pieces[-1]) - 1))
            claims.append(claim)
            at += len(pieces[-1]) + 1
        text = "\n".join(pieces)
        article = Article(text, f"article-{n}", day, f"{_sentence(claims[0])} {n}", outlet.name)
        statements, mentions = [], []
        for i, (span, claim) in enumerate(zip(spans, claims, strict=True)):
            who = people[claim % _PEOPLE]
            begin = span[0] - 6 - len(who.name)
            chain = (Hop(outlet.name, "outlet"), Hop(who.name, "person", begin, begin + len(who.name)))
            statements.append(Statement(f"s{i}", (span,), chain, "affirms"))
            mentions.append(Mention(f"m{i}", begin, begin + len(who.name), "PER", who.name))
        entities = tuple(Entity(name, "PER") for name in sorted({m.entity for m in mentions}))
        reading = Reading(
            article.id,
            day,
            (),
            tuple(mentions),
            (),
            (),
            (),
            (),
            statements=tuple(statements),
            entities=entities,
        )
        store.add(article, reading)
        for s, claim in zip(statements, claims, strict=True):
            who = people[claim % _PEOPLE]
            root = msgspec.structs.replace(who, start=s.chain[1].start, end=s.chain[1].end)
            row = StatementRow(
                statement_id(article.key, s), f"{claim:010x}", article.key, outlet.name, article.headline, day,
                text[s.spans[0][0] : s.spans[0][1]], *s.spans[0], s.spans, None, "affirms", "statement", "fact",
                Interval(*_when(claim)), "day", (outlet, root), root, root, None, (who.name,),
            )  # fmt: skip
            told.setdefault(claim, []).append((row.id, row))
            named.setdefault(who.actor or "", set()).add(article.key)
    with store.transaction() as connection:
        for claim, rows in told.items():
            _write_claim(connection, claim, [row for _, row in rows], people[claim % _PEOPLE], encode)
        for link in people:
            keys = tuple(sorted(named.get(link.actor or "", ())))
            actor = Actor(
                link.actor or "", link.name, "PER", (link.name,), (), keys, len(keys), len(keys), 1, ()
            )
            connection.execute(
                "INSERT INTO actors VALUES (?, ?, 'PER', ?, ?, ?, 1, ?)",
                (link.actor, link.name, len(keys), len(keys), len(keys), encode(actor)),
            )
        store.set_state("derived", str(VERSION))
    make_indexes(store)
    store.close()


def _write_claim(connection: Any, claim: int, rows: Sequence[StatementRow], who: Link, encode: Any) -> None:
    name = f"{claim:010x}"
    keys = tuple(sorted({row.article for row in rows}))
    outlets = {row.outlet for row in rows}
    made = Claim(
        name, rows[0].text, rows[0].time,
        tuple(ClaimStatement(r.article, r.start, r.end, None, "affirms", r.chain, None) for r in rows),
        (ClaimOrigin(who.name, who.actor, "person", keys),), 1, (),
    )  # fmt: skip
    first, last = rows[0].time.earliest, rows[0].time.latest
    connection.execute(
        "INSERT INTO claims VALUES (?, ?, ?, ?, 'day', 'fact', 'affirms', ?, ?, ?, 1, 0, 0, ?)",
        (name, rows[0].text, first, last, len(rows), len(keys), len(outlets), encode(made)),
    )
    connection.execute(
        "INSERT INTO claim_origins VALUES (?, ?, ?, ?, 'person', 'affirms', ?, ?)",
        (name, who.actor, who.name, who.actor, len(rows), len(keys)),
    )
    for row in rows:
        connection.execute(
            "INSERT INTO claim_statements VALUES (?, ?, ?, 'affirms', NULL, NULL, NULL, ?, ?, ?, 'person', ?, ?)",
            (row.id, name, row.article, who.actor, who.name, who.actor, b"[]", encode(row)),
        )
        connection.execute("INSERT INTO statement_actors VALUES (?, ?)", (row.id, who.actor))


def _name(rng: random.Random) -> str:
    return "".join(
        rng.choice(("ka", "lo", "mi", "ren", "sta", "vo", "del", "nu")) for _ in range(3)
    ).capitalize()


def _sentence(claim: int) -> str:
    return (
        f"the {_NOUNS[claim % 15]} of {_PLACES[claim // 15 % 10]} {_VERBS[claim // 150 % 15]} "
        f"after {claim % 977} days and {claim // 977 % 89} nights"
    )


def _when(claim: int) -> tuple[str | None, str | None]:
    if claim % 3 == 0:
        return None, None
    day = f"20{10 + claim % 20}-{1 + claim % 12:02d}-{1 + claim % 28:02d}"
    return day, day if claim % 4 else None
