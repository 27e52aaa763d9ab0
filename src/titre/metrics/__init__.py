"""The catalogue of metrics: each declared once, in TOML, and the formulas that connect them."""

from titre.metrics.catalogues import Catalogue
from titre.metrics.model import Aggregation, Choice, Definition, Metric, Sign, Statement, UnitKind

__all__ = ["Aggregation", "Catalogue", "Choice", "Definition", "Metric", "Sign", "Statement", "UnitKind"]
