"""What a text leaves open is settled by an exact fit, and by nothing less."""

from __future__ import annotations

from datetime import date

import pytest

from claims.score import engine
from fakes.known_figures import told_events
from titre.claims import Claim, Verdict, check

PUBLISHED = date(2025, 7, 17)

SETTLED = [
    # The period that the paragraph speaks of besides the one taken.
    (
        (
            "Meta's revenue was $164.5 billion in 2024 and $134.9 billion in 2023. It had made $39.1 billion "
            "of net income before it made $62.4 billion."
        ),
        "$39.1",
        "FY2023",
    ),
    (
        (
            "Sur l'exercice 2024, Apple a réalisé 391,0 milliards de dollars de ventes, et 95,4 milliards au "
            "deuxième trimestre 2025. Le bénéfice net atteignait 93,7 milliards."
        ),
        "93,7",
        "FY2024",
    ),
]

OPEN = [
    # Of no period that the text speaks of, though of another year.
    ("Meta's revenue was $164.5 billion in 2024. Net income, for its part, came to $39.1 billion.", "$39.1"),
    # A sentence states one amount of a metric a period.
    (
        "Fin 2024, la trésorerie de Meta était de 41,9 milliards de dollars, contre 43,9 milliards.",
        "41,9",
    ),
]


def _claim(text: str, words: str) -> Claim:
    _, store, figures = engine()
    claims = check(
        text,
        published=PUBLISHED,
        figures=figures,
        names=store.snapshot().names(),
        catalogue=figures.catalogue,
        events=told_events(),
    ).claims
    return next(claim for claim in claims if words in claim.text)


@pytest.mark.parametrize(("text", "words", "period"), SETTLED)
def test_an_exact_fit_decides_between_the_periods_of_a_text(text: str, words: str, period: str) -> None:
    claim = _claim(text, words)
    assert (claim.verdict, claim.period) == (Verdict.SUPPORTED, period)


@pytest.mark.parametrize(("text", "words"), OPEN)
def test_no_other_period_bears_an_amount_out(text: str, words: str) -> None:
    assert _claim(text, words).verdict is not Verdict.SUPPORTED
