"""Datasette opens a record: its pages come up, the views have rows, and articles can be searched."""

from __future__ import annotations

import asyncio
import warnings
from pathlib import Path
from typing import Any

import pytest
from export_records import nasty, pile

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    pytest.importorskip("datasette", reason="skipped: Datasette is not installed")
    from datasette.app import Datasette

pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    # Its pools of threads and connections end with the process.
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


def ask(path: Path, *addresses: str) -> list[Any]:
    async def session() -> list[Any]:
        site = Datasette([str(path)])
        await site.invoke_startup()
        return [await site.client.get(address) for address in addresses]

    return asyncio.run(session())


@pytest.mark.parametrize("make", [pile, nasty], ids=["pile", "nasty"])
def test_pages_come_up(make: Any, tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    make(path).close()
    tables = ("who_says_so", "timeline", "sources", "articles", "claims", "statements", "claim_statements")
    pages = ask(path, "/record", *(f"/record/{name}" for name in tables))
    assert [page.status_code for page in pages] == [200] * (len(tables) + 1)
    assert not any("<script>alert(1)</script>" in page.text for page in pages)


def test_views_answer_as_json_and_articles_can_be_searched(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    with pile(path) as record:
        statements, articles = len(record.statements()), len(record.articles())
    says, found = ask(
        path,
        "/record/who_says_so.json?_shape=array&_size=max",
        "/record/articles.json?_search=ferry&_fts_table=article_search&_fts_pk=n&_shape=array",
    )
    assert len(says.json()) == statements
    assert {"claim", "outlet", "rests_on"} <= set(says.json()[0])
    assert 0 < len(found.json()) < articles
