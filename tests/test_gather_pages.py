"""Pages and Markdown: the text, what it says about itself, the captions, and what is hostile."""

from __future__ import annotations

import contextlib
import io
import json
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hearsay.gather import NotAnArticle, Problem, from_html, from_markdown, from_text, lines
from hearsay.gather.front_matter import split_front_matter

WORDS = (
    "The ferry was towed ashore on Monday evening after its engines failed off the coast, officials said, "
    "and eleven of the crew were brought to safety by the boats of the harbour authority."
)


def page(*, head: str = "", body: str = "", text: str = f"<p>{WORDS}</p>", html: str = "lang=en") -> str:
    return (
        f"<!doctype html><html {html}><head><title>Ferry towed | Harbour Times</title>{head}</head><body>"
        f"<nav><a href=/>Home</a></nav><article><h1>Ferry towed</h1>{text}</article>{body}"
        "<footer>Copyright 2024 Harbour Times, 5 May 2024</footer></body></html>"
    )


def linked(**data: object) -> str:
    data = {"@context": "https://schema.org", "@type": "NewsArticle"} | data
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def test_a_page_speaks_for_itself() -> None:
    head = linked(
        headline="Ferry towed &amp; crew saved",
        datePublished="2031-03-03T09:12:00Z",
        dateModified="2031-03-09",
        publisher={"@type": "Organization", "name": "The Harbour Times"},
        author=[{"name": "Ana Ruiz"}, {"name": "Bo Sund"}],
    )
    head += '<meta property="og:site_name" content="Other"><link rel=canonical href="https://h.example/2031/03/03/x">'
    article = from_html(page(head=head), name="a.html")
    assert article.headline == "Ferry towed & crew saved"
    assert article.outlet == "The Harbour Times"
    assert article.authors == ("Ana Ruiz", "Bo Sund")
    assert (article.published, article.published_by) == ("2031-03-03T09:12:00Z", "metadata")
    assert article.published_others == ()
    assert article.url == "https://h.example/2031/03/03/x"
    assert article.language == "en"
    assert WORDS in article.text.split("\n\n")
    assert "Copyright" not in article.text


DATES = [
    ('<meta property="article:published_time" content="2031-03-03">', "", "2031-03-03", "metadata"),
    ('<meta name="DC.date.issued" content="3 March 2031">', "", "2031-03-03", "metadata"),
    ("", '<p itemprop="datePublished">3 March 2031</p>', "2031-03-03", "metadata"),
    ("", '<time datetime="2031-03-03T09:12Z">Monday</time>', "2031-03-03T09:12Z", "metadata"),
    ("", '<time datetime="2031-03-03">a</time><time datetime="2031-03-04">b</time>', None, None),
    ('<link rel=canonical href="https://h.example/2031/03/03/x">', "", "2031-03-03", "url"),
    ('<meta property="article:modified_time" content="2031-03-03">', "", None, None),
    ("", "", None, None),
]


@pytest.mark.parametrize(("head", "inside", "published", "rule"), DATES)
def test_dates_of_pages(head: str, inside: str, published: str | None, rule: str | None) -> None:
    article = from_html(page(head=head, text=f"{inside}<p>{WORDS}</p>"))
    assert (article.published, article.published_by) == (published, rule)


def test_dates_that_contradict_each_other_are_kept_and_bad_ones_reported() -> None:
    problems: list[Problem] = []
    head = linked(datePublished="2031-02-30") + '<meta name=date content="2031-03-03">'
    text = f"<p>PORT ELSA, 2 March 2031 (Cape Wire) - {WORDS}</p>"
    article = from_html(page(head=head, text=text), name="a", problems=problems.append)
    assert article.published == "2031-03-03"
    assert article.published_others == (("dateline", "2031-03-02"),)
    assert [(p.origin, p.fatal) for p in problems] == [("a", False)]
    assert "2031-02-30" in problems[0].reason


def test_captions_and_credits_stay_in_their_place() -> None:
    figure = (
        '<figure><img src=a.jpg><figcaption>The ferry at Pier 4. <span class="photo-credit">Bo Sund / '
        'Cape Wire, <a href="https://creativecommons.org/licenses/by-sa/2.0/">CC BY-SA 2.0</a></span>'
        "</figcaption></figure>"
    )
    text = from_html(page(text=f"<p>{WORDS}</p>{figure}<p>Then {WORDS}</p>")).text
    caption = (
        "The ferry at Pier 4.\n"
        "Photo: Bo Sund / Cape Wire, CC BY-SA 2.0 (https://creativecommons.org/licenses/by-sa/2.0/)"
    )
    assert text.index(WORDS) < text.index(caption) < text.index("Then The ferry")


