"""The gold copies agree with themselves, and the measure counts what it says."""

from __future__ import annotations

import re

import pytest

from benchmarks.copies import Taken, documents, made_of, neutral, score, written
from hearsay.schema import Article

MADE = written()
BY_ID = {taken.article.id: taken for taken in MADE}


@pytest.mark.parametrize("taken", [t for t in MADE if t.original], ids=lambda t: t.article.id)
def test_a_copy_leads_to_an_original_of_its_half(taken: Taken) -> None:
    original = BY_ID[taken.original or ""]
    assert original.half == taken.half
    assert original.article.outlet != taken.article.outlet
    assert len(taken.words) >= 15
    one, other = original.article.published, taken.article.published
    if taken.direction == "time":
        assert one is not None
        assert other is not None
        assert one < other
    elif taken.direction == "unknown":
        assert other is None or one == other
    else:
        assert original.article.outlet in taken.article.text


def test_who_copies_nobody_took_nothing() -> None:
    assert all(not taken.words for taken in MADE if not taken.original)
    assert len({taken.article.text for taken in MADE}) == len(MADE)


def test_brothers_and_grandparents_are_neither_right_nor_wrong() -> None:
    names = [("a", None), ("b", "a"), ("c", "a"), ("d", "b")]
    made = [Taken(Article(name, name), "dev", of) for name, of in names]
    assert neutral(made) == {("b", "c"), ("a", "d")}


def test_the_measure_counts_pairs_words_and_directions() -> None:
    text = (
        "The mill by the weir has been sold to a weaver from the next valley, who means to put in looms. "
        "Its wheel has not turned since the flood, and the children of the village swim in the race."
    )
    first = Taken(Article(text, "first", "2031-01-01", outlet="East Daily"), "dev")
    words = {n for n, _ in enumerate(text) if n == 0 or not text[n - 1].isalnum()} & {
        n for n, letter in enumerate(text) if letter.isalnum()
    }
    copy = Taken(Article(text, "copy", "2031-01-02", outlet="West Daily"), "dev", "first", "time", words)
    lone = Taken(
        Article("Nothing of the kind was said.", "lone", "2031-01-02", outlet="South"), "dev", "first", "time"
    )
    made = [first, copy, lone]
    figures = score(made, documents(made), "dev")[0].figures()
    assert (figures["pairs precision"], figures["pairs recall"]) == (100, 50)
    assert (figures["passages precision"], figures["passages recall"]) == (100, 100)
    assert figures["direction"] == 100


def test_made_copies_hold_the_words_they_are_said_to_hold() -> None:
    words = [f"word{n}" for n in range(400)]
    texts = [
        ". ".join(" ".join(f"{w}x{k}" for w in words[i : i + 10]) for i in range(0, 400, 10)) + "."
        for k in range(12)
    ]
    records = [
        {"doc_id": f"d{k}", "text": text, "date": "2031-01-01", "publisher": f"p{k}"}
        for k, text in enumerate(texts)
    ]
    made = made_of(records)
    copies = [taken for taken in made if taken.original]
    assert copies
    for taken in copies:
        found = {re.compile(r"\w+").match(taken.article.text, n)[0] for n in taken.words}  # type: ignore[index]
        assert {f"d{word.partition('x')[2]}" for word in found} == {taken.original}
