"""News as agencies send it, documents, and lines of JSON that call their fields otherwise."""

from __future__ import annotations

import contextlib
import io
import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import given as examples
from hypothesis import strategies as st

from hearsay.gather import NotAnArticle, Problem, gather
from hearsay.gather.documents import from_document
from hearsay.gather.fields import FIELDS, parse_fields
from hearsay.gather.given import Given
from hearsay.gather.newsml import news_items
from hearsay.gather.ninjs import from_ninjs, is_ninjs, words_of
from hearsay.schema import Article

WORDS = (
    "The ferry was towed ashore on Monday evening after its engines failed off the coast, officials said, "
    "and eleven of the crew were brought to safety by the boats of the harbour authority."
)


def read(path: Path, **options: object) -> tuple[list[Article], list[Problem]]:
    problems: list[Problem] = []
    return list(gather([path], problems=problems.append, **options)), problems  # type: ignore[arg-type]


# NewsML-G2 and NITF

NAMESPACE = 'xmlns="http://iptc.org/std/nar/2006-10-01/"'


def item(content: str, guid: str = "urn:newsml:h:1", status: str = "stat:usable") -> str:
    return (
        f'<newsItem {NAMESPACE} guid="{guid}" standard="NewsML-G2"><itemMeta><provider literal="CW"><name>Cape Wire'
        f"</name></provider><versionCreated>2031-03-04T10:00:00+09:00</versionCreated>"
        f'<firstCreated>2031-03-03T09:12:00+09:00</firstCreated><pubStatus qcode="{status}"/></itemMeta><contentMeta>'
        f'<by>By Ana Ruiz</by><language tag="en-GB"/><headline>Ferry towed &amp; crew saved</headline></contentMeta>'
        f"<contentSet>{content}</contentSet></newsItem>"
    )


NITF = (
    '<nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><body><body.head><hedline><hl1>Ferry</hl1></hedline>'
    "<dateline>PORT ELSA, March 3 (Cape Wire) -</dateline></body.head><body.content>"
    f"<block><p>{WORDS}</p><p>The <em>inquiry</em> begins.</p></block></body.content></body></nitf>"
)
XHTML = (
    '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head>'
    f"<body><h1>Ferry</h1><p>{WORDS}</p><p>The inquiry begins.</p></body></html>"
)
CONTENTS = [
    (
        f'<inlineXML contenttype="application/nitf+xml">{NITF}</inlineXML>',
        f"PORT ELSA, March 3 (Cape Wire) -\n\n{WORDS}",
    ),
    (f'<inlineXML contenttype="application/xhtml+xml">{XHTML}</inlineXML>', f"Ferry\n\n{WORDS}"),
    (f'<inlineData contenttype="text/plain">{WORDS}\n\nThe inquiry begins.</inlineData>', WORDS),
    (
        f'<inlineData contenttype="text/html">&lt;p&gt;{WORDS}&lt;/p&gt;&lt;p&gt;The inquiry begins.</inlineData>',
        WORDS,
    ),
]


@pytest.mark.parametrize(("content", "words"), CONTENTS)
def test_newsml_items_are_read(tmp_path: Path, content: str, words: str) -> None:
    file = tmp_path / "a.xml"
    file.write_text(f'<?xml version="1.0" encoding="UTF-8"?>{item(content)}')
    (article,), problems = read(file)
    assert article.text == f"{words}\n\nThe inquiry begins."
    assert (article.id, article.outlet, article.headline) == (
        "urn:newsml:h:1",
        "Cape Wire",
        "Ferry towed & crew saved",
    )
    assert (article.published, article.published_by) == ("2031-03-03T09:12:00+09:00", "metadata")
    assert article.authors == ("Ana Ruiz",)
    assert problems == []


def test_a_message_of_items(tmp_path: Path) -> None:
    text = f"<inlineData>{WORDS}</inlineData>"
    items = (
        item(text)
        + item("", "urn:2")
        + item(text, "urn:3", "stat:canceled")
        + item(text, "urn:4", "stat:withheld")
    )
    file = tmp_path / "a"
    file.write_text(f"<newsMessage {NAMESPACE}><itemSet>{items}</itemSet></newsMessage>")
    articles, problems = read(file)
    assert [a.id for a in articles] == ["urn:newsml:h:1", "urn:4"]
    assert [(p.origin.rpartition(":")[2], p.reason.partition(" ")[0], p.fatal) for p in problems] == [
        ("2", "no", True),
        ("3", "withdrawn", True),
        ("4", "not", False),
    ]


def test_nitf_alone(tmp_path: Path) -> None:
    date = '<date.issue norm="20310303T091200Z"/>'
    (tmp_path / "a.xml").write_text(
        NITF.replace("<body>", f"<head><docdata>{date}</docdata></head><body>", 1)
    )
    (article,), _ = read(tmp_path / "a.xml")
    assert (article.headline, article.published) == ("Ferry", "2031-03-03T09:12:00Z")


