"""Actors who note what was asked about them: what a claim leans on beside its own articles."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hearsay.record.actors import Actors, lookups
from hearsay.record.store import Store
from hearsay.record.workings import units


class Noted(dict[Any, Any]):
    """A dictionary that notes the keys that were asked for, and loads what it does not have."""

    def __init__(self, held: dict[Any, Any], load: Callable[[Any], Any] | None = None) -> None:
        super().__init__(held)
        self.noted: set[Any] = set()
        self._load = load

    def _ask(self, key: Any) -> None:
        self.noted.add(key)
        if self._load is not None and not super().__contains__(key):
            self[key] = self._load(key)

    def get(self, key: Any, default: Any = None) -> Any:
        """What is held under a key."""
        self._ask(key)
        return super().get(key, default)

    def __getitem__(self, key: Any) -> Any:
        self._ask(key)
        return super().__getitem__(key)


class Noting(Actors):
    """Actors whose names, and who alone goes by a name, are noted as they are asked for."""

    names: Noted
    by_key: Noted

    def forget(self) -> None:
        """Begin anew."""
        self.names.noted.clear()
        self.by_key.noted.clear()

    def noted(self) -> set[str]:
        """What was asked for: ``a`` and an actor for its name, ``k`` and a name for who goes by it."""
        return {f"a{actor}" for actor in self.names.noted} | {f"k{key}" for key in self.by_key.noted}


def noting(actors: Actors) -> Noting:
    """Actors that are held in memory."""
    return Noting(actors.found, actors.of, Noted(actors.names), Noted(actors.by_key), actors.titled)


class _OfArticles(dict[Any, Any]):
    """A dictionary of what its articles say; an article is loaded when it is first asked for."""

    def __init__(self, load: Callable[[str], None]) -> None:
        super().__init__()
        self._load = load

    def get(self, key: Any, default: Any = None) -> Any:
        """What is held under an article, or under an article and a name in it."""
        self._load(key if isinstance(key, str) else key[0])
        return super().get(key, default)


def stored(store: Store) -> Noting:
    """Actors as they are written in a record, read as they are asked for."""
    loaded: set[str] = set()

    def load(article: str) -> None:
        if article not in loaded:
            loaded.add(article)
            names, titles = article_names(store, article)
            of.update(names)
            titled.update(titles)

    def name(actor: str) -> str | None:
        found = store.rows("SELECT name FROM actors WHERE id = ?", (actor,))
        return str(found[0][0]) if found else None

    of, titled = _OfArticles(load), _OfArticles(load)
    return Noting([], of, Noted({}, name), Noted({}, lambda key: only_actor(store, key)), titled)


def article_names(
    store: Store, article: str
) -> tuple[dict[tuple[str, str], str], dict[str, list[tuple[frozenset[str], str]]]]:
    """What names stand for in an article, and the titles of people there."""
    actor = dict(store.rows("SELECT entity, actor FROM actor_names WHERE article = ?", (article,)))
    return lookups((unit, actor[unit.name]) for unit in units(store, "article = ?", (article,)))


def only_actor(store: Store, key: str) -> str | None:
    """The only actor who goes by a key, if it is one."""
    found = store.rows("SELECT actor FROM actor_keys WHERE key = ? LIMIT 2", (key,))
    return str(found[0][0]) if len(found) == 1 else None
