"""Readings made up for measuring: articles about events, several to an event, some of them copies.

What grows with a record in life grows here too: days, people and places are new with new events, while some
names, verbs and outlets come again and again.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from hearsay.schema import Article, Entity, Event, EventTime, Figure, Hop, Mention, Reading, Role, Statement

#: Articles on one event, facts of one event, facts told by one article.
ARTICLES, FACTS, TOLD = 5, 8, 6
OUTLETS = 300
#: Events a day.
EVENTS = 10
#: So many articles on one event are copies of its first.
COPIED = 0.2
_PARTS = ("ba", "do", "fe", "gu", "hi", "ka", "lo", "mi", "nu", "pe", "ra", "so", "ti", "vu", "we", "za")
_FIRST = date(2030, 1, 1)
WIDTH = 384


def word(n: int) -> str:
    """An invented word, one to a number."""
    made = ""
    while n or not made:
        n, part = divmod(n, len(_PARTS))
        made += _PARTS[part]
    return made if len(made) > 2 else made + "n"


def name(n: int) -> str:
    """An invented full name, one to a number."""
    return f"{word(n % 311 + 300).capitalize()} {word(n + 5000).capitalize()}"


@lru_cache(maxsize=4096)
def _topic(seed: int) -> npt.NDArray[np.float32]:
    return np.random.default_rng(seed).standard_normal(WIDTH, dtype=np.float32)


def made_readings(count: int, seed: int = 7) -> Iterator[tuple[Article, Reading]]:
    """Yield ``count`` articles with their readings, the same for the same seed; a prefix of a longer run."""
    for n in range(count):
        yield _made(n, seed)


def _made(n: int, seed: int) -> tuple[Article, Reading]:
    event, turn = divmod(n, ARTICLES)
    rng = random.Random(f"{seed} {n}")
    day = _FIRST + timedelta(days=event // EVENTS + turn // 3)
    outlet = f"{word(rng.randrange(OUTLETS) + 700).capitalize()} Post"
    # Copies are told like the first article on the event, under their own outlet's name.
    wording = event * ARTICLES if rng.random() < COPIED else n
    said = random.Random(f"{seed} words {wording}")
    # Some people are in the news every day, most only once or twice.
    people = [name(int(50 * random.Random(f"{seed} {event}").random()))]
    people += [name(100 + event * 2), name(101 + event * 2)]
    place = word(40 + event % 4000).capitalize()
    pieces: list[str] = []
    statements, events, mentions = [], [], []
    at = 0
    for k in sorted(said.sample(range(FACTS), TOLD)):
        fact = random.Random(f"{seed} {event} {k}")
        lemma = word(300 + int(400 * fact.random() ** 2))
        who, other = people[fact.randrange(3)], people[fact.randrange(3)]
        things = [word(1000 + int(6000 * fact.random() ** 2)) for _ in range(4)]
        shown = [*things, *(word(1000 + int(6000 * said.random() ** 2)) for _ in range(6))]
        said.shuffle(shown)
        number = fact.randrange(2, 90) + (said.random() < 0.1)
        content = f"{who} {lemma}ed {number} {' '.join(shown)} of {other} in {place}"
        before = f"{people[k % 3]} said that "
        start = at + len(before)
        sentence = f"{before}{content}. "
        pieces.append(sentence)
        speaker = (at, at + len(people[k % 3]))
        verb = start + len(who) + 1
        when = day - timedelta(days=turn // 3)
        told = EventTime(when.isoformat(), when.isoformat(), precision="day")
        figure = (verb + len(lemma) + 3, verb + len(lemma) + 3 + len(str(number)))
        events.append(
            Event(f"e{k}", (verb, verb + len(lemma) + 2), (Role("ARG0", start, start + len(who)),), None,
                  lemma=lemma, time=told)
        )  # fmt: skip
        noise = np.random.default_rng(wording * FACTS + k + seed).standard_normal(WIDTH, dtype=np.float32)
        vector = _topic(event * 31 + 7) + 1.2 * _topic(event * 31 + 11 + k) + 0.7 * noise
        vector *= 127 / np.abs(vector).max()
        chain = (Hop(outlet, "outlet"), Hop(people[k % 3], "person", *speaker))
        statements.append(
            Statement(f"s{k}", ((start, start + len(content)),), chain if k % 4 else chain[:1], "affirms",
                      event=f"e{k}", time=told, figures=(Figure(*figure, number, number, counts=shown[0]),),
                      entities=tuple(sorted({who, other, place})), vector=vector.astype(np.int8).tobytes())
        )  # fmt: skip
        mentions.append(Mention(f"m{k}", *speaker, "PER", people[k % 3]))
        at += len(sentence)
    text = "".join(pieces)
    published = f"{day.isoformat()}T{6 + turn:02}:{n % 60:02}:00Z"
    article = Article(text, f"made-{n}", published, outlet=outlet)
    entities = (*(Entity(p, "PER") for p in dict.fromkeys(people)), Entity(place, "LOC"))
    return article, Reading(
        article.id, published, (), tuple(mentions), (), (), tuple(events), (), tuple(statements), entities
    )
