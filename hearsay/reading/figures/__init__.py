"""Figures: quantities with bounds, unit, what they count, and what befell the counted."""

from hearsay.reading.figures.reader import read_figures

__all__ = ["read_figures"]
