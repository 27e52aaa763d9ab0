"""Units, amounts and digests: written one way, combined only where they may be."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from titre.kernel.digests import Digest
from titre.kernel.errors import ParseError
from titre.kernel.money import CurrencyMismatch, Money
from titre.kernel.units import Unit

_MEASURES = st.lists(st.from_regex(r"[A-Za-z][A-Za-z0-9]{0,8}", fullmatch=True), min_size=1, max_size=3)


@pytest.mark.parametrize(
    ("text", "written", "currency"),
    [
        ("USD", "USD", "USD"),
        ("USD/shares", "USD/shares", None),
        ("shares", "shares", None),
        ("kW*h", "h*kW", None),
        ("pure", "pure", None),
    ],
)
def test_a_unit_has_one_spelling(text: str, written: str, currency: str | None) -> None:
    unit = Unit.parse(text)
    assert (str(unit), unit.currency) == (written, currency)


@pytest.mark.parametrize("text", ["", "USD/", "/USD", "USD//shares", "USD*", "US D", "12"])
def test_what_is_no_unit_is_refused(text: str) -> None:
    with pytest.raises(ParseError, match="unit: got"):
        Unit.parse(text)


@given(_MEASURES, _MEASURES)
def test_a_unit_reads_back(above: list[str], below: list[str]) -> None:
    unit = Unit(tuple(sorted(above)), tuple(sorted(below)))
    assert Unit.parse(str(unit)) == unit


def test_amounts_of_one_currency_add_exactly() -> None:
    assert Money(Decimal("0.1"), "EUR") + Money(Decimal("0.2"), "EUR") == Money(Decimal("0.3"), "EUR")
    assert -(Money(Decimal(5), "USD") - Money(Decimal(7), "USD")) == Money(Decimal(2), "USD")


def test_amounts_of_two_currencies_never_add() -> None:
    with pytest.raises(CurrencyMismatch, match="EUR and USD without a rate"):
        _ = Money(Decimal(1), "EUR") + Money(Decimal(1), "USD")


def test_a_digest_is_that_of_the_standard() -> None:
    """The one-block message of FIPS 180-2, appendix B.1."""
    digest = Digest.of(b"abc")
    assert str(digest) == "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert Digest.parse(str(digest)) == digest


@pytest.mark.parametrize("text", ["", "sha256:", "sha256:zz", "md5:" + "0" * 64, "sha256:" + "0" * 62])
def test_what_is_no_digest_is_refused(text: str) -> None:
    with pytest.raises(ParseError, match="digest: got"):
        Digest.parse(text)
