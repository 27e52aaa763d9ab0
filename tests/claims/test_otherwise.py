"""An amount that the words say is no plain figure of a company's is neither borne out nor refuted by it."""

from __future__ import annotations

from datetime import date

import pytest

from fakes.known_figures import KnownFigures, KnownNames, told_events
from titre.claims import Verdict, check

INSTEAD = [
    # A rate, an average.
    "Meta earned $62.4 billion a day in 2024.",
    "Meta's net income was $62.4 billion per employee in 2024.",
    "Meta earned an average of $62.4 billion in 2024.",
    "On average, Meta's net income was $62.4 billion in 2024.",
    "Meta a gagné 62,4 milliards de dollars par mois en 2024.",
    "Le bénéfice net moyen de Meta a atteint 62,4 milliards de dollars en 2024.",
    # Counted otherwise than in the accounts.
    "Meta's adjusted net income was $62.4 billion in 2024.",
    "Meta's pro forma revenue was $164.5 billion in 2024.",
    "Excluding the fine, Meta's net income was $62.4 billion in 2024.",
    "Adjusted for inflation, Meta's revenue was $164.5 billion in 2024.",
    "Hors amende, le bénéfice net de Meta s'élève à 62,4 milliards de dollars en 2024.",
    "À taux de change constants, le chiffre d'affaires de Meta a progressé de 22 % en 2024.",
    "Meta's revenue rose 22% at constant exchange rates in 2024.",
    # A part or a multiple of it, a difference.
    "Half of $164.5 billion is what Meta's revenue was in 2024.",
    # Of a part of the company.
    "The Indian subsidiary of Meta earned $62.4 billion in 2024.",
    "Meta's venture arm earned $62.4 billion in 2024.",
    "La filiale indienne de Meta a gagné 62,4 milliards de dollars en 2024.",
    "Meta's revenue from WhatsApp alone was $164.5 billion in 2024.",
    "Les revenus de WhatsApp ont atteint 164,5 milliards de dollars en 2024, selon Meta.",
    "In India alone, Meta's revenue came to $164.5 billion in 2024.",
    "Le chiffre d'affaires de Meta en Inde a atteint 164,5 milliards de dollars en 2024.",
    # Of somebody else.
    "ByteDance's rival Tencent, which competes with Meta, had net income of $62.4 billion in 2024.",
    "Meta users saved $62.4 billion in 2024.",
    "Tencent, Meta's great rival, earned $62.4 billion in 2024.",
    "Tencent, le grand rival de Meta, a gagné 62,4 milliards de dollars en 2024.",
    "Unlike Meta, Tencent had revenue of $164.5 billion in 2024.",
    "Contrairement à Meta, Tencent a réalisé 164,5 milliards de dollars de chiffre d'affaires en 2024.",
    "Tencent earned more than Meta: $62.4 billion in 2024.",
    # Of another calendar, of a length that has no such change.
    "Nvidia's revenue was $130.5 billion in calendar 2025.",
    "Nvidia a réalisé 130,5 milliards de dollars de chiffre d'affaires sur l'année civile 2025.",
    "Meta's revenue rose 22% from the previous quarter in 2024.",
    # Denied, aimed at, only thinkable.
    "Non, Meta n'a jamais gagné 62,4 milliards de dollars en 2024.",
    "Meta's revenue was anything but $164.5 billion in 2024.",
    "Le chiffre d'affaires de Meta est très loin de 164,5 milliards de dollars en 2024.",
    "Meta aims for revenue of $164.5 billion in 2024.",
    "Meta vise un chiffre d'affaires de 164,5 milliards de dollars en 2024.",
    "Meta a manqué son objectif de 164,5 milliards de dollars de chiffre d'affaires en 2024.",
    "Meta may have earned $62.4 billion in 2024, but nobody knows.",
    "Meta will earn $62.4 billion in 2024.",
    "En 2024, Meta devrait gagner 62,4 milliards de dollars, en hausse de 59 %.",
    "Meta would need $62.4 billion of net income in 2024 to please everybody.",
    "Il faudrait à Meta 62,4 milliards de dollars de bénéfice net en 2024 pour plaire à tous.",
]

ITSELF = [
    "Meta told us a week earlier that its net income was $62.4 billion in 2024.",
    "Over the past three years Meta's net income was $23.2, $39.1 and $62.4 billion.",
    "Meta, WhatsApp's owner, earned $62.4 billion in 2024.",
    "After a loss on its headsets, Meta earned $62.4 billion in 2024.",
    "Despite what Tencent says, Meta earned $62.4 billion in 2024.",
    "Le bénéfice n'a jamais menti : Meta a gagné 62,4 milliards de dollars en 2024.",
    "Comme Tencent, Meta gagne de l'argent : 62,4 milliards de dollars de bénéfice net en 2024.",
    "Les activités de Meta ont dégagé 62,4 milliards de dollars de bénéfice net en 2024.",
]

NO_RECORDS = [
    # Sales were 394.3 billion, and income 99.8, in fiscal 2022.
    "Apple's revenue was a record $391.0 billion in fiscal 2024.",
    "Apple's net income was $97.0 billion in fiscal 2023, a record.",
    "Sur l'exercice 2023, Apple a dégagé un bénéfice net record de 97,0 milliards de dollars.",
    "In fiscal 2024 Apple's revenue topped $390 billion for the first time.",
]

RECORDS = [
    "Meta's net income was a record $62.4 billion in 2024.",
    "En 2024, le bénéfice net de Meta a pour la première fois dépassé 60 milliards de dollars.",
    "After a record year, Apple's net income fell to $97.0 billion in fiscal 2023.",
    "Apple's net income of $93.7 billion in fiscal 2024 was not far below its record.",
]


def _verdicts(text: str) -> set[Verdict]:
    checked = check(
        text,
        published=date(2025, 7, 17),
        figures=KnownFigures(),
        names=KnownNames(),
        events=told_events(),
    )
    return {claim.verdict for claim in checked.claims if claim.value is not None}


@pytest.mark.parametrize("text", INSTEAD)
def test_what_is_said_to_be_another_amount_is_not_judged_by_the_plain_figure(text: str) -> None:
    assert _verdicts(text) <= {Verdict.UNVERIFIABLE}


@pytest.mark.parametrize("text", ITSELF)
def test_words_that_say_nothing_of_the_amount_keep_no_figure_from_it(text: str) -> None:
    assert Verdict.SUPPORTED in _verdicts(text)


@pytest.mark.parametrize("text", NO_RECORDS)
def test_a_record_that_an_earlier_figure_exceeds_is_neither_borne_out_nor_refuted(text: str) -> None:
    assert _verdicts(text) == {Verdict.UNVERIFIABLE}


@pytest.mark.parametrize("text", RECORDS)
def test_a_record_that_none_exceeds_and_what_only_stands_beside_one_hold(text: str) -> None:
    assert Verdict.SUPPORTED in _verdicts(text)
