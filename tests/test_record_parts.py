"""The record's small parts: clustering, names, days, numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearsay.record.days import days, earlier, iso_day
from hearsay.record.figures import show_number
from hearsay.record.linkage import UNIT, average_link
from hearsay.record.names import entity_key, initials, is_proper, name_key, person_key, spelling_key
from hearsay.record.words import content_stems, stem

ITEMS = [f"i{n}" for n in range(8)]
PAIRS = [(a, b) for n, a in enumerate(ITEMS) for b in ITEMS[n + 1 :]]
scores = st.dictionaries(st.sampled_from(PAIRS), st.integers(0, 10).map(lambda n: n * UNIT // 10))


def slow(items: list[str], table: dict[tuple[str, str], int], cut: int) -> list[list[str]]:
    """Average link by its definition, over all pairs of clusters at once."""
    clusters = [[item] for item in sorted(items)]
    while True:
        best = None
        for i, one in enumerate(clusters):
            for other in clusters[i + 1 :]:
                total = sum(table.get((min(a, b), max(a, b)), 0) for a in one for b in other)
                mean = total / (len(one) * len(other))
                key = (-mean, min(one), min(other))
                if mean >= cut and (best is None or key < best[0]):
                    best = (key, one, other)
        if best is None:
            return sorted(clusters)
        clusters = [c for c in clusters if c not in best[1:]] + [sorted(best[1] + best[2])]
        clusters.sort()


@given(scores, st.integers(1, 10))
def test_average_link_is_what_its_definition_says(table: dict[tuple[str, str], int], cut: int) -> None:
    assert average_link(ITEMS, table, cut * UNIT // 10) == slow(ITEMS, table, cut * UNIT // 10)


@given(scores, st.randoms(use_true_random=False))
def test_average_link_does_not_depend_on_order(table: dict[tuple[str, str], int], random: object) -> None:
    items, pairs = list(ITEMS), list(table.items())
    random.shuffle(items)  # type: ignore[attr-defined]
    random.shuffle(pairs)  # type: ignore[attr-defined]
    assert average_link(items, dict(pairs), UNIT // 2) == average_link(ITEMS, table, UNIT // 2)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Gen. Ilse Orlo's", "ilse orlo"),
        ("Prime Minister Ilse Orlo", "Ilse Orlo"),
        ("Aleksei Dorin", "ALEXEY DORIN"),
        ("Mehmet Çelik", "Mehmet Celik"),
        ("Ann-Marie Dow", "Ann Marie Dow"),
        ("O’Dowd Finn", "ODowd Finn"),
    ],
)
def test_one_person_in_two_spellings(one: str, other: str) -> None:
    assert spelling_key(person_key(one)) == spelling_key(person_key(other))


@pytest.mark.parametrize(
    ("one", "other"), [("Ilse Orlo", "Ilsa Orla"), ("Jon Reed", "Joan Reed"), ("Ann Dow", "Ann Down")]
)
def test_two_people(one: str, other: str) -> None:
    assert spelling_key(person_key(one)) != spelling_key(person_key(other))


def test_only_people_have_honorifics() -> None:
    assert entity_key("Lady Green", "PER") == "green"
    assert entity_key("Lady Green", "MISC") == "lady green"
    assert name_key("The Long Pier's") == "long pier"
    assert initials("Council of Northern Harbours") == "cnh"


@pytest.mark.parametrize(
    ("words", "proper"),
    [
        ("Ministry of Works", True),
        ("the agency", False),
        ("Ada Marsh's", True),
        ("a senior official", False),
        ("", False),
    ],
)
def test_names_and_descriptions(words: str, proper: bool) -> None:
    assert is_proper(words) is proper


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("resigned", "resigns"),
        ("carried", "carries"),
        ("stopped", "stopping"),
        ("close", "closed"),
        ("churches", "church"),
    ],
)
def test_forms_of_a_word_have_one_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def test_content_words() -> None:
    assert content_stems("The boats were not in the harbours") == {"boat", "harbour"}


@pytest.mark.parametrize("iso", ["", "soon", "2031-13", "2031-02-30", "0000", "31-01-01", None])
def test_no_dates(iso: str | None) -> None:
    assert days(iso) is None


@given(st.dates())
def test_days_come_back(day: object) -> None:
    iso = str(day)
    if iso >= "1000":
        found = days(iso)
        assert found is not None
        assert iso_day(found[0]) == iso_day(found[1]) == iso


@pytest.mark.parametrize(
    ("one", "other", "answer"),
    [
        ("2031-01-01", "2031-01-02", True),
        ("2031-01-02T00:00:00Z", "2031-01-01", False),
        ("2031-01-01", "2031-01-01T10:00:00Z", None),
        ("2031-01", "2031-01-15", None),
        ("2031-01-01T10:00:00+02:00", "2031-01-01T09:00:00Z", True),
        (None, "2031-01-01", None),
    ],
)
def test_which_came_first(one: str | None, other: str | None, answer: bool | None) -> None:
    assert earlier(one, other) is answer


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (11, 11, "11"),
        (10, 12, "10 to 12"),
        (1e6, None, "1000000 or more"),
        (None, 2.5, "up to 2.5"),
        (None, None, "?"),
    ],
)
def test_figures_in_words(low: float | None, high: float | None, words: str) -> None:
    assert show_number(low, high) == words


def test_an_agency_is_one_by_any_translation_of_its_name() -> None:
    from hearsay.record.names import initials, name_key

    assert name_key("Central Norland Telegraph Agency") == name_key("the Central Norland News Agency")
    assert initials("Central Norland Telegraph Agency") == "cnna"
    assert name_key("Norland Space Agency") != name_key("Norland News Agency")
