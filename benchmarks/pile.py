"""The record of the bundled pile against what is true of it; :mod:`benchmarks.pile_errors` tells what is wrong."""

from __future__ import annotations

import re
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import msgspec

from benchmarks.figures import Bench, Figures
from benchmarks.syntax import f1
from benchmarks.workbench import ROOT, Workbench
from hearsay import demo
from hearsay.demo import ClaimTruth, StatementTruth, Truth
from hearsay.record import Claim, Copy, Dispute, Record, StatementRow
from hearsay.record.names import name_key
from hearsay.record.words import content_stems
from hearsay.schema import Span

#: The part of a statement's words that one of the record's must hold to be the same statement.
ENOUGH = 0.5

#: A statement of the truth: claim, place in it.
Told = tuple[str, int]


#: So many disagreements are the most prominent ones.
PROMINENT = 10
#: Kinds of sources that have a name of their own; others are described.
_NAMED = frozenset({"person", "organisation", "outlet"})


def run(workbench: Workbench) -> Figures:
    """Read the pile into a record of its own and compare: the stories that were tuned on, then those held out."""
    with filled(workbench) as record:
        open_part, held = parts(demo.truth())
        return score(open_part, record) | {f"held: {k}": v for k, v in score(held, record).items()}


def parts(truth: Truth) -> tuple[Truth, Truth]:
    """The truth of the stories that were looked at, and of those held out."""
    story = {article.file: article.story for article in truth.articles}

    def part(held: bool) -> Truth:
        return msgspec.structs.replace(
            truth,
            articles=tuple(a for a in truth.articles if (a.story in truth.held) == held),
            claims=tuple(c for c in truth.claims if (story[c.statements[0].file] in truth.held) == held),
        )

    return part(False), part(True)


@contextmanager
def filled(workbench: Workbench) -> Iterator[Record]:
    """A record of the pile alone."""
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
        yield record


def score(truth: Truth, record: Record) -> Figures:
    """The figures of a record that holds the pile, for the claims and articles of ``truth``."""
    files, found = matched(truth, record)
    claims = {claim.id: claim for claim in record.claims()}
    own = {article.file for article in truth.articles}
    copies = [c for c in record.copies() if files[c.article] in own or files[c.original] in own]
    return (
        _statements(truth, found)
        | {
            "claims B-cubed": b_cubed(
                {told: told[0] for told in _all(truth)}, {k: r.claim for k, r in found.items()}
            )
        }
        | _claims(truth, found, claims)
        | _disagreements(truth, record, files, found)
        | {"copies F1": _copies(truth, copies, files)}
    )


def matched(truth: Truth, record: Record) -> tuple[dict[str, str], dict[Told, StatementRow]]:
    """The files of a record's articles, and its statement for each true one."""
    articles = {row.article: record.article(row.article) for row in record.articles()}
    files = {}
    for ref, article in articles.items():
        name = Path(article.origin or ref).name
        files[ref] = name
    texts = {files[ref]: article.text for ref, article in articles.items()}
    rows: dict[str, list[StatementRow]] = defaultdict(list)
    for row in record.statements():
        rows[files[row.article]].append(row)
    return files, match(truth, texts, rows)


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
            n["origin"] += right_origin(told, row)
            n["origin kind"] += (row.root.kind if row.root else "unstated") == (
                "unstated" if told.withdrawn else told.origin_kind
            )
            n["stance"] += row.stance == told.stance
    return {
        "statements found": 100 * n["found"] / n["all"],
        "origins": 100 * n["origin"] / n["all"],
        "origin kinds": 100 * n["origin kind"] / n["all"],
        "stances": 100 * n["stance"] / n["all"],
    }


def right_origin(told: StatementTruth, row: StatementRow) -> bool:
    """Whether a statement leads to its true origin. Who has no name is told by words of the description."""
    if told.origin is None or told.withdrawn:
        return row.root is None
    if row.root is None:
        return False
    if told.origin_kind in _NAMED:
        return name_key(row.root.name) == name_key(told.origin)
    return content_stems(told.origin) <= content_stems(row.root.name)


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


def claim_of(
    told: ClaimTruth, found: Mapping[Told, StatementRow], claims: Mapping[str, Claim]
) -> Claim | None:
    """The record's claim that holds most of a true claim's statements."""
    held = Counter(found[told.id, i].claim for i in range(len(told.statements)) if (told.id, i) in found)
    return claims[min(held, key=lambda name: (-held[name], name))] if held else None


def _claims(truth: Truth, found: Mapping[Told, StatementRow], claims: Mapping[str, Claim]) -> Figures:
    right = 0
    for told in truth.claims:
        claim = claim_of(told, found, claims)
        right += claim is not None and claim.corroboration == told.corroboration
    return {"corroboration": 100 * right / len(truth.claims)}


def planted(
    truth: Truth, found: Mapping[Told, StatementRow]
) -> dict[tuple[str, str], tuple[str, str | None]]:
    """By the record's claim and what a disagreement there is about: the true claim it belongs to, its kind."""
    table: dict[tuple[str, str], tuple[str, str | None]] = {}
    for told in truth.claims:
        homes = {found[told.id, i].claim for i in range(len(told.statements)) if (told.id, i) in found}
        for d in told.disagreements:
            table.update({(home, d.about): (told.id, d.kind) for home in homes})
    return table


def disputes_of(truth: Truth, record: Record, files: Mapping[str, str]) -> list[Dispute]:
    """The record's disagreements within the articles of a part, the most prominent first."""
    own = {article.file for article in truth.articles}
    return [d for d in record.disagreements() if {files[a] for v in d.values for a in v.articles} & own]


def _disagreements(
    truth: Truth, record: Record, files: Mapping[str, str], found: Mapping[Told, StatementRow]
) -> Figures:
    wanted = {(told.id, d.about): d.kind for told in truth.claims for d in told.disagreements}
    table = planted(truth, found)
    disputes = disputes_of(truth, record, files)
    hits = {table[d.claim, d.about][0]: d for d in disputes if (d.claim, d.about) in table}
    true = [(d.claim, d.about) in table for d in disputes]
    got = {(table[d.claim, d.about][0], d.about) for d in disputes if (d.claim, d.about) in table}
    judged = [key for key in wanted if wanted[key] is not None]
    kinds = sum(key in got and hits[key[0]].kind == wanted[key] for key in judged)
    return {
        "disagreements found": 100 * len(got) / len(wanted),
        "disagreements F1": f1(len(got), len(got) + true.count(False), len(wanted)),
        "true of the ten most prominent": 100 * sum(true[:PROMINENT]) / max(1, len(true[:PROMINENT])),
        "update or conflict": 100 * kinds / len(judged),
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
    "independent origins (*corroboration*). Of the true *disagreements*, by claim and kind, those found; "
    "F1 against all that the record holds; those that are true among the ten in most outlets; and whether it "
    "says rightly that values replace each other or stand side by side. F1 of *copies* by article and original. "
    "*held*: three stories of eleven articles that nothing was tuned on.",
)
