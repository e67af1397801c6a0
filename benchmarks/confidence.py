"""Whether an attribution's confidence means what it says: calibration on the dev parts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from benchmarks import attribution, nesting
from benchmarks.figures import Bench, Figures
from benchmarks.gold import chains
from benchmarks.gold.chains import Passage
from benchmarks.workbench import ROOT, Workbench
from hearsay.reading.analysis import Analysis
from hearsay.reading.confidence import confidence
from hearsay.reading.encoder import Encoder
from hearsay.reading.parts import Relation
from hearsay.schema import Article, Attribution

#: Edges of the table's rows.
EDGES = (0.0, 0.2, 0.4, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0)
Gold = tuple[Article, Sequence[Attribution]]


def polnear(workbench: Workbench, part: str, step: int = 1) -> Iterator[Gold]:
    """PolNeAR's articles with their attributions; every ``step``-th one."""
    path = workbench.corpus(f"polnear/{part}.jsonl")
    for line in path.read_text(encoding="utf-8").splitlines()[::step]:
        d = json.loads(line)
        article = Article(d["text"], d["doc_id"], d["date"], d["title"], d["publisher"])
        yield article, [_gold(str(n), a) for n, a in enumerate(d["attributions"])]


def _gold(name: str, a: dict[str, list[list[int]]]) -> Attribution:
    source, cue, content = (tuple((s, e) for s, e in a[role]) for role in ("source", "cue", "content"))
    return Attribution(
        name, source, cue, content, parent=None, kind="statement", source_kind="unnamed", stance="affirms"
    )


def passages(some: Iterable[Passage]) -> Iterator[Gold]:
    """The project's own passages with their attributions."""
    return ((nesting.article(p), p.attributions) for p in some)


def judged(gold: Iterable[Gold], encoder: Encoder, nested: bool) -> list[tuple[Relation, bool]]:
    """The attributions that are found in some articles, each with whether it is right.

    It is where its cue shares a word with a gold one's, paired one to one, and source and content agree with that one's
    at a Jaccard of 0.5. Without ``nested`` the outermost alone are looked at.
    """
    out = []
    for article, wanted in gold:
        found = Analysis(article, encoder)
        made = {
            f"a{i}": Attribution(
                f"a{i}",
                found.spans(r.source),
                found.spans([r.cue]),
                found.spans(r.content),
                parent=None,
                kind="statement",
                source_kind="unnamed",
                stance="affirms",
            )
            for i, r in enumerate(found.relations)
            if nested or r.parent is None
        }
        pairs = nesting.pairs(article.text, wanted, made.values())
        by_id = {a.id: a for a in wanted}
        partner = {got.id: by_id[name] for name, got in pairs.items()}
        for name, got in made.items():
            right = name in partner and _agree(article.text, partner[name], got)
            out.append((found.relations[int(name[1:])], right))
    return out


def _agree(text: str, gold: Attribution, got: Attribution) -> bool:
    return all(
        nesting.jaccard(nesting.tokens(text, a), nesting.tokens(text, b)) >= 0.5
        for a, b in ((gold.source, got.source), (gold.content, got.content))
    )


def expected_error(rows: Sequence[tuple[float, bool]], bins: int = 10) -> float:
    """Expected calibration error in points (Naeini et al. 2015), over bins of equal width."""
    total = 0.0
    for k in range(bins):
        some = [(p, ok) for p, ok in rows if min(int(p * bins), bins - 1) == k]
        total += abs(sum(p for p, _ in some) - sum(ok for _, ok in some))
    return 100 * total / max(len(rows), 1)


def table(rows: Sequence[tuple[float, bool]]) -> list[str]:
    """A reliability table: how many attributions of each confidence there are, and how many of them are right."""
    out = [f"{'confidence':>12}{'number':>8}{'mean':>8}{'right':>8}"]
    for low, high in pairwise(EDGES):
        some = [(p, ok) for p, ok in rows if low <= p < high or (p == high == 1.0)]
        if some:
            mean, right = (100 * sum(x[k] for x in some) / len(some) for k in (0, 1))
            out.append(f"{low:>6.2f}-{high:.2f}{len(some):>8}{mean:>8.1f}{right:>8.1f}")
    return out


def run(workbench: Workbench) -> Figures:
    """Measure calibration, and print the reliability tables."""
    out: Figures = {}
    parts = {
        "passages": judged(passages(chains.load("dev")), workbench.encoder, nested=True),
        "PolNeAR": judged(polnear(workbench, "dev"), workbench.encoder, nested=False),
    }
    for name, some in parts.items():
        rows = [(confidence(relation), right) for relation, right in some]
        print(f"{name}: right by confidence", *table(rows), sep="\n", flush=True)
        # Of all figures more is better.
        out[f"{name}, 100 less calibration error"] = 100 - expected_error(rows)
        sure = [right for p, right in rows if p >= 0.8]
        out[f"{name}, right of those at 0.8 or more"] = 100 * sum(sure) / max(len(sure), 1)
    return out


BENCH = Bench(
    "confidence",
    "whether an attribution's confidence is the probability that it is right",
    run,
    corpora=(attribution.FILE,),
    data=(chains.FOLDER.relative_to(ROOT).as_posix(),),
    notes="An attribution is right if its cue shares a word with a gold one's, and source and content agree with that one's at "
    "a Jaccard of 0.5. *calibration error*: expected calibration error in points, ten bins of equal width, here "
    "taken from 100. The project's passages at every depth; PolNeAR's outermost ones, where what the corpus left "
    "unmarked counts as wrong.",
)
