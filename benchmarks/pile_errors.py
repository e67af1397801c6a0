"""What the record of the bundled pile gets wrong: ``python -m benchmarks.pile_errors``.

It tells nothing of the stories that are held out, except their figures.
"""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.pile import claim_of, disputes_of, filled, matched, parts, planted, right_origin, score
from benchmarks.workbench import SHARED, Workbench
from hearsay import demo
from hearsay.demo import Truth
from hearsay.record import Record


def errors(truth: Truth, record: Record) -> Iterator[str]:
    """What came out otherwise than it is true, a line each."""
    files, found = matched(truth, record)
    claims = {claim.id: claim for claim in record.claims()}
    table = planted(truth, found)
    for told in truth.claims:
        claim = claim_of(told, found, claims)
        got = sorted(o.name for o in claim.origins) if claim else []
        if claim is None or claim.corroboration != told.corroboration:
            yield f"corroboration {told.id}: {told.corroboration} {list(told.origins)}, found {got}"
        for i, s in enumerate(told.statements):
            row = found.get((told.id, i))
            where = f"{told.id} / {s.file} / {s.quote[:60]}"
            if row is None:
                yield f"  missed        {where}"
                continue
            if claim is not None and row.claim != claim.id:
                yield f"  other claim   {where}: {claims[row.claim].text!r}"
            if not right_origin(s, row):
                root = row.root.name if row.root else None
                yield f"  origin        {where}: {None if s.withdrawn else s.origin!r}, found {root!r}"
            if row.stance != s.stance:
                yield f"  stance        {where}: {s.stance}, found {row.stance}"
        here = {d.claim: d for d in record.disagreements()}
        for want in told.disagreements:
            if not any(table.get((c, want.about), ("",))[0] == told.id for c in here):
                yield f"  not found     {told.id}: {want.about}"
    for n, dispute in enumerate(disputes_of(truth, record, files)):
        mark = table.get((dispute.claim, dispute.about))
        values = ", ".join(v.value for v in dispute.values)
        yield (
            f"disagreement {n + 1}: {'FALSE' if mark is None else mark}: {dispute.about} {dispute.kind}: "
            f"{values}: {dispute.text[:80]!r}"
        )
    true_copies = {a.file: a.copy_of.file if a.copy_of else None for a in truth.articles}
    for copy in record.copies():
        one, other = files[copy.article], files[copy.original]
        if one in true_copies and true_copies[one] != other:
            yield f"copy {one} of {other}, {copy.direction}, {copy.share}"


def main() -> int:
    """Print the figures of both parts, and what is wrong in the part that may be looked at."""
    with filled(Workbench(SHARED / "corpora", SHARED / "scoring")) as record:
        tuned, held = parts(demo.truth())
        for name, part in (("tuned", tuned), ("held", held)):
            for figure, value in score(part, record).items():
                print(f"{name:6}{figure:34}{value:8.1f}")
        print(*errors(tuned, record), sep="\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
