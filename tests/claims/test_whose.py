"""Whose and of what an amount is, where brackets, colons, appositions and questions say it."""

from __future__ import annotations

from datetime import date

import pytest

from fakes.known_figures import KnownFigures, KnownNames
from titre.claims import Verdict, check


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "In 2024 Meta earned $62.4bn and sank $37.3bn into property and equipment.",
            {"$37.3bn": ("Meta Platforms", "capital_expenditure", "FY2024")},
        ),
        (
            "Meta, 2024: operating margin 42% (35% in 2023), EPS $23.86.",
            {"$23.86": ("Meta Platforms", "diluted_eps", "FY2024")},
        ),
        (
            "In 2024 Meta's revenue rose to $164.5bn and its net income, also up 59%, was $62.4bn.",
            {"59%": ("Meta Platforms", "net_income", "FY2024")},
        ),
        (
            "In 2024 Reality Labs lost $17.7bn at Meta. And capital expenditure? It was $37.3bn.",
            {"$37.3bn": ("Meta Platforms", "capital_expenditure", "FY2024")},
        ),
        (
            "En 2024, Apple a investi. Capex : 9,4 milliards ; Meta, 37,3. Le bénéfice net : 93,7 milliards.",
            {"93,7 milliards": ("Apple", "net_income", "FY2024")},
        ),
        (
            "En 2024, un an après l'amende, le bénéfice net de Meta atteint 62,4 milliards.",
            {"62,4 milliards": ("Meta Platforms", "net_income", "FY2024")},
        ),
    ],
)
def test_an_amount_is_of_whom_and_what_the_sentence_says(
    text: str, told: dict[str, tuple[str, str, str]]
) -> None:
    found = check(text, published=date(2025, 7, 17), figures=KnownFigures(), names=KnownNames()).claims
    for words, reading in told.items():
        claim = next(one for one in found if one.text == words)
        assert (claim.entity, claim.metric, claim.period) == reading
        assert claim.verdict is Verdict.SUPPORTED, str(claim.explanation)
