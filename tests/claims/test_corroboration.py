"""A level that is borne out says of which metric and period the change beside it is."""

from __future__ import annotations

from datetime import date

import pytest

from claims.score import engine
from titre.claims import Claim, Verdict, check

PUBLISHED = date(2025, 7, 17)

WRONG = [
    ("Meta reported for the first quarter. Net income rose 53% to $16.64 billion.", "53%"),
    (
        "Au premier trimestre, le bénéfice net de Meta est de 16,64 milliards de dollars, soit +53 %.",
        "53",
    ),
    ("Alphabet had sales of $90.23 billion in the first quarter, an increase of 31%.", "31%"),
]

OPEN = [
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


@pytest.mark.parametrize("text", OPEN)
def test_a_change_that_may_be_of_something_else_is_not(text: str) -> None:
    assert not [one.text for one in _claims(text) if one.verdict is Verdict.CONTRADICTED]


def test_a_change_is_of_the_metric_of_its_level() -> None:
    text = "Alphabet's first-quarter profit rose 20% to $34.54 billion."
    change = next(one for one in _claims(text) if one.text == "20%")
    assert (change.metric, change.verdict) == ("net_income", Verdict.CONTRADICTED)
