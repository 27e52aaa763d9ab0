"""Series of figures as charts: a Vega-Lite specification, a picture, a text and the exact numbers."""

from titre.charts.chart import Chart
from titre.charts.errors import ChartError, NothingToDraw, RendererMissing
from titre.charts.kinds import bar_chart, line_chart, related_chart, small_multiples
from titre.charts.series import Filing, Point, Series
from titre.charts.tables import Table

__all__ = [
    "Chart",
    "ChartError",
    "Filing",
    "NothingToDraw",
    "Point",
    "RendererMissing",
    "Series",
    "Table",
    "bar_chart",
    "line_chart",
    "related_chart",
    "small_multiples",
]
