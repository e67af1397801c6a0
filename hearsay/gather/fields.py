"""Lines of JSON from other corpora: which of their fields is which of an article's."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping

import msgspec

from hearsay.gather.problem import quoted

#: What can be mapped: the fields of a line.
FIELDS = ("text", "id", "published", "headline", "outlet", "url", "authors", "language")
_object = msgspec.json.Decoder(dict[str, msgspec.Raw])
_paragraphs = msgspec.json.Decoder(list[str])
_number = msgspec.json.Decoder(float)
#: Seconds since 1970 stay below this until the year 5138; above, they are milliseconds.
_MILLISECONDS = 1e11


def parse_fields(given: Iterable[str]) -> dict[str, str]:
    """Return the map that "FIELD=NAME" pairs are, as "text=body" or "outlet=source.name".

    Raises ValueError, naming the pair, for what is no pair and for a field that articles do not have.
    """
    found: dict[str, str] = {}
    for pair in given:
        field, sign, name = (part.strip() for part in pair.partition("="))
        if not sign or not name:
            raise ValueError(f"not FIELD=NAME: {quoted(pair)}")
        if field not in FIELDS:
            raise ValueError(f"no field of an article: {quoted(field)}; there are {', '.join(FIELDS)}")
        if field in found:
            raise ValueError(f"given twice: {field}")
        found[field] = name
    return found


def pick(data: bytes, fields: Mapping[str, str]) -> dict[str, msgspec.Raw]:
    """Return the fields of a line by an article's names, not decoded yet; those not mapped by their own.

    A name with dots leads into objects inside, unless the line has a field of just that name. Raises what
    msgspec raises where the line is no object.
    """
    line = _object.decode(data)
    found = {field: line[field] for field in FIELDS if field in line and field not in fields}
    for field, name in fields.items():
        value = line.get(name)
        if value is None:
            value = _inside(line, name.split("."))
        if value is not None:
            found[field] = _plain(field, value)
    return found


def _inside(line: Mapping[str, msgspec.Raw], path: list[str]) -> msgspec.Raw | None:
    here = line
    for step in path[:-1]:
        if (raw := here.get(step)) is None:
            return None
        try:
            here = _object.decode(raw)
        except (msgspec.DecodeError, RecursionError):
            return None
    return here.get(path[-1])


def _plain(field: str, raw: msgspec.Raw) -> msgspec.Raw:
    """Bring what other corpora write into the form of a line: paragraphs as one text, seconds as a date."""
    data = bytes(raw)
    try:
        if field == "text" and data.startswith(b"["):
            return msgspec.Raw(msgspec.json.encode("\n\n".join(_paragraphs.decode(data))))
        if field == "published" and data[:1].isdigit():
            number = _number.decode(data)
            moment = datetime.datetime.fromtimestamp(
                number / 1000 if number > _MILLISECONDS else number, datetime.UTC
            )
            return msgspec.Raw(msgspec.json.encode(moment.isoformat(timespec="seconds")))
    except (msgspec.DecodeError, UnicodeError, OverflowError, OSError, ValueError):
        pass
    return raw
