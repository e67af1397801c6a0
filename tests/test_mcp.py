"""A record asked by a real client of the protocol, over standard input and output."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import anyio
import pytest
from export_records import NASTY, nasty, pile
from mcp import Client, StdioServerParameters

from hearsay.record import Record

TOOLS = {"search_claims", "trace_claim", "corroboration", "check_article", "timeline"}


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("record") / "pile.db"
    pile(found).close()
    return found


def over_stdio(path: Path, ask: Callable[[Client], Awaitable[None]]) -> None:
    start = "from hearsay.views.cli import main; main()"
    server = StdioServerParameters(
        command=sys.executable, args=["-W", "error", "-c", start, "mcp", "-r", str(path)]
    )

    async def session() -> None:
        with anyio.fail_after(60):
            async with Client(server) as client:
                await ask(client)

    anyio.run(session)


def in_process(path: Path, *calls: tuple[str, dict[str, Any]]) -> list[Any]:
    """The results of calls to the same server, without a process of its own."""
    from hearsay.views.mcp.server import serve

    found: list[Any] = []

    async def session() -> None:
        async with Client(serve(path)) as client:
            for name, arguments in calls:
                found.append(await client.call_tool(name, arguments))

    anyio.run(session)
    return found


def answer(result: Any) -> dict[str, Any]:
    assert not result.is_error, result.content
    assert json.loads(result.content[0].text) == result.structured_content
    return dict(result.structured_content)


def test_a_client_asks_who_says_so(path: Path) -> None:
    async def ask(client: Client) -> None:
        tools = {tool.name: tool for tool in (await client.list_tools()).tools}
        assert set(tools) == TOOLS
        assert all(tool.description and "passages" not in tool.name for tool in tools.values())
        found = answer(await client.call_tool("search_claims", {"about": "pump failed", "limit": 5}))
        claim = found["claims"][0]
        assert claim["corroboration"] >= 1
        traced = answer(await client.call_tool("trace_claim", {"claim": claim["claim"]}))
        assert traced["claim"] == claim["claim"]
        assert traced["tree"]

    over_stdio(path, ask)


def test_traces_quote_the_articles(path: Path) -> None:
    with Record.open(path, read_only=True) as record:
        claim = max(record.claims(), key=lambda c: len(c.articles))
        [traced] = in_process(path, ("trace_claim", {"claim": claim.id}))
        seen = set()

        def visit(node: dict[str, Any]) -> None:
            if node.get("words"):
                text = record.article(node["article"]).text
                assert (
                    " ".join(text[node["start"] : node["end"]].split()) == node["words"]
                    or "…" in node["words"]
                )
                seen.add(node["article"])
            for child in node.get("passed_on_to", ()):
                visit(child)

        for root in answer(traced)["tree"]:
            visit(root)
        assert seen


def test_passages_are_counted_by_origin(path: Path) -> None:
    with Record.open(path, read_only=True) as record:
        copy = next(copy for copy in record.copies() if copy.share > 0.8)
        texts = [record.article(copy.original).text, record.article(copy.article).text]
    [found, named] = in_process(
        path,
        ("corroboration", {"passages": texts}),
        ("corroboration", {"passages": texts, "articles": [copy.original, ""]}),
    )
    assert answer(found)["keep"] == answer(named)["keep"] == [0]
    assert answer(found)["repetitions"] == [{"passage": 1, "repeats": [0]}]
    assert "2 passages" in answer(found)["answer"]
    assert all(claim["independent_origins"] <= 1 for claim in answer(found)["claims"])


def test_the_timeline_is_in_order(path: Path) -> None:
    [found] = in_process(path, ("timeline", {"since": "2024-03-01", "until": "2024-03-31", "limit": 50}))
    whens = [
        entry["when"].removeprefix("until ").removeprefix("since ")[:10] for entry in answer(found)["entries"]
    ]
    assert whens
    assert answer(found)["found"] >= len(whens)


def test_an_article_is_checked(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import fake_reader

    from hearsay import engine
    from hearsay.views.mcp import server

    server._reader.cache_clear()
    monkeypatch.setattr(engine, "load_reader", fake_reader.load)
    [found] = in_process(
        path, ("check_article", {"text": "Ana Ruiz said the ferry sank.", "outlet": "Coast Daily"})
    )
    server._reader.cache_clear()
    made = answer(found)
    assert (made["statements"], made["named"], made["outlet"]) == (1, 1, "Coast Daily")
    [said] = made["who_says_what"]
    assert (said["words"], said["chain"]) == ("the ferry sank", "Coast Daily < Ana Ruiz")


def test_a_checked_article_is_cut_at_a_confidence(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import test_surer

    from hearsay import engine
    from hearsay.views.mcp import server

    server._reader.cache_clear()
    monkeypatch.setattr(engine, "load_reader", lambda: test_surer.reading)
    text = {"text": test_surer.TEXT, "outlet": "Coast Daily"}
    found, cut = in_process(path, ("check_article", text), ("check_article", text | {"min_confidence": 0.85}))
    server._reader.cache_clear()
    assert [s.get("confidence") for s in answer(found)["who_says_what"]] == [None, 0.9, 0.4, 0.8]
    assert [s["words"] for s in answer(cut)["who_says_what"]] == ["The road is shut", "the ferry sank"]
    assert answer(cut)["statements"] == 4


@pytest.mark.parametrize(
    ("name", "arguments", "told"),
    [
        ("trace_claim", {"claim": "0000000000"}, "0000000000"),
        ("search_claims", {"limit": 0}, "limit must be between 1 and 50, not 0"),
        ("search_claims", {"since": "soon"}, "'soon' is no date"),
        ("timeline", {"limit": 51}, "not 51"),
        ("corroboration", {"passages": ["a"] * 101}, "101 passages"),
        ("corroboration", {"passages": ["a"], "articles": []}, "0 articles for 1 passages"),
        ("check_article", {"text": " "}, "no text"),
        ("check_article", {"text": "x" * 500_001}, "500001 characters"),
        ("check_article", {"text": "A text.", "published": "soon"}, "'soon'"),
        ("check_article", {"text": "A text.", "min_confidence": 2}, "min_confidence must be between 0 and 1"),
    ],
)
def test_a_wrong_question_is_answered_with_what_is_wrong(
    name: str, arguments: dict[str, Any], told: str, path: Path
) -> None:
    [result] = in_process(path, (name, arguments))
    assert result.is_error
    assert told in result.content[0].text


def test_a_record_that_went_away_is_named(tmp_path: Path) -> None:
    [result] = in_process(tmp_path / "gone.db", ("search_claims", {}))
    assert result.is_error
    assert "gone.db: there is no record" in result.content[0].text


def test_nothing_in_an_answer_steers_a_terminal(tmp_path: Path) -> None:
    path = tmp_path / "nasty.db"
    nasty(path).close()
    for result in in_process(
        path, ("search_claims", {"limit": 50}), ("timeline", {}), ("trace_claim", {"claim": "drowned"})
    ):
        text = json.dumps(answer(result), ensure_ascii=False)
        assert not any(ord(character) < 32 or character in "\x9b\u202e" for character in text)
    assert any("\u202e" in words for words in NASTY)


def test_every_tool_is_documented() -> None:
    page = (Path(__file__).resolve().parent.parent / "docs" / "mcp.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE)) == TOOLS
