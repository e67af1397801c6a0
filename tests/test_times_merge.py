"""How a tagger's spans and the grammar's matches become one."""

from __future__ import annotations

import pytest

from hearsay.reading.times import read_times

PUBLISHED = "2025-07-03"


def spans(text: str, *words: str, kind: str = "DATE") -> list[tuple[int, int, str]]:
    return [(text.index(w), text.index(w) + len(w), kind) for w in words]


def test_grammar_keeps_its_extent() -> None:
    text = "They met on 3 April 2024."
    (found,) = read_times(text, PUBLISHED, encoder_spans=spans(text, "April 2024"))
    assert text[found.start : found.end] == "3 April 2024"


def test_sure_matches_need_no_tagger() -> None:
    text = "They met on 3 April 2024, every Monday."
    assert [x.value for x in read_times(text, PUBLISHED, encoder_spans=())] == ["2024-04-03", "XXXX-WXX-1"]


def test_tagger_vetoes_references() -> None:
    text = "Now that he is home, he is now asleep."
    later = [(text.rindex("now"), text.rindex("now") + 3, "DATE")]
    (found,) = read_times(text, PUBLISHED, encoder_spans=later)
    assert found.start == text.rindex("now")


def test_tagger_confirms_doubtful_matches() -> None:
    text = "The 1650 treaty held."
    assert read_times(text, PUBLISHED) == ()
    (found,) = read_times(text, PUBLISHED, encoder_spans=spans(text, "1650"))
    assert found.value == "1650"


def test_tagger_has_the_grammar_look_again() -> None:
    text = "The former owner and the current one met in the Winter Palace."
    assert read_times(text, PUBLISHED) == ()
    found = read_times(text, PUBLISHED, encoder_spans=spans(text, "former", "current"))
    assert [x.value for x in found] == ["PAST_REF", "PRESENT_REF"]


def test_what_the_grammar_cannot_read_is_left_out() -> None:
    text = "The old harbour burned for quite a while there."
    assert read_times(text, PUBLISHED, encoder_spans=spans(text, "old harbour", "quite a while")) == ()


@pytest.mark.parametrize("span", [(-1, 3, "DATE"), (0, 99, "DATE"), (3, 3, "DATE"), (4, 2, "DATE")])
def test_spans_outside_the_text_are_refused(span: tuple[int, int, str]) -> None:
    with pytest.raises(ValueError, match="outside a text of 5 code points"):
        read_times("1998.", PUBLISHED, encoder_spans=[span])


@pytest.mark.parametrize(
    "published", ["yesterday", "2025-13-01", "2025-02-30", "2025", "0000-01-01", "03/07/2025"]
)
def test_publication_dates_that_are_none_are_named(published: str) -> None:
    with pytest.raises(ValueError, match=published):
        read_times("It burned.", published)
