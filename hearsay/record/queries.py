"""Questions to a derived record. Articles go by key here; :mod:`hearsay.record.refer` gives them their
names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

from hearsay.record.errors import AmbiguousId, NotFound
from hearsay.record.filters import Source, Window, actors_named, match_words, statements_about
from hearsay.record.names import name_key
from hearsay.record.results import (
    Actor,
    ArticleRow,
    Claim,
    Copy,
    Counts,
    Dispute,
    SourceRow,
    StatementRow,
    TimelineEntry,
)
from hearsay.record.store import Store

_rows = msgspec.json.Decoder(StatementRow)
_claims = msgspec.json.Decoder(Claim)
_disputes = msgspec.json.Decoder(Dispute)
_copies = msgspec.json.Decoder(Copy)
_actors = msgspec.json.Decoder(Actor)
_HEX = re.compile(r"[0-9a-f]{2,10}")


def counts(store: Store) -> Counts:
    """How much the record holds."""

    def number(query: str) -> int:
        return int(store.rows(query)[0][0])

    return Counts(
        articles=number("SELECT COUNT(*) FROM articles"),
        outlets=number("SELECT COUNT(DISTINCT outlet) FROM articles WHERE outlet IS NOT NULL"),
        statements=number("SELECT COUNT(*) FROM statements"),
        claims=number("SELECT COUNT(*) FROM claims"),
        origins=number("SELECT COUNT(DISTINCT identity) FROM claim_origins"),
        actors=number("SELECT COUNT(*) FROM actors"),
        copies=number("SELECT COUNT(*) FROM copies"),
        disagreements=number("SELECT COUNT(*) FROM disagreements"),
        unstated=number("SELECT COUNT(*) FROM claim_statements WHERE root = ''"),
    )


def articles(store: Store, refs: dict[str, str]) -> list[ArticleRow]:
    """All articles, by publication date, then key."""
    return [
        ArticleRow(refs[row[0]], *row)
        for row in store.rows(
            "SELECT a.key, a.outlet, a.headline, a.published, a.url, "
            "(SELECT COUNT(*) FROM statements s WHERE s.article = a.key), a.words "
            "FROM articles a ORDER BY COALESCE(a.published, '~'), a.key"
        )
    ]


def statements(
    store: Store, about: str | None, since: str | None, until: str | None, source: str | None
) -> list[StatementRow]:
    """Statements by the time they tell of, then publication, then position."""
    window = Window.of(since, until)
    chosen = statements_about(store, about) if about is not None else None
    named = Source.of(store, source) if source is not None else None
    found = []
    for name, detail in store.rows("SELECT statement, detail FROM claim_statements ORDER BY statement"):
        if chosen is not None and name not in chosen:
            continue
        row = _rows.decode(detail)
        if window.holds(row.time, row.published) and (named is None or named.stands_in(row)):
            found.append(row)
    return sorted(
        found,
        key=lambda r: (
            r.time.earliest or r.time.latest or "~", r.time.latest or "~", r.published or "~", r.article,
            r.start, r.id,
        ),
    )  # fmt: skip


def _chosen(
    store: Store, about: str | None, since: str | None, until: str | None, source: str | None
) -> dict[str, list[StatementRow]] | None:
    """The statements that a question is about, by claim; None when it asks for all."""
    if about is None and since is None and until is None and source is None:
        return None
    found: dict[str, list[StatementRow]] = {}
    for row in statements(store, about, since, until, source):
        found.setdefault(row.claim, []).append(row)
    return found


def claims(
    store: Store, about: str | None, since: str | None, until: str | None, source: str | None
) -> list[Claim]:
    """Claims with a statement that the question is about; those of most outlets first, then of most articles.

    What one outlet repeats under its articles stands in many, and is no news.
    """
    chosen = _chosen(store, about, since, until, source)
    rows = store.rows(
        "SELECT id, detail FROM claims ORDER BY outlets DESC, articles DESC, corroboration DESC, "
        "statements DESC, id"
    )
    return [_claims.decode(detail) for name, detail in rows if chosen is None or name in chosen]


def timeline(
    store: Store, about: str | None, since: str | None, until: str | None, source: str | None
) -> list[TimelineEntry]:
    """Claims by the time they tell of; those with none last."""
    chosen = _chosen(store, about, since, until, source)
    outlets: dict[str, set[str]] = {}
    for name, outlet in store.rows(
        "SELECT cs.claim, a.outlet FROM claim_statements cs JOIN articles a ON a.key = cs.article "
        "WHERE a.outlet IS NOT NULL"
    ):
        outlets.setdefault(name, set()).add(outlet)
    found = []
    for name, detail, precision, modality, unstated in store.rows(
        "SELECT id, detail, precision, modality, unstated FROM claims "
        "ORDER BY COALESCE(earliest, latest, '~'), COALESCE(latest, '~'), articles DESC, id"
    ):
        if chosen is not None and name not in chosen:
            continue
        claim = _claims.decode(detail)
        dates = next((d.values for d in claim.disagreements if d.about == "date"), ())
        stances = {s.stance for s in claim.statements}
        found.append(
            TimelineEntry(
                claim=claim.id,
                text=claim.text,
                time=claim.time,
                precision=precision,
                modality=modality,
                stance="affirms" if "affirms" in stances else "hedges" if "hedges" in stances else "denies",
                origins=claim.origins,
                unstated=unstated,
                articles=claim.articles,
                outlets=tuple(sorted(outlets.get(name, ()))),
                dates=dates,
                withdrawn=claim.withdrawn,
            )
        )
    return found


def sources(
    store: Store, about: str | None, since: str | None, until: str | None, source: str | None
) -> list[SourceRow]:
    """Who the claims in question rest on."""
    chosen = _chosen(store, about, since, until, source)
    lone = {
        row[0]
        for row in store.rows(
            "SELECT claim FROM claim_origins WHERE stance <> 'denies' GROUP BY claim HAVING COUNT(*) = 1"
        )
    }
    nobody = {row[0] for row in store.rows("SELECT id FROM claims WHERE corroboration = 0")}
    gathered: dict[str, list[tuple[str, str, str, str, str | None, str, str | None]]] = {}
    for row in store.rows(
        "SELECT cs.root, cs.root_name, cs.root_kind, cs.claim, cs.root_actor, cs.article, a.outlet, "
        "cs.statement "
        "FROM claim_statements cs JOIN articles a ON a.key = cs.article ORDER BY cs.root, cs.statement"
    ):
        if chosen is None or any(s.id == row[7] for s in chosen.get(row[3], ())):
            gathered.setdefault(row[0], []).append(row[:7])
    found = []
    for identity, rows in gathered.items():
        held = {row[3] for row in rows}
        kinds = sorted({row[2] for row in rows}, key=lambda kind: (-sum(r[2] == kind for r in rows), kind))
        found.append(
            SourceRow(
                name=rows[0][1],
                actor=rows[0][4],
                kind=kinds[0],  # type: ignore[arg-type]
                statements=len(rows),
                claims=len(held),
                alone=len(held & (lone if identity else nobody)),
                articles=tuple(sorted({row[5] for row in rows})),
                outlets=tuple(sorted({row[6] for row in rows if row[6]})),
            )
        )
    return sorted(
        found, key=lambda r: (r.kind == "unstated", -r.alone, -r.claims, -r.statements, r.name, r.articles)
    )


def claim_by_id(store: Store, name: str) -> Claim:
    """The claim with this id, or the only one whose id begins so."""
    found = store.rows(
        "SELECT id, detail FROM claims WHERE substr(id, 1, ?) = ? ORDER BY id", (len(name), name.lower())
    )
    if len(found) == 1 and name:
        return _claims.decode(found[0][1])
    if not found or not name:
        raise NotFound("claim", name)
    raise AmbiguousId("claim", name, tuple(row[0] for row in found))


def find_claim(store: Store, what: str) -> Claim:
    """A claim by its id, by a statement's id, or by words."""
    what = what.strip()
    ambiguous: AmbiguousId | None = None
    if _HEX.fullmatch(what.lower()):
        try:
            return claim_by_id(store, what)
        except NotFound:
            pass
        except AmbiguousId as error:
            ambiguous = error
    held = store.rows("SELECT claim FROM claim_statements WHERE statement = ?", (what,))
    if held:
        return claim_by_id(store, held[0][0])
    if ambiguous is not None:
        raise ambiguous
    query = match_words(what)
    for words in (query, query.replace('" "', '" OR "') if query else None):
        if not words:
            continue
        scores: dict[str, float] = {}
        for name, rank in store.rows(
            "SELECT cs.claim, f.rank FROM statement_search f JOIN statements s ON s.n = f.rowid "
            "JOIN claim_statements cs ON cs.statement = s.id WHERE statement_search MATCH ? "
            "ORDER BY f.rank, s.id LIMIT 200",
            (words,),
        ):
            scores[name] = min(scores.get(name, 0.0), round(float(rank), 9))
        if scores:
            return claim_by_id(store, min(scores, key=lambda name: (scores[name], name)))
    raise NotFound("claim", what)


