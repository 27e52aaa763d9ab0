"""What must never be called contradicted: parts of a metric, other quantities, longer spans, other words."""

from __future__ import annotations

from datetime import date

import pytest

from fakes.known_figures import KnownFigures, KnownNames, told_events
from titre.claims import Check, Verdict, check

UNTOUCHABLE = [
    "En 2024, Amazon a franchi les 600 milliards de ventes, à 638 milliards de dollars, un dixième de plus.",
    "Meta atteint 164,5 milliards de dollars de recettes en 2024, un quart de plus qu'en 2023.",
    "Meta's profit went from $39.1 billion in 2023 to $62.4 billion in 2024, 169% more than in 2022.",
    "Meta's operations brought in $91.3bn in 2024. After capital expenditure of $37.3bn, $54bn was left.",
    "Meta paid out $5.1bn in dividends in 2024 and spent six times as much on buybacks.",
    "En 2024, Meta a versé 5,1 milliards de dividendes et consacré six fois plus à ses rachats d'actions.",
    "Of the $217bn that the four spent on capex in 2024, Amazon's $83bn was more than a third.",
    "Meta's Reality Labs lost $17.7bn in 2024, ten times its sales of $2.1bn and $1.6bn more than in 2023.",
    "In 2024 Meta's revenue grew 22%, 8 points more than Alphabet's.",
    "Apple's iPhone sales came to $201.2 billion in fiscal 2024.",
    "Apple's services revenue reached $96.2bn in fiscal 2024, a record.",
    "In China, Apple's revenue fell 8% in fiscal 2024 to $66.9bn.",
    "Alphabet's cloud revenue rose 31% in 2024 to $43.2bn.",
    "Alphabet's advertising revenue was $264.6bn in 2024.",
    "Alphabet's revenue excluding traffic acquisition costs was $295bn in 2024.",
    "Nvidia's data center revenue reached $115.2bn in fiscal 2025.",
    "Meta's average revenue per person was $13.98 in 2024.",
    "Revenue per employee at Meta was $2.2 million in 2024.",
    "Meta's adjusted net income was $65bn in 2024.",
    "Since 2019, Meta's revenue has grown 133% through 2024.",
    "Meta's net income could have been $70bn in 2024 without the fine.",
    "Apple's cash pile was $162bn in fiscal 2024.",
    "Analysts had expected Meta's revenue of $161.5bn in 2024.",
    "Les ventes de l'iPhone d'Apple ont reculé de 1 % en 2024.",
    "Au Royaume-Uni, le chiffre d'affaires d'Amazon a atteint 37,9 milliards de dollars en 2024.",
    "Le chiffre d'affaires publicitaire de Meta a atteint 160,6 milliards de dollars en 2024.",
    "La moitié du bénéfice net d'Apple, soit 47 milliards de dollars, a été redistribuée en 2024.",
    "Le bénéfice net d'Alphabet a dépassé de 26 milliards de dollars celui de 2023.",
    "Sur dix ans, le chiffre d'affaires de Meta a été multiplié par 13 en 2024.",
    "Meta a dépensé 5 milliards de dollars en 2024 pour régler un litige avec la FTC.",
    "En 2024, Meta a versé une amende de 1,2 milliard d'euros, et son bénéfice net a quand même progressé.",
    "Le chiffre d'affaires de Meta devrait atteindre 240 milliards de dollars en 2026.",
    "Le bénéfice net de Meta a atteint 58 milliards d'euros en 2024.",
    "Meta's revenue grew 22% in 2024. Palantir's net income was $462 million in 2024.",
    "Alphabet's net income rose to $100.1bn in 2024 from $73.8bn.",
    "Le bénéfice net de Meta est passé à 62,4 milliards de dollars en 2024, contre 39,1 milliards.",
    "Nvidia's revenue was $44.1 billion in the first quarter of 2025.",
    "Net of stock compensation, Meta's operating income was $52.7bn in 2024.",
    "Including leases, Meta's capital expenditure was $41.2 billion in 2024.",
    "It is false that Apple earned $110bn in fiscal 2024; the books say $93.7bn.",
    "A broker had bet on net income of $70bn for Meta in 2024.",
    "For 2024, Meta had planned capital expenditure of $45bn.",
    "Nettes des ventes à perte, les recettes d'Amazon atteignent 600 milliards de dollars en 2024.",
    "Y compris les locations, l'investissement de Meta a atteint 41 milliards de dollars en 2024.",
    "Il est faux que Meta ait dégagé 75 milliards de dollars de bénéfice net en 2024.",
    "Pour 2024, Meta tablait d'abord sur 45 milliards de dollars de dépenses d'investissement.",
    "Meta's net income was $62.36bn and its revenue $164.5bn, compared to $134.9bn in 2023.",
    "Meta's revenue was $134.9bn (it came to $116.6bn in 2022).",
    "Meta's revenue was $164.5bn in 2024, of which $160bn came from advertising.",
    "Hors Reality Labs, le résultat opérationnel de Meta aurait atteint 87 milliards de dollars en 2024.",
    "But for the fine, Apple would have earned $103.9bn in fiscal 2024.",
    "Sans l'amende, Apple aurait gagné 103,9 milliards de dollars sur l'exercice 2024.",
    "In 2024, Meta posted growth of 22% and net income of $62.4bn.",
    "En 2024, Meta affiche une croissance de 22 % et un bénéfice net de 62,4 milliards de dollars.",
]

WRONG = [
    "Meta reported revenue of $134.9bn for 2024.",
    "For 2024, Meta posted net income of $39.1 billion.",
    "Net income at Meta came to $623.6bn in 2024.",
    "Meta's operating income: $63.98bn in 2024.",
    "Apple's revenue reached $383.3 billion in fiscal 2024.",
    "With revenue of $122.5bn in fiscal 2024, Microsoft did well.",
    "Amazon's net income doubled in 2024, while its revenue rose 21%.",
    "Alphabet generated revenue of $305.0bn in 2024.",
    "Meta affiche un chiffre d'affaires de 154,6 milliards de dollars pour 2024.",
    "En 2024, le chiffre d'affaires d'Alphabet a atteint 307,4 milliards de dollars.",
    "Pour son exercice 2024, Microsoft publie un bénéfice net de 72,4 milliards de dollars.",
    "Le résultat opérationnel d'Amazon s'est élevé à 36,9 milliards de dollars en 2024.",
    "Les revenus de Meta ont bondi de 32 % en 2024.",
    "Le bénéfice net d'Alphabet a reculé de 36 % en 2024.",
    "Meta a dégagé 39,1 milliards de dollars de bénéfice net en 2024.",
    "Les dépenses d'investissement de Meta ont atteint 372,6 milliards de dollars en 2024.",
    "Including $3bn of charges, Meta's net income was $39.1 billion in 2024.",
    "On attendait mieux ; le chiffre d'affaires de Meta a atteint 134,9 milliards de dollars en 2024.",
]


def checked(text: str) -> Check:
    return check(
        text, published=date(2025, 7, 17), figures=KnownFigures(), names=KnownNames(), events=told_events()
    )


@pytest.mark.parametrize("text", UNTOUCHABLE)
def test_what_may_mean_something_else_is_not_accused(text: str) -> None:
    assert checked(text).count(Verdict.CONTRADICTED) == 0


@pytest.mark.parametrize("text", WRONG)
def test_what_is_said_plainly_and_is_wrong_is_found(text: str) -> None:
    assert checked(text).count(Verdict.CONTRADICTED) == 1
