"""Figures in words."""

from __future__ import annotations


def show_number(low: float | None, high: float | None) -> str:
    """A figure's bounds in words: "11", "10 to 12", "10 or more", "up to 12".

    >>> show_number(1200000, None)
    '1200000 or more'
    """
    if low is not None and low == high:
        return _plain(low)
    if low is not None and high is not None:
        return f"{_plain(low)} to {_plain(high)}"
    if low is not None:
        return f"{_plain(low)} or more"
    return "?" if high is None else f"up to {_plain(high)}"


def _plain(number: float) -> str:
    return str(int(number)) if float(number).is_integer() else f"{number:.10g}"
