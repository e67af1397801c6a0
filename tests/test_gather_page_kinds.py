"""Pages that are no plain article are read, and it is said what they are."""

from __future__ import annotations

import json

import pytest

from hearsay.gather import Problem, from_html

WORDS = (
    "The ferry was towed ashore on Monday evening after its engines failed off the coast, officials said, "
    "and eleven of the crew were brought to safety by the boats of the harbour authority."
)
LONG = "".join(f"<p>{WORDS} In all, {n} boats took part.</p>" for n in range(12))


def linked(**data: object) -> str:
    return (
        f'<script type="application/ld+json">{json.dumps({"@context": "https://schema.org"} | data)}</script>'
    )


def remarks(head: str = "", text: str = f"<p>{WORDS}</p>", url: str = "https://h.example/a") -> list[str]:
    problems: list[Problem] = []
    html = f"<html lang=en><head>{head}</head><body><article><h1>Ferry</h1>{text}</article></body></html>"
    from_html(html, name="a.html", url=url, problems=problems.append)
    assert not any(p.fatal for p in problems)
    return [p.reason.partition(":")[0] for p in problems]


TIMES = "".join(f"<time datetime='2031-03-03T09:0{n}Z'>09:0{n}</time><p>{WORDS} {n}</p>" for n in range(6))
PICTURES = "".join(
    f"<figure><img src={n}.jpg><figcaption>Boat {n} at sea</figcaption></figure>" for n in range(8)
)
WALL = f"<p>{WORDS}</p><div class='c-Paywall offer'>Subscribe to read on.</div>"
KINDS = [
    (linked(**{"@type": "NewsArticle", "isAccessibleForFree": False}), LONG, "/a", "behind a paywall"),
    (
        linked(
            **{
                "@type": "NewsArticle",
                "hasPart": [{"@type": "WebPageElement", "isAccessibleForFree": "False"}],
            }
        ),
        LONG,
        "/a",
        "behind a paywall",
    ),
    ('<meta property="article:content_tier" content="locked">', LONG, "/a", "behind a paywall"),
    ("", WALL, "/a", "behind a paywall"),
    (
        "",
        f"<p>{WORDS}</p><p>The harbour master, who had been on leave since …</p>",
        "/a",
        "breaks off with dots",
    ),
    (linked(**{"@type": "LiveBlogPosting"}), LONG, "/a", "a live blog"),
    ("", TIMES, "/world/live/2031/ferry", "a live blog"),
    ("", TIMES, "/world/ferry-live-updates", "a live blog"),
    (linked(**{"@type": "ImageGallery"}), LONG, "/a", "a gallery of pictures"),
    ("", PICTURES + f"<p>{WORDS}</p>", "/gallery/ferry", "a gallery of pictures"),
    ('<meta property="og:type" content="video.other">', LONG, "/a", "a video page"),
    (linked(**{"@type": "VideoObject"}), LONG, "/video/ferry", "a video page"),
]


@pytest.mark.parametrize(("head", "text", "path", "kind"), KINDS)
def test_what_a_page_is_besides_an_article(head: str, text: str, path: str, kind: str) -> None:
    assert remarks(head, text, f"https://h.example{path}") == [kind]


PLAIN = [
    ("", LONG, "/a"),
    ("", LONG + "<div class=paywall hidden></div>", "/a"),
    ("", LONG, "/live/ferry"),
    ("", LONG, "/olive/ferry"),
    ("", LONG, "/gallery/ferry"),
    ("", LONG, "/video/ferry"),
    ('<meta property="article:content_tier" content="free">', LONG, "/a"),
    (linked(**{"@type": "NewsArticle", "isAccessibleForFree": True}), LONG, "/a"),
    (linked(**{"@type": "NewsArticle", "video": {"@type": "VideoObject"}}), LONG, "/video/ferry"),
]


@pytest.mark.parametrize(("head", "text", "path"), PLAIN)
def test_a_plain_article_is_nothing_else(head: str, text: str, path: str) -> None:
    assert remarks(head, text, f"https://h.example{path}") == []
