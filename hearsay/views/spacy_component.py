"""A spaCy component that puts on a Doc who says what in it. Needs ``hearsay[spacy]``; no spaCy model.

>>> import spacy
>>> nlp = spacy.blank("en")  # doctest: +SKIP
>>> nlp.add_pipe("hearsay")  # doctest: +SKIP
>>> doc = nlp("The ferry sank, Ana Ruiz said.")  # doctest: +SKIP
>>> [(a.source, a.cue, a.content) for a in doc._.attributions]  # doctest: +SKIP

``doc._.reading`` is the whole reading, ``doc._.attributions`` its attributions in spans of the Doc, and
``doc.spans`` has the groups "hearsay_source", "hearsay_cue" and "hearsay_content". Spans are widened to whole tokens.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from hearsay.schema import Article, Attribution, Reading, Spans

GROUPS = ("source", "cue", "content")


@dataclass(frozen=True)
class SpanAttribution:
    """One attribution: the spans of its parts, in order, and the attribution as it was read."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    attribution: Attribution

    @property
    def speaker(self) -> str | None:
        """Who the source resolves to ("He" to "Ana Ruiz"), where it does."""
        found = self.attribution.speaker
        return found if isinstance(found, str) else None


class Attributions:
    """The component. The encoder's weights are loaded by the first Doc."""

    def __init__(self, published: str | None = None, outlet: str | None = None) -> None:
        self.published = published
        self.outlet = outlet
        self._read: Callable[[Article], Reading] | None = None

    def __call__(self, doc: Doc) -> Doc:
        """Read a Doc's text. A Doc's own ``doc._.published`` (ISO date) and ``doc._.outlet`` come first.

        Raises ValueError for a publication date that is none; a blank Doc gets no reading.
        """
        if not doc.text.strip():
            return self._put(doc, None)
        import msgspec

        from hearsay.gather import from_text

        published = doc._.published or self.published
        article = from_text(doc.text, published=published, outlet=doc._.outlet or self.outlet)
        if article.text != doc.text:
            article = msgspec.structs.replace(article, text=doc.text)
        if self._read is None:
            from hearsay.engine import load_reader

            self._read = load_reader()
        return self._put(doc, self._read(article))

    def _put(self, doc: Doc, reading: Reading | None) -> Doc:
        doc._.reading = reading
        made = [
            SpanAttribution(
                _spans(doc, found.source), _spans(doc, found.cue), _spans(doc, found.content), found
            )
            for found in (reading.attributions if reading else ())
        ]
        doc._.attributions = made
        for name in GROUPS:
            doc.spans[f"hearsay_{name}"] = [span for found in made for span in getattr(found, name)]
        return doc


def _spans(doc: Doc, spans: Spans) -> tuple[Span, ...]:
    found: Iterable[Any] = (doc.char_span(start, end, alignment_mode="expand") for start, end in spans)
    return tuple(span for span in found if span is not None)


def _extend() -> None:
    for name in ("reading", "attributions", "published", "outlet"):
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=None)


def make(nlp: Language, name: str, published: str | None, outlet: str | None) -> Attributions:
    """Make the component; spaCy calls it."""
    _extend()
    return Attributions(published, outlet)


Language.factory(
    "hearsay",
    func=make,
    default_config={"published": None, "outlet": None},
    assigns=["doc._.reading", "doc._.attributions"],
)
