"""Is what is told as a record one, as far as the filings at hand go back?

A record that an earlier figure exceeds is no reason to call the amount wrong: it may be one of a kind that
the words leave out. It is not borne out either.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from titre.claims.judging.candidates import as_told
from titre.claims.model import Basis, Verdict
from titre.claims.reading.highs import FIRST_BEYOND, HIGHEST_ALIKE
from titre.claims.telling.writing import Shown
from titre.kernel.messages import say
from titre.kernel.periods import PeriodKind

if TYPE_CHECKING:
    from decimal import Decimal

    from titre.claims.judging.candidates import Candidates
    from titre.claims.judging.verdicts import Judgement
    from titre.claims.reading.readings import Reading
    from titre.figures.model import Figure

_BACK = {PeriodKind.YEAR: 12, PeriodKind.QUARTER: 24}
"""how many periods before its own an amount is compared with"""
_A_YEAR = 4
"""quarters"""


def as_a_high(reading: Reading, judged: Judgement, candidates: Candidates) -> Judgement:
    """Return a judgement by filings as one of what is told to be a record, or the first beyond a mark."""
    borne_out = judged.verdict in {Verdict.SUPPORTED, Verdict.APPROXIMATE} and judged.basis is Basis.FILINGS
    higher = _higher(reading, judged.figure, candidates) if borne_out and judged.figure is not None else None
    if higher is None:
        return judged
    doubt = say(
        "an earlier figure was no lower: {value} in {period}",
        value=Shown.ratio(higher.value, higher.unit, higher.written_in),
        period=str(higher.period),
    )
    told = say("{text}, but {doubt}", text=judged.explanation, doubt=doubt)
    return replace(judged, verdict=Verdict.UNVERIFIABLE, explanation=told, basis=None, rule=None)


def _higher(reading: Reading, figure: Figure, candidates: Candidates) -> Figure | None:
    """Return an earlier figure of the same metric that an amount is no record beside, or None."""
    kind, quantity = figure.period.kind, reading.quantity
    if kind not in _BACK or quantity is None:
        return None
    sign = 1 if reading.sense is None else reading.sense.sign
    own = _size(figure, sign)
    for back in range(1, _BACK[kind] + 1):
        if reading.high == HIGHEST_ALIKE and kind is PeriodKind.QUARTER and back % _A_YEAR:
            continue
        before = candidates.figures(reading.companies, figure.full_metric, figure.period.shifted(-back))
        size = _size(before[0], sign) if len(before) == 1 else None
        if size is None or own is None:
            continue
        if size >= quantity.value if reading.high == FIRST_BEYOND else size > own:
            return before[0]
    return None


def _size(figure: Figure, sign: int) -> Decimal | None:
    """Return how large a figure is as prose takes it: an outflow without its sign, a loss as a loss."""
    if figure.value is None:
        return None
    return as_told(figure.full_metric, figure.value, sign)
