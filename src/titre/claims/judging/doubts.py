"""Why must a claim that fits no figure still not be called contradicted?

Only what was reported, of a company, a metric and a period that are each sure, may be.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from titre.claims.judging.fitting import keeps_bound
from titre.claims.model import Cause, CauseCode, Role
from titre.claims.reading.timing import (
    DAY,
    ENDING,
    HOLDING,
    LATEST_QUARTER,
    LATEST_YEAR,
    MONTH_END,
    PART,
    QUARTER,
    YEAR,
)
from titre.kernel.messages import Message, say

if TYPE_CHECKING:
    from titre.claims.judging.candidates import Candidate
    from titre.claims.quantities.scanning import Quantity
    from titre.claims.reading.readings import Reading

_FAR = 3
"""how many times a wrong amount may be too large or too small without a slip that explains it"""
_FAR_OF_ITS_OWN = 8
"""the same, where the amount stands right with the metric's name"""
_TENS = tuple(Decimal(10) ** power for power in (-3, -2, -1, 1, 2, 3))
_NEAR = Decimal("0.01")
"""share of the figure by which it may be counted otherwise: with or without a line of the accounts"""
_IN_A_CURRENCY = 2
"""how many times an amount must be off that another currency of the text cannot explain"""
_WIDE = Decimal("1.2")
"""how many times its lower end the upper one of a range may be that is stated of one figure"""
_FACTORS = frozenset({CauseCode.FACTOR, CauseCode.SCALE})


def doubt_of(  # noqa: PLR0911 - a doubt a line
    reading: Reading, candidate: Candidate, *, balance: bool
) -> Message | None:
    """Return why a claim that does not fit must not be called contradicted, or None.

    What is only open between readings that can be tried is no doubt here: ``alternatives`` tries them.
    """
    quantity = reading.quantity
    if reading.role is not Role.REPORTED:
        return say("what was not reported is not contradicted by filings")
    if reading.begun:
        return say("the text names no period")
    if not is_named(reading, balance=balance) and not is_resolved(reading, balance=balance):
        return say("the text names no period")
    if quantity is not None and quantity.order:
        return say("the amount is not stated in full")
    if quantity is not None and _is_wide(quantity):
        return say("so wide a range may be what several figures lie in")
    if not candidate.default:
        return say("the figure that the words ask for is not in the store")
    return None


def doubt_beside(  # noqa: C901, PLR0911, PLR0912 - a doubt a line
    reading: Reading, actual: Decimal, cause: Cause | None, *, balance: bool
) -> Message | None:
    """Return why the amount itself leaves a doubt, beside the figure and its likely cause, or None."""
    quantity = reading.quantity
    assert quantity is not None
    named = is_named(reading, balance=balance)
    if not reading.company_sure and (reading.stranger or not reading.metric_sure):
        return say("it is not certain which company is meant")
    if not (reading.in_full or reading.one_currency):
        return say("the amount is not stated in full")
    if not reading.metric_sure and reading.narrowed:
        return say("it is not certain which metric is meant")
    if cause is not None and cause.code is CauseCode.SIGN and not reading.metric_sure:
        # Another word may tell that it was a loss: "in the red by 29 million".
        return say("it is not certain which metric is meant")
    if cause is None and actual and quantity.value.is_signed() != actual.is_signed():
        # A loss of another size than the profit is another loss: that of a part, that before something.
        return say("it is not certain which metric is meant")
    if cause is not None and cause.code is CauseCode.COMPANY and not reading.named_last:
        return say("it is not certain which company is meant")
    if cause is not None and cause.code in _FACTORS and _without_scale(quantity):
        # "1.2 billion, against 885 the year before": nobody reads billions.
        return say("the amount is not stated in full")
    if cause is not None and cause.code is CauseCode.METRIC and not (reading.tied and reading.metric_sure):
        # The amount is another metric's, and only a verb or a word further off says that it is not.
        return say("it is not certain which metric is meant")
    if cause is not None and cause.code is CauseCode.METRIC and not (named or reading.dated):
        return say("the text names no period")
    if not reading.in_full and not _is_off_by(quantity, actual, _IN_A_CURRENCY):
        return say("the amount is not stated in full")
    if keeps_bound(quantity, actual):
        return say("what is stated is a bound too far off to be of it")
    if cause is None and _is_base_told_elsewhere(reading):
        # "In 2021 …. Net income went from 25.9 billion to 94.7": from that of 2011, told before.
        return say("the text names no period")
    if cause is None and _is_far_off(reading, actual):
        return say("what is stated is too far off to be of it")
    if cause is None and _is_near(quantity, actual):
        return say("what is stated is so near that another definition may be meant")
    return None


def _is_base_told_elsewhere(reading: Reading) -> bool:
    """Return whether an amount is only what another is compared with, and its period is named elsewhere."""
    when = reading.when
    return reading.compared and when is not None and (when.carried or bool(when.back))


def is_named(reading: Reading, *, balance: bool = False) -> bool:
    """Return whether the words name one period for certain; of a balance, the month's end is enough."""
    when = reading.when
    if when is None or when.carried:
        return False
    if when.kind in {ENDING, PART} or (when.kind == MONTH_END and balance):
        return bool(when.year)
    return when.kind in {YEAR, QUARTER, DAY} and when.period is not None


def is_surely_named(reading: Reading, *, balance: bool = False) -> bool:
    """Return whether the words name the period of this claim for certain, and of no other amount."""
    sure = reading.metric_sure or reading.loose
    return sure and reading.attached and is_named(reading, balance=balance)


def is_resolved(reading: Reading, *, balance: bool = False) -> bool:
    """Return whether one period is meant, though its year or the period itself is told elsewhere.

    "In the March quarter" is the last one; what a paragraph has named holds for its next sentence. What is
    stated must then fit no other period that a reader could take.
    """
    when = reading.when
    if when is None:
        return False
    if when.kind in {ENDING, PART, HOLDING, QUARTER, LATEST_QUARTER, LATEST_YEAR} or (
        when.kind == MONTH_END and balance
    ):
        return True
    return is_named(replace(reading, when=replace(when, carried=False)), balance=balance)


def _is_wide(quantity: Quantity) -> bool:
    """Return whether a range is wider than one figure needs: quarters "between 6 and 14 billion"."""
    return quantity.high is not None and quantity.high > quantity.value * _WIDE


def _without_scale(quantity: Quantity) -> bool:
    """Return whether an amount takes its scale from a neighbour: it is written as a bare number."""
    return quantity.inherited and quantity.last - quantity.first == 1


def _is_far_off(reading: Reading, actual: Decimal) -> bool:
    """Return whether an amount that no slip explains is so far off that another quantity may be meant."""
    if reading.quantity is None:
        return False
    if not reading.tied:
        return _is_off_by(reading.quantity, actual, _FAR)
    zeros = any(_is_near(reading.quantity, actual * ten) for ten in _TENS)
    return not zeros and _is_off_by(reading.quantity, actual, _FAR_OF_ITS_OWN)


def _is_near(quantity: Quantity, actual: Decimal) -> bool:
    """Return whether an amount that no slip explains is so near that the figure may be counted otherwise."""
    return abs(abs(quantity.value) - abs(actual)) < abs(actual) * _NEAR


def _is_off_by(quantity: Quantity, actual: Decimal, times: int) -> bool:
    return not abs(actual) / times <= abs(quantity.value) <= abs(actual) * times
