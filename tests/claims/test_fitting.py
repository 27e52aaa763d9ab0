"""How far a hedge lets a figure be from what is stated: a floor is wide, "just over" is narrow."""

from __future__ import annotations

from decimal import Decimal

import pytest

from titre.claims.judging.fitting import Fit, fit, keeps_bound
from titre.claims.prose.lexicons import quantity_lexicon
from titre.claims.prose.tokens import tokens_of
from titre.claims.quantities.numbers import DigitStyle
from titre.claims.quantities.scanning import Quantity, QuantityScanner


def stated(text: str, language: str = "en") -> Quantity:
    lexicon, tokens = quantity_lexicon(language), tokens_of(text)
    (found,) = QuantityScanner(tokens, lexicon, DigitStyle.of(tokens, lexicon.decimal)).scan()
    return found


@pytest.mark.parametrize(
    ("text", "actual", "found"),
    [
        ("more than $412 million", "440", Fit.EXACT),
        ("just $412 million", "412.3", Fit.EXACT),
        ("just $412 million", "440", Fit.APPROXIMATE),
        ("just $412 million", "480", Fit.NONE),
        ("just over $400 million", "418", Fit.EXACT),
        ("just over $400 million", "395", Fit.NONE),
        ("just under $400 million", "385", Fit.EXACT),
        ("just under $400 million", "370", Fit.APPROXIMATE),
        ("just under $400 million", "405", Fit.NONE),
        ("less than $400 million", "370", Fit.EXACT),
    ],
)
def test_narrow_hedges_allow_less_than_bounds(text: str, actual: str, found: Fit) -> None:
    assert fit(stated(text), Decimal(actual) * 10**6)[0] is found


def test_only_a_bound_is_kept_by_what_is_far_beyond_it() -> None:
    assert keeps_bound(stated("more than $400 million"), Decimal(900_000_000))
    assert not keeps_bound(stated("only $400 million"), Decimal(900_000_000))


def test_what_does_not_exceed_an_amount_has_it_as_its_ceiling() -> None:
    assert stated("ne dépasse pas 45 milliards de dollars", "fr").hedge == "at_most"
