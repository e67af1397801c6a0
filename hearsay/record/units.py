"""Units: whom and what one article names, as actors are made of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from hearsay.record.facts import Document
from hearsay.record.names import entity_key, initials, is_initialism, is_proper, name_key, spelling_key
from hearsay.record.words import content_stems
from hearsay.schema import Entity, MentionType

#: The entity name under which an article's own outlet is kept.
OUTLET = ""


@dataclass(slots=True)
class Unit:
    """One entity of one article. ``person`` tells people from all else: other types are too often
    confused.
    """

    article: str
    name: str
    type: MentionType
    person: bool
    key: str
    titles: tuple[str, ...]
    stems: frozenset[str]
    described: frozenset[str]
    context: frozenset[str]
    aliases: tuple[str, ...]
    mentions: int
    day: int | None

    @property
    def short(self) -> bool:
        """Whether it is a person's surname, or first name, alone."""
        return self.person and " " not in self.key

    @property
    def group(self) -> str:
        """The key under which units meet."""
        return ("person " + spelling_key(self.key)) if self.person else ("thing " + self.key)


def units(doc: Document) -> list[Unit]:
    """The entities of one article that have a name, and its outlet."""
    count = Counter(mention.entity for mention in doc.reading.mentions)
    made = []
    for entity in doc.reading.entities:
        key = entity_key(entity.name, entity.type)
        if key and entity.type not in ("PRON", "NOM") and is_proper(entity.name):
            made.append(_unit(doc, entity, key, max(1, count[entity.name])))
    if doc.outlet:
        key = name_key(doc.outlet)
        made.append(
            Unit(
                doc.key,
                OUTLET,
                "ORG",
                False,
                key,
                (),
                frozenset(),
                frozenset(),
                frozenset(),
                (doc.outlet,),
                0,
                doc.first,
            )
        )
    return made


def _unit(doc: Document, entity: Entity, key: str, mentions: int) -> Unit:
    titles = doc.titles.get(entity.name, ())
    stems = frozenset().union(*(content_stems(title) for title in titles)) if titles else frozenset()
    return Unit(
        article=doc.key,
        name=entity.name,
        type=entity.type,
        person=entity.type == "PER",
        key=key,
        titles=titles,
        stems=stems,
        described=stems | doc.described.get(entity.name, frozenset()),
        # The context tells people apart, and nobody else.
        context=doc.names - {key} if entity.type == "PER" else frozenset(),
        aliases=tuple(alias for alias in entity.aliases if is_proper(alias)),
        mentions=mentions,
        day=doc.first,
    )


def alias_keys(unit: Unit) -> set[str]:
    """The groups of the other names that an article gives to something: long ones, and initialisms of it."""
    if unit.person:
        return set()
    keys = {name_key(alias): alias for alias in reversed(unit.aliases)}
    return {
        "thing " + key
        for key, alias in keys.items()
        if key != unit.key and (" " in key or (is_initialism(alias) and initials(unit.name) == key))
    }
