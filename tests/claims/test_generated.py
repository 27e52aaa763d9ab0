"""Sentences made from the facts themselves: a right one is never contradicted, a wrong one nearly always."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

import pytest

from claims.score import engine
from titre.claims import Verdict, check
from titre.kernel.periods import Period

if TYPE_CHECKING:
    from collections.abc import Iterator

_PUBLISHED = date(2025, 7, 17)
_CALLED = {"Meta Platforms": "Meta"}
_WORDS = {
    "revenue": ("revenue", "chiffre d'affaires"),
    "net_income": ("net income", "bénéfice net"),
    "operating_income": ("operating income", "résultat opérationnel"),
    "research_and_development": (
        "research and development expenses",
        "dépenses de recherche et développement",
    ),
    "operating_cash_flow": ("operating cash flow", "flux de trésorerie d'exploitation"),
}
_LEVELS = {
    "en": [
        "{who}'s {what} was ${much} billion in fiscal {year}.",
        "In fiscal {year}, {who} reported {what} of ${much} billion.",
        "At {who}, {what} came to ${much} billion in fiscal {year}.",
    ],
    "fr": [
        "En {year}, {who} a publié : {what}, {much} milliards de dollars.",
        "Chez {who}, {what} : {much} milliards de dollars sur l'exercice {year}.",
        "{who} affiche pour {year} {much} milliards de dollars de {what}.",
    ],
}
_GROWTH = {
    "en": ["{who}'s {what} {moved} {much}% in fiscal {year}."],
    "fr": ["{what} de {who} sur l'exercice {year} : en {moved} de {much} %."],
}
_MOVED = {"en": ("rose", "fell"), "fr": ("hausse", "baisse")}
_OFF = [Decimal(10), Decimal("0.1"), Decimal("1.23"), Decimal("0.81")]
"""by what a level is made wrong: a slip of a factor, or an amount of nothing"""
_POINTS_OFF = Decimal("7.3")


class _Made(NamedTuple):
    text: str
    right: bool


def _number(value: Decimal, language: str) -> str:
    text = f"{value:.1f}"
    return text.replace(".", ",") if language == "fr" else text


def _sentences(language: str) -> Iterator[_Made]:
    """Yield a right and a wrong sentence of each level and each growth that the facts give."""
    chance = random.Random(language)
    _, _, figures = engine()
    years = [Period.fiscal_year(year) for year in (2022, 2023, 2024)]
    found = figures.figures(None, list(_WORDS), years, as_of=_PUBLISHED)
    known = {
        (figure.name, figure.metric, figure.period.year): figure.value
        for figure in found
        if figure.value is not None and figure.value > Decimal("1e9")
    }
    for (company, metric, year), value in sorted(known.items()):
        who, what = _CALLED.get(company, company), _WORDS[metric][language == "fr"]
        billions = value / Decimal(10**9)
        for right in (True, False):
            stated = billions if right else billions * chance.choice(_OFF)
            much = _number(stated, language)
            text = chance.choice(_LEVELS[language]).format(who=who, what=what, much=much, year=year)
            yield _Made(text[0].upper() + text[1:], right)
        before = known.get((company, metric, year - 1))
        if before is None:
            continue
        growth = (value / before - 1) * 100
        for right in (True, False):
            percent = abs(growth) + (Decimal() if right else _POINTS_OFF)
            moved = _MOVED[language][growth < 0]
            text = chance.choice(_GROWTH[language]).format(
                who=who, what=what, much=_number(percent, language), moved=moved, year=year
            )
            yield _Made(text[0].upper() + text[1:], right)


def _accused(made: list[_Made]) -> set[str]:
    """Return the texts of those that are contradicted; all are read as one article, a paragraph each."""
    _, store, figures = engine()
    text = "\n\n".join(one.text for one in made)
    checked = check(
        text,
        published=_PUBLISHED,
        figures=figures,
        names=store.snapshot().names(),
        catalogue=figures.catalogue,
        since=False,
    )
    contradicted = [claim for claim in checked.claims if claim.verdict is Verdict.CONTRADICTED]
    return {text[text.rfind("\n", 0, claim.start) + 1 :].partition("\n")[0] for claim in contradicted}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_the_facts_say_is_never_contradicted_and_what_they_deny_nearly_always(language: str) -> None:
    made = list(_sentences(language))
    assert len(made) > 100
    accused = _accused(made)
    false = [one.text for one in made if one.right and one.text in accused]
    assert not false, "\n".join(false)
    wrong = [one.text for one in made if not one.right]
    missed = [text for text in wrong if text not in accused]
    assert len(missed) * 10 <= len(wrong), "\n".join(missed)
