"""The measures themselves, on small made cases whose figures can be worked out by hand."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from benchmarks.gold.chains import load
from benchmarks.names import iob_spans, wikigold
from benchmarks.nesting import article, chain_names, pairs, same_words, score
from benchmarks.pile import b_cubed
from benchmarks.syntax import f1, universal
from benchmarks.treebank import documents
from benchmarks.workbench import Workbench
from hearsay.schema import Article, Attribution, Hop, Reading

CONLLU = """\
# newdoc id = first
# newpar id = first-1
# sent_id = 1
1	Ana	Ana	PROPN	NNP	_	2	nsubj	_	_
2-3	don't	_	_	_	_	_	_	_	_
2	do	do	AUX	VBP	_	4	aux	_	_
3	n't	not	PART	RB	_	4	advmod	_	_
3.1	x	x	VERB	VB	_	_	_	_	_
4	go	go	VERB	VB	_	0	root	_	SpaceAfter=No
5	.	.	PUNCT	.	_	4	punct	_	_

# sent_id = 2
1	Why	why	ADV	WRB	_	0	root	_	SpaceAfter=No
2	?	?	PUNCT	.	_	1	punct	_	_

# newpar id = first-2
# sent_id = 3
1	Rain	rain	NOUN	NN	_	0	root	_	_

# newdoc id = second
# sent_id = 4
1	End	end	NOUN	NN	_	0	root	_	_

"""


def test_a_treebank_is_read_by_documents(tmp_path: Path) -> None:
    path = tmp_path / "dev.conllu"
    path.write_text(CONLLU)
    first, second = documents(path)
    assert (first.name, second.name) == ("first", "second")
    assert first.words.text == "Ana don't go. Why?\n\nRain "
    assert [
        first.words.text[a:b] for a, b in zip(first.words.start, first.words.end, strict=True)
    ] == first.words.forms
    assert first.words.forms == ["Ana", "do", "n't", "go", ".", "Why", "?", "Rain"]
    assert first.words.spaced.tolist() == [False, True, False, True, False, True, False, True]
    assert first.words.opens.tolist() == [True, False, False, False, False, False, False, True]
    assert first.edges.tolist() == [0, 5, 7, 8]
    assert first.head.tolist() == [1, 3, 3, 3, 3, 5, 5, 7]
    assert second.ids == ["4"]


@pytest.mark.parametrize(
    ("tags", "spans"),
    [
        ("O B-PER I-PER O", [(1, 3, "PER")]),
        ("I-ORG I-ORG I-LOC", [(0, 2, "ORG"), (2, 3, "LOC")]),
        ("I-PER B-PER I-PER", [(0, 1, "PER"), (1, 3, "PER")]),
        ("B-O O B-LOC", [(0, 1, "O"), (2, 3, "LOC")]),
        ("O O", []),
    ],
)
def test_iob_tags_are_read_as_spans(tags: str, spans: list[tuple[int, int, str]]) -> None:
    assert list(iob_spans(tags.split())) == spans


def test_wikigold_documents_become_text(tmp_path: Path) -> None:
    path = tmp_path / "dev.conll"
    path.write_text(
        "-DOCSTART- O\n\nAna I-PER\nRuiz I-PER\n's O\nboat O\n. O\n\nVell I-LOC\n\n-DOCSTART- O\n\nEnd O\n"
    )
    (text, names), (other, none) = wikigold(path)
    assert text.rstrip() == "Ana Ruiz's boat.\nVell"
    assert [(text[a:b], kind) for a, b, kind in names] == [("Ana Ruiz", "PER"), ("Vell", "LOC")]
    assert (other.rstrip(), none) == ("End", [])


def test_relations_are_compared_by_their_universal_part() -> None:
    assert universal("nsubj:pass") == universal("nsubj") == "nsubj"


@pytest.mark.parametrize(
    ("right", "found", "gold", "figure"), [(1, 2, 2, 50.0), (0, 0, 0, 0.0), (3, 3, 3, 100.0)]
)
def test_f1(right: int, found: int, gold: int, figure: float) -> None:
    assert f1(right, found, gold) == figure


def test_b_cubed_of_a_split_cluster() -> None:
    gold = {("a", 0): "a", ("a", 1): "a"}
    assert b_cubed(gold, {("a", 0): "x", ("a", 1): "x"}) == 100.0
    assert b_cubed(gold, {("a", 0): "x"}) == pytest.approx(200 / 3)


class Perfect:
    """Reads a gold passage as it is annotated."""

    def __init__(self) -> None:
        self.passages = {passage.id: passage for passage in load("dev")}

    def read(self, article: Article) -> Reading:
        passage = self.passages[article.id]
        attributions = tuple(
            msgspec.structs.replace(a, chain=passage.chains.get(a.id, ())) for a in passage.attributions
        )
        return Reading(article.id, article.published, (), (), (), attributions, (), ())


class Blind:
    """Finds nothing."""

    def read(self, article: Article) -> Reading:
        return Reading(article.id, article.published, (), (), (), (), (), ())


def test_the_gold_chains_themselves_score_full_and_nothing_scores_none() -> None:
    passages = load("dev")
    full = score(passages, Workbench(reader=Perfect()).readings("gold", lambda: map(article, passages)))
    assert set(full.values()) == {100.0}
    none = score(passages, Workbench(reader=Blind()).readings("gold", lambda: map(article, passages)))
    assert set(none.values()) == {0.0}


def test_a_reading_is_made_once() -> None:
    asked = []

    def articles() -> list[Article]:
        asked.append(1)
        return [Article("Rain fell.", "one")]

    workbench = Workbench(reader=Blind())
    assert workbench.readings("rain", articles) is workbench.readings("rain", articles)
    assert len(asked) == 1


def test_chains_are_compared_by_plain_names() -> None:
    hops = (
        Hop("Cape Wire", "outlet"),
        Hop("The Harbour Office", "organisation"),
        Hop("unstated", "unstated"),
    )
    assert chain_names(hops) == ("harbour office", "")


@pytest.mark.parametrize(
    ("other", "same"),
    [
        ((Hop("He", "person", 5, 7), Hop("", "unstated")), True),
        ((Hop("Ana Ruiz", "person", 0, 3), Hop("", "unstated")), False),
        ((Hop("Ana Ruiz", "person", 5, 7),), False),
        ((Hop("", "unstated", 5, 7), Hop("", "unstated")), False),
    ],
)
def test_chains_are_compared_by_their_words(other: tuple[Hop, ...], same: bool) -> None:
    outlet = Hop("Cape Wire", "outlet")
    gold = (outlet, Hop("Ana Ruiz", "person", 5, 7), Hop("", "unstated"))
    assert same_words(gold, (outlet, *other)) == same


def test_attributions_are_paired_by_their_cues() -> None:
    text = "She said he said it would rain."
    a = Attribution("a", ((0, 3),), ((4, 8),), ((9, 30),), None, "statement", "person", "affirms")
    b = Attribution("b", ((9, 11),), ((12, 16),), ((17, 30),), "a", "statement", "person", "affirms")
    assert {k: v.id for k, v in pairs(text, [a, b], [b, a]).items()} == {"a": "a", "b": "b"}
