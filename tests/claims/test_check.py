"""Whole runs: an article in, claims with verdicts out, on figures that a short table knows."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes.known_figures import KnownFigures, KnownNames, told_events
from titre.claims import Basis, Check, Claim, Kind, LanguageUnknown, Role, Verdict, check

PUBLISHED = date(2025, 7, 17)

FRENCH = """
Meta : des profits et des serveurs

Meta a dégagé un chiffre d'affaires de 164,5 milliards de dollars en 2024. La firme de Cupertino a publié un
bénéfice net de 97,4 milliards de dollars pour l'exercice 2024. Chez Meta, le flux de trésorerie disponible
recule légèrement sur 12 mois (à fin avril) par rapport au trimestre précédent.

Amazon, Alphabet, Meta et Microsoft prévoient 320 milliards de dollars d'investissements en 2025.

Commentaires (2)

Meta a perdu 900 milliards de dollars en 2024 !
"""


def checked(text: str, **options: object) -> Check:
    options = {"published": PUBLISHED, "figures": KnownFigures(), "names": KnownNames(), **options}
    return check(text, events=told_events(), **options)  # type: ignore[arg-type]  # options by name


def only(text: str, **options: object) -> Claim:
    claims = checked(text, **options).claims
    assert len(claims) == 1, [claim.text for claim in claims]
    return claims[0]


def test_an_article_is_read_and_judged() -> None:
    result = checked(FRENCH)
    assert [(claim.text[:22], claim.verdict) for claim in result.claims] == [
        ("164,5 milliards de dol", Verdict.SUPPORTED),
        ("97,4 milliards de doll", Verdict.CONTRADICTED),
        ("flux de trésorerie dis", Verdict.SUPPORTED),
        ("320 milliards de dolla", Verdict.SUPPORTED),
    ]
    assert all(FRENCH[claim.start : claim.end] == claim.text for claim in result.claims)
    assert result.claims[2].kind is Kind.CHANGE_QOQ
    assert "no quarter of the company ends in the month named" in result.claims[2].explanation.render()
    assert result.claims[3].role is Role.GUIDANCE
    assert result.claims[3].basis is Basis.EVENTS


def test_json_has_the_fields_that_were_promised_and_no_others() -> None:
    result = checked(FRENCH).as_json()
    assert json.loads(json.dumps(result)) == result
    assert set(result["claims"][0]) == {field.name for field in fields(Claim)} | {"sources", "later"}
    assert result["claims"][0]["value"] == "164500000000"
    assert result["claims"][0]["figure"]["facts"][0]["accession"]
    assert result["article"]["lang"] == "fr"


def test_without_an_engine_claims_are_read_and_none_is_judged() -> None:
    result = check(FRENCH, published=PUBLISHED)
    assert {claim.verdict for claim in result.claims} == {Verdict.UNVERIFIABLE}
    assert all(claim.explanation.render() for claim in result.claims)


def test_a_language_that_nobody_reads_is_refused() -> None:
    with pytest.raises(LanguageUnknown, match="expected one of en, fr"):
        check("x", lang="xx")


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Meta's revenue was $164.5bn in 2024.", Verdict.SUPPORTED),
        ("Meta's revenue was $164bn in 2024.", Verdict.APPROXIMATE),
        ("Meta's revenue was about $165bn in 2024.", Verdict.SUPPORTED),
        ("Meta's revenue was $160bn in 2024.", Verdict.APPROXIMATE),
        ("Meta's revenue was $146.5bn in 2024.", Verdict.CONTRADICTED),
        ("Meta's revenue rose 22% in 2024.", Verdict.SUPPORTED),
        ("Meta's revenue rose 32% in 2024.", Verdict.CONTRADICTED),
        ("Meta's revenue fell 22% in 2024.", Verdict.CONTRADICTED),
        ("Apple earned $6.08 per share in fiscal 2024, diluted EPS shows.", Verdict.SUPPORTED),
        ("Meta could reach revenue of $400bn in 2030.", Verdict.UNVERIFIABLE),
        ("Its revenue was $146.5bn.", Verdict.UNVERIFIABLE),
    ],
)
def test_verdicts(text: str, verdict: Verdict) -> None:
    assert only(text).verdict is verdict


@pytest.mark.parametrize(
    ("text", "cause", "code"),
    [
        (
            "Le chiffre d'affaires de Meta a atteint 134,9 milliards de dollars en 2024.",
            "it is the figure of FY2023",
            "year",
        ),
        (
            "Meta : chiffre d'affaires de 48,4 milliards de dollars en 2024.",
            "one quarter, 2024Q4",
            "period_kind",
        ),
        (
            "Le chiffre d'affaires de Meta a atteint 146,5 milliards de dollars en 2024.",
            "two digits are swapped",
            "swapped_digits",
        ),
        ("Meta : chiffre d'affaires de 16,45 milliards de dollars en 2024.", "10 times too small", "factor"),
        (
            "Le chiffre d'affaires de Meta a atteint 164,5 billions de dollars en 2024.",
            "a thousand milliards",
            "scale",
        ),
        (
            "Meta : bénéfice net de 69,4 milliards de dollars en 2024.",
            "another metric: Operating income",
            "metric",
        ),
        (
            "Le bénéfice opérationnel des Reality Labs a été de 17,7 milliards de dollars en 2024.",
            "sign",
            "sign",
        ),
    ],
)
def test_a_contradiction_names_its_cause(text: str, cause: str, code: str) -> None:
    claim = only(text)
    assert claim.verdict is Verdict.CONTRADICTED
    assert claim.cause is not None
    assert cause in claim.cause.render()
    assert claim.as_json()["cause_code"] == code


def test_what_was_not_filed_yet_is_not_used() -> None:
    claim = only("Meta's revenue was $164.5bn in 2024.", as_of=date(2025, 1, 2))
    assert claim.verdict is Verdict.UNVERIFIABLE


def test_a_fiscal_year_that_ends_in_january_is_named() -> None:
    claim = only("Nvidia's revenue reached $130.5bn in 2024.")
    assert claim.verdict is Verdict.SUPPORTED
    assert "taken as the fiscal year FY2025" in claim.explanation.render()


def test_the_articles_own_gloss_wins_over_the_word() -> None:
    claim = only("Meta a réalisé 85 milliards de dollars de bénéfice (au sens de l'EBITDA) en 2024.")
    assert (claim.metric, claim.verdict) == ("ebitda", Verdict.SUPPORTED)


def test_a_segment_implies_its_company() -> None:
    claim = only("Le métavers a coûté près de 18 milliards de dollars de pertes en 2024.")
    assert (claim.entity, claim.segment) == ("Meta Platforms", "RealityLabs")
    assert claim.verdict is Verdict.SUPPORTED
    assert claim.figure is not None
    assert claim.figure.value == Decimal(-17_729_000_000)


def test_funding_rounds_are_added_up() -> None:
    claim = only("Mistral AI a levé plus de 1 milliard d'euros jusqu'à présent.")
    assert (claim.verdict, claim.basis) == (Verdict.SUPPORTED, Basis.EVENTS)


@given(st.text(max_size=300))
def test_any_text_is_checked(text: str) -> None:
    for claim in checked(text).claims:
        assert text[claim.start : claim.end] == claim.text


def test_twelve_months_to_a_month_that_is_named_are_those_and_no_others() -> None:
    claim = only(
        "Over the twelve months to the end of December 2024, Meta's revenue is higher than the quarter"
        " before.",
        published=date(2025, 7, 17),
    )
    assert (claim.period, claim.verdict) == ("TTM 2024Q4", Verdict.SUPPORTED)
    elsewhere = only(
        "Over the twelve months to the end of May 2024, Meta's revenue fell from the previous quarter."
    )
    assert elsewhere.verdict is Verdict.UNVERIFIABLE


def test_a_sentence_ends_at_the_end_of_a_line_too() -> None:
    claims = checked(
        "In 2024 the revenue of Meta, the company that everybody talks of, was $164.5bn.\n"
        "Mistral AI has raised more than €1 billion since it was founded."
    ).claims
    assert [(claim.entity, claim.metric, claim.verdict) for claim in claims] == [
        ("Meta Platforms", "revenue", Verdict.SUPPORTED),
        ("Mistral AI", None, Verdict.SUPPORTED),
    ]


def test_that_year_is_the_one_named_before() -> None:
    claims = checked("In 2023, Meta's revenue was $134.9bn. Its net income was $39.1bn that year.").claims
    assert [(claim.period, claim.verdict) for claim in claims] == [("FY2023", Verdict.SUPPORTED)] * 2


def test_items_of_a_list_are_in_the_unit_that_stands_above_them() -> None:
    text = (
        "Meta, exercice 2024 (en millions de dollars)\n- Chiffre d'affaires : 164 501\n"
        "- Résultat net : 62 360\n- Bénéfice par action : 23,86\n\nMeta compte 74 067 salariés."
    )
    found = checked(text).claims
    assert [(one.value, one.metric) for one in found] == [
        (Decimal(164_501_000_000), "revenue"),
        (Decimal(62_360_000_000), "net_income"),
        (Decimal(74_067), None),
    ]


def test_the_parts_of_a_sum_are_not_the_metric_of_the_sum() -> None:
    """The repurchases that follow the colon are a part of what was returned: nothing is accused by them."""
    text = "Meta returned $34.9 billion in 2024: $29.8 billion of share repurchases and 5.1 of dividends."
    returned = checked(text).claims[0]
    assert returned.verdict is not Verdict.CONTRADICTED
    assert returned.metric != "share_repurchases"


@pytest.mark.parametrize(
    "text",
    [
        "Amazon's net income was negative, at $2.72 billion, in 2022.",
        "Le résultat net d'Amazon est ressorti négatif de 2,72 milliards de dollars en 2022.",
    ],
)
def test_a_word_may_turn_the_sign(text: str) -> None:
    assert only(text).verdict is Verdict.SUPPORTED


def test_a_part_named_behind_another_amount_is_not_the_whole_amounts() -> None:
    text = "Meta reported. Operating income was $69.4bn in 2024, of which −$17.7bn came from Reality Labs."
    assert [one.segment for one in checked(text).claims] == [None, "RealityLabs"]


def test_what_follows_of_which_is_of_the_part_named_behind_it() -> None:
    text = "Meta's operating income was $69.4bn in 2024, of which −$17.7bn came from Reality Labs."
    assert [one.segment for one in checked(text).claims] == [None, "RealityLabs"]


class _Renamed(KnownNames):
    """Names of which one belonged to another registrant until a day."""

    def predecessors(self, on: date) -> dict[str, str]:
        (apple,), (meta,) = (self.vocabulary("en")[name] for name in ("apple", "meta"))
        return {apple: meta} if on < PUBLISHED else {}


@pytest.mark.parametrize(("day", "who"), [(date(2025, 7, 16), "Meta Platforms"), (PUBLISHED, "Apple")])
def test_a_name_is_whose_it_was_on_the_day(day: date, who: str) -> None:
    text = "Apple's revenue was $164.5 billion in 2024."
    assert only(text, names=_Renamed(), published=day).entity == who


class _WithFigures(KnownNames):
    """Names of which one is a figure and a letter."""

    def vocabulary(self, language: str) -> dict[str, tuple[str, ...]]:
        return super().vocabulary(language) | {"3m": super().vocabulary(language)["meta"]}


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("3M's revenue was $164.5bn in 2024.", "Meta Platforms"),
        ("En 2024, le chiffre d'affaires de 3M a atteint 164,5 milliards de dollars.", "Meta Platforms"),
        ("Revenue was $3M in 2024.", None),
        ("Son chiffre d'affaires était de 3M€ en 2024.", None),
        ("Il a vendu pour 3M d'euros en 2024.", None),
    ],
)
def test_a_figure_and_a_letter_are_a_name_unless_they_are_an_amount(text: str, who: str | None) -> None:
    claims = checked(text, names=_WithFigures()).claims
    assert [one.entity for one in claims] == [who]


@pytest.mark.parametrize(
    "text",
    [
        "In the first quarter of 2025 Meta's revenue fell 12.6% over three months.",
        "Au premier trimestre 2025, le chiffre d'affaires de Meta recule de 12,6 % sur trois mois.",
    ],
)
def test_a_change_over_three_months_is_from_quarter_to_quarter(text: str) -> None:
    assert checked(text).claims[-1].kind is Kind.CHANGE_QOQ
    assert checked(text).count(Verdict.CONTRADICTED) == 0
