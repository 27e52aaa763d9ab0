"""Whom, what and how much do words mean that look like others: longer names, bills, thresholds, coins?"""

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
    ("text", "entity"),
    [
        ("Meta Materials had a loss of $62.4 billion in 2024.", "Meta Materials"),
        ("Alphabet Hospitality REIT earned $1.4 billion in 2024.", "Alphabet Hospitality REIT"),
        ("En 2024, Apple Realty a perdu 93,7 milliards de dollars.", "Apple Realty"),
        ("Amazon-Alphabet Bank made a profit of $3 billion in 2024.", "Amazon+Alphabet Bank"),
    ],
)
def test_a_longer_name_is_somebody_else_s(text: str, entity: str) -> None:
    (claim,) = claims_of(text)
    assert claim.entity is not None
    assert claim.entity.endswith(entity.rpartition("+")[2])
    assert claim.verdict is Verdict.UNVERIFIABLE


@pytest.mark.parametrize(
    "text",
    [
        "Meta Earned $62.4 Billion In 2024.",
        "Meta Energy Costs Aside, Net Income Was $62.4 Billion In 2024.",
        "Meta Platforms earned $62.4 billion in 2024.",
    ],
)
def test_what_only_follows_a_name_is_no_part_of_it(text: str) -> None:
    (claim,) = claims_of(text)
    assert claim.entity == "Meta Platforms"


@pytest.mark.parametrize(
    ("text", "metric"),
    [
        ("La facture de Meta s'est élevée à 44 milliards de dollars en 2024.", None),
        ("La grosse facture d'électricité de Meta a dépassé 2 milliards de dollars en 2024.", None),
        ("En 2024, Meta a facturé 164,5 milliards de dollars.", "revenue"),
        ("En 2024, Meta facture 164,5 milliards de dollars à ses clients.", "revenue"),
    ],
)
def test_a_bill_is_no_revenue(text: str, metric: str | None) -> None:
    (claim,) = claims_of(text)
    assert claim.metric == metric


@pytest.mark.parametrize(
    "text",
    [
        "Le chiffre d'affaires annuel de Meta a franchi la barre des 150 milliards de dollars en 2024.",
        "En 2024, les ventes de Meta ont dépassé pour la première fois les 150 milliards de dollars.",
        "Le bénéfice net de Meta a passé le cap des 60 milliards de dollars en 2024.",
        "Meta's revenue passed the $150 billion mark in 2024.",
        "In 2024 Meta's revenue crossed for the first time the $150 billion threshold.",
        "Meta's net income broke through $60bn in 2024.",
    ],
)
def test_a_threshold_that_is_passed_is_a_bound(text: str) -> None:
    (claim,) = claims_of(text)
    assert (claim.hedge, claim.verdict) == ("more_than", Verdict.SUPPORTED)


@pytest.mark.parametrize(
    "text",
    [
        "Le bénéfice net de Meta a franchi la barre des 70 milliards de dollars en 2024.",
        "Meta's net income crossed the $70 billion mark in 2024.",
    ],
)
def test_a_threshold_that_is_not_passed_is_found(text: str) -> None:
    (claim,) = claims_of(text)
    assert claim.verdict is Verdict.CONTRADICTED


@pytest.mark.parametrize(
    "text",
    [
        "Microsoft: GM 69.8% in fiscal 2024.",
        "Microsoft's GM was 69.8% in fiscal 2024.",
        "Microsoft, exercice 2024 : MB 69,8 %.",
    ],
)
def test_capitals_before_a_percentage_are_a_margin(text: str) -> None:
    (claim,) = claims_of(text)
    assert claim.metric == "gross_margin"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Meta earned a dollar a share in 2024.", "1"),
        ("Apple paid a dollar and four cents a share in dividends.", "1.04"),
        ("En 2024, Meta a gagné vingt-trois dollars et quatre-vingt-six cents par action.", "23.86"),
        ("Apple verse un dollar par action.", "1"),
    ],
)
def test_coins_are_counted_together(text: str, value: str) -> None:
    (claim,) = claims_of(text)
    assert (claim.value, claim.unit) == (Decimal(value), "USD/share")


@pytest.mark.parametrize("text", ["A dollar buys less.", "Un dollar de plus."])
def test_a_dollar_alone_is_no_amount(text: str) -> None:
    assert claims_of(text) == []


