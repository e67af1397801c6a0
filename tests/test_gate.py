"""The gate: what it lets pass, what it stops, and that the floors of this commit hold."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.benches import BENCHES
from benchmarks.figures import Bench, Figures, Floor, gate, pin, read_floors, write_floors
from benchmarks.workbench import ROOT, Workbench, digest

FILE = "small/dev.jsonl"


@pytest.fixture
def workbench(tmp_path: Path) -> Workbench:
    corpus = tmp_path / "corpora" / FILE
    corpus.parent.mkdir(parents=True)
    corpus.write_text('{"id": "one"}\n')
    return Workbench(tmp_path / "corpora", tmp_path / "scoring")


def bench(figures: Figures, **fields: object) -> Bench:
    return Bench("small", "for a test", lambda workbench: figures, corpora=(FILE,), **fields)  # type: ignore[arg-type]


def floors(workbench: Workbench, **values: float) -> dict[str, Floor]:
    hashes = {FILE: digest(workbench.corpus(FILE))}
    return {f"small.{name}": Floor(value, hashes) for name, value in values.items()}


@pytest.mark.parametrize(
    ("value", "passes"), [(81.0, True), (80.0, True), (79.5, True), (79.49, False), (float("nan"), False)]
)
def test_a_figure_may_lose_half_a_point(workbench: Workbench, value: float, passes: bool) -> None:
    verdict = gate([bench({"LAS": value})], workbench, floors(workbench, LAS=80.0))
    assert bool(verdict.failures) != passes
    assert all(failure.startswith("small.LAS: ") for failure in verdict.failures)


@pytest.mark.parametrize(("value", "passes"), [(50.0, True), (49.9, False)])
def test_a_promise_has_no_slack_and_needs_no_pin(workbench: Workbench, value: float, passes: bool) -> None:
    verdict = gate([bench({"speed": value}, promised={"speed": 50.0})], workbench, {})
    assert bool(verdict.failures) != passes


def test_a_loose_figure_is_not_held(workbench: Workbench) -> None:
    assert not gate([bench({"pieces/s": 1.0}, loose=frozenset({"pieces/s"}))], workbench, {}).failures


def test_without_corpora_it_says_so_and_passes(tmp_path: Path) -> None:
    verdict = gate([bench({"LAS": 0.0})], Workbench(tmp_path, tmp_path), {})
    assert not verdict.failures
    assert len(verdict.skipped) == 1
    assert verdict.skipped[0].startswith("small: skipped: no corpora: small/dev.jsonl")


def test_other_files_than_those_pinned_are_an_error_that_names_them(workbench: Workbench) -> None:
    pinned = floors(workbench, LAS=80.0)
    workbench.corpus(FILE).write_text('{"id": "another"}\n')
    (failure,) = gate([bench({"LAS": 99.0})], workbench, pinned).failures
    assert FILE in failure
    assert "pin small" in failure


def test_a_figure_without_floor_and_a_floor_without_figure_fail(workbench: Workbench) -> None:
    failures = gate([bench({"new": 1.0})], workbench, floors(workbench, old=80.0)).failures
    assert [failure.partition(":")[0] for failure in sorted(failures)] == ["small.new", "small.old"]


def test_pinned_floors_hold_what_was_measured(workbench: Workbench, tmp_path: Path) -> None:
    other = {"other.F1": Floor(1.0, {})}
    measured = bench({"LAS": 80.199, "pieces/s": 9.0}, loose=frozenset({"pieces/s"}))
    pinned, told = pin([measured], workbench, other | floors(workbench, gone=3.0))
    assert {name: floor.floor for name, floor in pinned.items()} == {"other.F1": 1.0, "small.LAS": 80.19}
    assert len(told) == 2
    write_floors(pinned, tmp_path / "floors.json")
    assert read_floors(tmp_path / "floors.json") == pinned
    assert not gate([measured], workbench, pinned).failures


def test_broken_floors_are_named(tmp_path: Path) -> None:
    (tmp_path / "floors.json").write_text('{"a.b": {"floor": "high"}}')
    with pytest.raises(ValueError, match=r"floors\.json: "):
        read_floors(tmp_path / "floors.json")


def test_the_hash_of_a_folder_follows_names_and_contents(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("one")
    first = digest(tmp_path)
    (tmp_path / "a").rename(tmp_path / "b")
    second = digest(tmp_path)
    (tmp_path / "b").write_text("two")
    assert len({first, second, digest(tmp_path)}) == 3


def test_every_floor_belongs_to_a_bench() -> None:
    assert {name.partition(".")[0] for name in read_floors()} <= BENCHES.keys()


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "benchmarks", *arguments]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(("nonsense",), "no such bench: nonsense"), (("syntax", "--markdown"), "goes with all")],
)
def test_wrong_calls_are_told(arguments: tuple[str, ...], said: str) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert said in done.stderr


@pytest.fixture(scope="module")
def shipped() -> Workbench:
    """One for all benches: the weights are loaded once, and what two benches measure is read once."""
    return Workbench()


@pytest.mark.parametrize("name", BENCHES)
def test_no_figure_lost_more_than_half_a_point(
    name: str, shipped: Workbench, request: pytest.FixtureRequest
) -> None:
    bench = BENCHES[name]
    if bench.corpora:
        request.getfixturevalue("corpora")
    verdict = gate([bench], shipped, read_floors())
    assert not verdict.failures, "\n".join((*verdict.lines, *verdict.failures))
    assert not verdict.skipped, "\n".join(verdict.skipped)
