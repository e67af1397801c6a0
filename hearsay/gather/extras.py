"""Libraries that are not installed by default."""

from __future__ import annotations

import importlib.util

from hearsay.gather.problem import NotAnArticle


def need(module: str, extra: str, what: str) -> None:
    """Raise :class:`NotAnArticle` that says what to install, where ``module`` is not there."""
    if importlib.util.find_spec(module) is None:
        raise NotAnArticle(f"{what} are read with {module}: pip install 'hearsay[{extra}]'")
