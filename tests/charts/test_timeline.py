"""Where points stand in time: gaps filled, calendars that differ told apart."""

from __future__ import annotations

from datetime import date

from charts.making import billions, month_end, quarters, series, years
from titre.charts import Point, line_chart
from titre.charts.ticks import ticks_of
from titre.charts.timeline import Slot, timeline
from titre.kernel.periods import Period


def test_a_period_left_out_is_a_slot_without_value() -> None:
    points = quarters(billions(1, 2, 3, 4))
    made = timeline([series((points[0], points[3]))])
    assert [str(slot.period) for slot in made.slots] == ["2023Q1", "2023Q2", "2023Q3", "2023Q4"]
    assert [placed.point.value is None for placed in made.rows[0]] == [False, True, True, False]


def test_years_that_end_a_few_days_apart_share_their_labels() -> None:
    late = [
        Point(point.period, point.value, None, point.end and point.end.replace(day=27))
        for point in years(["1", "2"])
    ]
    made = timeline([series(years(["1", "2"])), series(tuple(late))])
    assert not made.by_calendar
    assert len(made.slots) == 2


def test_quarters_of_one_label_in_different_months_stand_at_their_calendar_quarter() -> None:
    # Nvidia's quarter 2025Q1 ended in April 2024: beside Meta's 2024Q1, not its 2025Q1.
    nvidia = quarters(billions(26, 30), (2025, 1), months=-11)
    made = timeline(
        [series(quarters(billions(36, 39, 40, 48, 42), (2024, 1))), series(nvidia, entity="NVIDIA")]
    )
    assert made.by_calendar
    assert [placed.slot for placed in made.rows[1]] == [0, 1]
    assert [placed.end for placed in made.rows[1]] == [month_end(2024, 4), month_end(2024, 7)]
    assert str(made.slots[0].period) == "CY2024Q1"


def test_fiscal_years_stand_at_the_calendar_year_that_holds_most_of_them() -> None:
    january = Point(Period.fiscal_year(2025), None, None, date(2025, 1, 26))
    made = timeline([series(years(["1", "2"], 2023)), series((january,), entity="NVIDIA")])
    assert [str(made.slots[placed.slot].period) for placed in made.rows[1]] == ["CY2024"]


def test_instants_have_a_slot_each() -> None:
    days = [date(2025, 3, 31), date(2025, 6, 30)]
    made = timeline([series(tuple(Point(Period.instant(day), None, None, day) for day in days))])
    assert [slot.end for slot in made.slots] == days


def test_labels_of_eighty_quarters_are_thinned_to_first_quarters() -> None:
    slots = [
        Slot(Period.fiscal_quarter(2005 + index // 4, index % 4 + 1), month_end(2005, 3 + 3 * index))
        for index in range(80)
    ]
    ticks = ticks_of(slots, [index * 7.5 for index in range(80)], 11, "en")
    assert {tick.lines[0] for tick in ticks} == {"Q1"}
    assert [tick.lines[1] for tick in ticks] == [str(year) for year in range(2006, 2025, 2)]


def test_a_change_is_told_only_where_it_has_a_sense() -> None:
    def told(*values: float | None) -> str:
        return line_chart([series(quarters(billions(*values)))]).alt_text

    assert "Last change: −2.1% from Q2 2023." in told(1, 10, 9.79)
    assert "Last change: unchanged from Q2 2023." in told(1, 2, 2)
    assert "Last change: +$3bn from Q2 2023." in told(1, -2, 1)
    assert "Last change: −$3bn from Q2 2023." in told(1, 2, -1)
    assert "Last change" not in told(1, 2, None, 4)
    points = line_chart([series(quarters(["40", "38.5", "41.5"]), unit="percent")]).alt_text
    assert "Last change: +3 pts from Q2 2023." in points
