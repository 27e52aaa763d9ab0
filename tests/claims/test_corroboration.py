"""What is borne out beside a claim says how it is to be read; what is hinted at beside it keeps it open."""

from __future__ import annotations

from datetime import date

import pytest

from claims.score import engine
from titre.claims import Claim, Verdict, check
from titre.claims.model import CauseCode

PUBLISHED = date(2025, 7, 17)

WRONG = [
    ("Meta reported for the first quarter. Net income rose 53% to $16.64 billion.", "53%"),
    (
        "Au premier trimestre, le bénéfice net de Meta est de 16,64 milliards de dollars, soit +53 %.",
        "53",
    ),
    ("Alphabet had sales of $90.23 billion in the first quarter, an increase of 31%.", "31%"),
    # Both levels stand beside it.
    (
        "In the first quarter of 2025 Meta earned $16.64 billion, from $12.37 billion, a rise of 3.5%.",
        "3.5%",
    ),
]

PROVEN = [
    # What is borne out in the same sentence proves the period that the paragraph goes on with.
    (
        "Meta looked back on 2024. Its net income reached $62.36 billion, on revenue of $134.9 billion.",
        "$134.9 billion",
    ),
    (
        "Alphabet a publié ses comptes de 2024. Le résultat net atteint 100,1 Md$, pour un CA de 307,4 Md$.",
        "307,4",
    ),
]

HINTED = [
    # True sentences whose periods are easily misread: the neighbour's figure proves no error.
    "Microsoft's revenue in fiscal 2025, quarter by quarter: $65.6 billion, $69.6 billion, $70.1 billion.",
    "Alphabet earned $26.5 billion in the last three months of 2024.",
    "Sur les trois derniers mois de 2024, Alphabet a gagné 26,5 milliards de dollars.",
    "Since 2022 Meta's net income has risen from $23.2 billion to $62.4 billion.",
    "Depuis 2019, Meta a dépensé plus de 150 milliards de dollars en rachats d'actions.",
    # The level behind a percentage is of the company named last.
    "While Meta's profit rose by 59% in 2024, Alphabet's was up only 36%, to $100.1 billion.",
    # A part's loss, told again as that of the year.
    "Reality Labs lost $4.97 billion in the fourth quarter of 2024. For the year the loss was $17.7 billion.",
    # A pace is no change.
    "Meta's net income rose in 2024 four times as fast as its revenue, to $62.4 billion.",
    # Another definition, told at the head of the sentence.
    "À périmètre et changes constants, les ventes d'Alphabet ont progressé de 9 % en 2024.",
]

OPEN = [
    # From a third level, that of another year.
    "Meta's net income went from $39.1 billion in 2023 to $62.4 in 2024, nearly 169% more than in 2022.",
    # From that of a year told before, not of the year before.
    "In 2022 Meta earned little, in 2024 much. Its net income went from $23.2 billion to $62.4 billion.",
    # What stands between may tell of a part, or the level itself is open.
    "Alphabet had sales of $90.23 billion in the first quarter, with search up 10%.",
    "Snowflake's product revenue was $996.8 million in the first quarter of fiscal 2026, up 20%.",
    # A base between the two: the change may be from there.
    "In the first quarter Alphabet had sales of $90.23 billion, from $84.74 billion in June, a rise of 6%.",
]


def _claims(text: str) -> list[Claim]:
    _, store, figures = engine()
    names = store.snapshot().names()
    found = check(text, published=PUBLISHED, figures=figures, names=names, catalogue=figures.catalogue)
    return list(found.claims)


@pytest.mark.parametrize(("text", "words"), WRONG)
def test_a_change_that_is_not_that_of_its_level_is_contradicted(text: str, words: str) -> None:
    change = next(one for one in _claims(text) if words in one.text)
    assert change.verdict is Verdict.CONTRADICTED, change.explanation
    assert [one.text for one in _claims(text) if one.verdict is Verdict.SUPPORTED]


@pytest.mark.parametrize(("text", "words"), PROVEN)
def test_a_period_that_its_sentence_proves_may_be_contradicted(text: str, words: str) -> None:
    claim = next(one for one in _claims(text) if one.text.startswith(words))
    assert (claim.verdict, claim.cause_code) == (Verdict.CONTRADICTED, CauseCode.YEAR), claim.explanation


@pytest.mark.parametrize("text", HINTED)
def test_what_the_sentence_hints_at_is_no_proof_of_an_error(text: str) -> None:
    assert not [one.text for one in _claims(text) if one.verdict is Verdict.CONTRADICTED]


@pytest.mark.parametrize("text", OPEN)
def test_a_change_that_may_be_of_something_else_is_not(text: str) -> None:
    assert not [one.text for one in _claims(text) if one.verdict is Verdict.CONTRADICTED]


def test_a_change_is_of_the_metric_of_its_level() -> None:
    text = "Alphabet's first-quarter profit rose 20% to $34.54 billion."
    change = next(one for one in _claims(text) if one.text == "20%")
    assert (change.metric, change.verdict) == ("net_income", Verdict.CONTRADICTED)
