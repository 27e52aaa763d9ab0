"""How does each rule make a value, in a sentence?"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from titre.kernel.messages import say

if TYPE_CHECKING:
    from titre.kernel.messages import Message


class Rule(StrEnum):
    """How a value came from its operands; ``describe`` says it in a sentence."""

    FILED = "filed"
    YTD_DIFFERENCE = "ytd_difference"
    YEAR_MINUS_NINE_MONTHS = "year_minus_nine_months"
    YEAR_MINUS_THREE_QUARTERS = "year_minus_three_quarters"
    SUM_OF_QUARTERS = "sum_of_quarters"
    YEAR_PLUS_YTD = "year_plus_ytd_minus_prior_ytd"
    YEAR = "year"
    FOUR_QUARTERS = "four_quarters"
    FORMULA = "formula"
    CONCEPT = "concept"
    ZERO = "taken_as_zero"
    SPLIT = "split_adjusted"
    GROUP = "group"
    QUOTED = "quoted"
    PRICED = "shares_times_price"
    CLASSES = "sum_of_classes"


_SENTENCES = {
    Rule.FILED: say("as filed"),
    Rule.YTD_DIFFERENCE: say("year to date less the year to date a quarter before"),
    Rule.YEAR_MINUS_NINE_MONTHS: say("year less its first nine months"),
    Rule.YEAR_MINUS_THREE_QUARTERS: say("year less its first three quarters"),
    Rule.SUM_OF_QUARTERS: say("sum of the year's four quarters"),
    Rule.YEAR_PLUS_YTD: say("last year, plus year to date, less prior year to date"),
    Rule.YEAR: say("the fiscal year"),
    Rule.FOUR_QUARTERS: say("sum of four quarters that touch"),
    Rule.FORMULA: say("by formula"),
    Rule.CONCEPT: say("the concept that the company uses"),
    Rule.ZERO: say("taken as zero: nothing of the kind is filed"),
    Rule.SPLIT: say("adjusted for later splits"),
    Rule.GROUP: say("sum of the members of the group"),
    Rule.QUOTED: say("the close of the day, as the file has it"),
    Rule.PRICED: say("shares times price"),
    Rule.CLASSES: say("sum of the classes of shares, each at its price"),
}


def describe(rule: Rule) -> Message:
    """Return in a sentence how a rule makes a value."""
    return _SENTENCES[rule]
