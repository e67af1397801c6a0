"""Copies against their own gold: pairs of articles, the words taken over, and who had them first.

Two sets: short articles written for the project (``docs/gold-copies.md``), and news of a corpus of which parts were
put into other articles. ``python -m benchmarks.copies --errors`` prints what came out wrong in the half that was
looked at.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from benchmarks.figures import Bench, Figures
from benchmarks.syntax import f1
from benchmarks.workbench import ROOT, SHARED, Workbench, lines
from hearsay.record.copies import CopyFound, find_copies
from hearsay.record.facts import Document, document
from hearsay.schema import Article, Reading

GOLD = Path(__file__).parent / "gold" / "copies.jsonl"
CORPUS = "polnear/dev.jsonl"
_WORD = re.compile(r"\w+")

Pair = tuple[str, str]


@dataclass
class Taken:
    """An article, and what is true of it: its original, how it is known which is which, the words it took over."""

    article: Article
    half: str
    original: str | None = None
    direction: str | None = None
    words: set[int] = field(default_factory=set)


@dataclass
class Score:
    """What was found, against what is true."""

    wanted: set[Pair]
    found: set[Pair]
    neutral: set[Pair]
    right_words: int
    found_words: int
    true_words: int
    directions: int

    def figures(self) -> Figures:
        """In percent."""
        hits, got = self.wanted & self.found, self.found - self.neutral
        return {
            "pairs precision": 100 * len(hits) / max(1, len(got)),
            "pairs recall": 100 * len(hits) / max(1, len(self.wanted)),
            "passages precision": 100 * self.right_words / max(1, self.found_words),
            "passages recall": 100 * self.right_words / max(1, self.true_words),
            "passages F1": f1(self.right_words, self.found_words, self.true_words),
            "direction": 100 * self.directions / max(1, len(hits)),
        }


def written() -> list[Taken]:
    """The set written for the project."""
    made = []
    for record in lines(GOLD):
        text, words = "", set()
        for part in record["parts"]:
            text += "\n\n" if text else ""
            if "of" in part:
                # The dateline that a copy puts before the first words is its own.
                own = len(re.match(r"(?:[A-Z ]+\([^)]*\) - )?", part["text"])[0])  # type: ignore[index]
                words |= _within(text + part["text"], len(text) + own, len(text) + len(part["text"]))
            text += part["text"]
        article = Article(text, record["id"], record["published"], outlet=record["outlet"])
        made.append(Taken(article, record["half"], record["copy_of"], record["direction"], words))
    return made


def made_of(records: Sequence[dict[str, str]], seed: int = 7) -> list[Taken]:
    """Articles of a corpus; of some a copy that is cut, or has every twelfth word or so left out; passages of others
    are put into the middle of further articles.
    """
    dice = random.Random(seed)
    chosen = [r for r in records if len(_WORD.findall(r["text"])) >= 150]
    dice.shuffle(chosen)
    hosts, originals = chosen[: len(chosen) // 3], chosen[len(chosen) // 3 :]
    # A host of the same publisher would only repeat its own words.
    hosts = [
        next((h for h in hosts[n:] + hosts[:n] if h["publisher"] != r["publisher"]), hosts[n])
        for n, r in enumerate(originals[: len(hosts)])
    ]
    made = [
        Taken(Article(r["text"], r["doc_id"], r["date"], outlet=r["publisher"]), "dev") for r in originals
    ]
    for n, r in enumerate(originals):
        day = (date.fromisoformat(r["date"]) + timedelta(days=1)).isoformat()
        sentences = re.split(r"(?<=[.!?])\s+", r["text"])
        before = after = ""
        outlet = f"Copying House {n % 7}"
        if n < len(hosts):
            outlet = hosts[n]["publisher"]
            host = re.split(r"(?<=[.!?])\s+", hosts[n]["text"])
            before, after = " ".join(host[: len(host) // 2]), " ".join(host[len(host) // 2 :])
            at = dice.randrange(max(1, len(sentences) - 4))
            passage = _some(sentences[at:], dice.randint(40, 90))
        elif n % 2:
            passage = " ".join(sentences[: max(4, len(sentences) // 3)])
        else:
            passage = " ".join(w for i, w in enumerate(r["text"].split()) if (i + n) % dice.randint(11, 13))
        text = "\n\n".join(filter(None, (before, passage, after)))
        start = text.index(passage)
        article = Article(text, f"copy of {r['doc_id']}", day, outlet=outlet)
        made.append(Taken(article, "dev", r["doc_id"], "time", _within(text, start, start + len(passage))))
    return made


def _some(sentences: Sequence[str], words: int) -> str:
    """The first sentences that hold so many words."""
    out: list[str] = []
    for sentence in sentences:
        out.append(sentence)
        if len(" ".join(out).split()) >= words:
            break
    return " ".join(out)


def _within(text: str, start: int, end: int) -> set[int]:
    """The offsets of the words in a stretch of a text."""
    return {m.start() for m in _WORD.finditer(text) if start <= m.start() < end}


def documents(made: Iterable[Taken], read: dict[str, Reading] | None = None) -> dict[str, Document]:
    """Documents in order of publication, by key; without readings, what is reworded cannot be seen."""
    every = [
        document(
            t.article,
            (read or {}).get(t.article.id)
            or Reading(t.article.id, t.article.published, (), (), (), (), (), ()),
        )
        for t in made
    ]
    return {doc.key: doc for doc in sorted(every, key=lambda d: (d.published or "~", d.key))}


def score(made: Sequence[Taken], docs: dict[str, Document], half: str) -> tuple[Score, list[str]]:
    """Compare the copies found among documents with the truth of one half; and what is wrong, in words."""
    by_id = {t.article.id: t for t in made}
    ids = {key: doc.article.id for key, doc in docs.items()}
    mine = [t for t in made if t.half == half]
    wanted = {_pair(t.article.id, t.original) for t in mine if t.original}
    result = Score(wanted, set(), neutral(made), 0, 0, sum(len(t.words) for t in mine), 0)
    told = []
    covered: dict[str, set[int]] = {t.article.id: set() for t in mine}
    for copy in find_copies(docs):
        one, other = ids[copy.article], ids[copy.original]
        if by_id[one].half != half:
            continue
        pair = _pair(one, other)
        result.found.add(pair)
        if pair in result.neutral:
            continue
        turned = by_id[other].original == one
        covered[other if turned else one] |= _covered(copy, docs, turned=turned)
        if pair not in wanted:
            told.append(f"false pair: {one} of {other}, {copy.direction}, {_shown(copy, docs)}")
            continue
        true = by_id[other if turned else one].direction
        # A passage that names its own outlet tells as much as a date.
        right = copy.direction in {true, "stated" if true == "time" else true} and (
            true == "unknown" or not turned
        )
        result.directions += right
        if not right:
            told.append(f"direction: {one} of {other} by {copy.direction}, truly {true}")
    told += [f"missed: {one} / {other}" for one, other in sorted(wanted - result.found)]
    for t in mine:
        got = covered[t.article.id]
        result.right_words += len(got & t.words)
        result.found_words += len(got)
        if len(got ^ t.words) > 0.1 * max(len(got), len(t.words)) and (t.words or got):
            told.append(
                f"passages: {t.article.id}: {len(got & t.words)} right of {len(got)}, truly {len(t.words)}"
            )
    return result, told


def neutral(made: Iterable[Taken]) -> set[Pair]:
    """Copies of one original, and what a copy has through another: neither right nor wrong."""
    original = {t.article.id: t.original for t in made if t.original}
    out = {_pair(a, b) for a in original for b in original if a != b and original[a] == original[b]}
    for name in original:
        above = original.get(original[name] or "")
        while above:
            out.add(_pair(name, above))
            above = original.get(above)
    return out - {_pair(name, of) for name, of in original.items() if of}


def _pair(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)


def _covered(copy: CopyFound, docs: dict[str, Document], *, turned: bool) -> set[int]:
    text = docs[copy.original if turned else copy.article].article.text
    spans = [(p.of_start, p.of_end) if turned else (p.start, p.end) for p in copy.passages]
    return {start for a, b in spans for start in _within(text, a, b)}


def _shown(copy: CopyFound, docs: dict[str, Document]) -> str:
    first = copy.passages[0]
    return repr(docs[copy.article].article.text[first.start : first.end][:90])


def run(workbench: Workbench) -> Figures:
    """Both sets; of the written one the half that was not looked at."""
    made = written()
    read = workbench.kept("copies", lambda: {t.article.id: workbench.reader.read(t.article) for t in made})
    own = score(made, documents(made, read), "dev")[0].figures()
    corpus = made_of(list(lines(workbench.corpus(CORPUS))))
    put = score(corpus, documents(corpus), "dev")[0].figures()
    return {f"written: {k}": v for k, v in own.items()} | {f"made: {k}": v for k, v in put.items()}


BENCH = Bench(
    "copies",
    "copies among articles, by a gold of their own and by passages put into news",
    run,
    corpora=(CORPUS,),
    data=(GOLD.relative_to(ROOT).as_posix(),),
    notes="*Written*: the dev half of 49 short articles: whole, cut, edited, partial and reworded copies, copies of "
    "copies, two reporters at one event, footers. *Made*: news of PolNeAR dev, with copies cut or with words left out, "
    "and passages of 40 to 90 words put into other articles; read by nobody, so found by their words alone. *Pairs*: of "
    "two articles, whichever is the copy. *Passages*: by words of the copy. *Direction*: of the pairs found, which is "
    "the copy, and whether a stated source, time or nothing tells.",
)


def errors(workbench: Workbench) -> Iterator[str]:
    """What came out wrong: in the written half that was looked at, and in the made set."""
    made = written()
    read = {t.article.id: workbench.reader.read(t.article) for t in made}
    own, told = score(made, documents(made, read), "train")
    yield from (f"train {k:24}{v:8.1f}" for k, v in own.figures().items())
    yield from told
    corpus = made_of(list(lines(workbench.corpus(CORPUS))))
    yield from score(corpus, documents(corpus), "dev")[1]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures, and with ``--errors`` what is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args(arguments)
    workbench = Workbench(SHARED / "corpora", SHARED / "scoring")
    for name, value in run(workbench).items():
        print(f"{name:32}{value:8.1f}")
    if options.errors:
        print(*errors(workbench), sep="\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
