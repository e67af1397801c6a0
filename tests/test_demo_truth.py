"""The bundled pile and its truth agree with each other: names, quotes, chains, counts."""

from __future__ import annotations

import html
import itertools
import json
import re
from datetime import date
from functools import cache

import pytest

from hearsay import demo
from hearsay.demo import ClaimTruth, NoticeTruth, StatementTruth

TRUTH = demo.truth()
ARTICLES = {article.file: article for article in TRUTH.articles}
STATEMENTS = [(claim.id, statement) for claim in TRUTH.claims for statement in claim.statements]
OUTLETS = {article.outlet for article in TRUTH.articles if article.outlet}


@cache
def parts(file: str) -> tuple[dict[str, str], str]:
    """Fields and body of an article, read as plainly as its format allows."""
    name, _, line = file.partition(":")
    raw = (demo.articles() / name).read_text(encoding="utf-8")
    if line:
        record = json.loads(raw.splitlines()[int(line) - 1])
        return {key: record[key] for key in ("published", "outlet", "headline", "url")}, record["text"]
    if name.endswith(".html"):
        block = re.search(r'<script type="application/ld\+json">(.*?)</script>', raw, re.DOTALL)
        assert block is not None, file
        data = json.loads(block[1])
        body = re.search(r"<article>(.*?)</article>", raw, re.DOTALL)
        assert body is not None, file
        text = html.unescape(re.sub(r"<[^>]+>", "", re.sub(r"<h1>.*?</h1>", "", body[1])))
        fields = {"published": data["datePublished"], "outlet": data["publisher"]["name"]}
        return fields | {"headline": data["headline"], "url": data["url"]}, text
    if name.endswith(".md"):
        _, front, text = raw.split("---\n", 2)
        fields = dict(line.split(": ", 1) for line in front.splitlines())
        return {"published": fields["date"], **fields}, text
    first, text = raw.split("\n", 1)
    match = re.fullmatch(r" date (\d{4}-\d{2}-\d{2}) (.+)", first)
    assert match is not None, file
    return {"published": match[1], "headline": match[2]}, text


def hand(file: str) -> str:
    return ARTICLES[file].outlet or file


def test_every_file_of_the_folder_is_accounted_for() -> None:
    listed = {name.partition(":")[0] for name in ARTICLES}
    assert listed == {path.name for path in demo.articles().iterdir()}
    lines = (demo.articles() / "morning-ledger.jsonl").read_text(encoding="utf-8").splitlines()
    assert {f for f in ARTICLES if ":" in f} == {f"morning-ledger.jsonl:{n + 1}" for n in range(len(lines))}


@pytest.mark.parametrize("file", ARTICLES)
def test_article_carries_its_date_and_outlet(file: str) -> None:
    fields, text = parts(file)
    assert date.fromisoformat(fields["published"][:10]) == date.fromisoformat(ARTICLES[file].published)
    assert fields.get("outlet") == ARTICLES[file].outlet
    assert 60 <= len(text.split()) <= 350


def test_names_and_ids_are_unique() -> None:
    for names in (
        [a.file for a in TRUTH.articles],
        [c.id for c in TRUTH.claims],
        [c.text for c in TRUTH.claims],
        [a.name for a in TRUTH.actors],
        [(s.file, s.quote) for _, s in STATEMENTS],
    ):
        assert len(names) == len(set(names))


@pytest.mark.parametrize(("claim", "statement"), STATEMENTS)
def test_statement_stands_in_its_article(claim: str, statement: StatementTruth) -> None:
    _, text = parts(statement.file)
    assert text.count(statement.quote) == 1
    assert "\n" not in statement.quote
    assert statement.quote == statement.quote.strip(" .,\"'")


