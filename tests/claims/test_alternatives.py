"""What the words leave open is tried: contradicted is what no reading bears out, and only that."""

from __future__ import annotations

from datetime import date

import pytest

from claims.score import engine
from fakes.known_figures import told_events
from titre.claims import Claim, Verdict, check
from titre.claims.model import CauseCode

PUBLISHED = date(2025, 7, 17)

FINE = (
    "L'amende s'élève à 3 milliards d'euros. En 2024, Meta a réalisé 164,5 milliards de dollars de ventes et "
)
"""names two currencies, the second in its last sentence"""

WRONG = [
    # A period without its year, or carried by the paragraph.
    ("Alphabet had operating cash flow of $361.5 billion in the March quarter.", "$361.5", CauseCode.FACTOR),
    (
        "Meta reported for 2024. Revenue reached $164.5 billion. Net income came to $26.4 billion.",
        "$26.4",
        CauseCode.SWAPPED_DIGITS,
    ),
    # A company by its town, or after another's period.
    ("Cupertino earned $39.7 billion in fiscal 2024.", "$39.7", CauseCode.SWAPPED_DIGITS),
    (
        "Nvidia earned $72.9 billion in fiscal 2025 and Apple $937 billion in fiscal 2024.",
        "$937",
        CauseCode.FACTOR,
    ),
    # A verb of several meanings, where the amount is a slip of its own figure.
    ("Apple made $97.0 billion in fiscal 2024.", "$97.0", CauseCode.YEAR),
    ("Apple a vendu pour 383,3 milliards de dollars sur l'exercice 2024.", "383,3", CauseCode.YEAR),
    # A currency left to the sentence.
    (FINE + "un bénéfice net de 624 milliards.", "624", CauseCode.FACTOR),
]

OPEN = [
    # The neighbouring period, that a reader could take.
    "Meta reported for 2024. Revenue reached $164.5 billion. Net income came to $39.1 billion.",
    # A sum of quarters.
    "In the first quarter Alphabet had revenue of $90.2 billion. Over four quarters it was $359.7 billion.",
    # Another metric that the text speaks of.
    "Alphabet, 2024 : le coût des ventes mange une part du chiffre d'affaires, soit 146,3 Md$.",
    # A profit before what a verb leaves out, a loss that no known word tells.
    "En 2024, Meta a encaissé 164,5 milliards de dollars et gagné 69,4 milliards avant frais.",
    "Snowflake ended fiscal 2025 in the red by $1.29 billion.",
    # Another currency, near enough for a rate.
    FINE + "un bénéfice net de 57,6 milliards.",
    # A verb of several meanings, of what no slip explains.
    "Meta brought in $5.3 billion in 2024.",
]


def _claims(text: str) -> list[Claim]:
    _, store, figures = engine()
    names = store.snapshot().names()
    return list(
        check(
            text,
            published=PUBLISHED,
            figures=figures,
            names=names,
            catalogue=figures.catalogue,
            events=told_events(),
        ).claims
    )


@pytest.mark.parametrize(("text", "words", "cause"), WRONG)
def test_what_no_reading_bears_out_is_contradicted(text: str, words: str, cause: CauseCode) -> None:
    claim = next(one for one in _claims(text) if one.text.startswith(words))
    assert claim.verdict is Verdict.CONTRADICTED, claim.explanation
    assert claim.cause_code is cause
    others = [one for one in _claims(text) if not one.text.startswith(words)]
    assert not any(one.verdict is Verdict.CONTRADICTED for one in others)


@pytest.mark.parametrize("text", OPEN)
def test_what_one_reading_bears_out_is_not(text: str) -> None:
    assert not [one.text for one in _claims(text) if one.verdict is Verdict.CONTRADICTED]


def test_a_ratio_of_several_companies_is_no_sum() -> None:
    claims = _claims("Alphabet and Meta together had a gross margin of 70% in 2024.")
    assert not any(one.figure is not None or one.verdict is Verdict.CONTRADICTED for one in claims)
