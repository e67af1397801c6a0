"""The pages of a record: each answers, says what the record says, and has its twins."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

import fake_reader
import msgspec
import pytest
import web_records
from lxml import html
from starlette.testclient import TestClient

from hearsay.record import Record
from hearsay.record.pages import Pages
from hearsay.record.results import Claim, Trace
from hearsay.views.web.app import make_app
from hearsay.views.web.guard import POLICY

HERE = "http://127.0.0.1:8765"
LISTS = ["/claims", "/timeline", "/sources", "/actors", "/places", "/articles"]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return web_records.pile(tmp_path_factory.mktemp("web") / "pile.db")


@pytest.fixture(scope="module")
def record(path: Path) -> Iterator[Record]:
    with Record.open(path, read_only=True) as opened:
        yield opened


@pytest.fixture(scope="module")
def client(path: Path) -> TestClient:
    return TestClient(make_app(path, load=fake_reader.load), base_url=HERE)


def tree(client: TestClient, address: str) -> html.HtmlElement:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    return html.fromstring(answer.text)


def words(node: html.HtmlElement) -> str:
    return " ".join(node.text_content().split())


@pytest.fixture(scope="module")
def claim(record: Record) -> Claim:
    """The claim that most articles repeat for one origin."""
    return max((c for c in record.claims() if c.corroboration == 1), key=lambda c: (len(c.articles), c.id))


@pytest.fixture(scope="module")
def every(client: TestClient, record: Record, claim: Claim) -> list[str]:
    """One page of each kind."""
    article = record.articles()[0].key
    source = client.get("/sources.json").json()["sources"][0]["id"]
    one = [f"/claim/{claim.id}", f"/article/{article[:12]}", f"/article/{article[:12]}/label"]
    return ["/", *LISTS, *one, f"/source/{source}", f"/actor/{record.actors()[0].id}", "/check"]


def test_every_page_is_whole(client: TestClient, every: list[str]) -> None:
    for address in every:
        page = tree(client, address)
        assert page.get("lang") == "en"
        assert len(page.findall(".//h1")) == 1, address
        assert len(page.findall(".//main")) == 1
        assert words(page.find(".//title")).endswith("· Hearsay")
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids)), address
        for target in page.xpath("//a/@href[starts-with(., '#')]"):
            assert target[1:] in ids, (address, target)


def test_every_page_asks_nobody_else(client: TestClient, every: list[str]) -> None:
    for address in every:
        answer = client.get(address)
        page = html.fromstring(answer.text)
        assert answer.headers["content-security-policy"] == POLICY
        assert answer.headers["referrer-policy"] == "same-origin"
        for source in page.xpath("//script/@src | //link/@href | //img/@src | //form/@action"):
            assert source.startswith("/"), (address, source)
            assert not source.startswith("//")
        assert not page.xpath("//script[not(@src)] | //style | //@style | //@onclick | //@onload"), address


def test_every_link_leads_somewhere(client: TestClient, every: list[str]) -> None:
    seen = set()
    for address in every:
        for link in tree(client, address).xpath("//a/@href | //link/@href | //script/@src"):
            target = link.partition("#")[0]
            if target.startswith("/") and target not in seen:
                seen.add(target)
                assert client.get(target).status_code == 200, (address, link)
    assert len(seen) > 100


def test_every_page_has_a_json_twin(client: TestClient, every: list[str]) -> None:
    for address in every:
        (twin,) = tree(client, address).xpath("//link[@rel='alternate']/@href")
        answer = client.get(twin)
        assert answer.headers["content-type"] == "application/json"
        assert answer.json() is not None


@pytest.mark.parametrize("address", LISTS)
def test_a_list_is_exported_as_a_table(client: TestClient, address: str) -> None:
    rows = list(csv.reader(io.StringIO(client.get(f"{address}.csv").text)))
    assert len(rows) > 1
    assert {len(row) for row in rows} == {len(rows[0])}


def test_a_claims_page_counts_articles_and_origins(client: TestClient, record: Record, claim: Claim) -> None:
    page = tree(client, f"/claim/{claim.id}")
    numbers = [words(b) for b in page.xpath("//div[@class='numbers']//b")]
    assert numbers == [str(len(claim.articles)), "1"]
    assert "one source" in words(page.xpath("//p[@class='verdict']")[0])
    drawn = page.xpath("//*[local-name()='svg' and contains(@class, 'tree')]")[0]
    assert words(drawn).count(claim.origins[0].name) == 1
    quoted = words(page.xpath("//ul[@class='tree-words']")[0])
    for statement in claim.statements:
        article = record.article(statement.article)
        assert " ".join(article.text[statement.start : statement.end].split())[:60] in quoted


def test_a_claims_twin_is_its_trace(client: TestClient, record: Record, claim: Claim) -> None:
    twin = client.get(f"/claim/{claim.id}.json").content
    assert msgspec.json.decode(twin, type=Trace) == record.trace(claim.id)


def test_accounts_that_differ_stand_side_by_side(client: TestClient, record: Record) -> None:
    for dispute in record.disagreements():
        page = tree(client, f"/claim/{dispute.claim}")
        shown = [words(cell) for cell in page.xpath("//table[@class='side']/thead//th")]
        assert [value.value for value in dispute.values] == [
            value for value in shown if value in {v.value for v in dispute.values}
        ]


def test_figures_are_drawn_over_time(client: TestClient, record: Record) -> None:
    drawn = 0
    for dispute in record.disagreements():
        if dispute.about == "figure":
            page = tree(client, f"/claim/{dispute.claim}")
            for chart in page.xpath("//*[local-name()='svg' and @class='figures']"):
                drawn += 1
                assert all(value.value in words(chart) for value in dispute.values)
    assert drawn


@pytest.mark.parametrize(
    ("query", "keep"),
    [
        ("", lambda c: True),
        ("?origins=one", lambda c: c.corroboration == 1),
        ("?origins=none", lambda c: c.corroboration == 0),
        ("?origins=two", lambda c: c.corroboration >= 2),
        ("?disputed=1", lambda c: bool(c.disagreements)),
        ("?shared=1", lambda c: len({s.chain[0].name for s in c.statements}) > 1),
        ("?order=corroborated", lambda c: True),
    ],
)
def test_claims_are_filtered(client: TestClient, record: Record, query: str, keep: object) -> None:
    assert callable(keep)
    told = client.get(f"/claims.json{query}").json()
    wanted = {claim.id for claim in record.claims() if keep(claim)}
    assert told["total"] == len(wanted)
    assert {claim["id"] for claim in told["claims"]} <= wanted
    counts = [claim["corroboration"] for claim in told["claims"]]
    if "corroborated" in query:
        assert counts == sorted(counts, reverse=True)


def test_claims_are_searched(client: TestClient, record: Record) -> None:
    some = record.claims()[0]
    quoted = record.article(some.statements[0].article).text[
        some.statements[0].start : some.statements[0].end
    ]
    told = client.get("/claims.json", params={"q": quoted}).json()
    assert some.id in {claim["id"] for claim in told["claims"]}
    assert client.get("/claims.json", params={"q": 'quagmire" OR NEAR('}).json()["total"] == 0
    assert client.get("/claims.json", params={"q": "***"}).json()["total"] == 0


def test_pages_of_a_list_hold_every_claim_once(client: TestClient, record: Record) -> None:
    found: list[str] = []
    for page in range(1, 50):
        rows = client.get(f"/claims.json?page={page}").json()["claims"]
        if not rows:
            break
        found += [row["id"] for row in rows]
    assert sorted(found) == sorted(claim.id for claim in record.claims())


def test_the_timeline_is_in_order_and_zooms(client: TestClient, record: Record) -> None:
    told = client.get("/timeline.json").json()
    dated = [e for e in record.timeline() if e.time.earliest or e.time.latest]
    assert told["total"] == len(dated)
    starts = [e["time"]["earliest"] or e["time"]["latest"] for e in told["entries"]]
    assert starts == sorted(starts)
    month = next(e.time.earliest for e in dated if e.time.earliest and e.time.latest)[:7]
    inside = client.get(f"/timeline.json?since={month}&until={month}").json()
    assert 0 < inside["total"] <= told["total"]
    for entry in inside["entries"]:
        first, last = entry["time"]["earliest"], entry["time"]["latest"]
        assert (first or last)[:7] <= month <= (last or first)[:7]
    page = tree(client, "/timeline")
    zooms = page.xpath("//*[@class='histogram']//*[local-name()='a']/@href")
    assert zooms
    assert all(client.get(address).status_code == 200 for address in zooms)


def test_a_source_holds_all_that_rests_on_it(client: TestClient, record: Record) -> None:
    claims = {claim.id: claim for claim in record.claims()}
    told = client.get("/sources.json").json()["sources"]
    assert {(row["name"], row["kind"]) for row in told} <= {(row.name, row.kind) for row in record.sources()}
    for row in told:
        page = client.get(f"/source/{row['id']}.json").json()
        assert page["total"] == row["claims"] == len(page["claims"])
        held = [claims[claim["id"]] for claim in page["claims"]]
        alone = [c for c in held if c.corroboration == 1 and c.origins[0].name == row["name"]]
        assert row["alone"] == len(alone), row


def test_an_article_is_shown_whole_with_its_marks(client: TestClient, record: Record) -> None:
    for row in record.articles()[:8]:
        article = record.article(row.key)
        page = tree(client, f"/article/{row.key[:12]}")
        text = page.xpath("//div[@class='text']")[0].text_content()
        assert "".join(text.split()) == "".join(article.text.split())
        for mark in page.xpath("//*[@data-notes]"):
            for note in mark.get("data-notes").split():
                assert page.xpath(f"//li[@id='{note}']")


def test_what_an_article_copied_is_shaded(client: TestClient, record: Record) -> None:
    copy = next(c for c in record.copies() if c.direction != "unknown")
    key = next(key for key, name in record.refs.items() if name == copy.article)
    page = tree(client, f"/article/{key[:12]}")
    shaded = "".join(
        "".join(page.xpath("//div[@class='text']//*[contains(@class, 'copied')]//text()")).split()
    )
    text = record.article(copy.article).text
    for passage in copy.passages:
        assert "".join(text[passage.start : passage.end].split()) in shaded
    label = client.get(f"/article/{key[:12]}/label.json").json()
    assert label["taken_over"][0]["share"] == copy.share


def test_the_label_is_a_picture_of_its_own(client: TestClient, record: Record) -> None:
    key = record.articles()[0].key[:12]
    answer = client.get(f"/article/{key}/label.svg")
    assert answer.headers["content-type"] == "image/svg+xml"
    assert answer.headers["content-security-policy"] == "default-src 'none'"
    told = client.get(f"/article/{key}/label.json").json()
    assert f"{told['statements']} statement" in answer.text
    assert not re.search(r"(?:href|src|style|class|on\w+)=", answer.text)
    page = client.get(f"/article/{key}/label.html")
    assert page.headers["content-security-policy"] == "default-src 'none'"
    assert answer.text in page.text


def test_names_of_one_actor_lead_to_one_page(client: TestClient, record: Record) -> None:
    actor = next(a for a in record.actors() if len(a.names) > 1)
    shown = words(tree(client, f"/actor/{actor.id}"))
    assert all(" ".join(name.split()) in shown for name in actor.names[:20])


@pytest.mark.parametrize(
    ("address", "status", "told"),
    [
        ("/claim/zzzz", 404, "no claim"),
        ("/claim/%00", 404, ""),
        ("/article/0000000000000000", 404, "no article"),
        ("/source/nobody", 404, "no source"),
        ("/actor/a000000000", 404, "no actor"),
        ("/nothing", 404, "no such page"),
        ("/claims?page=0", 400, "no page number"),
        ("/claims?page=%C2%B2", 400, "no page number"),
        ("/claims?origins=many", 400, "origins: 'many'"),
        ("/claims?since=then", 400, "since: 'then' is no date"),
        ("/timeline?until=2031-02-30", 400, "until: '2031-02-30' is no date"),
        ("/sources?kind=gossip", 400, "kind: 'gossip'"),
        ("/check/0123", 404, "no checked text"),
        ("/article/{article}?sure=very", 400, "sure: 'very'"),
        ("/claim/{claim}?sure=1.5", 400, "sure: '1.5'"),
        ("/claim/{claim}?sure=nan", 400, "sure: 'nan'"),
    ],
)
def test_what_cannot_be_answered_is_told(
    client: TestClient, record: Record, claim: Claim, address: str, status: int, told: str
) -> None:
    answer = client.get(address.format(article=record.articles()[0].key, claim=claim.id))
    assert answer.status_code == status
    assert told in words(html.fromstring(answer.text))


def test_a_page_far_behind_the_last_is_empty(client: TestClient) -> None:
    assert client.get("/claims.json?page=999999").json()["claims"] == []


def test_an_empty_record_has_pages(tmp_path: Path) -> None:
    with Record.open(tmp_path / "none.db") as empty:
        empty.derive()
    client = TestClient(make_app(tmp_path / "none.db"), base_url=HERE)
    for address in ["/", *LISTS, "/check"]:
        assert client.get(address).status_code == 200, address


def test_a_record_that_went_away_is_told(tmp_path: Path) -> None:
    client = TestClient(make_app(tmp_path / "gone.db"), base_url=HERE)
    answer = client.get("/")
    assert answer.status_code == 503
    assert "there is no record" in answer.text


def test_articles_that_came_since_are_told_of(tmp_path: Path) -> None:
    path = web_records.pile(tmp_path / "grows.db")
    client = TestClient(make_app(path), base_url=HERE)
    before = client.get("/index.json").json()["counts"]["articles"]
    assert "came into this record" not in client.get("/").text
    article = web_records.record_readings.Article(
        "The quay said nothing.", "new", "2031-01-01", "Quay", "Post"
    )
    with Record.open(path) as record:
        record.add(article, fake_reader.read(article))
    assert "came into this record" in client.get("/").text
    assert client.get("/index.json").json()["counts"]["articles"] == before + 1
    assert "its claims are not made yet" in client.get(f"/article/{article.key[:12]}").text


def test_what_breaks_is_told_without_its_insides(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*arguments: object) -> None:
        raise RuntimeError("the inside of it")

    monkeypatch.setattr(Pages, "articles", broken)
    client = TestClient(make_app(path), base_url=HERE, raise_server_exceptions=False)
    answer = client.get("/articles")
    assert answer.status_code == 500
    assert "inside" not in answer.text
    assert answer.headers["content-security-policy"] == POLICY
