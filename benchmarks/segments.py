"""Exact contiguous segments of attributions on PolNeAR's dev part, unlinked, as CofeNet is scored.

CofeNet (Wang et al. 2022, "CofeNet: Context and Former-Label Enhanced Net for Complicated Quotation Extraction") tags each
word as part of a source, a cue, a content, or of nothing, and counts a run of words with one tag as right if a gold run of the
same tag begins and ends at the very same words. Nothing says which source belongs to which cue: *unlinked*. Here:

- The words of all outermost attributions of an article are taken together, for each role apart. A segment is a longest run
  of words with that role; so a content in two pieces about its cue is two segments, and a source of two cues is one.
- Runs are counted over words alone: marks neither belong to a segment nor part it, as in the corpora's own scorer. A cue
  that holds no word (a colon, a dash) is a segment of its marks.
- Micro F1 over all articles. The unit is the article; two contents that touch are one run, so a run can be longer than
  in a scoring of single sentences.

CofeNet's published figures are for the test part, which is never looked at here: the dev part's figures stand beside them with
that difference.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from benchmarks import attribution, confidence
from benchmarks.figures import Bench, Figures
from benchmarks.syntax import f1
from benchmarks.workbench import Workbench
from hearsay.schema import Attribution, Span, Spans

ROLES = ("source", "cue", "content")
_WORD = re.compile(r"\w+")
_MARK = re.compile(r"[^\w\s]+")


def segments(text: str, spans: Iterable[Spans]) -> frozenset[Span]:
    """The longest runs of words that some spans cover, as numbers of their first and last words.

    Spans without a word give runs of marks, told apart by numbers below zero.
    """
    words = [m.span() for m in _WORD.finditer(text)]
    covered: set[int] = set()
    out: set[Span] = set()
    for start, end in {span for some in spans for span in some}:
        inside = [n for n, (a, b) in enumerate(words) if a < end and b > start]
        covered.update(inside)
        if not inside and (mark := _MARK.search(text, start, end)):
            out.add((-1 - mark.start(), -1 - mark.end()))
    for n in covered:
        if n - 1 not in covered:
            last = n
            while last + 1 in covered:
                last += 1
            out.add((n, last))
    return frozenset(out)


def run(workbench: Workbench) -> Figures:
    """Measure the outermost attributions of whole readings."""
    readings = {
        r.id: r.attributions for r in workbench.readings("polnear", lambda: attribution.articles(workbench))
    }
    right, found, wanted = (dict.fromkeys(ROLES, 0) for _ in range(3))
    for article, gold in confidence.polnear(workbench, "dev"):
        outermost = [a for a in readings[article.id] if a.parent is None]
        for role in ROLES:
            one, other = (segments(article.text, _spans(some, role)) for some in (gold, outermost))
            right[role] += len(one & other)
            wanted[role] += len(one)
            found[role] += len(other)
    return {role: f1(right[role], found[role], wanted[role]) for role in ROLES}


def _spans(some: Iterable[Attribution], role: str) -> list[Spans]:
    return [getattr(a, role) for a in some]


BENCH = Bench(
    "segments",
    "exact contiguous segments of sources, cues and contents on PolNeAR dev, unlinked, as CofeNet is scored",
    run,
    corpora=(attribution.FILE,),
    notes="F1 of longest runs of words with one role, of all outermost attributions of an article together; a run is right if "
    "it begins and ends at the very same words. CofeNet's own figures, on the test part: source 83.2, cue "
    "75.3, content 72.9.",
)
