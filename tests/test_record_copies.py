"""Copies: what counts as taken over, from whom, and what does not."""

from __future__ import annotations

from pathlib import Path

import pytest
from record_readings import Writer

from hearsay.record import Copy, Record

REPORT = (
    "The old lighthouse on the western point went dark on Tuesday night when its lamp, which had burned for "
    "ninety years, was switched off by the last keeper. Fishermen gathered below the tower with lanterns and sang "
    "until the rain drove them home. The harbour board says that a buoy will take its place before the autumn."
)
RETOLD = "Nothing of this had been announced beforehand, and the town is asking why. "
BOARD = "All rights to words and pictures rest with this house, which may be reached at any hour of the day or night."


def copies(tmp_path: Path, *made: tuple[str, str | None, str | None]) -> list[Copy]:
    """The copies among articles of (text, outlet, published); their ids are "0", "1", ..."""
    with Record.open(tmp_path / "c.db") as record:
        for n, (text, outlet, published) in enumerate(made):
            writer = Writer(text, outlet=outlet, published=published, id=str(n))
            record.add(*writer.say(text.split(". ")[0][:60]).done())
        found = record.copies()
        for copy in found:
            for p in copy.passages:
                words = record.article(copy.article).text[p.start : p.end]
                assert words
                if p.likeness == 1.0:
                    assert words == record.article(copy.original).text[p.of_start : p.of_end]
        return found


def test_the_later_one_is_the_copy(tmp_path: Path) -> None:
    made = [(REPORT, "East Daily", "2031-02-02"), (RETOLD + REPORT, "West Daily", "2031-02-03")]
    (copy,) = copies(tmp_path, *made)
    assert (copy.article, copy.original, copy.direction) == ("1", "0", "time")
    assert 0.75 < copy.share < 0.95
    (passage,) = copy.passages
    assert passage.likeness == 1.0


@pytest.mark.parametrize(
    "credit",
    [
        "{text}\n\nSource: East Daily",
        "{text} Read the full article at East Daily.",
        "HARBOUR TOWN (East Daily) - {text}",
        "{text}\n\nThis article was first published in East Daily.",
        "{text}\n\nRepublished with permission from The East Daily",
    ],
)
def test_who_names_the_other_as_its_source_is_the_copy_whatever_the_dates(
    tmp_path: Path, credit: str
) -> None:
    made = [(REPORT, "East Daily", "2031-02-03"), (credit.format(text=REPORT), "West Daily", "2031-02-01")]
    (copy,) = copies(tmp_path, *made)
    assert (copy.article, copy.original, copy.direction) == ("1", "0", "stated")
    assert any("East Daily" in reason.seen for reason in copy.reasons)


@pytest.mark.parametrize("dates", [("2031-02-02", "2031-02-02"), (None, "2031-02-02"), (None, None)])
def test_an_unknown_direction_is_said_to_be_unknown(
    tmp_path: Path, dates: tuple[str | None, str | None]
) -> None:
    (copy,) = copies(tmp_path, (REPORT, "East Daily", dates[0]), (RETOLD + REPORT, "West Daily", dates[1]))
    assert copy.direction == "unknown"


def test_times_of_day_decide_where_both_are_known(tmp_path: Path) -> None:
    made = [
        (REPORT, "East Daily", "2031-02-02T10:00:00+02:00"),
        (RETOLD + REPORT, "West Daily", "2031-02-02T08:30:00Z"),
    ]
    (copy,) = copies(tmp_path, *made)
    assert (copy.article, copy.direction) == ("1", "time")


def test_a_cut_and_slightly_changed_copy_is_one_passage(tmp_path: Path) -> None:
    changed = REPORT.split(" Fishermen")[0].replace("last keeper", "old keeper of the light")
    (copy,) = copies(tmp_path, (REPORT, "East Daily", "2031-02-02"), (changed, "West Daily", "2031-02-03"))
    assert (copy.article, len(copy.passages)) == ("1", 1)
    assert 0.8 < copy.passages[0].likeness <= 1.0