@pytest.mark.parametrize(("claim", "statement"), STATEMENTS)
def test_chain_runs_from_outlet_to_origin(claim: str, statement: StatementTruth) -> None:
    assert statement.chain[0] == statement.said[0] == hand(statement.file)
    remaining = iter(statement.chain)
    assert all(name in remaining for name in statement.said), (
        "what an article shows is part of the whole chain"
    )
    assert len(set(statement.chain)) == len(statement.chain)
    if statement.circular:
        assert (statement.origin, statement.origin_kind) == (None, "unstated")
        back = [s for _, s in STATEMENTS if s.circular and hand(s.file) == statement.chain[-1]]
        assert [s.chain[-1] for s in back] == [hand(statement.file)]
    elif statement.origin_kind == "unstated":
        assert statement.origin is None
        assert statement.stance == "hedges"
    else:
        assert statement.origin == statement.chain[-1]
        assert (statement.origin_kind == "outlet") == (statement.origin in OUTLETS)


@pytest.mark.parametrize(("claim", "statement"), STATEMENTS)
def test_named_hands_are_named_in_the_article(claim: str, statement: StatementTruth) -> None:
    _, text = parts(statement.file)
    for name in statement.said[1:]:
        assert name.split()[-1] in text, name


@pytest.mark.parametrize(("claim", "statement"), [(c, s) for c, s in STATEMENTS if s.copy_of])
def test_copy_inherits_the_chain_of_what_it_copied(claim: str, statement: StatementTruth) -> None:
    copy = ARTICLES[statement.file].copy_of
    assert copy is not None
    assert copy.file == statement.copy_of
    models = [s for c, s in STATEMENTS if c == claim and s.file == copy.file and s.origin == statement.origin]
    assert len(models) == 1
    assert statement.chain == (hand(statement.file), *models[0].chain)
    assert statement.stance == models[0].stance
    if copy.kind != "reworded":
        assert statement.quote == models[0].quote


@pytest.mark.parametrize("file", [f for f, a in ARTICLES.items() if a.copy_of])
def test_copies_are_what_they_are_called(file: str) -> None:
    copy = ARTICLES[file].copy_of
    assert copy is not None
    assert ARTICLES[copy.file].published <= ARTICLES[file].published
    boilerplate = {b.text for b in TRUTH.boilerplate}
    model = {p for p in paragraphs(copy.file) if p not in boilerplate}
    taken = {p for p in paragraphs(file) if p in model}
    if copy.kind == "verbatim":
        assert taken == model
    elif copy.kind == "cut":
        assert taken
        assert taken < model
    else:
        assert not taken
    _, text = parts(file)
    marks = re.search(r"^Source: |\(Cape Wire\) -|Read the full article at", text, re.MULTILINE)
    assert bool(marks) == copy.stated


def paragraphs(file: str) -> list[str]:
    blocks = (b.strip() for b in re.split(r"\n+", parts(file)[1]))
    return [re.sub(r"^.*\(Cape Wire\) - ", "", block) for block in blocks if block]


def root(file: str) -> str:
    copy = ARTICLES[file].copy_of
    return copy.file if copy else file


def test_no_unlisted_copies() -> None:
    ignored = {b.text for b in TRUTH.boilerplate} | {"Read the full article at Cape Wire."}
    for one, other in itertools.combinations(ARTICLES, 2):
        shared = (set(paragraphs(one)) & set(paragraphs(other))) - ignored
        # A formula like "For immediate release" is nobody's.
        if any(len(paragraph.split()) > 4 for paragraph in shared):
            assert root(one) == root(other)


@pytest.mark.parametrize("claim", TRUTH.claims, ids=lambda c: c.id)
def test_claim_counts_follow_from_its_statements(claim: ClaimTruth) -> None:
    counted = [s for s in claim.statements if s.origin and not s.withdrawn]
    behind = {s.origin for s in counted if s.stance != "denies"}
    against = {s.origin for s in counted if s.stance == "denies"}
    assert set(claim.origins) == behind
    assert set(claim.denied_by) == against
    assert claim.corroboration == len(claim.origins) == len(behind)
    assert claim.unstated == sum(s.origin is None and not s.circular for s in claim.statements)
    assert claim.statements
    assert claim.text.endswith(".")
    bounds = [date.fromisoformat(day) for day in (claim.earliest, claim.latest) if day]
    assert bounds == sorted(bounds)


