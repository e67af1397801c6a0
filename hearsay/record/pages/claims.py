"""Claims, a page at a time."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

import msgspec

from hearsay.record.days import iso_day
from hearsay.record.errors import AmbiguousId, NotFound
from hearsay.record.filters import as_days, match_words
from hearsay.record.pages.slice import SIZE, Slice
from hearsay.record.results import Claim, Dispute, StatementRow
from hearsay.record.store import Store

Order = Literal["repeated", "corroborated", "recent"]

_claims = msgspec.json.Decoder(Claim)
_rows = msgspec.json.Decoder(StatementRow)
_disputes = msgspec.json.Decoder(Dispute)

#: Statements that a search looks at: a word that stands in more of them is no question.
SEARCHED = 3000

_SEARCH = (
    "SELECT cs.claim FROM statement_search f JOIN statements s ON s.n = f.rowid "
    "JOIN claim_statements cs ON cs.statement = s.id WHERE statement_search MATCH ? LIMIT ?"
)
_ORDERS: dict[Order, str] = {
    "repeated": "outlets DESC, articles DESC, corroboration DESC, statements DESC, id",
    "corroborated": "corroboration DESC, outlets DESC, articles DESC, id",
    "recent": "COALESCE(earliest, latest) DESC, COALESCE(latest, '~') DESC, id",
}


class ClaimFilter(msgspec.Struct, frozen=True):
    """Which claims are asked for. Origins are inclusive bounds; dates ISO, year or month alone will do."""

    words: str = ""
    min_origins: int | None = None
    max_origins: int | None = None
    min_outlets: int | None = None
    disputed: bool = False
    since: str = ""
    until: str = ""
    order: Order = "repeated"

    def where(self) -> tuple[str, list[Any]]:
        """As an SQL condition with its parameters; :func:`search` must have looked its words up.

        Raises ValueError for what is no date.
        """
        parts: list[str] = []
        values: list[Any] = []
        if self.words:
            parts.append("id IN (SELECT id FROM temp.searched WHERE words = ?)")
            values.append(self.words)
        for column, bound, sign in (
            ("corroboration", self.min_origins, ">="),
            ("corroboration", self.max_origins, "<="),
            ("outlets", self.min_outlets, ">="),
        ):
            if bound is not None:
                parts.append(f"{column} {sign} ?")
                values.append(bound)
        if self.disputed:
            parts.append("disputed > 0")
        if self.since:
            parts.append("COALESCE(latest, earliest) >= ?")
            values.append(iso_day(as_days(self.since, "since")[0]))
        if self.until:
            parts.append("COALESCE(earliest, latest) <= ?")
            values.append(iso_day(as_days(self.until, "until")[1]))
        return " AND ".join(parts) or "1", values


def claims(store: Store, asked: ClaimFilter, start: int = 0) -> Slice[Claim]:
    """The claims of one page. Raises ValueError for what is no date."""
    where, values = asked.where()
    capped = search(store, asked.words)
    rows = store.rows(
        f"SELECT id FROM claims WHERE {where} ORDER BY {_ORDERS[asked.order]} LIMIT ? OFFSET ?",
        (*values, SIZE, start),
    )
    total = int(store.rows(f"SELECT COUNT(*) FROM claims WHERE {where}", values)[0][0])
    return Slice(tuple(claim_of(store, row[0]) for row in rows), total, start, capped)


def search(store: Store, words: str) -> bool:
    """Look up, once, which claims have a statement with all these words; True where more statements have them
    than are looked at.
    """
    if not words:
        return False
    with store.guard():
        run = store.connection.execute
        run(
            "CREATE TEMP TABLE IF NOT EXISTS searched (words TEXT, id TEXT, PRIMARY KEY (words, id)) WITHOUT ROWID"
        )
        run(
            "CREATE TEMP TABLE IF NOT EXISTS searches (words TEXT PRIMARY KEY, statements INTEGER) WITHOUT ROWID"
        )
        held = run("SELECT statements FROM searches WHERE words = ?", (words,)).fetchone()
        if held is None:
            query = match_words(words)
            found = [] if query is None else [row[0] for row in run(_SEARCH, (query, SEARCHED))]
            run("BEGIN")
            run("INSERT INTO searches VALUES (?, ?)", (words, len(found)))
            store.connection.executemany(
                "INSERT INTO searched VALUES (?, ?)", [(words, name) for name in {*found}]
            )
            run("COMMIT")
            held = (len(found),)
    return int(held[0]) >= SEARCHED


def claim_of(store: Store, name: str) -> Claim:
    """The claim with exactly this id."""
    return _claims.decode(store.rows("SELECT detail FROM claims WHERE id = ?", (name,))[0][0])


def claim_named(store: Store, name: str) -> Claim:
    """The claim whose id begins so. Raises NotFound, AmbiguousId."""
    name = name.lower()
    rows = store.rows("SELECT id FROM claims WHERE id >= ? AND id < ? LIMIT 3", (name, name + "~"))
    if not rows or not name.isascii() or not name.isalnum():
        raise NotFound("claim", name)
    if len(rows) > 1:
        raise AmbiguousId("claim", name, tuple(row[0] for row in rows))
    return claim_of(store, rows[0][0])


def statements_of(store: Store, claim: str) -> list[StatementRow]:
    """The statements of a claim, by publication, then article, then position."""
    rows = store.rows("SELECT detail FROM claim_statements WHERE claim = ?", (claim,))
    found = [_rows.decode(row[0]) for row in rows]
    return sorted(found, key=lambda row: (row.published or "~", row.article, row.start, row.id))


def roots_of(store: Store, claim: str) -> dict[str, str]:
    """For each statement of a claim the identity of the origin that it rests on; "" for nobody."""
    return dict(store.rows("SELECT statement, root FROM claim_statements WHERE claim = ?", (claim,)))


def origins_of(store: Store, claim: str) -> dict[str, str]:
    """For the name of each origin of a claim its identity."""
    return dict(store.rows("SELECT name, identity FROM claim_origins WHERE claim = ?", (claim,)))


def support(store: Store, names: Iterable[str]) -> dict[str, tuple[int, int]]:
    """For each of these claims the number of its articles, and of its origins."""
    found = {}
    for name in set(names):
        for articles, origins in store.rows(
            "SELECT articles, corroboration FROM claims WHERE id = ?", (name,)
        ):
            found[name] = (int(articles), int(origins))
    return found


def one_origin(store: Store) -> Claim | None:
    """The claim that most outlets repeat for each of its origins; of two alike, that of most articles."""
    best: tuple[float, int, int, str] | None = None
    # Only among those of most outlets: the walk along the index ends after a few.
    for name, outlets, articles, origins in store.rows(
        "SELECT id, outlets, articles, corroboration FROM claims WHERE corroboration > 0 AND outlets > 1 "
        "ORDER BY outlets DESC, articles DESC, corroboration DESC, statements DESC, id LIMIT 60"
    ):
        rank = (outlets / origins, articles, -origins, name)
        best = rank if best is None or rank > best else best
    return claim_of(store, best[3]) if best else None


def disputes(store: Store, limit: int) -> list[Dispute]:
    """Where accounts part, in the claims of most outlets first."""
    rows = store.rows(
        "SELECT id FROM claims WHERE disputed > 0 "
        "ORDER BY outlets DESC, articles DESC, corroboration DESC, statements DESC, id LIMIT ?",
        (limit,),
    )
    return [dispute for (name,) in rows for dispute in disputes_of(store, name)][:limit]


def disputes_of(store: Store, claim: str) -> list[Dispute]:
    """Where the accounts of one claim part."""
    rows = store.rows("SELECT detail FROM disagreements WHERE claim = ? ORDER BY about, of", (claim,))
    return [_disputes.decode(row[0]) for row in rows]
