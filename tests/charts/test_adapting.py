"""Figures as series: named in the reader's language, each with its filings."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from titre.charts import line_chart
from titre.charts.adapting import series_of, spaced
from titre.charts.words import source_lines
from titre.figures.model import Basis, Fact, Figure, Lineage, Rule, Vintage
from titre.kernel.messages import say
from titre.kernel.periods import Period
from titre.metrics.catalogues import Catalogue

_CATALOGUE = Catalogue({})


def _figure(
    value: str | None,
    *,
    metric: str = "revenue",
    segment: str | None = None,
    unit: str = "USD",
    year: int = 2024,
) -> Figure:
    start, end = date(year, 1, 1), date(year, 12, 31)
    figure = Figure(
        entity="CIK0001326801",
        name="Meta Platforms, Inc.",
        metric=metric,
        segment=segment,
        period=Period.fiscal_year(year),
        start=start,
        end=end,
        value=None,
        unit=None,
        as_of=date(2025, 7, 16),
        vintage=Vintage.LATEST,
        basis=Basis.ADJUSTED,
        definition="",
        written_in={"operating_margin": "percent", "asset_turnover": "times"}.get(metric, ""),
        _reason=say("no fact"),
    )
    if value is None:
        return figure
    amount = Decimal(value)
    fact = Fact(
        concept="us-gaap:Revenues",
        dimensions="",
        start=start,
        end=end,
        value=amount,
        unit=unit,
        accession=f"0001326801-{year - 1999}-000017",
        form="10-K",
        filed=date(year + 1, 1, 30),
        entity="CIK0001326801",
    )
    lineage = Lineage(fact.concept, f"FY{year}", amount, unit, Rule.FILED, fact=fact)
    return replace(figure, value=amount, unit=unit, _reason=None, _lineage=lineage)


def test_figures_of_one_metric_are_one_series_with_their_filings() -> None:
    (made,) = series_of([[_figure("134902000000", year=2023), _figure("164501000000")]], "en", _CATALOGUE)
    assert (made.entity, made.quantity, made.unit) == ("Meta Platforms, Inc.", "revenue", "USD")
    assert [point.value for point in made.points] == [Decimal(134902000000), Decimal(164501000000)]
    (filing,) = made.points[1].filings
    assert (filing.accession, filing.form, filing.filed) == (
        "0001326801-25-000017",
        "10-K",
        date(2025, 1, 30),
    )
    assert filing.url.endswith("/1326801/000132680125000017/0001326801-25-000017-index.html")


def test_a_refusal_is_a_gap_in_its_series() -> None:
    (made,) = series_of([[_figure(None, year=2023), _figure("164501000000")]], "en", _CATALOGUE)
    assert made.points[0].value is None
    assert str(made.points[0].reason) == "no fact"


def test_figures_of_several_metrics_are_a_series_each() -> None:
    figures = [_figure("1"), _figure("2", metric="net_income"), _figure("3", segment="RealityLabs")]
    made = series_of([figures], "en", _CATALOGUE)
    assert [each.quantity for each in made] == ["revenue", "net income", "revenue of Reality Labs"]


def test_ratios_are_read_as_people_write_them() -> None:
    margin, turnover, debt = series_of(
        [
            [_figure("0.4215", metric="operating_margin", unit="pure")],
            [_figure("1.356", metric="asset_turnover", unit="pure")],
            [_figure("1.5", metric="debt_to_equity", unit="pure")],
        ],
        "en",
        _CATALOGUE,
    )
    assert (margin.unit, margin.points[0].value) == ("percent", Decimal("42.15"))
    assert (turnover.unit, turnover.points[0].value) == ("times", Decimal("1.356"))
    assert (debt.unit, debt.points[0].value) == ("pure", Decimal("1.5"))


@pytest.mark.parametrize(("language", "shown"), [("en", "1.356×"), ("fr", "1,356×")])
def test_a_multiple_bears_its_sign(language: str, shown: str) -> None:
    turnover = series_of([[_figure("1.356", metric="asset_turnover", unit="pure")]], language, _CATALOGUE)
    drawn = line_chart(turnover, language)
    assert shown in drawn.alt_text
    assert "(×)" in drawn.svg()


def test_series_say_the_day_of_their_knowledge_and_their_basis() -> None:
    (made,) = series_of([[_figure("23.86", metric="diluted_eps", unit="USD/shares")]], "en", _CATALOGUE)
    assert made.as_of == date(2025, 7, 16)
    assert [str(note) for note in made.notes] == ["Adjusted for splits."]


def test_members_are_read_as_words() -> None:
    assert spaced("RealityLabs") == "Reality Labs"
    assert spaced("meta:FamilyOfAppsMember") == "Family of Apps"
    assert spaced("AWS") == "AWS"


def test_a_metric_has_the_catalogues_name_in_the_readers_language() -> None:
    english, french = (series_of([[_figure("1")]], language)[0].quantity for language in ("en", "fr"))
    assert (english, french) == ("Revenue", "Chiffre d’affaires")


def test_a_filing_whose_day_only_some_facts_tell_is_one_filing() -> None:
    """Facts of one report are read from EDGAR, which tells its day, and from the report, which does not."""
    figure = _figure("164501000000")
    assert figure.lineage is not None
    told = figure.lineage.fact
    assert told is not None
    untold = replace(told, filed_told=False, concept="us-gaap:CostOfRevenue")
    both = Lineage("both", "FY2024", told.value, "USD", Rule.FORMULA, operands=(
        replace(figure.lineage, fact=untold), figure.lineage,
    ))  # fmt: skip
    (series,) = series_of([[replace(figure, _lineage=both)]], "en", _CATALOGUE)
    (filing,) = series.points[0].filings
    assert (filing.accession, filing.filed) == (told.accession, told.filed)
    assert "filed on 30\N{NO-BREAK SPACE}January 2025" in source_lines([series], "en")[0]


def test_one_filing_is_named_though_its_day_is_not_told() -> None:
    figure = _figure("164501000000")
    assert figure.lineage is not None
    assert figure.lineage.fact is not None
    untold = replace(figure.lineage, fact=replace(figure.lineage.fact, filed_told=False))
    (series,) = series_of([[replace(figure, _lineage=untold)]], "fr", _CATALOGUE)
    assert "0001326801-25-000017" in source_lines([series], "fr")[0]


def test_a_price_is_no_filing() -> None:
    """Market values rest on closes too: these are named as what they are, not counted among the filings."""
    figure = _figure("164501000000")
    assert figure.lineage is not None
    assert figure.lineage.fact is not None
    close = replace(figure.lineage.fact, concept="price:close", accession="", form="")
    value = Lineage("value", "FY2024", figure.lineage.value, "USD", Rule.FORMULA, operands=(
        figure.lineage, replace(figure.lineage, fact=close),
    ))  # fmt: skip
    (series,) = series_of([[replace(figure, _lineage=value)]], "en", _CATALOGUE)
    assert len(series.points[0].filings) == 1
    assert source_lines([series], "en")[-1] == "At closing prices imported into the desk."
