"""Figures: what is read as a quantity, its bounds, unit, counted noun and kind."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.figures_gold import load, measure
from hearsay.reading.figures import read_figures
from hearsay.schema import Figure


def one(text: str) -> Figure:
    figures = read_figures(text)
    assert len(figures) == 1, figures
    return figures[0]


def words(text: str, figure: Figure) -> str:
    return text[figure.start : figure.end]


@pytest.mark.parametrize(
    ("phrase", "low", "high", "approx"),
    [
        ("12", 12, 12, False),
        ("twelve", 12, 12, False),
        ("6,200", 6200, 6200, False),
        ("6\u00a0200", 6200, 6200, False),
        ("four-thousand-100", 4100, 4100, False),
        ("two hundred and fifty", 250, 250, False),
        ("three hundred thousand", 300_000, 300_000, False),
        ("eight thousand five hundred", 8500, 8500, False),
        ("1.4 million", 1_400_000, 1_400_000, False),
        ("2.05 million", 2_050_000, 2_050_000, False),
        ("half a million", 500_000, 500_000, False),
        ("three quarters of a million", 750_000, 750_000, False),
        ("a half-dozen", 6, 6, False),
        ("half a dozen", 6, 6, False),
        ("a dozen", 12, 12, False),
        ("two dozen", 24, 24, False),
        ("3 lakh", 300_000, 300_000, False),
        ("at least 12", 12, None, False),
        ("no fewer than 12", 12, None, False),
        ("more than 6,000", 6000, None, False),
        ("12 or more", 12, None, False),
        ("upwards of a hundred", 100, None, False),
        ("up to 300", None, 300, False),
        ("as many as 90", None, 90, False),
        ("fewer than 100", None, 100, False),
        ("about 600", 600, 600, True),
        ("nearly two million", 2_000_000, 2_000_000, True),
        ("an estimated 900", 900, 900, True),
        ("a hundred or so", 100, 100, True),
        ("forty-odd", 40, 40, True),
        ("at least about 40", 40, None, True),
        ("14 to 17", 14, 17, False),
        ("14-17", 14, 17, False),
        ("14–17", 14, 17, False),
        ("between 14 and 17", 14, 17, False),
        ("two or three", 2, 3, False),
        ("2 to 3 million", 2_000_000, 3_000_000, False),
        ("about 40 to 50", 40, 50, True),
        ("dozens", 24, None, False),
        ("scores", 40, None, False),
        ("hundreds of thousands", 200_000, None, False),
        ("a few dozen", 24, None, False),
        ("several hundred", 200, None, False),
    ],
)
def test_bounds(phrase: str, low: float | None, high: float | None, approx: bool) -> None:
    of = "of " if phrase.endswith("s") and not phrase[0].isdigit() else ""
    for text in (
        f"They counted {phrase} {of}villagers there.",
        f"{phrase[0].upper()}{phrase[1:]} {of}villagers came.",
    ):
        figure = one(text)
        assert words(text, figure).lower() == phrase
        assert (figure.low, figure.high, figure.approx) == (low, high, approx)
        assert (figure.unit, figure.counts, figure.kind) == (None, "villagers", None)


@pytest.mark.parametrize(
    ("phrase", "low", "high", "unit"),
    [
        ("$1.2bn", 1.2e9, 1.2e9, "USD"),
        ("US$40 million", 4e7, 4e7, "USD"),
        ("€3.5m", 3.5e6, 3.5e6, "EUR"),
        ("£750,000", 750_000, 750_000, "GBP"),
        ("CHF 1.1 billion", 1.1e9, 1.1e9, "CHF"),
        ("Rs 500 crore", 5e9, 5e9, "INR"),
        ("two million pounds", 2e6, 2e6, "GBP"),
        ("300 Swiss francs", 300, 300, "CHF"),
        ("between €200m and €300m", 2e8, 3e8, "EUR"),
        ("$2-3 billion", 2e9, 3e9, "USD"),
        ("tens of millions of dollars", 2e7, None, "USD"),
        ("40%", 40, 40, "%"),
        ("15 to 20 per cent", 15, 20, "%"),
        ("0.3 percentage points", 0.3, 0.3, "percentage points"),
        ("25 basis points", 25, 25, "basis points"),
        ("40 tonnes", 40, 40, "tonnes"),
        ("120 km", 120, 120, "km"),
        ("7.8m", 7.8, 7.8, "m"),
        ("1.05m tonnes", 1_050_000, 1_050_000, "tonnes"),
        ("180 km/h", 180, 180, "km/h"),
        ("900 hectares", 900, 900, "hectares"),
        ("two cubic metres", 2, 2, "m³"),
        ("minus 32 degrees Celsius", -32, -32, "°C"),
        ("magnitude 6.1", 6.1, 6.1, "magnitude"),
        ("more than 12 years", 12, None, "years"),
        ("nine times", 9, 9, "times"),
    ],
)
def test_units(phrase: str, low: float, high: float | None, unit: str) -> None:
    text = f"It came to {phrase}, officials said."
    figure = one(text)
    assert words(text, figure) == phrase
    assert (figure.low, figure.high, figure.unit) == (low, high, unit)


@pytest.mark.parametrize(
    ("text", "phrase", "share", "counts"),
    [
        ("Two thirds of lawmakers agreed.", "Two thirds", 66.67, "lawmakers"),
        ("Half of the cabinet resigned.", "Half", 50, "cabinet"),
        ("A quarter of the harvest was lost.", "A quarter", 25, "harvest"),
        ("One in five voters stayed away.", "One in five", 20, "voters"),
        ("About nine out of ten refugees are women.", "About nine out of ten", 90, "refugees"),
        ("Rents rose by a third in a decade.", "a third", 33.33, None),
    ],
)
def test_shares_are_percent(text: str, phrase: str, share: float, counts: str | None) -> None:
    figure = one(text)
    assert words(text, figure) == phrase
    assert (figure.low, figure.high, figure.unit, figure.counts) == (share, share, "%", counts)


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("They freed 12 Norlan border guards near the lake.", "Norlan border guards"),
        ("Twelve more people fell ill.", "people"),
        ("The ferry took 40 of the passengers aboard.", "passengers"),
        ("He paid 300 of his own workers.", "own workers"),
        ("Rebels hold 12 of the army's armoured vehicles.", "armoured vehicles"),
        ("They bought 36 combat aircraft.", "combat aircraft"),
        ("Twelve human rights groups signed.", "human rights groups"),
        ("The 193-member assembly met.", "member"),
        ("A 600-strong battalion marched.", "battalion"),
        ("They gave $40m in aid.", "aid"),
        ("He sold $3 million worth of equipment.", "equipment"),
        ("The lorry brought 40 tonnes of wheat flour.", "wheat flour"),
        ("Twelve of them came.", None),
        ("Some 40 turned up.", None),
    ],
)
def test_counted_noun(text: str, counts: str | None) -> None:
    assert one(text).counts == counts


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("The blast killed at least 12 people and wounded 30.", ["killed", "wounded"]),
        ("It exploded, leaving 30 wounded and four dead.", ["wounded", "killed"]),
        ("The death toll rose to 14.", ["killed"]),
        ("The toll rose from 12 to 14.", ["killed", "killed"]),
        ("Twelve people were killed and nine were injured.", ["killed", "wounded"]),
        ("Twelve soldiers and three civilians were killed.", ["killed", "killed"]),
        ("It killed 12 soldiers and three civilians.", ["killed", "killed"]),
        ("It killed 12 people, including three children.", ["killed", "killed"]),
        ("Thirty people were wounded, four of them badly.", ["wounded", "wounded"]),
        ("It killed a guard and his two sons.", ["killed"]),
        ("More than 200 are still missing.", ["missing"]),
        ("Police arrested 17 fans.", ["detained"]),
        ("Rebels captured three villages and a dozen soldiers.", [None, "detained"]),
        ("Seven aid workers were taken hostage.", ["detained"]),
        ("The floods displaced 2,000 people.", ["displaced"]),
        ("2,000 people fled their homes.", ["displaced"]),
        ("Two gunmen fled in a car.", [None]),
        ("About 600 troops were sent to the border.", ["deployed"]),
        ("They sent 600 letters.", [None]),
        ("The ministry deployed 600 soldiers.", ["deployed"]),
        ("Doctors counted 15 deaths and 40 injuries.", ["killed", "wounded"]),
        ("Twelve men killed a guard.", [None]),
        ("Some 600 were killed or wounded.", [None]),
        ("A mother of 12 was killed.", [None]),
        ("It scrambled four jets, and two men were killed.", [None, "killed"]),
        ("Eleven people drowned.", ["killed"]),
        ("It killed 12 in two strikes.", ["killed", None]),
    ],
)
def test_kinds(text: str, kinds: list[str | None]) -> None:
    assert [figure.kind for figure in read_figures(text)] == kinds


@pytest.mark.parametrize(
    "text",
    [
        "Article 51 of the charter applies.",
        "See Sections 12 and 13.",
        "It adopted Resolution 1822 on 12 May 2021.",
        "He arrived on June 14 at 10:45, or 5 p.m. local time.",
        "Signed in 2019, it lapsed by 2024.",
        "The 33-year-old left.",
        "Anna Torvald, 41, won.",
        "They were aged 19, 22 and 24.",
        "Nobody under 18 may enter.",
        "The F-16 and the T-72 were shown with the A320.",
        "A Boeing 737 crashed.",
        "It was the third attack, the 19th this year, in the 1990s style.",
        "Call 0800 555 0199 now.",
        "The shop at 12 Harbour Street burned.",
        "Varn City won 3-1.",
        "No one was hurt, and one day one of the best will return.",
        "Two-state talks took a one-way street.",
        "It happened two years ago and again three days later.",
        "Several people and a few others came, both smiling.",
        "He lost 6-4, 3-6, 7-5.",
        "Voters under 29 liked chapter three of season four [538].",
        "See https://example.org/2024/12/a-12 or write to a12@example.org.",
        "",
    ],
)
def test_no_figures(text: str) -> None:
    assert read_figures(text) == ()


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("It rose from 12 percent to 19 percent.", ["12 percent", "19 percent"]),
        ("It fell 3% to 14%.", ["3%", "14%"]),
        ("Entry costs from 12 to 19 euros.", ["from 12 to 19 euros"]),
        ("It won by 52 votes to 48.", ["52 votes", "48"]),
    ],
)
def test_ranges_and_changes(text: str, phrases: list[str]) -> None:
    found = [words(text, figure) for figure in read_figures(text)]
    assert found == [phrase.removesuffix(" votes") for phrase in phrases]


def test_left_out_spans_hold_no_figure() -> None:
    text = "For three days 12 ships lay idle."
    assert [f.counts for f in read_figures(text, leave_out=[(4, 14)])] == ["ships"]
    assert read_figures(text, leave_out=[(0, len(text))]) == ()


def test_tags_end_the_counted_noun() -> None:
    text = "Some 40 percent of the electorate backs the plan."
    tags = dict.fromkeys((text.index("electorate"),), "NOUN") | {text.index("backs"): "VERB"}
    assert read_figures(text, upos=tags.get)[0].counts == "electorate"


def test_tags_leave_a_bare_fate_uncounted() -> None:
    assert read_figures("Doctors treated 30 wounded.", upos=lambda _: "NOUN")[0].counts is None


@pytest.mark.parametrize(
    "piece",
    [
        "12 ",
        "9",
        "one ",
        "hundred thousand ",
        "12 to ",
        "killed a ",
        "1.2.",
        "twenty-",
        " ",
        "12 people and ",
    ],
)
def test_hostile_text_is_read_in_linear_time(piece: str) -> None:
    begun = time.process_time()
    read_figures(piece * 2000)
    assert time.process_time() - begun < 2


_PIECES = st.sampled_from(
    [
        "12",
        "3,400",
        "a",
        "an",
        "one",
        "two",
        "dozen",
        "hundreds",
        "of",
        "thousands",
        "half",
        "third",
        "and",
        "or",
        "to",
        "-",
        "–",
        "$",
        "%",
        "bn",
        "km",
        "people",
        "killed",
        "were",
        "the",
        "at",
        "least",
        "between",
        ",",
        ".",
        "\n",
        "2024",
        "in",
        "F-16",
        "1.5",
        "½",
        "'s",
        "(",
        ")",
        "00",
        "٣",
        "²",
        "€",
    ]
)


@given(
    st.one_of(
        st.text(max_size=60),
        st.lists(_PIECES, max_size=14).map(" ".join),
        st.lists(_PIECES, max_size=8).map("".join),
    )
)
def test_spans_lie_in_the_text_in_order_and_apart(text: str) -> None:
    figures = read_figures(text)
    ends = [0]
    for figure in figures:
        assert ends[-1] <= figure.start < figure.end <= len(text)
        ends.append(figure.end)
        assert figure.low is not None or figure.high is not None
        if figure.low is not None and figure.high is not None:
            assert figure.low <= figure.high
        assert figure.counts is None or figure.counts in text
    assert figures == read_figures(text)


def test_gold_is_sound_and_read() -> None:
    assert len(load()) >= 200
    assert abs(len(load("train")) - len(load("dev"))) <= 1
    assert measure("train")["figures exact F1"] > 97
    assert measure("dev")["figures exact F1"] > 90
