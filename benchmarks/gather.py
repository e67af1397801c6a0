"""Gathering: pages against the extractor alone, and a web archive against the reading of what is in it."""

from __future__ import annotations

import gzip
import html
import io
import json
import random
from collections.abc import Iterator

from benchmarks.figures import Bench, Figures
from benchmarks.speed import Clock
from benchmarks.workbench import ROOT, NoCorpora, Workbench

#: The texts that the pages are made of: the bundled pile.
DATA = "hearsay/demo/articles"
PAGES = 12
PARAGRAPHS = 14
REPEATS = 5


def texts() -> list[str]:
    """Paragraphs of the bundled articles, in their order."""
    from hearsay.gather import gather

    articles = gather([ROOT / DATA], problems=lambda problem: None)
    return [p for a in articles for p in a.text.split("\n\n") if len(p) > 120 and "|" not in p]


def pages() -> list[bytes]:
    """Pages as news sites make them: the article is a tenth of the markup. The same ones every time."""
    chance = random.Random(7)
    paragraphs = texts()
    words = sorted({w for p in paragraphs for w in p.split() if w.isalpha()})

    def some(count: int) -> str:
        return html.escape(" ".join(chance.choice(words) for _ in range(count))).capitalize()

    def card(number: int) -> str:
        return (
            f'<div class="card card--{number % 5}" data-track="card-{number}"><a href="/r/{number}"><picture>'
            f'<source srcset="/i/{number}.webp 1x, /i/{number}@2.webp 2x" type="image/webp"><img src="/i/{number}.jpg"'
            f' alt="{some(5)}" loading="lazy"></picture><h3 class="card__title"><span>{some(9)}</span></h3></a>'
            f'<div class="card__meta"><span class="tag">{some(1)}</span><time>{number} h</time></div></div>'
        )

    def paragraph(text: str) -> str:
        parts = html.escape(text).split(" ")
        for at in range(7, len(parts), 25):
            parts[at] = f'<a class="inline" href="/t/{at}">{parts[at]}</a>'
        return f'<p class="body__p">{" ".join(parts)}</p>'

    def page(number: int) -> bytes:
        chosen = [paragraphs[(number * PARAGRAPHS + n) % len(paragraphs)] for n in range(PARAGRAPHS)]
        linked = {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": some(8),
            "datePublished": "2031-03-03T09:12:00Z",
            "author": [{"@type": "Person", "name": "Ana Ruiz"}],
            "publisher": {"@type": "Organization", "name": "Harbour Times"},
        }
        navigation = "".join(
            f'<li class="nav__item"><a href="/s/{n}">{some(1)}</a><ul>'
            + "".join(f'<li><a href="/s/{n}/{m}">{some(2)}</a></li>' for m in range(8))
            + "</ul></li>"
            for n in range(14)
        )
        metas = "".join(f'<meta property="og:x{n}" content="{some(6)}">' for n in range(40))
        script = "window.__state=" + json.dumps({f"k{n}": some(12) for n in range(400)})
        figure = (
            f'<figure><img src="/a.jpg" alt="{some(4)}"><figcaption>{some(12)} '
            '<span class="credit">Photo: Bo Sund</span></figcaption></figure>'
        )
        body = "".join(
            paragraph(text) + ('<div class="ad" data-slot="x"><div></div></div>' if n % 4 == 3 else "")
            for n, text in enumerate(chosen)
        )
        return (
            f'<!doctype html><html lang="en"><head><title>{some(7)} | Harbour Times</title>{metas}'
            f'<script type="application/ld+json">{json.dumps(linked)}</script><style>{".a{color:red}" * 800}</style>'
            f"<script>{script}</script></head><body><header><nav><ul>{navigation}</ul></nav></header>"
            f'<div id="app"><div class="layout"><main><article><h1>{some(8)}</h1><div class="byline">Ana Ruiz</div>'
            f'{figure}<div class="body">{body}</div></article><section class="more">'
            f"{''.join(map(card, range(40)))}</section></main><aside>{''.join(map(card, range(25)))}</aside></div></div>"
            f"<footer>{''.join(f'<a href=/f/{n}>{some(2)}</a>' for n in range(40))}</footer></body></html>"
        ).encode()

    return [page(number) for number in range(PAGES)]


def archive(made: list[bytes]) -> bytes:
    """A web archive of the pages, each record packed by itself, as CC-NEWS is."""
    out = []
    for number, body in enumerate(made):
        block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n"
            f"WARC-Date: 2031-03-09T00:00:00Z\r\nWARC-Target-URI: https://h.example/{number}\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
        )
        out.append(gzip.compress(head.encode() + block + b"\r\n\r\n"))
    return b"".join(out)


def run(workbench: Workbench) -> Figures:
    """Take turns: the extractor, gathering, the archive's records, reading; the best turn of each."""
    import trafilatura

    from hearsay.gather import from_html
    from hearsay.gather.contents import articles
    from hearsay.gather.extras import need
    from hearsay.gather.given import Given
    from hearsay.gather.problem import NotAnArticle
    from hearsay.gather.warc import warc_members

    try:
        need("fastwarc", "archives", "web archives")
    except NotAnArticle as missing:
        raise NoCorpora(str(missing)) from None
    made = pages()
    packed = archive(made)

    def stream() -> io.BufferedReader:
        return io.BufferedReader(io.BytesIO(packed))

    def records() -> Iterator[object]:
        return warc_members(stream(), "a.warc.gz", lambda problem: None)

    gathered = list(articles(stream(), "a.warc.gz", "warc", Given()))
    if len(gathered) != len(made):
        raise RuntimeError(f"{len(gathered)} of {len(made)} pages were gathered")
    read = workbench.reader.read

    def extract() -> None:
        for page in made:
            trafilatura.bare_extraction(page, include_comments=False, include_tables=True)

    def gather() -> None:
        for page in made:
            from_html(page, name="a.html")

    def unpack() -> None:
        for _ in records():
            pass

    def reading() -> None:
        for article in gathered:
            read(article)

    for task in (extract, gather, unpack, reading):
        task()  # what is loaded late is loaded now
    turns = [tuple(Clock.of(task) for task in (extract, gather, unpack, reading)) for _ in range(REPEATS)]

    # The best of each: other load makes a turn longer, never shorter.
    extracting, gathering, unpacking, read_in = (min(turn[n].work for turn in turns) for n in range(4))

    return {
        "extractor pages/s": len(made) / extracting,
        "pages/s": len(made) / gathering,
        "pages, % of the extractor's speed": 100 * extracting / gathering,
        "archive records/s": len(made) / unpacking,
        "archive MB/s": sum(map(len, made)) / unpacking / 1e6,
        "reading articles/s": len(made) / read_in,
        "archive: reading, % of all work": 100 * read_in / (gathering + unpacking + read_in),
    }


BENCH = Bench(
    "gather",
    "pages against the extractor alone; a web archive against the reading of it",
    run,
    data=(DATA,),
    promised={"pages, % of the extractor's speed": 80.0, "archive: reading, % of all work": 50.0},
    loose=frozenset(
        ("extractor pages/s", "pages/s", "archive records/s", "archive MB/s", "reading articles/s"),
    ),
    notes=f"{PAGES} pages made of the bundled articles, with the navigation, cards and scripts of a news site "
    "around them. *Extractor*: trafilatura's text alone, from bytes, without metadata. *Pages*: the same and "
    "all that gathering does besides (charset, metadata, captions, date, language). *Records*: a WARC.gz "
    "of them, unpacked record by record. *Reading* is the whole reader. Seconds of work, not of the wall, "
    f"the best of {REPEATS} turns; the two shares are promises.",
)
