"""Chains and nested attributions on the dev half of the project's own gold passages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from benchmarks.figures import Bench, Figures
from benchmarks.gold import chains
from benchmarks.gold.chains import Passage, hop_name
from benchmarks.syntax import f1
from benchmarks.workbench import ROOT, Workbench
from hearsay.schema import Article, Attribution, Hop, Reading, Span, Spans

_TOKEN = re.compile(r"\w+|[^\w\s]")


def run(workbench: Workbench) -> Figures:
    """Measure whole readings of the passages."""
    passages = chains.load("dev")
    readings = workbench.readings("gold chains", lambda: map(article, passages))
    return score(passages, readings)


def article(passage: Passage) -> Article:
    """A passage as an article."""
    return Article(passage.text, passage.id, passage.published, outlet=passage.outlet)


def tokens(text: str, spans: Spans) -> frozenset[Span]:
    """The words of some spans; of spans that hold no word, their marks."""
    inside = [m for m in _TOKEN.finditer(text) if any(m.start() < b and m.end() > a for a, b in spans)]
    words = frozenset(m.span() for m in inside if re.match(r"\w", m[0]))
    return words or frozenset(m.span() for m in inside)


def pairs(text: str, gold: Iterable[Attribution], found: Iterable[Attribution]) -> dict[str, Attribution]:
    """Pair attributions one to one by overlap of cues, then of contents: gold id to found one."""
    one = {a.id: (tokens(text, a.cue), tokens(text, a.content)) for a in gold}
    other = {a.id: (tokens(text, a.cue), tokens(text, a.content), a) for a in found}
    ranked = sorted(
        (-jaccard(cue, c), -jaccard(content, d), g, p)
        for g, (cue, content) in one.items()
        for p, (c, d, _) in other.items()
        if cue & c
    )
    out: dict[str, Attribution] = {}
    used: set[str] = set()
    for _, _, g, p in ranked:
        if g not in out and p not in used:
            out[g] = other[p][2]
            used.add(p)
    return out


def jaccard(a: frozenset[Span], b: frozenset[Span]) -> float:
    """Words in both over words in either; 1 where there is none."""
    return len(a & b) / len(a | b) if a | b else 1.0


def plain_name(name: str) -> str:
    """A name for comparing: no article, small letters, one kind of apostrophe."""
    return hop_name(name).replace("’", "'").casefold()


def chain_names(hops: Iterable[Hop]) -> tuple[str, ...]:
    """The hands after the outlet by their names, small letters, no article; "" for an unstated origin."""
    return tuple(
        "" if hop.kind == "unstated" else plain_name(hop.name) for hop in hops if hop.kind != "outlet"
    )


def same_words(one: Iterable[Hop], other: Iterable[Hop]) -> bool:
    """Whether two chains have the same hands as they stand in the text, whatever names those resolve to."""
    first, second = ([hop for hop in hops if hop.kind != "outlet"] for hops in (one, other))
    return len(first) == len(second) and all(
        a.kind == b.kind == "unstated" or _touch(a, b) for a, b in zip(first, second, strict=True)
    )


def _touch(a: Hop, b: Hop) -> bool:
    if a.start is None or a.end is None or b.start is None or b.end is None:
        return False
    return a.kind != "unstated" != b.kind and a.start < b.end and b.start < a.end


def score(passages: Iterable[Passage], readings: Iterable[Reading]) -> Figures:
    """Compare readings with the passages that they are of."""
    n: Counter[str] = Counter()
    for passage, reading in zip(passages, readings, strict=True):
        gold = {a.id: a for a in passage.attributions}
        paired = pairs(passage.text, gold.values(), reading.attributions)
        n["gold"] += len(gold)
        n["found"] += len(reading.attributions)
        n["paired"] += len(paired)
        for name, got in paired.items():
            _compare(gold[name], got, paired, n)
        _chains(passage.chains, reading, paired, n)
    return {
        "cue overlap": f1(n["paired"], n["found"], n["gold"]),
        "parent": 100 * n["parent"] / max(n["paired"], 1),
        "kind": 100 * n["kind"] / max(n["paired"], 1),
        "source kind": 100 * n["source kind"] / max(n["paired"], 1),
        "stance": 100 * n["stance"] / max(n["paired"], 1),
        "speaker": 100 * n["speaker"] / max(n["speakers"], 1),
        "exact chain": 100 * n["exact"] / max(n["chains"], 1),
        "exact chain, as words": 100 * n["same words"] / max(n["chains"], 1),
        "hop F1": f1(n["hops right"], n["hops found"], n["hops"]),
    }


def _compare(gold: Attribution, got: Attribution, paired: Mapping[str, Attribution], n: Counter[str]) -> None:
    above = paired.get(gold.parent) if gold.parent is not None else None
    n["parent"] += got.parent == (above.id if above else None) and (gold.parent is None or above is not None)
    n["kind"] += gold.kind == got.kind
    n["source kind"] += gold.source_kind == got.source_kind
    n["stance"] += gold.stance == got.stance
    if isinstance(gold.speaker, str):
        n["speakers"] += 1
        said = got.speaker if isinstance(got.speaker, str) else ""
        n["speaker"] += plain_name(gold.speaker) == plain_name(said)


def _chains(
    gold: Mapping[str, tuple[Hop, ...]], reading: Reading, paired: Mapping[str, Attribution], n: Counter[str]
) -> None:
    found = {a.id: a.chain for a in reading.attributions}
    parents = {a.parent for a in reading.attributions}
    for name, hops in gold.items():
        n["chains"] += 1
        n["hops"] += len(chain_names(hops))
        if name in paired:
            wanted, got = chain_names(hops), chain_names(found[paired[name].id])
            n["exact"] += wanted == got
            n["same words"] += same_words(hops, found[paired[name].id])
            n["hops right"] += (Counter(wanted) & Counter(got)).total()
    # What was found counts once each: the innermost ones, and those that a gold chain was compared with.
    compared = {paired[name].id for name in gold if name in paired}
    innermost = found.keys() - parents
    n["hops found"] += sum(len(chain_names(found[name])) for name in innermost | compared)


BENCH = Bench(
    "chains",
    "nested attributions and their chains on the project's own passages, dev half",
    run,
    data=(chains.FOLDER.relative_to(ROOT).as_posix(),),
    notes="*cue overlap*: F1 of attributions at every depth, paired where their cues share a word. Of the "
    "pairs, the part with the right *parent*, *kind*, *source kind*, *stance*, and, where the gold one names "
    "a *speaker*, the same name. *exact chain*: of the gold chains, the part with all the same hands in the "
    "same order after the outlet, by name (without case, article and the kind of apostrophe), or *as words* of the "
    "text, whomever they resolve to; *hop F1*: of those hands, by name.",
)
