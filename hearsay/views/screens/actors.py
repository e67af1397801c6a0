"""Actors: the people, organisations and places of the record, under all their names."""

from __future__ import annotations

from collections.abc import Sequence

from hearsay.record.results import Actor
from hearsay.views.phrases import names
from hearsay.views.plain import count, plain
from hearsay.views.screens.screen import BOLD, DIM, Screen

_TYPES = {
    "PER": "person",
    "ORG": "organisation",
    "LOC": "place",
    "MISC": "other",
    "PRON": "pronoun",
    "NOM": "description",
}


def draw_actors(screen: Screen, actors: Sequence[Actor], *, why: bool = False) -> None:
    """Draw each actor with its other names, titles and how often it speaks."""
    for actor in actors:
        body: list[tuple[str, str] | str] = [(plain(actor.name), BOLD)]
        others = [name for name in actor.names if name != actor.name]
        if others:
            body.append((f", also {names(others, 5)}", ""))
        if actor.titles:
            body.append((f"\n{names(actor.titles)}", ""))
        told = [count(len(actor.articles), "article"), f"source of {count(actor.origin_of, 'statement')}"]
        body.append((f"\n{' · '.join(told)} · {plain(actor.id)}", DIM))
        if why:
            body += [(f"\n{plain(reason.rule)}: {plain(reason.seen)}", DIM) for reason in actor.reasons]
        screen.row((_TYPES[actor.type], DIM, 12), body=body)
