"""One question, one answer: a figure with everything it rests on, or a refusal with its reason."""

from titre.figures.errors import FigureError
from titre.figures.figures import Figures
from titre.figures.model import Basis, Fact, Figure, Frequency, Lineage, Rule, Vintage

__all__ = ["Basis", "Fact", "Figure", "FigureError", "Figures", "Frequency", "Lineage", "Rule", "Vintage"]
