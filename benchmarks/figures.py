"""Figures of the benches, the floors pinned for them, and the gate that holds the floors."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from benchmarks.workbench import ROOT, NoCorpora, Workbench, digest

FLOORS = Path(__file__).parent / "floors.json"
#: How many points a figure may lose before the gate fails.
SLACK = 0.5

#: Name of a figure to its value; of all figures more is better, and nearly all are percent.
Figures = dict[str, float]


@dataclass(frozen=True)
class Bench:
    """A measurement. ``corpora`` and ``data`` are the files and folders it measures on: below the folder of
    corpora, and below the root of the project.
    """

    name: str
    about: str
    run: Callable[[Workbench], Figures]
    corpora: tuple[str, ...] = ()
    data: tuple[str, ...] = ()
    #: Figures whose floor is a promise, not what was measured last; the gate gives them no slack.
    promised: Mapping[str, float] = field(default_factory=dict)
    #: Figures that depend on the machine or the moment: printed, and held to no floor.
    loose: frozenset[str] = frozenset()
    #: What the figures are and how they are counted, for the page of figures.
    notes: str = ""

    def hashes(self, workbench: Workbench) -> dict[str, str]:
        """SHA-256 of all that it measures on, by name. Raises NoCorpora where some of it is not there."""
        found = {name: digest(workbench.corpus(name)) for name in self.corpora}
        return found | {name: digest(ROOT / name) for name in self.data}


class Floor(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The least that a figure may be, and the hashes of what it was measured on."""

    floor: float
    of: dict[str, str]


@dataclass
class Verdict:
    """What the gate found: lines to print, what failed, what could not be measured."""

    lines: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)


def read_floors(path: Path = FLOORS) -> dict[str, Floor]:
    """Read the floors, by ``BENCH.FIGURE``; none where there is no file yet.

    Raises:
        ValueError: the file is not of this form; it names the file.
    """
    if not path.exists():
        return {}
    try:
        return msgspec.json.decode(path.read_bytes(), type=dict[str, Floor])
    except msgspec.DecodeError as error:
        raise ValueError(f"{path.name}: {error}") from error


def write_floors(floors: Mapping[str, Floor], path: Path = FLOORS) -> None:
    """Write the floors, in order of their names."""
    ordered = msgspec.json.encode(dict(sorted(floors.items())))
    path.write_bytes(msgspec.json.format(ordered, indent=2) + b"\n")


def gate(benches: Iterable[Bench], workbench: Workbench, floors: Mapping[str, Floor]) -> Verdict:
    """Run benches and hold their figures against the floors."""
    verdict = Verdict()
    for bench in benches:
        known = {
            k.partition(".")[2]: floor for k, floor in floors.items() if k.partition(".")[0] == bench.name
        }
        try:
            hashes = bench.hashes(workbench)
            changed = sorted(
                {name for f in known.values() for name in f.of if f.of[name] != hashes.get(name)}
            )
            if changed:
                # A figure on other texts is another figure: neither better nor worse.
                verdict.failures.append(
                    f"{bench.name}: not the files that its floors were measured on: {', '.join(changed)}; "
                    f"if they were changed on purpose: python -m benchmarks pin {bench.name}"
                )
                continue
            figures = bench.run(workbench)
        except NoCorpora as missing:
            verdict.skipped.append(f"{bench.name}: skipped: {missing}")
            continue
        _hold(bench, figures, known, verdict)
    return verdict


def _hold(bench: Bench, figures: Figures, known: Mapping[str, Floor], verdict: Verdict) -> None:
    for name in sorted(known.keys() - figures.keys()):
        verdict.failures.append(f"{bench.name}.{name}: has a floor, and is no longer measured")
    for name, value in figures.items():
        if name in bench.loose:
            continue
        full = f"{bench.name}.{name}"
        if name in bench.promised:
            floor, slack = bench.promised[name], 0.0
        elif name in known:
            floor, slack = known[name].floor, SLACK
        else:
            verdict.failures.append(f"{full}: has no floor: python -m benchmarks pin {bench.name}")
            continue
        verdict.lines.append(f"{full:52}{value:8.2f}  floor {floor:6.2f}  {value - floor:+6.2f}")
        if not value >= floor - slack - 1e-9:
            verdict.failures.append(
                f"{full}: {value:.2f}, {floor - value:.2f} below its floor of {floor:.2f}"
            )


def pin(
    benches: Iterable[Bench], workbench: Workbench, floors: Mapping[str, Floor]
) -> tuple[dict[str, Floor], list[str]]:
    """Run benches; the floors with theirs put anew, and a line for each that changed. Raises NoCorpora."""
    pinned = dict(floors)
    told = []
    for bench in benches:
        hashes = bench.hashes(workbench)
        figures = bench.run(workbench)
        for full in [k for k in pinned if k.partition(".")[0] == bench.name]:
            if full.partition(".")[2] not in figures:
                told.append(f"{full:52}{pinned.pop(full).floor:8.2f} -> no longer measured")
        for name, value in figures.items():
            if name in bench.loose or name in bench.promised:
                continue
            full = f"{bench.name}.{name}"
            # Down, not to the nearest: the figure itself never lies below its own floor.
            new = Floor(math.floor(value * 100) / 100, hashes)
            if pinned.get(full) != new:
                before = f"{pinned[full].floor:8.2f}" if full in pinned else f"{'none':>8}"
                told.append(f"{full:52}{before} -> {new.floor:.2f}")
            pinned[full] = new
    return pinned, told
