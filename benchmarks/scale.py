"""Scale: what adding articles to a record and deriving it costs, in time and memory, as the record grows.

``python -m benchmarks.scale --plot`` measures long records and draws the curve: about ten minutes.
"""

from __future__ import annotations

import argparse
import math
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import msgspec
import numpy as np

from benchmarks.figures import Bench, Figures
from benchmarks.made_readings import made_readings
from benchmarks.scale_plot import plot
from benchmarks.workbench import ROOT, Workbench

#: Articles; every size is measured in a process of its own, for its own peak of memory.
SIZES = (100, 200, 400)
#: The same of the curve.
CURVE = (1000, 5000, 20000, 50000)
#: So many articles are added one by one to the finished record; the slowest counts.
MORE = 5
PICTURE = ROOT / "docs" / "pictures" / "scale.svg"


class Point(msgspec.Struct, frozen=True):
    """One size: seconds of work to add and to derive ``articles``, and for one more to be added and brought in, the
    slowest of :data:`MORE`, with the same on the clock; the peak of memory and the file's size in MiB.
    """

    articles: int
    add: float
    derive: float
    one_more: float
    clock: float
    peak: float
    file: float


def measure(articles: int) -> Point:
    """Add and derive made-up articles in this process, then some more, one by one, the record opened for each."""
    from hearsay.record import Record

    made = made_readings(articles + MORE)
    with tempfile.TemporaryDirectory(prefix="hearsay-") as folder:
        path = Path(folder) / "scale.db"
        with Record.open(path) as record:
            begun = time.process_time()
            for _ in range(articles):
                record.add(*next(made))
            added = time.process_time()
            record.derive()
            derived = time.process_time()
        # Linux counts in KiB, macOS in bytes.
        unit = 2**20 if sys.platform == "darwin" else 2**10
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
        file = path.stat().st_size / 2**20
        work, clock = [], []
        for more in made:
            start, begin = time.perf_counter(), time.process_time()
            with Record.open(path) as record:
                record.add(*more)
                record.derive()
            work.append(time.process_time() - begin)
            clock.append(time.perf_counter() - start)
    return Point(articles, added - begun, derived - added, max(work), max(clock), peak, file)


def curve(sizes: Sequence[int]) -> list[Point]:
    """Measure sizes, each in a process of its own. Raises RuntimeError with its last words when one fails."""
    points = []
    for size in sizes:
        command = [sys.executable, "-m", "benchmarks.scale", "--one", str(size)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"{size} articles: {done.stderr.strip().splitlines()[-1:]}")
        points.append(msgspec.json.decode(done.stdout, type=Point, strict=False))
    return points


def exponent(points: Sequence[Point]) -> float:
    """The slope of time over articles on logarithmic scales, by least squares: 1 is linear, 2 quadratic."""
    xs = [math.log(p.articles) for p in points]
    ys = [math.log(p.add + p.derive) for p in points]
    mean_x, mean_y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys, strict=True)) / sum(
        (x - mean_x) ** 2 for x in xs
    )


def meeting(articles: int = 400, asked: int = 100) -> float:
    """Of the pairs that would be linked were all statements compared with all, those that meet, in percent: of some
    statements of a made-up record, spread over it.
    """
    from hearsay.record.candidates import Candidates, Gathered
    from hearsay.record.clusters import CUT
    from hearsay.record.documents import Documents
    from hearsay.record.pairs import Pairs
    from hearsay.record.places import place

    made = sorted(made_readings(articles), key=lambda one: place(one[0].key, one[0].published))
    gathered = Gathered()
    with Documents(made, gathered.add) as documents:
        candidates = Candidates(gathered, ())
        every = np.arange(len(candidates.names))
        candidate = set(candidates.codes.tolist())
        linked = met = 0
        for one in every[:: max(1, len(every) // asked)].tolist():
            others = every[every != one]
            others = others[candidates.sketches.may_link(np.full(len(others), one), others)]
            codes = np.minimum(one, others) * candidates.count + np.maximum(one, others)
            found = Pairs(documents, set()).score(candidates.pairs(codes))
            for code, pair in zip(codes.tolist(), candidates.pairs(codes), strict=True):
                if found.get(pair, 0) >= CUT:
                    linked += 1
                    met += code in candidate
    return 100 * met / linked


def run(workbench: Workbench) -> Figures:
    """Measure the small sizes; no corpora are needed."""
    points = curve(SIZES)
    last = points[-1]
    return {
        "articles/s": last.articles / (last.add + last.derive),
        "one article more/s": 1 / last.one_more,
        "articles per MiB of peak memory": last.articles / last.peak,
        "growth, 1 over exponent": 1 / exponent(points),
        "linked pairs that meet, %": meeting(),
    }


BENCH = Bench(
    "scale",
    "what deriving a record costs as it grows, on made-up readings",
    run,
    promised={"linked pairs that meet, %": 97.0},
    loose=frozenset(
        ("articles/s", "one article more/s", "articles per MiB of peak memory", "growth, 1 over exponent")
    ),
    notes=f"Records of {', '.join(map(str, SIZES))} made-up articles of six statements, five to an event, a "
    "fifth of them copies; seconds of work, not of the wall. One article more is added to the largest, and "
    "brought into what is derived; the slowest of five. *linked pairs that meet*: of the pairs of a hundred "
    "statements with all others that would be linked, those that are compared. Larger records: scale.md.",
)


def table(points: Sequence[Point]) -> str:
    """The curve as text."""
    head = (
        f"{'articles':>10}{'add, s':>10}{'derive, s':>11}{'ms/article':>12}{'one more, s':>13}"
        f"{'on the clock':>14}{'peak, MiB':>11}{'file, MiB':>11}"
    )
    rows = [
        f"{p.articles:>10,}{p.add:>10.1f}{p.derive:>11.1f}{1000 * (p.add + p.derive) / p.articles:>12.1f}"
        f"{p.one_more:>13.2f}{p.clock:>14.2f}{p.peak:>11,.0f}{p.file:>11,.0f}"
        for p in points
    ]
    told = [f"growth exponent {exponent(points):.2f}"] if len(points) > 1 else []
    return "\n".join([head, *rows, *told])


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure sizes and print the curve."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=list(CURVE), metavar="N", help="articles")
    parser.add_argument("--plot", action="store_true", help=f"draw {PICTURE.relative_to(ROOT)}")
    parser.add_argument("--one", type=int, metavar="N", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.one is not None:
        sys.stdout.write(msgspec.json.encode(measure(options.one)).decode())
        return 0
    if any(size < 1 for size in options.sizes):
        parser.error("--sizes: a record has at least one article")
    points = curve(sorted(set(options.sizes)))
    print(table(points))
    if options.plot:
        PICTURE.write_text(plot([(p.articles, p.add + p.derive, p.peak) for p in points]), encoding="utf-8")
        print(f"written: {PICTURE.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
