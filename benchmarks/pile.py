"""The record of the bundled pile against what is true of it."""

from __future__ import annotations

import re
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from benchmarks.figures import Bench, Figures
from benchmarks.syntax import f1
from benchmarks.workbench import ROOT, Workbench
from hearsay import demo
from hearsay.demo import Truth
from hearsay.record import Claim, Copy, Record, StatementRow
from hearsay.schema import Span

#: The part of a statement's words that one of the record's must hold to be the same statement.
ENOUGH = 0.5

#: A statement of the truth: claim, place in it.
Told = tuple[str, int]


def run(workbench: Workbench) -> Figures:
    """Read the pile into a record of its own and compare."""
    from hearsay.engine import fill
    from hearsay.gather import Problem, gather

    problems: list[Problem] = []
    with (
        tempfile.TemporaryDirectory(prefix="hearsay-") as folder,
        Record.open(Path(folder) / "pile.db") as record,
    ):
        fill(
            record,
            lambda report: gather([demo.articles()], problems=report),
            problems=problems.append,
            load=lambda: workbench.reader.read,
        )
        if problems:
            raise RuntimeError(f"the pile was not read whole: {problems[0]}")
        return score(demo.truth(), record)


def score(truth: Truth, record: Record) -> Figures:
    """The figures of a record that holds the pile."""
    refs = [row.article for row in record.articles()]
    articles = {ref: record.article(ref) for ref in refs}
    files = {ref: Path(article.origin or ref).name for ref, article in articles.items()}
    texts = {files[ref]: article.text for ref, article in articles.items()}
    rows: dict[str, list[StatementRow]] = defaultdict(list)
    for row in record.statements():
        rows[files[row.article]].append(row)
    found = match(truth, texts, rows)
    claims = {claim.id: claim for claim in record.claims()}
    return (
        _statements(truth, found)
        | {
            "claims B-cubed": b_cubed(
                {told: told[0] for told in _all(truth)}, {k: r.claim for k, r in found.items()}
            )
        }
        | _claims(truth, found, claims)
        | {"copies F1": _copies(truth, record.copies(), files)}
    )


def _all(truth: Truth) -> list[Told]:
    return [(claim.id, i) for claim in truth.claims for i in range(len(claim.statements))]


def match(
    truth: Truth, texts: Mapping[str, str], rows: Mapping[str, list[StatementRow]]
) -> dict[Told, StatementRow]:
    """The record's statement for each true one: that with most of its words, if it holds half of them."""
    out: dict[Told, StatementRow] = {}
    for claim in truth.claims:
        for i, statement in enumerate(claim.statements):
            text = texts.get(statement.file, "")
            start = text.find(statement.quote)
            if start < 0:
                continue
            words = [(start + m.start(), start + m.end()) for m in re.finditer(r"\w+", statement.quote)]
            best = max(
                rows.get(statement.file, ()),
                # Of those with the same words the tightest one.
                key=lambda row: (_held(words, row.spans), -sum(b - a for a, b in row.spans)),
                default=None,
            )
            if best is not None and _held(words, best.spans) >= ENOUGH * len(words):
                out[claim.id, i] = best
    return out


def _held(words: list[Span], spans: Iterable[Span]) -> int:
    return len({w for w in words for a, b in spans if a <= w[0] and w[1] <= b})


def _statements(truth: Truth, found: Mapping[Told, StatementRow]) -> Figures:
    n: Counter[str] = Counter()
    for claim in truth.claims:
        for i, told in enumerate(claim.statements):
            n["all"] += 1
            row = found.get((claim.id, i))
            if row is None:
                continue
            n["found"] += 1
            n["origin"] += (
                row.root.name if row.root and row.root.kind != "unstated" else None
            ) == told.origin
            n["origin kind"] += (row.root.kind if row.root else "unstated") == told.origin_kind
            n["stance"] += row.stance == told.stance
    return {
        "statements found": 100 * n["found"] / n["all"],
        "origins": 100 * n["origin"] / n["all"],
        "origin kinds": 100 * n["origin kind"] / n["all"],
        "stances": 100 * n["stance"] / n["all"],
    }


def b_cubed(gold: Mapping[Told, str], found: Mapping[Told, str]) -> float:
    """B-cubed F1 in percent; what was not found is a cluster of its own."""
    own = {told: found.get(told, f"missed {told}") for told in gold}
    by_gold, by_own = defaultdict(set), defaultdict(set)
    for told in gold:
        by_gold[gold[told]].add(told)
        by_own[own[told]].add(told)
    shared = {told: len(by_gold[gold[told]] & by_own[own[told]]) for told in gold}
    precision = sum(shared[told] / len(by_own[own[told]]) for told in gold) / len(gold)
    recall = sum(shared[told] / len(by_gold[gold[told]]) for told in gold) / len(gold)
    return 200 * precision * recall / (precision + recall)


def _claims(truth: Truth, found: Mapping[Told, StatementRow], claims: Mapping[str, Claim]) -> Figures:
    """Origins and disagreements of the record's claim that holds most of a true claim's statements."""
    right = 0
    wanted, got = set(), set()
    for told in truth.claims:
        held = Counter(found[told.id, i].claim for i in range(len(told.statements)) if (told.id, i) in found)
        wanted |= {(told.id, d.about) for d in told.disagreements}
        if not held:
            continue
        claim = claims[min(held, key=lambda name: (-held[name], name))]
        right += claim.corroboration == told.corroboration
        got |= {(told.id, d.about.partition(":")[0]) for d in claim.disagreements}
    return {
        "corroboration": 100 * right / len(truth.claims),
        "disagreements F1": f1(len(wanted & got), len(got), len(wanted)),
    }


def _copies(truth: Truth, copies: Iterable[Copy], files: Mapping[str, str]) -> float:
    """Pairs of copy and original. A copy of a copy is one of the original too."""
    direct = {a.file: a.copy_of.file for a in truth.articles if a.copy_of is not None}
    roots: dict[str, set[str]] = defaultdict(set)
    for file in direct:
        roots[direct[file]].add(file)
    wanted = set(direct.items())
    # Two copies of one original share its words: neither right nor wrong.
    siblings = {(a, b) for some in roots.values() for a in some for b in some if a != b}
    got = {(files[c.article], files[c.original]) for c in copies} - siblings
    return f1(len(wanted & got), len(got), len(wanted))


BENCH = Bench(
    "demo",
    "the record of the bundled pile against what is true of it",
    run,
    data=(
        (Path(demo.__file__).parent / "articles").relative_to(ROOT).as_posix(),
        (Path(demo.__file__).parent / "truth.json").relative_to(ROOT).as_posix(),
    ),
    notes="Of all true statements: those *found* (half of their words in one of the record's), and those "
    "with the right *origin* by name, the right kind of origin, the right stance. *claims B-cubed*: "
    "F1 of statements gathered into claims. Of all true claims: those with the right number of "
    "independent origins (*corroboration*); F1 of *disagreements* by claim and kind, and of *copies* "
    "by article and original.",
)
