"""Are figures taken by pandas and Polars as they are, and do they show themselves in a notebook?"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from titre.desk.example import make_example

if TYPE_CHECKING:
    import titre
    from titre.figures.frames import FigureList


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> titre.Desk:
    return make_example(tmp_path_factory.mktemp("example") / "desk", "en")


@pytest.fixture(scope="module")
def figures(example: titre.Desk) -> FigureList:
    return example.figures("META,NVDA", ["revenue", "operating_margin"], ["2024", "2031"])


def test_figures_are_a_list_and_a_table(figures: FigureList) -> None:
    table = figures.to_arrow()
    assert len(figures) == table.num_rows == 8
    assert table["value"].to_pylist() == [figure.value for figure in figures]
    assert table["reason"].to_pylist() == [
        None if figure.reason is None else figure.reason.render() for figure in figures
    ]
    assert [len(facts) for facts in table["facts"].to_pylist()] == [len(figure.facts) for figure in figures]
    assert table["facts"][0].as_py()[0]["accession"] == "0001326801-25-000017"


def test_pandas_takes_them(figures: FigureList) -> None:
    pd = pytest.importorskip("pandas")
    frame = figures.to_pandas()
    assert frame.loc[0, "value"] == Decimal(164501000000)
    assert pd.isna(frame.loc[1, "value"])
    assert frame["value"].astype(float)[0] == 164501000000.0


def test_polars_takes_them_as_they_are(figures: FigureList) -> None:
    pl = pytest.importorskip("polars")
    for frame in (figures.to_polars(), pl.DataFrame(figures.to_arrow())):
        assert frame["value"][0] == Decimal(164501000000)
        assert frame["facts"][0][0]["concept"].startswith("us-gaap:")


def test_any_reader_of_arrow_takes_them(figures: FigureList) -> None:
    import pyarrow as pa

    read = pa.RecordBatchReader.from_stream(figures).read_all()
    assert read.equals(figures.to_arrow())


def test_series_have_a_column_a_metric_and_a_row_a_period(example: titre.Desk) -> None:
    table = example.series("META", ["revenue", "total_assets"], first="2023", last="2024")
    assert table.column_names == ["entity", "name", "period", "start", "end", "revenue", "total_assets"]
    assert table["period"].to_pylist() == ["FY2023", "FY2024"]
    assert table["end"].to_pylist() == [date(2023, 12, 31), date(2024, 12, 31)]
    assert table["start"].to_pylist() == [date(2023, 1, 1), date(2024, 1, 1)]
    assert table["revenue"].to_pylist() == [Decimal(134902000000), Decimal(164501000000)]
    assert table.schema.field("revenue").metadata == {b"unit": b"USD"}


def test_the_market_is_a_table(example: titre.Desk) -> None:
    table = example.table(["revenue"], frequency="annual", first="2024", last="2024", lineage=True)
    rows = {row["entity"]: row for row in table.to_pylist()}
    assert rows["CIK0001326801"]["value"] == Decimal(164501000000)
    assert rows["CIK0001326801"]["name"] == "Meta Platforms"
    assert example.table(["revenue"], entities="META", frequency="annual").num_rows >= 1


class _Cells(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.headings, self.text = 0, ""
        self.links: list[str | None] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.headings += tag == "th" and given.get("scope") in {"row", "col"}
        if tag == "a":
            self.links.append(given["href"])

    def handle_data(self, data: str) -> None:
        self.text += f"{data}\n"


def test_a_figure_shows_itself_in_the_readers_language(
    figures: FigureList, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TITRE_LANG", "fr")
    shown = _Cells(figures[0]._repr_html_())
    assert shown.headings == 7
    assert "164,501\u00a0Md\u00a0$" in shown.text or "164,501" in shown.text
    assert "31 décembre 2024" in shown.text.replace("\u00a0", " ")
    assert shown.links == [figures[0].facts[0].url]
    monkeypatch.setenv("TITRE_LANG", "en")
    whole = _Cells(figures._repr_html_())
    assert whole.headings == 6 + len(figures)
    assert "$164.501bn" in whole.text
    assert "no fact in the store" in whole.text
