"""How long the pages of a long record take: ``python -m benchmarks.pages [ARTICLES]`` (20,000 unless told).

The record is made up (:mod:`benchmarks.long_record`); each page is asked for several times, in this process, and
the median is printed. The exit code is 1 where the median over all pages is above the promise.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

from starlette.testclient import TestClient

from benchmarks.long_record import long_record
from hearsay.record.pages import ClaimFilter, Pages
from hearsay.views.web.app import make_app

#: Milliseconds that a page may take, at the median.
PROMISE = 100.0
_TURNS = 5


def addresses(path: Path) -> list[str]:
    """Pages of every kind, with the largest claim of the record and one of ordinary size."""
    with Pages(path) as pages:
        largest = pages.claims(ClaimFilter()).rows[0].id
        usual = pages.claims(ClaimFilter(), start=4000).rows or pages.claims(ClaimFilter()).rows
        article = pages.articles().rows[0].key
        source = pages.sources()[0].id
        actor = pages.actors(("PER",)).rows[0].id
    return [
        "/", "/claims", "/claims?page=50", "/claims?q=harbour", "/claims?q=ferry+Osk+sank",
        "/claims?origins=one&shared=1", "/claims?order=corroborated", "/claims?order=recent",
        "/claims?since=2020&until=2021", f"/claim/{usual[0].id}", f"/claim/{largest}", "/timeline",
        "/timeline?since=2020&until=2020", "/timeline?since=2020-03&until=2020-03", "/timeline?q=bridge",
        "/sources", "/sources?q=ka", f"/source/{source}", "/actors", f"/actor/{actor}", "/places", "/articles",
        "/articles?q=ferry", "/articles?page=300", f"/article/{article[:12]}",
    ]  # fmt: skip


def measure(path: Path) -> dict[str, float]:
    """Milliseconds of each page, the median of several turns; the first turn is not counted."""
    client = TestClient(make_app(path), base_url="http://127.0.0.1")
    found: dict[str, float] = {}
    for address in addresses(path):
        turns = []
        for _ in range(_TURNS + 1):
            begun = time.perf_counter()
            answer = client.get(address)
            turns.append((time.perf_counter() - begun) * 1000)
            if answer.status_code != 200:
                raise RuntimeError(f"{address}: {answer.status_code}")
        found[address] = statistics.median(turns[1:])
    return found


def main() -> int:
    """Measure and print."""
    articles = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "long.db"
        long_record(path, articles)
        found = measure(path)
    for address, taken in found.items():
        print(f"{address:44}{taken:8.1f} ms")
    median = statistics.median(found.values())
    print(
        f"\nmedian of {len(found)} pages of {articles:,} articles: {median:.1f} ms; promised: {PROMISE:.0f} ms"
    )
    return int(median > PROMISE)


if __name__ == "__main__":
    sys.exit(main())
