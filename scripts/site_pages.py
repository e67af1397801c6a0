"""Pages of the site that are made from code or lie outside docs/: a hook of mkdocs (https://www.mkdocs.org/user-guide/configuration/#hooks)."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import click
import msgspec

ROOT = Path(__file__).resolve().parent.parent
#: Files outside docs/ that are pages, too.
OUTSIDE = {"index.md": "README.md", "model-card.md": "MODEL_CARD.md"}


def on_config(config: Any, **more: Any) -> Any:
    """Put pages that the menu does not name under its last heading: nothing gets lost."""
    listed = set(re.findall(r"[\w/-]+\.md", str(config.nav)))
    docs = ROOT / "docs"
    rest = sorted(path.relative_to(docs).as_posix() for path in docs.rglob("*.md"))
    last = next(iter(config.nav[-1].values()))
    last.extend(name for name in rest if name not in listed)
    return config


def on_files(files: Any, config: Any, **more: Any) -> Any:
    """Add the pages that are no files of docs/."""
    from mkdocs.structure.files import File

    pages = {name: (ROOT / path).read_text(encoding="utf-8") for name, path in OUTSIDE.items()}
    pages["reference/help.md"] = help_page()
    pages["reference/python.md"] = python_page()
    pages["reference/readings.md"] = readings_page()
    pages["reference/answers.md"] = answers_page()
    for name, text in pages.items():
        files.append(File.generated(config, name, content=text))
    return files


def on_page_markdown(markdown: str, page: Any, **more: Any) -> str:
    """Let links and code blocks mean here what they mean in the repository."""
    if page.file.src_uri in OUTSIDE:
        markdown = re.sub(r"\]\(docs/", "](", markdown)
    for name, path in OUTSIDE.items():
        markdown = re.sub(rf"\]\((?:\.\./)?{re.escape(path)}", f"]({name}", markdown)
    # The mark says to the tests that the output is compared.
    return re.sub(r"^```(\w+) exact$", r"```\1", markdown, flags=re.MULTILINE)


def help_page() -> str:
    """What --help says, of every command."""
    from hearsay.views.cli import hearsay

    with click.Context(hearsay, info_name="hearsay", max_content_width=80) as group:
        parts = [_help("hearsay", hearsay, group)]
        for name in hearsay.list_commands(group):
            command = hearsay.commands[name]
            with click.Context(command, info_name=name, parent=group, max_content_width=80) as context:
                parts.append(_help(f"hearsay {name}", command, context))
    return "# Help of all commands\n\n" + "\n\n".join(parts) + "\n"


def _help(name: str, command: click.Command, context: click.Context) -> str:
    return f"## {name}\n\n```text\n{command.get_help(context)}\n```"


def readings_page() -> str:
    """Articles and readings, from their JSON Schema."""
    from hearsay.schema import Article, Reading

    return "\n\n".join(
        [
            "# Articles and readings",
            "What `hearsay annotate` reads and writes, a line of JSON each; `hearsay schema` prints the JSON Schema. In "
            "Python the same names are the types of `hearsay.schema`. Spans count code points of the article's text.",
            *_types([Article, Reading]),
        ]
    )


def answers_page() -> str:
    """What the record answers, from its JSON Schema."""
    from hearsay.record import passages, results

    found = [
        held
        for module in (results, passages)
        for _, held in sorted(inspect.getmembers(module, inspect.isclass))
        if issubclass(held, msgspec.Struct) and held.__module__ == module.__name__
    ]
    return "\n\n".join(
        [
            "# Answers of the record",
            "What the methods of `Record` return, and what `--json` prints, a line each.",
            *_types(found),
        ]
    )


def _types(types: Iterable[Any]) -> list[str]:
    _, parts = msgspec.json.schema_components(types, ref_template="#{name}")
    made = []
    for name, part in parts.items():
        rows = [
            f"| `{field}` | {_type(of)} | {'' if field in part.get('required', ()) else _default(of)} |"
            for field, of in part.get("properties", {}).items()
        ]
        made.append(
            f"## {name}\n\n{_prose(part.get('description', ''))}\n\n| field | type | if left out |\n| --- | --- | --- |\n"
            + "\n".join(rows)
        )
    return made


def _type(of: dict[str, Any]) -> str:
    """A JSON type in words; a type of this page as a link to it."""
    if "$ref" in of:
        name = of["$ref"].removeprefix("#")
        return f"[{name}](#{name.lower()})"
    if "anyOf" in of:
        return " or ".join(_type(one) for one in of["anyOf"])
    if "enum" in of:
        return ", ".join(f"`{value}`" for value in of["enum"])
    if of.get("prefixItems"):
        return f"list of {len(of['prefixItems'])}: {', '.join(_type(one) for one in of['prefixItems'])}"
    if of.get("type") == "array":
        return f"list of {_type(of['items'])}" if isinstance(of.get("items"), dict) else "list"
    return str(of.get("type", "anything")) + (" (base64)" if of.get("contentEncoding") else "")


def _default(of: dict[str, Any]) -> str:
    return f"`{msgspec.json.encode(of['default']).decode()}`" if "default" in of else "unknown"


def python_page() -> str:
    """The functions and methods that programs call, from their docstrings."""
    import hearsay
    from hearsay.record import Record
    from hearsay.record.independent import independent
    from hearsay.record.notebook import record_html
    from hearsay.record.tables import Table, table

    parts = [
        "# Python",
        _signature("hearsay.read", hearsay.read),
        _signature("hearsay.read_text", hearsay.read_text),
    ]
    for name, of in (("hearsay.record.Record", Record), ("hearsay.record.tables.Table", Table)):
        parts.append(f"## {name}\n\n{_prose(inspect.getdoc(of) or '')}")
        for method, held in inspect.getmembers(of, callable):
            if not method.startswith("_") and held.__doc__:
                parts.append(_signature(f"{of.__name__}.{method}", held, "###"))
    for name, function in (
        ("hearsay.record.tables.table", table),
        ("hearsay.record.independent.independent", independent),
        ("hearsay.record.notebook.record_html", record_html),
    ):
        parts.append(_signature(name, function))
    return "\n\n".join(parts) + "\n"


def _signature(name: str, of: Callable[..., Any], level: str = "##") -> str:
    return f"{level} {name}\n\n```python\n{name}{inspect.signature(of)}\n```\n\n{_prose(inspect.getdoc(of) or '')}"


def _prose(text: str) -> str:
    """A docstring as Markdown: its roles as code, its examples as blocks."""
    text = re.sub(r":\w+:`~?(?:[\w.]+\.)?(\w+)`", r"`\1`", text).replace("``", "`")
    text = re.sub(r"(?m)^((?:>>>|\.\.\.).*)$", r"    \1", text)
    return re.sub(r"  # doctest: \+SKIP", "", text).replace("<", "&lt;")
