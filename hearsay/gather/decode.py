"""Bytes to text: the byte order mark, then UTF-8, then what is declared, then what it looks like."""

from __future__ import annotations

import codecs
import re

from hearsay.gather.problem import NotAnArticle

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: First bytes of formats that people keep beside articles. Source: each format's specification.
_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a zip archive or office document"),
    (b"\x1f\x8b", "gzip-compressed"),
    (b"BZh", "bzip2-compressed"),
    (b"\xfd7zXZ\x00", "xz-compressed"),
    (b"\x28\xb5\x2f\xfd", "zstd-compressed"),
    (b"\x89PNG\r\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"RIFF", "a RIFF file (picture or sound)"),
    (b"{\\rtf", "an RTF document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"SQLite format 3\x00", "an SQLite file"),
    (b"\x7fELF", "a program"),
    (b"bplist00", "a property list"),
)
#: Control characters that no text holds: all of C0 but tab, line feed, vertical tab, form feed, return, ^Z
#: and escape.
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x19\x1c-\x1f]")
_CONTROL_BYTES = bytes([*range(0x09), *range(0x0E, 0x1A), *range(0x1C, 0x20)])
_META_CHARSET = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,400}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.I
)
#: Charsets that on the web are read as a larger one. Source: WHATWG Encoding Standard, names and labels.
_WEB = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
#: How much is shown to the detector: enough to tell, little enough to be quick.
_SAMPLE = 64 * 1024


def decode(data: bytes, *, declared: str | None = None) -> tuple[str, str | None]:
    """Return (text, remark): the text, and what the reader should know of how it was decoded, or None.

    ``declared`` is a charset named outside the bytes or in the page. The mark at the front is left out of the
    text; nothing else is changed. Raises :class:`NotAnArticle` for what is empty, binary, or in no charset
    known.
    """
    if not data:
        raise NotAnArticle("empty file")
    for bom, name in _BOMS:
        if data.startswith(bom):
            return _unmarked(data[len(bom) :], name)
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise NotAnArticle(f"not text: {what}")
    if b"\x00" in data:
        return _wide(data)
    sample = data[:_SAMPLE]
    if len(sample) - len(sample.translate(None, _CONTROL_BYTES)) > len(sample) // 100:
        raise NotAnArticle("not text: binary data")
    try:
        return data.decode("utf-8"), None
    except UnicodeDecodeError:
        pass
    if declared and (known := _codec(declared)) and known != "utf-8":
        try:
            return data.decode(known), None
        except (UnicodeDecodeError, UnicodeError):
            pass
    return _guessed(data)


def declared_charset(data: bytes) -> str | None:
    """Return the charset that an HTML page or XML prologue declares in its first 4,096 bytes, or None."""
    match = _META_CHARSET.search(data[:4096])
    return match[1].decode("ascii", "replace") if match else None


def _codec(name: str) -> str | None:
    """Return Python's name of a text encoding, as browsers read the label, or None when it is unknown."""
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError):
        return None
    # Not every codec makes text of bytes ("rot13", "zip"); and the web's Latin-1 is Windows-1252.
    if not getattr(info, "_is_text_encoding", True) or info.name in (
        "idna",
        "punycode",
        "undefined",
        "utf-7",
    ):
        return None
    # What is UTF-16 or UTF-32 holds NUL bytes, and was told by them before.
    if info.name.startswith(("utf-16", "utf-32")):
        return None
    return _WEB.get(info.name, info.name)


def _unmarked(data: bytes, name: str) -> tuple[str, str | None]:
    text = data.decode(name, "replace")
    if not text:
        raise NotAnArticle("empty file")
    if "\x00" in text:
        raise NotAnArticle("not text: holds NUL characters")
    broken = text.count("\ufffd")
    if broken > max(3, len(text) // 100):
        raise NotAnArticle(f"not text: marked as {name.upper()}, but it is not")
    return text, _replaced(name, broken) if broken else None


def _wide(data: bytes) -> tuple[str, str | None]:
    """Decode UTF-16 without a mark: of English text, every second byte is NUL."""
    sample = data[:_SAMPLE]
    half = len(sample) // 2
    for name, first in (("utf-16-le", 1), ("utf-16-be", 0)):
        if half and sample[first::2].count(0) > 0.7 * half and sample[1 - first :: 2].count(0) == 0:
            return _unmarked(data, name)
    raise NotAnArticle("not text: holds NUL bytes")


def _guessed(data: bytes) -> tuple[str, str | None]:
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = len(text) - broken - sum(map(len, re.findall(r"[\x00-\x7f]+", text)))
    # A few broken places in good UTF-8: a cut download, two files in one.
    if broken <= max(1, whole // 10) and whole > broken:
        return text, _replaced("utf-8", broken)
    other = len(data) - len(data.translate(None, bytes(range(0x80, 0x100))))
    if other <= len(data) * 0.05:
        # English with a few bytes above ASCII: the detector is unsure of those, the commonest charset is not.
        try:
            return data.decode("cp1252"), "not UTF-8: read as Windows-1252"
        except UnicodeDecodeError:
            pass
    import charset_normalizer

    best = charset_normalizer.from_bytes(data[:_SAMPLE]).best()
    name = best.encoding if best is not None else None
    if name is None:
        raise NotAnArticle("not text, or in no charset known")
    text = data.decode(name, "replace")
    if len(_CONTROL.findall(text[:_SAMPLE])) > 10 or text.count("\ufffd") > len(text) // 100:
        raise NotAnArticle("not text, or in no charset known")
    return text, f"not UTF-8: read as {name}"


def _replaced(name: str, broken: int) -> str:
    places = "place" if broken == 1 else "places"
    return f"not good {name.upper()} in {broken} {places}: U+FFFD stands there instead"
