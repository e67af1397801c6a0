"""Records to export: the bundled pile's, and one whose texts are up to no good."""

from __future__ import annotations

from pathlib import Path

from record_readings import Writer, ideal

from hearsay.record import Record
from hearsay.schema import Entity, EventTime, Figure

#: Each as a headline, a name and a statement of an article.
NASTY = (
    '=HYPERLINK("https://evil.example","click")',
    "+1+1",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)",
    "<script>alert(1)</script>",
    "a\x0bb\x01c",
    "]]> & \"quoted\" 'twice'; two, three",
    "\u202eright to left \U0001f6a2",
    "  =1",
    "\uff1d1+1",
)


def pile(path: Path) -> Record:
    """The record of the bundled pile, with the readings of a reader without fault."""
    record = Record.open(path)
    for article, reading in ideal():
        record.add(article, reading)
    record.derive()
    return record


def nasty(path: Path) -> Record:
    """A record of texts that formats could trip over."""
    record = Record.open(path)
    for n, words in enumerate(NASTY):
        name = f"Ana {words} Ruiz"
        text = f"{name} spoke. {words} eleven sailors drowned, somebody said. It rained, it is said."
        writer = Writer(
            text,
            outlet=words,
            published=None if n == 0 else f"2031-03-{n:02d}T10:00:00+02:00",
            id=f"nasty {words}",
            url="javascript:alert(1)" if n % 2 else f"https://coast.example/{n}?a=1&b=2",
            entities=[Entity(name, "PER"), Entity(words, "ORG")],
        )
        start = text.index("eleven")
        writer.say(
            f"{words} eleven sailors drowned", (name, "person"), lemma="drown",
            time=EventTime("2031-03-01", "2031-03-01", precision="day"),
            figures=[Figure(start, start + 6, 11, 11, counts="sailors", kind="killed")],
        )  # fmt: skip
        writer.say("It rained", ("", "unstated"), lemma="rain", stance="hedges")
        record.add(*writer.done())
    record.derive()
    return record
