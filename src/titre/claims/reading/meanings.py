"""What is a quantity finally of? Its unit, and the part that it is told of, turn a metric into another.

A profit for a share is earnings per share, a margin in money the profit itself; what a part of a company
earns is before interest and tax.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from titre.claims.quantities.scales import AMOUNT, COUNT
from titre.claims.reading.comparisons import is_compared
from titre.claims.reading.context import MetricSense
from titre.claims.reading.senses import FOR_A_SHARE, Sense, in_money

if TYPE_CHECKING:
    from titre.claims.quantities.scanning import Quantity
    from titre.claims.reading.linking import Scene

_PER_SHARE = frozenset({"diluted_eps", "basic_eps", "dividends_per_share"})
_OR = frozenset({"or", "ou", "soit"})
_PARTS_EARN = {
    "net_income": "operating_income",
    "pretax_income": "operating_income",
    "ebitda": "operating_income",
    "net_margin": "operating_margin",
    "pretax_margin": "operating_margin",
}
"""what is told of the parts of a company: filings give them no income below the operating one"""


def may_be_any_profit(sense: Sense | None) -> bool:
    """Return whether only a verb tells which profit an amount is: "earned" may be before interest and tax."""
    return sense is not None and sense.verb and sense.meaning.metrics[0] in _PARTS_EARN


def with_share(quantity: Quantity, sense: Sense | None) -> Quantity:
    """Return a quantity with the unit said that its metric has: "EPS of $8.04"."""
    told = sense is not None and sense.meaning.metrics[0] in _PER_SHARE
    return per_share(quantity) if told and quantity.form == AMOUNT else quantity


def per_share(quantity: Quantity) -> Quantity:
    """Return an amount that is for a share, with its unit said."""
    if quantity.unit is None or "/" in quantity.unit or quantity.step > 1:
        return quantity
    return replace(quantity, unit=f"{quantity.unit}/share")


def is_beside_a_share(scene: Scene, quantity: Quantity) -> bool:
    """Return whether an amount is for a share as what one before is: "$2.10 a share, from $1.04".

    So too "$519 million, or 70 cents a share, from $610 million, or 86 cents".
    """
    small = quantity.form == AMOUNT and quantity.power is None and quantity.unit is not None
    place = scene.place_of(quantity)
    if not small or not place or quantity.unit is None or "/" in quantity.unit:
        return False
    units = [one.unit for one in scene.quantities[:place]]
    share = f"{quantity.unit}/share"
    if units[-1] == share:
        return is_compared(scene, quantity)
    return share in units and scene.word_before(quantity) in _OR


def meaning_of(quantity: Quantity, sense: Sense | None) -> MetricSense | None:
    """Return what a quantity is of; a profit for a share is earnings per share."""
    if quantity.form == COUNT:
        return None
    if quantity.unit is not None and quantity.unit.endswith("/share"):
        return _of_a_share(sense)
    if sense is None or quantity.form != AMOUNT:
        return None if sense is None else sense.meaning
    if sense.meaning.metrics[0] == "dividends_per_share" and quantity.step > 1:
        # "7.4 billion into its first dividend": so much was paid out in all.
        return MetricSense(("dividends_paid",))
    return in_money(sense.meaning)


def _of_a_share(sense: Sense | None) -> MetricSense:
    """Return what is earned or paid for one share; a loss of a company is one for its share."""
    if sense is None:
        return MetricSense(("diluted_eps",))
    if sense.meaning.metrics[0] == "revenue":
        # "It sold 143 billion and earned 42. That is $2.48 a share": nobody tells of sales for one.
        return MetricSense(("diluted_eps",))
    metric = FOR_A_SHARE.get(sense.meaning.metrics[0])
    return sense.meaning if metric is None else MetricSense((metric,), sense.meaning.sign)


def of_part(sense: MetricSense | None) -> MetricSense | None:
    """Return what a metric is where it is told of a part of a company: what a part earns is before tax."""
    if sense is None:
        return None
    metrics = dict.fromkeys(_PARTS_EARN.get(metric, metric) for metric in sense.metrics)
    return MetricSense(tuple(metrics), sense.sign)
