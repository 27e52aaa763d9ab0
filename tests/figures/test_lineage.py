"""Does a table name the facts of each figure, all of them and no other?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from fakes.ledgers import ENTITY, figures_of

if TYPE_CHECKING:
    from fakes.filed import Filed
    from titre.figures import Figure, Figures

LEDGER = """10-K 2023-02-01 FY2022
  Revenues 2022-01-01..2022-12-31 80
10-Q 2023-05-01 Q1 2023
  Revenues 2023-01-01..2023-03-31 20
  Revenues 2022-01-01..2022-03-31 18
10-Q 2023-08-01 Q2 2023
  Revenues 2023-01-01..2023-06-30 45
  Revenues 2022-01-01..2022-06-30 38
10-Q 2023-11-01 Q3 2023
  Revenues 2023-07-01..2023-09-30 26
10-K 2024-02-01 FY2023
  Revenues 2023-01-01..2023-12-31 100
  Revenues 2022-01-01..2022-12-31 80
  OperatingIncomeLoss 2023-01-01..2023-12-31 30
"""


def test_a_table_names_the_facts_and_the_rule_of_each_figure() -> None:
    table = figures_of(LEDGER).table(None, ["revenue", "operating_margin", "revenue_growth"], lineage=True)
    rows = {(row["metric"], row["period"]): row for row in table.to_pylist()}

    assert rows["revenue", "2023Q2"]["rule"] == "ytd_difference"

    assert [fact["value"] for fact in rows["revenue", "2023Q2"]["facts"]] == [20, 45]
    assert rows["revenue", "2023Q4"]["rule"] == "year_minus_three_quarters"
    assert [fact["value"] for fact in rows["revenue", "2023Q4"]["facts"]] == [20, 45, 26, 100]
    assert rows["operating_margin", "FY2023"]["rule"] == "formula"
    assert {fact["concept"] for fact in rows["operating_margin", "FY2023"]["facts"]} == {
        "us-gaap:Revenues",
        "us-gaap:OperatingIncomeLoss",
    }
    assert [fact["value"] for fact in rows["revenue_growth", "FY2023"]["facts"]] == [80, 100]


def test_a_table_is_without_them_where_they_are_not_asked_for() -> None:
    table = figures_of(LEDGER).table(None, ["revenue"])
    assert "facts" not in table.column_names
    assert table.num_rows > 0


def test_a_table_of_no_figure_has_the_same_columns() -> None:
    figures = figures_of(LEDGER)
    some, none = (
        figures.table([ENTITY], ["revenue"], lineage=True, frequency="annual", first=first)
        for first in (None, "2099")
    )
    assert none.num_rows == 0
    assert none.schema.equals(some.schema)


@pytest.mark.shared
def test_every_figure_of_real_companies_has_the_facts_of_its_tree(filed: Filed) -> None:
    metrics = [metric.name for metric in filed.figures.catalogue]
    checked = 0
    for entity in ("CIK0001326801", "CIK0000320193"):
        table = filed.figures.table([entity], metrics, lineage=True)
        told = {(row["metric"], row["period"]): _told(row) for row in table.to_pylist()}
        known = _known(filed.figures, entity, metrics)
        assert told == known
        checked += len(known)
    assert checked > 5000


def _known(figures: Figures, entity: str, metrics: list[str]) -> dict[tuple[str, str], Any]:
    known = {}
    for frequency in ("annual", "quarter", "ttm"):
        for figure in figures.figures([entity], metrics, frequency=frequency):
            # Amounts in a foreign currency alone stand in no column of the table.
            if figure.value is not None and (figure.full_metric, str(figure.period)) not in known:
                known[figure.full_metric, str(figure.period)] = _of_tree(figure)
    return known


def _of_tree(figure: Figure) -> tuple[object, ...]:
    facts = {
        (f.concept, f.start, f.end, f.value, f.unit, f.accession, f.form, f.filed, f.dimensions)
        for f in figure.facts
    }
    return str(figure.rule), figure.value, facts


def _told(row: dict[str, Any]) -> tuple[object, ...]:
    names = ("concept", "start", "end", "value", "unit", "accession", "form", "filed", "dimensions")
    return row["rule"], row["value"], {tuple(fact[name] for name in names) for fact in row["facts"]}
