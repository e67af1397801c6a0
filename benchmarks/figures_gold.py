"""Accuracy and speed of ``read_figures`` on the gold set of figures.

    python -m benchmarks.figures_gold [--errors]

A figure is exact when its span, bounds, unit, counted noun, kind and ``approx`` are all those of the gold; a sentence
when all its figures are exact and there are no others. ``docs/gold-figures.md`` says how the set was annotated.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hearsay.reading.figures import read_figures
from hearsay.schema import Figure

GOLD = Path(__file__).parent / "gold" / "figures.jsonl"
Key = tuple[Any, ...]


def load(half: str | None = None, path: Path = GOLD) -> list[tuple[str, str, tuple[Figure, ...]]]:
    """The sentences of a half ("train", "dev"; None: both), as id, text and figures.

    Raises:
        ValueError: a line is no record of the set, or a figure's words are not in its text; it names the line.
    """
    out = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        try:
            record = json.loads(line)
            figures = tuple(Figure(**figure) for figure in record["figures"])
            name, text, part = record["id"], record["text"], record["half"]
        except (ValueError, KeyError, TypeError) as error:
            raise ValueError(f"{path.name}: line {number}: {error}") from error
        for f in figures:
            if not 0 <= f.start < f.end <= len(text) or (f.counts and f.counts not in text):
                raise ValueError(f"{path.name}: line {number}: a figure's words are not in the text")
        if half in (None, part):
            out.append((name, text, figures))
    return out


def measure(
    half: str, read: Callable[[str], tuple[Figure, ...]] = read_figures, errors: bool = False
) -> dict[str, float]:
    """Percent of sentences exact, F1 of exact figures, F1 of spans, and of the figures with the right span the
    percent with the right bounds, unit, counted noun and kind.
    """
    sentences = load(half)
    whole = exact = gold_n = found_n = spans = 0
    parts = dict.fromkeys(("bounds", "unit", "counts", "kind"), 0)
    for name, text, gold in sentences:
        found = read(text)
        whole += gold == found
        gold_n, found_n = gold_n + len(gold), found_n + len(found)
        exact += len(set(gold) & set(found))
        by_span = {(f.start, f.end): f for f in found}
        for g in gold:
            f = by_span.get((g.start, g.end))
            if f is None:
                continue
            spans += 1
            parts["bounds"] += (g.low, g.high, g.approx) == (f.low, f.high, f.approx)
            for part in ("unit", "counts", "kind"):
                parts[part] += getattr(g, part) == getattr(f, part)
        if errors and gold != found:
            print(f"  {name}: {text}")
            for f in gold:
                if f not in found:
                    print(f"    not read: {_show(text, f)}")
            for f in found:
                if f not in gold:
                    print(f"    read:     {_show(text, f)}")
    return {
        "sentences exact": 100 * whole / max(len(sentences), 1),
        "figures exact F1": 200 * exact / max(gold_n + found_n, 1),
        "span F1": 200 * spans / max(gold_n + found_n, 1),
        **{part: 100 * n / max(spans, 1) for part, n in parts.items()},
    }


def speed(seconds: float = 1.0) -> float:
    """Megabytes of text a second, on the gold sentences over and over."""
    text = "\n".join(text for _, text, _ in load())
    size = len(text.encode())
    begun = time.process_time()
    times = 0
    while time.process_time() - begun < seconds:
        read_figures(text)
        times += 1
    return times * size / (time.process_time() - begun) / 1e6


def _show(text: str, f: Figure) -> str:
    return (
        f"{text[f.start : f.end]!r} {f.low} to {f.high}{' approx' * f.approx} {f.unit} {f.counts!r} {f.kind}"
    )


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--errors", action="store_true", help="print what is wrong in the train half")
    options = parser.parse_args()
    for half in ("train", "dev"):
        figures = measure(half, errors=options.errors and half == "train")
        print(f"{half:6}" + "  ".join(f"{name} {value:.1f}" for name, value in figures.items()))
    print(f"speed {speed():.2f} MB/s")


if __name__ == "__main__":
    main()
