"""What a likely cause keeps is proven where the amount fits to three digits; what it changes must be sure."""

from __future__ import annotations

from datetime import date

import pytest

from claims.score import engine
from titre.claims import Claim, Verdict, check
from titre.claims.model import CauseCode

PUBLISHED = date(2025, 7, 17)

PROVEN = [
    # A word before the metric may narrow it.
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
    # The word for a scale alone: two digits are enough.
    ("In 2024 Meta returned shrunken dividends of $5.1 million.", "$5.1 million", CauseCode.SCALE),
    # A verb of several meanings, and the year that it is the figure of.
    ("Meta a investi 27 milliards de dollars en 2024.", "27 milliards", CauseCode.YEAR),
    # In a row with parts that are borne out.
    (
        "En 2024, AWS a rapporté 107,6 Md$ et l'Amérique du Nord 387,5 ; l'international, 143 M$.",
        "143 M$",
        CauseCode.SCALE,
    ),
]

EXCHANGED = [
    (
        "En 2024, Meta a consacré 43,9 milliards à ses investissements et 37,3 à la recherche.",
        ("43,9", "37,3"),
    ),
    ("In 2024 Alphabet earned $62.4 billion, and Meta $100.1 billion.", ("$62.4 billion", "$100.1 billion")),
]

SURROUNDED = (
    "Meta looked back on 2024. Revenue reached $164.5 billion. Net income came to $39.1 billion. "
    "Research and development cost $43.9 billion."
)

OPEN = [
    # Two digits are what a slip makes of many figures.
    "Meta told its story of 2024. All that building left its shrunken free cash flow at $5.4 billion.",
    # It is the figure of another period too.
    "Meta's net income reached $15.69 billion in the quarter, and more in the one after.",
    # Of the company's part, not of all of it.
    "Meta's year was 2024. The apps' shrunken free cash flow was some $61 billion.",
    # Nothing behind it is borne out: the story may have gone on to another year.
    "Meta looked back on 2024. Revenue reached $164.5 billion. Net income came to $39.1 billion.",
    # Only one of the two fits crosswise.
    "In 2024 Meta put $43.9 billion into property, and its research was as dear as ever.",
]


def _claims(text: str) -> list[Claim]:
    _, store, figures = engine()
    names = store.snapshot().names()
    found = check(text, published=PUBLISHED, figures=figures, names=names, catalogue=figures.catalogue)
    return list(found.claims)


@pytest.mark.parametrize(("text", "words", "code"), PROVEN)
def test_what_a_likely_cause_proves_is_contradicted(text: str, words: str, code: CauseCode) -> None:
    claim = next(one for one in _claims(text) if one.text.startswith(words))
    assert (claim.verdict, claim.cause_code) == (Verdict.CONTRADICTED, code), claim.explanation


@pytest.mark.parametrize(("text", "both"), EXCHANGED)
def test_amounts_that_are_exchanged_are_both_contradicted(text: str, both: tuple[str, str]) -> None:
    found = [one for one in _claims(text) if one.text.startswith(both)]
    assert [one.verdict for one in found] == [Verdict.CONTRADICTED] * 2, [one.explanation for one in found]
    assert {one.cause_code for one in found} <= {CauseCode.METRIC, CauseCode.COMPANY}


def test_a_period_is_proven_by_what_is_borne_out_before_and_behind() -> None:
    claim = next(one for one in _claims(SURROUNDED) if one.text.startswith("$39.1"))
    assert (claim.verdict, claim.cause_code) == (Verdict.CONTRADICTED, CauseCode.YEAR), claim.explanation


@pytest.mark.parametrize("text", OPEN)
def test_what_may_be_of_something_else_is_not(text: str) -> None:
    assert not [one.text for one in _claims(text) if one.verdict is Verdict.CONTRADICTED]
