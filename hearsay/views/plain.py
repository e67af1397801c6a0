"""Untrusted text made fit for a terminal: harmless, on one line, not too long."""

from __future__ import annotations

import re
import unicodedata

#: U+FFFD stands for what was taken out where a reader should see that something was.
_MARK = "\ufffd"
#: Marks, embeddings, overrides and isolates of the bidirectional algorithm (UAX 9).
_BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
#: An escape sequence of ECMA-48: a control sequence, a string with its end, or a character or two after ESC.
_ESCAPE = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"
    r"|(?:\x1b[PX\]^_]|[\x90\x98\x9d\x9e\x9f])[^\x07\x1b\x9c]{0,2000}(?:\x07|\x1b\\|\x9c)"
    r"|\x1b[ -/]?[0-~]?"
)
#: All that may need work: controls, formats, separators, surrogates, runs of spaces. Most texts have none.
_SUSPECT = re.compile(
    r"[^\x20-\x7e\xa1-\xac\xae-\u05ff\u0700-\u1fff\u2010-\u2027\u2030-\u205e\u2070-\ud7ff\uf900-\ufdff]|  "
)
_SPACES = re.compile(r"\s+")
#: Zero-width (non-)joiners: letters of several scripts and most joined emoji need them.
_KEPT = "\u200c\u200d"
#: What may not reach a terminal raw, as UTF-8 in JSON, where it can only stand inside a string.
_RAW = re.compile(rb"\x7f|\xc2[\x80-\x9f]|\xd8\x9c|\xe2\x80[\x8e\x8f\xa8-\xae]|\xe2\x81[\xa6-\xa9]")


def plain(text: str) -> str:
    """Return ``text`` on one line, without what could move the cursor, recolour, reorder or hide words.

    Escape sequences, control characters and half surrogate pairs become U+FFFD, runs of them one;
    bidirectional controls and other invisible format characters are left out; runs of spaces and line
    breaks become one space.
    """
    if not _SUSPECT.search(text):
        return text.strip()
    text = _ESCAPE.sub(_MARK, text)
    text = _SPACES.sub(" ", "".join(map(_harmless, text)))
    return re.sub(f"{_MARK}+", _MARK, text).strip()


def _harmless(character: str) -> str:
    if character in _BIDI:
        return ""
    category = unicodedata.category(character)
    if category == "Cc":
        return " " if character in "\t\n\r\v\f\x85" else _MARK
    if category == "Cs":
        return _MARK
    if category == "Cf":
        return character if character in _KEPT else ""
    if category in ("Zl", "Zp", "Zs"):
        return " "
    return character


def shorten(text: str, limit: int) -> str:
    """Return ``text`` cut to ``limit`` characters, at the end of a word, with an ellipsis."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    at_word = cut.rsplit(" ", 1)[0] if " " in cut[limit // 2 :] else cut
    return at_word.rstrip(" ,;:–—-") + "…"


def plain_json(data: bytes) -> bytes:
    """Return JSON that says the same, with the characters that could steer a terminal as escapes."""
    return _RAW.sub(lambda found: b"\\u%04x" % ord(found.group().decode("utf-8")), data)


def count(number: int, one: str, many: str | None = None) -> str:
    """Return a number with its noun: "1 article", "5,204 statements"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
