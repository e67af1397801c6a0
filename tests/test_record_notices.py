"""Withdrawals and corrections: what is one, of which report, and what follows for a claim."""

from __future__ import annotations

from pathlib import Path

import pytest
from record_readings import Writer, find

from hearsay.record import Claim, Record, Trace
from hearsay.record.facts import document
from hearsay.record.notices import notices_in
from hearsay.schema import Article, Entity, Figure, Reading

Made = tuple[Article, Reading]
RUIZ = Entity("Ana Ruiz", "PER")
PIER = Entity("Long Pier", "LOC")
HARBOUR = "Harbour Times"


@pytest.mark.parametrize(
    ("text", "kind", "in_place"),
    [
        ("We have withdrawn our report on Long Pier. It was wrong.", "withdrawal", False),
        ("Our story about Ana Ruiz has been retracted.", "withdrawal", False),
        ("The Harbour Times retracts its article of 3 May on Long Pier.", "withdrawal", False),
        ("We have taken down a story that should not have run: that story is withdrawn.", "withdrawal", False),
        ("Correction: Long Pier. On Monday we gave a wrong number of sailors.", "correction", False),
        ("Correction: two sailors were hurt, not ten. We regret the error, and thank those who wrote.", "correction", False),
        ("Two sailors were hurt. An earlier version of this article said that ten were.", "correction", True),
        ("Two sailors were hurt at Long Pier.\n\nCORRECTION:\n\nAn article on Monday misstated the pier.", "correction", True),
        ("The government withdrew its report on the harbour.", None, False),
        ("The police retracted the accusation, and the story went on.", None, False),
        ("He stood corrected by the harbour master. An earlier version of the plan had ten piers.", None, False),
        ("Troops withdrew from Long Pier, our reporter said.", None, False),
    ],
)  # fmt: skip
def test_what_is_a_notice(text: str, kind: str | None, in_place: bool) -> None:
    article, reading = Writer(text, outlet=HARBOUR, published="2031-03-04", id="n").done()
    found = list(notices_in(document(article, reading)))
    assert [(k, p) for k, _, _, p in found] == ([(kind, in_place)] if kind else [])


def report(
    text: str, outlet: str, day: str, *hands: tuple[str, str], words: str = "", number: float = 0
) -> Made:
    writer = Writer(
        text, outlet=outlet, published=f"2031-03-{day}", id=f"{outlet} {day}",
        entities=(RUIZ, PIER, Entity(HARBOUR, "ORG")),
    )  # fmt: skip
    figures = []
    if number:
        start, end = find(text, f"{number:.0f}")
        figures = [Figure(start, end, number, number, counts="sailors", kind="wounded")]
    writer.say(
        words or text.rstrip("."), *hands, lemma="hurt", figures=figures, like="sailors hurt at long pier"
    )  # type: ignore[arg-type]
    return writer.done()


WITHDRAWN = "We have withdrawn our report on Ana Ruiz and Long Pier."


def notice(outlet: str, day: str) -> Made:
    writer = Writer(
        WITHDRAWN, outlet=outlet, published=f"2031-03-{day}", id=f"{outlet} {day}", entities=(RUIZ, PIER)
    )
    return writer.say(WITHDRAWN.rstrip("."), lemma="withdraw").done()


def the_claim(path: Path, *made: Made) -> tuple[Claim, Trace]:
    with Record.open(path / "n.db") as record:
        for article, reading in made:
            record.add(article, reading)
        claim = max(record.claims(), key=lambda c: len(c.statements))
        return claim, record.trace(claim.id)


