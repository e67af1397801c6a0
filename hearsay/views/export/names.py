"""IRIs for what a record holds. Made from content, so that two exports of one record agree."""

from __future__ import annotations

import hashlib
import re

_WEB = re.compile(r"https?://[^\s<>\"{}|\\^`]+\Z")


def address(url: str | None, key: str) -> str:
    """Where an article stands on the web, or, where nobody knows, its key as a URN."""
    return url if url and _WEB.match(url) else article_iri(key)


def article_iri(key: str) -> str:
    """The article with this key, whatever its address."""
    return f"urn:hearsay:article:{key}"


def statement_iri(name: str) -> str:
    """A statement."""
    return f"urn:hearsay:statement:{name}"


def claim_iri(name: str) -> str:
    """A claim."""
    return f"urn:hearsay:claim:{name}"


def agent_id(name: str, actor: str | None, kind: str) -> str:
    """A local name for somebody: the actor's id, or a hash of kind and name where it is no actor."""
    return actor or "n" + hashlib.sha256(f"{kind}\n{name}".encode("utf-8", "replace")).hexdigest()[:12]


def agent_iri(name: str, actor: str | None, kind: str) -> str:
    """Somebody in a chain."""
    return f"urn:hearsay:agent:{agent_id(name, actor, kind)}"
