"""The record on ideal readings of the bundled pile: corroboration, copies, actors and disagreements as
in its truth.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from record_readings import demo_articles, ideal

from hearsay import demo
from hearsay.record import Claim, Record

TRUTH = demo.truth()


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    path: Path = tmp_path_factory.mktemp("truth") / "hearsay.db"
    with Record.open(path) as record:
        for article, reading in ideal():
            record.add(article, reading)
        yield record


def statement_claims(record: Record) -> dict[tuple[str, int], Claim]:
    return {(s.article, s.start): claim for claim in record.claims() for s in claim.statements}


def place(file: str, quote: str) -> tuple[str, int]:
    return file, demo_articles()[file].text.index(quote)


def found_claims(record: Record) -> dict[str, list[Claim]]:
    held = statement_claims(record)
    return {
        claim.id: list({c.id: c for s in claim.statements for c in [held[place(s.file, s.quote)]]}.values())
        for claim in TRUTH.claims
    }


def test_statements_are_gathered_to_their_claims(record: Record) -> None:
    found = found_claims(record)
    assert {name: len(claims) for name, claims in found.items() if len(claims) != 1} == {}
    ids = [claims[0].id for claims in found.values()]
    assert len(set(ids)) == len(ids)


def test_corroboration_is_exact(record: Record) -> None:
    found = found_claims(record)
    wrong = {
        claim.id: (sorted(o.name for o in found[claim.id][0].origins), sorted(claim.origins))
        for claim in TRUTH.claims
        if sorted(o.name for o in found[claim.id][0].origins) != sorted(claim.origins)
    }
    assert wrong == {}
    assert all(found[claim.id][0].corroboration == claim.corroboration for claim in TRUTH.claims)
    assert all(found[claim.id][0].unstated == claim.unstated for claim in TRUTH.claims)


def test_kinds_of_origins(record: Record) -> None:
    found = found_claims(record)
    for claim in TRUTH.claims:
        told = {s.origin: s.origin_kind for s in claim.statements if s.origin}
        for origin in found[claim.id][0].origins:
            assert (claim.id, origin.name, origin.kind) == (claim.id, origin.name, told[origin.name])


def test_copied_statements(record: Record) -> None:
    held = {(s.article, s.start): s.copy_of for claim in record.claims() for s in claim.statements}
    for claim in TRUTH.claims:
        for s in claim.statements:
            assert (s.file, s.quote, held[place(s.file, s.quote)]) == (s.file, s.quote, s.copy_of)


def test_copies(record: Record) -> None:
    found = {(copy.article, copy.original) for copy in record.copies()}
    assert found == {(a.file, a.copy_of.file) for a in TRUTH.articles if a.copy_of}
    stated = {copy.article for copy in record.copies() if copy.direction == "stated"}
    assert stated >= {a.file for a in TRUTH.articles if a.copy_of and a.copy_of.stated}


def test_disagreements(record: Record) -> None:
    found = found_claims(record)
    for claim in TRUTH.claims:
        expected = sorted((d.about, tuple(sorted(v.value for v in d.values))) for d in claim.disagreements)
        seen = sorted(
            (d.about.split(":")[0], tuple(sorted(v.value for v in d.values)))
            for d in found[claim.id][0].disagreements
        )
        if claim.negative:
            # Held the other way round, who affirms and who denies changes places.
            assert [about for about, _ in seen] == [about for about, _ in expected]
        else:
            assert (claim.id, [(a, _whose(v)) for a, v in seen]) == (
                claim.id,
                [(a, _whose(v)) for a, v in expected],
            )


def _whose(values: tuple[str, ...]) -> list[str]:
    return sorted(value.removeprefix("her ").removeprefix("my ") for value in values)


def test_a_rising_toll_is_an_update_and_two_tolls_on_one_day_a_conflict(record: Record) -> None:
    kinds = {(d.claim, d.about): d.kind for d in record.disagreements()}
    found = found_claims(record)
    assert kinds[found["ferry-toll"][0].id, "figure"] == "conflict"
    assert kinds[found["officers-wounded"][0].id, "figure"] == "update"


def test_actors(record: Record) -> None:
    by_name = {actor.name: actor for actor in record.actors()}
    for truth in TRUTH.actors:
        assert truth.name in by_name or any(truth.name in a.names for a in by_name.values()), truth.name
    for one, other in TRUTH.strangers:
        assert by_name[one].id != by_name[other].id


def test_trace_leads_from_the_origin_to_every_article(record: Record) -> None:
    for claim in TRUTH.claims:
        quote = claim.statements[0]
        held = statement_claims(record)[place(quote.file, quote.quote)]
        trace = record.trace(held.id)
        seen: set[str] = set()
        stack = list(trace.roots)
        while stack:
            node = stack.pop()
            stack.extend(node.children)
            if node.article and node.start is not None:
                text = demo_articles()[node.article].text
                assert text[node.start : node.end]
            if node.kind == "article" and node.article:
                seen.add(node.article)
        assert seen == {s.article for s in held.statements}