def test_a_withdrawn_report_and_whoever_rests_on_it_are_no_origin(tmp_path: Path) -> None:
    words = "10 sailors were hurt at Long Pier"
    made = [
        report(f"{words}. Ana Ruiz saw it.", HARBOUR, "03", words=words, number=10),
        report(f"{words}, the Harbour Times reports.", "Coast Daily", "04", (HARBOUR, "organisation"), words=words, number=10),
        report(f"{words}, Ana Ruiz said.", "Valley News", "04", ("Ana Ruiz", "person"), words=words, number=10),
        notice(HARBOUR, "06"),
    ]  # fmt: skip
    claim, trace = the_claim(tmp_path, *made)
    assert [o.name for o in claim.origins] == ["Ana Ruiz"]
    withdrawn = {s.article: s.withdrawn for s in claim.statements if s.withdrawn}
    assert withdrawn == {f"{HARBOUR} 03": f"{HARBOUR} 06", "Coast Daily 04": f"{HARBOUR} 06"}
    (root,) = [root for root in trace.roots if root.how == "withdrawn"]
    assert (root.name, root.published, root.article) == (HARBOUR, "2031-03-06", f"{HARBOUR} 06")
    assert root.words == WITHDRAWN


def test_another_outlets_withdrawal_takes_nothing_back(tmp_path: Path) -> None:
    words = "10 sailors were hurt at Long Pier"
    made = [
        report(f"{words}. Ana Ruiz saw it.", HARBOUR, "03", words=words, number=10),
        notice("Coast Daily", "06"),
    ]
    claim, _ = the_claim(tmp_path, *made)
    assert [o.name for o in claim.origins] == [HARBOUR]


@pytest.mark.parametrize("corrected", [True, False])
def test_a_corrected_figure_is_an_update_however_long_others_repeat_it(
    tmp_path: Path, corrected: bool
) -> None:
    def told(number: int) -> str:
        return f"{number} sailors were hurt at Long Pier"

    last = f"Correction: Long Pier. {told(2)}, Ana Ruiz said." if corrected else f"{told(2)}, Ana Ruiz said."
    made = [
        report(f"{told(10)}, Ana Ruiz said.", HARBOUR, "03", ("Ana Ruiz", "person"), words=told(10), number=10),
        report(last, HARBOUR, "05", ("Ana Ruiz", "person"), words=told(2), number=2),
        report(
            f"{told(10)}, the Harbour Times reports.", "Coast Daily", "09", (HARBOUR, "organisation"),
            words=told(10), number=10,
        ),
    ]  # fmt: skip
    claim, trace = the_claim(tmp_path, *made)
    if corrected:
        assert claim.text == told(2)
    (dispute,) = [d for d in trace.disputes if d.about == "figure"]
    assert [v.value for v in dispute.values] == ["10", "2"]
    assert dispute.kind == ("update" if corrected else "conflict")
    assert any(r.rule == "corrected: 10" for r in dispute.reasons) == corrected


def test_a_figure_that_was_wrong_in_an_earlier_version_is_no_account(tmp_path: Path) -> None:
    right, wrong = "2 sailors were hurt at Long Pier", "10 sailors were hurt at Long Pier"
    text = f"{right}. Correction: An earlier version of this article said that {wrong}."
    writer = Writer(text, outlet=HARBOUR, published="2031-03-03", id="a", entities=(PIER,))
    for words, number in ((right, 2), (wrong, 10)):
        start, end = find(text, str(number))
        figure = Figure(start, end, number, number, counts="sailors", kind="wounded")
        writer.say(words, lemma="hurt", figures=[figure], like="sailors hurt at long pier")
    claim, trace = the_claim(tmp_path, writer.done())
    assert not trace.disputes
    assert [o.name for o in claim.origins] == [HARBOUR]
    assert claim.text == right


@pytest.mark.parametrize(("words", "rival"), [("3 of them were hurt", False), ("3 sailors were hurt", True)])
def test_some_of_those_counted_before_are_no_rival_figure(tmp_path: Path, words: str, rival: bool) -> None:
    made = [
        report("10 sailors were hurt.", HARBOUR, "03", words="10 sailors were hurt", number=10),
        report(f"{words}.", "Coast Daily", "03", words=words, number=3),
    ]
    _, trace = the_claim(tmp_path, *made)
    assert bool(trace.disputes) == rival
