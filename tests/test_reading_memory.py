"""What a reading leaves behind."""

from __future__ import annotations

import gc
import weakref

import pytest

from hearsay.reading.encoder import Encoded, Encoder
from hearsay.reading.reader import Reader
from hearsay.reading.words import Words
from hearsay.schema import Article


def test_scores_of_an_article_are_gone_with_its_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    reader = Reader.load()
    made: list[weakref.ref[Encoded]] = []
    encode = Encoder.encode

    def noted(encoder: Encoder, words: Words) -> Encoded:
        encoded = encode(encoder, words)
        made.append(weakref.ref(encoded))
        return encoded

    monkeypatch.setattr(Encoder, "encode", noted)
    gc.disable()
    try:
        reader.read(Article("Ana Ruiz said that the boat had sunk on Monday.", published="2031-03-04"))
        assert [ref() for ref in made] == [None]
    finally:
        gc.enable()
