"""By what does an eye tell two series apart? Colour, and beside it always dash, shape or filling.

The colours were searched so that every two of them differ for normal sight and for the three kinds of
colour blindness (Machado, Oliveira and Fernandes 2009), and each has a contrast of at least 3:1 on white
(WCAG 2.2, 1.4.11); ``tests/charts/test_palette.py`` holds both. Dash, shape and filling serve print.
"""

from __future__ import annotations

from typing import NamedTuple

COLOURS = ("#043fc5", "#f6486e", "#1e9ca8", "#2b2b2b", "#62830e", "#a61860")
DASHES: tuple[tuple[int, ...], ...] = ((1, 0), (7, 3), (2, 2), (10, 3, 2, 3), (4, 2))
SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down", "triangle-right")
FILLINGS = (1.0, 0.4, 0.7, 0.2, 0.55)

INK = "#1f2328"
QUIET = "#57606a"
"""for what is read second; 6:1 on white"""
GRID = "#d9dde2"
ZERO = "#6e7781"
BAND = "#eef1f4"
PAPER = "#ffffff"


class Look(NamedTuple):
    """How one series looks."""

    colour: str
    dash: tuple[int, ...]
    shape: str
    filling: float


def look(index: int) -> Look:
    """Return how the series of an index (from 0) looks; colour with dash repeats after thirty."""
    return Look(
        COLOURS[index % len(COLOURS)],
        DASHES[index % len(DASHES)],
        SHAPES[index % len(SHAPES)],
        FILLINGS[index % len(FILLINGS)],
    )