@pytest.mark.parametrize("claim", [c for c in TRUTH.claims if c.disagreements], ids=lambda c: c.id)
def test_disagreements_lead_to_statements(claim: ClaimTruth) -> None:
    for disagreement in claim.disagreements:
        assert len(disagreement.values) >= 2
        assert len({v.value for v in disagreement.values}) == len(disagreement.values)
        assert {f for v in disagreement.values for f in v.files} == {s.file for s in claim.statements}
        for value in disagreement.values:
            found = [s for s in claim.statements if s.file in value.files]
            assert set(value.origins) <= {s.origin for s in found}
            assert value.origins or any(s.origin is None or s.withdrawn for s in found)


@pytest.mark.parametrize("claim", TRUTH.claims, ids=lambda c: c.id)
def test_stances_that_differ_are_a_disagreement(claim: ClaimTruth) -> None:
    differ = any(s.stance == "denies" for s in claim.statements)
    assert differ == any(d.about == "stance" for d in claim.disagreements)


def test_pairs_kept_apart_exist() -> None:
    claims = {c.id for c in TRUTH.claims}
    actors = {a.name for a in TRUTH.actors}
    assert all(one in claims and other in claims and one != other for one, other in TRUTH.apart)
    for one, other in TRUTH.strangers:
        assert {one, other} <= actors
        assert one.split()[-1] == other.split()[-1]


def test_actors_are_named_in_the_pile() -> None:
    pile = "\n".join(parts(file)[1] for file in ARTICLES) + "\n".join(OUTLETS)
    for actor in TRUTH.actors:
        for name in (actor.name, *actor.aliases):
            assert name in pile, name


def test_boilerplate_stands_under_several_articles_of_its_outlet() -> None:
    for boilerplate in TRUTH.boilerplate:
        assert len(boilerplate.files) >= 2
        holding = {f for f in ARTICLES if boilerplate.text in parts(f)[1]}
        assert holding == set(boilerplate.files)
        assert {ARTICLES[f].outlet for f in holding} == {boilerplate.outlet}


def test_times_and_credits_stand_in_their_articles() -> None:
    for time in TRUTH.times:
        assert parts(time.file)[1].count(time.context) == 1, time
        assert time.context.count(time.quote) == 1
    for credit in TRUTH.credits:
        text = parts(credit.file)[1]
        assert credit.quote in text
        assert all(
            p in credit.quote for p in (credit.creator, credit.platform, credit.licence, credit.licence_url)
        )


def test_the_pile_holds_what_it_is_for() -> None:
    assert {s.origin_kind for _, s in STATEMENTS} >= {
        "person",
        "organisation",
        "document",
        "unnamed",
        "unstated",
        "outlet",
    }
    assert {(a.copy_of.kind, a.copy_of.stated) for a in TRUTH.articles if a.copy_of} >= {
        ("verbatim", True),
        ("cut", True),
        ("cut", False),
        ("reworded", False),
    }
    assert {d.about for c in TRUTH.claims for d in c.disagreements} >= {
        "figure",
        "date",
        "place",
        "actor",
        "stance",
    }
    assert max(len(s.chain) for _, s in STATEMENTS) == 5
    assert {d.kind for c in TRUTH.claims for d in c.disagreements} >= {"update", "conflict"}


@pytest.mark.parametrize("notice", TRUTH.notices, ids=lambda n: n.file)
def test_notices_are_of_the_same_outlet_and_not_earlier(notice: NoticeTruth) -> None:
    one, other = ARTICLES[notice.file], ARTICLES[notice.of]
    assert one.outlet == other.outlet
    assert one.published >= other.published
    taken_back = {s.file for _, s in STATEMENTS if s.withdrawn and len(s.said) == 1}
    assert (notice.of in taken_back) == (notice.kind == "withdrawal")


def test_held_stories_are_whole_and_hold_what_the_others_hold() -> None:
    stories = {article.story for article in TRUTH.articles}
    assert set(TRUTH.held) < stories
    for claim in TRUTH.claims:
        assert len({ARTICLES[s.file].story in TRUTH.held for s in claim.statements}) == 1
    held = [s for _, s in STATEMENTS if ARTICLES[s.file].story in TRUTH.held]
    assert any(s.circular for s in held)
    assert any(s.withdrawn for s in held)
    assert any(s.copy_of for s in held)
