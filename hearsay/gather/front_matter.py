"""The block of ``key: value`` lines at the top of a Markdown or text file."""

from __future__ import annotations

import re
import tomllib

_LIMIT = 64 * 1024
_BLOCK = re.compile(r"\s*(---|\+\+\+)[ \t]*\r?\n(.*?)(?:^|\n)(?:\1|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_KEY = re.compile(r"([A-Za-z][\w .-]{0,40}?)[ \t]*:(?:[ \t]+(.*)|[ \t]*)$")
_ITEM = re.compile(r"[ \t]*-[ \t]+(.*)$")


def split_front_matter(text: str) -> tuple[dict[str, list[str]], str]:
    """Return (fields, the rest of the text). Keys are lower case; each has its values as strings.

    Reads the part of YAML that front matter uses: ``key: value``, quotes, lists in brackets or with dashes,
    folded lines; and TOML between ``+++``. A block in which no key is found is no front matter and stays in
    the text.
    """
    match = _BLOCK.match(text[:_LIMIT])
    if match is None:
        return {}, text
    block = match[2]
    fields = _toml(block) if match[1] == "+++" else _yaml(block)
    return (fields, text[match.end() :]) if fields else ({}, text)


def _yaml(block: str) -> dict[str, list[str]]:
    fields: dict[str, list[str]] = {}
    key: str | None = None
    for line in block.splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        indented = line[0] in " \t"
        if not indented and (match := _KEY.match(line)):
            key = match[1].strip().lower().replace(" ", "_").replace("-", "_")
            fields[key] = _values((match[2] or "").strip())
        elif key is not None and (item := _ITEM.match(line)):
            value = item[1].strip()
            # A list of mappings ("- name: Ana Ruiz"): the value is what counts.
            if pair := _KEY.match(value):
                value = (pair[2] or "").strip()
            fields[key] += _values(value)
        elif key is not None and indented:
            value = line.strip()
            if pair := _KEY.match(value):
                fields[key] += _values((pair[2] or "").strip())
            elif fields[key]:
                fields[key][-1] += " " + value.strip("\"'")
            else:
                fields[key] = [value]
        else:
            return {}
    return fields


def _values(value: str) -> list[str]:
    if value in ("", "|", ">", "|-", ">-", "~", "null"):
        return []
    if value[0] in "\"'":
        end = value.find(value[0], 1)
        if end > 0:
            return [value[1:end]]
    if value[0] == "[" and value.endswith("]"):
        parts = re.findall(r"\"[^\"]*\"|'[^']*'|[^,]+", value[1:-1])
        return [part.strip().strip("\"'") for part in parts if part.strip()]
    return [re.split(r"[ \t]#", value)[0].rstrip()]


def _toml(block: str) -> dict[str, list[str]]:
    try:
        table = tomllib.loads(block)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError):
        return {}
    fields = {}
    for key, value in table.items():
        values = value if isinstance(value, list) else [value]
        fields[key.lower()] = [v.isoformat() if hasattr(v, "isoformat") else str(v) for v in values]
    return fields
