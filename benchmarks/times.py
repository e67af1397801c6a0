"""Accuracy and speed of ``read_times`` on time corpora and on the gold set of anchored dates.

    python -m benchmarks.times [--corpora DIR] [--predictions DIR] [--errors]

``--corpora`` holds ``times/timebank_dev.jsonl`` and ``times/wikiwars_dev.jsonl``; without it only the
gold set is
measured. ``--predictions`` holds a tagger's spans, ``NAME.jsonl`` with ``{"id", "timex": [{start, end,
type}]}``.
The measures are those of TempEval-3 (UzZaman et al. 2013): strict and relaxed F1, and F1 of values.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from pathlib import Path
from typing import Any

from hearsay.reading.times import read_times

GOLD = Path(__file__).parent / "gold" / "anchored_dates.jsonl"
PARTS = ("timebank_dev", "wikiwars_dev")

Record = dict[str, Any]

#: Values as TIMEX3 writes them. Corpora hold others ("P1E", "1999-XX", "198X"), which no rule should learn.
_DATE = r"(?:BC)?\d{2,4}(?:-(?:SP|SU|FA|WI|[QH]\d|\d\d(?:-\d\d)?|W\d\d(?:-WE)?))?"
_CLOCK = r"(?:T(?:\d\d(?::\d\d){0,2}|MO|AF|EV|NI|DT|MI))?"
_LENGTH = r"P(?:T?(?:\d+|X)(?:DE|CE|WE|[YMWDHSQ]))+(?:T(?:\d+[HMS])+)?"
_WELL_FORMED = re.compile(rf"(?:PAST|PRESENT|FUTURE)_REF|{_DATE}{_CLOCK}|XXXX-\S+|{_LENGTH}")


def is_quirk(gold: Record) -> bool:
    """Say whether an annotation has a value that TIMEX3 does not know, or one of another type."""
    value = gold.get("value") or ""
    length = bool(re.fullmatch(_LENGTH, value))
    return not _WELL_FORMED.fullmatch(value) or (length and gold["type"] in ("DATE", "TIME"))


def read_lines(path: Path) -> list[Record]:
    """Return the records of a JSONL file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def pairs(gold: list[Record], found: list[Record]) -> list[tuple[Record, Record]]:
    """Pair overlapping expressions one to one, left to right."""
    spans = [(x["start"], 0, x["end"], i) for i, x in enumerate(gold)]
    spans += [(x["start"], 1, x["end"], i) for i, x in enumerate(found)]
    open_: list[tuple[int, int] | None] = [None, None]
    paired: list[tuple[Record, Record]] = []
    for start, side, end, i in sorted(spans):
        other = open_[1 - side]
        if other is not None and start < other[0]:
            g, p = (i, other[1]) if side == 0 else (other[1], i)
            paired.append((gold[g], found[p]))
            open_ = [None, None]
        else:
            open_[side] = (end, i)
    return paired


def measure(
    records: list[Record], spans: dict[str, list[Record]] | None = None, errors: bool = False
) -> dict[str, float]:
    """Return strict, relaxed and value F1 (percent) and documents per second over annotated records."""
    gold_n = found_n = relaxed = strict = value = quirks = 0
    seconds = 0.0
    for record in records:
        text = record["text"]
        encoder = None
        if spans is not None:
            encoder = [(x["start"], x["end"], x["type"]) for x in spans.get(record["id"], [])]
        begun = time.perf_counter()
        times = read_times(text, record.get("dct") or record.get("published"), encoder_spans=encoder,
                           outlet_country=record.get("outlet_country"))  # fmt: skip
        seconds += time.perf_counter() - begun
        quirks += sum(is_quirk(x) for x in record["timex"])
        found = [{"start": x.start, "end": x.end, "type": x.type, "value": x.value} for x in times]
        gold = sorted(record["timex"], key=lambda x: x["start"])
        matched = pairs(gold, found)
        gold_n, found_n, relaxed = gold_n + len(gold), found_n + len(found), relaxed + len(matched)
        for g, p in matched:
            strict += (g["start"], g["end"]) == (p["start"], p["end"])
            value += g["value"] == p["value"]
            if errors and g["value"] != p["value"]:
                mark = " (quirk)" if is_quirk(g) else ""
                words = text[g["start"] : g["end"]]
                print(f"  {record['id']}: {words!r} {g['value']} read as {p['value']!r}{mark}")
        if errors:
            seen = {id(g) for g, _ in matched}
            for g in gold:
                if id(g) not in seen:
                    print(f"  {record['id']}: {text[g['start'] : g['end']]!r} {g['value']} not found")
    total = max(gold_n + found_n, 1)
    return {
        "strict": 200 * strict / total, "relaxed": 200 * relaxed / total, "value": 200 * value / total,
        "quirks": 100 * quirks / max(gold_n, 1), "accuracy": 100 * value / max(gold_n, 1),
        "docs/s": len(records) / max(seconds, 1e-9),
    }  # fmt: skip


def anchored(half: str, path: Path = GOLD, errors: bool = False) -> dict[str, float]:
    """Measure one half ("train" or "dev") of the gold set of anchored dates."""
    return measure([r for r in read_lines(path) if r["half"] == half], errors=errors)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpora", type=Path)
    parser.add_argument("--predictions", type=Path)
    parser.add_argument(
        "--errors", action="store_true", help="print what is wrong in the train half of the gold set"
    )
    parser.add_argument(
        "--report", type=Path, metavar="FILE", help="print the errors on this annotated JSONL file"
    )
    options = parser.parse_args()
    if options.report:
        _show(options.report.stem, measure(read_lines(options.report), errors=True))
        return
    print(f"{'':32}strict  relaxed  value   docs/s")
    for part in PARTS if options.corpora else ():
        records = read_lines(options.corpora / "times" / f"{part}.jsonl")
        figures = measure(records)
        _show(part, figures)
        print(f"{'':32}values that TIMEX3 does not know: {figures['quirks']:.1f} % of the annotations")
        tagged = options.predictions / f"{part}.jsonl" if options.predictions else None
        if tagged and tagged.exists():
            spans = {r["id"]: r["timex"] for r in read_lines(tagged)}
            _show(part + " with the tagger", measure(records, spans))
    for half in ("train", "dev"):
        figures = anchored(half, errors=options.errors and half == "train")
        _show(f"anchored dates, {half}", figures)
        print(f"{'':32}value accuracy {figures['accuracy']:.1f} %")


def _show(name: str, figures: dict[str, float]) -> None:
    strict, relaxed, value = figures["strict"], figures["relaxed"], figures["value"]
    print(f"{name:32}{strict:6.1f} {relaxed:8.1f} {value:6.1f} {figures['docs/s']:8.0f}")


if __name__ == "__main__":
    main()