def disagreements(store: Store, about: str | None) -> list[Dispute]:
    """Where accounts part, in the claims of most articles first."""
    chosen = _chosen(store, about, None, None, None)
    rows = store.rows(
        "SELECT d.claim, d.detail FROM disagreements d JOIN claims c ON c.id = d.claim "
        "ORDER BY c.outlets DESC, c.articles DESC, c.statements DESC, d.claim, d.about, d.of"
    )
    return [_disputes.decode(detail) for name, detail in rows if chosen is None or name in chosen]


def copies(store: Store) -> list[Copy]:
    """All copies, the greatest share first."""
    rows = store.rows("SELECT detail FROM copies ORDER BY share DESC, article, original")
    return [_copies.decode(row[0]) for row in rows]


def copy_is_about(copy: Copy, about: str) -> bool:
    """Whether an outlet's name or an article is one of the two sides."""
    if about in (copy.article, copy.original):
        return True
    key = name_key(about)
    return bool(key) and key in {name_key(outlet) for outlet in (copy.outlet, copy.original_outlet) if outlet}


def actors(store: Store, about: str | None) -> list[Actor]:
    """Actors, those in most articles first."""
    if about is not None:
        found: Iterable[Actor] = actors_named(store, about)
    else:
        found = (_actors.decode(row[0]) for row in store.rows("SELECT detail FROM actors ORDER BY id"))
    return sorted(found, key=lambda a: (-len(a.articles), -a.mentions, a.name, a.id))


def find_actor(store: Store, what: str) -> Actor:
    """The actor with this id, prefix of an id, or name."""
    rows = store.rows("SELECT detail FROM actors WHERE substr(id, 1, ?) = ? ORDER BY id", (len(what), what))
    if len(rows) == 1 and len(what) >= 3:
        return _actors.decode(rows[0][0])
    found = actors_named(store, what)
    if len(found) == 1:
        return found[0]
    if len(found) > 1:
        raise AmbiguousId("actor", what, tuple(sorted(actor.id for actor in found)))
    if len(rows) > 1 and len(what) >= 3:
        raise AmbiguousId("actor", what, tuple(_actors.decode(row[0]).id for row in rows))
    raise NotFound("actor", what)
