"""What was passed over in a folder or an archive, told in one line."""

from __future__ import annotations

from collections import Counter
from pathlib import PurePath

from hearsay.gather.member import printable
from hearsay.gather.problem import Problem, Report

_SHOWN = 6


class Passed:
    """Counts what was passed over, by its ending or another word for its kind."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()

    def __bool__(self) -> bool:
        return bool(self._counts)

    def add(self, path: str) -> None:
        """One more file."""
        self.add_kind(PurePath(path).suffix.lower()[:20] or "no ending")

    def add_kind(self, kind: str) -> None:
        """One more of this kind. Of very many kinds, the later ones are counted as one."""
        self._counts[kind if kind in self._counts or len(self._counts) < 1000 else "other"] += 1

    def tell(self, origin: str, report: Report, what: str = "file") -> None:
        """Report it, if there was any."""
        if self._counts:
            total = self._counts.total()
            kinds = ", ".join(f"{printable(kind)} {n}" for kind, n in self._counts.most_common(_SHOWN))
            more = ", ..." if len(self._counts) > _SHOWN else ""
            files = f"1 {what}" if total == 1 else f"{total} {what}s"
            report(Problem(origin, f"{files} of another kind passed over ({kinds}{more})", fatal=False))
