"""A record looked at page by page: the same answers as the whole, each by an index."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import web_records

from benchmarks.long_record import long_record
from benchmarks.pages import measure
from hearsay.record import AmbiguousId, NotFound, Record
from hearsay.record.pages import ClaimFilter, Pages
from hearsay.record.pages.indexes import INDEXES
from hearsay.record.pages.slice import SIZE


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return web_records.pile(tmp_path_factory.mktemp("pages") / "pile.db")


@pytest.fixture(scope="module")
def record(path: Path) -> Iterator[Record]:
    with Record.open(path, read_only=True) as opened:
        yield opened


@pytest.fixture
def pages(path: Path) -> Iterator[Pages]:
    with Pages(path) as opened:
        yield opened


def test_claims_come_as_the_record_has_them(pages: Pages, record: Record) -> None:
    found = [pages.named(c) for start in range(0, 400, SIZE) for c in pages.claims(ClaimFilter(), start).rows]
    assert found == record.claims()


def test_traces_are_the_records(pages: Pages, record: Record) -> None:
    for claim in record.claims():
        trace = pages.trace(pages.claim(claim.id))
        assert pages.named(trace.claim) == claim
        assert len(trace.roots) == len(record.trace(claim.id).roots)
        assert {row.id for row in pages.statements_of(trace.claim)} == set(pages.roots_of(trace.claim))


def test_refs_are_the_records(pages: Pages, record: Record) -> None:
    assert dict(pages.refs) == record.refs
    with pytest.raises(KeyError):
        pages.refs["nothing"]


def test_statements_of_articles_are_the_records(pages: Pages, record: Record) -> None:
    everything = {row.id for row in record.statements()}
    keys = [row.key for row in record.articles()]
    assert {row.id for key in keys for row in pages.statements_in(key)} == everything


def test_articles_are_found_by_key_and_name(pages: Pages, record: Record) -> None:
    for row in record.articles():
        assert pages.key(row.key) == pages.key(row.key[:12]) == row.key
        assert pages.key(row.article) == row.key
    for nothing in ("", "z", "no such article", "a" * 40):
        with pytest.raises(NotFound):
            pages.key(nothing)


@pytest.mark.parametrize("name", ["", "%", "_", "z" * 10, "ﬀ", "0123456789x"])
def test_no_claim_goes_by_what_is_no_id(pages: Pages, name: str) -> None:
    with pytest.raises((NotFound, AmbiguousId)):
        pages.claim(name)


def test_the_spread_counts_every_dated_claim(pages: Pages) -> None:
    told = pages.timeline(ClaimFilter()).total
    assert sum(stretch.claims for stretch in pages.spread(ClaimFilter()).stretches) == told
    assert told + pages.undated(ClaimFilter()) == pages.claims(ClaimFilter()).total


def test_the_copied_stand_on_both_sides(pages: Pages, record: Record) -> None:
    keys = {row.article: row.key for row in record.articles()}
    for copy in record.copies():
        taken, _ = pages.copies_of(keys[copy.article])
        _, given = pages.copies_of(keys[copy.original])
        assert keys[copy.original] in {c.original for c in taken}
        assert keys[copy.article] in {c.article for c in given}


def test_a_record_that_cannot_be_written_is_shown_all_the_same(tmp_path: Path) -> None:
    path = tmp_path / "fixed.db"
    with Record.open(path) as record:
        for article, reading in web_records.record_readings.ideal()[:3]:
            record.add(article, reading)
        record.derive()
    with Pages(path) as pages:
        held = {row[0] for row in _rows(pages, "SELECT name FROM sqlite_master WHERE type = 'index'")}
        assert not held & set(INDEXES)
        assert pages.claims(ClaimFilter(words="ferry")).total >= 0
        assert pages.timeline(ClaimFilter()).total >= 0
    if os.geteuid() != 0:
        path.chmod(0o400)
        assert Pages.prepare(path) is False


def _rows(pages: Pages, query: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    return pages._store.rows(query, values)


@pytest.mark.parametrize(
    ("order", "index"),
    [("repeated", "claims_rank"), ("corroborated", "claims_corroboration"), ("recent", "claims_when")],
)
def test_an_order_needs_no_sorting(pages: Pages, order: Any, index: str) -> None:
    from hearsay.record.pages.claims import _ORDERS

    where, values = ClaimFilter(disputed=True, since="2024", order=order).where()
    plan = _rows(
        pages,
        f"EXPLAIN QUERY PLAN SELECT id FROM claims WHERE {where} ORDER BY {_ORDERS[order]} LIMIT 40",
        (*values,),
    )
    told = " ".join(str(row[-1]) for row in plan)
    assert index in told
    # At most the claims of one day are sorted among themselves.
    assert "TEMP B-TREE FOR ORDER BY" not in told


def test_a_long_record_has_every_page(tmp_path: Path) -> None:
    path = tmp_path / "long.db"
    long_record(path, 150)
    with Pages(path) as pages:
        counts = pages.counts()
        assert (counts.articles, counts.statements) == (150, 1200)
        assert pages.claims(ClaimFilter()).total == counts.claims
        assert len(pages.one_origin().articles) > 10  # type: ignore[union-attr]
    assert max(measure(path).values()) < 5000
