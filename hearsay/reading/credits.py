"""Picture credits in the text of an article: who made the picture, where it was taken from, under which
licence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from hearsay.reading.licence import LICENCE_HINT, Licence, find_licence, is_hinted
from hearsay.schema import Credit

#: Longest credit that is looked at, in characters.
_LONGEST = 400
#: Words for a kind of picture, and for who made it: a closed class of captions. Source: IPTC Photo Metadata
#: ("Creator", "Credit Line", "Copyright Notice") and the style of captions.
_LABEL = re.compile(
    r"""(?=[cdfghilmpst©(])(?:(?<![^\W_])(?:
        (?:(?:file|cover|lead|main|top|header|handout)\s)?
        (?:photos?|photographs?|photography|pictures?|images?|illustrations?|graphics?|drawings?|screenshots?|maps?)
        (?:/video)? (?:\s(?:credits?|source|copyright))? \s?(?: : (?:\s?(?:by|via|courtesy\sof|©|\(c\)))? |
        \s(?:by|via|courtesy\sof|courtesy) (?:\s?:)? | \s?©) |
        (?:credits?|photographers?|photographed\sby|picture\sdesk)\s?:(?:\s?©)? |
        (?:credit\sto|photographed\sby|illustrated\sby|courtesy\sof|(?:image|photo)\scourtesy\sof)
    )(?=[\s@A-Z©(]) | (?:©|\([cC]\))(?=\s?[\dA-Z]))""",
    re.IGNORECASE | re.VERBOSE,
)
#: Labels that anyone may write in a sentence: only at the start of a line or in brackets.
_LOOSE = re.compile(r"courtesy|credit\sto|photographed|illustrated|©|\(c\)", re.IGNORECASE)
_OPENING = "([{"
_CLOSING = {"(": ")", "[": "]", "{": "}"}
_BEFORE = re.compile(r"[.!?…:;|”\"'’)\]–—•·*-]\s*\Z")
_DOMAIN = r"(?:[a-z0-9](?:[a-z0-9-]{0,40}[a-z0-9])?\.){1,3}(?:[a-z]{2,10})"
_DOMAIN_BY = re.compile(
    rf"\s*(?:https?://)?(?:www\.)?({_DOMAIN})(?:/\S*)?\s+(?:user\s+)?by\s+", re.IGNORECASE
)
_ADDRESS = re.compile(
    rf"(?:https?://(?:www\.)?|(?<![\w@.])(?:www\.)?)({_DOMAIN})(?:/[^\s,)\]]*)?(?![\w@])", re.IGNORECASE
)
_YEAR = re.compile(r"\s*(?:©|\([cC]\))?\s*(?:[12]\d{3}(?:\s?[-–]\s?[12]\d{3})?,?\s)?\s*(?:by\s+)?(?:the\s+)?")
_SEPARATOR = re.compile(
    r"\s*[/|•·]\s*|\s+[–—-]\s+|\s*[,(]\s*(?:via\s+)?|\s+(?:via|on|for|courtesy\s+of|of|from|at)\s+|\s*[©@]\s*|\s+\(c\)\s*",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"\s*(@?[^\W_](?:[\w'’.&+-]*[\w&+])?\.?|&)")
#: Small words inside names (articles, prepositions, particles of family names, "and").
_SMALL = frozenset(str.split("and & of the de da do dos di du la le el al bin ibn ben van von der den ter"))
#: Words that open a caption, not a name, when they follow one: determiners, prepositions, conjunctions.
_OPENERS = frozenset(
    str.split(
        "the a an this these that those in on at after before during from by with when as while if it he "
        "she they two three"
    )
)
#: What the name of an agency, archive or stock library ends in. Source: the head nouns of IPTC's "Credit
#: Line" and "Source" fields: kinds of organisations that supply pictures.
_SUPPLIER = frozenset(
    str.split(
        "agency archive archives collection commons images library media museum news photos pictures "
        "press service stock wire"
    )
)
#: What stands in a creator's place where nobody is named.
_NOBODY = frozenset(["file", "handout", "reproduction", "supplied", "contributed", "submitted"])
_RIGHTS = re.compile(r"[^\n]{0,60}\brights reserved", re.IGNORECASE)


class _Piece(NamedTuple):
    start: int
    end: int
    words: str
    #: The separator before it.
    after: str


def read_credits(text: str) -> tuple[Credit, ...]:
    """Return the picture credits in ``text``, in order, without overlaps.

    A credit begins with a label ("Photo:", "Image by", "©", "Courtesy of") at the start of a line, after the
    end of a sentence or in brackets, or it is a line that begins with a name and a Creative Commons licence.
    Its span runs from the label to the end of the licence, or of the last name; the caption around it is not
    part of it. ``creator`` is the name alone, ``platform`` an agency, a site's name or its domain,
    ``licence`` the short name ("CC BY-SA 2.0") and ``licence_url`` its address, exactly as it stands. Never
    raises; takes linear time.
    """
    found: list[Credit] = []
    end = 0
    for match in _LABEL.finditer(text):
        if match.start() < end:
            continue
        if (body := _body(text, match.start(), match[0])) is None:
            continue
        credit = _parse(text, match.start(), match.end(), body)
        if credit is not None:
            found.append(credit)
            end = credit.end
    spans = [(c.start, c.end) for c in found]
    found += [c for c in _unlabelled(text) if not any(s < c.end and c.start < e for s, e in spans)]
    return tuple(sorted(found, key=lambda c: c.start))


def _line_end(text: str, start: int) -> int:
    limit = min(len(text), start + _LONGEST)
    ends = [at for mark in "\n\r\u2028\u2029" if (at := text.find(mark, start, limit)) >= 0]
    return min(ends, default=limit)


def _body(text: str, start: int, label: str) -> int | None:
    """Return where the body of a credit whose label is at ``start`` ends at the latest, or None: no credit
    there.
    """
    line = max(text.rfind(mark, max(0, start - _LONGEST), start) for mark in "\n\r\u2028\u2029")
    if line < 0 and start > _LONGEST:
        before = text[start - _LONGEST : start]
    else:
        before = text[line + 1 : start]
    end = _line_end(text, start)
    stripped = before.rstrip()
    if stripped[-1:] and stripped[-1] in _OPENING:
        close = text.find(_CLOSING[stripped[-1]], start + len(label), end)
        return close if close >= 0 else end
    if not before.strip(" \t>*_|–—-•·"):
        return None if label[0] in "©(" and _RIGHTS.match(text, start) else end
    if _LOOSE.match(label) or not _BEFORE.search(before):
        return None
    # In the middle of a line a label has a capital ("Photo: ...") or follows a bar.
    return end if label[0].isupper() or stripped[-1] in "|–—•·" else None


def _parse(text: str, start: int, at: int, end: int) -> Credit | None:
    licence = find_licence(text, at, end)
    stop = licence.start if licence else end
    skipped = _YEAR.match(text, at, stop)
    at = skipped.end() if skipped else at
    platform: str | None = None
    last = at
    if by := _DOMAIN_BY.match(text, at, stop):
        platform, at, last = by[1].lower(), by.end(), by.end()
    pieces, rest = _pieces(text, at, stop, loose=licence is not None or by is not None)
    creator, supplier, last = _who(pieces, last)
    if by is not None and pieces:
        # "flickr.com by jbenton from Some Town": what follows the name is where its owner lives.
        creator, supplier, last = pieces[0].words, None, pieces[0].end
    platform = platform or supplier
    address = _ADDRESS.search(text, at, stop)
    if address is not None and platform is None:
        platform, last = address[1].lower(), max(last, address.end())
        creator = None if creator and _ADDRESS.fullmatch(creator) else creator
        rest = max(rest, address.end())
    if licence is not None:
        last, late = _after(text, licence, end)
        platform = platform or late
    elif (creator is None and platform is None) or (by is None and not _ends(text, rest, end)):
        return None
    last -= len(text[start:last]) - len(text[start:last].rstrip(" ,;"))
    if text[last : last + 1] == ")" and text.count("(", start, last) > text.count(")", start, last):
        last += 1
    return Credit(
        start=start,
        end=last,
        creator=creator,
        platform=platform,
        licence=licence.name if licence else None,
        licence_url=licence.url if licence else None,
    )


def _ends(text: str, at: int, end: int) -> bool:
    """Tell whether nothing, or a new sentence, follows a credit: "Photo by Ana Ruiz won a prize" is none."""
    rest = text[at:end].lstrip(" \t*_")
    return not rest or not (rest[0].islower() or rest[0] in "'’")


def _pieces(text: str, at: int, stop: int, *, loose: bool) -> tuple[list[_Piece], int]:
    """Return the names from ``at`` on, with what separates them, and where the first word is that is no name.

    ``loose`` takes names in lower case, as accounts have them.
    """
    pieces: list[_Piece] = []
    after = ""
    while at < stop and len(pieces) < 8:
        start, end = _name(text, at, stop, loose=loose or bool(pieces and after.strip() in ("/", "@")))
        if end <= start:
            break
        pieces.append(_Piece(start, end, text[start:end], after.strip().lower()))
        separator = _SEPARATOR.match(text, end, stop)
        if separator is None:
            return pieces, end
        after, at = separator[0], separator.end()
        if loose and at >= stop:
            break
    return pieces, pieces[-1].end if pieces else at


def _name(text: str, at: int, stop: int, *, loose: bool) -> tuple[int, int]:
    """Return the span of the name at ``at``: words with a capital, small words between them; empty when there
    is none.
    """
    start = end = -1
    for count in range(8):
        token = _TOKEN.match(text, at, stop)
        if token is None:
            break
        word = token[1]
        lower = word.lower()
        if count and lower in _OPENERS and lower not in _SMALL:
            break
        if count and word == "The":
            break
        capital = (
            word[0].isupper() or word[0] in "@&" or (count > 0 and word[0].isdigit()) or not word[0].isascii()
        )
        account = loose and count == 0 and lower not in _OPENERS
        # "jbenton" or "flickr.com" where no capital is needed: an account or a domain is one word.
        site = count == 0 and re.fullmatch(_DOMAIN, lower) is not None
        if not capital and not account and not site and not (count and lower in _SMALL):
            break
        if capital or count == 0:
            start = token.start(1) if start < 0 else start
            end = token.end(1)
        at = token.end()
        # A full stop ends the name, unless it stands for the rest of a given name ("J. Benton").
        if word.endswith(".") and len(word) > 3:
            end -= 1
            break
        if not capital and account and count == 0:
            break
    return (start, end) if start >= 0 else (at, at)


def _who(pieces: list[_Piece], last: int) -> tuple[str | None, str | None, int]:
    """Return (creator, platform, end of the last of them)."""
    if not pieces:
        return None, None, last
    # "Ana Ruiz from Some Town" and "Ana Ruiz of Port Elsa" tell where somebody lives.
    home = next(
        (i for i, piece in enumerate(pieces) if piece.after in ("from", "of", "at") and i), len(pieces)
    )
    kept = pieces[:home]
    if len(kept) == 1:
        words = kept[0].words
        return (None, words, kept[0].end) if _is_supplier(words) else (words, None, pieces[-1].end)
    first = kept[0].words
    return None if first.lower().split()[0] in _NOBODY else first, kept[-1].words, kept[-1].end


def _is_supplier(words: str) -> bool:
    parts = words.split()
    short = len(parts) == 1 and parts[0].isupper() and parts[0].isalpha() and 2 <= len(parts[0]) <= 5
    return (
        short
        or bool(re.fullmatch(_DOMAIN, words.lower()))
        or (len(parts) > 1 and parts[-1].lower() in _SUPPLIER)
    )


def _after(text: str, licence: Licence, end: int) -> tuple[int, str | None]:
    """Return (end, platform) of "CC BY 2.0, via Harbour Commons" or "CC BY 2.0 / flickr.com"."""
    lead = re.compile(r"\s*[,)]?\s*via\s+|\s*/\s*", re.IGNORECASE).match(text, licence.end, end)
    if lead is not None:
        start, stop = _name(text, lead.end(), end, loose=False)
        if stop > start and _ends(text, stop, end):
            return stop, text[start:stop]
    return licence.end, None


def _unlabelled(text: str) -> Iterator[Credit]:
    """Yield credits without a label: a line "Ana Ruiz, CC BY-SA 4.0, via Harbour Commons", or the same in
    brackets.
    """
    at = 0
    for hint in LICENCE_HINT.finditer(text) if is_hinted(text) else ():
        # Looked for in a window: a search to the end of the text for each would take quadratic time.
        licence = find_licence(text, hint.start(), min(len(text), hint.start() + _LONGEST))
        if licence is None or licence.start < at:
            continue
        at = licence.end
        floor = max(0, licence.start - _LONGEST // 2)
        before = text[floor : licence.start]
        cut = max(before.rfind(mark) for mark in "\n\r([\u2028")
        if cut < 0 and floor > 0:
            continue
        start = floor + cut + 1
        pieces, rest = _pieces(text, start, licence.start, loose=False)
        if not pieces or text[rest : licence.start].strip(" \t,/|–—-(:"):
            continue
        end = _line_end(text, licence.start)
        creator, platform, _ = _who(pieces, start)
        last, late = _after(text, licence, end)
        yield Credit(
            start=pieces[0].start,
            end=last,
            creator=creator,
            platform=platform or late,
            licence=licence.name,
            licence_url=licence.url,
        )
