"""Attributions on PolNeAR's dev part, by the scorer that belongs to the corpora."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.figures import Bench, Figures
from benchmarks.workbench import Workbench, lines
from hearsay.schema import Article

FILE = "polnear/dev.jsonl"
#: The scorer's names of figures, and ours.
FIGURES = {
    "cue_overlap": "cue overlap",
    "cue_exact": "cue exact",
    "source_token": "source token",
    "source_exact": "source exact",
    "content_token": "content token",
    "content_exact": "content exact",
    "relation": "relation",
    "no_source": "no source",
}


def articles(workbench: Workbench) -> Iterator[Article]:
    """The corpus's articles."""
    for d in lines(workbench.corpus(FILE)):
        yield Article(d["text"], d["doc_id"], d["date"], d["title"], d["publisher"])


def run(workbench: Workbench) -> Figures:
    """Measure the outermost attributions of whole readings."""
    predictions = [
        {
            "doc_id": reading.id,
            "attributions": [
                {"source": a.source, "cue": a.cue, "content": a.content}
                for a in reading.attributions
                if a.parent is None
            ],
        }
        for reading in workbench.readings("polnear", lambda: articles(workbench))
    ]
    found = workbench.score("score_attribution.py", workbench.corpus(FILE), predictions)
    return {name: found[key] for key, name in FIGURES.items()}


BENCH = Bench(
    "attribution",
    "who says what: sources, cues and contents on PolNeAR dev",
    run,
    corpora=(FILE,),
    notes="F1 of whole readings. PolNeAR marks the outermost attribution alone, so those within another "
    "one's content are left out. *cue overlap*: pairs that share a word of their cues; *exact*: the "
    "very same words; *token*: words; *relation*: source and content both at a Jaccard of 0.5; *no "
    "source*: attributions with no stated source.",
)
