"""Texts made to be slow: the work grows with their length, and nothing breaks on any text."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fakes.known_figures import KnownFigures, KnownNames, told_events
from titre.claims import check
from titre.claims.evidence import Evidence
from titre.claims.prose import phrases
from titre.claims.prose.cleaning import clean
from titre.claims.quantities.scanning import Quantity
from titre.claims.reading.reader import Reader

if TYPE_CHECKING:
    from titre.claims.prose.phrases import Match

_PIECES = [
    "1234567890",
    "1 234 567 ",
    "((([[[",
    "[](",
    "de 12 à 14 % et 3,5 milliards de dollars ",
    "from $3 to $4 billion, ",
    "| Revenue | 1 | 2 | 3 |\n",
    "12,5   13,5   14,5\n",
    "celui de Meta, celui de ",
    "the year ended the end of the ",
    "deux cent quatre-vingt-dix-sept mille ",
    "not not pas ",
    "\u00ab\u2026\u202f",
    "l'",
    "$5 ",
    "$5; ",
    "profit $5 ",
    "...",
    "|a|b|\n|-|-|\n",
]
_SIZE = 6_000


@pytest.mark.parametrize("piece", _PIECES)
def test_look_ups_double_with_the_text(piece: str, monkeypatch: pytest.MonkeyPatch) -> None:
    looked = 0
    at = phrases.Phrases.at

    def counted(self: phrases.Phrases[object], tokens: object, position: int) -> Match[object] | None:
        nonlocal looked
        looked += 1
        return at(self, tokens, position)  # type: ignore[arg-type]  # passed through as it came

    monkeypatch.setattr(phrases.Phrases, "at", counted)
    counts = []
    for size in (_SIZE, 2 * _SIZE):
        looked = 0
        Reader(Evidence(None, None, None, (), None), None).read(clean(piece * (size // len(piece))))
        counts.append(looked)
    assert counts[1] <= 2.3 * counts[0] + 1000


@pytest.mark.parametrize("piece", ["$5 ", "$5, ", "$5; ", "1 % "])
def test_an_amount_is_not_compared_with_all_others_of_its_sentence(
    piece: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared = 0
    equal = Quantity.__eq__

    def counted(self: Quantity, other: object) -> bool:
        nonlocal compared
        compared += 1
        return equal(self, other)

    monkeypatch.setattr(Quantity, "__eq__", counted)
    counts = []
    for size in (400, 800):
        compared = 0
        Reader(Evidence(None, None, None, (), None), None).read(clean(piece * (size // len(piece))))
        counts.append(compared)
    assert counts[1] <= 2.3 * counts[0] + 1000


_WORDS = st.sampled_from(
    [
        "Meta",
        "Apple",
        "'s",
        "the",
        "of",
        "de",
        "du",
        "d'",
        "revenue",
        "net",
        "income",
        "bénéfice",
        "perte",
        "%",
        "$",
        "€",
        "164,5",
        "134.9",
        "2024",
        "2025Q1",
        "billion",
        "milliards",
        "million",
        "rose",
        "fell",
        "hausse",
        "baisse",
        "from",
        "to",
        "à",
        "de",
        "contre",
        "entre",
        "et",
        "and",
        "not",
        "pas",
        "si",
        "if",
        "?",
        "!",
        ".",
        ",",
        ";",
        ":",
        "(",
        ")",
        "|",
        "\n",
        "|",
        "-",
        "–",
        "+",
        "million",
        "Q1",
        "premier",
        "trimestre",
        "clos",
        "fin",
        "mars",
        "year",
        "ended",
        "March",
        "31",
        "AWS",
        "record",
        "un",
        "tiers",
        "half",
        "doublé",
        "tripled",
        "fois",
        "times",
        "respectivement",
        "that",
        "celui",
        "share",
        "par",
        "action",
        "USD",
        "mn",
        "près",
        "plus",
    ]
)


@settings(deadline=None, max_examples=150)
@given(st.lists(_WORDS, max_size=60))
def test_any_text_is_read_and_its_claims_stand_in_it(words: list[str]) -> None:
    text = " ".join(words)
    result = check(
        text, published=date(2025, 7, 17), figures=KnownFigures(), names=KnownNames(), events=told_events()
    )
    for claim in result.claims:
        assert text[claim.start : claim.end] == claim.text
        assert claim.text
