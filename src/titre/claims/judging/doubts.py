"""Why must a claim that fits no figure still not be called contradicted?

Only what was reported, of a company, a metric and a period that are each sure, may be.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from titre.claims.judging.fitting import keeps_bound
from titre.claims.model import Cause, CauseCode, Role
from titre.claims.reading.timing import DAY, ENDING, LATEST_QUARTER, PART, QUARTER, YEAR
from titre.kernel.messages import Message, say

if TYPE_CHECKING:
    from titre.claims.judging.candidates import Candidate
    from titre.claims.quantities.scanning import Quantity
    from titre.claims.reading.readings import Reading

_FAR = 3
"""how many times a wrong amount may be too large or too small without a slip that explains it"""
_WIDE = Decimal("1.2")
"""how many times its lower end the upper one of a range may be that is stated of one figure"""
_OF_ANOTHER = frozenset({CauseCode.METRIC, CauseCode.COMPANY})


def doubt_of(reading: Reading, candidate: Candidate) -> Message | None:  # noqa: PLR0911 - a case a kind of claim
    """Return why a claim that does not fit must not be called contradicted, or None."""
    named = is_named(reading)
    if reading.role is not Role.REPORTED:
        return say("what was not reported is not contradicted by filings")
    if not reading.company_sure:
        return say("it is not certain which company is meant")
    if not reading.metric_sure:
        return say("it is not certain which metric is meant")
    if not named and not is_resolved(reading):
        return say("the text names no period")
    if reading.quantity is not None and (reading.quantity.order or not reading.in_full):
        return say("the amount is not stated in full")
    if reading.quantity is not None and _is_wide(reading.quantity):
        return say("so wide a range may be what several figures lie in")
    if not candidate.default:
        return say("the figure that the words ask for is not in the store")
    return None


def doubt_beside(reading: Reading, actual: Decimal, cause: Cause | None) -> Message | None:
    """Return why the amount itself leaves a doubt, beside the figure and its likely cause, or None."""
    quantity = reading.quantity
    assert quantity is not None
    if cause is not None and cause.code is CauseCode.SCALE and _without_scale(quantity):
        # "1.2 billion, against 885 the year before": nobody reads billions.
        return say("the amount is not stated in full")
    if cause is not None and cause.code is CauseCode.METRIC and not reading.tied:
        # The amount is another metric's, and only a verb or a word further off says that it is not.
        return say("it is not certain which metric is meant")
    if cause is not None and cause.code in _OF_ANOTHER and not is_named(reading):
        return say("the text names no period")
    if keeps_bound(quantity, actual):
        return say("what is stated is a bound too far off to be of it")
    if cause is None and _is_far_off(reading, actual):
        return say("what is stated is too far off to be of it")
    return None


def is_named(reading: Reading) -> bool:
    """Return whether the words name one period for certain."""
    when = reading.when
    if when is None or when.carried:
        return False
    if when.kind in {ENDING, PART}:
        return bool(when.year)
    return when.kind in {YEAR, QUARTER, DAY} and when.period is not None


def is_resolved(reading: Reading) -> bool:
    """Return whether one period is meant, though its year or the period itself is told elsewhere.

    "In the March quarter" is the last one; what a paragraph has named holds for its next sentence. What is
    stated must then fit no other period that a reader could take.
    """
    when = reading.when
    if when is None or (when.carried and not when.near):
        return False
    return when.kind in {ENDING, PART, QUARTER, LATEST_QUARTER} or is_named(
        replace(reading, when=replace(when, carried=False))
    )


def _is_wide(quantity: Quantity) -> bool:
    """Return whether a range is wider than one figure needs: quarters "between 6 and 14 billion"."""
    return quantity.high is not None and quantity.high > quantity.value * _WIDE


def _without_scale(quantity: Quantity) -> bool:
    """Return whether an amount takes its scale from a neighbour: it is written as a bare number."""
    return quantity.inherited and quantity.last - quantity.first == 1


def _is_far_off(reading: Reading, actual: Decimal) -> bool:
    """Return whether an amount that no slip explains is so far off that another quantity may be meant."""
    if reading.quantity is None or reading.tied:
        return False
    stated = abs(reading.quantity.value)
    return not abs(actual) / _FAR <= stated <= abs(actual) * _FAR
