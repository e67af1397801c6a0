import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearsay.reading.words import split_words, words_in


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("She didn’t say.", "She did n’t say ."),
        ("Mr. Okoro's boat, 1,200 tonnes", "Mr. Okoro 's boat , 1,200 tonnes"),
        ("the U.S. navy cannot", "the U.S. navy can not"),
        ("a half-dozen at 10:30 a.m.", "a half - dozen at 10:30 a.m."),
        ("see https://example.org/a?b=c.", "see https://example.org/a?b=c ."),
        ("“No,” he said…", "“ No , ” he said …"),
        ("$1.2bn and 4th 1990s", "$ 1.2bn and 4th 1990s"),
    ],
)
def test_words_are_cut_as_treebanks_cut_them(text: str, forms: str) -> None:
    assert split_words(text).forms == forms.split(" ")


@given(st.text(max_size=300))
def test_every_visible_character_is_in_one_word(text: str) -> None:
    words = split_words(text)
    covered = [0] * len(text)
    for start, end, form in zip(words.start, words.end, words.forms, strict=True):
        assert text[start:end] == form
        for i in range(start, end):
            covered[i] += 1
    assert all(n == (not c.isspace()) for n, c in zip(covered, text, strict=True))


@given(st.text(max_size=100), st.integers(0, 100), st.integers(0, 100))
def test_words_in_a_span_overlap_it(text: str, a: int, b: int) -> None:
    words = split_words(text)
    first, last = words_in(words, min(a, b), max(a, b))
    for w in range(len(words)):
        assert (first <= w < last) == (words.start[w] < max(a, b) and words.end[w] > min(a, b))


def test_a_text_wrapped_by_hand_is_one_line() -> None:
    wrapped = (
        "The harbour authority said on Tuesday that it had closed the second of its\n"
        "three berths after divers found that the piles which hold it up had been\n"
        "eaten away, and that the ferry from the islands would land at the old quay\n"
        "for a month at least, while the owners of the boats that use it looked for\n"
        "another place to lie.\n\nNobody was hurt.\n"
    )
    words = split_words(wrapped)
    assert [words.forms[i] for i in range(len(words)) if words.opens[i]] == ["The", "Nobody"]


def test_short_lines_stay_apart() -> None:
    words = split_words("Headline here\nFirst paragraph.\nSecond paragraph.\n")
    assert [words.forms[i] for i in range(len(words)) if words.opens[i]] == ["Headline", "First", "Second"]
