"""JSON documents written so that a person can read them and two of them can be compared."""

from __future__ import annotations

from typing import Any, BinaryIO

import msgspec

from hearsay.views.plain import plain_json


def write_json(out: BinaryIO, page: Any) -> None:
    """Write one JSON document, indented, with a line break at its end."""
    out.write(plain_json(msgspec.json.format(msgspec.json.encode(page), indent=1)) + b"\n")


def present(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields that hold something."""
    return {name: value for name, value in fields.items() if value not in (None, "", [], {})}
