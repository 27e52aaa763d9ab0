"""The column mappings of a desk: sound ones are followed, all faults of the others told at once."""

from __future__ import annotations

import tomllib
from datetime import date
from decimal import Decimal

import pytest

from fakes.tables import text
from titre.sources.documents import Document
from titre.sources.errors import MappingFaulty
from titre.sources.rows import PriceRow
from titre.sources.settings import DEFAULT_EVENTS, DEFAULT_PRICES, ReadSettings
from titre.sources.tabular.mappings import read_settings
from titre.sources.tabular.prices import read_prices


def faults(declared: str) -> dict[str, str]:
    with pytest.raises(MappingFaulty) as refused:
        read_settings(tomllib.loads(declared))
    assert str(refused.value).count("\n") == len(refused.value.faults) - 1
    return {key: str(fault) for key, fault in refused.value.faults.items()}


def test_nothing_declared_is_the_default() -> None:
    assert read_settings({}) == ReadSettings()
    assert read_settings(tomllib.loads("[edgar]\nidentity = 'A a@example.org'")) == ReadSettings()


def test_one_mapping_and_several_are_read() -> None:
    settings = read_settings(
        tomllib.loads(
            """
            [prices]
            day = "Date"
            close = "Last"
            [prices.broker]
            day = "Jour"
            close = "Cours"
            dividend = "Coupon"
            currency_code = "EUR"
            separator = ";"
            decimal = ","
            day_format = "%d.%m.%Y"
            [events]
            entity = "company"
            """
        )
    )
    assert [mapping.name for mapping in settings.prices[:2]] == ["prices", "broker"]
    assert settings.prices[2:] == DEFAULT_PRICES
    assert settings.events.columns == {**DEFAULT_EVENTS.columns, "entity": "company"}
    data = text("Jour;Cours;Coupon", "02.01.2025;12,5;")
    assert list(read_prices(Document.of_bytes("MC.csv", data), settings.prices)) == [
        PriceRow("MC", date(2025, 1, 2), "close", Decimal("12.5"), "EUR", None, "MC.csv", 2)
    ]


def test_all_faults_are_told_at_once() -> None:
    found = faults(
        """
        [prices.a]
        close = "Close"
        colour = "blue"
        currency = "Ccy"
        currency_code = "GBX"
        decimal = "/"
        separator = ";;"
        encoding = "utf-9"
        day_format = "%Y-%m"
        [prices.b]
        day = 7
        [events]
        day_format = "noon"
        who = "x"
        """
    )
    assert set(found) == {
        "prices.a.day",
        "prices.a.colour",
        "prices.a.currency_code",
        "prices.a.decimal",
        "prices.a.separator",
        "prices.a.encoding",
        "prices.a.day_format",
        "prices.b.day",
        "prices.b",
        "events.day_format",
        "events.who",
    }
    assert found["prices.a.day"] == "missing, expected the column of the day"
    assert found["prices.a.decimal"] == "got '/', expected a point or a comma"
    assert found["prices.b.day"] == "got 7, expected a text"


@pytest.mark.parametrize(
    ("unit", "currency"), [("GBX", "GBP"), ("GBp", "GBP"), ("ZAc", "ZAR"), ("ILA", "ILS")]
)
def test_hundredths_of_a_currency_are_a_currency_and_a_divisor(unit: str, currency: str) -> None:
    declared = f'[prices]\nday = "d"\nclose = "c"\ncurrency_code = "{unit}"'
    mapping = read_settings(tomllib.loads(declared)).prices[0]
    assert (mapping.currency_code, mapping.divisor) == (currency, Decimal(100))


def test_a_divisor_is_a_power_of_ten() -> None:
    declared = '[prices]\nday = "d"\nclose = "c"\ncurrency_code = "GBP"\ndivisor = '
    assert read_settings(tomllib.loads(declared + '"100"')).prices[0].divisor == 100
    assert faults(declared + '"7"') == {"prices.divisor": "got '7', expected one of 1, 10, 100, 1000"}
    unit = declared.replace("GBP", "GBX")
    assert faults(unit + '"1"') == {
        "prices.currency_code": "got 'GBX', expected a currency code of ISO 4217, as USD"
    }


@pytest.mark.parametrize("declared", ["prices = 3", "events = 'x'"])
def test_a_table_that_is_none_is_told(declared: str) -> None:
    (fault,) = faults(declared).values()
    assert "expected a table of columns" in fault


@pytest.mark.parametrize("sign", [",", "."])
def test_the_decimal_sign_cannot_group_thousands(sign: str) -> None:
    declared = f'[prices]\nday = "d"\nclose = "c"\ndecimal = "{sign}"\ngrouping = "{sign}"'
    assert faults(declared) == {
        "prices.grouping": f"got '{sign}', expected another sign than the decimal one"
    }


@pytest.mark.parametrize("encoding", ["base64", "rot13", "idna\\u0000", "undefined"])
def test_a_codec_that_is_no_encoding_of_text_is_told(encoding: str) -> None:
    assert set(faults(f'[prices]\nday = "d"\nclose = "c"\nencoding = "{encoding}"')) == {"prices.encoding"}