def test_trillions_at_which_a_company_stands_are_its_market_value() -> None:
    (claim,) = claims_of("Microsoft is back above $3.8 trillion.")
    assert (claim.metric, claim.role.value) == ("market_capitalization", "price")
    (claim,) = claims_of("Microsoft plans to spend $1.2 trillion.")
    assert claim.metric != "market_capitalization"


@pytest.mark.parametrize(
    "text", ["Meta's shares stood at $738 on June 30.", "L'action Meta valait 738 dollars le 30 juin."]
)
def test_a_price_is_of_the_last_such_day(text: str) -> None:
    (claim,) = claims_of(text)
    assert (claim.metric, claim.period, claim.role.value) == ("share_price", "2025-06-30", "price")


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("Le chiffre d'affaires de Meta devrait progresser de 13 à 16 % en 2026.", "13", "16"),
        ("Les ventes d'Apple devraient croître de 5 % à 8 %.", "5", "8"),
        ("Microsoft's revenue is expected to grow by 13 to 16 percent next year.", "13", "16"),
        ("Meta expects revenue to grow 13 to 16 percent.", "13", "16"),
    ],
)
def test_a_growth_between_two_percentages_is_one_range(text: str, low: str, high: str) -> None:
    (claim,) = claims_of(text)
    assert (claim.value, claim.value_max) == (Decimal(low), Decimal(high))


@pytest.mark.parametrize(
    "text",
    [
        "La marge opérationnelle de Meta progresse de 34,7 à 42,2 % en 2024.",
        "Meta's operating margin climbed from 34.7 to 42.2 percent in 2024.",
    ],
)
def test_a_margin_moves_from_one_percentage_to_another(text: str) -> None:
    before, after = claims_of(text)
    assert (before.period, before.verdict) == ("FY2023", Verdict.SUPPORTED)
    assert (after.period, after.verdict) == ("FY2024", Verdict.SUPPORTED)


@pytest.mark.parametrize(
    "text",
    [
        "Meta relève sa fourchette 2025 de dépenses d'investissement de 60-65 à 64-72 milliards de dollars.",
        "Meta raised its 2025 capex range from 60-65 to 64-72 billion dollars.",
        "Meta raised its 2025 capex guidance from $60-65 billion to $64-72 billion.",
    ],
)
def test_a_range_that_is_revised_is_guidance_before_and_after(text: str) -> None:
    before, after = claims_of(text)
    assert (before.value, before.value_max) == (Decimal(60) * 10**9, Decimal(65) * 10**9)
    assert (after.value, after.value_max) == (Decimal(64) * 10**9, Decimal(72) * 10**9)
    assert {before.role.value, after.role.value} == {"guidance"}


@pytest.mark.parametrize(
    "text",
    [
        "Meta, 2024 (2023), en milliards de dollars : revenus 164,5 (134,9), bénéfice net 62,4 (39,1).",
        "Meta, 2024 (2023), in $bn: revenue 164.5 (134.9), net income 62.4 (39.1).",
    ],
)
def test_brackets_behind_an_amount_hold_that_of_the_year_before(text: str) -> None:
    claims = claims_of(text)
    assert [one.period for one in claims] == ["FY2024", "FY2023"] * 2
    assert {one.verdict for one in claims} == {Verdict.SUPPORTED}


def test_brackets_behind_an_amount_alone_are_of_the_year_before_or_give_it_exactly() -> None:
    _, before = claims_of("Meta's revenue in 2024 was $164.5 billion ($134.9 billion).")
    assert (before.period, before.verdict) == ("FY2023", Verdict.SUPPORTED)
    _, other = claims_of("Meta's revenue in 2024 was $164.5 billion ($139.4 billion).")
    assert other.verdict is Verdict.UNVERIFIABLE
    _, exact = claims_of("Meta's revenue topped $160 billion ($164.5 billion) in 2024.")
    assert (exact.period, exact.verdict) == ("FY2024", Verdict.SUPPORTED)


@pytest.mark.parametrize(
    "text",
    [
        "Au premier trimestre civil 2025, Microsoft a facturé 70,1 milliards de dollars.",
        "In calendar Q1 2025, Microsoft's revenue was $70.1 billion.",
        "In the first calendar quarter of 2025, Microsoft's revenue was $70.1 billion.",
    ],
)
def test_a_quarter_of_the_calendar_is_told_as_the_company_s_own(text: str) -> None:
    (claim,) = claims_of(text)
    assert (claim.period, claim.verdict) == ("2025Q3", Verdict.SUPPORTED)


