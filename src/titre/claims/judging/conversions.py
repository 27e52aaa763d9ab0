"""Is an amount that a text gives in another currency what the rates of the day make of it?

A rate supports and contradicts nothing: the text may have taken one of another day, or the mean of a year.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from titre.claims.judging.fitting import Fit, fit
from titre.claims.judging.verdicts import Judgement, unverifiable
from titre.claims.model import Basis, Verdict
from titre.claims.telling.writing import Shown
from titre.kernel.messages import say
from titre.store.errors import RateUnknown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from titre.claims.evidence import Evidence
    from titre.claims.reading.readings import Reading


def judge_conversion(reading: Reading, evidence: Evidence) -> Judgement:
    """Return the judgement of a conversion, by the rate of the day named or of the article's own."""
    stated, original = reading.quantity, reading.converted
    if evidence.rates is None or stated is None or original is None or not (stated.unit and original.unit):
        return unverifiable(say("a conversion rests on a rate of exchange that the text does not name"))
    told: Judgement | None = None
    for day in _days(reading, evidence.as_of):
        try:
            rate, of = evidence.rates.rate(original.unit, stated.unit, day)
        except RateUnknown:
            continue
        value = original.value * Decimal(rate.numerator) / Decimal(rate.denominator)
        text = say(
            "{amount} was {value} by the rate of {day}",
            amount=Shown(original.value, original.unit),
            value=Shown(value, stated.unit),
            day=of,
        )
        found, rule = fit(stated, value)
        if found is not Fit.NONE:
            verdict = Verdict.SUPPORTED if found is Fit.EXACT else Verdict.APPROXIMATE
            return Judgement(verdict, text, basis=Basis.PRICES, rule=rule)
        told = told or unverifiable(say("{text}; the text does not name the rate that it took", text=text))
    return told or unverifiable(say("no rate of exchange of the day is in the store"))


def _days(reading: Reading, as_of: date | None) -> Iterator[date]:
    """Yield the days whose rate a text may have taken: one that it names, its own."""
    period = None if reading.when is None else reading.when.period
    if period is not None and period.day is not None:
        yield period.day
    if as_of is not None:
        yield as_of
