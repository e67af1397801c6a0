"""Which mentions in a pile of articles are of one event: ECB+ dev, all documents in one pool."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from benchmarks.figures import Bench, Figures
from benchmarks.triggers import Triggers, read_triggers
from benchmarks.workbench import Record, Workbench, lines
from hearsay.record.linkage import UNIT, average_link
from hearsay.record.scorer import PairScorer

FILE = "ecbplus/dev.jsonl"
#: Less probable pairs are not kept: they count as nothing.
KEEP = 20_000


def cluster(count: int, scored: Iterable[tuple[int, int, int]], cut: int) -> list[int]:
    """The number of each happening's cluster, from pairs with their scores.

    Means are those of squares: a few sure pairs say more than many middling ones.
    """
    names = [f"{n:08d}" for n in range(count)]
    scores = {(names[i], names[j]): score * score // UNIT for i, j, score in scored if score >= KEEP}
    home = {name: n for n, group in enumerate(average_link(names, scores, cut)) for name in group}
    return [home[name] for name in names]


def predictions(triggers: Triggers, labels: Sequence[int], *, raw: bool = False) -> Iterator[Record]:
    """What the scorer of the corpus reads; ``raw``: with the words' own tokens, not the gold mentions'."""
    spans = triggers.words if raw else triggers.tokens
    for doc, tokens, label in zip(triggers.documents, spans, labels, strict=True):
        yield {"doc": doc, "tokens": tokens, "cluster": label}


def run(workbench: Workbench) -> Figures:
    """Measure with the events that the reading finds, then with those that the corpus marks."""
    gold = workbench.corpus(FILE)
    scorer = PairScorer.load()
    triggers = workbench.kept("triggers of ECB+", lambda: read_triggers(workbench.encoder, lines(gold)))
    out: Figures = {}
    for name, keep in (
        ("raw text", triggers.found),
        ("gold triggers", [c is not None for c in triggers.chains]),
    ):
        some = triggers.some(keep)
        pile = scorer.pile(some.tellings, some.happenings)
        labels = cluster(len(some.happenings), scorer.score(pile), scorer.cut)
        found = workbench.score(
            "score_coreference.py", gold, predictions(some, labels, raw=name == "raw text")
        )
        out[f"{name} CoNLL"] = found["conll"]
        out[f"{name} B3 precision"], out[f"{name} B3 recall"] = found["b3_p"], found["b3_r"]
        if name == "raw text":
            out["triggers found"] = 100 * found["covered"] / found["mentions"]
    return out


BENCH = Bench(
    "coreference",
    "which mentions in many articles are of one event, on ECB+ dev",
    run,
    corpora=(FILE,),
    notes="Mean F1 of MUC, B-cubed and CEAF-e (CoNLL); all documents in one pool, no topics given. *raw text*: "
    "events as the reading finds them; *gold triggers*: at the words that the corpus marks. *triggers "
    "found*: the part of the corpus's events that the reading finds at all.",
)
