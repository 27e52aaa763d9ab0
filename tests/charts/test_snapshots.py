"""The specification, words and numbers of each kind of chart, in both languages, as they were looked at."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from charts.making import billions, quarters, series, years
from snapshots import Snapshots
from titre.charts import Chart, bar_chart, line_chart, related_chart, small_multiples
from titre.kernel.messages import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Callable

_FLOW = quarters(billions(13.7, 10.9, 12.6, None, 12.5, 10.9, 15.6, 13.1, 10.33), trailing=True)
_PROFIT = quarters(billions(23, 25, 28, 32, 36, 41, 43, 50, 52), trailing=True)
_QUARTERS = quarters(billions(28.6, 32, 34.1, 40.1, 36.5))
_SEGMENT = years(billions(-4.503, -6.623, -10.193, -13.717, -16.120, -17.729))
_MARGIN = quarters(["25.25", "29", "40", "41.1", "38", "38.4", "43", "48.3", "41.5"], trailing=True)

CHARTS: dict[str, Callable[[str], Chart]] = {
    "line": lambda language: line_chart([series(_FLOW)], language),
    "lines": lambda language: line_chart([series(_FLOW), series(_PROFIT, quantity="EBITDA")], language),
    "lines_of_two_units": lambda language: line_chart(
        [series(_FLOW), series(_MARGIN, quantity="Operating margin", unit="percent")], language
    ),
    "lines_by_calendar": lambda language: line_chart(
        [
            series(_QUARTERS),
            series(quarters(billions(7, 13, 18), (2024, 1), months=-11), entity="NVIDIA CORP"),
        ],
        language,
    ),
    "bars": lambda language: bar_chart(
        [series(_SEGMENT, quantity="Operating income of Reality Labs")], language
    ),
    "bars_side_by_side": lambda language: bar_chart(
        [
            series(years(billions(70.7, 86, 117.9))),
            series(years(billions(280.5, 386, 469.8)), entity="AMAZON COM INC"),
        ],
        language,
    ),
    "related": lambda language: related_chart(
        series(_FLOW, quantity="Capital expenditure"), series(_PROFIT, quantity="EBITDA"), language
    ),
    "multiples": lambda language: small_multiples(
        [series(_FLOW, entity=entity) for entity in ("Amazon.com, Inc.", "Alphabet Inc.", "Microsoft Corp")],
        language,
    ),
}
_CASES = [(name, language) for name in CHARTS for language in LANGUAGES]


@pytest.fixture
def snapshots(request: pytest.FixtureRequest) -> Snapshots:
    return Snapshots(Path(__file__).parent / "snapshots", request.config.getoption("--snapshot-update"))


@pytest.mark.parametrize(("name", "language"), _CASES)
def test_chart(name: str, language: str, snapshots: Snapshots) -> None:
    chart = CHARTS[name](language)
    snapshots.check(f"{name}.{language}.vl.json", chart.json())
    table = chart.table()
    lines = [
        chart.alt_text,
        "",
        *chart.sources,
        "",
        *("\t".join(row) for row in (table.columns, *table.rows)),
    ]
    snapshots.check(f"{name}.{language}.txt", "\n".join(lines) + "\n")


def test_every_snapshot_is_checked(snapshots: Snapshots) -> None:
    endings = ("vl.json", "txt")
    snapshots.check_orphans(f"{name}.{language}.{ending}" for name, language in _CASES for ending in endings)