def test_a_box_that_holds_more_than_a_picture_is_left_as_it_is() -> None:
    box = f'<div class="media"><img src=a.jpg><p class="caption">Pier 4</p><p>Then {WORDS}</p></div>'
    assert f"Then {WORDS}" in from_html(page(text=f"<p>{WORDS}</p>{box}")).text


def test_pictures_of_other_articles_are_left_out() -> None:
    card = "<figure><a href=/x><img src=a.jpg></a><figcaption>Another story</figcaption></figure>"
    text = from_html(page(text=f"<p>{WORDS}</p><p>Then {WORDS}</p>", body=f"<aside>{card}</aside>")).text
    assert "Another story" not in text


def test_nothing_is_written_to_standard_error(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(NotAnArticle):
        from_html("<html><body></body></html>")
    from_html(page())
    assert capfd.readouterr() == ("", "")


def test_what_the_reader_should_know_of_a_page() -> None:
    problems: list[Problem] = []
    head = linked(**{"@type": "LiveBlogPosting", "isAccessibleForFree": False})
    from_html(page(head=head), problems=problems.append)
    assert [p.fatal for p in problems] == [False, False]
    assert "paywall" in problems[0].reason
    assert "live blog" in problems[1].reason


@pytest.mark.parametrize("charset", ["utf-8", "windows-1252", "utf-16"])
def test_charsets_of_pages(charset: str) -> None:
    html = page(head=f'<meta charset="{charset}">', text=f"<p>“Zoë” – {WORDS}</p>")
    assert "“Zoë” – The ferry" in from_html(html.encode(charset)).text


LAUGHS = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10 if i else "ha"}">' for i in range(12))
HOSTILE = {
    "deep": "<html><body>" + "<div>" * 100_000 + WORDS,
    "deep inline": "<html><body><p>" + "<b>" * 100_000 + WORDS,
    "laughs": f'<?xml version="1.0"?><!DOCTYPE html [{LAUGHS}]><html><body><p>&l11;</p></body></html>',
    "many": "<html><body>" + "<p>x" * 200_000,
    "long": "<html><body><p>" + "x" * 6_000_000,
    "attributes": "<html><body><p " + "a=b " * 500_000 + ">x",
    "json": '<script type="application/ld+json">' + "[" * 100_000 + "</script>" + page(),
    "graph": linked(**{"@graph": [[[{"@type": 5}]], {"@type": ["NewsArticle", None], "author": [[], {}, 5]}]})
    + page(),
    "encoding": '<?xml version="1.0" encoding="utf-16"?>' + page(),
    "surrogate": page(text=f"<p>\ud800{WORDS}</p>"),
    "nul": page(text=f"<p>a\x00b &#0; {WORDS}</p>"),
    "credits": "<figure>"
    + '<span class="credit">x' * 200
    + '<i class="credit">y</i>' * 50_000
    + "</figure>"
    + page(),
    "figures": page(
        text='<div class="image"><img>' * 200 + "<figure><figcaption>x</figcaption></figure>" * 9_000
    ),
    "empty": "",
    "text": WORDS,
    "comment": "<!--" * 100_000,
    "file": '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/hostname">]><html><body><p>&f;</p>',
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_end_soon(name: str) -> None:
    begin = time.monotonic()
    try:
        article = from_html(HOSTILE[name])
    except NotAnArticle:
        pass
    else:
        article.text.encode()
        assert "\x00" not in article.text
        assert len(article.text) <= len(HOSTILE[name])
    assert time.monotonic() - begin < 20


MARKDOWN = """---
title: "Ferry towed: crew saved"
date: 2031-03-03
source: https://harbour.example/2031/03/04/ferry
authors:
  - Ana Ruiz
  - name: Bo Sund
tags: [a, "b, c"]  # none of these
summary: >
  Folded
  lines
---
# Ferry *towed*

The **ferry** was [towed](https://x.example) ashore,
officials said[^1].

![The ferry at Pier 4](a.jpg "Photo: Ana Ruiz / Cape Wire")

Photo: [jbenton](https://flickr.com/x), [CC BY-SA 2.0](https://creativecommons.org/licenses/by-sa/2.0/)

- one
- two

> "It was dark," she said.

<div>Some <b>markup</b> &amp; more</div>
"""


def test_markdown_reads_as_prose() -> None:
    article = from_markdown(MARKDOWN, name="a.md")
    assert article.text == (
        "Ferry towed\n\n"
        "The ferry was towed ashore, officials said[^1].\n\n"
        "The ferry at Pier 4\nPhoto: Ana Ruiz / Cape Wire\n\n"
        "Photo: jbenton, CC BY-SA 2.0 (https://creativecommons.org/licenses/by-sa/2.0/)\n\n"
        'one\n\ntwo\n\n"It was dark," she said.\n\nSome markup & more'
    )
    assert article.headline == "Ferry towed: crew saved"
    assert (article.published, article.published_by) == ("2031-03-03", "front matter")
    assert article.published_others == (("url", "2031-03-04"),)
    assert article.authors == ("Ana Ruiz", "Bo Sund")
    assert (article.outlet, article.url) == (None, "https://harbour.example/2031/03/04/ferry")


def test_front_matter() -> None:
    fields, rest = split_front_matter('+++\ntitle = "A"\ndate = 2031-03-03\n+++\nText\n')
    assert (fields, rest) == ({"title": ["A"], "date": ["2031-03-03"]}, "Text\n")
    for text in ("---\n\nA rule, then text\n\n---\nmore", "--- a", "no\n---\na: b\n---\n"):
        assert split_front_matter(text) == ({}, text)


@pytest.mark.parametrize(
    "text",
    [
        "[" * 1_000_000,
        "![" * 900_000,
        ("![" * 9000 + "\n\n") * 50,
        "> " * 50_000,
        "|a" * 50_000 + "\n" + "|-" * 50_000,
        "<a " * 300_000,
        "<!--" * 200_000,
        "<script " * 100_000,
        "---\n" + "a: b\n" * 60_000,
        "*a " * 6_000,
    ],
)
def test_hostile_markdown_ends_soon(text: str) -> None:
    begin = time.monotonic()
    with contextlib.suppress(NotAnArticle):
        from_markdown(text)
    assert time.monotonic() - begin < 10


def test_markdown_that_is_too_long_is_refused() -> None:
    with pytest.raises(NotAnArticle, match="too large"):
        from_markdown("a " * 1_500_000)


fuzz = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
pieces = st.lists(
    st.sampled_from(
        [
            "<p>",
            "</p>",
            "<figure>",
            "<figcaption>",
            '<span class="credit">',
            "</div>",
            "<article>",
            "<table><tr><td>",
            "<br>",
            "<!--",
            "-->",
            "<script type='application/ld+json'>",
            "</script>",
            '{"@type":"Article"',
            "<li>",
            "&#x0;",
            "---\n",
            "title: x\n",
            "date: 2031-13-01\n",
            "# ",
            "![a](b)",
            "[x](y)",
            "`",
            "**",
            "| a | b |\n|--|--|\n",
            " date 2031-03-03 x",
            "\r\n",
            "PORT ELSA, 3 March 2031 - ",
            WORDS,
            '{"text": "',
            '", "id": 1}',
            "\n",
            "\ufeff",
        ]
    )
    | st.text(max_size=20),
    max_size=25,
).map("".join)


@fuzz
@given(pieces)
def test_whatever_comes_gives_an_article_or_says_why_not(text: str) -> None:
    for make in (from_html, from_markdown, from_text):
        try:
            article = make(text, name="x")
        except NotAnArticle:
            continue
        else:
            assert article.text.strip()
            assert article.key
            if make is from_text:
                assert article.text == text


@fuzz
@given(st.binary(max_size=200) | pieces.map(lambda s: s.encode("utf-8", "surrogatepass")))
def test_whatever_comes_as_bytes(data: bytes) -> None:
    with contextlib.suppress(NotAnArticle):
        from_html(data)
    assert len(list(lines(io.BytesIO(data)))) <= data.count(b"\n") + 1


@fuzz
@given(st.text(min_size=1))
def test_the_text_of_a_line_is_the_very_text_that_came(text: str) -> None:
    ((_, item),) = lines(io.BytesIO(json.dumps({"text": text}).encode()))
    assert isinstance(item, Problem) or item.text == text
