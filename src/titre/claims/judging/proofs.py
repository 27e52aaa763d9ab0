"""What does a likely cause that fits exactly prove of how a claim was read?

An amount that is to three digits what a slip makes of one figure does not fit by accident: the claim was
read as of that figure rightly. What the slip keeps is proven, whatever the words leave open; what it changes
must be sure by the words, else a misreading explains the fit as well.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from titre.claims.judging.verdicts import TELLING
from titre.claims.model import CauseCode

if TYPE_CHECKING:
    from titre.claims.model import Cause
    from titre.claims.reading.readings import Reading

_OF_DIGITS = frozenset({CauseCode.FACTOR, CauseCode.SCALE, CauseCode.SWAPPED_DIGITS})
_OF_PERIODS = frozenset({CauseCode.YEAR, CauseCode.PERIOD_KIND})
_FEWER = 2
"""digits that tell where fewer figures may fit by accident: those of another scale, or of a verb's metric"""


def proven_by(reading: Reading, cause: Cause | None) -> Reading:
    """Return a claim as what its likely cause proves it to be; whether other readings hold is still tried."""
    if cause is None or not _is_telling(reading, cause):
        return reading
    whose = replace(reading, company_sure=True, stranger=False, in_full=True)
    of_what = replace(whose, metric_sure=True, tied=True, narrowed=False)
    if cause.code in _OF_DIGITS:
        # Every other period is tried, and every other company of the text where this one is not sure.
        last = reading.named_last and reading.company_sure
        return replace(of_what, attached=True, written_out=True, hinted=True, named_last=last)
    if cause.code in _OF_PERIODS:
        return of_what
    if cause.code is CauseCode.COMPANY:
        sure, stranger = reading.company_sure, reading.stranger
        return replace(of_what, company_sure=sure, stranger=stranger, dated=True)
    return replace(whose, dated=True) if cause.code in {CauseCode.METRIC, CauseCode.SIGN} else reading


def _is_telling(reading: Reading, cause: Cause) -> bool:
    """Return whether so many digits are stated that a slip makes of a figure by no accident."""
    quantity = reading.quantity
    if quantity is None or quantity.high is not None:
        return False
    plainly = reading.loose and reading.written_out and not reading.hinted
    few = cause.code is CauseCode.SCALE or (plainly and cause.code in _OF_PERIODS)
    return quantity.digits >= (_FEWER if few else TELLING)