def test_years_ago_are_counted_from_the_quarter_spoken_of() -> None:
    claims = claims_of(
        "In the first quarter of 2025, Meta's revenue hit $42.3 billion. A year ago it was $36.5 billion; "
        "two years ago, $28.6 billion."
    )
    assert [one.period for one in claims] == ["2025Q1", "2024Q1", "2023Q1"]
    assert {one.verdict for one in claims} == {Verdict.SUPPORTED}


@pytest.mark.parametrize(
    "text",
    [
        "Meta, premier trimestre 2025 : revenus de 42,3 milliards de dollars (36,5 un an plus tôt).",
        "Meta, first quarter of 2025: revenue of $42.3 billion (36.5 a year earlier).",
    ],
)
def test_brackets_may_say_that_they_hold_the_year_before(text: str) -> None:
    now, before = claims_of(text)
    assert (now.period, before.period) == ("2025Q1", "2024Q1")
    assert (before.value, before.verdict) == (Decimal("36.5") * 10**9, Verdict.SUPPORTED)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("En 2024, Meta a multiplié son bénéfice net par près de neuf.", "9"),
        ("In 2024 Meta multiplied its net income by nine.", "9"),
        ("Meta multiplied its profit by 1.6 in 2024.", "1.6"),
    ],
)
def test_a_verb_that_multiplies_may_have_its_object_before_the_number(text: str, value: str) -> None:
    (claim,) = claims_of(text)
    assert (claim.value, claim.unit) == (Decimal(value), "times")


def test_a_multiple_in_whole_numbers_is_meant_within_a_tenth() -> None:
    (claim,) = claims_of("En 2024, Meta a multiplié son bénéfice net par deux.")
    assert claim.verdict is not Verdict.SUPPORTED


def test_half_of_what_a_company_earns_is_a_share() -> None:
    (claim,) = claims_of("Less than half of Meta's revenue comes from abroad.")
    assert (claim.value, claim.hedge, claim.kind.value) == (Decimal(50), "less_than", "share")


def test_cents_may_be_one_letter() -> None:
    *_, claim = claims_of("Meta Q1 2025: revenue $42.3bn, EPS 30c")
    assert (claim.value, claim.unit, claim.metric) == (Decimal("0.30"), "USD/share", "diluted_eps")


def test_the_latter_of_two_margins_is_the_second() -> None:
    *_, claim = claims_of(
        "Microsoft's operating margin slipped to 44.6% and the gross margin to 69.8% in fiscal 2024. "
        "The latter is now back at 70.1%."
    )
    assert claim.metric == "gross_margin"


@pytest.mark.parametrize(
    "text",
    [
        "Net income is another matter. At $62.4 billion in 2024, it was the best for Meta.",
        "Meta a clos 2024. Reste le bénéfice net. À 62,4 milliards de dollars, il bat tous les records.",
    ],
)
def test_an_amount_that_opens_a_sentence_may_be_of_the_metric_before(text: str) -> None:
    (claim,) = claims_of(text)
    assert claim.metric == "net_income"


def test_a_deal_of_the_next_clause_is_none_of_this_amount() -> None:
    _, income, _ = claims_of(
        "In 2024 Meta's net income went from $39.1 to $62.4 billion, and it paid $5.1 billion in dividends."
    )
    assert (income.metric, income.verdict) == ("net_income", Verdict.SUPPORTED)


def test_a_margin_a_year_earlier_is_no_growth() -> None:
    now, before = claims_of(
        "En 2024, la marge opérationnelle de Meta progresse à 42,2 % ; elle était de 34,7 % un an plus tôt."
    )
    assert (now.verdict, before.verdict, before.period) == (Verdict.SUPPORTED, Verdict.SUPPORTED, "FY2023")


def test_what_is_expected_keeps_the_unit_of_the_amount_before_a_tolerance() -> None:
    *_, claim = claims_of(
        "Nvidia attend 65 milliards de dollars de ventes, à 2 % près ; les analystes en attendaient 62."
    )
    assert (claim.value, claim.unit) == (Decimal(62) * 10**9, "USD")
