"""The country of an outlet, as far as the address of its page tells."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from hearsay.reading.times.lexicon import words

# Country-code top-level domains (IANA Root Zone Database) by ISO 3166-1 alpha-2 code: they are the same but for
# "uk". Left out are those whose registries sell them to the world, so that they tell nothing of a country
# (ac ai am bz cc cd co dj fm gg io je la ly me ms nu pw sc sh sr st tc tk to tv vc vg ws).
_CODES: Final = words(
    "ad ae af ag al ao ar at au aw az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bw by ca cf cg ch ci ck cl cm cn "
    "cr cu cv cy cz de dk dm do dz ec ee eg er es et fi fj fk fo fr ga gd ge gf gh gi gl gm gn gp gq gr gt gu gw gy "
    "hk hn hr ht hu id ie il im in iq ir is it jm jo jp ke kg kh ki km kn kp kr kw ky kz lb lc li lk lr ls lt lu lv "
    "ma mc md mg mh mk ml mm mn mo mp mq mr mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr nz om pa pe pf pg ph "
    "pk pl pr ps pt py qa re ro rs ru rw sa sb sd se sg si sk sl sm sn so ss sv sy sz td tg th tj tl tm tn tr tt "
    "tw tz ua ug us uy uz va ve vi vn vu ye za zm zw"
)


def country_of(url: str | None) -> str | None:
    """ISO 3166 alpha-2 code of the country in whose domain an address is; None where that tells nothing.

    >>> country_of("https://www.coast-daily.example.nz/a")
    'NZ'
    """
    try:
        host = urlsplit((url or "").strip()).hostname or ""
    except ValueError:
        return None
    top = host.rstrip(".").rpartition(".")[2]
    if top == "uk":
        return "GB"
    return top.upper() if top in _CODES else None


__all__ = ["country_of"]
