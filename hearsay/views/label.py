"""The sourcing label of one article: on whose word its statements stand. What ``hearsay check`` shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import msgspec

from hearsay.schema import Article, Credit, DateRule, FlagKind, Hop, Reading, SourceKind, Statement, Timex


class Leaning(msgspec.Struct, frozen=True):
    """Somebody the article leans on, and through how many of its statements."""

    name: str
    kind: SourceKind
    statements: int


class Taken(msgspec.Struct, frozen=True):
    """An article from which words were taken over, and the share of this one's words that they are, 0 to 1."""

    outlet: str | None
    article: str
    share: float


class Asked(msgspec.Struct, frozen=True):
    """Something to ask about the sourcing, with the words of the source that raises it."""

    kind: FlagKind
    source: str


class Label(msgspec.Struct, frozen=True):
    """How one article is sourced. ``named`` + ``unnamed`` + ``unstated`` + ``own_voice`` = ``statements``.

    ``second_hand``: somebody told the outlet. ``third_hand``: somebody told another, whom the outlet cites;
    ``further``: with still more between them. ``longest_chain`` is one of those with most hands, the outlet
    first. ``undated`` are time expressions as they stand in the text, ``notes`` what the reader should know.
    ``flags`` is what a standards desk would ask.
    ``taken_over`` only a record can tell: from which articles in it this one took words, most first.
    """

    id: str
    headline: str | None
    outlet: str | None
    published: str | None
    published_by: DateRule | None
    published_others: tuple[tuple[str, str], ...]
    statements: int
    named: int
    unnamed: int
    unstated: int
    own_voice: int
    second_hand: int
    third_hand: int
    further: int
    longest_chain: tuple[Hop, ...]
    leans_on: tuple[Leaning, ...]
    credits: tuple[Credit, ...]
    undated: tuple[str, ...]
    notes: tuple[str, ...]
    flags: tuple[Asked, ...] = ()
    taken_over: tuple[Taken, ...] = ()


def label(article: Article, reading: Reading, taken_over: Iterable[Taken] = ()) -> Label:
    """Return the sourcing label of an article, from its reading and what a record knows of its copies."""
    how = Counter(_sourcing(statement.chain) for statement in reading.statements)
    hands = Counter(_hands(statement.chain) for statement in reading.statements)
    longest = max(
        (s.chain for s in reading.statements), key=lambda chain: (_hands(chain), len(chain)), default=()
    )
    return Label(
        id=article.id,
        headline=article.headline,
        outlet=article.outlet,
        published=reading.published,
        published_by=reading.published_by or article.published_by,
        published_others=article.published_others,
        statements=len(reading.statements),
        named=how["named"],
        unnamed=how["unnamed"],
        unstated=how["unstated"],
        own_voice=how["own voice"],
        second_hand=hands[2],
        third_hand=hands[3],
        further=sum(number for hand, number in hands.items() if hand > 3),
        longest_chain=longest if _hands(longest) > 2 else (),
        leans_on=_leans_on(reading.statements),
        credits=reading.credits,
        undated=tuple(dict.fromkeys(article.text[t.start : t.end] for t in reading.times if _is_undated(t))),
        notes=reading.notes,
        flags=tuple(Asked(flag.kind, article.text[flag.start : flag.end]) for flag in reading.flags),
        taken_over=tuple(sorted(taken_over, key=lambda taken: (-taken.share, taken.article))),
    )


def _sourcing(chain: tuple[Hop, ...]) -> str:
    last = chain[-1]
    if last.kind in ("unnamed", "unstated"):
        return last.kind
    own = last.kind == "outlet" and (len(chain) == 1 or last.name == chain[0].name)
    return "own voice" if own else "named"


def _hands(chain: tuple[Hop, ...]) -> int:
    """Through how many hands a statement came; nobody is none, and the outlet is one however often named."""
    return len({hop.name for hop in chain if hop.kind != "unstated"} if chain else ())


def _leans_on(statements: tuple[Statement, ...]) -> tuple[Leaning, ...]:
    found: Counter[tuple[str, SourceKind]] = Counter()
    for statement in statements:
        outlet = statement.chain[0].name
        found.update(
            {
                (hop.name, hop.kind)
                for hop in statement.chain[1:]
                if hop.kind not in ("unstated", "unnamed") and hop.name != outlet
            }
        )
    ordered = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Leaning(name, kind, number) for (name, kind), number in ordered)


def _is_undated(time: Timex) -> bool:
    """Whether a time that should have a place in the calendar has none."""
    if time.type not in ("DATE", "TIME") or time.earliest or time.latest:
        return False
    # Without a value, or with its year left open: "XXXX-06".
    return time.value == "" or time.value.startswith("XX")
