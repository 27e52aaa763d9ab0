"""Whom, what and when do lists, tickers, quotations and coordinated metrics mean?"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from fakes.known_figures import KnownFigures, KnownNames
from titre.claims import Claim, Verdict, check


def claims_of(text: str) -> list[Claim]:
    return list(
        check(text, published=date(2025, 7, 17), figures=KnownFigures(), names=KnownNames(), events=()).claims
    )


@pytest.mark.parametrize(
    "text",
    [
        "MSFT: operating margin of 44.6% in FY24.",
        "$MSFT had an operating margin of 44.6% in fiscal 2024.",
        "The group (Nasdaq: MSFT) had an operating margin of 44.6% in fiscal 2024.",
    ],
)
def test_tickers_are_names(text: str) -> None:
    (claim,) = claims_of(text)
    assert (claim.entity, claim.verdict) == ("Microsoft", Verdict.SUPPORTED)


def test_a_ticker_in_a_line_of_capitals_is_a_word() -> None:
    (claim,) = claims_of("META SEARCH SALES $5 BILLION")
    assert claim.verdict is Verdict.UNVERIFIABLE


def test_a_quotation_in_the_other_language_is_read_in_it() -> None:
    text = "« Alphabet made $350 billion in revenue in the year 2024 », s'est félicité le patron du groupe."
    (claim,) = claims_of(text)
    assert (claim.lang, claim.verdict) == ("en", Verdict.SUPPORTED)
    assert claim.value == 350_000_000_000


def test_items_are_of_the_period_that_the_line_before_the_list_names() -> None:
    text = (
        "Microsoft, fiscal 2024:\n- Revenue: $245.1 billion\n- Operating income: $119.4 billion\n\n"
        "It is a large group. Operating income was $119.4 billion."
    )
    revenue, income, after = claims_of(text)
    assert (revenue.period, revenue.verdict) == ("FY2024", Verdict.SUPPORTED)
    assert (income.period, income.verdict) == ("FY2024", Verdict.CONTRADICTED)
    # The list is over, and which period goes on is open: the amount is that of none.
    assert after.verdict is Verdict.CONTRADICTED


@pytest.mark.parametrize(
    "text",
    [
        "In 2024, Meta's net income and its capital expenditure came to $99.6 billion.",
        "En 2024, le bénéfice net de Meta et ses investissements atteignaient 99,6 milliards de dollars.",
    ],
)
def test_an_amount_of_two_metrics_is_not_held_against_one(text: str) -> None:
    (claim,) = claims_of(text)
    assert claim.verdict is Verdict.UNVERIFIABLE


@pytest.mark.parametrize(
    "text",
    [
        "Apple's net profit came to $99.8 billion in fiscal 2024, driven by services.",
        "Le bénéfice net d'Apple a atteint 99,8 milliards de dollars en 2024, grâce aux services.",
    ],
)
def test_a_cause_narrows_nothing(text: str) -> None:
    (claim,) = claims_of(text)
    assert claim.verdict is Verdict.CONTRADICTED


def test_a_margin_gains_points_and_no_profit() -> None:
    (claim,) = claims_of("La marge opérationnelle d'Alphabet a gagné cinq points en 2024.")
    assert (claim.metric, claim.unit) == ("operating_margin", "points")


def test_a_list_of_years_states_scale_and_currency_once() -> None:
    text = "Le chiffre d'affaires d'Alphabet progresse : 307,4 milliards de dollars en 2023 et 350 en 2024."
    assert [(one.value, one.period, one.verdict) for one in claims_of(text)] == [
        (Decimal(307_400_000_000), "FY2023", Verdict.SUPPORTED),
        (Decimal(350_000_000_000), "FY2024", Verdict.SUPPORTED),
    ]


def test_more_than_a_fraction_is_no_comparison_with_the_year_before() -> None:
    (claim,) = claims_of("Alphabet's research and development was more than a fifth of its revenue in 2024.")
    assert (claim.period, claim.verdict) == ("FY2024", Verdict.CONTRADICTED)


def test_what_is_stated_before_a_question_is_a_claim() -> None:
    (claim,) = claims_of("Alphabet's revenue was $350 billion in 2024; will it reach $400 billion?")
    assert claim.verdict is Verdict.SUPPORTED
