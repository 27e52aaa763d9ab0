"""Each form a chart takes: self-contained, described, exact."""

from __future__ import annotations

import re
import sys
from xml.etree import ElementTree as ET

import pytest

from charts.making import billions, quarters, series, years
from titre.charts import RendererMissing, bar_chart, line_chart, related_chart, small_multiples

_FLOW = series(
    quarters(billions(10.9, None, 12.5, 10.33), (2024, 2), trailing=True), quantity="Free cash flow"
)
_SVG = "{http://www.w3.org/2000/svg}"


def test_svg_has_no_script_and_asks_for_nothing() -> None:
    svg = line_chart([_FLOW], "fr").svg()
    root = ET.fromstring(svg)
    tags = {element.tag.removeprefix(_SVG) for element in root.iter()}
    assert tags <= {"svg", "title", "desc", "g", "path", "rect", "line", "text", "tspan"}
    assert not re.search(r"(?:href|src|url\()", svg.replace("xmlns:xlink", ""))
    assert not any(name.startswith("on") for element in root.iter() for name in element.attrib)


def test_svg_is_described() -> None:
    chart = line_chart([_FLOW], "fr", "L’argent <qui> reste & l’autre")
    root = ET.fromstring(chart.svg())
    assert root.attrib["role"] == "img"
    assert root.attrib["aria-label"] == chart.alt_text
    assert root.findtext(f"{_SVG}title") == "L’argent <qui> reste & l’autre"
    assert root.findtext(f"{_SVG}desc") == chart.alt_text


def test_no_part_of_it_speaks_english_to_a_french_reader() -> None:
    """The renderer calls its parts "Title text" and "line mark container"; a reader hears the description."""
    root = ET.fromstring(line_chart([_FLOW], "fr").svg())
    inner = [name for element in root.iter() if element is not root for name in element.attrib]
    assert {name for name in inner if name == "role" or name.startswith("aria-")} == {"aria-hidden"}


def test_a_gap_breaks_the_line() -> None:
    values = line_chart([_FLOW]).spec["vconcat"][0]["concat"][0]["layer"]
    paths = next(layer for layer in values if layer["mark"]["type"] == "line")["data"]["values"]
    assert [(row["period"], row["run"][-1]) for row in paths] == [
        ("Q2 2024", "0"),
        ("Q4 2024", "1"),
        ("Q1 2025", "1"),
    ]


def test_png_is_twice_as_large_as_the_svg() -> None:
    chart = line_chart([_FLOW])
    width = int(float(ET.fromstring(chart.svg()).attrib["width"]))
    png = chart.png()
    assert png.startswith(b"\x89PNG")
    assert abs(int.from_bytes(png[16:20], "big") - 2 * width) <= 2


def test_page_shows_picture_and_numbers_without_script_or_request() -> None:
    chart = bar_chart([_FLOW], "fr", "</title><script>alert(1)</script>")
    page = chart.html()
    assert "<script" not in page
    assert not re.search(r"""(?:href|src)\s*=|url\(|@import""", page)
    assert "default-src 'none'" in page
    assert page.count("<svg ") == 1
    assert page.count("<tr>") == 1 + len(chart.table().rows)
    assert '<html lang="fr">' in page


def test_table_gives_numbers_in_full() -> None:
    exact = series(years(["164501000000.000000000001", "-17729000000"], 2023))
    table = line_chart([exact], "fr").table()
    assert [row[1] for row in table.rows] == ["164,501000000000000000001", "−17,729"]
    assert line_chart([exact]).csv().splitlines()[1].split(",")[6] == "164501000000.000000000001"


def test_a_name_is_no_formula_in_a_spreadsheet() -> None:
    lines = line_chart([series(years(["1"]), entity="=HYPERLINK(1)")]).csv().splitlines()
    assert lines[1].startswith("'=HYPERLINK(1)")


def test_a_notebook_is_given_picture_specification_and_text() -> None:
    chart = line_chart([_FLOW])
    bundle = chart._repr_mimebundle_()
    assert bundle["application/vnd.vegalite.v5+json"] is chart.spec
    assert bundle["image/svg+xml"] == chart.svg()
    assert bundle["text/plain"] == chart.alt_text


def test_without_the_renderer_all_but_pictures_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    chart = line_chart([_FLOW])
    assert "Free cash flow" in chart.csv()
    assert chart.json()
    assert set(chart._repr_mimebundle_()) == {"application/vnd.vegalite.v5+json", "text/plain"}
    with pytest.raises(RendererMissing, match=r"titre\[charts\]"):
        chart.svg()


def test_two_units_never_share_an_axis() -> None:
    margin = series(_FLOW.points, quantity="Margin", unit="percent")
    for chart in (line_chart([_FLOW, margin]), bar_chart([_FLOW, margin]), related_chart(_FLOW, margin)):
        assert len(chart.spec["vconcat"][0]["concat"]) == 2


def test_related_series_of_very_different_size_stand_one_above_the_other() -> None:
    small = series(quarters(billions(0.01, 0.02, 0.03, 0.04), (2024, 2), trailing=True), quantity="Dividends")
    assert len(related_chart(_FLOW, small).spec["vconcat"][0]["concat"]) == 2
    assert len(related_chart(_FLOW, _FLOW).spec["vconcat"][0]["vconcat"][0]["concat"]) == 1


def test_related_series_are_told_to_move_together() -> None:
    first = series(quarters(billions(1, 2, 3, 2)), quantity="Capital expenditure")
    second = series(quarters(billions(5, 6, 5, 4)), quantity="EBITDA")
    assert related_chart(first, second).alt_text.endswith(
        "In 2 of 3 steps from one period to the next both moved the same way."
    )


def test_small_multiples_share_a_scale_unless_asked_otherwise() -> None:
    large = series(
        quarters(billions(100, 200, 300, 400), (2024, 2), trailing=True), entity="Amazon.com, Inc."
    )

    def domains(*, same_scale: bool) -> list[object]:
        views = small_multiples([_FLOW, large], same_scale=same_scale).spec["vconcat"][0]["concat"]
        return [view["layer"][-1]["encoding"]["y"]["scale"]["domain"] for view in views]

    assert domains(same_scale=True) == [[0, 400], [0, 400]]
    assert domains(same_scale=False) == [[0, 15], [0, 400]]


def test_an_axis_that_leaves_zero_out_says_so() -> None:
    note = "The axis does not start at zero."
    high = series(quarters(billions(100, 101, 103)))
    assert note in line_chart([high]).sources
    assert note not in bar_chart([high]).sources


def test_the_source_line_counts_filings_and_names_a_single_one() -> None:
    (counted,) = line_chart([_FLOW]).sources
    assert counted.startswith("Source: 3 filings of Meta Platforms, Inc. (10-K and 10-Q), filed from 31")
    (single,) = line_chart([series(years(["164501000000"], 2024))]).sources
    assert single.endswith("2025, accession number 0000000001-25-000001.")
    assert single.startswith("Source: 10-K of Meta Platforms, Inc., filed on 31")


def test_what_is_missing_says_why_in_the_table() -> None:
    rows = line_chart([_FLOW], "fr").table().rows
    assert [row[1] for row in rows] == ["10,9", "no fact", "12,5", "10,33"]


def test_many_series_are_described_up_to_a_dozen() -> None:
    many = [series(years(["1", "2"]), entity=f"Company {number}") for number in range(30)]
    text = small_multiples(many).alt_text
    assert "Company 11:" in text
    assert "Company 12:" not in text
    assert text.endswith("18 more series are in the table.")