XML = {
    "<a><b></a>": "not XML",
    "<a/>": "no news in this XML: its root is 'a'",
    '<rss version="2.0"/>': "hearsay watch",
    "<opml/>": "hearsay watch",
    '<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><newsItem>&b;</newsItem>': "entities of its own",
    '<!DOCTYPE x SYSTEM "file:///etc/passwd"><newsItem/>': "no text",
    "<x>" * 5000: "not XML",
}


@pytest.mark.parametrize("text", XML)
def test_bad_xml_is_told(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.xml").write_text(text)
    articles, (problem,) = read(tmp_path / "a.xml")
    assert articles == []
    assert XML[text] in problem.reason


@examples(
    st.binary(max_size=200)
    | st.text(max_size=100).map(lambda s: item(f"<inlineData>{s}</inlineData>").encode())
)
def test_any_bytes_are_news_or_told(data: bytes) -> None:
    try:
        for article in news_items(data, "a", Given()):
            assert article.text
    except NotAnArticle:
        pass


# ninjs

NINJS_3 = {
    "uri": "urn:h:1",
    "standard": {"name": "ninjs", "version": "3.0"},
    "language": "en",
    "firstcreated": "2031-03-03T09:12:00+09:00",
    "versioncreated": "2031-03-04T10:00:00+09:00",
    "pubstatus": "usable",
    "headlines": [{"role": "short", "value": "Ferry"}, {"role": "main", "value": "Ferry towed"}],
    "bodies": [
        {"role": "caption", "contenttype": "text/plain", "value": "Caption"},
        {"role": "main", "contenttype": "text/html", "value": f"<p>{WORDS}</p><p>The inquiry<br>begins.</p>"},
    ],
    "infosources": [{"name": "Cape Wire"}],
    "people": [{"rel": "author", "name": "Ana Ruiz"}, {"rel": "about", "name": "Bo Sund"}],
}
NINJS_1 = {
    "uri": "urn:h:1",
    "versioncreated": "2031-03-03T09:12:00+09:00",
    "headline": "Ferry towed",
    "body_html": f"<div><p>{WORDS}</p><p>The inquiry<br/>begins.</p></div>",
    "byline": "By Ana Ruiz",
    "source": "Cape Wire",
}


@pytest.mark.parametrize("version", [NINJS_3, NINJS_1])
def test_ninjs_items_are_read(tmp_path: Path, version: dict[str, object]) -> None:
    (tmp_path / "a.json").write_text(json.dumps(version, indent=1))
    (tmp_path / "b.json").write_text(json.dumps([version, {"text": "A ferry."}]))
    (article,), problems = read(tmp_path / "a.json")
    assert article.text == f"{WORDS}\n\nThe inquiry\nbegins."
    assert (article.id, article.outlet, article.headline) == ("urn:h:1", "Cape Wire", "Ferry towed")
    assert (article.published, article.published_by) == ("2031-03-03T09:12:00+09:00", "field")
    assert article.authors == ("Ana Ruiz",)
    assert problems == []
    assert len(read(tmp_path / "b.json")[0]) == 2


def test_ninjs_without_text_or_withdrawn(tmp_path: Path) -> None:
    for change, reason in (({"bodies": []}, "no text"), ({"pubstatus": "canceled"}, "withdrawn")):
        (tmp_path / "a.json").write_text(json.dumps(NINJS_3 | change))
        articles, (problem,) = read(tmp_path / "a.json")
        assert articles == []
        assert reason in problem.reason


def test_an_article_of_ones_own_is_no_ninjs() -> None:
    assert not is_ninjs(json.dumps({"uri": "x", "text": "A ferry.", "versioncreated": "x"}).encode())


@examples(st.dictionaries(st.sampled_from([*NINJS_3, "body_text"]), st.recursive(
    st.none() | st.integers() | st.text(max_size=9), lambda i: st.lists(i, max_size=3) | st.dictionaries(
        st.sampled_from(["value", "role", "contenttype", "name", "rel"]), i, max_size=3), max_leaves=6)))  # fmt: skip
def test_any_ninjs_is_read_or_told(parts: dict[str, object]) -> None:
    data = json.dumps(NINJS_1 | parts).encode()
    with contextlib.suppress(NotAnArticle):
        assert from_ninjs(data, name="a", given=Given()).text


@examples(st.text(max_size=80))
def test_markup_is_taken_off(text: str) -> None:
    assert "\x00" not in words_of(text)
    assert words_of("<div>One <b>two</b><p>three</p>four</div>") == "One two\n\nthree\n\nfour"


# Documents


def docx(*paragraphs: str, title: str = "") -> bytes:
    import docx as library

    document = library.Document()
    document.core_properties.title = title
    document.core_properties.author = "Ana Ruiz"
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Boats", "7"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def pdf(*lines: str) -> bytes:
    words = "".join(f"({line}) Tj T* " for line in lines)
    stream = f"BT /F1 12 Tf 14 TL 72 720 Td {words}ET".encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    head = b"xref\n0 6\n0000000000 65535 f \n" + table
    return out + head + b"trailer\n<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(out)


def test_a_docx_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(docx(WORDS, "", "The inquiry begins.", title="Ferry towed"))
    (article,), problems = read(tmp_path / "a.docx", published="2031-03-03")
    assert article.text == f"{WORDS}\n\nThe inquiry begins.\n\nBoats | 7"
    assert (article.headline, article.published) == ("Ferry towed", "2031-03-03")
    assert problems == []
    # When the file was made is not when it was published.
    assert read(tmp_path / "a.docx")[0][0].published is None


def test_a_pdf_is_read(tmp_path: Path) -> None:
    lines = ["The ferry was towed ashore on Monday evening after its en-", "gines failed off the coast, officials said.",
             "The inquiry begins.", "Eleven of the crew were brought to safety by the boats of"]  # fmt: skip
    (tmp_path / "a.pdf").write_bytes(pdf(*lines))
    (article,), problems = read(tmp_path / "a.pdf")
    assert article.text.startswith(
        "The ferry was towed ashore on Monday evening after its engines failed off"
    )
    assert "\n\nEleven of the crew" in article.text
    assert problems == []


def test_bad_documents_are_told(tmp_path: Path) -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"x" * 60_000_000)
    for name, data, reason in (
        ("a.docx", docx(WORDS)[:-400], "broken .docx"),
        ("b.docx", b"PK\x03\x04" + bytes(100), "broken .docx"),
        ("c.docx", bomb.getvalue(), "unpacks to far more"),
        ("d.pdf", b"%PDF-1.4\n" + bytes(100), "broken .pdf"),
        ("e.pdf", pdf(), "no text in it"),
    ):
        (tmp_path / name).write_bytes(data)
        articles, (problem,) = read(tmp_path / name)
        assert articles == []
        assert reason in problem.reason
        assert problem.origin == str(tmp_path / name)