def test_what_two_speakers_were_heard_to_say_is_no_copy(tmp_path: Path) -> None:
    speech = "“We shall keep the lamp burning in our hearts, and we shall never forgive those who put it out, never in our lives”"
    one = f"The keeper spoke to a crowd of hundreds. {speech}, he said, and wept."
    two = f"At the tower the mood was bitter. {speech}, cried the old man before a silent harbour."
    assert copies(tmp_path, (one, "East Daily", "2031-02-02"), (two, "West Daily", "2031-02-03")) == []


def test_what_an_outlet_repeats_in_its_own_articles_is_no_copy(tmp_path: Path) -> None:
    own = [" ".join(f"word{n}x{m}" for m in range(40)) + f". {BOARD}" for n in range(4)]
    made = [(text, "East Daily", f"2031-02-0{n + 1}") for n, text in enumerate(own[:3])]
    assert copies(tmp_path, *made, (own[3], "West Daily", "2031-02-09")) == []


def test_an_outlet_does_not_copy_itself(tmp_path: Path) -> None:
    made = [(REPORT, "East Daily", "2031-02-02"), (RETOLD + REPORT, "The East Daily", "2031-02-03")]
    assert copies(tmp_path, *made) == []


def test_a_chain_of_copies_is_told_link_by_link(tmp_path: Path) -> None:
    made = [
        (REPORT, "East Daily", "2031-02-01"),
        (REPORT + " Source: East Daily", "West Daily", "2031-02-02"),
        (REPORT + " Source: West Daily", "North Daily", "2031-02-03"),
        (REPORT + " Source: North Daily", "South Daily", "2031-02-04"),
    ]
    found = copies(tmp_path, *made)
    assert {(copy.article, copy.original) for copy in found} == {("1", "0"), ("2", "1"), ("3", "2")}


def test_short_formulas_are_no_copy(tmp_path: Path) -> None:
    one = "Ada Marsh of the harbour board said two of her boats had been lost in the storm on the lake. Nothing else is known."
    two = "Later Ada Marsh of the harbour board said five of her boats had been lost in the storm. The search goes on elsewhere."
    assert copies(tmp_path, (one, "East Daily", "2031-02-02"), (two, "West Daily", "2031-02-03")) == []


IN_ORDER, MIXED = (0, 1, 2, 3, 4), (3, 0, 4, 2, 1)


@pytest.mark.parametrize(
    ("order", "credit", "copied"),
    [(IN_ORDER, "", True), (MIXED, "", False), (IN_ORDER, "Source: East Daily", True)],
)
def test_what_is_told_in_other_words_is_a_copy_if_it_keeps_the_order(
    tmp_path: Path, order: tuple[int, ...], credit: str, copied: bool
) -> None:
    first = [
        "The lamp went dark",
        "Fishermen gathered below the tower",
        "Rain drove them home",
        "A buoy will follow",
        "The old keeper wept when it was over",
    ]
    again = [
        "Its light was put out",
        "Underneath stood sailors with torches",
        "They fled a shower",
        "Next comes a float",
        "At last tears ran down his bearded face",
    ]
    topics = ["lamp", "crowd", "rain", "buoy", "tears"]
    with Record.open(tmp_path / "w.db") as record:
        for outlet, day, words, places in (
            ("East Daily", 2, first, range(5)),
            ("West Daily", 3, again, order),
        ):
            text = ". ".join(words[n] for n in places) + f".\n\n{credit if day == 3 else ''}"
            writer = Writer(text, outlet=outlet, published=f"2031-02-0{day}", id=outlet)
            for n in places:
                writer.say(words[n], like=f"{topics[n]} {topics[n]} {topics[n]}")
            record.add(*writer.done())
        found = record.copies()
    assert [(c.article, c.original) for c in found] == ([("West Daily", "East Daily")] if copied else [])
    if copied:
        assert found[0].direction == ("stated" if credit else "time")
        assert len(found[0].passages) == 5
