"""What the user set for all articles of a run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from hearsay.gather.problem import Report, ignore


@dataclass(frozen=True, slots=True)
class Given:
    """Set from outside: ``published`` (an ISO date) and ``outlet`` win over what the articles say.

    ``fields`` names, for lines of JSON, the field that each of an article's is found in ("text": "body").
    """

    published: str | None = None
    outlet: str | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    report: Report = ignore
