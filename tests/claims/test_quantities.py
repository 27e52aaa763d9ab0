"""Quantities by known answers, and what no text may do to the scanner."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from titre.claims.prose.lexicons import quantity_lexicon
from titre.claims.prose.text import plain_typography
from titre.claims.prose.tokens import tokens_of
from titre.claims.quantities.numbers import DigitStyle
from titre.claims.quantities.scanning import Quantity, QuantityScanner


def scan(text: str, language: str) -> list[Quantity]:
    lexicon = quantity_lexicon(language)
    tokens = tokens_of(plain_typography(text))
    return QuantityScanner(tokens, lexicon, DigitStyle.of(tokens, lexicon.decimal)).scan()


def written(text: str, language: str) -> str:
    """Return the quantities of a text, each as ``value..high unit``."""
    return "; ".join(
        f"{_plain(one.value)}{f'..{_plain(one.high)}' if one.high is not None else ''} {one.unit}"
        for one in scan(text, language)
    )


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


FRENCH = [
    ("80 milliards de dollars", "80000000000 USD"),
    ("1\u202f234,5 millions d’euros", "1234500000 EUR"),
    ("14 Md€", "14000000000 EUR"),
    ("3 Mds d'euros", "3000000000 EUR"),
    ("12 Mds", "12000000000 None"),
    ("12 M€ et 15 MM$", "12000000 EUR; 15000000 USD"),
    ("à 3,2 Mrd$", "3200000000 USD"),
    ("100 MUSD, 20 MdEUR", "100000000 USD; 20000000000 EUR"),
    ("14 % et 62%", "14 percent; 62 percent"),
    ("dix pour cent", "10 percent"),
    ("gagne 3 points de base, puis 2 points", "3 basis_points; 2 points"),
    ("×2, x3, multiplié par trois", "2 times; 3 times; 3 times"),
    ("les profits ont doublé", "2 times"),
    ("trois milliards et demi de dollars", "3500000000 USD"),
    ("un demi-milliard d'euros", "500000000 EUR"),
    ("un quart de milliard", "250000000 None"),
    ("entre 60 et 65 milliards de dollars", "60000000000..65000000000 USD"),
    ("60 à 65 milliards", "60000000000..65000000000 None"),
    ("de 20 à 25 milliards d'euros", "20000000000..25000000000 EUR"),
    ("passe de 20 à 25 milliards d'euros", "20000000000 EUR; 25000000000 EUR"),
    ("entre 900 millions et 1,2 milliard d'euros", "900000000..1200000000 EUR"),
    ("12 milliards de dollars, contre 10 un an plus tôt", "12000000000 USD; 10000000000 USD"),
    (
        "9,6 milliards de dollars rendus : 8,1 de rachats et 1,5 de dividendes",
        "9600000000 USD; 8100000000 USD; 1500000000 USD",
    ),
    ("le cloud a pesé 15,4 milliards de dollars et la Chine 24.", "15400000000 USD; 24000000000 USD"),
    ("12 milliards de dollars pour 24 salariés", "12000000000 USD"),
    ("Amazon 50 et Alphabet 40 milliards de dollars", "50000000000 USD; 40000000000 USD"),
    ("respectivement 50, 40 et 30 milliards de dollars", "50000000000 USD; 40000000000 USD; 30000000000 USD"),
    ("2,53 dollars par action", "2.53 USD/share"),
    ("des centaines de milliards de dollars", "100000000000 USD"),
    ("des dizaines de milliers d'euros", "10000 EUR"),
    ("1,5 billion de dollars", "1500000000000 USD"),
    ("mille milliards d'euros", "1000000000000 EUR"),
    ("3.000 milliards", "3000000000000 None"),
    ("1.234.567 euros", "1234567 EUR"),
    ("1 million 200 mille euros", "1200000 EUR"),
    ("vingt-cinq milliards de dollars", "25000000000 USD"),
    ("quatre-vingt-dix-sept millions d'euros", "97000000 EUR"),
    ("le cap du milliard de dollars", "1000000000 USD"),
    ("perte de \u22121,3 Md€", "-1300000000 EUR"),
    ("moins 3 %", "-3 percent"),
    ("moins de 3 %", "3 percent"),
    ("+12 %, -4,5 %", "12 percent; -4.5 percent"),
    ("entre 3 % et 5 %", "3..5 percent"),
    ("une progression de ses ventes de 13 à 16 %", "13..16 percent"),
    ("la marge a progressé de 13 à 16 %", "13 percent; 16 percent"),
    ("12 à 15 %", "12..15 percent"),
    ("28 fois les bénéfices", "28 times"),
    ("deux fois par an", ""),
    ("la moitié de ses revenus", "50 percent"),
    ("50 centimes", "0.5 EUR"),
    ("3 milliards d'utilisateurs", "3000000000 users"),
    ("10 000 salariés", "10000 employees"),
    ("il y a 4 milliards d'années", ""),
    ("quatre géants, 18 mois, en 2024, le 14 juillet 2025", ""),
    ("le 10-K du 12-14 juin 2024, H100, 5G, iPhone 15, CAC 40", ""),
    ("en 2024 320 millions d'euros", "320000000 EUR"),
    ("80 milliards de dollars (74 milliards d'euros)", "80000000000 USD; 74000000000 EUR"),
    ("la dette de 1,2 Md€ – 3 % du total", "1200000000 EUR; 3 percent"),
]
ENGLISH = [
    ("$14bn", "14000000000 USD"),
    ("US$1.5 trillion", "1500000000000 USD"),
    ("$60-65bn", "60000000000..65000000000 USD"),
    ("$60bn to $65bn", "60000000000..65000000000 USD"),
    ("between $1 and $2 billion", "1000000000..2000000000 USD"),
    ("from $60 billion to $65 billion of spending", "60000000000..65000000000 USD"),
    ("rose from $10bn to $12bn", "10000000000 USD; 12000000000 USD"),
    ("rose to $12bn from $10bn", "12000000000 USD; 10000000000 USD"),
    ("$1,234.5 million", "1234500000 USD"),
    ("three and a half billion dollars", "3500000000 USD"),
    ("half a billion dollars", "500000000 USD"),
    ("a quarter of a billion", "250000000 None"),
    ("hundreds of millions of dollars", "100000000 USD"),
    ("a billion dollars", "1000000000 USD"),
    ("twenty-five million dollars", "25000000 USD"),
    ("one hundred and twenty million euros", "120000000 EUR"),
    ("$6.43 per share", "6.43 USD/share"),
    ("50 cents a share", "0.5 USD/share"),
    ("14 percent, 25 basis points, 3 percentage points", "14 percent; 25 basis_points; 3 points"),
    ("3-5%, then 12.5% to 14%", "3..5 percent; 12.5..14 percent"),
    ("profit doubled", "2 times"),
    ("three times earnings, 28x earnings, 2.5x", "3 times; 28 times; 2.5 times"),
    ("three times a year", ""),
    ("$14-billion deal", "14000000000 USD"),
    ("a 14-billion-dollar deal", "14000000000 USD"),
    ("-$1.3bn and \u2212$1.3bn", "-1300000000 USD; -1300000000 USD"),
    ("a loss of $(1.3)bn", "-1300000000 USD"),
    ("2 billion people", "2000000000 users"),
    ("3 billion parameters", ""),
    ("$14B, €1.2 billion, £3.2m, C$3bn", "14000000000 USD; 1200000000 EUR; 3200000 GBP; 3000000000 CAD"),
    ("USD 14 million, 14 million USD", "14000000 USD; 14000000 USD"),
    ("revenue of 14 billion", "14000000000 None"),
    ("half of revenue", "50 percent"),
    ("two-thirds of its sales", "66.67 percent"),
    ("in the first half of 2025, the third quarter, Q1 2025", ""),
    ("$12bn, against 10 a year earlier", "12000000000 USD; 10000000000 USD"),
    ("$40,000 and 100,000 jobs", "40000 USD; 100000 employees"),
    ("$1.2 billion ($1.3 billion)", "1200000000 USD; 1300000000 USD"),
    ("the 10-K, H100 GPUs, Boeing 737, S&P 500", ""),
]


@pytest.mark.parametrize(("text", "expected"), FRENCH)
def test_french(text: str, expected: str) -> None:
    assert written(text, "fr") == expected


@pytest.mark.parametrize(("text", "expected"), ENGLISH)
def test_english(text: str, expected: str) -> None:
    assert written(text, "en") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It cost $.5bn.", ""),
        ("It bought .5% of the rest.", ""),
        ("A budget of $1e9 is large.", ""),
        ("It guides for $45 billion, plus or minus 2%.", "45000000000 USD; 2 percent"),
        ("It made 1.5 billion dollars. 5 billion euros were lost.", "1500000000 USD; 5000000000 EUR"),
    ],
)
def test_a_part_of_a_number_is_no_number(text: str, expected: str) -> None:
    assert written(text, "en") == expected


def test_a_point_before_three_digits_means_what_the_rest_of_the_article_means_by_it() -> None:
    assert written("1.234 millions d'euros", "fr") == "1234000000 EUR"
    assert written("1.234 millions d'euros, puis 2.5 millions d'euros", "fr") == "1234000 EUR; 2500000 EUR"
    assert written("1,234 million euros", "en") == "1234000000 EUR"


@pytest.mark.parametrize(
    ("text", "language", "hedge"),
    [
        ("près de 18 milliards de dollars", "fr", "nearly"),
        ("environ 3 milliards de dollars", "fr", "about"),
        ("plus de 100 millions de dollars", "fr", "more_than"),
        ("au moins 3 %", "fr", "at_least"),
        ("moins de 3 %", "fr", "less_than"),
        ("un peu moins de 3 milliards d'euros", "fr", "just_under"),
        ("jusqu'à 72 milliards de dollars", "fr", "up_to"),
        ("à peine 3 %", "fr", "barely"),
        ("3 % pile", "fr", "exactly"),
        ("dépasse les 3 milliards d'euros", "fr", "more_than"),
        ("nearly $18bn", "en", "nearly"),
        ("about 80 billion dollars", "en", "about"),
        ("more than $14bn", "en", "more_than"),
        ("at least 3%", "en", "at_least"),
        ("less than $3bn", "en", "less_than"),
        ("just under $18 billion", "en", "just_under"),
        ("up to $72 billion", "en", "up_to"),
        ("as much as $72 billion", "en", "up_to"),
        ("$3bn or so", "en", "about"),
        ("$3bn", "en", None),
    ],
)
def test_hedges(text: str, language: str, hedge: str | None) -> None:
    assert [one.hedge for one in scan(text, language)] == [hedge]


@pytest.mark.parametrize(
    ("text", "language", "step"),
    [
        ("14 milliards de dollars", "fr", "1000000000"),
        ("14,0 milliards de dollars", "fr", "100000000"),
        ("1 234,5 M€", "fr", "100000"),
        ("$6.43", "en", "0.01"),
        ("62%", "en", "1"),
    ],
)
def test_the_worth_of_the_last_digit_is_kept(text: str, language: str, step: str) -> None:
    assert [one.step for one in scan(text, language)] == [Decimal(step)]


_PIECES = st.sampled_from(
    [
        "1",
        "2",
        "14",
        "1234567890123456789012345678901234567890",
        ",",
        ".",
        "-",
        "–",
        "(",
        ")",
        "$",
        "€",
        "%",
        "milliards",
        "bn",
        "et",
        "à",
        "entre",
        "between",
        "and",
        "to",
        "de",
        "des",
        "centaines",
        "hundreds",
        "of",
        "un",
        "demi",
        "half",
        "quatre",
        "vingt",
        "dix",
        "cent",
        "mille",
        "x",
        "×",
        "fois",
        "times",
        "moins",
        "plus",
        "par",
        "action",
        "\xa0",
        "\u202f",
        "M",
        "Md",
        "k",
        "T",
        "USD",
    ]
)


@given(st.lists(_PIECES, max_size=60).map(" ".join), st.sampled_from(["fr", "en"]))
@settings(max_examples=300)
def test_no_text_stops_the_scanner(text: str, language: str) -> None:
    for one in scan(text, language):
        assert one.start < one.end <= len(text)
        assert one.high is None or one.high > one.value


@given(st.lists(_PIECES, max_size=40).map("".join), st.sampled_from(["fr", "en"]))
def test_no_unbroken_line_stops_the_scanner(text: str, language: str) -> None:
    spans = [(one.start, one.end) for one in scan(text, language)]
    assert spans == sorted(spans)


@pytest.mark.parametrize(
    "piece", ["1", "1 ", "1,", "(", "cent ", "de ", "milliards ", "$", "1-", "et ", "un "]
)
def test_work_grows_with_the_length(piece: str) -> None:
    steps = [_phrase_look_ups(piece * count) for count in (2_000, 4_000)]
    assert steps[1] <= 2.2 * steps[0] + 100


def _phrase_look_ups(text: str) -> int:
    """Return how many tokens the scanner looks at: what a clock would measure, without a clock."""
    lexicon = quantity_lexicon("fr")
    tokens = _Counted(tokens_of(text))
    QuantityScanner(tokens, lexicon, DigitStyle(lexicon.decimal)).scan()
    return tokens.read


class _Counted(list):  # type: ignore[type-arg]  # a list of tokens that counts how often it is read
    read = 0

    def __getitem__(self, place):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN204 - as list has it
        self.read += 1
        return super().__getitem__(place)