@examples(st.sampled_from(["docx", "pdf"]), st.integers(0, 3000), st.binary(min_size=1, max_size=8))
def test_a_damaged_document_is_read_or_told(kind: str, at: int, damage: bytes) -> None:
    data = docx(WORDS) if kind == "docx" else pdf(WORDS[:80])
    at %= len(data)
    with contextlib.suppress(NotAnArticle):
        from_document(data[:at] + damage + data[at + len(damage) :], kind, name="a", given=Given())


# Lines of JSON from other corpora


def test_fields_can_be_called_otherwise(tmp_path: Path) -> None:
    lines = [
        {
            "body": WORDS,
            "date": "2031-03-03",
            "meta": {"site": {"name": "Harbour Times"}},
            "id": 7,
            "title": "Ferry",
        },
        {"body": ["A ferry.", "A boat."], "date": 1930295520, "meta": "none"},
        {"body": "A ferry.", "date": 1930295520000},
        {"text": "Not this one."},
        {"body": 5},
    ]
    file = tmp_path / "a.jsonl"
    file.write_text("".join(json.dumps(line) + "\n" for line in lines))
    fields = parse_fields(["text=body", "published=date", "outlet=meta.site.name", "headline=title"])
    (one, two, three), problems = read(file, fields=fields)
    assert (one.text, one.id, one.outlet, one.headline) == (WORDS, "7", "Harbour Times", "Ferry")
    assert (one.published, one.published_by) == ("2031-03-03", "field")
    assert (two.text, two.published, two.outlet) == ("A ferry.\n\nA boat.", "2031-03-03T09:12:00+00:00", None)
    assert three.published == two.published
    assert [p.reason for p in problems] == [
        "no article: the text is missing (no field 'body')",
        "no article: the text is not a string",
    ]


def test_a_name_with_a_dot_can_be_a_field_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"a.b": "A ferry.", "a": {"b": "A boat."}}\n')
    assert read(tmp_path / "a.jsonl", fields={"text": "a.b"})[0][0].text == "A ferry."


@pytest.mark.parametrize("pairs", [["text"], ["text="], ["=body"], ["words=body"], ["text=a", "text=b"]])
def test_a_map_that_is_none_is_told(pairs: list[str]) -> None:
    with pytest.raises(ValueError, match=r"FIELD=NAME|no field|twice"):
        parse_fields(pairs)


def test_every_field_of_an_article_can_be_mapped() -> None:
    assert set(parse_fields(f"{field}=x" for field in FIELDS)) == set(FIELDS)
