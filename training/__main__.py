"""Make the weights: ``python -m training STEP``; ``--help`` lists the steps."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any


def _passages(half: str | None = None) -> list[dict[str, Any]]:
    import msgspec

    from benchmarks.gold import chains

    found: list[dict[str, Any]] = msgspec.to_builtins(chains.load(half))
    return found


def main() -> None:
    """Run one step of the making."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    steps = parser.add_subparsers(dest="step", required=True)
    prepare = steps.add_parser("prepare", help="read the corpora, cut windows, embed passages")
    prepare.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    prepare.add_argument("--without", action="append", default=[], help="leave a corpus out, by name")
    restore = steps.add_parser("restore", help="make a checkpoint out of the graphs that ship")
    restore.add_argument("--weights", type=Path, default=Path("hearsay/reading/weights"))
    restore.add_argument("--to", type=Path, default=Path("build/training/shipped.pt"))
    train = steps.add_parser("train", help="train one reader, all heads jointly")
    train.add_argument("--minutes", type=float, default=70)
    train.add_argument("--processes", type=int, default=2)
    train.add_argument("--start", type=Path, help="go on from a checkpoint")
    train.add_argument("--layers", type=int, default=6)
    train.add_argument(
        "--teacher", type=Path, action="append", default=[], help="learn from a checkpoint, too"
    )
    train.add_argument(
        "--rates", type=float, nargs=2, default=(2e-4, 1e-3), help="peak learning rates: backbone, heads"
    )
    train.add_argument(
        "--corpus", action="append", default=[], help="train on this corpus alone, or on several"
    )
    train.add_argument("--only", action="append", default=[], help="train the parameters alone that begin so")
    train.add_argument("--name", default="model", help="of the checkpoint that is written")
    many = steps.add_parser("ensemble", help="train several readers, and one that learns from them")
    many.add_argument("--minutes", type=float, nargs=2, default=(70, 140), help="of a teacher, of a student")
    many.add_argument("--teachers", type=int, default=3)
    many.add_argument("--students", type=int, nargs="+", default=[6], help="layers of each student")
    for step in (train, many):
        step.add_argument("--device", default="cpu", help="cpu or cuda")
        step.add_argument("--size", type=int, default=4800, help="word pieces of a step")
    export = steps.add_parser("export", help="write the ONNX graphs, quantised, into the package")
    export.add_argument("--checkpoint", type=Path)
    export.add_argument("--to", type=Path, default=Path("hearsay/reading/weights"))
    export.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    attributes = steps.add_parser(
        "attributes", help="fit the kinds and stances anew, the encoder as it ships"
    )
    attributes.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    attributes.add_argument("--weights", type=Path, default=Path("hearsay/reading/weights"))
    antecedents = steps.add_parser("antecedents", help="fit the choice of antecedents, into the package")
    antecedents.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    pairs = steps.add_parser("pairs", help="fit the record's pair scorer, into the package")
    pairs.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    telling = steps.add_parser("telling", help="count the verbs that tell, into the package")
    telling.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    for step in (prepare, restore, train, many, export, pairs):
        step.add_argument("--work", type=Path, default=Path("build/training"))
    a = parser.parse_args()
    if a.step == "prepare":
        from training.prepare import prepare as run

        run(a.corpora, a.work, _passages("train"), frozenset(a.without))
    elif a.step == "restore":
        from training.restore import restore as run_restoring

        run_restoring(a.work, a.weights, a.to)
    elif a.step == "train":
        from training.train import Plan
        from training.train import train as run_training

        plan = Plan(
            name=a.name, corpora=tuple(a.corpus), only=tuple(a.only),
            minutes=a.minutes, size=a.size, layers=a.layers, rates=tuple(a.rates), start=a.start,
            teachers=a.teacher, device=a.device, ranks=1 if a.device == "cuda" else a.processes,
        )  # fmt: skip
        run_training(a.work, plan)
    elif a.step == "ensemble":
        from training.ensemble import ensemble

        ensemble(a.work, a.teachers, a.students, tuple(a.minutes), a.device, a.size)
    elif a.step == "telling":
        from training.telling import count

        count(a.corpora)
    elif a.step == "attributes":
        from training.attributes import fit_attributes as fit_again

        fit_again(a.weights, a.corpora, _passages())
    elif a.step == "antecedents":
        from training.antecedents import main as fit_antecedents

        fit_antecedents(a.corpora, _passages("train"))
    elif a.step == "pairs":
        from training.pairs import make

        make(a.corpora, a.work)
    else:
        from training.attributes import fit_attributes
        from training.export import export as run_export

        run_export(a.work, a.checkpoint or a.work / "model.pt", a.to)
        fit_attributes(a.to, a.corpora, _passages())


if __name__ == "__main__":
    main()
