"""An amount that is to three digits what a slip makes of a figure was read rightly."""

from __future__ import annotations

from datetime import date

import pytest

from claims.score import engine
from titre.claims import Claim, Verdict, check
from titre.claims.model import CauseCode

PUBLISHED = date(2025, 7, 17)

PROVEN = [
    # A word before the metric may narrow it: "shrank", "left over".
    (
        "Meta told its story of 2024. All that building left its shrunken free cash flow at $5.41 billion.",
        "$5.41 billion",
        CauseCode.FACTOR,
    ),
    # The metric's loose name: cash may hold bonds.
    (
        "Meta a publié ses comptes de 2024. La trésorerie, elle, finit l'année à 34,89 milliards de dollars.",
        "34,89",
        CauseCode.SWAPPED_DIGITS,
    ),
    # Whose sales they are is told further off.
    (
        "Alphabet va mieux au premier trimestre 2025. Ses ventes atteignent 902,3 milliards, dit la presse.",
        "902,3",
        CauseCode.FACTOR,
    ),
]

OPEN = [
    # Two digits are what a slip makes of many figures.
    "Meta told its story of 2024. All that building left its shrunken free cash flow at $5.4 billion.",
    # It is the figure of another period too.
    "Meta's net income reached $15.69 billion in the quarter, and more in the one after.",
    # Of the company's part, not of all of it.
    "Meta's year was 2024. The apps' shrunken free cash flow was some $61 billion.",
]


def _claims(text: str) -> list[Claim]:
    _, store, figures = engine()
    names = store.snapshot().names()
    found = check(text, published=PUBLISHED, figures=figures, names=names, catalogue=figures.catalogue)
    return list(found.claims)


@pytest.mark.parametrize(("text", "words", "code"), PROVEN)
def test_what_a_slip_explains_to_three_digits_is_contradicted(text: str, words: str, code: CauseCode) -> None:
    claim = next(one for one in _claims(text) if one.text.startswith(words))
    assert (claim.verdict, claim.cause_code) == (Verdict.CONTRADICTED, code), claim.explanation


@pytest.mark.parametrize("text", OPEN)
def test_what_may_be_of_something_else_is_not(text: str) -> None:
    assert not [one.text for one in _claims(text) if one.verdict is Verdict.CONTRADICTED]
