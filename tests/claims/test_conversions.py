"""Amounts given in another currency are judged by the rate of the day, which contradicts nothing."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from fakes.known_figures import KnownFigures, KnownNames
from titre.claims import Basis, Claim, Role, Verdict, check
from titre.store.errors import RateUnknown

_DAY = date(2025, 7, 17)


class _Rates:
    """One rate, of one day: a dollar was 0.86 euros."""

    def rate(self, currency: str, other: str, day: date) -> tuple[Fraction, date]:
        if (currency, other, day) != ("USD", "EUR", _DAY):
            raise RateUnknown(currency, other, day)
        return Fraction(86, 100), day


def _converted(text: str, rates: _Rates | None, published: date = _DAY) -> Claim:
    checked = check(text, published=published, figures=KnownFigures(), names=KnownNames(), rates=rates)
    (claim,) = [one for one in checked.claims if one.role is Role.CONVERSION]
    return claim


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Meta earned $62.4 billion in 2024, or about €53.7bn.", Verdict.SUPPORTED),
        ("Meta's net income was $62.4 billion (€53.7bn) in 2024.", Verdict.SUPPORTED),
        ("Meta earned $62.4 billion in 2024, or €60.1bn.", Verdict.UNVERIFIABLE),
        ("Meta a gagné 62,4 milliards de dollars en 2024, soit 53,7 milliards d'euros.", Verdict.SUPPORTED),
        ("Meta a gagné 62,4 milliards de dollars en 2024, soit 53 milliards d'euros.", Verdict.APPROXIMATE),
        ("Meta a gagné 62,4 milliards de dollars (58 milliards d'euros) en 2024.", Verdict.UNVERIFIABLE),
    ],
)
def test_a_conversion_is_judged_by_the_rate_of_the_day(text: str, verdict: Verdict) -> None:
    claim = _converted(text, _Rates())
    assert claim.verdict is verdict
    assert (claim.basis is Basis.PRICES) == (verdict is not Verdict.UNVERIFIABLE)
    assert "2025-07-17" in claim.explanation.render()


def test_without_a_rate_a_conversion_is_not_judged() -> None:
    text = "Meta earned $62.4 billion in 2024, or about €53.7bn."
    assert _converted(text, None).verdict is Verdict.UNVERIFIABLE
    unknown = _converted(text, _Rates(), date(2025, 7, 16))
    assert unknown.verdict is Verdict.UNVERIFIABLE
    assert "no rate of exchange" in unknown.explanation.render()
