"""Which chart shows figures that were asked for together?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from titre.charts.errors import NothingToDraw
from titre.charts.kinds import bar_chart, line_chart, related_chart, small_multiples

if TYPE_CHECKING:
    from collections.abc import Sequence

    from titre.charts.chart import Chart
    from titre.figures.model import Figure
    from titre.metrics.catalogues import Catalogue

_RELATED = 2


def chart_of(
    figures: Sequence[Figure], kind: str, title: str | None, language: str, catalogue: Catalogue
) -> Chart:
    """Return the chart of a kind; each company and metric is a series.

    Two related series are drawn as such; with another number of them, lines are.

    Raises:
        NothingToDraw: there is no figure with a value.
    """
    groups: dict[tuple[str, str], list[Figure]] = {}
    for figure in figures:
        groups.setdefault((figure.entity, figure.full_metric), []).append(figure)
    series = list(groups.values())
    if not any(figure.value is not None for figure in figures):
        raise NothingToDraw
    if kind == "related" and len(series) == _RELATED:
        return related_chart(series[0], series[1], language, title, catalogue=catalogue)
    draw = {"bar": bar_chart, "multiples": small_multiples}.get(kind, line_chart)
    return draw(series, language, title, catalogue=catalogue)
