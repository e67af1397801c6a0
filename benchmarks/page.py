"""The page of figures, ``docs/figures.md``: all that the benches print, with the commands that print it."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from pathlib import Path

from benchmarks.figures import Bench, Figures, Floor
from benchmarks.workbench import ROOT

PAGE = ROOT / "docs" / "figures.md"

_HEAD = """\
# Figures

Written by `python -m benchmarks all --markdown`; do not edit. Each table is what the command above it prints.
Figures are percent unless they say otherwise, on development parts, with the weights that come with the
package; none of those texts was trained on. `make test` fails when a figure falls more than half a point
below its floor, or a promised one below it at all, and leaves those out whose corpora are not there. The files
that were measured on are those whose hashes stand in `benchmarks/floors.json`.
"""


def page(results: Mapping[str, Figures], benches: Mapping[str, Bench], floors: Mapping[str, Floor]) -> str:
    """The page, from what each bench measured."""
    parts = [_HEAD]
    for name, figures in results.items():
        bench = benches[name]
        parts.append(f"\n## {bench.about[0].upper()}{bench.about[1:]}\n\n    python -m benchmarks {name}\n\n")
        if bench.notes:
            parts.append(f"{bench.notes}\n\n")
        if bench.loose:
            parts.append(f"Measured on {machine()}.\n\n")
        parts.append("| figure | value | floor |\n| --- | ---: | ---: |\n")
        for figure, value in figures.items():
            floor = floors.get(f"{name}.{figure}")
            if figure in bench.promised:
                held = f"{bench.promised[figure]:g} (promised)"
            else:
                held = f"{floor.floor:.2f}" if floor is not None else ""
            parts.append(f"| {figure} | {shown(figure, value)} | {held} |\n")
        measured = ", ".join(f"`{file}`" for file in (*bench.corpora, *bench.data))
        if measured:
            parts.append(f"\nOn {measured}.\n")
    return "".join(parts)


def shown(figure: str, value: float) -> str:
    """A figure as it is printed: rates whole once they are large, the rest with one digit."""
    return f"{value:,.0f}" if figure.endswith("/s") and value >= 100 else f"{value:.1f}"


def machine() -> str:
    """The processor and the interpreter."""
    model = platform.processor() or platform.machine()
    information = Path("/proc/cpuinfo")
    if information.is_file():
        for line in information.read_text(encoding="utf-8", errors="replace").splitlines():
            if line.startswith("model name"):
                model = line.partition(":")[2].strip()
                break
    return f"{model}, one thread, Python {platform.python_version()}"
