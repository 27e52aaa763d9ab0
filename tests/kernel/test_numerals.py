"""Numbers as a reader of either language expects them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from titre.kernel.messages import Lines
from titre.kernel.numerals import Told, percentage, write_amount, write_day, write_exact, write_number


@pytest.mark.parametrize(
    ("value", "language", "written"),
    [
        ("1234567.50", "en", "1,234,567.50"),
        ("1234567.50", "fr", "1\u202f234\u202f567,50"),
        ("-0.5", "en", "−0.5"),
        ("-0.00", "fr", "0,00"),
        ("1E+3", "en", "1,000"),
    ],
)
def test_number(value: str, language: str, written: str) -> None:
    assert write_number(Decimal(value), language) == written


@pytest.mark.parametrize(
    ("value", "unit", "english", "french"),
    [
        ("164501000000", "USD", "$164.5bn", "164,5\u00a0Md$"),
        ("-17729000000", "USD", "−$17.73bn", "−17,73\u00a0Md$"),
        ("4000000000000", "USD", "$4tn", "4\u202f000\u00a0Md$"),
        ("999960000", "USD", "$1bn", "1\u00a0Md$"),
        ("250000", "EUR", "€250,000", "250\u202f000\u00a0€"),
        ("5000000", "COP", "COP\u00a05m", "5\u00a0M\u00a0COP"),
        ("23.86", "USD/shares", "$23.86 a share", "23,86\u00a0$ par action"),
        ("24.5", "USD/shares", "$24.50 a share", "24,50\u00a0$ par action"),
        ("2.940000000000", "USD/shares", "$2.94 a share", "2,94\u00a0$ par action"),
        ("0.000700000000", "USD/shares", "$0.0007 a share", "0,0007\u00a0$ par action"),
        ("1433.357000000", "USD/shares", "$1,433.36 a share", "1\u202f433,36\u00a0$ par action"),
        ("2534000000", "shares", "2.534\u00a0bn shares", "2,534\u00a0Md d’actions"),
        ("42.18", "percent", "42.18%", "42,18\u00a0%"),
        ("0", "USD", "$0", "0\u00a0$"),
        ("1.5", "pure", "1.5", "1,5"),
        ("70", "kW*h", "kW*h\u00a070", "70\u00a0kW*h"),
    ],
)
def test_amount(value: str, unit: str, english: str, french: str) -> None:
    assert write_amount(Decimal(value), unit, "en") == english
    assert write_amount(Decimal(value), unit, "fr") == french


def test_an_amount_without_rounding_keeps_every_digit() -> None:
    assert write_amount(Decimal(164501000001), "USD", digits=None) == "$164.501000001bn"


def test_a_change_is_signed() -> None:
    assert write_amount(Decimal("3.5"), "percent", signed=True) == "+3.5%"
    assert write_amount(Decimal(2000000000), "USD", signed=True) == "+$2bn"
    assert write_amount(Decimal("-3.5"), "percent", "fr", signed=True) == "−3,5\u00a0%"


def test_days() -> None:
    assert write_day(date(2025, 1, 30)) == "30\u00a0January 2025"
    assert write_day(date(2025, 7, 1), "fr") == "1er\u00a0juillet 2025"


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**30), max_value=10**30))
def test_a_written_number_reads_back(value: Decimal) -> None:
    english = write_number(value).replace(",", "").replace("−", "-")
    french = write_number(value, "fr").replace("\u202f", "").replace("−", "-").replace(",", ".")
    assert Decimal(english) == Decimal(french) == value


@given(st.integers(min_value=1, max_value=10**15), st.sampled_from(["en", "fr"]))
def test_four_digits_are_within_a_twothousandth(value: int, language: str) -> None:
    written = write_amount(Decimal(value), "USD", language)
    plain = written.replace("$", "").replace("\u202f", "").replace("\u00a0", "").replace("M", " M")
    for scale, factor in {" Md": 10**9, " M": 10**6, "tn": 10**12, "bn": 10**9, "m": 10**6}.items():
        if plain.endswith(scale):
            number = Decimal(plain.removesuffix(scale).replace(",", "." if language == "fr" else "")) * factor
            break
    else:
        number = Decimal(plain.replace(",", ""))
    assert abs(number - value) * 2000 <= value


def test_another_program_gets_the_value_in_full() -> None:
    assert write_exact(Decimal("1.64501E+11")) == "164501000000"
    assert write_exact(Decimal("-0.500")) == "-0.5"
    assert write_exact(Decimal(100)) == "100"


def test_ratios_as_people_read_them() -> None:
    assert write_amount(Decimal("12.5"), "times", "en") == "12.5×"
    assert write_amount(Decimal("12.5"), "times", "fr") == "12,5×"
    assert percentage(Decimal("0.51130177153712345678901234567890123456")) == Decimal(
        "51.130177153712345678901234567890123456"
    )


def test_what_a_sentence_tells_is_written_as_its_language_does() -> None:
    price, day = Told(Decimal("1041.650"), "USD"), Told(date(2025, 7, 1))
    assert (price.render(), day.render()) == ("1041.65 USD", "2025-07-01")
    assert price.render("fr") == "1\u202f041,65\u00a0USD"
    assert day.render("fr") == "1er\u00a0juillet 2025"
    assert Told(Decimal("-0.5")).render("fr") == "\N{MINUS SIGN}0,5"
    both = Lines([price, Told(Decimal(2), "EUR")], ", ")
    assert str(both) == "1041.65 USD, 2 EUR"
