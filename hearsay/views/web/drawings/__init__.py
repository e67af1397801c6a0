"""Drawings, as SVG made on the server. They hold no style of their own beyond class names and attributes."""
