"""Records for the tests of the pages: the bundled pile as it is read without fault, and one of hostile text."""

from __future__ import annotations

from pathlib import Path

import record_readings

from hearsay.record import Record
from hearsay.record.pages import Pages
from hearsay.schema import (
    Article,
    Attribution,
    Credit,
    Entity,
    EventTime,
    Figure,
    Hop,
    Mention,
    Reading,
    Statement,
    Timex,
)

SCRIPT = "<script>document.title='run'</script>"
IMAGE = "\"><img src=x onerror=\"document.title='run'\">'"
LONG = "W" * 10_000
BIDI = "\u202egnihton\u202c \u2067abc\u2069"
CONTROLS = "a\x01b\x1b[31mc\x07d\x9be\u2028f"
RTL = "\u0642\u0627\u0644 \u0625\u0646 \u0627\u0644\u062c\u0633\u0631 \u0645\u063a\u0644\u0642"
HOSTILE = (
    SCRIPT,
    IMAGE,
    LONG,
    BIDI,
    CONTROLS,
    RTL,
    "</svg></title></textarea>{{ 7*7 }}",
)


def pile(path: Path) -> Path:
    """The record of the bundled pile."""
    with Record.open(path) as record:
        for article, reading in record_readings.ideal():
            record.add(article, reading)
        record.derive()
    Pages.prepare(path)
    return path


def hostile(path: Path) -> Path:
    """A record in which every text that comes from an article is meant to do harm."""
    with Record.open(path) as record:
        for n, bad in enumerate(HOSTILE):
            for m in range(2):
                record.add(*_article(f"{bad}", n, m))
        record.derive()
    Pages.prepare(path)
    return path


def _article(bad: str, n: int, m: int) -> tuple[Article, Reading]:
    words = f"bridge {n} is {bad} closed"
    text = f"{bad} said {words}.\n\njavascript:alert(1) {bad} yesterday 1{n + m} dead"
    source, start = (0, len(bad)), len(bad) + 6
    said = (start, start + len(words))
    figure_at = text.rindex(" dead") - 2
    figure = Figure(figure_at, figure_at + 2, float(10 + n + m), float(10 + n + m), counts=bad, kind="killed")
    time_at = text.index("yesterday")
    article = Article(
        text, f"{bad}-{m}", f"2031-03-{n + 1 + m:02d}", bad, f"{bad} {m}", f"javascript:alert({n})//{bad}",
        authors=(bad,),
    )  # fmt: skip
    time = EventTime(f"2031-03-{n + 1:02d}", None if m else f"2031-03-{n + 1:02d}")
    statement = Statement(
        "s0", (said,), (Hop(f"{bad} {m}", "outlet"), Hop(bad, "person", *source)), "affirms",
        attribution="a0", time=time, figures=(figure,), entities=(bad,), vector=record_readings.vector(words),
    )  # fmt: skip
    cue = (len(bad) + 1, len(bad) + 5)
    reading = Reading(
        article.id, article.published, ((0, len(text)),),
        (Mention("m0", *source, "PER", bad), Mention("m1", time_at, time_at + 9, "LOC", f"{bad} place")),
        (Timex(time_at, time_at + 9, "DATE", bad[:50]),),
        (Attribution("a0", (source,), (cue,), (said,), None, "statement", "person", "affirms", bad),),
        (), (Credit(0, 1, bad, bad, bad, f"javascript:alert('{n}')"),), (statement,),
        (Entity(bad, "PER", (bad,), bad), Entity(f"{bad} place", "LOC")), notes=(bad,),
    )  # fmt: skip
    return article, reading
