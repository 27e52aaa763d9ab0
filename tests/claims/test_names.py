"""Registered names as prose writes them: initials together or with points, which end no sentence."""

from __future__ import annotations

import pytest

from titre.claims.prose.sentences import sentences_of
from titre.claims.prose.tokens import tokens_of
from titre.claims.reading.vocabulary import Vocabulary

NAMES = {
    "j p morgan chase and": ("bank",),
    "j c penney": ("shop",),
    "united states steel": ("mill",),
    "3m co": ("maker",),
    "3m": ("maker",),
}


@pytest.mark.parametrize(
    ("text", "entity", "end"),
    [
        ("JPMorgan Chase earned", "bank", 2),
        ("JP Morgan Chase earned", "bank", 3),
        ("J.P. Morgan Chase earned", "bank", 6),
        ("J.C. Penney sold", "shop", 5),
        ("JCPenney sold", "shop", 1),
        ("US Steel lost", "mill", 2),
        ("U.S. Steel lost", "mill", 5),
        ("3M Co. said", "maker", 3),
    ],
)
def test_a_name_is_found_as_prose_writes_it(text: str, entity: str, end: int) -> None:
    assert Vocabulary(NAMES).at(tokens_of(text), 0) == ((entity,), end)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("J.C. Penney sold more. J. Crew did not.", 2),
        ("They met at 5 p.m. Apple had closed.", 2),
        ("Le groupe H.J. Heinz a vendu plus.", 1),
    ],
)
def test_initials_end_no_sentence(text: str, sentences: int) -> None:
    assert len(list(sentences_of(text, "en"))) == sentences
