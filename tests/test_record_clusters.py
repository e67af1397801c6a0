"""What makes statements one claim: names in short, and copies that go where their original goes."""

from __future__ import annotations

from collections.abc import Iterable
from types import SimpleNamespace

import msgspec
import numpy as np
import pytest
from record_readings import Writer

from hearsay.record.clusters import CUT, clusters
from hearsay.record.facts import Document, document
from hearsay.record.linkage import Pair
from hearsay.record.pairs import contributions
from hearsay.record.sketches import Sketches, sketch, span, vectors
from hearsay.schema import Entity, Role, Timex

#: (names here, names there, whether they count as shared)
NAMES = [
    (["Ines Adeyemi"], ["Adeyemi"], True),
    (["Ines Adeyemi"], ["Ines Adeyemi"], True),
    (["Tomas Okafor"], ["Ruth Okafor"], False),
    (["Ines Adeyemi"], ["Ines"], False),
    (["Ines Adeyemi"], ["Viktor Sato"], False),
]


def about(names: list[str], outlet: str) -> Document:
    text = f"{' and '.join(names)} left the hall."
    writer = Writer(
        text,
        outlet=outlet,
        published="2031-03-05",
        id=outlet,
        entities=tuple(Entity(n, "PER") for n in names),
    )
    return document(*writer.say(text[:-1], lemma="leave").done())


@pytest.mark.parametrize(("one", "other", "shared"), NAMES)
def test_a_name_in_short_is_the_name(one: list[str], other: list[str], shared: bool) -> None:
    left, right = about(one, "East Daily"), about(other, "West Daily")
    f, g = left.facts[0], right.facts[0]
    assert f.names
    assert g.names
    for a, b, x, y in ((f, g, left, right), (g, f, right, left)):
        told = dict(contributions(a, b, x, y, None, copied=False))
        assert (told["names"] > 0) is shared


@pytest.mark.parametrize(("one", "other"), [(one, other) for one, other, shared in NAMES if shared])
def test_what_may_be_one_claim_is_not_ruled_out_beforehand(one: list[str], other: list[str]) -> None:
    docs = [about(one, "East Daily"), about(other, "West Daily")]
    sketches = Sketches([sketch(d) for d in docs], b"".join(map(vectors, docs)), [span(d) for d in docs])
    assert sketches.may_link(np.array([0]), np.array([1])).all()


class Scored:
    """Pairs with given scores, of which some are of a copy and its original."""

    def __init__(self, scores: dict[Pair, int], copied: set[Pair]) -> None:
        self.scores, self.copied = scores, copied
        day = {"copy": "2031-03-02", "other": "2031-03-02", "original": "2031-03-01"}
        self.documents = Published(day)

    def score(self, pairs: Iterable[Pair]) -> dict[Pair, int]:
        return {pair: self.scores[pair] for pair in pairs if pair in self.scores}


class Published(dict[str, str]):
    """Articles of one statement each, by the statement's name."""

    def fact(self, name: str) -> SimpleNamespace:
        return SimpleNamespace(article=name)

    def __getitem__(self, key: str) -> SimpleNamespace:  # type: ignore[override]
        return SimpleNamespace(published=super().__getitem__(key))


def test_a_copy_goes_where_its_original_goes() -> None:
    group = ["copy", "original", "other"]
    scores = {("copy", "original"): 990_000, ("original", "other"): 900_000, ("copy", "other"): 40_000}
    for copied, wanted in (
        ({("copy", "original")}, [group]),
        (set(), [["copy", "original"], ["other"]]),
    ):
        links = {pair: score for pair, score in scores.items() if score >= CUT}
        found = clusters(group, links, Scored(scores, copied))  # type: ignore[arg-type]
        assert [cluster for cluster, _ in found] == wanted


def test_another_wording_in_the_original_counts_half() -> None:
    group = ["copy", "original", "other"]
    copied = {("copy", "original")}
    for own, worded, joins in ((300_000, 900_000, True), (0, 900_000, False), (600_000, 600_000, True)):
        scores = {("copy", "original"): 990_000, ("original", "other"): own, ("copy", "other"): worded}
        links = {pair: score for pair, score in scores.items() if score >= CUT}
        found = clusters(group, links, Scored(scores, copied))  # type: ignore[arg-type]
        assert [cluster for cluster, _ in found] == ([group] if joins else [["copy", "original"], ["other"]])


def told(text: str, published: str, lemma: str, times: tuple[Timex, ...] = ()) -> Document:
    writer = Writer(text, outlet=published, published=published, id=published)
    article, reading = writer.say(text[:-1], lemma=lemma).done()
    return document(article, msgspec.structs.replace(reading, times=times))


def test_signing_a_letter_is_not_resigning() -> None:
    def at(text: str, lemma: str, patient: str | None) -> Document:
        article, reading = (
            Writer(text, outlet=lemma, published="2031-03-05", id=lemma).say(text[:-1], lemma=lemma).done()
        )
        if patient:
            start = text.index(patient)
            role = Role("ARG1", start, start + len(patient))
            event = msgspec.structs.replace(reading.events[0], roles=(role,))
            reading = msgspec.structs.replace(reading, events=(event,))
        return document(article, reading)

    signed = at("She signed her letter on Friday.", "sign", "her letter")
    for other, apart in (
        (at("She resigned on Friday.", "resign", None), True),
        (at("She wrote her letter on Friday.", "write", "her letter"), False),
    ):
        (f,), (g,) = signed.facts, other.facts
        assert ("one patient" in dict(contributions(f, g, signed, other, None, copied=False))) is apart


def test_what_is_done_every_year_is_not_what_was_done_once() -> None:
    text = "The gate is repainted every April."
    start = text.index("every")
    yearly = told(text, "2031-03-05", "repaint", (Timex(start, len(text) - 1, "SET", "XXXX-04"),))
    once = told("The gate was repainted on Sunday.", "2031-03-06", "repaint")
    (f,), (g,) = yearly.facts, once.facts
    assert dict(contributions(f, g, yearly, once, None, copied=False))["habit"] < 0
    assert "habit" not in dict(contributions(f, f, yearly, yearly, None, copied=False))


def test_one_shared_word_does_not_reach_over_weeks() -> None:
    apart = []
    for one, other in (
        ("No guard had been hurt.", "Nobody had been hurt."),
        ("The quarry's old gate had been shut.", "The old gate of the quarry had been shut."),
    ):
        early, late = told(one, "2031-03-05", "hurt"), told(other, "2031-03-25", "hurt")
        (f,), (g,) = early.facts, late.facts
        apart.append(dict(contributions(f, g, early, late, None, copied=False))["published apart"])
    bare, full = apart
    assert bare < full < 0
