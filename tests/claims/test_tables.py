"""Tables as people and filers write them: which cell stands in which column, and what heads it."""

from __future__ import annotations

from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from titre.claims.prose.cleaning import clean
from titre.claims.prose.sentences import sentences_of
from titre.claims.prose.tables import tables_of

_LABELS = (
    st.text("abcdefgh ", min_size=1, max_size=18)
    .map(str.strip)
    .filter(lambda label: bool(label) and "   " not in label)
)
_VALUES = st.decimals(0, 999_999, places=1).map(lambda value: f"{value:,}")


def _cells(text: str) -> list[list[str]]:
    plain = clean(dedent(text)).plain
    (table,) = tables_of(plain)
    return [[plain[cell.start : cell.end] for cell in row] for row in table.rows]


def test_a_header_without_a_corner_stands_over_the_values() -> None:
    assert _cells("""\
                                2022       2023
        Revenue               116,609    134,902
        Net income             23,200     39,098
        """) == [["", "2022", "2023"], ["Revenue", "116,609", "134,902"], ["Net income", "23,200", "39,098"]]


def test_a_header_stands_over_all_columns_under_it() -> None:
    rows = _cells("""\
                              Three months ended            Year ended
                                 December 31,              December 31,
                               2024        2023          2024        2023
        Revenue              $48,385     $40,111      $164,501    $134,902
        """)
    assert rows[0] == ["", *["Three months ended"] * 2, *["Year ended"] * 2]
    assert rows[1] == ["", *["December 31,"] * 4]


def test_a_value_left_out_leaves_its_own_column_empty() -> None:
    rows = _cells("""\
                     2021       2022       2023
        Apple        94.7       99.8       97.0
        Snowflake              -0.7       -0.8
        Meta         39.4                  39.1
        """)
    assert rows[2:] == [["Snowflake", "", "-0.7", "-0.8"], ["Meta", "39.4", "", "39.1"]]


def test_a_cell_of_a_page_may_stand_over_several_columns() -> None:
    rows = _cells(
        "<table><tr><th></th><th colspan='2'>Year</th><th>Change</th></tr>\n"
        "<tr><th></th><th>2023</th><th>2024</th><th></th></tr>\n"
        "<tr><td>Sales</td><td>1</td><td>2</td><td>100 %</td></tr></table>"
    )
    assert rows[0] == ["", "Year", "", "Change"]
    assert rows[2] == ["Sales", "1", "2", "100 %"]


def test_a_short_first_line_is_no_part_of_the_next() -> None:
    plain = (
        "Ventes de l'exercice, telles que la société les a publiées au printemps.\n\nEn Md$\nApple va bien."
    )
    assert [plain[one.start : one.end] for one in sentences_of(plain)][1:] == ["En Md$", "Apple va bien."]


@given(st.data(), st.integers(2, 5), st.integers(1, 5), st.sampled_from(["", "$m"]))
def test_cells_come_back_from_any_layout(data: st.DataObject, columns: int, lines: int, corner: str) -> None:
    years = [str(2026 - columns + at) for at in range(columns)]
    rows = [[data.draw(_LABELS), *(data.draw(_VALUES) for _ in range(columns))] for _ in range(lines + 1)]
    header = [corner, *years]
    spaced = "\n".join(
        row[0].ljust(22) + "".join(cell.rjust(14) for cell in row[1:]) for row in [header, *rows]
    )
    barred = "\n".join("| " + " | ".join(row) + " |" for row in [header, ["---"] * (columns + 1), *rows])
    assert _cells(spaced) == [header, *rows]
    assert [row for row in _cells(barred) if row[0] != "---"] == [header, *rows]


@pytest.mark.parametrize("text", ["a   b   c\n" * 3, "   \n" * 50, "1   2\n", "|\n|\n", "\t\t\n\t1\n"])
def test_what_is_no_table_is_none(text: str) -> None:
    assert all(len(row) > 1 for table in tables_of(text) for row in table.rows)
