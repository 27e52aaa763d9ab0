"""What was a claim understood to say, before anything is looked up?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from titre.claims.model import Kind, Role
    from titre.claims.quantities.scanning import Quantity
    from titre.claims.reading.context import MetricSense
    from titre.claims.reading.mentions import Company
    from titre.claims.reading.performance import Performance
    from titre.claims.reading.timing import When

YEAR_ON_YEAR, QUARTER_ON_QUARTER = "yoy", "qoq"


@dataclass(frozen=True, slots=True)
class Reading:
    """A claim as read: who, what, when, how much, and how sure the reading is of each.

    ``start`` and ``end`` are offsets in the cleaned text.
    """

    start: int
    end: int
    language: str
    kind: Kind
    role: Role
    sentence: int = -1
    """where its sentence starts; none of a table's cells"""
    quantity: Quantity | None = None
    companies: tuple[Company, ...] = ()
    company_sure: bool = False
    others: tuple[Company, ...] = ()
    """other companies that the sentence names"""
    sense: MetricSense | None = None
    metric_sure: bool = False
    in_full: bool = True
    """whether what an amount leaves to its neighbours is not open: the text names one currency"""
    one_currency: bool = False
    """whether its sentence names one currency, though the text names others"""
    otherwise: str = ""
    """what the words say an amount to be instead of the metric's own figure: ``rate``, ``average`` …"""
    high: str = ""
    """in what way it is told to be a record: ``highest``, ``highest_alike``, ``first_beyond``"""
    loose: bool = False
    """whether a verb of several meanings, and nothing else, tells the metric: "made", "brought in" """
    tied: bool = False
    """whether nothing stands between the metric and the amount that could be meant instead"""
    beside: tuple[str, ...] = ()
    """the metrics that its sentence names"""
    besides: tuple[str, ...] = ()
    """those among them that other words name than the one for its own"""
    narrowed: bool = False
    """whether words beside the metric may leave only a part of it, or the amount may be of something else"""
    attached: bool = True
    """whether the period named stands with it, not with another amount of its sentence"""
    written_out: bool = True
    """whether its sentence names its period with the year"""
    hinted: bool = False
    """whether its sentence names or hints at another period"""
    begun: bool = False
    """whether its period is only that in which began what it is of: "since 2013" """
    named_last: bool = True
    """whether its company is the one that its sentence names last before it"""
    dated: bool = False
    """whether other claims, once judged, bear its period out"""
    compared: bool = False
    """whether it is only what another quantity is compared with: "against 28.8" """
    level: int = -1
    """where the amount begins that a change stands with, and nothing between tells of another"""
    stranger: bool = False
    """whether somebody whose name is not known may be whom it is about"""
    whole: MetricSense | None = None
    """what a share is a share of"""
    segment: str | None = None
    when: When | None = None
    deal: str | None = None
    """what kind of event a deal is, as ``events`` names it"""
    direction: str | None = None
    """``up``, ``down`` or ``flat``"""
    steady: bool = False
    yearly: bool = False
    """whether a change is that of each of several years"""
    against: str | None = None
    """``yoy`` or ``qoq``: what a change is measured against"""
    rivals: tuple[Company, ...] = ()
    """the companies whose figure a quantity is measured against: "64 % more than Amazon" """
    together: MetricSense | None = None
    """the metric that moves with this one"""
    ranked_by: str | None = None
    trailing: bool = False
    note_month: int = 0
    """the month that the words say the period ends in"""
    note_year: int = 0
    """its year, where that is said too"""
    converted: Quantity | None = None
    """what a conversion gives in another currency"""
    performance: Performance | None = None
    """what is said of what performed, where the claim is of a performance"""
