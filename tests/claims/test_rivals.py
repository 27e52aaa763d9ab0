"""A figure measured against that of another company: read as such, judged by both, never as growth."""

from __future__ import annotations

from datetime import date

import pytest

from fakes.known_figures import KnownFigures, KnownNames
from titre.claims import Claim, Kind, Verdict, check

# In 2024 Alphabet's operating income was 112.4 billion, Amazon's 68.6; Meta earned 62.4, Apple 93.7.
RIGHT = [
    ("Alphabet's operating income was $112.4bn in 2024, 64% more than Amazon's.", "64%"),
    ("Alphabet's operating income was $112.4bn in 2024, $43.8bn more than that of Amazon.", "$43.8bn"),
    ("Alphabet's operating income was 1.6 times that of Amazon in 2024.", "1.6 times"),
    ("In 2024 Meta earned $62.4bn, a third less than Apple.", "a third"),
    ("Meta's net income of $62.4bn in 2024 trailed Apple's by $31bn.", "$31bn"),
    ("En 2024, Meta a gagné 62,4 milliards de dollars, un tiers de moins qu'Apple.", "un tiers"),
    (
        "En 2024, Meta gagne 62 milliards, 3 milliards de plus qu'Amazon, 38 milliards de moins qu'Alphabet.",
        "38 milliards",
    ),
    (
        "En 2024, le résultat opérationnel d'Alphabet dépasse de 44 milliards de dollars celui d'Amazon.",
        "44 milliards de dollars",
    ),
]
WRONG = [
    ("Alphabet's operating income was $112.4bn in 2024, 46% more than Amazon's.", "46%"),
    ("En 2024, Meta a gagné 62,4 milliards de dollars, moitié moins qu'Amazon.", "moitié moins"),
    ("In 2024 Meta earned $62.4bn, $31bn more than Apple.", "$31bn"),
]


def claim_of(text: str, words: str) -> Claim:
    found = check(text, published=date(2025, 7, 17), figures=KnownFigures(), names=KnownNames()).claims
    return next(one for one in found if one.text == words)


@pytest.mark.parametrize(("text", "words"), RIGHT)
def test_the_difference_is_that_of_two_companies(text: str, words: str) -> None:
    claim = claim_of(text, words)
    assert claim.kind is Kind.CHANGE
    assert claim.verdict is Verdict.SUPPORTED, str(claim.explanation)
    assert "against" in claim.explanation.render()


@pytest.mark.parametrize(("text", "words"), WRONG)
def test_a_difference_that_is_not_so_is_contradicted(text: str, words: str) -> None:
    claim = claim_of(text, words)
    assert claim.verdict is Verdict.CONTRADICTED, str(claim.explanation)


def test_two_amounts_set_against_each_other_are_of_two_companies_in_their_order() -> None:
    text = "Apple earned more in 2024 than Meta: $93.7bn against $62.4bn."
    found = [claim_of(text, words) for words in ("$93.7bn", "$62.4bn")]
    assert [(one.entity, one.verdict) for one in found] == [
        ("Apple", Verdict.SUPPORTED),
        ("Meta Platforms", Verdict.SUPPORTED),
    ]


def test_points_between_growths_are_not_judged_by_amounts() -> None:
    claim = claim_of("In 2024 Meta's revenue grew 22%, 8 points more than Alphabet's.", "8 points")
    assert claim.verdict is Verdict.UNVERIFIABLE
