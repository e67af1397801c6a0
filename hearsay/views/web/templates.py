"""Templates: every string that they show is made harmless and escaped."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from hearsay.views import phrases
from hearsay.views.plain import count, plain, shorten
from hearsay.views.web import addresses
from hearsay.views.web.kinds import HOWS, KINDS, SIGNS, TYPES
from hearsay.views.web.text import visible

_NUMBERS = [
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
]


def number_word(number: int) -> str:
    """Return a small number as a word: "four", "1,204"."""
    return _NUMBERS[number] if 0 < number < len(_NUMBERS) else f"{number:,}"


def _harmless(value: Any) -> Any:
    # Markup was escaped where it was made; everything else that is text may come from an article.
    return plain(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def page_address(path: str, values: Mapping[str, str], page: int) -> str:
    """Return the address of another page of the list that is shown."""
    return addresses.query(path, **{**values, "page": str(page)})


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("hearsay.views.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_harmless,
        auto_reload=False,
    )
    environment.filters.update(
        when=phrases.day_words,
        short=lambda text, limit=220: shorten(plain(text), limit),
        word=number_word,
        number=lambda value: f"{value:,}",
        share=lambda value: f"{value:.0%}",
        told=plain,
        lines=lambda text: escape(visible(text)),
    )
    environment.globals.update(
        at=addresses,
        address=page_address,
        count=count,
        interval=phrases.interval_words,
        kinds=KINDS,
        signs=SIGNS,
        flag_words=phrases.FLAGS,
        types=TYPES,
        hows=HOWS,
        no_origins=phrases.NO_ORIGINS,
        modalities=phrases.MODALITIES,
        dispute_words=phrases.dispute_words,
        source_words=phrases.source_words,
    )
    return environment


def render(template: str, context: Mapping[str, Any]) -> str:
    """Return a template filled in."""
    return _environment().get_template(template).render(context)
