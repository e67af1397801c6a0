"""Who says what, on a spaCy Doc, where spaCy is installed."""

from __future__ import annotations

import warnings
from typing import Any

import pytest

from hearsay import engine
from hearsay.schema import Article, Attribution, Reading

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    spacy: Any = pytest.importorskip("spacy", reason="skipped: spaCy is not installed")

TEXT = "🚢 Ana Ruiz said the ferry sank, and the harbour closed."


def read(article: Article) -> Reading:
    """The one attribution of TEXT; its content stands apart."""
    at = article.text.index
    found = Attribution(
        "a0", ((at("Ana"), at(" said")),), ((at("said"), at(" the ferry")),),
        ((at("the ferry"), at(", and")), (at("harbour") + 3, at("."))), None, "statement", "person", "affirms", "Ana Ruiz",
    )  # fmt: skip
    return Reading(article.id, article.published, (), (), (), (found,), (), ())


@pytest.fixture
def nlp(monkeypatch: pytest.MonkeyPatch) -> Any:
    import hearsay.views.spacy_component  # noqa: F401 - it makes the component known

    monkeypatch.setattr(engine, "load_reader", lambda: read)
    made = spacy.blank("en")
    made.add_pipe("hearsay", config={"published": "2031-03-03"})
    return made


def test_attributions_are_spans_of_the_doc(nlp: Any) -> None:
    doc = nlp(TEXT)
    [found] = doc._.attributions
    assert [span.text for span in found.source] == ["Ana Ruiz"]
    assert [span.text for span in found.cue] == ["said"]
    assert [span.text for span in found.content] == ["the ferry sank", "harbour closed"]
    assert found.speaker == "Ana Ruiz"
    assert doc._.reading.published == "2031-03-03"
    assert [span.text for span in doc.spans["hearsay_content"]] == ["the ferry sank", "harbour closed"]


def test_a_doc_may_have_a_date_of_its_own(nlp: Any) -> None:
    doc = nlp.make_doc(TEXT)
    doc._.published = "2031-03-04"
    assert nlp(doc)._.reading.published == "2031-03-04"
    doc._.published = "soon"
    with pytest.raises(ValueError, match="'soon'"):
        nlp(doc)


def test_a_blank_doc_has_no_reading(nlp: Any) -> None:
    doc = nlp("  \n")
    assert (doc._.reading, doc._.attributions) == (None, [])
    assert not doc.spans["hearsay_source"]
