"""What is drawn: within its width, harmless whatever the text, in colour only on a terminal."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from hearsay.record.results import (
    Actor,
    Claim,
    ClaimOrigin,
    ClaimStatement,
    Copy,
    Disagreement,
    Dispute,
    Interval,
    Link,
    Node,
    Passage,
    Reason,
    SourceRow,
    StatementRow,
    TimelineEntry,
    Trace,
    Value,
)
from hearsay.schema import Article, Credit, Hop, Reading, Statement, Timex
from hearsay.views.label import label
from hearsay.views.phrases import chain_words, interval_words, names
from hearsay.views.plain import count, plain, plain_json, shorten
from hearsay.views.progress import Bar
from hearsay.views.screens.actors import draw_actors
from hearsay.views.screens.card import draw_article, draw_card
from hearsay.views.screens.claims import draw_claims
from hearsay.views.screens.copies import draw_copies
from hearsay.views.screens.disagreements import draw_disagreements
from hearsay.views.screens.screen import Screen
from hearsay.views.screens.sources import draw_sources
from hearsay.views.screens.statements import draw_statements
from hearsay.views.screens.timeline import draw_timeline
from hearsay.views.screens.trace import draw_trace

TEXT = st.text(max_size=120) | st.sampled_from(
    [
        "\x1b[31mred\x1b[0m",
        "a" * 300,
        "\u202eevil",
        "\x9b2J",
        "汉字" * 40,
        "[bold]x[/bold]",
        ":smile:",
        "a\nb\tc",
        "",
        " ",
    ]
)
HARMFUL = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)


def everything(text: str) -> list[Callable[[Screen], None]]:
    """All that can be drawn, with ``text`` wherever text can stand."""
    hops = [Link(text, None, kind, 0, 1) for kind in ("outlet", "organisation", "unnamed", "unstated")]
    value = Value(text, None, None, (text, ""), (text,))
    reason = Reason(text, text, 0.5)
    interval = Interval("2031-06-28", "2031-07-02")
    origins = tuple(
        ClaimOrigin(text, None, kind, (text,)) for kind in ("person", "outlet", "unnamed", "footage")
    )
    statement = ClaimStatement(text, 0, 1, None, "denies", tuple(hops), text)
    claim = Claim(text, text, interval, (statement,) * 3, origins, 4, (Disagreement(text, (value, value)),))
    dispute = Dispute(text, text, "figure", text, "conflict", (value, value), ("2031-06-28", None), (reason,))
    row = StatementRow(
        id=text,
        claim=text,
        article=text,
        outlet=text,
        headline=text,
        published=text,
        text=text,
        start=0,
        end=1,
        spans=((0, 1),),
        predicate=None,
        stance="hedges",
        kind="statement",
        modality="obliged",
        time=interval,
        precision=None,
        chain=tuple(hops),
        origin=hops[-1],
        root=None,
        copy_of=text,
        entities=(),
    )
    entry = TimelineEntry(
        claim=text,
        text=text,
        time=interval,
        precision=None,
        modality="future",
        stance="denies",
        origins=origins,
        unstated=1,
        articles=(text,),
        outlets=(text,),
        dates=(value,),
    )
    node = Node(
        "article", text, "cites", outlet=text, published=text, words=text, stance="denies", reasons=(reason,)
    )
    for kind in ("copies", "hop", "article", "origin") * 6:
        below = (node, node) if kind == "copies" else (node,)
        node = Node(
            kind,
            text,
            "says",
            source_kind="unnamed",
            words=text,
            children=below,
        )
        if sum(1 for _ in flatten(node)) > 80:
            break
    article = Article(text or "x", headline=text, outlet=text, published_others=(("url", text),))
    hands = (Hop(text, "outlet"), Hop(text + "b", "organisation", 0, 1), Hop(text + "c", "unstated", 0, 1))
    reading = Reading(
        id="",
        published=None,
        sentences=(),
        mentions=(),
        times=(Timex(0, 1, "DATE", ""),),
        attributions=(),
        events=(),
        credits=(Credit(0, 1, text, text, text, text),),
        notes=(text,),
        statements=(Statement("s", ((0, 1),), hands, "affirms"),),
    )
    return [
        lambda s: draw_statements(s, [row]),
        lambda s: draw_timeline(s, [entry]),
        lambda s: draw_sources(s, [SourceRow(text, None, "unstated", 12345, 1, 1, (text,), (text,))]),
        lambda s: draw_claims(s, [claim]),
        lambda s: draw_trace(s, Trace(claim, (node,), (dispute,), (reason,)), why=True),
        lambda s: draw_trace(s, Trace(claim, (node,), (dispute,), (reason,))),
        lambda s: draw_disagreements(s, [dispute, dispute]),
        lambda s: draw_copies(
            s,
            [Copy(text, text, text, None, "unknown", 0.5, (Passage(0, 1, 0, 1, 9, 1.0),), (reason,))],
            why=True,
        ),
        lambda s: draw_actors(
            s, [Actor(text, text, "PER", (text, "b"), (text,), (text,), 1, 1, 1, (reason,))], why=True
        ),
        lambda s: draw_card(s, label(article, reading)),
        lambda s: draw_article(s, article, reading),
    ]


def flatten(node: Node) -> Any:
    yield node
    for child in node.children:
        yield from flatten(child)


@settings(max_examples=25, deadline=None)
@given(text=TEXT, width=st.sampled_from([80, 80, 44, 110]))
def test_no_line_is_longer_than_the_screen_and_nothing_harmful_gets_through(text: str, width: int) -> None:
    for draw in everything(text):
        file = io.StringIO()
        draw(Screen(file, width))
        drawn = file.getvalue()
        assert not HARMFUL.search(drawn)
        assert max(map(cell_len, drawn.split("\n"))) <= width
        assert not re.search(r" $", drawn, re.MULTILINE)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_colour_is_for_terminals_that_want_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")

    def drawn(file: io.StringIO) -> str:
        Screen(file, 80).line(("told", "red"))
        return file.getvalue()

    assert drawn(io.StringIO()) == "told\n"
    assert "\x1b[31m" in drawn(Terminal())
    monkeypatch.setenv("NO_COLOR", "1")
    assert not re.search(r"\x1b\[[34]\d", drawn(Terminal()))


def test_meaning_never_hangs_on_colour_alone() -> None:
    assert (
        chain_words([Hop("Coast Daily", "outlet"), Hop("a sailor", "unnamed")])
        == "Coast Daily < a sailor (unnamed)"
    )
    assert chain_words([Hop("Coast Daily", "outlet"), Hop("it is said", "unstated")]).endswith(
        "< 'it is said': nobody is named"
    )
    assert chain_words([Hop("unstated", "unstated")]) == "nobody is named"


# Words


@given(st.text())
def test_plain_text_is_on_one_line_harmless_and_stays_so(text: str) -> None:
    made = plain(text)
    assert not HARMFUL.search(made)
    assert "\n" not in made
    assert plain(made) == made
    letters = [c for c in unicodedata.normalize("NFC", text) if c.isalnum() and c.isascii()]
    if not re.search(r"[\x1b\x80-\x9f]", text):
        assert [c for c in unicodedata.normalize("NFC", made) if c.isalnum() and c.isascii()] == letters


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b[31mred\x1b[0m b", "a\ufffdred\ufffd b"),
        ("\x1b]8;;http://x.example\x07link\x1b]8;;\x07", "\ufffdlink\ufffd"),
        ("\x1b]0;the rest stays", "\ufffd0;the rest stays"),
        ("\x9b31mred", "\ufffdred"),
        ("safe\u202etxt.exe", "safetxt.exe"),
        ("a\r\nb\u2028c\u00a0 d", "a b c d"),
        ("bell\x07 null\x00", "bell\ufffd null\ufffd"),
        ("soft\u00adhyphen zero\u200bwidth \ufeffmark", "softhyphen zerowidth mark"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("half \ud83d pair", "half \ufffd pair"),
        ("naïve “quotes” – café", "naïve “quotes” – café"),
    ],
)
def test_plain_text_by_example(text: str, shown: str) -> None:
    assert plain(text) == shown


def test_json_for_a_terminal_says_the_same() -> None:
    text = '"\x7f\x9b\u202e\u2066\u200f é 汉"'
    made = plain_json(text.encode())
    assert not HARMFUL.search(made.decode())
    assert __import__("json").loads(made) == text[1:-1]


@given(st.text(max_size=80), st.integers(2, 60))
def test_what_is_shortened_fits(text: str, limit: int) -> None:
    made = shorten(text, limit)
    assert len(made) <= limit
    assert made == text or made.endswith("…")


@pytest.mark.parametrize(
    ("earliest", "latest", "words"),
    [
        ("2031-06-28", "2031-06-28", "2031-06-28"),
        ("2031-06-28", "2031-06-29", "2031-06-28/29"),
        ("2031-06-28", "2031-07-02", "2031-06-28 to 2031-07-02"),
        ("2031-06-01", "2031-06-30", "2031-06"),
        ("2032-02-01", "2032-02-29", "2032-02"),
        ("2032-02-01", "2032-02-28", "2032-02-01/28"),
        ("2031-01-01", "2031-03-31", "2031-01 to 2031-03"),
        ("2031-01-01", "2031-12-31", "2031"),
        ("2030-01-01", "2039-12-31", "2030 to 2039"),
        ("2030-12-01", None, "since 2030-12-01"),
        (None, "2030-12-01", "until 2030-12-01"),
        (None, None, ""),
    ],
)
def test_intervals_in_words(earliest: str | None, latest: str | None, words: str) -> None:
    assert interval_words(earliest, latest) == words


def test_names_and_counts() -> None:
    assert names(["A", "B", "C", "D", "E"]) == "A, B, C and 2 more"
    assert names(["A", "B"]) == "A, B"
    assert (count(1, "article"), count(5204, "statement")) == ("1 article", "5,204 statements")


# The bar


def test_the_bar_shows_on_a_terminal_alone_and_not_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    from hearsay.views import progress

    def count_to_three(stream: io.StringIO) -> str:
        monkeypatch.setattr(sys, "stderr", stream)
        with Bar("Reading", "articles", 2) as bar:
            if bar._timer:
                bar._timer.join(5) if progress.PATIENCE < 1 else None
            for _ in range(3):
                bar.step()
            bar.say("a line")
        return stream.getvalue()

    assert count_to_three(Terminal()) == "a line\n"
    monkeypatch.setattr(progress, "PATIENCE", 0.0)
    assert count_to_three(io.StringIO()) == "a line\n"
    monkeypatch.setenv("TERM", "xterm-256color")
    shown = count_to_three(Terminal())
    assert "Reading" in shown
    assert "a line" in shown
