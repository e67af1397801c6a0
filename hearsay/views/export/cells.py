"""Cells that a spreadsheet would run as formulas, made harmless, and back."""

from __future__ import annotations

#: With these a cell becomes a formula in some spreadsheet (OWASP, "CSV Injection"); East Asian ones have wide forms.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20", "|", "%")
#: What a spreadsheet may skip before it looks for a formula.
_SKIPPED = " \u00a0\u3000\u200b\ufeff\"'"


def harmless(cell: str) -> str:
    """Return the cell with an apostrophe before it where it could be taken for a formula.

    A spreadsheet shows the rest as text. :func:`as_it_was` takes the apostrophe off again.
    """
    return f"'{cell}" if _suspect(cell) else cell


def as_it_was(cell: str) -> str:
    """Return what :func:`harmless` was given."""
    return cell[1:] if cell.startswith("'") and _suspect(cell[1:]) else cell


def _suspect(cell: str) -> bool:
    return cell.lstrip(_SKIPPED).startswith(_FORMULA)
