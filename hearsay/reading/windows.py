"""Words cut into windows of word pieces, as the encoder takes them."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hearsay.reading.words import Words

#: Most word pieces of a window, [CLS] and [SEP] not counted.
WINDOW = 254
#: A word of more pieces than this is cut short: it is no word of a language.
LONGEST_WORD = 32

#: Letter shapes: the encoder's vocabulary is uncased, so each piece is given its word's casing.
SHAPES = (
    "special",
    "lower",
    "title",
    "upper",
    "mixed",
    "digits",
    "digits+letters",
    "mark",
    "other",
    "one capital",
)
_SHAPE = {name: number for number, name in enumerate(SHAPES)}


def shape_of(word: str) -> int:
    """Return the index in :data:`SHAPES` of the word's casing pattern."""
    if word.isalpha():
        if word.islower():
            return _SHAPE["lower"]
        if len(word) == 1 and word.isupper():
            return _SHAPE["one capital"]
        if word.isupper():
            return _SHAPE["upper"]
        if word[0].isupper() and word[1:].islower():
            return _SHAPE["title"]
        return _SHAPE["mixed"]
    if word.isdigit():
        return _SHAPE["digits"]
    if any(c.isdigit() for c in word):
        return _SHAPE["digits+letters"]
    if not any(c.isalnum() for c in word):
        return _SHAPE["mark"]
    return _SHAPE["title"] if word[0].isupper() else _SHAPE["other"]


class Pieces:
    """The word pieces of words, by the backbone's own vocabulary; each distinct word is cut once."""

    def __init__(self, tokenizer: Path) -> None:
        """Read a ``tokenizer.json`` of the BERT kind."""
        from tokenizers import Tokenizer

        vocabulary: dict[str, int] = json.loads(tokenizer.read_text(encoding="utf-8"))["model"]["vocab"]
        self._tokenizer = Tokenizer.from_file(str(tokenizer))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self.cls, self.sep, self.unknown = vocabulary["[CLS]"], vocabulary["[SEP]"], vocabulary["[UNK]"]
        self._known: dict[str, tuple[tuple[int, ...], int]] = {}

    def of(self, forms: Sequence[str]) -> list[tuple[tuple[int, ...], int]]:
        """Return, for each word, its piece ids (one at least) and its shape."""
        known = self._known
        new = sorted({form for form in forms if form not in known})
        if new:
            if len(known) > 200_000:
                known.clear()
                new = sorted(set(forms))
            clean = [unicodedata.normalize("NFC", form[:200]) for form in new]
            for form, encoded in zip(
                new, self._tokenizer.encode_batch(clean, add_special_tokens=False), strict=True
            ):
                known[form] = (tuple(encoded.ids[:LONGEST_WORD]) or (self.unknown,), shape_of(form))
        return [known[form] for form in forms]


class Window(NamedTuple):
    """A stretch of words as the encoder's input: one entry a piece, [CLS] first and [SEP] last."""

    first: int  # word
    last: int  # word, exclusive
    ids: NDArray[np.int64]
    shapes: NDArray[np.int64]
    #: 1: space before, 2: opens a line, 3: continues a word, 0: follows without space.
    joints: NDArray[np.int64]
    #: Index of each word's first piece.
    at: NDArray[np.int64]


def cut_windows(words: Words, pieces: Pieces, limit: int = WINDOW) -> list[Window]:
    """Cut the words of a text into windows of at most ``limit`` pieces.

    Whole lines are packed while they fit; a longer line is cut after a sentence's likely end, or where it must.
    """
    if not len(words):
        return []
    cut = pieces.of(words.forms)
    lengths = np.array([len(ids) for ids, _ in cut])
    total = np.concatenate(([0], np.cumsum(lengths)))
    opens = np.flatnonzero(words.opens)
    ends = np.array([form in ".!?" for form in words.forms])
    quotes = np.array([form in "\"'”’)" for form in words.forms])
    after = np.flatnonzero(np.concatenate(([False], (ends | (quotes & np.roll(ends, 1)))[:-1])))
    windows: list[tuple[int, int]] = []
    first, count = 0, len(words)
    while first < count:
        reach = int(np.searchsorted(total, total[first] + limit, side="right")) - 1
        if reach >= count:
            windows.append((first, count))
            break
        reach = max(reach, first + 1)
        last = reach
        for stops in (opens, after):
            usable = stops[(stops > first) & (stops <= reach)]
            # A line's end is worth a window two fifths full; a sentence's any.
            if len(usable) and (stops is after or total[usable[-1]] - total[first] > 0.4 * limit):
                last = int(usable[-1])
                break
        windows.append((first, last))
        first = last
    return [make_window(words, cut[a:b], a, b, pieces) for a, b in windows]


def make_window(
    words: Words, cut: Sequence[tuple[tuple[int, ...], int]], first: int, last: int, pieces: Pieces
) -> Window:
    """Lay out words ``first`` to ``last``, whose pieces are ``cut``, as one window."""
    lengths = np.array([len(ids) for ids, _ in cut])
    at = np.concatenate(([0], np.cumsum(lengths)[:-1])) + 1
    size = int(lengths.sum()) + 2
    ids = np.empty(size, np.int64)
    ids[0], ids[-1] = pieces.cls, pieces.sep
    ids[1:-1] = [i for some, _ in cut for i in some]
    shapes = np.zeros(size, np.int64)
    shapes[1:-1] = np.repeat([shape for _, shape in cut], lengths)
    joints = np.zeros(size, np.int64)
    joints[1:-1] = 3
    joints[at] = np.where(words.opens[first:last], 2, words.spaced[first:last].astype(np.int64))
    return Window(first, last, ids, shapes, joints, at)
