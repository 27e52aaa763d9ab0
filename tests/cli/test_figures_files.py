"""Do figures get into files: of companies, with their refusals, and of the whole market?"""

from __future__ import annotations

import csv
import io
import json
import os
from typing import TYPE_CHECKING

import pyarrow.parquet as pq
import pytest

from fakes.commands import titre

if TYPE_CHECKING:
    from pathlib import Path

_FACTS = """\
cik,entity,concept,dimensions,unit,start,end,value,accession,form,filed
77,Example Corp,us-gaap:Revenues,,USD,2023-01-01,2023-12-31,1000000,0000000077-24-000001,10-K,2024-02-01
77,Example Corp,us-gaap:Revenues,,USD,2024-01-01,2024-12-31,1250000,0000000077-25-000001,10-K,2025-02-03
78,Other Corp,us-gaap:Revenues,,USD,2024-01-01,2024-12-31,5,0000000078-25-000001,10-K,2025-02-03
"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("files")
    assert titre("new", "desk", cwd=folder).status == 0
    (folder / "facts.csv").write_text(_FACTS, "utf-8")
    assert titre("import", folder / "facts.csv", cwd=folder / "desk").status == 0
    return folder / "desk"


def test_the_name_of_the_file_says_its_form(desk: Path) -> None:
    asked = ("figures", "Example", "revenue,net_income", "--period", "2024")
    for name in ("out.json", "out.csv", "out.parquet"):
        ran = titre(*asked, "-o", name, cwd=desk)
        assert (ran.status, ran.out, ran.err) == (0, "", "")
    told = json.loads((desk / "out.json").read_text("utf-8"))
    assert told == json.loads(titre(*asked, "--format", "json", cwd=desk).out)
    rows = list(csv.DictReader(io.StringIO((desk / "out.csv").read_text("utf-8"))))
    table = pq.read_table(desk / "out.parquet").to_pylist()
    for row, object_, line in zip(table, told, rows, strict=True):
        assert row["metric"] == object_["metric"] == line["metric"]
        assert row["reason"] == object_["reason"] == (line["reason"] or None)
    assert table[0]["value"] == 1250000
    assert [fact["accession"] for fact in table[0]["facts"]] == ["0000000077-25-000001"]
    assert table[1]["value"] is None
    assert "no fact" in table[1]["reason"]


@pytest.mark.parametrize("name", ["market.parquet", "market.json", "market.csv"])
def test_the_whole_market_goes_into_a_file(name: str, desk: Path) -> None:
    ran = titre("figures", "--all", "revenue,net_income", "--from", "2024", "-o", name, cwd=desk)
    assert (ran.status, ran.out, ran.err) == (0, "", "")
    if name.endswith("parquet"):
        rows = pq.read_table(desk / name).to_pylist()
        found = [(row["entity"], row["name"], row["period"], str(row["value"].normalize())) for row in rows]
        assert found == [
            ("CIK0000000077", "Example Corp", "FY2024", "1.25E+6"),
            ("CIK0000000078", "Other Corp", "FY2024", "5"),
        ]
        assert all(row["rule"] == "filed" and row["facts"] for row in rows)
    elif name.endswith("json"):
        told = json.loads((desk / name).read_text("utf-8"))
        one = titre("figures", "Example,Other", "revenue", "--period", "2024", "--format", "json", cwd=desk)
        assert told == json.loads(one.out)
    else:
        rows = list(csv.DictReader(io.StringIO((desk / name).read_text("utf-8"))))
        assert [(row["entity"], row["value"]) for row in rows] == [
            ("Example Corp", "1250000"),
            ("Other Corp", "5"),
        ]


def test_the_market_is_shown_where_no_file_is_named(desk: Path) -> None:
    ran = titre("figures", "--all", "revenue", "--from", "2024", cwd=desk)
    assert ran.status == 0
    assert "Other Corp" in ran.out
    assert "$5" in ran.out


def test_a_question_without_answer_makes_no_row(desk: Path) -> None:
    ran = titre("figures", "--all", "revenue", "--from", "2031", "-o", "none.parquet", cwd=desk)
    assert ran.status == 1
    assert pq.read_table(desk / "none.parquet").num_rows == 0


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["Example", "revenue", "-o", "out.xls"], "expected a name that ends in .parquet, .csv or .json"),
        (["Example"], "got 1 words, expected two: COMPANIES METRICS"),
        (["--all", "Example", "revenue"], "with --all: got 2 words, expected one, METRICS"),
        (["--all", "revenue", "--period", "2024"], "--all goes with --frequency, --from and --to"),
        (["Example", "revenue", "--engine", "spark"], "--engine and --master go with --all"),
    ],
)
def test_what_cannot_be_meant_is_refused_in_a_line(arguments: list[str], told: str, desk: Path) -> None:
    ran = titre("figures", *arguments, cwd=desk)
    assert ran.status == 2
    assert told in ran.err


def test_a_metric_that_is_none_leaves_the_file_as_it_was(desk: Path) -> None:
    (desk / "kept.parquet").write_bytes(b"before")
    ran = titre("figures", "--all", "revenu", "-o", "kept.parquet", cwd=desk)
    assert ran.status != 0
    assert "no metric revenu in the catalogue" in ran.err
    assert (desk / "kept.parquet").read_bytes() == b"before"
    assert not list(desk.glob(".*.draft"))


def test_where_spark_is_not_installed_it_says_what_to_install(desk: Path, tmp_path: Path) -> None:
    (tmp_path / "pyspark.py").write_text("raise ImportError", "utf-8")
    path = os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])
    ran = titre("figures", "--all", "revenue", "--engine", "spark", cwd=desk, PYTHONPATH=path)
    assert ran.status != 0
    assert "pip install 'titre[spark]'" in ran.err


def test_where_there_is_no_java_it_says_so(desk: Path) -> None:
    pytest.importorskip("pyspark", reason="pyspark is not installed")
    pytest.importorskip("sqlglot", reason="sqlglot is not installed")
    ran = titre(
        *("figures", "--all", "revenue", "--engine", "spark", "--master", "local[1]"),
        cwd=desk, JAVA_HOME="/nowhere",
    )  # fmt: skip
    assert ran.status != 0
    assert "Spark needs Java 17 or newer" in ran.err
