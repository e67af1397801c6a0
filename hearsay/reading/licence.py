"""Creative Commons licences, by address and by name. Source: creativecommons.org/licenses/list."""

from __future__ import annotations

import re
from typing import NamedTuple

_URL = re.compile(
    r"(?:https?://)?(?:www\.)?creativecommons\.org/(licenses|publicdomain)/([a-z+-]{2,20})"
    r"(?:/(\d\.\d))?(?:/(?!deed|legalcode)([a-z]{2,4})(?![\w-]))?(?:/(?:deed|legalcode)(?:\.[\w-]{2,10})?)?/?(?![\w-])",
    re.IGNORECASE,
)
_SHORT = re.compile(
    r"(?<![\w-])CC[ -]?(?:(0)|(BY(?:[ -](?:NC|SA|ND)){0,2}))(?:[ -]?v?(\d\.\d))?(?![\w-])", re.IGNORECASE
)
_LONG = re.compile(
    r"Creative Commons(?:,)? Attribution((?:[ -](?:Share ?Alike|Non-?Commercial|No ?Deriv(?:ative)?s?)){0,2})"
    r"(?: v?(\d\.\d))?(?: (?:International|Generic|Unported))?(?: Licen[cs]e)?",
    re.IGNORECASE,
)
#: Where a licence can begin: cheap to look for.
LICENCE_HINT = re.compile(
    r"(?:https?://)?(?:www\.)?creativecommons\.org|creative commons|(?<![\w-])CC[ -]?(?:BY|0)", re.IGNORECASE
)
#: A part of each of its alternatives, in small letters; letters that have more forms than two are left out.
_HINTED = ("ve commo", "vecommo", "cc by", "cc-by", "ccby", "cc 0", "cc-0", "cc0")


def is_hinted(text: str) -> bool:
    """Whether it is worth looking for :data:`LICENCE_HINT`: of most texts this is told much sooner."""
    low = text.lower()
    return any(part in low for part in _HINTED)


#: What stands between a licence's name and its address.
_BETWEEN = re.compile(r"[\s,:(<\[|/–—-]{1,20}")


class Licence(NamedTuple):
    """A licence in a text: its span, its short name ("CC BY-SA 2.0"), its address as it stands there."""

    start: int
    end: int
    name: str
    url: str | None


def find_licence(text: str, start: int, end: int) -> Licence | None:
    """Return the first Creative Commons licence in ``text[start:end]``, or None.

    A name and the address right behind it are one licence.
    """
    address = _URL.search(text, start, end)
    names = [m for p in (_SHORT, _LONG) if (m := p.search(text, start, end))]
    first = min(names, key=lambda m: m.start(), default=None)
    if first is None or (address is not None and address.start() < first.start()):
        return _from_address(address, address.start()) if address is not None else None
    if address is not None and _BETWEEN.fullmatch(text, first.end(), address.start()):
        return _from_address(address, first.start())
    return Licence(first.start(), first.end(), _name(first), None)


def _from_address(match: re.Match[str], start: int) -> Licence:
    kind, code, version, port = match[1].lower(), match[2].lower(), match[3], match[4]
    if kind == "publicdomain":
        name = "CC0" if code == "zero" else "Public Domain Mark"
    else:
        name = f"CC {code.upper()}"
    name += f" {version}" if version else ""
    return Licence(start, match.end(), name + (f" {port.upper()}" if port else ""), match[0])


def _name(match: re.Match[str]) -> str:
    if match.re is _LONG:
        parts = ["BY"]
        for word in re.findall(r"share|non|no ?d", match[1].lower()):
            parts.append({"share": "SA", "non": "NC"}.get(word, "ND"))
        name, version = "CC " + "-".join(parts), match[2]
    else:
        name, version = ("CC0" if match[1] else "CC " + match[2].upper().replace(" ", "-")), match[3]
    return f"{name} {version}" if version else name
