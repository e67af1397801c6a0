"""An article's text for the screen: its lines kept, what could hide or reorder words taken out."""

from __future__ import annotations

import re
import unicodedata

#: A run that may need work: controls but line breaks, formats, separators, surrogates, long runs of one kind.
_SUSPECT = re.compile(
    r"[^\n\x20-\x7e\xa1-\xac\xae-\u0300\u0370-\u0482\u048a-\u0590\u05d0-\u05ea\u1e00-\u1fff\u2010-\u2027"
    r"\u2030-\u205e\u2070-\u20a0\u2100-\ud7ff]"
)
_KEPT = "\u200c\u200d"
#: Combining marks on one letter, beyond which they would cover the lines around it.
_MARKS = 4


def visible(text: str) -> str:
    """Return text as it may be shown: control characters as U+FFFD, invisible format characters left out.

    Characters go one by one, so that a span of the text is a span of what is shown.
    """
    if not _SUSPECT.search(text):
        return text
    shown: list[str] = []
    marks = 0
    for character in text:
        category = unicodedata.category(character)
        if category in ("Mn", "Me"):
            marks += 1
            if marks > _MARKS:
                continue
        else:
            marks = 0
        if character == "\n" or category in ("Zl", "Zp") or character == "\x85":
            shown.append("\n")
        elif character == "\t":
            shown.append(" ")
        elif character == "\r":
            continue
        elif category in ("Cc", "Cs"):
            shown.append("\ufffd")
        elif category == "Cf":
            shown.append(character if character in _KEPT else "")
        else:
            shown.append(character)
    return "".join(shown)
