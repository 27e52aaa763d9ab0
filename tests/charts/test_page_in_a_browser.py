"""A chart's page as a reader has it, in a real browser: axe finds nothing against WCAG 2.2 AA."""

from __future__ import annotations

from typing import TYPE_CHECKING

from charts.making import billions, quarters, series
from fakes.browsers import IN_A_BROWSER, chromium
from titre.charts import bar_chart, line_chart, related_chart, small_multiples

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from titre.charts.chart import Chart

_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_FLOW = series(quarters(billions(10.9, None, -12.5, 10.33), (2024, 2)), quantity="Free cash flow")
_REVENUE = series(quarters(billions(36.5, 39.1, 40.6, 48.4), (2024, 2)))

pytestmark = IN_A_BROWSER


def test_axe_finds_nothing(tmp_path: Path) -> None:
    from axe_playwright_python.sync_playwright import Axe

    kinds: dict[str, Callable[[str], Chart]] = {
        "line": lambda language: line_chart([_REVENUE, _FLOW], language),
        "bar": lambda language: bar_chart([_REVENUE, _FLOW], language),
        "related": lambda language: related_chart(_REVENUE, _FLOW, language),
        "multiples": lambda language: small_multiples([_REVENUE, _FLOW], language),
    }
    with chromium() as browser:
        for kind, drawn in kinds.items():
            for language, width in (("en", 1280), ("fr", 320)):
                file = tmp_path / f"{kind}-{language}.html"
                file.write_text(drawn(language).html(), "utf-8")
                page = browser.new_page(viewport={"width": width, "height": 800})
                page.goto(file.as_uri())
                page.locator("summary").click()
                options = {"runOnly": {"type": "tag", "values": _TAGS}}
                found = Axe().run(page, options=options).response
                assert len(found["passes"]) > 10
                assert [(fault["id"], file.name) for fault in found["violations"]] == []
                wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
                assert page.evaluate(wide) is False, file.name
                page.close()
