"""Measure: ``python -m benchmarks`` lists the benches, ``python -m benchmarks NAME ...`` runs some of them.

``all`` runs every one, and with ``--markdown`` writes docs/figures.md. ``gate`` fails when a figure lost
more than half a point against its floor in benchmarks/floors.json; ``pin`` makes what is measured now the
floors.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.benches import BENCHES
from benchmarks.figures import FLOORS, Bench, Figures, gate, pin, read_floors, write_floors
from benchmarks.page import PAGE, page, shown
from benchmarks.workbench import SHARED, NoCorpora, Workbench

_VERBS = ("all", "gate", "pin")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; the exit code is 1 where something failed, 2 for a wrong call."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help="a bench; or all, gate, pin, with or without benches"
    )
    parser.add_argument("--corpora", type=Path, default=SHARED / "corpora", help="default: ../shared/corpora")
    parser.add_argument("--scoring", type=Path, default=SHARED / "scoring", help="default: ../shared/scoring")
    parser.add_argument("--markdown", action="store_true", help="with all: write docs/figures.md")
    options = parser.parse_args(arguments)
    verb = options.names[0] if options.names and options.names[0] in _VERBS else None
    names = options.names[1:] if verb else options.names
    unknown = [name for name in names if name not in BENCHES]
    if unknown or (verb == "all" and names):
        parser.error(f"no such bench: {' '.join(unknown or names)}; there are {', '.join(BENCHES)}")
    if options.markdown and verb != "all":
        parser.error("--markdown goes with all: a page with some of the figures would lose the others")
    if not options.names:
        for bench in BENCHES.values():
            print(f"{bench.name:14}{bench.about}")
        return 0
    benches = [BENCHES[name] for name in names] or list(BENCHES.values())
    workbench = Workbench(options.corpora, options.scoring)
    try:
        floors = read_floors(FLOORS)
        if verb == "gate":
            return _gate(benches, workbench)
        if verb == "pin":
            floors, told = pin(benches, workbench, floors)
            write_floors(floors, FLOORS)
            print("\n".join(told) or "no floor changed")
            return 0
        return _show(benches, workbench, options.markdown)
    except (NoCorpora, ValueError, OSError) as error:
        print(f"skipped: {error}" if isinstance(error, NoCorpora) else f"error: {error}", file=sys.stderr)
        return 1


def _gate(benches: Sequence[Bench], workbench: Workbench) -> int:
    verdict = gate(benches, workbench, read_floors(FLOORS))
    for line in (*verdict.lines, *verdict.skipped):
        print(line)
    for line in verdict.failures:
        print(f"FAILED {line}")
    return 1 if verdict.failures else 0


def _show(benches: Sequence[Bench], workbench: Workbench, markdown: bool) -> int:
    results: dict[str, Figures] = {}
    skipped = []
    for bench in benches:
        begun = time.perf_counter()
        try:
            results[bench.name] = bench.run(workbench)
        except NoCorpora as missing:
            skipped.append(bench.name)
            print(f"{bench.name}: skipped: {missing}", file=sys.stderr)
            continue
        print(f"{bench.name}: {bench.about} ({time.perf_counter() - begun:.0f} s)")
        for figure, value in results[bench.name].items():
            print(f"  {figure:36}{shown(figure, value):>10}")
    if markdown and not skipped:
        PAGE.write_text(page(results, BENCHES, read_floors(FLOORS)), encoding="utf-8")
        print(f"written: {PAGE.relative_to(PAGE.parent.parent)}")
    if markdown and skipped:
        print("docs/figures.md is left as it is: a page needs every figure", file=sys.stderr)
    return 1 if skipped else 0


if __name__ == "__main__":
    sys.exit(main())
