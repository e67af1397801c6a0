"""Places: countries, coordinates, and names that stand for governments, on the project's own sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.figures import Bench, Figures
from benchmarks.syntax import f1
from benchmarks.workbench import ROOT, Record, Workbench, lines
from hearsay.schema import Article

if TYPE_CHECKING:
    from hearsay.schema import Place, Reading

GOLD = ROOT / "benchmarks" / "gold" / "places.jsonl"


def load(half: str) -> list[Record]:
    """The sentences of a half, "train" or "dev"."""
    return [record for record in lines(GOLD) if record["half"] == half]


def right(asked: Record, place: Place | None) -> dict[str, bool]:
    """What a place got right of a gold mention: country, point (or that there is none), whether it acts."""
    country = place is not None and place.country == asked["country"]
    return {
        "country": country,
        "point": country and place is not None and (place.acts or place.geonames == asked.get("geonames")),
        "acts": place is not None and place.acts == asked.get("acts", False),
    }


def _read(workbench: Workbench, record: Record) -> Reading:
    def articles() -> list[Article]:
        return [Article(text=record["text"])]

    return workbench.readings(f"place {record['id']}", articles)[0]


def run(workbench: Workbench) -> Figures:
    """Read each sentence of the dev half as an article of its own."""
    count = dict.fromkeys(("gold", "found", "span", "country", "point", "acts", "all"), 0)
    acting = dict.fromkeys(("gold", "found", "both"), 0)
    for record in load("dev"):
        reading = _read(workbench, record)
        found = {(p.start, p.end): p for p in reading.places}
        count["found"] += len(found)
        acting["found"] += sum(p.acts for p in found.values())
        for asked in record["places"]:
            place = found.get((asked["start"], asked["end"]))
            verdict = right(asked, place)
            count["gold"] += 1
            count["span"] += place is not None
            for name, fits in verdict.items():
                count[name] += fits
            count["all"] += all(verdict.values())
            acting["gold"] += asked.get("acts", False)
            acting["both"] += asked.get("acts", False) and place is not None and place.acts
    gold = max(count["gold"], 1)
    return {
        "found F1": f1(count["span"], count["found"], count["gold"]),
        "country": 100 * count["country"] / gold,
        "coordinates": 100 * count["point"] / gold,
        "stands for a government F1": f1(acting["both"], acting["found"], acting["gold"]),
        "all right": 100 * count["all"] / gold,
    }


BENCH = Bench(
    "places",
    "countries, coordinates and governments on the project's own sentences, dev half",
    run,
    data=(GOLD.relative_to(ROOT).as_posix(),),
    notes="133 mentions of real places in 60 invented sentences, halves by turns; errors were looked at in the other half "
    "alone. A mention that is not found is wrong in all. *coordinates*: the city of GeoNames, or none where a country, "
    "region or government is meant.",
)
