"""What is a chart? A Vega-Lite specification and the exact numbers it rests on, in every form asked for."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from titre.charts.errors import RendererMissing
from titre.charts.page import document, fragment
from titre.charts.rendering import png_of, svg_of

if TYPE_CHECKING:
    from titre.charts.tables import Table


@dataclass(frozen=True)
class Chart:
    """A chart; pictures are drawn when they are asked for."""

    spec: dict[str, Any]
    """the Vega-Lite specification"""
    title: str
    alt_text: str
    language: str
    sources: tuple[str, ...]
    """the lines below the chart: filings, and what the reader must know"""
    _table: Table
    _csv: str

    def table(self) -> Table:
        """Return the exact numbers as a person reads them: columns, and rows of text."""
        return self._table

    def csv(self) -> str:
        """Return the exact numbers as CSV, a line for each point, for programs."""
        return self._csv

    def json(self) -> str:
        """Return the specification as JSON, for any tool that reads Vega-Lite."""
        return json.dumps(self.spec, ensure_ascii=False, indent=1, allow_nan=False) + "\n"

    @cached_property
    def _svg(self) -> str:
        return svg_of(self.spec, self.title, self.alt_text, self.language)

    def svg(self) -> str:
        """Return the chart as SVG: no script, nothing fetched, described for who does not see it.

        Raises:
            RendererMissing: the extra ``titre[charts]`` is not installed.
        """
        return self._svg

    def png(self, scale: float = 2) -> bytes:
        """Return the chart as PNG of so many pixels for each of the SVG's.

        Raises:
            RendererMissing: the extra ``titre[charts]`` is not installed.
        """
        return png_of(self._svg, scale)

    def html(self) -> str:
        """Return the chart as a page of its own: picture, table and sources; no script, no request.

        Raises:
            RendererMissing: the extra ``titre[charts]`` is not installed.
        """
        return document(self._svg, self.title, self._table, self.language)

    def fragment(self) -> str:
        """Return the chart as an HTML figure to stand in another page; its styles are its own.

        Raises:
            RendererMissing: the extra ``titre[charts]`` is not installed.
        """
        return fragment(self._svg, self._table, self.language)

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        """Return the forms in which a notebook may show the chart."""
        del include, exclude
        bundle: dict[str, Any] = {
            "application/vnd.vegalite.v5+json": self.spec,
            "text/plain": self.alt_text,
        }
        # A notebook that draws Vega-Lite itself needs no picture.
        with suppress(RendererMissing):
            bundle["image/svg+xml"] = self.svg()
        return bundle
