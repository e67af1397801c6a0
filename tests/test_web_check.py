"""The sourcing label of a text that is in no record, in the browser."""

from __future__ import annotations

from pathlib import Path

import fake_reader
import pytest
import web_records
from lxml import html
from starlette.testclient import TestClient

from hearsay.schema import Article, Reading
from hearsay.views.label import Taken, label
from hearsay.views.web.app import make_app
from hearsay.views.web.drawings.card import card, told_of

TEXT = (
    "Ana Ruiz said the bridge is closed. A man said two boats sank.\n\n"
    "It is said that the ferry was late. Gulls slept on the pier, and it rained the whole day."
)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return web_records.pile(tmp_path_factory.mktemp("web") / "pile.db")


@pytest.fixture
def client(path: Path) -> TestClient:
    return TestClient(make_app(path, load=fake_reader.load), base_url="http://127.0.0.1")


def test_a_pasted_text_gets_its_label(client: TestClient) -> None:
    given = {"text": TEXT, "published": "2031-03-04", "outlet": "Harbour Times"}
    answer = client.post("/check", data=given)
    assert answer.status_code == 200
    page = html.fromstring(answer.text)
    shown = " ".join(page.xpath("//div[@class='label-card']")[0].text_content().split())
    assert "4 statements" in shown
    assert "from nobody at all (“is said to”)1 25%" in shown
    told = client.get(f"{answer.url.path}.json").json()
    assert (told["named"], told["unnamed"], told["unstated"], told["own_voice"]) == (1, 1, 1, 1)
    assert told["outlet"] == "Harbour Times"
    assert client.get(f"{answer.url.path}.svg").headers["content-type"] == "image/svg+xml"
    text = page.xpath("//div[@class='text']")[0].text_content()
    assert text.split() == TEXT.split()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("story.txt", TEXT.encode()),
        ("../../etc/story.md", TEXT.encode()),
        ("story.html", f"<html><body><article><p>{TEXT * 3}</p></article></body></html>".encode()),
        ("no-ending", TEXT.encode()),
    ],
)
def test_a_file_gets_its_label(client: TestClient, name: str, data: bytes) -> None:
    answer = client.post("/check", files={"file": (name, data)})
    assert answer.status_code == 200, answer.text[:300]
    assert client.get(f"{answer.url.path}.json").json()["statements"] >= 4


def test_a_file_of_several_articles_gets_several(client: TestClient) -> None:
    line = '{"id": "%s", "text": "Ana Ruiz said boat %s sank near the old pier."}\n'
    data = "".join(line % (n, n) for n in "ab").encode()
    answer = client.post("/check", files={"file": ("two.jsonl", data)})
    links = html.fromstring(answer.text).xpath("//p[@class='notice']//a/@href")
    assert len(links) == 1
    assert client.get(links[0]).status_code == 200


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"text": ""}, "there is no text"),
        ({"text": "  \n "}, "there is no text"),
        ({"text": TEXT, "published": "someday"}, "someday"),
        ({"url": "ftp://a.example"}, "no address of the web"),
        ({"url": "http://127.0.0.1:1/"}, "127.0.0.1"),
    ],
)
def test_what_cannot_be_read_is_told(client: TestClient, given: dict[str, str], told: str) -> None:
    answer = client.post("/check", data=given)
    assert answer.status_code == 422
    page = html.fromstring(answer.text)
    assert told in page.xpath("//p[@role='alert']")[0].text_content()
    assert page.xpath("//textarea")[0].text_content().split() == given.get("text", "").split()


def test_what_is_too_large_is_refused(client: TestClient) -> None:
    assert client.post("/check", data={"text": "x" * 3_000_000}).status_code == 413


def test_a_reader_that_fails_is_told(client: TestClient) -> None:
    answer = client.post("/check", data={"text": "Ana Ruiz said CRASH to the whole of the harbour."})
    assert answer.status_code == 422
    assert "RuntimeError" in answer.text


def test_what_a_record_knows_goes_into_the_label() -> None:
    article = Article(TEXT, "a", outlet="Harbour Times", headline="Rain")
    reading: Reading = fake_reader.read(article)
    taken = [Taken("Cape Post", "b", 0.25), Taken(None, "c", 0.5)]
    told = label(article, reading, taken)
    assert [t.share for t in told.taken_over] == [0.5, 0.25]
    drawn = card(told)
    assert "50% of its words, from c" in drawn
    assert "Rain" in drawn
    assert told_of(told) == (
        "Sourcing label: 4 statements: 1 from named sources, 1 from somebody not named, "
        "1 from nobody at all (“is said to”), 1 in its own voice"
    )
