"""The gold set of anchored dates: well-formed, and read as well as the docs say."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from hearsay.reading.times import read_times

GOLD = Path(__file__).parents[1] / "benchmarks" / "gold" / "anchored_dates.jsonl"


def passages() -> list[dict[str, Any]]:
    return [json.loads(line) for line in GOLD.read_text("utf-8").splitlines()]


def test_is_well_formed() -> None:
    records = passages()
    assert len(records) >= 200
    assert len({r["id"] for r in records}) == len(records)
    assert {r["half"] for r in records} == {"train", "dev"}
    for record in records:
        end = 0
        for timex in record["timex"]:
            assert end <= timex["start"] < timex["end"] <= len(record["text"])
            assert timex["type"] in ("DATE", "TIME", "DURATION", "SET")
            end = timex["end"]


@pytest.mark.parametrize("half", ["train", "dev"])
def test_values_and_intervals(half: str) -> None:
    total = values = intervals = right = 0
    for record in passages():
        if record["half"] != half:
            continue
        times = read_times(record["text"], record["published"], outlet_country=record.get("outlet_country"))
        for gold in record["timex"]:
            total += 1
            found = next((x for x in times if x.start < gold["end"] and gold["start"] < x.end), None)
            values += found is not None and found.value == gold["value"]
            if "edtf" in gold:
                intervals += 1
                right += found is not None and found.edtf == gold["edtf"]
    assert values >= 0.97 * total
    assert right >= 0.97 * intervals
