"""Words of a text with their offsets, cut as Universal Dependencies cuts English (EWT and GUM)."""

from __future__ import annotations

import re
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

# Abbreviations that keep their full stop, because a name or number follows them. Closed class; source: the
# tokens that end in a full stop in the EWT and GUM training parts, those that occur five times or more.
_ABBREVIATIONS = (
    "Mr Mrs Ms Dr Prof Rev Hon Gov Sen Rep Gen Col Capt Lt Sgt Maj Adm Cmdr St Mt Ft Jr Sr Inc Ltd Corp Co Bros "
    "Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec vs etc No Nos Fig Vol pp Ave Blvd Rd"
)

_WORD = re.compile(
    r"""
      (?!cannot\b)[a-z]++(?=\s)                                  # most words, sooner than by what is below
    | (?:https?://|www\.)[^\s<>"“”]*[^\s<>"“”.,;:!?)\]'’]      # addresses of pages
    | [\w.+-]+@[\w-]+(?:\.[\w-]+)+                              # addresses of people
    | [@\#]\w+                                                  # handles, tags
    | (?:[A-Za-z]\.){2,}                                        # U.S., a.m.
    | (?:ABBREVIATION)\.(?=\s|$|,)                                        # Mr.
    | (?<![\w'’])[A-Z]\.(?=\s*[A-Z])                            # initials
    | \d+(?:[.,:]\d+)*(?:st|nd|rd|th|s|[KMBkmb]n?)?(?!\w)       # 1,200  3.5  10:30  1990s  4th
    | [Cc]an(?=not\b) | (?<=[Cc]an)not\b                        # can|not
    | \w+?(?=n['’]t\b)                                          # do|n't
    | n['’]t\b
    | ['’](?:s|S|m|M|d|D|re|RE|ve|VE|ll|LL)\b                   # he|'s
    | \w+?(?=['’](?:s|S|m|M|d|D|re|RE|ve|VE|ll|LL)\b)
    | \w+(?:['’](?=\w)\w+)?                                     # O'Brien
    | \.{2,} | -{2,} | `{2} | '{2} | [^\w\s]
    """.replace("ABBREVIATION", "|".join(_ABBREVIATIONS.split())),
    re.VERBOSE,
)
#: Labels of a transcript that a stop ends.
_ASKED, _ANSWERED = re.compile(r"(?m)^Q\.(?=\s)"), re.compile(r"(?m)^A\.(?=\s)")
_PARAGRAPH = re.compile(r"\n\s*\n|\n")


class Words(NamedTuple):
    """The words of a text. All arrays have one entry a word."""

    text: str
    start: NDArray[np.int32]
    end: NDArray[np.int32]
    forms: list[str]
    #: White space stands before the word.
    spaced: NDArray[np.bool_]
    #: The word is the first of its line.
    opens: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.forms)


def split_words(text: str) -> Words:
    """Cut ``text`` into words. Every character that is no white space belongs to one word."""
    spans = [m.span() for m in _WORD.finditer(text)]
    if _ASKED.search(text) and _ANSWERED.search(text):
        # "Q. Why?", "A. Because.": no initials of names.
        apart = {m.start() for labels in (_ASKED, _ANSWERED) for m in labels.finditer(text)}
        spans = [
            part
            for s, e in spans
            for part in (((s, s + 1), (s + 1, e)) if s in apart and e == s + 2 else ((s, e),))
        ]
    start = np.array([s for s, _ in spans], np.int32)
    end = np.array([e for _, e in spans], np.int32)
    before = np.concatenate(([0], end[:-1])) if len(spans) else start
    spaced = start > before
    breaks = np.array(_breaks(text), np.int32)
    line = np.searchsorted(breaks, start, side="left")
    opens = np.ones(len(spans), np.bool_)
    opens[1:] = line[1:] != line[:-1]
    return Words(text, start, end, [text[s:e] for s, e in spans], spaced, opens)


def _breaks(text: str) -> list[int]:
    """Offsets at which lines end. In a text wrapped by hand only those that end a paragraph or a short line count."""
    found = list(_PARAGRAPH.finditer(text))
    edges = [0, *(m.end() for m in found)]
    lengths = [m.start() - a for m, a in zip(found, edges, strict=False)]
    inner = [n for m, n in zip(found, lengths, strict=True) if m.group() == "\n"]
    full = [n for n in inner if 48 <= n <= 100]
    if len(inner) < 4 or len(full) < 0.6 * len(inner) or max(lengths) > 120:
        return [m.start() for m in found]
    wide = sorted(full)[len(full) // 2]
    return [
        m.start()
        for m, n in zip(found, lengths, strict=True)
        if m.group() != "\n" or n < 0.7 * wide or text[m.end() : m.end() + 1] in "-*•"
    ]


def words_in(words: Words, start: int, end: int) -> tuple[int, int]:
    """Return the range of words, as (first, one past the last), that overlap ``text[start:end]``."""
    first = int(np.searchsorted(words.end, start, side="right"))
    last = int(np.searchsorted(words.start, end, side="left"))
    return first, max(first, last)
