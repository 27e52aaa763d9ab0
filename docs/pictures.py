"""Which charts does the documentation show? One of each kind, drawn anew whenever the site is built."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes  # type: ignore[import-untyped]  # docutils has no types
from docutils.parsers.rst import Directive  # type: ignore[import-untyped]  # docutils has no types

from titre.charts import Chart, Point, Series, bar_chart, line_chart, related_chart, small_multiples
from titre.kernel.periods import Period

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sphinx.application import Sphinx

# Meta's quarterly earnings releases (8-K, exhibit 99.1), 2024 Q1 to 2025 Q1, in millions of dollars.
_REVENUE = (36455, 39071, 40589, 48385, 42314)
_CASH = (19246, 19370, 24724, 27988, 24026)
_INVESTED = (6400, 8173, 8258, 14425, 12941)
# Operating income of its segments: Family of Apps and Reality Labs.
_APPS = (17664, 19335, 21778, 28332, 21765)
_LABS = (-3846, -4488, -4428, -4967, -4210)


def _series(quantity: str, millions: Sequence[int]) -> Series:
    points = tuple(
        Point(Period.fiscal_quarter(2024, 1).shifted(index), Decimal(value) * 10**6)
        for index, value in enumerate(millions)
    )
    return Series("Meta Platforms", quantity, "USD", points)


def _margin(quantity: str) -> Series:
    free = [(cash - invested) for cash, invested in zip(_CASH, _INVESTED, strict=True)]
    points = tuple(
        Point(
            Period.fiscal_quarter(2024, 1).shifted(index),
            (Decimal(100) * value / revenue).quantize(Decimal("0.1")),
        )
        for index, (value, revenue) in enumerate(zip(free, _REVENUE, strict=True))
    )
    return Series("Meta Platforms", quantity, "percent", points)


PICTURES: dict[str, Callable[[], Chart]] = {
    "line": lambda: line_chart([_series("Revenue", _REVENUE), _series("Operating cash flow", _CASH)]),
    "units": lambda: line_chart(
        [_series("Chiffre d’affaires", _REVENUE), _margin("Marge de trésorerie disponible")], "fr"
    ),
    "bar": lambda: bar_chart([_series("Operating income of Reality Labs", _LABS)]),
    "related": lambda: related_chart(
        _series("Dépenses d’investissement", _INVESTED),
        _series("Flux de trésorerie d’exploitation", _CASH),
        "fr",
    ),
    "multiples": lambda: small_multiples(
        [_series("Family of Apps", _APPS), _series("Reality Labs", _LABS)], title="Meta: operating income"
    ),
}


class Picture(Directive):  # type: ignore[misc]  # docutils has no types
    """``{picture} line``: one of the charts, as it comes out, with its description."""

    required_arguments: ClassVar[int] = 1

    def run(self) -> list[nodes.Node]:
        """Return the chart as inline SVG."""
        svg = (
            PICTURES[self.arguments[0]]()
            .svg()
            .replace("<svg ", '<svg style="max-width:100%;height:auto" ', 1)
        )
        return [nodes.raw("", f"<p>{svg}</p>", format="html")]


def setup(app: Sphinx) -> dict[str, bool]:
    """Make the directive known to Sphinx."""
    app.add_directive("picture", Picture)
    return {"parallel_read_safe": True}
