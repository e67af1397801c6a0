"""A reader that needs no weights: it knows "X said Y.", "According to X, Y." and "It is said that Y."."""

from __future__ import annotations

import hashlib
import os
import re
import signal
from collections.abc import Callable
from pathlib import Path
from time import sleep, time

from hearsay.schema import (
    Article,
    Entity,
    EventTime,
    Hop,
    Mention,
    MentionType,
    Reading,
    SourceKind,
    Statement,
    Timex,
)

_SENTENCE = re.compile(r"[^.\n]+\.")
_SAID = re.compile(r"(?P<who>[^,.]+?) said (?P<what>[^.]+)\.")
_ACCORDING = re.compile(r"According to (?P<agency>[^,]+), ")
_UNSTATED = re.compile(r"(?P<cue>It is said) that (?P<what>[^.]+)\.")
_LIMIT = 127
_TYPES: dict[SourceKind, MentionType] = {"person": "PER", "organisation": "ORG"}
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def load() -> Callable[[Article], Reading]:
    return read


def load_counting(log: str, pause: float = 0) -> Callable[[Article], Reading]:
    """A reader that takes ``pause`` seconds longer, and first writes the article's key and the time to ``log``."""

    def counting(article: Article) -> Reading:
        with Path(log).open("a") as file:
            file.write(f"{article.key} {time()}\n")
        sleep(pause)
        return read(article)

    return counting


def read(article: Article) -> Reading:
    """Words in capitals make it fail: CRASH raises, DIE ends the process, HANG never ends, INTERRUPT is Ctrl-C."""
    text = article.text
    if "CRASH" in text:
        raise RuntimeError("cannot read\nthis")
    if "DIE" in text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "HANG" in text:
        sleep(3600)
    if "INTERRUPT" in text:
        raise KeyboardInterrupt
    statements = []
    spans = [found.span() for found in _SENTENCE.finditer(text)]
    for n, (start, end) in enumerate(spans):
        while text[start].isspace():
            start += 1
        chain = [Hop(article.outlet or "this article", "outlet")]
        if found := _ACCORDING.match(text, start, end):
            chain.append(Hop(found["agency"], "organisation", *found.span("agency")))
            start = found.end()
        what = (start, end - 1)
        stance = "affirms"
        if found := _UNSTATED.match(text, start, end):
            chain.append(Hop("unstated", "unstated", *found.span("cue")))
            what, stance = found.span("what"), "hedges"
        elif found := _SAID.match(text, start, end):
            kind: SourceKind = (
                "person" if found["who"][0].isupper() and found["who"] != "A man" else "unnamed"
            )
            chain.append(Hop(found["who"], kind, *found.span("who")))
            what = found.span("what")
        day = _DAY.search(text, *what)
        time = EventTime(day[0], day[0], day[0], "day", *day.span()) if day else None
        vector = _vector(text[what[0] : what[1]])
        statements.append(Statement(f"s{n}", (what,), tuple(chain), stance, time=time, vector=vector))  # type: ignore[arg-type]
    hops = [hop for s in statements for hop in s.chain if hop.kind in _TYPES]
    times = tuple(Timex(*found.span(), "DATE", "") for found in re.finditer("yesterday", text))
    return Reading(
        id=article.id or article.key,
        published=article.published,
        published_by=article.published_by,
        sentences=tuple(spans),
        mentions=tuple(
            Mention(f"m{n}", hop.start, hop.end, _TYPES[hop.kind], hop.name)
            for n, hop in enumerate(hops)
            if hop.start is not None and hop.end is not None
        ),
        entities=tuple(Entity(name, _TYPES[kind]) for name, kind in sorted({(h.name, h.kind) for h in hops})),
        times=times,
        attributions=(),
        events=(),
        credits=(),
        statements=tuple(statements),
    )


def _vector(words: str) -> bytes:
    """Statements with words in common lie near each other, others do not."""
    total = [0] * 384
    for word in words.lower().split():
        digest = hashlib.shake_256(word.encode()).digest(384)
        total = [old + (1 if byte < 128 else -1) * 20 for old, byte in zip(total, digest, strict=True)]
    return bytes(max(-_LIMIT, min(_LIMIT, value)) % 256 for value in total)
